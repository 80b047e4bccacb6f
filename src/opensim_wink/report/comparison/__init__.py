"""A comparison of conditions: results read back, files and sentences."""
