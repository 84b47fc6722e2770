"""argparse's own words, dates and sizes come in the interface language."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ic_desktop import i18n
from ic_desktop.cli.parser import parser
from ic_desktop.cli.say import size_words
from ic_desktop.errors import WrongUse


@pytest.fixture
def german() -> Iterator[None]:
    i18n.use("de")
    yield
    i18n.use("en")


MISTAKES = [
    (["new"], "Still needed: FILE, --city.", "Noch nötig: FILE, --city."),
    (["info", "a", "--all"], "Not understood: --all.", "Nicht verstanden: --all."),
    (["new", "f", "--city"], "--city needs a value.", "Zu --city fehlt eine Angabe."),
    (["info", "f", "--json=1"], "--json takes no value.", "Zu --json gehört keine Angabe."),
]


@pytest.mark.parametrize(("arguments", "english", "_german"), MISTAKES)
def test_a_mistake_is_told_in_a_sentence(arguments: list[str], english: str, _german: str) -> None:
    with pytest.raises(WrongUse) as told:
        parser().parse_args(arguments)
    assert told.value.what == english


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("arguments", "_english", "ours"), MISTAKES)
def test_a_mistake_is_told_in_german(arguments: list[str], _english: str, ours: str) -> None:
    with pytest.raises(WrongUse) as told:
        parser().parse_args(arguments)
    assert told.value.what == ours


@pytest.mark.usefixtures("german")
def test_a_choice_that_there_is_not_names_those_that_there_are() -> None:
    with pytest.raises(WrongUse) as told:
        parser().parse_args(["attach", "f", "d", "--factor", "1", "--stance", "likes"])
    assert told.value.what.startswith("--stance kann nicht 'likes' sein; wählen Sie eines davon:")
    assert "contradicts" in told.value.what


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"], ["pack", "--help"]])
def test_help_is_german_throughout(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(arguments)
    shown = capsys.readouterr().out
    assert shown.startswith("Aufruf: ic-desktop")
    for english in ("usage", "positional", "options:", "show this", "show program", "exit"):
        assert english not in shown.lower()


@pytest.mark.usefixtures("german")
def test_dates_and_sizes_are_written_as_in_german() -> None:
    moment = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)
    assert i18n.current().day(moment) == "02.11.2026"
    assert i18n.current().moment(moment) == "02.11.2026 09:05"
    assert [size_words(n) for n in (1, 999, 34_200, 2_500_000)] == [
        "1 Byte",
        "999 Bytes",
        "34,2 KB",
        "2,5 MB",
    ]


def test_dates_and_sizes_are_written_as_in_english() -> None:
    moment = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)
    assert i18n.catalogue("en").day(moment) == "2026-11-02"
    assert i18n.catalogue("en").moment(moment) == "2026-11-02 09:05"
    assert [size_words(n) for n in (1, 999, 34_200, 2_500_000_000_000)] == [
        "1 byte",
        "999 bytes",
        "34.2 KB",
        "2500.0 GB",
    ]
