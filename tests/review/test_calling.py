"""A name is found however it is written, and a word that only looks like one is not."""

import unicodedata
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.review.calling import calling

NAMES = ("Anna Yılmaz-Müller", "Bo Lind", "Γιώργος Παπαδόπουλος", "محمد علي", "John O’Brien")
_found = calling(NAMES, ["a.m@town.example, +45 12 34 56 78", "by mail"])
assert _found is not None
FOUND: Final = _found


@pytest.mark.parametrize(
    "text",
    [
        "Interview_Müller_2031.pdf",
        "interview_yilmaz-muller.pdf",
        "2031Müller.pdf",
        "InterviewMüller.jpg",
        "MüllerInterview.jpg",
        "FRAU MÜLLER",
        "Müllers Büro",
        "Müller’s office",
        "anna.mueller@town.example",
        "BoLind.docx",
        unicodedata.normalize("NFD", "Frau Müller"),
        "Yılmaz\u2011Mü\u00adller",
        "ΠΑΠΑΔΟΠΟΥΛΟΣ",
        "محمد",
        "John O'Brien",
        "Call 12345678 or +4512345678",
        "A.M@town.example",
    ],
)
def test_a_name_is_found_as_people_write_it(text: str) -> None:
    assert FOUND.is_in(text)
    replaced = FOUND.replaced(text, "P1")
    assert "P1" in replaced
    assert not FOUND.is_in(replaced)


@pytest.mark.parametrize(
    "text",
    [
        "Bolind is a village",
        "Linden trees",
        "a lind tree in prose",
        "Müllerstraße",
        "12345678901",
        "by mail",
        "the town hall",
        "",
    ],
)
def test_a_word_that_only_looks_like_a_name_stays(text: str) -> None:
    assert not FOUND.is_in(text)
    assert FOUND.replaced(text, "P1") == text


def test_in_a_title_small_letters_are_a_name_too() -> None:
    assert FOUND.is_in("interview lind", is_title=True)
    assert not FOUND.is_in("linden trees", is_title=True)


def test_what_stands_around_a_name_stays_as_it_was_typed() -> None:
    text = unicodedata.normalize("NFD", "Über Müllers Büro")
    assert FOUND.replaced(text, "P1") == text.replace(unicodedata.normalize("NFD", "Müller"), "P1")


def test_where_nobody_is_named_there_is_nothing_to_find() -> None:
    assert calling(["", "  "], ["by mail"]) is None


@given(st.text(max_size=60), st.sampled_from(NAMES), st.text(max_size=60))
def test_no_whole_name_is_ever_left(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    assert FOUND.is_in(text)
    assert name not in FOUND.replaced(text, "P1")
