"""Starts the program: the window, or a command that needs none. Imports nothing heavy."""

import gc
import os
import sys
from pathlib import Path

from ic_desktop.cli import COMMANDS, is_text


def main() -> int:
    """Run what the command line asks for and return the exit code."""
    arguments = sys.argv[1:]
    if not arguments or _is_a_file(arguments):
        return _window(Path(arguments[0]) if arguments else None)
    try:
        from ic_desktop.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:  # before or after the command itself, which says so
        return 1


def _is_a_file(arguments: list[str]) -> bool:
    """Tell whether the one argument is a file to open: a command's name is a command."""
    (first, *more) = arguments
    return not more and first not in COMMANDS and is_text(first) and _is_there(first)


def _is_there(name: str) -> bool:
    """Tell whether a file is there; a name that no file can have is none."""
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _window(path: Path | None) -> int:
    if not _has_a_screen():
        from ic_desktop.cli.run import no_screen

        return no_screen()
    gc.disable()  # starting makes nothing to collect; the window's own collector takes over
    from ic_desktop.ui.application import run

    return run(path)


def _has_a_screen() -> bool:
    """Tell whether a window can be shown; Qt ends the process where it cannot."""
    asked = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in asked)


if __name__ == "__main__":
    raise SystemExit(main())
