"""What people do to prepare a visit, as edits: sessions, who is in them, what is asked there.

Everything of a session carries the review and the session in its scope, so that a copy can be
limited to some sessions. A plan judges nothing and stays open after a signature.
"""

from collections.abc import Mapping

from ic_desktop.benchmark.pack import Factor
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.kinds import is_well_formed
from ic_desktop.project.peer import session
from ic_desktop.review.enquiries import ToFindOut
from ic_desktop.review.order import after


def add_session(editor: Editor, review_id: str, values: Mapping[str, Value]) -> str:
    """Add a session to a review's visit; return its id. Values: kind, title, date, start, ..."""
    last = max((r.text("order") for r in editor.state.records("session").values()), default="")
    entity = new_id()
    scope = Scope(review=review_id, session=entity)
    _set(editor, "session", entity, {**values, "order": after(last)}, scope)
    return entity


def describe_session(editor: Editor, session_id: str, values: Mapping[str, Value]) -> None:
    """Set fields of a session: kind, title, date, start, end, place, note."""
    _set(editor, "session", session_id, values, session_scope(editor, session_id))


def remove_session(editor: Editor, session_id: str, reason: str = "") -> None:
    """Take a session off the plan; what was said in it stays. Undo brings it back."""
    editor.remove("session", session_id, reason)


def put_person(editor: Editor, session_id: str, person: str, part: str) -> None:
    """Say what somebody does in a session: asks, answers, interprets, observes; "" for nothing."""
    key, scope = f"{session_id}/{person}", session_scope(editor, session_id)
    _set(editor, "session-person", key, {"part": part or None}, scope)


def plan_question(editor: Editor, session_id: str, question: str, *, planned: bool = True) -> None:
    """Mean a guide question for a session, or no longer."""
    _mark(editor, "session-question", session_id, question, "planned", holds=planned)


def plan_factor(editor: Editor, session_id: str, factor: Factor, *, planned: bool = True) -> None:
    """Mean all guide questions of a key factor for a session, or none of them."""
    for question in factor.questions:
        plan_question(editor, session_id, question.id, planned=planned)


def mark_asked(editor: Editor, session_id: str, question: str, *, asked: bool = True) -> None:
    """Say that a guide question was asked in a session, though nothing taken down speaks to it."""
    _mark(editor, "session-question", session_id, question, "asked", holds=asked)


def add_enquiry(
    editor: Editor, review_id: str, text: str, factor: str = "", question: str = ""
) -> str:
    """Add something of one's own to find out; return its id."""
    values = {"text": text.strip(), "factor": factor, "question": question}
    return editor.create("enquiry", values, Scope(review=review_id, factor=factor))


def describe_enquiry(
    editor: Editor, review_id: str, enquiry: ToFindOut, values: Mapping[str, Value]
) -> None:
    """Set fields of something to find out: text, outcome, done. It becomes a record by that."""
    about = {"factor": enquiry.factor, "question": enquiry.question}
    scope = Scope(review=review_id, factor=enquiry.factor)
    _set(editor, "enquiry", enquiry.id, {**about, **values}, scope)


def remove_enquiry(editor: Editor, enquiry: str, reason: str = "") -> None:
    """Take something off the list of what is to be found out."""
    editor.remove("enquiry", enquiry, reason)


def plan_enquiry(
    editor: Editor, session_id: str, enquiry: ToFindOut, *, planned: bool = True
) -> None:
    """Mean something to find out for a session, or no longer. It becomes a record by that."""
    scope = session_scope(editor, session_id)
    if planned:
        describe_enquiry(editor, scope.review, enquiry, {})
    _mark(editor, "session-enquiry", session_id, enquiry.id, "planned", holds=planned)


def session_scope(editor: Editor, session_id: str) -> Scope:
    """Return the scope of what belongs to a session."""
    held = session(editor.state, session_id)
    return Scope(review=held.review if held else "", session=session_id)


def _mark(
    editor: Editor, kind: str, session_id: str, about: str, name: str, *, holds: bool
) -> None:
    """Set a mark, or take it away where it stands: what was never marked stays unrecorded."""
    key = f"{session_id}/{about}"
    held = editor.state.field((kind, key, name))
    if holds or (held is not None and held.value):
        _set(editor, kind, key, {name: holds}, session_scope(editor, session_id))


def _set(editor: Editor, kind: str, entity: str, values: Mapping[str, Value], scope: Scope) -> None:
    for name, value in values.items():
        assert is_well_formed(kind, name, value), f"{kind}.{name} cannot be {value!r}"
    editor.set_all(kind, entity, values, scope)
