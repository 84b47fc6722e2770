"""Where a file lies: on a network share or in a synchronised folder, which deserves a word."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from ic_desktop.i18n import _

_NETWORK_TYPES: Final = frozenset(
    {
        *("cifs", "smb", "smb2", "smb3", "smbfs", "nfs", "nfs4", "afpfs", "webdav", "davfs", "9p"),
        *("fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "afs", "ncpfs", "ceph"),
        *("glusterfs", "fuse.glusterfs"),
    }
)
"""As the system calls file systems that lie on another computer."""

_CLOUDS: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
    "box sync": "Box",
}


def warnings_about(path: Path) -> tuple[str, ...]:
    """Return a sentence for each thing about a file's place that the user should know."""
    found = []
    if cloud := cloud_of(path):
        found.append(
            _(
                "This file is in a folder that {cloud} synchronises: open it on one computer at "
                "a time, and wait for {cloud} to finish before opening it on another."
            ).format(cloud=cloud)
        )
    if is_on_network(path):
        found.append(
            _(
                "This file is on a network drive: saving takes longer there, and the network must "
                "stay connected."
            )
        )
    return tuple(found)


def cloud_of(path: Path) -> str:
    """Return the name of the service that synchronises a file's folder, "" if none is seen."""
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for part in path.parent.parts:
        name = part.casefold()
        for key, cloud in _CLOUDS.items():
            # "OneDrive - City of Ghent", "Dropbox (Personal)", "GoogleDrive-me@example.org"
            if name == key or name.startswith((f"{key} ", f"{key}-", f"{key}_")):
                return cloud
    return ""


def is_on_network(path: Path) -> bool:
    """Tell whether a file is on a network share; False where the system does not say."""
    if sys.platform == "win32":
        return _is_remote_drive(path)
    if sys.platform == "darwin":
        return _mac_type(path) in _NETWORK_TYPES
    return _linux_type(path) in _NETWORK_TYPES


def _linux_type(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Return the file system's type from the longest mount point that holds the file."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2 and path.is_relative_to(_unescaped(fields[1])):
            depth = len(Path(_unescaped(fields[1])).parts)
            if depth >= best:
                best, kind = depth, fields[2]
    return kind


def _unescaped(text: str) -> str:
    """Undo how the kernel writes spaces and the like: as three octal digits."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _mac_type(path: Path) -> str:
    """Return the file system's type as ``mount`` lists it: "... on /Volumes/x (smbfs, ...)"."""
    try:
        done = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    best, kind = -1, ""
    for line in done.stdout.splitlines():
        place, _bracket, about = line.partition(" on ")[2].rpartition(" (")
        if place and path.is_relative_to(place) and len(place) > best:
            best, kind = len(place), about.split(",")[0].rstrip(")")
    return kind


def _is_remote_drive(path: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    if str(path).startswith("\\\\"):
        return True
    remote = 4
    return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == remote)
