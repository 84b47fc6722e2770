"""Names as certificates give them: shown without tricks, compared without being fooled."""

import unicodedata
from typing import Final

MOST_SHOWN: Final = 120
"""Characters of a name that are shown; a certificate may hold any number."""

_LOOKALIKES: Final = str.maketrans(
    "асԁеһіјӏорԛѕԝхувнмткαβεικνορτυχηζμ" + "iıⅼǀ01|",
    "acdehljlopqswxybhmtkabelknoptuxhzm" + "llllol" + "l",
)
"""Letters of other scripts, digits and signs drawn like a Latin letter, small or capital."""


def shown(name: str) -> str:
    """Return ``name`` as it may stand on a screen: one line, nothing invisible or steering."""
    kept = "".join(_visible(char) for char in unicodedata.normalize("NFC", name))
    line = " ".join(kept.split())
    return line if len(line) <= MOST_SHOWN else line[: MOST_SHOWN - 1] + "…"


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\t\r\n":
        return " "
    return "�" if category.startswith("C") else char


def skeleton(name: str) -> str:
    """Return what stays of ``name`` for an inattentive reader: two names alike look the same.

    Case, accents, spaces, punctuation and letters of other scripts that look Latin are levelled
    (the idea of UTS #39, for the scripts of European names).
    """
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(char for char in flat if unicodedata.category(char)[0] in "LNPS")
    same = bare.translate(_LOOKALIKES)
    return "".join(char for char in same if char.isalnum())


def alike(one: str, other: str) -> bool:
    """Whether two names could be taken for one another, also with first and last name swapped."""
    return skeleton(one) == skeleton(other) or _words(one) == _words(other)


def _words(name: str) -> list[str]:
    return sorted(filter(None, (skeleton(word) for word in name.replace(",", " ").split())))
