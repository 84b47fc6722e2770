"""What was said in the sessions of a visit: taking it down, and finding it again.

A statement is evidence with the session in its scope, so that a copy can be limited to some
sessions; what it speaks to carries review, factor and session. A statement needs nothing but its
text. A promise has the id of the statement in which it was made.

While a line is typed it is a draft of the text of a statement that has nothing else yet; what a
crash leaves behind is then the line as it was typed, and the session in its scope says where.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Editor, new_id
from ic_desktop.project.entities import (
    AttachedFile,
    Evidence,
    Link,
    Review,
    evidence_view,
    link_view,
)
from ic_desktop.project.kinds import SEVERAL
from ic_desktop.project.peer import Participant, Promise, participants, parts, promises
from ic_desktop.project.state import Record, State
from ic_desktop.review import edits
from ic_desktop.review.capture import Before, Room, Said, Someone, Spot, Tag
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.evidence import index
from ic_desktop.review.order import after
from ic_desktop.review.scope import factors_in_scope


@dataclass(frozen=True, slots=True)
class Statement:
    """Something taken down in a session. ``taker`` is the participant id of who typed it."""

    piece: Evidence
    links: tuple[Link, ...]
    taker: str
    promised: bool
    files: tuple[Evidence, ...]
    """Photos and scans that were dropped to it."""

    @property
    def is_sorted(self) -> bool:
        """True if it speaks to something, or somebody looked at it and left it so."""
        return self.piece.is_sorted or bool(self.links)


def statement_scope(review_id: str, session_id: str) -> Scope:
    """Return the scope of what was said in a session."""
    return Scope(review=review_id, session=session_id)


# Taking down


def record_statement(
    editor: Editor, review_id: str, session_id: str, said: Said, at: int, entity: str = ""
) -> str:
    """Take a line down; return the statement's id.

    ``at`` is when its typing began, in ms since 1970; ``entity`` the id under which the line was
    typed so far. Confidential is what the line says; what is not marked follows its speaker, see
    ``disclosure.confidentiality_of``. Raises SealedReview for a line that speaks to a key factor
    of a review that was signed.
    """
    key, scope = entity or new_id(), statement_scope(review_id, session_id)
    order = after(edits.last_order(editor.state))
    values: dict[str, Value] = {
        "type": "statement",
        "session": session_id,
        "said-at": at,
        "order": order,
    }
    editor.set_all("evidence", key, values, scope)
    describe(editor, key, said)
    return key


def amend_statement(editor: Editor, statement: str, said: Said, room: Room) -> None:
    """Have a statement say what its line says now; who took it down, when, stays.

    So does what it says to a key factor that cannot be typed in this room. Raises SealedReview
    where what it speaks to changes in a review that was signed.
    """
    typed = set(room.spots.values())
    held = links_of(editor.state, statement)
    others = [
        Tag(k.factor, k.question, k.stance) for k in held if (k.factor, k.question) not in typed
    ]
    describe(editor, statement, replace(said, tags=(*said.tags, *others)))


def describe(editor: Editor, key: str, said: Said) -> None:
    """Have a statement say exactly this. Raises SealedReview."""
    record = editor.state.record("evidence", key)
    assert record is not None, "a statement has a text"
    held = record.text("confidentiality")
    level = "confidential" if said.confidential else None if held == "confidential" else held
    values: dict[str, Value] = {
        "text": said.text,
        "speaker": said.speaker,
        "form": said.form,
        "confidentiality": level or None,
    }
    editor.set_all("evidence", key, values, record.scope)
    if said.tags or record.value("sorted") is not None:
        editor.set("evidence", key, "sorted", bool(said.tags), record.scope)
    _tie_all(editor, key, said.tags)
    _promise(editor, record, said)
    lead_files(editor, key)


def _tie_all(editor: Editor, key: str, tags: Iterable[Tag]) -> None:
    wanted = {tag.spot: tag.stance for tag in tags}
    for held in links_of(editor.state, key):
        spot = (held.factor, held.question)
        if spot in wanted:
            edits.describe_link(editor, held.id, {"stance": wanted.pop(spot)})
        else:
            edits.unlink(editor, held.id)
    for spot, stance in wanted.items():
        tie(editor, key, spot, stance)


def tie(editor: Editor, statement: str, spot: Spot, stance: str, link: str = "") -> str:
    """Have a statement speak to a key factor or a question; return the link's id.

    One that does so already gets the stance. ``link`` is the id for a new one, "" for a random
    one. Raises SealedReview.
    """
    record = editor.state.record("evidence", statement)
    assert record is not None, "what is tied is there"
    for held in links_of(editor.state, statement):
        if (held.factor, held.question) == spot:
            edits.describe_link(editor, held.id, {"stance": stance})
            return held.id
    review_id, session_id = record.scope.review, record.scope.session
    edits.refuse_if_sealed(editor.state, review_id)
    scope = Scope(review=review_id, factor=spot[0], session=session_id)
    key = link or new_id()
    editor.restore("link", key)
    values = {"evidence": statement, "factor": spot[0], "question": spot[1], "stance": stance}
    editor.set_all("link", key, values, scope)
    return key


def _promise(editor: Editor, record: Record, said: Said) -> None:
    held = editor.state.record("promise", record.id)
    if not said.promised:
        if held is not None and held.removal != "removed":
            editor.remove("promise", record.id, "")
        return
    editor.restore("promise", record.id)
    who = "" if said.speaker == SEVERAL else said.speaker
    editor.set_all("promise", record.id, {"text": said.text, "who": who}, record.scope)


def keep_promise(editor: Editor, promise: str, evidence: str) -> None:
    """Say which piece of evidence is the document that was promised; "" for not come yet."""
    record = editor.state.record("promise", promise)
    if record is not None:
        editor.set("promise", promise, "evidence", evidence, record.scope)


def expect_by(editor: Editor, promise: str, day: str) -> None:
    """Say by when a promised document is to come: an ISO date, "" for no date."""
    record = editor.state.record("promise", promise)
    if record is not None:
        editor.set("promise", promise, "due", day, record.scope)


def add_file(
    editor: Editor, file: AttachedFile, review_id: str, session_id: str, statement: str = ""
) -> str:
    """Add a photo or a scan that was taken in a session; return the id.

    It goes with ``statement``: it is as confidential, has the same speaker, and speaks to the
    same. "" for none. Raises SealedReview.
    """
    kind = "picture" if file.media_type.startswith("image/") else "document"
    values: dict[str, Value] = {
        "type": kind,
        "title": PurePath(file.name).stem,
        "file": edits.file_value(file),
        "session": session_id,
        "goes-with": statement,
        "order": after(edits.last_order(editor.state)),
    }
    key = editor.create("evidence", values, statement_scope(review_id, session_id))
    if editor.state.record("evidence", statement) is not None:
        _follow(editor, key, statement)
        for held in links_of(editor.state, statement):
            tie(editor, key, (held.factor, held.question), held.stance)
    return key


def lead_files(editor: Editor, statement: str) -> None:
    """Have all that goes with a statement keep to it."""
    for file in files_of(editor.state, statement):
        _follow(editor, file.id, statement)


def _follow(editor: Editor, file: str, statement: str) -> None:
    """Have a file keep to its statement: never less confidential, and of the same speaker."""
    record = editor.state.record("evidence", file)
    spoken = editor.state.record("evidence", statement)
    assert record is not None, "the file is there"
    assert spoken is not None, "its statement is there"
    if spoken.text("speaker"):
        editor.set("evidence", file, "speaker", spoken.text("speaker"), record.scope)
    if spoken.text("confidentiality") == "confidential":
        editor.set("evidence", file, "confidentiality", "confidential", record.scope)


# Finding again


def room_of(state: State, pack: Pack, review: Review, session_id: str) -> Room:
    """Return whom and what a line typed in a session can mean, who answers there first.

    Who asks is in the room too.
    """
    here = parts(state, session_id)
    everybody = sorted(participants(state), key=lambda p: here.get(p.id) != "answers")
    people = [_someone(state, p, in_room=p.id in here) for p in everybody]
    spots: dict[str, Spot] = {}
    for factor in factors_in_scope(pack, review):
        spots[str(factor.number)] = (factor.id, "")
        spots |= {question.id: (factor.id, question.id) for question in factor.questions}
    return Room(tuple(people), spots)


def _someone(state: State, person: Participant, *, in_room: bool) -> Someone:
    typed = dict.fromkeys(t.strip() for t in (person.initials, person.pseudonym) if t.strip())
    name = screen_name(state, person.id)
    label = person.initials.strip() or person.pseudonym.strip() or name
    return Someone(person.id, tuple(t for t in typed if " " not in t), label, in_room)


def statements(state: State, review_id: str, session_id: str = "") -> tuple[Statement, ...]:
    """Return what was said in a session, or in all of a review's, in the order of time.

    Doubles that were joined into another are left out, and so is a line that is still typed.
    """
    held = index(state, review_id)
    promised = {r.id for r in state.records("promise").values() if r.removal != "removed"}
    files: dict[str, list[Evidence]] = {}
    for piece in held.pieces.values():
        if piece.goes_with:
            files.setdefault(piece.goes_with, []).append(piece)
    found = (p for p in held.pieces.values() if _is_of(state, p, review_id, session_id))
    return tuple(
        Statement(
            piece,
            held.links_of(piece.id),
            taken_by(state, piece.id),
            piece.id in promised,
            tuple(files.get(piece.id, ())),
        )
        for piece in sorted(found, key=lambda p: (p.said_at, p.order, p.id))
    )


def _is_of(state: State, piece: Evidence, review_id: str, session_id: str) -> bool:
    record = state.record("evidence", piece.id)
    return (
        record is not None
        and record.scope.review == review_id
        and piece.type in ("statement", "observation")
        and bool(piece.session)
        and (not session_id or piece.session == session_id)
        and record.value("type") is not None  # not a line that is still typed
    )


def half_typed(state: State, author: str, session_id: str) -> Evidence | None:
    """Return the line that somebody was typing in a session when it was interrupted, or None."""
    for record in state.records("evidence").values():
        is_line = record.scope.session == session_id and set(record.fields) <= {"text"}
        if is_line and record.removal != "removed" and taken_by(state, record.id) == author:
            return evidence_view(record)
    return None


def taken_by(state: State, evidence: str) -> str:
    """Return the participant id of who took a statement down; the least where copies dispute it."""
    record = state.record("evidence", evidence)
    fields = record.fields if record is not None else {}
    held = fields.get("session") or fields.get("type") or fields.get("text")
    return min((head.header.author for head in held.heads), default="") if held else ""


def links_of(state: State, evidence: str) -> tuple[Link, ...]:
    """Return what a piece speaks to, in the order of key factors' and questions' ids."""
    records = state.records("link").values()
    found = [r for r in records if r.removal != "removed" and r.text("evidence") == evidence]
    links = (link_view(record) for record in found)
    return tuple(sorted(links, key=lambda k: (k.factor, k.question, k.id)))


def files_of(state: State, statement: str) -> tuple[Evidence, ...]:
    """Return the photos and scans that go with a statement."""
    records = state.records("evidence").values()
    held = (r for r in records if r.text("goes-with") == statement and r.removal != "removed")
    return tuple(evidence_view(record) for record in held)


def said_again(statement: Statement) -> Said:
    """Return a statement as the line that says it."""
    piece = statement.piece
    return Said(
        piece.text,
        piece.speaker,
        tuple(Tag(k.factor, k.question, k.stance) for k in statement.links),
        piece.form or "paraphrase",
        piece.confidentiality == "confidential",
        statement.promised,
        names_speaker=True,
    )


def before_next(held: Iterable[Statement], author: str) -> Before:
    """Return what the statements of a session leave to the next line that somebody types."""
    before = Before()
    for one in held:
        if one.taker == author:
            before = said_again(one).after(before)
    return before


def open_promises(state: State, review_id: str) -> tuple[Promise, ...]:
    """Return the documents that were promised, those that have not come first.

    Of doubles that were joined, one promise is enough.
    """
    kept = index(state, review_id).kept
    held = promises(state, review_id)
    made = {promise.id for promise in held}
    return tuple(p for p in held if kept.get(p.id, p.id) == p.id or kept[p.id] not in made)
