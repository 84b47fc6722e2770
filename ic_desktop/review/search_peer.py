"""What of a peer review can be found: people, sessions, conclusions, replies, comments."""

from collections.abc import Iterator
from typing import Final, Literal

from ic_desktop.project.state import Record, State
from ic_desktop.review.disclosure import role_name, screen_name
from ic_desktop.review.naming import beginning, kind_name
from ic_desktop.review.target import Target

Kind = Literal["person", "session", "conclusion"]
Found = tuple[Kind, Target, str, tuple[str, ...]]
"""(kind of hit, where it leads, heading, further words)."""

_WORDS: Final = {
    "session": ("title", "place", "note"),
    "enquiry": ("text", "outcome"),
    "promise": ("text",),
    "strength": ("text",),
    "recommendation": ("text", "why", "to-whom"),
    "reply": ("reason", "authority"),
    "progress": ("text",),
    "comment": ("text",),
    "comment-answer": ("text",),
    "reaction": ("text",),
    "minority-view": ("text",),
}
_OF_VISIT: Final = ("session", "enquiry", "promise")


def peer_texts(state: State, review_id: str) -> Iterator[Found]:
    """Yield everything that people entered for a peer review, for searching on the screen."""
    for record in _present(state, "participant"):
        name = screen_name(state, record.id)
        words = (record.text("organisation"), record.text("function"), record.text("category"))
        if name and record.text("role"):
            about = (*words, role_name(record.text("role")), record.text("pseudonym"))
            yield "person", Target("people", spot=record.id), name, about
    for kind, names in _WORDS.items():
        for record in _present(state, kind):
            texts = [text for name in names if (text := record.text(name))]
            if texts and record.scope.review == review_id:
                hit: Kind = "session" if kind in _OF_VISIT else "conclusion"
                yield hit, _target(record), _title(record, texts), tuple(texts)


def _present(state: State, kind: str) -> Iterator[Record]:
    return (r for r in state.records(kind).values() if r.removal != "removed")


def _title(record: Record, texts: list[str]) -> str:
    """Return the beginning of the words; of what hangs on something else, what it is."""
    own = record.kind in (*_OF_VISIT, "strength", "recommendation")
    return beginning(texts[0]) if own else kind_name(record.kind)


def _target(record: Record) -> Target:
    kind = record.kind
    if kind in _OF_VISIT:
        spot = record.id if kind == "session" else ""
        return Target("evening" if kind == "promise" else "visit", spot=spot)
    if kind == "minority-view":
        return Target("consensus", factor=record.scope.factor)
    if kind in ("comment", "comment-answer", "reaction"):
        return Target("feedback")
    spot = record.text("recommendation") if kind == "progress" else record.id
    return Target("conclusions", spot=spot)
