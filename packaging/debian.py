"""What the program and its tests need of the operating system, and how to get it on Debian.

Only the standard library: this runs before anything is installed. Windows and macOS need nothing.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Shared libraries that Qt's wheels expect of the system, and the Debian package of each."""

TEST_TOOLS = {
    "Xvfb": "xvfb",
    "pdfsig": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "strace": "strace",
}
"""Programs that some tests and measurements run, and the Debian package of each."""


class NeedsPackages(Exception):
    """Something of the system is missing and may not be installed from here; says what to do."""


def missing_libraries() -> list[str]:
    """Return the names of the shared libraries that a window needs and that do not load."""
    if not sys.platform.startswith("linux"):
        return []
    return [name for name in QT_LIBRARIES if not _loads(name)]


def missing_tools() -> list[str]:
    """Return the programs that the tests run and that are not on the path (Linux only)."""
    if not sys.platform.startswith("linux"):
        return []
    return [name for name in TEST_TOOLS if shutil.which(name) is None]


def packages_of(names: list[str]) -> list[str]:
    """Return the Debian packages of libraries and programs, each once, in order of the alphabet."""
    return sorted({(QT_LIBRARIES | TEST_TOOLS)[name] for name in names})


def install(packages: list[str], purpose: str) -> None:
    """Install Debian packages when this may be done unasked (as root), else raise NeedsPackages."""
    line = "apt install " + " ".join(packages)
    if not may_install():
        if shutil.which("apt-get"):
            raise NeedsPackages(f"{purpose} needs packages of the system. Run:  sudo {line}")
        raise NeedsPackages(
            f"{purpose} needs libraries that Debian has in these packages; "
            f"install what your system calls them: {' '.join(packages)}"
        )
    print(f"Installing for {purpose}: {' '.join(packages)}", file=sys.stderr, flush=True)
    if not (_apt_install(packages) or (_apt("update") and _apt_install(packages))):
        raise NeedsPackages(f"{purpose} needs packages that could not be installed. Run:  {line}")


def may_install() -> bool:
    """Say whether packages can be installed without a password: Debian, as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_install(packages: list[str]) -> bool:
    return _apt("install", "-y", "--no-install-recommends", *packages)


def _apt(*arguments: str) -> bool:
    """Run apt-get quietly; what it says on failure stays visible."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", *arguments]
    return subprocess.call(command, env=environment, stdout=subprocess.DEVNULL) == 0
