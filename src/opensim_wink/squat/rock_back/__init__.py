"""Rocking back on hands and knees: found and measured as a squat is."""
