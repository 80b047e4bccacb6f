"""Differences between conditions of one person, with their intervals and a plain answer."""
