"""Voices side by side: what the city, each peer and the team hold of a key factor.

A peer's *first* verdict is given alone. Once the leader has opened the discussion of the factor,
it stays as it is, and what the peer holds from then on stands beside it. A verdict tells whether
the copy in which it was given held others' ("open"), or not ("blind"); once it was open, it stays
so. What copies dispute, or what is not in this copy, counts as not judged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.concluded import (
    MinorityView,
    cited_by,
    is_consensus_open,
    minority_views,
)
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import verdict, verdict_id
from ic_desktop.project.kinds import CITY, TEAM, is_well_formed
from ic_desktop.project.peer import participant, participants
from ic_desktop.project.state import Record, State
from ic_desktop.review.edits import refuse_if_sealed
from ic_desktop.review.lane import Lane
from ic_desktop.review.results import NOT_JUDGED, Counts
from ic_desktop.review.sources import Said, said

BLIND: Final = "blind"
OPEN: Final = "open"
_LATER: Final = {"value": "later-value", "reason": "later-reason"}
"""Where a verdict goes once the discussion is open. How sure one was belongs to the first."""
_JUDGEMENTS: Final = ("verdict", "minority-view")
"""Kinds of records that give away what somebody holds."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one voice holds of a key factor: ``first``, and ``later`` after the discussion.

    Both are outcomes: one of the four verdicts, or "not-judged"; ``later`` is "" where nothing
    was said after the discussion. ``unsettled`` names the fields that copies dispute or that are
    not in this copy.
    """

    voice: str
    first: str
    reason: str
    confidence: str
    later: str
    later_reason: str
    held_others: str
    unsettled: tuple[str, ...]

    @property
    def now(self) -> str:
        """The outcome that counts at present."""
        return self.later or self.first

    @property
    def why(self) -> str:
        """The reason that belongs to :attr:`now`."""
        return self.later_reason if self.later else self.reason

    @property
    def has_judged(self) -> bool:
        """True if there is a verdict."""
        return self.now != NOT_JUDGED


@dataclass(frozen=True, slots=True)
class Voices:
    """All that is held and said of one key factor, side by side."""

    factor: str
    city: Voice
    team: Voice
    peers: tuple[Voice, ...]
    said: tuple[Said, ...]
    minority: tuple[MinorityView, ...]
    cited: tuple[str, ...]
    """The evidence that the team's conclusion rests on, by id."""
    is_open: bool
    """Whether the leader has opened the discussion."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """The peers who have not judged yet."""
        return tuple(peer.voice for peer in self.peers if not peer.has_judged)

    @property
    def judged(self) -> tuple[Voice, ...]:
        """The peers who have judged."""
        return tuple(peer for peer in self.peers if peer.has_judged)

    @property
    def spread(self) -> Counts:
        """How many peers hold which verdict at present."""
        return Counts.of(peer.now for peer in self.peers)

    @property
    def is_concluded(self) -> bool:
        """True if the team has a conclusion."""
        return self.team.has_judged


def voices(state: State, review_id: str, factor: str) -> Voices:
    """Return every voice on a key factor, and what each source says."""
    judging = voices_of(state, review_id)
    return Voices(
        factor,
        voice_of(state, review_id, factor, CITY),
        voice_of(state, review_id, factor, TEAM),
        tuple(voice_of(state, review_id, factor, peer) for peer in judging),
        said(state, review_id, factor),
        tuple(minority_views(state, review_id, factor)),
        cited_by(state, "verdict", verdict_id(review_id, TEAM, factor)),
        is_consensus_open(state, review_id, factor),
    )


def own_view(state: State, review_id: str, factor: str, peer: str) -> Voices:
    """Return what a peer sees who judges alone: the city, the evidence, and what is their own.

    Nothing of another peer's or of the team's is in it, even where this copy should hold it.
    """
    held = minority_views(state, review_id, factor)
    return Voices(
        factor,
        voice_of(state, review_id, factor, CITY),
        _silent(TEAM),
        (voice_of(state, review_id, factor, peer),),
        said(state, review_id, factor),
        tuple(view for view in held if view.voice == peer),
        (),
        is_consensus_open(state, review_id, factor),
    )


def voice_of(state: State, review_id: str, factor: str, voice: str) -> Voice:
    """Return what one voice holds of a key factor."""
    held = verdict(state, review_id, factor, voice)
    open_still = (*held.conflicts, *held.withheld)
    later = NOT_JUDGED if "later-value" in open_still else held.later_value
    return Voice(
        voice,
        NOT_JUDGED if "value" in open_still or not held.value else held.value,
        held.reason,
        held.confidence,
        later,
        held.later_reason,
        OPEN if "held-others" in open_still else held.held_others,
        tuple(sorted({*open_still} - {"held-others"})),  # that one settles itself
    )


def _silent(voice: str) -> Voice:
    return Voice(voice, NOT_JUDGED, "", "", "", "", "", ())


def voices_of(state: State, review_id: str) -> tuple[str, ...]:
    """Return the peers of a review: who is of the team, and whoever else has judged."""
    named = [person.id for person in participants(state) if person.judges]
    judged = {
        record.scope.voice
        for kind in _JUDGEMENTS
        for record in state.records(kind).values()
        if _is_peers(record, review_id) and _says_something(record)
    }
    return (*named, *sorted(judged - set(named)))


def conclusion_of(state: State, review_id: str, factor: str) -> Voice:
    """Return the team's conclusion on a key factor."""
    return voice_of(state, review_id, factor, TEAM)


# Who saw what


def holds_others(state: State, review_id: str, peer: str) -> bool:
    """Tell whether this copy holds what others judged: another peer, or the team."""
    return any(
        record.scope.voice not in ("", CITY, peer) and _says_something(record)
        for kind in _JUDGEMENTS
        for record in state.records(kind).values()
        if record.scope.review == review_id
    )


def held_in(state: State, review_id: str, peer: str, lane: Lane | None) -> str:
    """Return what a verdict that ``peer`` gives in this copy is to be marked with.

    Only a copy that was handed out without the others' verdicts is blind. A whole project (no
    lane) is open: what its user has seen in it is not known.
    """
    sees = lane is None or lane.sees_verdicts or lane.author != peer
    return OPEN if sees or holds_others(state, review_id, peer) else BLIND


def _is_peers(record: Record, review_id: str) -> bool:
    return record.scope.review == review_id and record.scope.voice not in ("", CITY, TEAM)


def _says_something(record: Record) -> bool:
    """Tell whether a verdict or view holds words of its own, in this copy."""
    names = ("value", "reason", "later-value", "later-reason", "text")
    return any(record.value(name) not in (None, "") for name in names)


# Edits


def judge_as_peer(
    editor: Editor,
    review_id: str,
    factor: str,
    values: Mapping[str, Value],
    peer: str,
    *,
    held_others: str,
) -> None:
    """Set fields of a peer's verdict: value, reason, confidence.

    Before the discussion of the factor is open, this is the first verdict; afterwards value and
    reason stand beside it and confidence, which belongs to the first, is left out. ``held_others``
    is "blind" or "open", see :func:`held_in`. Raises SealedReview.
    """
    assert peer not in ("", CITY, TEAM), f"{peer!r} is no peer"
    refuse_if_sealed(editor.state, review_id)
    if is_consensus_open(editor.state, review_id, factor):
        later = {_LATER[name]: value for name, value in values.items() if name in _LATER}
        _set(editor, "verdict", review_id, factor, peer, later)
        return
    _set(editor, "verdict", review_id, factor, peer, values)
    _mark_held(editor, review_id, factor, peer, held_others)


def mark_held(editor: Editor, review_id: str, factor: str, peer: str, held_others: str) -> None:
    """Record of a first verdict whose words were typed in what copy that was. Raises SealedReview.

    Nothing is recorded where there is no verdict yet, or once the discussion is open.
    """
    refuse_if_sealed(editor.state, review_id)
    if not is_consensus_open(editor.state, review_id, factor):
        _mark_held(editor, review_id, factor, peer, held_others)


def _mark_held(editor: Editor, review_id: str, factor: str, peer: str, held_others: str) -> None:
    held = verdict(editor.state, review_id, factor, peer)
    if not (held.value or held.reason):
        return
    disputed = "held-others" in (*held.conflicts, *held.withheld)
    known = OPEN if disputed else held.held_others
    mark = OPEN if OPEN in (known, held_others) else held_others
    _set(editor, "verdict", review_id, factor, peer, {"held-others": mark})


def reason_field(state: State, review_id: str, factor: str) -> str:
    """Return the field in which a peer's reason stands at present."""
    return "later-reason" if is_consensus_open(state, review_id, factor) else "reason"


def open_consensus(editor: Editor, review_id: str, factor: str, *, opened: bool = True) -> None:
    """Open the discussion of a key factor: first verdicts stay from now on. Raises SealedReview."""
    refuse_if_sealed(editor.state, review_id)
    scope = Scope(review_id, TEAM, factor)
    editor.set("consensus", f"{review_id}/{factor}", "opened", opened, scope)


def conclude(editor: Editor, review_id: str, factor: str, values: Mapping[str, Value]) -> None:
    """Set fields of the team's conclusion: value, reason. Raises SealedReview."""
    refuse_if_sealed(editor.state, review_id)
    _set(editor, "verdict", review_id, factor, TEAM, values)


def dissent(
    editor: Editor, review_id: str, factor: str, peer: str, values: Mapping[str, Value]
) -> None:
    """Set fields of a peer's minority view: value, text, name-agreed. Raises SealedReview."""
    refuse_if_sealed(editor.state, review_id)
    _set(editor, "minority-view", review_id, factor, peer, values)


def minority_name(state: State, view: MinorityView) -> str:
    """Return whose name an output may give a minority view, "" for none.

    Only where its author agrees, in every copy, and has no conflict about it.
    """
    field = state.field(("minority-view", view.id, "name-agreed"))
    agreed = field is not None and all(
        head.body is not None and head.body.value is True for head in field.heads
    )
    person = participant(state, view.voice)
    return person.name if agreed and person is not None and "name" not in person.conflicts else ""


def _set(
    editor: Editor, kind: str, review_id: str, factor: str, voice: str, values: Mapping[str, Value]
) -> None:
    for name, value in values.items():
        assert is_well_formed(kind, name, value), f"{kind}.{name} cannot be {value!r}"
    key, scope = verdict_id(review_id, voice, factor), Scope(review_id, voice, factor)
    editor.set_all(kind, key, values, scope)
