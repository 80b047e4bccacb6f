"""What is said of the hamstrings in a squat, put to the test within one trial."""
