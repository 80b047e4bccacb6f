"""Muscles of a trial, for its files and sentences."""
