"""The part of a project that a copy for one person holds: what their lane lets them see.

What lies outside is left out whole, headers and all, so that nothing tells that it exists. Of what
stays, a copy holds for each field all headers, which prove where a value stood, and the words of
the present ones alone: what was written over goes nowhere. Nothing that stays points to something
that does not. What this version does not know it cannot judge, so that stays at home.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.entities import evidence_view
from ic_desktop.project.kinds import CITY, KINDS, SEVERAL, TEAM
from ic_desktop.project.state import Record, State, key_of
from ic_desktop.review.advice import sees_conclusions
from ic_desktop.review.disclosure import confidentiality_of, person_confidentiality
from ic_desktop.review.lane import Lane
from ic_desktop.review.part_fields import fields_of_person, fields_of_session, is_protected_record
from ic_desktop.review.part_names import naming

Entity = tuple[str, str]
"""Kind and id."""

_NATURAL: Final = frozenset(
    {
        "answer",
        "verdict",
        "context-note",
        "context-tie",
        "session-person",
        "session-question",
        "session-enquiry",
        "minority-view",
        "consensus",
        "citation",
        "reply",
        "comment-answer",
    }
)
"""Kinds whose ids are natural keys: what was emptied stays, so that a copy that fills it again
builds on it."""
_IN_ID: Final = frozenset({"answer", "verdict", "context-note", "context-tie", "minority-view"})
"""Kinds whose ids name the voice: review/voice/..."""

_TIES: Final = ("joined-into", "goes-with")
"""Fields of evidence that name other evidence, with which it stays or goes."""
POINTERS: Final = {("evidence", "apart-from"): "evidence", ("review", "baseline"): "review"}
"""Fields that name others of a kind, and whose words are withheld where these do not go."""
_PSEUDONYM: Final = re.compile(r"P\d{1,5}")
"""A pseudonym as the program gives it: one that was typed could be a name."""
_FINDINGS: Final = frozenset({"verdict", "minority-view", "strength", "recommendation"})
"""Kinds that comments, reactions and citations are tied to."""


def part_of(state: State, changes: Iterable[Change], lane: Lane) -> list[Change]:
    """Return the changes that a copy of this lane holds, in their order.

    ``state`` is the fold of ``changes``, all of the project without erased words. Words come with
    the heads alone, and without the names not where they name an interviewee.
    """
    known = list(changes)
    part = Part(state, known, lane)
    heads = {head.id: head for head in state.heads()}
    tells = (lambda _head: False) if lane.sees_names else naming(state)
    kept: dict[tuple[str, str, str], bool] = {}
    found = []
    for change in known:
        key = key_of(change)
        if key not in kept:
            kept[key] = part.holds(key[0], key[1]) and part.holds_field(*key)
        if kept[key]:
            head = heads.get(change.id)
            silent = head is None or tells(head) or part.names_outside(head)
            found.append(change.without_body() if head is None or silent else head)
    return found


def files_in(part: Iterable[Change]) -> dict[str, int]:
    """Return the files that evidence of a part names: size in bytes by SHA-256."""
    found: dict[str, int] = {}
    for change in part:
        if (change.header.kind, change.header.field) == ("evidence", "file") and change.body:
            value = change.body.value
            if isinstance(value, dict):
                found[str(value["sha256"])] = int(value["size"])
    return found


class Part:
    """Decides for each entity whether a lane's copy holds it; each once."""

    def __init__(self, state: State, changes: Iterable[Change], lane: Lane) -> None:
        self.state = state
        self.lane = lane
        self._decided: dict[Entity, bool] = {}
        self._scopes: dict[Entity, set[Scope]] = {}
        for change in changes:
            header = change.header
            self._scopes.setdefault((header.kind, header.entity), set()).add(header.scope)

    def holds(self, kind: str, entity: str) -> bool:
        """Tell whether the copy holds something of an entity."""
        key = (kind, entity)
        if key not in self._decided:
            self._decided[key] = self._decide(kind, entity)
        return self._decided[key]

    def holds_field(self, kind: str, entity: str, field: str) -> bool:
        """Tell whether the copy holds a field of an entity that it holds."""
        if field not in KINDS.get(kind, {}):
            return False
        if kind == "participant":
            return field in fields_of_person(self.state, entity, self.lane)
        if kind == "session":
            return field in fields_of_session(self.state, entity, self.lane)
        return True

    def names_outside(self, head: Change) -> bool:
        """Tell whether words name, among others, what the copy does not hold."""
        kind = POINTERS.get((head.header.kind, head.header.field))
        if kind is None or head.body is None:
            return False
        value = head.body.value
        named = value if isinstance(value, list) else [value] if value else []
        return not all(self.holds(kind, str(one)) for one in named)

    def _decide(self, kind: str, entity: str) -> bool:
        rule, record = _RULES.get(kind), self.state.record(kind, entity)
        if rule is None or record is None or self._is_gone(record):
            return False
        return self._is_inside(record) and rule(self, record)

    def _is_inside(self, record: Record) -> bool:
        """Tell whether all versions of an entity belong to the lane."""
        scopes = self._scopes.get((record.kind, record.id), set()) | {record.scope}
        return all(self._has_scope(record.kind, scope) for scope in scopes)

    def _is_gone(self, record: Record) -> bool:
        """Tell whether something was removed, as far as the copy would show it."""
        kind, entity, fields = record.kind, record.id, record.fields
        held = {name: fields[name] for name in fields if self.holds_field(kind, entity, name)}
        if not held:
            return True
        if replace(record, fields=held).removal != "removed":
            return False
        return kind not in _NATURAL or record.value("removed") is not None

    def _has_scope(self, kind: str, scope: Scope) -> bool:
        lane = self.lane
        inside = lane.has_factor(scope.factor) and lane.has_session(scope.session)
        return scope.review in ("", lane.review) and inside and self._hears(kind, scope.voice)

    def _hears(self, kind: str, voice: str) -> bool:
        """Tell whether the copy holds what is said in a voice."""
        if voice in ("", CITY, self.lane.author) or self.lane.sees_verdicts:
            return True
        # That the discussion of a factor was opened tells nothing of what was concluded, and says
        # where a verdict goes that is changed after it.
        return voice == TEAM and (self.concludes or kind == "consensus")

    @cached_property
    def concludes(self) -> bool:
        """Whether the copy holds what the team concluded."""
        return sees_conclusions(self.lane)

    # What each kind needs besides its scope

    def of_review(self, record: Record) -> bool:
        """The review itself."""
        return record.id == self.lane.review

    def always(self, _record: Record) -> bool:
        """What needs no more."""
        return True

    def in_voice(self, record: Record) -> bool:
        """A judgement, whose id says in whose voice it is."""
        return record.kind not in _IN_ID or self._hears(record.kind, _part(record.id, 1))

    def concluded(self, _record: Record) -> bool:
        """What the team found or advises, and what is said about it."""
        return self.concludes

    def person(self, record: Record) -> bool:
        """Everybody but interviewees; of these the ones of whom the copy speaks."""
        if record.id == self.lane.author or not is_protected_record(self.state, record.id):
            return True
        return self._may_meet(record) or (
            record.id in self._spoken_of and self._may_know(record.id)
        )

    def _may_meet(self, record: Record) -> bool:
        """Tell whether who takes notes may have to say that this person spoke.

        Or words of somebody who spoke in confidence would come back as anybody's. The copy holds
        the bare pseudonym and how their words are to be treated; see ``fields_of_person``.
        """
        numbered = all(_PSEUDONYM.fullmatch(str(p)) for p in _values(record, "pseudonym"))
        if "capture" not in self.lane.may or not numbered or not record.text("pseudonym"):
            return False
        sessions = self._answers_in.get(record.id, ())
        return not sessions or any(self.holds("session", session) for session in sessions)

    @cached_property
    def _answers_in(self) -> dict[str, list[str]]:
        """The sessions in which somebody takes part, by person."""
        found: dict[str, list[str]] = {}
        for record in self.state.records("session-person").values():
            session, _, person = record.id.partition("/")
            if record.text("part") or record.withheld:
                found.setdefault(person, []).append(session)
        return found

    def name(self, record: Record) -> bool:
        """What resolves a pseudonym."""
        return self.lane.sees_names and self.holds("participant", record.id)

    def evidence(self, record: Record) -> bool:
        """Evidence that speaks to something in the lane, or to nothing yet."""
        return all(self._speaks_here(piece) for piece in self._joined(record.id))

    def link(self, record: Record) -> bool:
        """What evidence of the copy says to a factor of the lane."""
        return self._is_in_lane(record) and self._points(record, "evidence", "evidence")

    def session(self, record: Record) -> bool:
        """A session of the lane."""
        return self.lane.has_session(record.id)

    def in_session(self, record: Record) -> bool:
        """What is planned for a session: its id begins with the session's."""
        session, _, about = record.id.partition("/")
        if not self.holds("session", session):
            return False
        if record.kind == "session-person":
            return self.holds("participant", about)
        return record.kind != "session-enquiry" or self.holds("enquiry", about)

    def enquiry(self, record: Record) -> bool:
        """Something to find out. That evidence contradicts is told by evidence of the copy only."""
        factors = [str(factor) for factor in _values(record, "factor")]
        if not all(self.lane.has_factor(factor) for factor in factors):
            return False
        if _part(record.id, 1) != "contradicted":
            return True
        about = _part(record.id, 2)
        return any(
            "contradicts" in _values(link, "stance") and about in _values(link, "factor")
            for link in self.state.records("link").values()
            if self.holds("link", link.id)
        )

    def promise(self, record: Record) -> bool:
        """A document that somebody promised who may be known here.

        Its words are those of the statement in which it was promised, whose id it has.
        """
        if self.state.record("evidence", record.id) and not self.holds("evidence", record.id):
            return False
        came = [str(piece) for piece in _values(record, "evidence") if piece]
        return self._may_hear(record) and all(self.holds("evidence", piece) for piece in came)

    def reaction(self, record: Record) -> bool:
        """What was said to a finding of the copy."""
        return self._may_hear(record) and self.about(record)

    def about(self, record: Record) -> bool:
        """What is tied to a finding: that must be there."""
        if not self.concludes:
            return False
        kinds, ids = _values(record, "about-kind"), _values(record, "about")
        return all(self._is_finding(str(kind), str(one)) for kind in kinds for one in ids if kind)

    def citation(self, record: Record) -> bool:
        """What a finding rests on: kind/id of the finding/evidence."""
        kind, _, rest = record.id.partition("/")
        finding, _, piece = rest.rpartition("/")
        return self._is_finding(kind, finding) and self.holds("evidence", piece)

    def reply(self, record: Record) -> bool:
        """The host's reply: its id is the recommendation's."""
        return self.holds("recommendation", record.id)

    def comment_answer(self, record: Record) -> bool:
        """The leader's answer: its id is the comment's."""
        return self.holds("comment", record.id)

    def progress(self, record: Record) -> bool:
        """How far a recommendation of the copy is."""
        return self._points(record, "recommendation", "recommendation")

    # What they ask

    def _joined(self, evidence: str) -> set[str]:
        """Return a piece and what it was joined into or belongs to, in any version: these say the
        same, or a photo shows it."""
        found, coming = {evidence}, [evidence]
        while coming:
            record = self.state.record("evidence", coming.pop())
            tied = [v for name in _TIES for v in _values(record, name)] if record else []
            into = {str(value) for value in tied if value} - found
            coming += sorted(into)
            found |= into
        return found

    def _speaks_here(self, evidence: str) -> bool:
        """Tell whether a piece by itself is of the lane."""
        record = self.state.record("evidence", evidence)
        if record is None or self._is_gone(record) or not self._is_inside(record):
            return False
        if not all(self.lane.has_session(str(s)) for s in _values(record, "session")):
            return False
        links = self._links.get(evidence, [])
        spoken = not links or any(self._is_in_lane(link) for link in links)
        return spoken and self._may_read(record)

    def _may_read(self, record: Record) -> bool:
        if self.lane.sees_confidential:
            return True
        if confidentiality_of(self.state, evidence_view(record)) == "confidential":
            return False
        return all(self._may_know(str(speaker)) for speaker in _values(record, "speaker"))

    def _may_know(self, person: str) -> bool:
        """Tell whether the copy may hold what somebody says."""
        if self.lane.sees_confidential or person in ("", SEVERAL):
            return True
        return person_confidentiality(self.state, person) != "confidential"

    def _is_finding(self, kind: str, entity: str) -> bool:
        return kind in _FINDINGS and self.holds(kind, entity)

    def _may_hear(self, record: Record) -> bool:
        return all(self._may_know(str(who)) for who in _values(record, "who"))

    def _points(self, record: Record, field: str, kind: str) -> bool:
        """Tell whether a field names something, in each of its versions something of the copy."""
        named = [str(value) for value in _values(record, field)]
        return bool(named) and all(self.holds(kind, one) for one in named)

    def _is_in_lane(self, link: Record) -> bool:
        factors = {str(factor) for factor in _values(link, "factor")}
        return all(map(self.lane.has_factor, factors)) and self._is_inside(link)

    @cached_property
    def _links(self) -> dict[str, list[Record]]:
        """The links that are there, by evidence."""
        found: dict[str, list[Record]] = {}
        for record in self.state.records("link").values():
            if record.removal != "removed":
                for piece in set(map(str, _values(record, "evidence"))):
                    found.setdefault(piece, []).append(record)
        return found

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        """The people whom something names that the copy holds."""
        return frozenset(self._named())

    def _named(self) -> Iterator[str]:
        for kind, field in (("evidence", "speaker"), ("promise", "who"), ("reaction", "who")):
            for record in self.state.records(kind).values():
                if self.holds(kind, record.id):
                    yield from map(str, _values(record, field))
        for record in self.state.records("session-person").values():
            session, _, person = record.id.partition("/")
            if self.holds("session", session) and (record.text("part") or record.withheld):
                yield person


def _part(entity: str, place: int) -> str:
    """Return a part of a natural key, "" where it has none."""
    parts = entity.split("/")
    return parts[place] if place < len(parts) else ""


def _values(record: Record, field: str) -> list[Value]:
    """Return what a field holds in each of its present versions that is set."""
    held = record.fields.get(field)
    bodies = [head.body for head in held.heads] if held else []
    values = [body.value for body in bodies if body is not None]
    return [value for value in values if value is not None]


_Rule = Callable[[Part, Record], bool]
_RULES: Final[dict[str, _Rule]] = {
    "project": Part.always,
    "review": Part.of_review,
    "seal": Part.always,
    "participant": Part.person,
    "name-key": Part.name,
    "answer": Part.in_voice,
    "verdict": Part.in_voice,
    "context-note": Part.in_voice,
    "context-tie": Part.in_voice,
    "minority-view": Part.in_voice,
    "consensus": Part.always,
    "evidence": Part.evidence,
    "link": Part.link,
    "session": Part.session,
    "session-person": Part.in_session,
    "session-question": Part.in_session,
    "session-enquiry": Part.in_session,
    "enquiry": Part.enquiry,
    "promise": Part.promise,
    "citation": Part.citation,
    "strength": Part.concluded,
    "recommendation": Part.concluded,
    "reply": Part.reply,
    "progress": Part.progress,
    "comment": Part.about,
    "comment-answer": Part.comment_answer,
    "reaction": Part.reaction,
}
"""What is not named here goes into no copy: the keys of copies, what was erased (which tells the
check sums of files), and kinds of later versions."""
