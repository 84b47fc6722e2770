"""How well a passphrase would protect a key, in a few steps: a hint while it is typed.

A rough measure on purpose: whoever has the key file can try many passphrases, each of which costs
600,000 rounds. What is long and not made of one pattern holds; what stands in every list of
passwords, or is the signer's own name, does not.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from ic_desktop.i18n import N_, current
from ic_desktop.report.identity import LEAST_PASSPHRASE
from ic_desktop.report.keyfile import is_typed

Strength = Literal["none", "short", "weak", "fair", "good"]

_COMMON: Final = (
    "password",
    "passwort",
    "passphrase",
    "geheim",
    "qwerty",
    "qwertz",
    "azerty",
    "letmein",
    "welcome",
    "willkommen",
    "admin",
    "iloveyou",
    "123456",
    "abcdef",
)
_WORDS: Final[dict[Strength, str]] = {
    "none": N_("At least 8 characters; four words that do not belong together are good."),
    "short": N_("Too short: at least 8 characters."),
    "weak": N_("Weak: easily guessed. Add words that do not belong together."),
    "fair": N_("Fair. One or two more words would make it good."),
    "good": N_("Good."),
}
_FAIR_AT: Final = 11
_GOOD_AT: Final = 16


def strength(passphrase: str, own_words: Iterable[str] = ()) -> Strength:
    """Return how good a passphrase is; ``own_words`` are names that anyone would try first."""
    text = unicodedata.normalize("NFC", passphrase).strip()
    if not text:
        return "none"
    if len(text) < LEAST_PASSPHRASE or not is_typed(text):
        return "short"
    counted = _effective_length(text, own_words)
    if counted < _FAIR_AT:
        return "weak"
    return "good" if counted >= _GOOD_AT else "fair"


def in_words(found: Strength) -> str:
    """Return the hint in the interface language."""
    return current().gettext(_WORDS[found])


def _effective_length(text: str, own_words: Iterable[str]) -> int:
    """Return how many characters one has to guess: without common words, names and repeats."""
    folded = text.casefold()
    parts = (part for words in own_words for part in words.casefold().split() if len(part) > 2)
    for known in (*_COMMON, *parts):
        folded = folded.replace(known, known[0])
    folded = re.sub(r"(.+?)\1+", r"\1", folded)
    folded = _without_runs(folded)
    kinds = sum(bool(re.search(kind, text)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w\s]"))
    return len(folded) + max(0, kinds - 1)


def _without_runs(text: str) -> str:
    """Return a text in which "12345" and "abcd" count as one character."""
    kept = [
        char for before, char in zip(" " + text, text, strict=False) if not _follows(before, char)
    ]
    return "".join(kept)


def _follows(before: str, char: str) -> bool:
    return before.isalnum() and char.isalnum() and ord(char) - ord(before) in (0, 1, -1)
