"""Packs that a careless or hostile stranger could hand over, each with what must be said of it.

Run as a script, it checks all of them inside bounds of memory and time, and prints what went
wrong as JSON (see ``test_pack_hostile``).
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import made_packs
from made_packs import STRUCTURE, edited, words

from ic_desktop import errors
from ic_desktop.benchmark import load

MEGABYTE = 1024 * 1024
MOST_MEMORY = 300 * MEGABYTE
MOST_SECONDS = 2.0

YAML_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@dataclass(frozen=True)
class Hostile:
    """A pack to be refused: its name, how to make it in an empty folder, and words that the
    first problem (or the one in ``file``) must have."""

    name: str
    make: Callable[[Path], Path]
    says: str
    file: str = ""


def _files(**files: str | bytes) -> Callable[[Path], Path]:
    return lambda folder: made_packs.write(folder / "pack", **files)


def _structure(old: str, new: str) -> Callable[[Path], Path]:
    return _files(pack=edited(STRUCTURE, old, new))


def _german(old: str, new: str) -> Callable[[Path], Path]:
    return _files(de=edited(words("auf Deutsch"), old, new))


def _toml(text: str) -> Callable[[Path], Path]:
    """The small pack with the text added at the end of its structure."""
    return _files(pack=STRUCTURE + "\n[extra]\n" + text)


def _file(name: str, data: str | bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


def _sparse(path: Path, size: int) -> None:
    with path.open("ab") as stream:
        stream.truncate(size)


def _huge_bundle(folder: Path) -> Path:
    path = folder / "huge.json"
    path.write_text("{}")
    _sparse(path, 100 * MEGABYTE)
    return path


def _huge_file(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        pack = made_packs.write(folder / "pack")
        _sparse(pack / name, 100 * MEGABYTE)
        return pack

    return make


def _many_big_languages(folder: Path) -> Path:
    """Each file is small enough by itself; together they are not."""
    pack = made_packs.write(folder / "pack")
    for first in "abcdefghij":
        (pack / f"{first}x.toml").write_text(words("x") + "#" * MEGABYTE)
    return pack


def _many_files(folder: Path) -> Path:
    pack = made_packs.write(folder / "pack")
    for number in range(200):
        (pack / f"{number}.txt").touch()
    return pack


def _empty_folder(folder: Path) -> Path:
    (folder / "pack").mkdir()
    return folder / "pack"


def _linked(name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        pack = made_packs.write(folder / "pack")
        outside = folder / "outside.toml"
        (pack / name).rename(outside)
        (pack / name).symlink_to(outside)
        return pack

    return make


def _pipe(folder: Path) -> Path:
    pack = made_packs.write(folder / "pack")
    (pack / "de.toml").unlink()
    os.mkfifo(pack / "de.toml")
    return pack


def _folder_as_file(folder: Path) -> Path:
    pack = made_packs.write(folder / "pack")
    (pack / "de.toml").unlink()
    (pack / "de.toml").mkdir()
    return pack


def _bundle(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], Path]:
    """The small pack's bundle with something in it changed."""

    def make(folder: Path) -> Path:
        document = made_packs.document(load.bundle(made_packs.write(folder / "pack")))
        change(document)
        return _file("changed.json", json.dumps(document))(folder)

    return make


def _raw_bundle(old: str, new: str) -> Callable[[Path], Path]:
    """The small pack's bundle with something changed in its text."""

    def make(folder: Path) -> Path:
        text = load.bundle(made_packs.write(folder / "pack")).decode()
        return _file("changed.json", edited(text, old, new))(folder)

    return make


def _multiply_languages(document: dict[str, Any]) -> None:
    german = document["texts"]["de"]
    document["texts"] |= {f"{a}{b}": german for a in "abcdefghij" for b in "klmnopqr"}


def _multiply_factors(document: dict[str, Any]) -> None:
    document["pack"]["factors"] *= 300


NOT_TOML = "not valid TOML"
NOT_A_PACK = "neither a folder with a pack nor a bundle"
TOO_LARGE = "larger than a benchmark pack can be"
TOO_MANY = "more entries than a benchmark pack can have"
TOO_LONG = "is too long"
TOO_DEEP = "nested too deeply"
NOT_A_FILE = "not an ordinary file"
TWICE = "is used twice"

HOSTILE = [
    # No pack at all
    Hostile("nothing there", lambda folder: folder / "nothing", NOT_A_PACK),
    Hostile("no such bundle", lambda folder: folder / "nothing.json", "cannot be read"),
    Hostile("empty folder", _empty_folder, "cannot be read", "pack.toml"),
    Hostile("yaml alias bomb", _file("bomb.yaml", YAML_BOMB), NOT_A_PACK),
    Hostile("yaml bomb as structure", _files(pack=YAML_BOMB), NOT_TOML, "pack.toml"),
    Hostile("yaml bomb as language", _files(de=YAML_BOMB), NOT_TOML, "de.toml"),
    Hostile("yaml bomb as bundle", _file("bomb.json", YAML_BOMB), "not valid JSON"),
    Hostile("picture as bundle", _file("a.json", b"\x89PNG\r\n\x1a\n"), "not UTF-8"),
    # Bytes
    Hostile("empty structure", _files(pack=b""), "is empty", "pack.toml"),
    Hostile("blank language", _files(de=b" \n\n"), "is empty", "de.toml"),
    Hostile("empty bundle", _file("empty.json", b""), "is empty"),
    Hostile("null bytes", _files(pack=STRUCTURE + "\0"), "null character", "pack.toml"),
    Hostile("not utf-8", _files(de=words("für").encode("latin-1")), "not UTF-8", "de.toml"),
    Hostile("utf-16", _files(en=words("x").encode("utf-16")), "not UTF-8", "en.toml"),
    Hostile("100 MB structure", _huge_file("pack.toml"), TOO_LARGE, "pack.toml"),
    Hostile("100 MB language", _huge_file("de.toml"), TOO_LARGE, "de.toml"),
    Hostile("100 MB bundle", _huge_bundle, TOO_LARGE),
    Hostile("large in sum", _many_big_languages, TOO_LARGE),
    # Files
    Hostile("link to structure", _linked("pack.toml"), NOT_A_FILE, "pack.toml"),
    Hostile("link to language", _linked("de.toml"), NOT_A_FILE, "de.toml"),
    Hostile("pipe that never ends", _pipe, NOT_A_FILE, "de.toml"),
    Hostile("folder as file", _folder_as_file, NOT_A_FILE, "de.toml"),
    Hostile("too many files", _many_files, "more files than"),
    Hostile("file of no language", _files(EVIL=words("x")), "is not a language", "EVIL.toml"),
    # TOML that is slow, deep or large when it is read
    Hostile("deep lists", _toml("a = " + "[" * 50_000), TOO_DEEP),
    Hostile("deep tables", _toml("a = " + "{a=" * 50_000), TOO_MANY),
    Hostile("less deep tables", _toml("a = " + "{a=" * 5_000), TOO_DEEP),
    Hostile("long dotted name", _toml(".".join("a" * 500_000) + " = 1"), "too many dots"),
    Hostile("long spaced name", _toml(" . ".join("a" * 250_000) + " = 1"), "too many dots"),
    Hostile("long dotted table", _toml("[" + ".".join("a" * 500_000) + "]"), "too many dots"),
    Hostile("many numbers", _toml("a = [" + "1," * 1_000_000 + "]"), TOO_MANY),
    Hostile("many tables", _toml("[[a]]\n" * 500_000), TOO_MANY),
    Hostile("many lines", _toml("#\n" * 1_500_000), TOO_MANY),
    Hostile("many escapes", _toml('a = "' + "\\u0041" * 650_000 + '"'), "not an entry"),
    Hostile("quotes only", _files(de='"' * (3 * MEGABYTE)), NOT_TOML, "de.toml"),
    Hostile("escaped quotes", _files(de='"""\\' * 750_000), NOT_TOML, "de.toml"),
    Hostile("wide list", _toml("a = [\n[" + " " * (3 * MEGABYTE) + "]\n]"), "not an entry"),
    Hostile("digits", _toml("a = " + "1" * (3 * MEGABYTE)), TOO_LONG),
    Hostile("hexadecimal digits", _toml("a = 0x" + "f" * (3 * MEGABYTE)), TOO_LONG),
    Hostile("long name", _toml("a" * (3 * MEGABYTE) + " = 1"), TOO_LONG),
    Hostile("no such day", _toml("a = 1979-99-99"), NOT_TOML, "pack.toml"),
    Hostile("repeated name", _structure('id = "small"', 'id = "small"\nid = "b"'), NOT_TOML),
    Hostile("repeated table", _files(de=words("x") + "\n[groups]\n"), NOT_TOML, "de.toml"),
    # JSON that is deep, ambiguous or large
    Hostile("deep json lists", _file("a.json", "[" * 90_000), TOO_DEEP),
    Hostile("deep json tables", _file("a.json", '{"a":' * 90_000), TOO_DEEP),
    Hostile("many json lists", _file("a.json", "[" + "[]," * 1_000_000 + "[]]"), TOO_MANY),
    Hostile("long json number", _file("a.json", "[" + "1" * (3 * MEGABYTE) + "]"), TOO_LONG),
    Hostile("not a number", _raw_bundle('"format":1', '"format":NaN'), "is not a number"),
    Hostile("infinity", _raw_bundle('"format":1', '"format":1e999'), "this is a fraction"),
    Hostile("repeated json name", _raw_bundle('"format":1', '"format":1,"format":1'), "twice in"),
    Hostile("json list", _file("a.json", "[1]"), "A table is expected"),
    Hostile("json text", _file("a.json", '"pack"'), "A table is expected"),
    Hostile("json null", _file("a.json", "null"), "this is nothing"),
    Hostile("cut off", _file("a.json", '{"format": 1, "pack": {"id": "sm'), "not valid JSON"),
    Hostile("lone surrogate", _raw_bundle("Group in English", "\\ud800"), "cannot be shown"),
    Hostile("no texts", _bundle(lambda d: d.update(texts={})), "base language"),
    # Wrong types and bounds
    Hostile("format of the future", _structure("format = 1", "format = 2"), "out of bounds"),
    Hostile("factors are a text", _bundle(lambda d: d.update(pack="x")), "A table is expected"),
    Hostile("a list as text", _german('g1 = "Group auf Deutsch"', 'g1 = ["x"]'), "this is a list"),
    Hostile("a date as text", _german('"A note auf Deutsch."', "1979-05-27"), "something else"),
    Hostile("true as number", _structure("number = 2", "number = true"), "true or false"),
    Hostile("fraction", _structure("number = 2", "number = 2.5"), "this is a fraction"),
    Hostile("negative", _structure("weight = 3", "weight = -1"), "out of bounds"),
    Hostile("huge number", _structure("weight = 3", "weight = " + "9" * 200), "out of bounds"),
    Hostile("text of a megabyte", _german("A note auf Deutsch.", "x" * MEGABYTE), "is the most"),
    Hostile("empty text", _german("A note auf Deutsch.", "   "), "text is empty"),
    Hostile("control character", _german("A note auf", "\\u001b[2J"), "U+001B"),
    Hostile("turned writing", _german("A note auf", "\\u202e"), "U+202E"),
    Hostile("path as id", _structure('id = "small"', 'id = "../../etc/passwd"'), "does not fit"),
    Hostile("line feed after id", _structure('id = "small"', 'id = "small\\n"'), "does not fit"),
    Hostile("path as question", _structure('id = "2.1"', 'id = "../1"'), "does not fit"),
    Hostile("answer type", _structure('answer_type = "yes-no"', 'answer_type = "a"'), "yes-no"),
    Hostile("no factors", _bundle(lambda d: d["pack"].update(factors=[])), "list is empty"),
    Hostile("many languages", _bundle(_multiply_languages), "60 is the most"),
    Hostile("nameless question", _structure('id = "2.1"\n', ""), "question no. 1"),
    Hostile("many factors", _bundle(_multiply_factors), "500 is the most"),
    # Identifiers and references
    Hostile("factor twice", _structure('id = "2"\nnumber = 2', 'id = "1"\nnumber = 2'), TWICE),
    Hostile("question named as factor", _structure('id = "2.1"', 'id = "2"'), TWICE),
    Hostile("prompt twice", _structure('["1.1.1"]', '["1.1.1", "1.1.1"]'), TWICE),
    Hostile("number twice", _structure("number = 2", "number = 1"), "same number"),
    Hostile("unknown role", _structure('roles = ["buyer"]', 'roles = ["x"]'), "no role"),
    Hostile("unknown group", _structure('group = "g1"', 'group = "x"'), "no group"),
    Hostile("missing translation", _german('buyer = "Buyer auf Deutsch"\n', ""), "is missing"),
    Hostile("surplus text", _german("[prompts]", '[prompts]\nx = "x"'), "no such entry"),
    Hostile("misspelt entry", _german("statement = \"All", "statment = \"All"), "not an entry"),
]  # fmt: skip


def faults(hostile: Hostile, folder: Path) -> list[str]:
    """What is wrong with how a hostile pack is refused; empty if all is well."""
    path = hostile.make(folder)
    problems = load.check(path)
    told = [str(problem) for problem in problems if hostile.file in ("", problem.file)]
    wrong = []
    if not any(hostile.says in line for line in told):
        wrong.append(f"{hostile.name}: does not say “{hostile.says}” but {told[:3]}")
    if not all(p.what.endswith(".") and p.remedy.endswith(".") for p in problems):
        wrong.append(f"{hostile.name}: not whole sentences: {told[:3]}")
    if max(map(len, told), default=0) > 500:
        wrong.append(f"{hostile.name}: a problem of {max(map(len, told))} characters")
    return wrong + _bundle_faults(hostile, path)


def _bundle_faults(hostile: Hostile, path: Path) -> list[str]:
    """The same for reading it as a bundle out of a project, or for making its bundle."""
    try:
        if path.suffix == ".json" and path.is_file():
            load.from_bundle(path.read_bytes(), "en")
        else:
            load.bundle(path)
    except errors.BrokenPack as broken:
        return [] if broken.what.endswith(".") else [f"{hostile.name}: said {broken.what}"]
    return [f"{hostile.name}: was read"]


def main() -> None:
    """Check all hostile packs in bounded memory, where the system can bound it, and time."""
    try:
        import resource
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    wrong = []
    for hostile in HOSTILE:
        with tempfile.TemporaryDirectory() as folder:
            started = time.process_time()
            wrong += faults(hostile, Path(folder))
            if (seconds := time.process_time() - started) > MOST_SECONDS:
                wrong.append(f"{hostile.name}: took {seconds:.1f} s")
    json.dump({"packs": len(HOSTILE), "wrong": wrong}, sys.stdout)


if __name__ == "__main__":
    main()
