"""What a trial loads, for its files and sentences."""
