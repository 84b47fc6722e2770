"""What follows from a peer review, as edits: strengths, recommendations, and what is said to them.

Each function adds to an :class:`~ic_desktop.project.edit.Editor`, as in ``edits.py``. Scopes say
whose it is, so that a copy can be limited to it: strengths, recommendations, what they cite and
answers to comments are the team's; comments and replies the city's, each with its factor; a
reaction belongs to the feedback session, progress to the review.

A signature closes strengths, recommendations and citations (they raise
:class:`errors.SealedReview`). Replies, progress, comments, their answers and reactions stay open:
a host's reply may come weeks later.
"""

from collections.abc import Mapping
from typing import Final, Literal

from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.concluded import citation_id, team_scope
from ic_desktop.project.edit import Editor
from ic_desktop.project.kinds import CITY, TEAM, is_well_formed
from ic_desktop.project.state import Record, State
from ic_desktop.review.edits import refuse_if_sealed
from ic_desktop.review.order import after, between

Conclusion = Literal["strength", "recommendation"]
CONCLUSIONS: Final[tuple[Conclusion, ...]] = ("strength", "recommendation")
"""What the team concludes beside its verdicts: listed, in an order of its own."""
FINDINGS: Final = ("verdict", *CONCLUSIONS)
"""What a comment or a reaction can be about."""


def add_strength(editor: Editor, review_id: str, factor: str, text: str) -> str:
    """Add something that is done well, at the end; return its id. ``factor`` "": in general."""
    return _add(editor, "strength", team_scope(review_id, factor), {"text": text})


def add_recommendation(
    editor: Editor,
    review_id: str,
    factor: str,
    text: str,
    values: Mapping[str, Value] | None = None,
) -> str:
    """Add a recommendation at the end; return its id.

    ``values``: why, priority, to-whom, factors (further ones that it serves).
    """
    scope = team_scope(review_id, factor)
    return _add(editor, "recommendation", scope, {"text": text, **(values or {})})


def describe(editor: Editor, kind: Conclusion, entity: str, values: Mapping[str, Value]) -> None:
    """Set fields of a strength or a recommendation; of one that is not there, nothing."""
    record = _held(editor.state, kind, entity)
    if record is not None:
        refuse_if_sealed(editor.state, record.scope.review)
        _set(editor, kind, entity, values, record.scope)


def withdraw(editor: Editor, kind: Conclusion, entity: str, reason: str = "") -> None:
    """Take a strength or a recommendation out; what was replied to it stays on file."""
    record = _held(editor.state, kind, entity)
    if record is not None:
        refuse_if_sealed(editor.state, record.scope.review)
        editor.remove(kind, entity, reason.strip())


def move(editor: Editor, kind: Conclusion, entity: str, before: str) -> None:
    """Put a strength or a recommendation before another one, "" for the end of the list."""
    record = _held(editor.state, kind, entity)
    if record is None or before == entity:
        return
    review_id = record.scope.review
    refuse_if_sealed(editor.state, review_id)
    others = [r for r in _listed(editor.state, kind, review_id) if r.id != entity]
    at = next((n for n, r in enumerate(others) if r.id == before), len(others))
    low = others[at - 1].text("order") if at else ""
    high = others[at].text("order") if at < len(others) else ""
    key = between(low, high)
    if low < key and (not high or key < high):
        editor.set(kind, entity, "order", key, record.scope)
    else:  # two copies gave neighbours the same key: all get new ones
        _number_anew(editor, [*others[:at], record, *others[at:]])


def cite(
    editor: Editor,
    review_id: str,
    factor: str,
    finding: tuple[str, str],
    evidence: str,
    *,
    cites: bool = True,
) -> None:
    """Say that a finding of the team (kind and id) rests on a piece of evidence, or not on it."""
    refuse_if_sealed(editor.state, review_id)
    key = citation_id(*finding, evidence)
    held = editor.state.record("citation", key)
    if cites or (held is not None and held.value("cites") is True):
        _set(editor, "citation", key, {"cites": cites}, team_scope(review_id, factor))


def reply(editor: Editor, recommendation: str, values: Mapping[str, Value]) -> None:
    """Set fields of the host's reply: value, reason, authority, date (ISO). Open after sealing."""
    record = editor.state.record("recommendation", recommendation)
    if record is not None:
        _set(editor, "reply", recommendation, values, reply_scope(record))


def reply_scope(recommendation: Record) -> Scope:
    """Return the scope of the host's reply to a recommendation: the city's, of its factor."""
    return Scope(recommendation.scope.review, CITY, recommendation.scope.factor)


def record_progress(
    editor: Editor, review_id: str, recommendation: str, values: Mapping[str, Value]
) -> str:
    """Record how far a recommendation is: state, date (ISO), text; return the record's id.

    Each visit adds a record; those before it stay.
    """
    scope = Scope(review=review_id)
    entity = editor.create("progress", {"recommendation": recommendation}, scope)
    _set(editor, "progress", entity, values, scope)
    return entity


def comment(editor: Editor, review_id: str, factor: str, about: tuple[str, str], text: str) -> str:
    """Add the host's comment on a finding of the draft (kind and id); return its id."""
    assert about[0] in FINDINGS, f"no finding: {about[0]}"
    values: dict[str, Value] = {"about-kind": about[0], "about": about[1], "text": text}
    return _append(editor, "comment", Scope(review_id, CITY, factor), values)


def answer_comment(editor: Editor, comment_id: str, values: Mapping[str, Value]) -> None:
    """Set fields of the leader's answer: value (corrected or not) and text (why)."""
    record = _held(editor.state, "comment", comment_id)
    if record is not None:
        _set(editor, "comment-answer", comment_id, values, answer_scope(record))


def answer_scope(comment_record: Record) -> Scope:
    """Return the scope of the leader's answer to a comment: the team's, of its factor."""
    return Scope(comment_record.scope.review, TEAM, comment_record.scope.factor)


def react(
    editor: Editor,
    review_id: str,
    session: str,
    about: tuple[str, str],
    text: str,
    *,
    who: str = "",
    said_at: int = 0,
) -> str:
    """Record what was said in the feedback session; return its id. It accepts nothing.

    ``about``: kind and id of a finding, or two "" for what is said in general. ``who``: a
    participant's id. ``said_at``: ms since 1970.
    """
    values: dict[str, Value] = {
        "about-kind": about[0],
        "about": about[1],
        "text": text,
        "who": who,
        "said-at": said_at,
    }
    return _append(editor, "reaction", Scope(review=review_id, session=session), values)


def take_back(
    editor: Editor, kind: Literal["comment", "reaction", "progress"], entity: str, reason: str = ""
) -> None:
    """Remove a comment, a reaction or a record of progress that was entered by mistake."""
    editor.remove(kind, entity, reason.strip())


def _add(editor: Editor, kind: Conclusion, scope: Scope, values: Mapping[str, Value]) -> str:
    refuse_if_sealed(editor.state, scope.review)
    return _append(editor, kind, scope, values)


def _append(editor: Editor, kind: str, scope: Scope, values: Mapping[str, Value]) -> str:
    records = editor.state.records(kind).values()
    last = max((r.text("order") for r in records), default="")
    entity = editor.create(kind, {"order": after(last)}, scope)
    _set(editor, kind, entity, values, scope)
    return entity


def _held(state: State, kind: str, entity: str) -> Record | None:
    record = state.record(kind, entity)
    return None if record is None or record.removal == "removed" else record


def _listed(state: State, kind: str, review_id: str) -> list[Record]:
    records = state.records(kind).values()
    held = (r for r in records if r.scope.review == review_id and r.removal != "removed")
    return sorted(held, key=lambda r: (r.text("order"), r.id))


def _number_anew(editor: Editor, records: list[Record]) -> None:
    key = ""
    for record in records:
        key = after(key)
        editor.set(record.kind, record.id, "order", key, record.scope)


def _set(editor: Editor, kind: str, entity: str, values: Mapping[str, Value], scope: Scope) -> None:
    for name, value in values.items():
        assert is_well_formed(kind, name, value), f"{kind}.{name} cannot be {value!r}"
    editor.set_all(kind, entity, values, scope)
