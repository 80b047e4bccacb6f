"""Intervals of numbers, from samples of curves and from repetitions."""
