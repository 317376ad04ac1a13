"""Measures how good the flags are: precision and recall on known accidents, and what is flagged where nothing is wrong."""
