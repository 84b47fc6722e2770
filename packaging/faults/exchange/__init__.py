"""Trials of what goes out for one person and comes back."""
