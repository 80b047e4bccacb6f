"""Inverse kinematics on arrays, and its error."""
