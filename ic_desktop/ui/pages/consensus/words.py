"""The words of judging together and of the evidence matrix. No Qt."""

from collections.abc import Iterable

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import Evidence
from ic_desktop.project.peer import session
from ic_desktop.project.state import State
from ic_desktop.review.checks import title_of
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.evidence import Stances
from ic_desktop.review.naming import beginning
from ic_desktop.review.results import NOT_JUDGED
from ic_desktop.review.sources import Said, Source
from ic_desktop.review.voices import Voice, Voices
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.said import speaker_of

_QUOTE = 160
"""Letters of a statement that stand for it in a list."""


def source_name(source: Source) -> str:
    """Return what a source is called."""
    names = {
        "city": _("City"),
        "documents": _("Documents"),
        "interviews": _("Interviews"),
        "observation": _("Observation"),
    }
    return names[source]


def source_about(source: Source) -> str:
    """Return in a few words what belongs to a source."""
    about = {
        "city": _("What the city says of itself, and what it added"),
        "documents": _("What the team found"),
        "interviews": _("What people said"),
        "observation": _("What the team saw and remarked"),
    }
    return about[source]


def counted(counts: Stances) -> list[tuple[str, str]]:
    """Return marks with their words for what is there: [("supports", "3 support"), ...]."""
    found = [
        (
            "supports",
            counts.supports,
            ngettext("{count} supports", "{count} support", counts.supports),
        ),
        (
            "contradicts",
            counts.contradicts,
            ngettext("{count} contradicts", "{count} contradict", counts.contradicts),
        ),
        ("background", counts.background, _("{count} background")),
    ]
    return [(code, text.format(count=number)) for code, number, text in found if number]


def spoken(one: Said) -> str:
    """Return what a source says, in words alone: "3 support, 1 contradicts"; "silent"."""
    return ", ".join(text for _code, text in counted(one.counted)) or _("silent")


def name_of(state: State, person: str) -> str:
    """Return what the window calls somebody, also one of whom nothing is known here."""
    return screen_name(state, person) or _("A peer")


def names_of(state: State, people: Iterable[str]) -> str:
    """Return several people in one line."""
    return ", ".join(name_of(state, person) for person in people)


def how_many_judged(held: Voices) -> str:
    """Return how many of the peers have judged."""
    count = len(held.peers)
    words = ngettext("{done} of {count} has judged", "{done} of {count} have judged", count)
    return words.format(done=len(held.judged), count=count)


def held_words(voice: Voice) -> str:
    """Return whether a first verdict was given without knowing others'."""
    if voice.first == NOT_JUDGED:
        return ""
    if voice.held_others == "blind":
        return _("first verdict given alone")
    return _("first verdict given in a copy that held others’")


def piece_words(piece: Evidence) -> str:
    """Return what stands for a piece in a list: the beginning of what was said, else its title."""
    if piece.type in ("statement", "observation") and piece.text.strip():
        return beginning(piece.text, _QUOTE)
    return title_of(piece)


def spoken_by(state: State, piece: Evidence) -> str:
    """Return who said it and where, as the window may show it: "P3 · Focus group, 14 May"."""
    held = session(state, piece.session) if piece.session else None
    day = date_words(held.date if held else piece.date)
    parts = (speaker_of(state, piece), held.title if held else "", day)
    return " · ".join(part for part in parts if part)
