"""Names of certificates: nothing steers the screen, nothing passes for another."""

import pytest

from ic_desktop.report.names import MOST_SHOWN, alike, shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Example", "ADA  EXAMPLE"),
        ("Ada Example", "Ada Exаmple"),  # a Cyrillic а
        ("Ada Example", "Example, Ada"),
        ("Ada Example", "Ada Examp1e"),
        ("Ada Example", "Ádá Éxample"),
        ("Ada Example", "Ada\u200b Example"),
        ("Ada Example", "Ada.Example"),
        ("Marie Bell", "Marie BeII"),
        ("HAKAN", "НАКАN"),  # Cyrillic capitals
        ("Τάκης", "Takης"),
    ],
)
def test_names_that_look_alike_are_found(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada Example", "Ava Example"), ("Ada Example", "Ada Examples"), ("Jan Kos", "Jan Nowak")],
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_a_name_is_shown_on_one_line_without_tricks() -> None:
    assert shown(" Ada\nExample\t \u2028x ") == "Ada Example x"
    assert shown("Ada\u202eelpmaxE") == "Ada\ufffdelpmaxE"
    assert shown("Ada\x07\x1b[31m") == "Ada\ufffd\ufffd[31m"
    assert len(shown("x" * 10_000)) == MOST_SHOWN
    assert shown("Łódź Θεσσαλονίκη София") == "Łódź Θεσσαλονίκη София"
