"""The parts of the model's builder: tables, sides, skeleton, wrapping, muscles, markers, masses."""
