"""Room in the hips, for files and sentences."""
