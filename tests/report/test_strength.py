"""The hint beside a passphrase: long and of no pattern is good, a name or a row of keys is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.errors import PassphraseTooShort
from ic_desktop.report.identity import check_passphrase
from ic_desktop.report.strength import Strength, in_words, strength

OWN = ("Anna Muster", "City of Musterau")


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", "none"),
        ("   ", "none"),
        ("sevenxx", "short"),
        ("password", "weak"),
        ("Password1", "weak"),
        ("passwort2026", "weak"),
        ("aaaaaaaaaaaaaaaaaaaaaa", "weak"),
        ("abcabcabcabcabcabc", "weak"),
        ("1234567890123", "weak"),
        ("Anna Muster 2026", "weak"),
        ("musterauanna", "weak"),
        ("horse lantern", "fair"),
        ("xK9#mQ2!vB", "fair"),
        ("four words are good", "good"),
        ("Ein Dach aus blauem Stroh", "good"),
        ("чистый снег и старый мост", "good"),
    ],
)
def test_examples(passphrase: str, expected: Strength) -> None:
    assert strength(passphrase, OWN) == expected
    assert in_words(expected)


@given(st.text(max_size=60))
def test_too_short_is_what_the_key_refuses(passphrase: str) -> None:
    found = strength(passphrase)
    refused = False
    try:
        check_passphrase(passphrase)
    except PassphraseTooShort:
        refused = True
    assert refused == (found in ("none", "short"))
