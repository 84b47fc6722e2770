"""Integrating Cities Desktop: a city tests itself against the Integrating Cities benchmark."""

__version__ = "0.1.0"
