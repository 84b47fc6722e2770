"""What this installation remembers: languages, look, who works here, recent and own projects.

One JSON file in the user's configuration folder, written as a whole. A damaged file is set aside
and said so; the program goes on with defaults. Keys of a newer version are kept.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from ic_desktop.errors import FileNotWritten
from ic_desktop.i18n import _
from ic_desktop.paths import user_dir

THEMES: Final = ("system", "light", "dark")
TEXT_SIZES: Final = (100, 110, 125, 150, 175, 200)
"""The sizes that are offered, in percent; any size between the ends is accepted."""
RECENT_COUNT: Final = 12
OWN_COUNT: Final = 2000
"""How many projects are known as one's own; the one that was used longest ago is forgotten."""

_FILE = "settings.json"
_BIGGEST = 4_000_000
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Recent:
    """A project on the start screen. ``opened`` is in seconds since 1970.

    ``place`` is where in it one was last, as the navigation's ``place_key`` writes it.
    """

    path: str
    city: str = ""
    kind: str = ""
    progress: str = ""
    opened: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's settings. An empty language follows: the system, or the interface.

    ``participant`` and ``device`` are random ids (32 hex digits), made once; ``identity`` is the
    path of a key file or "". ``own`` maps a project's id to the manifest that this installation
    left it with. ``rest`` holds what a newer version wrote.
    """

    participant: str
    device: str
    language: str = ""
    pack_language: str = ""
    report_language: str = ""
    theme: str = "system"
    text_size: int = 100
    identity: str = ""
    name: str = ""
    organisation: str = ""
    last_folder: str = ""
    window: str = ""
    recent: tuple[Recent, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)

    def is_own(self, project_id: str, manifest: str) -> bool:
        """Say whether a project is exactly as this installation left it."""
        return bool(manifest) and self.own.get(project_id) == manifest

    def with_own(self, project_id: str, manifest: str) -> "Settings":
        """Remember the manifest with which this installation leaves a project."""
        own = {key: value for key, value in self.own.items() if key != project_id}
        own[project_id] = manifest
        return replace(self, own=dict(list(own.items())[-OWN_COUNT:]))

    def with_recent(self, project: Recent) -> "Settings":
        """Put a project first on the start screen."""
        others = (r for r in self.recent if r.path != project.path)
        return replace(self, recent=(project, *others)[:RECENT_COUNT])

    def without_recent(self, path: str) -> "Settings":
        """Take a project off the start screen; the file stays."""
        return replace(self, recent=tuple(r for r in self.recent if r.path != path))


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, and a sentence for the user if the file was damaged (else "")."""

    settings: Settings
    note: str = ""


def settings_path() -> Path:
    """Return where the settings are kept."""
    return user_dir("config") / _FILE


def load() -> Loaded:
    """Read the settings; make them, with fresh ids, if there are none. Never raises."""
    try:
        return _load()
    except OSError as error:
        note = _("Your settings could not be read ({detail}), so defaults are used for now.")
        return Loaded(_settings({}), note.format(detail=error.strerror or str(error)))


def save(settings: Settings) -> None:
    """Write the settings as a whole. Raises FileNotWritten."""
    data = asdict(settings)
    rest = data.pop("rest")
    _write(settings_path(), json.dumps(rest | data, ensure_ascii=False, indent=1).encode())


def update(change: Callable[[Settings], Settings]) -> Settings:
    """Read, change, write: what another window wrote meanwhile is kept. Raises FileNotWritten.

    Settings that cannot be read just now are not overwritten with defaults.
    """
    try:
        found = _load().settings
    except OSError as error:
        raise FileNotWritten(_FILE, error.strerror or type(error).__name__) from error
    changed = change(found)
    save(changed)
    return changed


def _load() -> Loaded:
    path = settings_path()
    try:
        raw = _read(path)
    except FileNotFoundError:
        return Loaded(_kept(_settings({})))
    try:
        data = json.loads(raw)
        if not isinstance(data, dict):
            raise ValueError(raw[:20])
    except (ValueError, RecursionError):
        return _start_over(path, raw)
    found = _settings(data)
    complete = data.get("participant") == found.participant and data.get("device") == found.device
    return Loaded(found if complete else _kept(found))


def _kept(settings: Settings) -> Settings:
    """Write fresh ids down at once; a folder that cannot be written to is told at the next save."""
    try:
        save(settings)
    except FileNotWritten:
        return settings
    return settings


def _read(path: Path) -> str:
    with path.open("rb") as stream:
        return stream.read(_BIGGEST).decode("utf-8", "replace")


def _start_over(path: Path, raw: str) -> Loaded:
    """Set a damaged file aside; who works here is saved from it if it can still be read."""
    ids = {
        key: match[1]
        for key in ("participant", "device")
        if (match := re.search(rf'"{key}"\s*:\s*"({_ID.pattern})"', raw))
    }
    aside = path.with_name(f"settings.broken-{os.urandom(3).hex()}.json")
    try:
        path.replace(aside)
    except OSError:
        aside = path
    note = _("Your settings were damaged, so defaults are used. The damaged file is “{file}”.")
    return Loaded(_kept(_settings(ids)), note.format(file=aside.name))


def _settings(data: Mapping[str, Any]) -> Settings:
    """Take from ``data`` what is well formed; everything else is a default."""
    texts = ("language", "pack_language", "report_language", "identity", "name", "organisation")
    known = set(Settings.__dataclass_fields__) - {"rest"}
    size = data.get("text_size")
    return Settings(
        participant=_id(data.get("participant")),
        device=_id(data.get("device")),
        **{key: _text(data.get(key)) for key in (*texts, "last_folder", "window")},
        theme=_one_of(THEMES, data.get("theme")),
        text_size=min(200, max(100, size)) if type(size) is int else 100,
        recent=tuple(_recents(data.get("recent"))),
        own=_own(data.get("own")),
        rest={key: value for key, value in data.items() if key not in known},
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _id(value: object) -> str:
    return value if isinstance(value, str) and _ID.fullmatch(value) else os.urandom(16).hex()


def _one_of(choices: tuple[str, ...], value: object) -> str:
    return value if isinstance(value, str) and value in choices else choices[0]


def _recents(value: object) -> Iterable[Recent]:
    keys = ("path", "city", "kind", "progress", "place")
    for item in value[:RECENT_COUNT] if isinstance(value, list) else ():
        if isinstance(item, dict) and _text(item.get("path")):
            words = {key: _text(item.get(key)) for key in keys}
            opened = item.get("opened")
            yield Recent(**words, opened=opened if type(opened) is int else 0)


def _own(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


def _write(path: Path, data: bytes) -> None:
    """Write a file beside, bring it to the disk, then rename it."""
    import tempfile  # late: reading the settings is part of every start

    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".settings.", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise FileNotWritten(path.name, error.strerror or type(error).__name__) from error
