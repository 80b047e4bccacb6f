"""Repetitions and other movements in a recording."""
