"""A pack as plain JSON and as plain text."""

import json
from pathlib import Path
from typing import Any

import made_packs
import pytest

from ic_desktop.benchmark import library, load, show
from ic_desktop.benchmark.pack import Pack

PACKS = [(info.id, language) for info in library.bundled() for language in info.languages]


@pytest.fixture
def small(tmp_path: Path) -> Pack:
    return load.from_bundle(load.bundle(made_packs.write(tmp_path / "small")), "en")


def test_the_json_has_the_promised_entries() -> None:
    value: Any = show.as_json(library.pack("promoting-cultural-diversity"))
    promised = {"id", "title", "version", "standard", "factors", "context_factors", "charter"}
    assert promised | {"source"} <= value.keys()
    factor = value["factors"][6]
    assert {"number", "title", "statement", "rationale", "roles", "questions", "examples"} <= (
        factor.keys()
    )
    assert (factor["number"], factor["title"]) == (7, "Municipal employment")
    assert [len(question["prompts"]) for question in factor["questions"]] == [0, 0, 4, 3]
    assert factor["questions"][2]["id"] == "7.3"
    assert factor["questions"][2]["prompts"][0].keys() == {"id", "text"}
    assert {"city", "text"} <= factor["examples"][0].keys()
    assert value["context_factors"][0].keys() == {"id", "title", "description"}
    assert [(part["role"], len(part["commitments"])) for part in value["charter"]] == [
        ("policy-maker", 3),
        ("service-provider", 2),
        ("employer", 3),
        ("buyer", 3),
    ]
    assert value["charter"][0]["commitments"][0].keys() == {"id", "text"}
    assert value["source"]["publisher"] == "EUROCITIES"


def _words(value: object) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(_words, value.values()))
    if isinstance(value, list):
        return set().union(*map(_words, value))
    return {value} if isinstance(value, str) else set()


def test_the_json_leaves_nothing_out(tmp_path: Path) -> None:
    bundle = load.bundle(made_packs.write(tmp_path / "small"))
    document = made_packs.document(bundle)
    shown = json.loads(json.dumps(show.as_json(load.from_bundle(bundle, "de"))))
    assert _words(document["texts"]["de"]) <= _words(shown)
    assert _words(document["pack"]["factors"]) <= _words(shown)


def test_the_text_has_every_word_of_the_pack(small: Pack) -> None:
    flat = " ".join(show.as_text(small).split()).lower()
    for factor in small.factors:
        assert f"{factor.number}. {factor.title}".lower() in flat
        for question in factor.questions:
            assert f"{question.id} {question.text}".lower() in flat
            assert all(extra.lower() in flat for extra in (question.why, question.how))
            assert all(prompt.text.lower() in flat for prompt in question.prompts)
        assert all(f"{e.city}: {e.text}".lower() in flat for e in factor.examples)
    for text in (
        small.standard,
        small.groups[0].title,
        small.context_title,
        small.context_factors[0].description,
        small.roles[0].title,
        small.roles[0].commitments[0].text,
        small.footnotes[0].text,
        small.source.title,
        small.source.licence,
    ):
        assert text.lower() in flat


@pytest.mark.parametrize(("pack_id", "language"), PACKS)
def test_the_text_fits_a_terminal(pack_id: str, language: str) -> None:
    text = show.as_text(library.pack(pack_id, language))
    assert text.endswith("\n")
    assert max(map(len, text.splitlines())) <= 100
    assert "\n\n\n" not in text


def test_each_group_is_named_once() -> None:
    text = show.as_text(library.pack("integrating-cities-charter"))
    headings = text.split("AS POLICY-MAKERS")
    assert len(headings) == 3  # once over its factors, once over its commitments
    assert text.index("AS EMPLOYERS") < text.index("6. A workforce that mirrors the city")
