"""Kills a process that works on a project, and compares what is there with what it said."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from faults.store.making import words
from ic_desktop import errors
from ic_desktop.store.project_file import ProjectFile

PACKAGING = Path(__file__).resolve().parent.parent.parent


def rounds(
    path: Path, folder: Path, chance: random.Random, count: int, passphrase: str = ""
) -> Iterator[str]:
    """Kill a working process again and again; yield a sentence for everything that went wrong."""
    documents: set[str] = set()
    for number in range(count):
        said = _kill_one(path, folder, number, chance.uniform(0.0, 0.8), passphrase)
        try:
            yield from _compare(path, said, documents, passphrase)
        except errors.IcError as error:
            yield f"round {number}: {error}"
            return


def _kill_one(path: Path, folder: Path, seed: int, seconds: float, passphrase: str) -> list[str]:
    """Return the lines that a process wrote before it was killed."""
    environ = dict(os.environ, PYTHONPATH=os.pathsep.join((str(PACKAGING.parent), str(PACKAGING))))
    child = subprocess.Popen(
        [
            *(sys.executable, "-m", "faults.store.crashing"),
            *(str(path), str(folder), str(seed), passphrase),
        ],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    rest, complaint = child.communicate()
    if complaint:
        raise AssertionError(complaint)
    # A line that was cut off by the kill was not said.
    return [first.strip(), *rest.rpartition("\n")[0].splitlines()]


def _compare(path: Path, said: list[str], documents: set[str], passphrase: str) -> Iterator[str]:
    notes: dict[str, str] = {}
    drafts: dict[str, str] = {}
    for line in said:
        kind, *rest = line.split()
        if kind == "note":
            notes[rest[0]] = rest[1]
            drafts.pop(rest[0], None)
        elif kind == "draft":
            drafts[rest[0]] = rest[1]
        else:
            documents.add(rest[0])
    file = ProjectFile.open(path, passphrase=passphrase)
    try:
        held = words(file)
        kept = {draft.entity: draft.value for draft in file.drafts()}
        for key, text in notes.items():
            if not _is_as_new(held.get(f"r/city/{key}"), text):
                yield f"note {key}: {text} was saved, {held.get(f'r/city/{key}')} is there"
        for key, text in drafts.items():
            entity = f"r/city/{key}"
            if not (_is_as_new(kept.get(entity), text) or _is_as_new(held.get(entity), text)):
                yield f"draft {key}: {text} was saved, {kept.get(entity)} is there"
        there = {attachment.sha256.hex() for attachment in file.attachments()}
        for sha256 in documents - there:
            yield f"document {sha256} was saved and is not there"
        report = file.check()
        for problem in report.problems:
            yield f"check: {problem.place}: {problem.what}"
    finally:
        file.close()


def _is_as_new(value: object, text: str) -> bool:
    """Tell whether a text is there, or one that the process wrote right after, unsaid."""
    round_of, _, number = text.partition(".")
    parts = str(value).split(".")
    return len(parts) == 2 and parts[0] == round_of and int(parts[1]) >= int(number)
