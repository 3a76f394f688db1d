"""Measuring: how fast, and how well titles are read."""
