"""Where things are: files that ship with the program, and the user's own folders."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    beside = _PACKAGE.parent / name
    return beside if beside.is_dir() else _PACKAGE / f"_{name}"


def resources_dir() -> Path:
    """Folder of icons, fonts, translations, styles and help."""
    return _shipped("resources")


def benchmark_data_dir() -> Path:
    """Folder of the bundled benchmark packs and samples."""
    return _shipped("benchmark_data")


def user_dir(purpose: str) -> Path:
    """Return (and make) the user's folder for data, config, log, backups or cache.

    ``IC_DESKTOP_HOME`` puts all of them under one folder: a portable copy, or a test.
    """
    home = os.environ.get("IC_DESKTOP_HOME")
    path = Path(home) / purpose if home else _platform_dir(purpose)
    path.mkdir(parents=True, exist_ok=True)
    return path


def _platform_dir(purpose: str) -> Path:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("ic-desktop", appauthor=False)
    if purpose == "config":
        return dirs.user_config_path
    if purpose == "log":
        return dirs.user_log_path
    if purpose == "cache":
        return dirs.user_cache_path
    return dirs.user_data_path / ("" if purpose == "data" else purpose)
