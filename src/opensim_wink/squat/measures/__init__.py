"""What is measured of a repetition besides its wink."""
