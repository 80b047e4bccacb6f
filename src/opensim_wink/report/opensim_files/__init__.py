"""Files that OpenSim's own tools read, and what they make of them."""
