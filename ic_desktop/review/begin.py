"""Beginning a peer review from a city's self-assessment.

The toolkit's peer review starts with a self-assessment and the documents that it rests on. What
the city said there is carried into a review of its own, so that the self-assessment stays as it
is, signed or not, and the visit can go on from it.
"""

from collections.abc import Iterator
from typing import Final

from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import review
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import Record
from ic_desktop.review.edits import add_review

_BY_VOICE: Final = ("answer", "verdict", "context-note", "context-tie")


def begin_peer_review(editor: Editor, from_review: str, title: str) -> str:
    """Add a peer review that begins with what the city said in another review; return its id.

    Carried over are the city's answers, verdicts, context notes and what its evidence speaks to,
    each as it stands; what copies dispute there is not, for nobody has settled it. The period is
    the same; who assesses and how it is done is for the peers to say of themselves.
    """
    held = review(editor.state, from_review)
    assert held is not None, "a peer review begins from a review that is there"
    made = add_review(
        editor,
        pack=held.pack,
        title=title,
        kind="peer-review",
        factors=held.factors,
        baseline=from_review,
    )
    editor.set_all("review", made, {"period": held.period}, Scope(review=made))
    for kind in _BY_VOICE:
        for record in _of(editor, kind, from_review):
            if record.scope.voice == CITY:
                tail = record.id.removeprefix(from_review)
                _copy(editor, record, made + tail, made)
    for record in _of(editor, "link", from_review):
        if record.removal == "present":
            editor.create("link", _values(record), _scope(record, made))
    return made


def _of(editor: Editor, kind: str, review_id: str) -> Iterator[Record]:
    records = list(editor.state.records(kind).values())
    return (record for record in records if record.scope.review == review_id)


def _copy(editor: Editor, record: Record, entity: str, made: str) -> None:
    editor.set_all(record.kind, entity, _values(record), _scope(record, made))


def _values(record: Record) -> dict[str, Value]:
    disputed = record.conflicts
    return {n: f.value for n, f in record.fields.items() if n != "removed" and n not in disputed}


def _scope(record: Record, made: str) -> Scope:
    return Scope(made, record.scope.voice, record.scope.factor)
