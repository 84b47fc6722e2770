"""What of a project's changes may leave it: what ``disclosure.py`` says, carried out on changes.

Two ways to keep something back. A field's words are *withheld*: its headers stay, so that what is
left still proves where it stood, and importing it where the words are known changes nothing. Or
an entity is left out altogether, with all its headers, where even a header tells too much.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Change
from ic_desktop.project.entities import evidence
from ic_desktop.project.kinds import KINDS
from ic_desktop.project.peer import Participant, participant
from ic_desktop.project.seal import review_heads
from ic_desktop.project.state import Record, State
from ic_desktop.review.disclosure import (
    FEWEST,
    gives_away,
    is_public_voice,
    may_leave,
    name_is_agreed,
    person_confidentiality,
)
from ic_desktop.review.part_fields import is_protected_record
from ic_desktop.review.part_names import naming
from ic_desktop.review.results import NOT_JUDGED, Counts
from ic_desktop.review.voices import voice_of, voices_of

_NEVER: Final = frozenset({"name-key", "hand-out", "hand-out-return", "erasure"})
"""Kinds that leave in no form: who a pseudonym stands for, the keys of copies, and what was erased,
which tells the check sums of files."""
_IN_VOICES: Final = frozenset({"answer", "verdict", "context-note", "context-tie"})
_OF_WORDS: Final = frozenset(
    {"title", "source", "text", "url", "figure", "unit", "file", "date", "speaker"}
)
"""Fields of confidential evidence that stay; "speaker" too, or who spoke could be counted out."""
_ON_PAPER: Final = _OF_WORDS - {"speaker", "date"}
"""Of these, the words themselves: a report is told the rest, to know why it does not show them."""
_OF_LINKS: Final = frozenset({"page", "passage", "response"})
_SHOWN_OF_NOBODY: Final = frozenset(
    {"name", "initials", "consent-how", "consent-when", "consent-for"}
)
_TELLING: Final = {
    "name": (),
    "role": (),
    "category": ("organisation", "function"),
    "none": ("organisation", "function", "category"),
}
"""By how an interviewee may be attributed, what would say more."""
_OF_SESSIONS: Final = frozenset({"title", "note"})
_NOT_IN_REPORTS: Final = frozenset({"enquiry", "session-enquiry", "session-question", "promise"})


def that_may_leave(state: State, changes: Iterable[Change]) -> list[Change]:
    """Return changes as they may leave: some without their words, some left out.

    Interviewees' names and what would tell who they are, words given in confidence with their
    files, and peers' own judgements stay; so do words that were written over or removed, and what
    this version does not know and hence cannot judge. ``state`` is the state of all changes.
    """
    filter_of = _Filter(state)
    heads = {head.id for head in state.heads()}
    return [
        filter_of.passed(change) if change.id in heads else change.without_body()
        for change in changes
        if not filter_of.leaves_out(change)
    ]


class _Filter:
    """Decides change by change; what it finds out about an entity it finds out once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._kept: dict[tuple[str, str], frozenset[str]] = {}
        self._names_somebody = _naming(state)

    def leaves_out(self, change: Change) -> bool:
        """Tell whether not even the header leaves."""
        header = change.header
        if header.kind in _NEVER:
            return True
        if header.kind == "minority-view":
            return not name_is_agreed(self._state, header.entity)
        return header.kind in _IN_VOICES and not is_in_public_voice(change)

    def passed(self, change: Change) -> Change:
        """Return a change with or without its words."""
        header = change.header
        unknown = header.field not in KINDS.get(header.kind, {})
        kept = unknown or self.names_somebody(change) or self.keeps_back(change)
        return change.without_body() if kept else change

    def keeps_back(self, change: Change) -> bool:
        """Tell whether the words of a field stay, whatever they are."""
        header = change.header
        key = (header.kind, header.entity)
        if key not in self._kept:
            self._kept[key] = self._kept_back(*key)
        return header.field in self._kept[key]

    def names_somebody(self, change: Change) -> bool:
        """Tell whether its words name an interviewee."""
        return self._names_somebody(change)

    def _kept_back(self, kind: str, entity: str) -> frozenset[str]:
        """Return the fields of an entity whose words stay."""
        state = self._state
        record = state.record(kind, entity)
        if record is not None and record.removal == "removed" and record.value("removed"):
            return frozenset(record.fields) - {"removed"}
        if kind == "participant":
            return _telling(state, entity)
        if kind == "promise" and "text" in _words_of_statement(state, entity):
            return frozenset({"text", "who"})
        if kind == "evidence":
            return _words_of(state, entity)
        if kind == "link":
            piece = record.text("evidence") if record else ""
            return _OF_LINKS if "text" in _words_of(state, piece) else frozenset()
        if kind == "session":
            return _of_session(state, entity)
        if kind in ("promise", "reaction"):
            who = record.text("who") if record else ""
            silent = bool(who) and person_confidentiality(state, who) == "confidential"
            return frozenset({"text", "who"}) if silent else frozenset()
        return frozenset()


@dataclass(frozen=True, slots=True)
class _Naming:
    """What tells whether words name an interviewee; what it found out of a change it keeps."""

    names: Mapping[str, Record]
    people: Mapping[str, Record]
    tells: Callable[[Change], bool]
    known: dict[str, bool]

    def __call__(self, change: Change) -> bool:
        if change.body is None:
            return False
        found = self.known.get(change.id)
        if found is None:
            found = self.known[change.id] = self.tells(change)
        return found


_last: list[_Naming] = []
"""The last one made: the screens ask for the same again after each edit."""


def _naming(state: State) -> _Naming:
    names, people = state.records("name-key"), state.records("participant")
    for known in tuple(_last):
        if known.names is names and known.people is people:
            return known
    made = _Naming(names, people, naming(state), {})
    _last[:] = [made]
    return made


def _words_of_statement(state: State, promise: str) -> frozenset[str]:
    """Return the fields that stay of the statement in which something was promised.

    It has the promise's id, and the promise its words.
    """
    known = state.record("evidence", promise) is not None
    return _words_of(state, promise) if known else frozenset()


def _words_of(state: State, evidence_id: str) -> frozenset[str]:
    """Return the fields of evidence that stay: all words, or who spoke if only that is kept."""
    piece = evidence(state, evidence_id)
    if piece is None or not may_leave(state, piece):
        return _OF_WORDS
    speaker = participant(state, piece.speaker)
    if speaker is None or not piece.attribution or piece.attribution in ("name", "role"):
        return frozenset({"speaker"} & {*piece.conflicts, *piece.withheld})
    # Less is to be said of this statement than of what else its speaker said.
    return frozenset() if speaker.attribution == piece.attribution else frozenset({"speaker"})


def _telling(state: State, participant_id: str) -> frozenset[str]:
    """Return the fields of a participant that would tell who an interviewee is."""
    person = participant(state, participant_id)
    if person is None or not is_protected_record(state, participant_id):
        return frozenset()
    silent = person_confidentiality(state, person.id) == "confidential"
    disputed = "attribution" in person.conflicts
    how = "none" if silent or disputed else person.attribution or "none"
    if gives_away(state, person, how):
        how = "none"  # a role or category of one or two is a name, in data as on paper
    return _SHOWN_OF_NOBODY | frozenset(_TELLING.get(how, _TELLING["none"]))


def _of_session(state: State, session_id: str) -> frozenset[str]:
    """Return what of a session could say who answered.

    Its title could where somebody is not to be recognised, its place where one or two answered.
    """
    shy = any(one.attribution not in ("name", "role") for one in who_answered(state, session_id))
    words = _OF_SESSIONS if shy else frozenset()
    return words | {"title", "note", "place"} if is_small(state, session_id) else words


def who_answered(state: State, session_id: str) -> list[Participant]:
    """Return the interviewees who were at a session."""
    prefix = f"{session_id}/"
    people = [
        participant(state, key.removeprefix(prefix))
        for key, record in state.records("session-person").items()
        if key.startswith(prefix) and record.text("part")
    ]
    return [one for one in people if one is not None and is_protected_record(state, one.id)]


def is_small(state: State, session_id: str) -> bool:
    """Tell whether one or two interviewees were at a session: where it was is then a name."""
    return 0 < len(who_answered(state, session_id)) < FEWEST


def is_in_public_voice(change: Change) -> bool:
    """Tell whether a change of a kind that is somebody's judgement is the city's or the team's."""
    named = change.header.entity.split("/")
    voice = named[1] if len(named) > 1 else ""
    return is_public_voice(change.header.scope.voice) and is_public_voice(voice)


# Reports


def for_a_report(state: State, review_id: str) -> list[Change]:
    """Return the heads that a review's report rests on, without the words that it does not show.

    All headers stay, for the digest of the state is made of them. Words that name an interviewee,
    or were given in confidence, read as withheld.
    """
    filter_of = _Filter(state)
    return [
        head.without_body()
        if _is_not_reported(filter_of, state, head) or filter_of.names_somebody(head)
        else head
        for head in review_heads(state, review_id)
    ]


def that_name_somebody(state: State, review_id: str) -> list[Change]:
    """Return the heads whose words a report would show, did they not name an interviewee."""
    filter_of = _Filter(state)
    return [
        head
        for head in review_heads(state, review_id)
        if filter_of.names_somebody(head) and not _is_not_reported(filter_of, state, head)
    ]


def _is_not_reported(filter_of: _Filter, state: State, head: Change) -> bool:
    header = head.header
    if header.kind in _NOT_IN_REPORTS:
        return True
    if header.kind in _IN_VOICES:
        return not is_in_public_voice(head)
    if header.kind == "participant":
        return header.field in _SHOWN_OF_NOBODY and is_protected_record(state, header.entity)
    if header.kind == "evidence":
        return header.field in _ON_PAPER and filter_of.keeps_back(head)
    if header.kind == "session" and header.field in _OF_SESSIONS:
        return True
    return header.kind in ("session", "link", "reaction") and filter_of.keeps_back(head)


def spreads(state: State, review_id: str) -> dict[str, Counts]:
    """Return by key factor how the peers judge at present, without who.

    Of a factor that fewer than three of them judged there is none: a spread over two is two names.
    Nor is there where all of them agree, which would tell what each one of them holds.
    """
    factors = {
        record.scope.factor
        for record in state.records("verdict").values()
        if record.scope.review == review_id
    }
    peers = voices_of(state, review_id)
    found = {}
    for factor in sorted(factors):
        held = [voice_of(state, review_id, factor, peer).now for peer in peers]
        judged = [verdict for verdict in held if verdict != NOT_JUDGED]
        if len(judged) >= FEWEST and len(set(judged)) > 1:
            found[factor] = Counts.of(judged)
    return found
