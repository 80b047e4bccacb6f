"""Doubts about single repetitions."""
