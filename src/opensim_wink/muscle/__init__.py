"""Muscle–tendon lengths over a motion."""
