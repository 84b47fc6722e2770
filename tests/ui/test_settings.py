"""The settings: kept whole, tolerant of damage, never in the way of starting."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ic_desktop import settings
from ic_desktop.errors import FileNotWritten
from ic_desktop.settings import Recent


def test_ids_are_made_once() -> None:
    first = settings.load()
    assert first.note == ""
    assert len(first.settings.participant) == len(first.settings.device) == 32
    assert first.settings.participant != first.settings.device
    assert settings.load() == first


def test_what_is_saved_comes_back() -> None:
    kept = settings.update(
        lambda s: (
            replace(s, language="de", theme="dark", text_size=150, name="Ž. Ωmega", window="AAEC")
            .with_recent(Recent("/a.icproj", "Musterau", "self-assessment", "3 of 13", 17))
            .with_own("p1", "ab" * 32)
        )
    )
    assert settings.load().settings == kept
    assert kept.recent[0].city == "Musterau"
    assert kept.is_own("p1", "ab" * 32)
    assert not kept.is_own("p1", "cd" * 32)
    assert not kept.is_own("p2", "")


def test_keys_of_a_newer_version_are_kept() -> None:
    settings.load()
    path = settings.settings_path()
    path.write_text(json.dumps(json.loads(path.read_text()) | {"peers": [1, {"a": None}]}))
    settings.update(lambda s: replace(s, name="N"))
    assert json.loads(path.read_text())["peers"] == [1, {"a": None}]


@pytest.mark.parametrize("raw", [b"", b"{", b"[1]", b"\xff\xfe{}", b"[" * 100_000, b'"x"'])
def test_a_damaged_file_is_set_aside(raw: bytes) -> None:
    path = settings.settings_path()
    path.write_bytes(raw)
    loaded = settings.load()
    (aside,) = path.parent.glob("settings.broken-*.json")
    assert aside.read_bytes() == raw
    assert aside.name in loaded.note
    assert settings.load() == settings.Loaded(loaded.settings)


def test_who_works_here_is_saved_from_a_torn_file() -> None:
    before = settings.load().settings
    path = settings.settings_path()
    path.write_text(path.read_text()[:-30])
    loaded = settings.load()
    assert loaded.note
    assert loaded.settings.participant == before.participant
    assert loaded.settings.device == before.device


def test_wrong_types_become_defaults() -> None:
    path = settings.settings_path()
    path.write_text(
        json.dumps(
            {
                "participant": 5,
                "device": "../x",
                "theme": "pink",
                "text_size": 900,
                "language": None,
                "recent": [3, {"path": 1}, {"path": "/b.icproj", "opened": "x", "city": []}],
                "own": [1],
            }
        )
    )
    loaded = settings.load()
    assert loaded.note == ""
    found = loaded.settings
    assert (found.theme, found.text_size, found.language) == ("system", 200, "")
    assert found.recent == (Recent("/b.icproj"),)
    assert found.own == {}
    assert settings.load().settings == found, "the fresh ids were written down"


def test_recent_projects_are_bounded_and_unique() -> None:
    found = settings.load().settings
    for n in range(20):
        found = found.with_recent(Recent(f"/{n % 15}.icproj", opened=n))
    assert len(found.recent) == settings.RECENT_COUNT
    assert len({r.path for r in found.recent}) == settings.RECENT_COUNT
    assert found.recent[0].opened == 19
    assert "/4.icproj" not in {r.path for r in found.without_recent("/4.icproj").recent}


def test_own_projects_are_bounded_and_the_oldest_goes_first() -> None:
    found = settings.load().settings.with_own("old", "m").with_own("kept", "m")
    for n in range(settings.OWN_COUNT - 1):
        found = found.with_own(str(n), "m")
        if n == 10:
            found = found.with_own("kept", "m2")
    assert not found.is_own("old", "m")
    assert found.is_own("kept", "m2")


def test_a_failed_write_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings.load().settings

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWritten, match="No space left"):
        settings.save(replace(before, name="new"))
    monkeypatch.undo()
    assert settings.load().settings.name == before.name


def test_no_stray_file_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings.load().settings
    folder: Path = settings.settings_path().parent
    monkeypatch.setattr(Path, "replace", _refuse)
    with pytest.raises(FileNotWritten):
        settings.save(before)
    monkeypatch.undo()
    assert [p.name for p in folder.iterdir()] == ["settings.json"]


def test_an_unreadable_place_gives_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.load()
    monkeypatch.setattr(Path, "open", _refuse)
    loaded = settings.load()
    assert "could not be read" in loaded.note
    with pytest.raises(FileNotWritten):
        settings.update(lambda s: s)


def _refuse(*_args: object) -> None:
    raise PermissionError(13, "Permission denied")
