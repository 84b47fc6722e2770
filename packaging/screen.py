"""A screen for child processes: the one there is, or a virtual one of 1366 x 768 (Linux)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class NoScreen(Exception):
    """There is no screen and none can be made; the message says what to install."""


@contextmanager
def screen(environ: dict[str, str], virtual: bool = True) -> Iterator[dict[str, str]]:
    """Give the variables for child processes that show windows.

    On Linux a virtual screen is made even beside a real one, unless ``virtual`` is false: windows
    that come and go under a user's hands would be measured with what he does to them.
    Raises NoScreen.
    """
    if not sys.platform.startswith("linux") or not virtual:
        yield environ
        return
    server, number = _start()
    plain = {k: v for k, v in environ.items() if k not in ("WAYLAND_DISPLAY", "XAUTHORITY")}
    try:
        yield plain | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def _start() -> tuple[subprocess.Popen[bytes], int]:
    """Start Xvfb on a display number that it chooses and reports when it is ready."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    command += ["-nolisten", "tcp"]
    try:
        server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    except FileNotFoundError as error:
        os.close(reading)
        raise NoScreen("There is no Xvfb for a virtual screen. Run:  apt install xvfb") from error
    finally:
        os.close(writing)
    with os.fdopen(reading) as stream:
        number = stream.readline().strip()
    if not number:
        server.wait()
        raise NoScreen(f"Xvfb ended with exit code {server.returncode} before it had a screen.")
    return server, int(number)
