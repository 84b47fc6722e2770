"""The benchmark packs that come with the program."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ic_desktop import errors
from ic_desktop.benchmark import load
from ic_desktop.benchmark.pack import Pack
from ic_desktop.paths import benchmark_data_dir

DEFAULT = "promoting-cultural-diversity"
"""The id of the benchmark that a new project starts with."""


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A bundled pack: its title in its base language, the languages it has, its folder."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    folder: Path


@cache
def _folders() -> dict[str, Path]:
    """Return the folder of each bundled pack by its id, which is the folder's name."""
    names = sorted(path.parent.name for path in benchmark_data_dir().glob("*/pack.toml"))
    names.sort(key=lambda name: name != DEFAULT)
    return {name: benchmark_data_dir() / name for name in names}


def bundled() -> list[PackInfo]:
    """Return the bundled packs, the default one first."""
    return [_info(pack_id, folder) for pack_id, folder in _folders().items()]


def _info(pack_id: str, folder: Path) -> PackInfo:
    read = pack(pack_id, "")
    return PackInfo(read.id, read.version, read.title, read.languages, folder)


@cache
def bundle_of(pack_id: str) -> bytes:
    """Return the bundle of a bundled pack, as a project embeds it; raises
    :class:`errors.UnknownPack`."""
    folder = _folders().get(pack_id)
    if folder is None:
        raise errors.UnknownPack(pack_id, ", ".join(_folders()))
    return load.bundle(folder)


def pack(pack_id: str, language: str = "en") -> Pack:
    """Return a bundled pack in a language, or in its base language where it lacks that one;
    raises :class:`errors.UnknownPack`."""
    return load.from_bundle(bundle_of(pack_id), language)
