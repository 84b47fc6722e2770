"""Trials of the project file, and what they and the tests make to try it with."""
