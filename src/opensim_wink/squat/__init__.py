"""Repetitions, depth, wink and onset."""
