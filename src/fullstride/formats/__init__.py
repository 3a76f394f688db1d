"""Bytes to words and words to bytes: every file that comes in or goes out."""
