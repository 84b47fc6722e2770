"""The command line: the same work without a screen. No Qt, no display.

This module is imported at every start, also of the window, so it imports nothing.
"""

COMMANDS = (
    "demo",
    "new",
    "info",
    "check",
    "attach",
    "protect",
    "export",
    "import",
    "hand-out",
    "merge",
    "report",
    "slides",
    "verify",
    "pack",
    "visit",
)
"""The names of all commands."""


def is_text(argument: str) -> bool:
    """Tell whether an argument came as text: Python keeps other bytes as lone surrogates."""
    return not any("\ud800" <= sign <= "\udfff" for sign in argument)
