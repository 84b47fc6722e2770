"""The words of the samples, as files in ``benchmark_data/samples``: one a language."""

import tomllib
from pathlib import Path
from typing import Any, Final

from ic_desktop.paths import benchmark_data_dir

Words = dict[str, Any]
"""A sample's content as read: tables by name."""

PEER_REVIEW: Final = "sample-peer-review"


def folder() -> Path:
    """Return where the samples' words and documents are."""
    return benchmark_data_dir() / "samples"


def document(name: str) -> Path:
    """Return a document of the samples."""
    return folder() / "documents" / name


def read_words(name: str, language: str) -> Words:
    """Return an assessment's content in a language; what has no translation stays English."""
    words = _read(f"{name}.en.toml")
    if (translated := _translated(name, language)) is not None:
        _lay_over_lists(words, translated)
    return words


def read_peer_words(language: str) -> Words:
    """Return the peer review's content in a language; what has no translation stays English.

    A translation has the shape of the original, and holds nothing but words.
    """
    words = _read(f"{PEER_REVIEW}.en.toml")
    if (translated := _translated(PEER_REVIEW, language)) is not None:
        _lay_over(words, translated)
    return words


def _translated(name: str, language: str) -> Words | None:
    file = f"{name}.{language}.toml"
    return _read(file) if language != "en" and (folder() / file).is_file() else None


def _read(name: str) -> Words:
    return tomllib.loads((folder() / name).read_text(encoding="utf-8"))


def _lay_over(words: Words, translated: Words) -> None:
    for key, value in translated.items():
        if isinstance(value, dict):
            _lay_over(words[key], value)
        else:
            words[key] = value


def _lay_over_lists(words: Words, translated: Words) -> None:
    for part in ("project", "review"):
        words[part].update(translated.get(part, {}))
    for piece in words["evidence"]:
        own = dict(translated.get("evidence", {}).get(piece["key"], {}))
        for field, plural in (("passage", "passages"), ("response", "responses")):
            for link, text in zip(piece["links"], own.pop(plural, []), strict=False):
                link[field] = text
        piece.update(own)
    for part, field in (("answers", "note"), ("verdicts", "reason"), ("context", "text")):
        for key, text in translated.get(part, {}).items():
            words[part][key][field] = text
    for question, whom in translated.get("ask-whom", {}).items():
        words["answers"][question]["ask-whom"] = whom
