"""Trials of signed reports, and what they and the tests make to try them with."""
