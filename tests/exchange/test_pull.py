"""Reading a large JSON document piece by piece: the same as reading it whole, or refused."""

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ic_desktop.errors import NotAnExport
from ic_desktop.exchange import pull
from ic_desktop.exchange.pull import pieces

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


def collected(path: Path) -> list[tuple[str, Any]]:
    return list(pieces(path))


def expected(document: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (name, one)
        for name, value in document.items()
        for one in (value if isinstance(value, list) else [value])
    ]


@given(
    document=st.dictionaries(st.text(max_size=5), VALUES, max_size=5),
    indent=st.sampled_from([None, 0, 3]),
    block=st.integers(1, 40),
    ascii_only=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_written_and_cut(
    document: dict[str, Any],
    indent: int | None,
    block: int,
    ascii_only: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pull, "_BLOCK", block)
    path = tmp_path / "x.json"
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        text.encode()
    except UnicodeEncodeError:
        with pytest.raises(NotAnExport):
            collected(path)
    else:
        assert collected(path) == expected(document)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "[]",
        "7",
        "null",
        '"x"',
        "{",
        '{"a"',
        '{"a":',
        '{"a":1',
        '{"a":1,',
        '{"a":1,}',
        '{"a":[1,]}',
        '{"a":[1',
        '{"a":[1}',
        '{"a":1}}',
        '{"a":1} x',
        '{"a":1}{"b":2}',
        '{"a":1,"a":2}',
        "{7:1}",
        '{"a":tru}',
        '{"a":01}',
        '{"a":"\x01"}',
        '{"a":' + "9" * 5000 + "}",
        '{"a":' + "[" * 100_000,
        '{"a":[' + '{"b":' * 100_000,
        "\ufeff{}",
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_no_such_document_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotAnExport, match=r"x\.json"):
        collected(path)


@pytest.mark.parametrize("data", [b'{"a":"\xff"}', '{"a":1}'.encode("utf-16"), bytes(100)])
def test_other_encodings_are_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(NotAnExport):
        collected(path)


def test_a_large_document_passes_through_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with path.open("w", encoding="utf-8") as stream:
        stream.write('{"chunks":[' + ",".join(['"' + "A" * 350_000 + '"'] * 150) + "]}")
    assert path.stat().st_size > 50_000_000
    tracemalloc.start()
    count = sum(1 for _ in pieces(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 150
    assert peak < 12_000_000


def test_a_piece_without_end_is_refused_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pull, "MOST_CHARACTERS", 4 * 2**20)
    path = tmp_path / "x.json"
    path.write_text('{"a":"' + "x" * 40_000_000, encoding="utf-8")
    tracemalloc.start()
    with pytest.raises(NotAnExport):
        collected(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000
