"""What people do, as edits: shared by the screens and the command line.

Each function adds to an :class:`~ic_desktop.project.edit.Editor`; its ``changes`` are then saved.
Scopes say where an edit belongs, so that a copy can later be limited to a part: a review's own
fields carry the review; answers and verdicts carry review, voice and factor; links carry review
and factor; context notes carry review and voice. City and evidence belong to no review.

What a signature closed raises :class:`errors.SealedReview`: answers, verdicts, context, links of a
sealed review, and the evidence that it cites.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from ic_desktop.errors import ReasonMissing, SealedReview
from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.entities import (
    AttachedFile,
    PackRef,
    all_evidence,
    answer_id,
    context_note_id,
    context_tie_id,
    profile,
    review,
    reviews,
    verdict_id,
)
from ic_desktop.project.erase import erase, fields_of
from ic_desktop.project.kinds import CITY, is_well_formed
from ic_desktop.project.seal import current_seal
from ic_desktop.project.state import State, key_of
from ic_desktop.review.evidence import index
from ic_desktop.review.order import after

NOWHERE: Final = Scope()
"""The scope of what belongs to the whole project."""


def start_project(
    editor: Editor,
    project_id: str,
    *,
    city: str,
    pack: PackRef,
    country: str = "",
    title: str = "",
    kind: str = "self-assessment",
    fictional: bool = False,
) -> str:
    """Enter the city and a first review against a pack; return the review's id."""
    describe_city(editor, project_id, {"city": city, "country": country})
    if fictional:
        describe_city(editor, project_id, {"fictional": True})
    return add_review(editor, pack=pack, title=title, kind=kind)


def describe_city(editor: Editor, project_id: str, values: Mapping[str, Value]) -> None:
    """Set fields of the city's profile."""
    _set(editor, "project", profile(editor.state).id or project_id, values, NOWHERE)


def add_review(
    editor: Editor,
    *,
    pack: PackRef,
    title: str = "",
    kind: str = "self-assessment",
    factors: tuple[str, ...] = (),
    baseline: str = "",
) -> str:
    """Begin a review; return its id. ``factors`` empty: the whole benchmark."""
    records = editor.state.records("review").values()
    last = max((record.text("order") for record in records), default="")
    entity = new_id()
    values: dict[str, Value] = {
        "kind": kind,
        "pack": {"hash": pack.hash, "id": pack.id, "version": pack.version},
        "title": title,
        "baseline": baseline,
        "factors": list(factors) or None,
        "order": after(last),
    }
    _set(editor, "review", entity, values, Scope(review=entity))
    return entity


def describe_review(editor: Editor, review_id: str, values: Mapping[str, Value]) -> None:
    """Set fields of a review: title, kind, assessors, period, method, factors, baseline, ...

    ``factors`` None is the whole benchmark.
    """
    refuse_if_sealed(editor.state, review_id)
    _set(editor, "review", review_id, values, Scope(review=review_id))


def answer(
    editor: Editor,
    review_id: str,
    factor: str,
    question: str,
    values: Mapping[str, Value],
    voice: str = CITY,
) -> None:
    """Set fields of a voice's answer: value, note, ask-whom, ask-by. None takes one back."""
    refuse_if_sealed(editor.state, review_id)
    key = answer_id(review_id, voice, question)
    _set(editor, "answer", key, values, Scope(review_id, voice, factor))


def judge(
    editor: Editor,
    review_id: str,
    factor: str,
    values: Mapping[str, Value],
    voice: str = CITY,
) -> None:
    """Set fields of a voice's verdict: value, reason, confidence, come-back (a mark)."""
    refuse_if_sealed(editor.state, review_id)
    key = verdict_id(review_id, voice, factor)
    _set(editor, "verdict", key, values, Scope(review_id, voice, factor))


def add_evidence(
    editor: Editor, values: Mapping[str, Value], file: AttachedFile | None = None
) -> str:
    """Add a piece of evidence at the end of the list; return its id. It speaks to nothing yet."""
    order = after(last_order(editor.state))
    entity = editor.create("evidence", {"order": order})
    _set(editor, "evidence", entity, values, NOWHERE)
    if file is not None:
        _set(editor, "evidence", entity, {"file": file_value(file)}, NOWHERE)
    return entity


def describe_evidence(editor: Editor, evidence: str, values: Mapping[str, Value]) -> None:
    """Set fields of a piece of evidence: title, date, source, document-kind, text, ..."""
    _refuse_if_cited_in_sealed(editor.state, evidence)
    _set(editor, "evidence", evidence, values, NOWHERE)


def remove_evidence(editor: Editor, evidence: str, reason: str) -> None:
    """Remove a piece of evidence and say why; its record, links and reason stay on file."""
    if not reason.strip():
        raise ReasonMissing
    _refuse_if_cited_in_sealed(editor.state, evidence)
    editor.remove("evidence", evidence, reason.strip())


def erase_evidence(editor: Editor, history: Iterable[Change], evidence: str, reason: str) -> None:
    """Erase a piece of evidence for good: its words in every version, and the bytes of its files.

    ``history`` is all changes of the project. The reason stays readable, so it must not repeat
    what is erased. A file that other evidence uses keeps its bytes. What it was tied to keeps the
    link, without the words of page, passage and response. A signature does not stand in the way.
    """
    known = list(history)
    fields = set(fields_of(editor.state, "evidence", evidence))
    for record in editor.state.records("link").values():
        if record.text("evidence") == evidence:
            fields |= {("link", record.id, name) for name in ("page", "passage", "response")}
    versions = [
        c.body.value for c in known if c.body and key_of(c) == ("evidence", evidence, "file")
    ]
    others = {file.sha256 for key, file in _files_by_evidence(editor.state) if key != evidence}
    files = {value["sha256"] for value in versions if isinstance(value, dict)} - others
    before = len(editor.changes)
    editor.remove("evidence", evidence, reason)
    if len(editor.changes) == before:  # it is removed already, in these very words
        fields.discard(("evidence", evidence, "removed"))
    erase(editor, known, fields=frozenset(fields), files=frozenset(files), reason=reason)


def link(
    editor: Editor,
    review_id: str,
    evidence: str,
    factor: str,
    question: str = "",
    *,
    stance: str = "background",
    page: str = "",
    passage: str = "",
) -> str:
    """Have a piece of evidence speak to a factor, or to one of its questions; return the link."""
    refuse_if_sealed(editor.state, review_id)
    values = {
        "evidence": evidence,
        "factor": factor,
        "question": question,
        "stance": stance,
        "page": page,
        "passage": passage,
    }
    return editor.create("link", values, Scope(review=review_id, factor=factor))


def describe_link(editor: Editor, link_id: str, values: Mapping[str, Value]) -> None:
    """Set fields of a link: stance, page, passage, response."""
    record = editor.state.record("link", link_id)
    if record is not None:
        refuse_if_sealed(editor.state, record.scope.review)
        _set(editor, "link", link_id, values, record.scope)


def unlink(editor: Editor, link_id: str, reason: str = "") -> None:
    """Take a link away; what another copy changed of it unseen stays for a person to settle."""
    record = editor.state.record("link", link_id)
    if record is not None:
        refuse_if_sealed(editor.state, record.scope.review)
        editor.remove("link", link_id, reason)


def note_context(
    editor: Editor,
    review_id: str,
    context_factor: str,
    values: Mapping[str, Value],
    voice: str = CITY,
) -> None:
    """Set fields of a voice's note on a context factor: text, direction, strength."""
    refuse_if_sealed(editor.state, review_id)
    key = context_note_id(review_id, voice, context_factor)
    _set(editor, "context-note", key, values, Scope(review_id, voice))


def tie_context(
    editor: Editor,
    review_id: str,
    context_factor: str,
    factor: str,
    *,
    explains: bool = True,
    voice: str = CITY,
) -> None:
    """Say that a context note explains a key factor, or that it does not."""
    refuse_if_sealed(editor.state, review_id)
    key = context_tie_id(review_id, voice, context_factor, factor)
    tied = editor.state.field(("context-tie", key, "explains"))
    if explains or (tied is not None and tied.value):
        scope = Scope(review_id, voice, factor)
        _set(editor, "context-tie", key, {"explains": explains}, scope)


def introduce(editor: Editor, author: str, values: Mapping[str, Value]) -> None:
    """Say who an author id stands for: name, role, organisation, function."""
    _set(editor, "participant", author, values, NOWHERE)


def file_value(file: AttachedFile) -> dict[str, Value]:
    """Return what the field "file" of evidence holds."""
    return {
        "sha256": file.sha256,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
    }


def last_order(state: State) -> str:
    """Return the order key of the last piece of evidence, "" if there is none."""
    return max((r.text("order") for r in state.records("evidence").values()), default="")


def is_sealed(state: State, review_id: str) -> bool:
    """Tell whether a review's present revision was signed."""
    return current_seal(state, review_id) is not None


def sealed_by_citing(state: State, evidence: str) -> str:
    """Return the title of a sealed review that cites a piece of evidence, "" if none does."""
    for held in reviews(state):
        if is_sealed(state, held.id) and index(state, held.id).of_evidence(evidence):
            return held.title or held.id
    return ""


def files_of(state: State) -> dict[str, AttachedFile]:
    """Return the files that evidence names, removed evidence included, by SHA-256."""
    return {file.sha256: file for _, file in _files_by_evidence(state)}


def _files_by_evidence(state: State) -> list[tuple[str, AttachedFile]]:
    pieces = all_evidence(state, removed=True)
    return [(piece.id, piece.file) for piece in pieces if piece.file is not None]


def refuse_if_sealed(state: State, review_id: str) -> None:
    """Raise SealedReview if a review's present revision was signed."""
    if is_sealed(state, review_id):
        held = review(state, review_id)
        raise SealedReview(held.title if held else "")


def _refuse_if_cited_in_sealed(state: State, evidence: str) -> None:
    if title := sealed_by_citing(state, evidence):
        raise SealedReview(title)


def _set(editor: Editor, kind: str, entity: str, values: Mapping[str, Value], scope: Scope) -> None:
    for name, value in values.items():
        assert is_well_formed(kind, name, value), f"{kind}.{name} cannot be {value!r}"
    editor.set_all(kind, entity, values, scope)
