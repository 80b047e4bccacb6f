"""Paths, fibres and stretch of muscles over a motion, and where they may be believed."""
