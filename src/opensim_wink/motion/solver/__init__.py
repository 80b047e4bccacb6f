"""Inverse kinematics on arrays: least squares of all frames at once."""
