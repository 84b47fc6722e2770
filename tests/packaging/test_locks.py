"""The lock files name exact versions with hashes, agree with each other and with the licences."""

import re
import tomllib
from pathlib import Path

import pytest

import licences

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = [licences.RUN_LOCK, licences.DEV_LOCK]


def canonical(name: str) -> str:
    """Return a library's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def listed() -> dict[str, tuple[str, str]]:
    """Return name, version and licence from the rows of LICENCES.md."""
    rows = re.findall(
        r"^\| ([^ |]+) \| (\d[^ |]*) \| ([^|]+) \|$",
        licences.LIST.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return {name: (version, licence) for name, version, licence in rows}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_library_is_exact_and_has_hashes(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(licences.locked(lock))
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")


def test_the_program_is_tested_with_the_versions_it_runs_with() -> None:
    run, dev = (licences.locked(lock) for lock in LOCKS)
    assert run.items() <= dev.items()


def test_what_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = (licences.locked(lock).keys() for lock in LOCKS)

    def missing(requirements: list[str], lock: object) -> set[str]:
        assert isinstance(lock, type(run))
        return {canonical(re.split(r"[\[<>=!~; ]", r)[0]) for r in requirements} - lock

    assert not missing(project["dependencies"], run)
    assert not missing(project["optional-dependencies"]["dev"], dev)


def test_the_list_of_licences_is_that_of_the_lock() -> None:
    versions = {name: version for name, (version, _) in listed().items()}
    assert versions == licences.locked(licences.DEV_LOCK), "run packaging/licences.py"


def test_each_listed_licence_is_the_library_s_own() -> None:
    for name, (_, licence) in listed().items():
        own = licences.installed_licence(name)
        assert licence != "not stated", name
        assert own in (None, licence), name


def test_no_library_forbids_what_the_programs_licence_allows() -> None:
    """Each licence is permissive, or a weak copyleft that separate libraries satisfy."""
    fine = re.compile(r"MIT|BSD|Apache|PSF|MPL|Mozilla|LGPL|ISC|Unlicense|CC0")
    assert [name for name, (_, licence) in listed().items() if not fine.search(licence)] == []
