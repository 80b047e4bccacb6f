"""The markers' errors, and what they make of the coordinates."""
