"""Consent that is taken back: what somebody said goes for good, and who may still hold it is named.

What goes: their statements in every version with photos, scans and places cited, the doubles of
other note-takers that were joined with them, what they promised and how they reacted, their name,
and what their record says of them. What stays: that it was erased, when, by whom and why; and that
there was somebody under this pseudonym.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ic_desktop.errors import ReasonMissing
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import all_evidence, reviews
from ic_desktop.project.erase import erase, fields_of
from ic_desktop.project.kinds import SEVERAL
from ic_desktop.project.peer import participants, parts
from ic_desktop.project.seal import seals
from ic_desktop.project.state import FieldKey, Record, State, key_of
from ic_desktop.review.lane import lane_of
from ic_desktop.review.people import describe_person

_OF_THEM: Final = ("name", "organisation", "function", "initials", "category", "consent-for")
"""What of somebody's record speaks of them. Pseudonym, role and consent stay."""
_OF_LINKS: Final = ("page", "passage", "response")


@dataclass(frozen=True, slots=True)
class Holders:
    """What has left already and may still hold somebody's words.

    ``hand_outs`` are copies made for people: for whom (a participant's id, "" where that cannot
    be read) and when, in ms since 1970. ``signed`` are the titles of signed reviews, ``several``
    tells how many statements of several people stem from a session that they spoke in.
    """

    hand_outs: tuple[tuple[str, int], ...]
    signed: tuple[str, ...]
    several: int


def withdraw_consent(
    editor: Editor, history: Iterable[Change], person: str, reason: str, when: str = ""
) -> None:
    """Record that somebody takes their consent back, and erase what they said for good.

    ``history`` is all changes of the project, ``when`` an ISO date. The reason stays readable, so
    it must not repeat what is erased. A file that other evidence uses keeps its bytes. A signature
    does not stand in the way. The store then drops the bytes: see ``ProjectFile.erase``. Raises
    ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    known, state = list(history), editor.state
    said = statements_of(state, person)
    fields = set(words_of(state, person))
    describe_person(editor, person, {"consent": "withdrawn", "consent-when": when})
    for statement in sorted(said):
        before = len(editor.changes)
        editor.remove("evidence", statement, reason.strip())
        if len(editor.changes) == before:  # it is removed already, in these very words
            fields.discard(("evidence", statement, "removed"))
    files = _files(state, known, said)
    erase(editor, known, fields=frozenset(fields), files=files, reason=reason.strip())


def statements_of(state: State, person: str) -> frozenset[str]:
    """Return the ids of somebody's statements, removed ones and disputed speakers included.

    A double of another note-taker that was joined with one is theirs too, and so is a photo or a
    scan that goes with one, unless it is said to be somebody else's: what several people said
    stays for a person to look through. What went with their consent stays theirs.
    """
    records = state.records("evidence")
    found = {key for key, record in records.items() if person in _speakers(record)}
    found |= _withdrawn_with(state, person)
    joined = [(key, into) for key, r in records.items() if (into := r.text("joined-into"))]
    beside = [(key, into) for key, r in records.items() if (into := r.text("goes-with"))]
    free = {key for key, record in records.items() if not _speakers(record)}
    while True:
        more = {into for key, into in joined if key in found}
        more |= {key for key, into in (*joined, *beside) if into in found}
        fresh = (more & free) - found
        if not fresh:
            return frozenset(found)
        found |= fresh


def words_of(state: State, person: str) -> frozenset[FieldKey]:
    """Return every field that holds somebody's words, or words about them."""
    said = statements_of(state, person)
    fields: set[FieldKey] = {("participant", person, name) for name in _OF_THEM}
    fields |= fields_of(state, "name-key", person)
    for statement in said:
        fields |= fields_of(state, "evidence", statement)
    for record in state.records("link").values():
        if record.text("evidence") in said:
            fields |= {("link", record.id, name) for name in _OF_LINKS}
    for kind in ("promise", "reaction"):
        records = state.records(kind).values()
        own = (r for r in records if r.text("who") == person or r.id in said)
        fields |= {(kind, record.id, "text") for record in own}
    return frozenset(fields)


def came_after_withdrawal(state: State) -> tuple[str, ...]:
    """Return who took their consent back and is quoted again: a copy brought what it did not know.

    Their ids; what came is to be erased as well.
    """
    gone = (p.id for p in participants(state) if p.consent == "withdrawn")
    return tuple(person for person in gone if _is_held(state, person))


def holders(state: State, person: str) -> Holders:
    """Return what has left already and may still hold what somebody said."""
    sat_in = {
        record.id
        for record in state.records("session").values()
        if parts(state, record.id).get(person) == "answers"
    }
    several = [p for p in all_evidence(state) if p.speaker == SEVERAL and p.session in sat_in]
    signed = (held.title or held.id for held in reviews(state) if seals(state, held.id))
    copies = sorted((_hand_out(r) for r in state.records("hand-out").values()), key=lambda c: c[1])
    return Holders(tuple(copies), tuple(signed), len(several))


def _hand_out(record: Record) -> tuple[str, int]:
    """Return for whom a copy was made, and when."""
    told = record.value("record")
    value = told if isinstance(told, dict) else {}
    made = value.get("made")
    try:
        author = lane_of(value.get("lane")).author
    except ValueError:
        author = ""
    return author, made if isinstance(made, int) else 0


def _is_held(state: State, person: str) -> bool:
    """Tell whether what somebody said, or their name, is there to be read."""
    for key in words_of(state, person):
        held = state.field(key)
        is_there = held is not None and any(h.body and h.body.value for h in held.heads)
        if is_there and key[0] != "participant" and key[2] != "removed":
            return True
    return False


def _withdrawn_with(state: State, person: str) -> set[str]:
    """Return the statements that went when somebody took their consent back.

    Who said them is erased too; but it was one action, and a copy that did not know of it may
    bring words that were written over the erased ones.
    """
    consent = state.field(("participant", person, "consent"))
    heads = consent.heads if consent else ()
    actions = {h.header.action for h in heads if h.body and h.body.value == "withdrawn"}
    return {
        key
        for key, record in state.records("evidence").items()
        if (removed := record.fields.get("removed")) is not None
        and any(head.header.action in actions for head in removed.heads)
    }


def _speakers(record: Record) -> set[str]:
    """Return everybody whom any copy says to be the speaker."""
    held = record.fields.get("speaker")
    heads = held.heads if held else ()
    return {str(head.body.value) for head in heads if head.body and head.body.value}


def _files(state: State, history: Iterable[Change], said: frozenset[str]) -> frozenset[str]:
    """Return the files of statements in any version that no other evidence uses."""
    keys = {("evidence", one, "file") for one in said}
    versions = [c.body.value for c in history if c.body and key_of(c) in keys]
    pieces = all_evidence(state, removed=True)
    others = {p.file.sha256 for p in pieces if p.file is not None and p.id not in said}
    return frozenset(v["sha256"] for v in versions if isinstance(v, dict)) - others
