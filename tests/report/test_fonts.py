"""What the typeface lacks is shown by its number; nothing that people type is lost or markup."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.report import fonts

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def visible(text: str) -> str:
    return "".join(text.split())


def bare(text: str) -> str:
    """Without the brackets, which a line's end parts."""
    return visible(text).replace("[", "").replace("]", "")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain", "plain"),
        ("a\U0001f600b", "a[U+1F600]b"),
        ("two \U0001f600 \U0001f601 faces", "two [U+1F600 U+1F601] faces"),
        ("end \U0001f600 ", "end [U+1F600]"),
        ("\U0001f600" * 30, "[" + " ".join(["U+1F600"] * 24) + " … +6]"),
        ("override \u202e here", "override [U+202E] here"),
        ("bell\x07", "bell[U+0007]"),
        ("noncharacters \ufdd0 \ufdd1", "noncharacters [U+FDD0 U+FDD1]"),
        ("e\u0301", "é"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("tab\tand\nline", "tab and line"),
        ("● ○ – · ▲ ▼ ✓", "● ○ – · ▲ ▼ ✓"),
        ("◐", "[U+25D0]"),
    ],
)
def test_one_line_of_text(typed: str, shown: str) -> None:
    assert fonts.plain(typed) == shown


def test_lines_and_indents_stay() -> None:
    assert fonts.markup("one\r\n  two\x0bthree") == "one<br/>\xa0\xa0two<br/>three"


@given(anything)
def test_nothing_typed_can_be_markup(typed: str) -> None:
    made = fonts.markup(typed).replace("<br/>", "\n")
    assert not set("<>&") & set(made)
    assert html.unescape(made) == made
    assert bare(fonts.unmasked(made)) == bare(fonts.plain(typed))


@given(st.text(st.sampled_from("ab .!?\n<&é"), max_size=400), st.integers(4, 60))
def test_pieces_lose_nothing_and_stay_short(typed: str, longest: int) -> None:
    pieces = fonts.pieces(typed, longest)
    assert visible("".join(pieces)) == visible(typed)
    assert all(0 < len(piece) <= longest for piece in pieces)


def test_pieces_end_with_a_sentence_or_a_word() -> None:
    typed = "One sentence here. Another one there. " * 8
    assert all(piece.endswith(".") for piece in fonts.pieces(typed, 100))
    assert fonts.pieces("word " * 40, 22)[0] == "word word word word"


def test_paragraphs_are_pieces() -> None:
    assert fonts.pieces("one\nstill one\n\n \ntwo\n") == ["one\nstill one", "two"]
    assert fonts.pieces("") == []


def test_thousands_of_lines_run_on() -> None:
    pieces = fonts.pieces("ab\n" * 5000)
    assert sum(piece.count("¶") for piece in pieces) == 4999
    assert all("\n" not in piece for piece in pieces)


@given(anything, st.integers(2, 30))
def test_shortened_is_one_line_of_bounded_length(typed: str, longest: int) -> None:
    made = fonts.shortened(typed, longest)
    assert len(made) <= longest
    assert made == " ".join(typed.split()) or made.endswith("…")


@given(anything, st.floats(20, 200))
def test_fitted_fits(typed: str, room: float) -> None:
    line = fonts.fitted(typed, fonts.SEMIBOLD, 9, room)
    assert fonts.width(line, fonts.SEMIBOLD, 9) <= room


def test_fitted_cuts_no_more_than_it_must() -> None:
    whole = "Kleinstadt an der Großen Aue"
    room = fonts.width(whole, fonts.REGULAR, 9)
    assert fonts.fitted(whole, fonts.REGULAR, 9, room + 0.1) == whole
    assert fonts.fitted(whole, fonts.REGULAR, 9, room - 0.1) == "Kleinstadt an der Großen A…"


def test_lacks() -> None:
    assert fonts.lacks("a \U0001f600")
    assert not fonts.lacks("Ελλάς, България, soft\u00adhyphen\n\ttab")
