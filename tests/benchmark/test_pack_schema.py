"""The published schema and the program's own checks say the same."""

import copy
import json
from collections.abc import Callable
from typing import Any

import made_packs
import pytest
from jsonschema import Draft202012Validator

from ic_desktop.benchmark import library, load
from ic_desktop.benchmark.problems import Findings
from ic_desktop.benchmark.shape import check_shape
from ic_desktop.paths import benchmark_data_dir

Document = dict[str, Any]


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads((benchmark_data_dir() / "pack.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return made_packs.document(load.bundle(made_packs.write(tmp_path_factory.mktemp("small"))))


@pytest.mark.parametrize("info", library.bundled(), ids=lambda info: info.id)
def test_bundled_packs_fit_the_schema(
    info: library.PackInfo, validator: Draft202012Validator
) -> None:
    assert list(validator.iter_errors(json.loads(library.bundle_of(info.id)))) == []
    assert load.check(info.folder) == []


def _holds(document: object) -> bool:
    findings = Findings(strict=True)
    check_shape(document, findings)
    return not findings


VALUES = [
    None, True, 0, 1, -1, 3, 500, 1000, 1001, 9999, 10_000, 1.5, "", " ", "x", "7.3", "-x", "a b",
    "x\n", "en", "pt-BR", "EN", "yes-no", "extent", "statement", "obstacle", "1.0.0", "1.0",
    "x" * 40, "x" * 41, "x" * 65, "x" * 101, "x" * 300, "x" * 301, "x" * 20_001, "a\nb", "a\tb",
    "a\u202eb", "a\u0085b", [], ["x"], ["x", 1], ["x"] * 201, {}, {"x": "y"}, {"x y": "z"},
]  # fmt: skip


def _places(value: object) -> list[tuple[str | int, ...]]:
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    return [()] + [(step, *rest) for step, inner in steps for rest in _places(inner)]


def _changed(
    document: Document, at: tuple[str | int, ...], change: Callable[[Any, Any], None]
) -> object:
    holder: dict[str, Any] = {"": copy.deepcopy(document)}
    inside: Any = holder
    path = ("", *at)
    for step in path[:-1]:
        inside = inside[step]
    change(inside, path[-1])
    return holder[""]


def _put(value: object) -> Callable[[Any, Any], None]:
    def change(inside: Any, step: Any) -> None:
        inside[step] = value

    return change


def _remove(inside: Any, step: Any) -> None:
    del inside[step]


def _one_language(document: Document) -> Document:
    """Both languages have one form: the second would only take time."""
    return {**document, "texts": {"en": document["texts"]["en"]}}


def test_the_schema_and_the_program_agree_on_every_changed_value(
    small: Document, validator: Draft202012Validator
) -> None:
    """Each value of a small pack is replaced by each of many others, right ones and wrong ones."""
    document = _one_language(small)
    assert _holds(document)
    assert validator.is_valid(document)
    differ, refused = [], 0
    for at in _places(document):
        for value in VALUES:
            changed = _changed(document, at, _put(value))
            holds = _holds(changed)
            refused += not holds
            if holds != validator.is_valid(changed):
                differ.append((at, value, holds))
    assert differ == []
    assert refused > 1000


def test_the_schema_and_the_program_agree_on_missing_and_surplus_entries(
    small: Document, validator: Draft202012Validator
) -> None:
    differ = []
    for at in _places(small)[1:]:
        if isinstance(at[-1], str):
            changes = [_changed(small, at, _remove), _changed(small, (*at[:-1], "x y"), _put("z"))]
            differ += [at for c in changes if _holds(c) != validator.is_valid(c)]
    assert differ == []


def test_the_schema_is_described_in_words(validator: Draft202012Validator) -> None:
    """Every entry of the structure is explained, or its form is (an identifier, a weight)."""
    structure = validator.schema["$defs"]["structure"]["properties"]
    unexplained = [name for name, entry in structure.items() if "description" not in entry]
    assert unexplained == ["footnotes"]
    assert "NEVER CHANGE" in validator.schema["description"]
