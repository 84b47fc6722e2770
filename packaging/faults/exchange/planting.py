"""A peer review with a marker in every place that a hand-out must not show.

Each marker is a word that stands nowhere else. ``secret`` ones lie outside the lane, or were
written over, removed, erased, typed and not saved, or undone; ``open`` ones lie inside it, so that
a search which finds nothing at all is known for what it is.
"""

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from faults.store.making import bundle, packs
from ic_desktop.benchmark.load import pack_hash
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.erase import erase, fields_of
from ic_desktop.project.kinds import CITY, KINDS, TEAM
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.store.project_file import Draft, ProjectFile

REVIEW, OTHER_REVIEW = "a" * 32, "b" * 32
INSIDE, OUTSIDE = "factor-in", "factor-out"
HERE, ELSEWHERE = "c" * 32, "d" * 32
"""Sessions of the lane, and not of it."""


@dataclass
class Planted:
    """The project, the lane of the person whom the copy is for, and what was planted."""

    file: ProjectFile
    lane: Lane
    secret: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    files: list[bytes] = field(default_factory=list)
    """Documents that are not for the copy."""

    @property
    def state(self) -> State:
        """The state of all changes."""
        return fold(self.file.changes())


class Planter:
    """Plants markers, each once."""

    def __init__(self, folder: Path) -> None:
        self.me, self.peer = Actor(new_id(), new_id()), Actor(new_id(), new_id())
        project = new_id()
        self.other = new_id()
        file = ProjectFile.create(
            folder / "project.icproj", project_id=project, changes=[], packs=packs()
        )
        lane = Lane(REVIEW, self.peer.author, PURPOSES["peer"], (INSIDE,), (HERE,))
        self.planted = Planted(file, lane)
        self._editor = Editor(State(), self.me)
        self._numbers = itertools.count()
        self._run = new_id()[:8]
        self.set("project", project, {"city": self.shown()}, Scope())

    def hidden(self) -> str:
        """Return a new marker that no copy may hold."""
        return self._marker(self.planted.secret)

    def shown(self) -> str:
        """Return a new marker that the copy holds."""
        return self._marker(self.planted.open)

    def _marker(self, kept: list[str]) -> str:
        kept.append(f"Zq{next(self._numbers):03}{self._run}")
        return kept[-1]

    def set(self, kind: str, entity: str, values: dict[str, Value], scope: Scope) -> None:
        """Set some fields."""
        self._editor.set_all(kind, entity, values, scope)

    def all_hidden(self, kind: str, entity: str, scope: Scope, **fixed: Value) -> str:
        """Give every field that takes words a marker, but for those that are fixed."""
        known = {name.replace("_", "-"): value for name, value in fixed.items()}
        for name, how in KINDS[kind].items():
            if name not in known and how.accepts("any words"):
                known[name] = self.hidden()
        self.set(kind, entity, known, scope)
        return entity

    def remove(self, kind: str, entity: str) -> None:
        """Remove something, with a reason that is nobody's business."""
        self._editor.remove(kind, entity, self.hidden())

    def save(self, *, imported: bool = False) -> None:
        """Commit what was planted so far."""
        self.planted.file.commit(self._editor.changes, imported=imported)
        self._editor = Editor(self._editor.state, self.me)

    def document(self, name: str, data: bytes, *, secret: bool) -> Value:
        """Take in a document; return what evidence says of it."""
        attached = self.planted.file.attach_bytes(name, data)
        if secret:
            self.planted.files.append(data)
        return edits.file_value(attached)

    def undo_all(self) -> None:
        """Undo the import that was saved last."""
        (last, *_others) = reversed(self.planted.file.imports())
        self.planted.file.undo_import(last.batch)
        self._editor = Editor(self.planted.state, self.me)

    def erase(self, kind: str, entity: str) -> None:
        """Erase all of an entity for good."""
        file = self.planted.file
        editor = Editor(self.planted.state, self.me)
        fields = fields_of(editor.state, kind, entity)
        erase(editor, file.changes(), fields=fields, files=frozenset(), reason="consent withdrawn")
        file.commit(editor.changes)
        self._editor = Editor(self.planted.state, self.me)


def plant(folder: Path) -> Planted:
    """Return a project full of markers; the caller closes its file."""
    planter = Planter(folder)
    for place in (_basics, _people, _other_voices, _outside, _confidential, _history, _unknown):
        place(planter)
        planter.save()
    _not_saved(planter)
    return planter.planted


def photo(marker: str) -> bytes:
    """Return a picture whose EXIF, and whose compressed comment, hold a marker."""
    words = marker.encode()
    exif = b"Exif\0\0MM\0*\0\0\0\x08" + words + words.decode().encode("utf-16-le")
    start = b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2) + exif
    return start + b"\xff\xfe" + zlib.compress(words * 40) + b"\xff\xd9"


def _basics(p: Planter) -> None:
    """What lies in the lane, among it things whose earlier words do not."""
    pack = {"id": "p", "version": "1", "hash": pack_hash(bundle())}
    review = {"title": p.shown(), "pack": pack, "kind": "peer-review"}
    p.set("review", REVIEW, review, Scope(review=REVIEW))
    city = Scope(REVIEW, CITY, INSIDE)
    p.set("answer", f"{REVIEW}/{CITY}/in.1", {"value": "yes", "note": p.hidden()}, city)
    p.set("verdict", f"{REVIEW}/{CITY}/{INSIDE}", {"reason": p.shown()}, city)
    own = Scope(REVIEW, p.peer.author, INSIDE)
    p.set("verdict", f"{REVIEW}/{p.peer.author}/{INSIDE}", {"reason": p.shown()}, own)
    p.set("context-note", f"{REVIEW}/{CITY}/c", {"text": p.shown()}, Scope(REVIEW, CITY))
    here = Scope(review=REVIEW, session=HERE)
    p.set("session", HERE, {"title": p.shown(), "date": "2031-05-04"}, here)
    data = b"An open document. " * 40_000
    named = p.document(p.shown() + ".pdf", data, secret=False)
    p.set("evidence", "open", {"title": p.hidden(), "file": named, "type": "document"}, Scope())
    link = {"evidence": "open", "factor": INSIDE, "passage": p.shown()}
    p.set("link", "open-link", link, Scope(review=REVIEW, factor=INSIDE))


def _people(p: Planter) -> None:
    """The team is known; of interviewees no more than they agreed to."""
    for person in (p.me.author, p.peer.author, p.other):
        p.set("participant", person, {"name": p.shown(), "role": "peer"}, Scope())
    name = p.hidden()
    speaker = {"role": "interviewee", "attribution": "none", "pseudonym": "P1", "initials": "P1"}
    speaker["order"] = "5"
    p.all_hidden("participant", "speaker", Scope(), **speaker)
    p.set("name-key", "speaker", {"name": f"Ada {name}", "contact": p.hidden()}, Scope())
    here = Scope(review=REVIEW, session=HERE)
    p.set("session", HERE, {"note": f"Ask {name} for the minutes: {p.hidden()}"}, here)
    notes = p.document(f"Notes_{name}_2031.pdf", f"Said by {name}".encode(), secret=True)
    p.set("evidence", "notes", {"type": "document", "file": notes, "title": p.shown()}, Scope())
    said = {"type": "statement", "text": p.shown(), "speaker": "speaker", "session": HERE}
    p.set("evidence", "said", said, here)
    p.set("session-person", f"{HERE}/speaker", {"part": "answers"}, here)
    shy = {"role": "interviewee", "attribution": "name", "confidentiality": "confidential"}
    p.all_hidden("participant", "shy", Scope(), **shy)
    p.set("name-key", "shy", {"name": p.hidden(), "contact": p.hidden()}, Scope())
    p.set("session-person", f"{HERE}/shy", {"part": "answers"}, here)
    whisper = {"type": "statement", "speaker": "shy", "session": HERE, "confidentiality": "public"}
    p.all_hidden("evidence", "whisper", here, **whisper, joined_into="", goes_with="")
    p.all_hidden("promise", "shy-promise", here, who="shy", evidence="")


def _other_voices(p: Planter) -> None:
    """Other peers' judgements, what the team concluded, and what was said to that."""
    for voice in (p.other, TEAM):
        scope = Scope(REVIEW, voice, INSIDE)
        for kind in ("verdict", "minority-view"):
            p.all_hidden(kind, f"{REVIEW}/{voice}/{INSIDE}", scope)
        p.all_hidden("answer", f"{REVIEW}/{voice}/in.1", scope)
        p.all_hidden("context-note", f"{REVIEW}/{voice}/c", Scope(REVIEW, voice))
    team = Scope(REVIEW, TEAM, INSIDE)
    for kind in ("strength", "recommendation"):
        p.all_hidden(kind, f"a-{kind}", team)
    city = Scope(REVIEW, CITY, INSIDE)
    p.all_hidden("reply", "a-recommendation", city)
    about = {"about_kind": "recommendation", "about": "a-recommendation"}
    p.all_hidden("comment", "a-comment", city, **about)
    p.all_hidden("comment-answer", "a-comment", team)
    p.all_hidden("progress", "a-step", Scope(review=REVIEW), recommendation="a-recommendation")
    here = Scope(review=REVIEW, session=HERE)
    p.all_hidden("reaction", "a-reaction", here, who="speaker", **about)


def _outside(p: Planter) -> None:
    """Other key factors, other sessions, another review."""
    out = Scope(REVIEW, CITY, OUTSIDE)
    p.all_hidden("answer", f"{REVIEW}/{CITY}/out.1", out)
    p.all_hidden("verdict", f"{REVIEW}/{CITY}/{OUTSIDE}", out)
    p.all_hidden("enquiry", "out", Scope(review=REVIEW, factor=OUTSIDE), factor=OUTSIDE)
    named = p.document(p.hidden() + ".pdf", b"Other. " + p.hidden().encode(), secret=True)
    p.all_hidden("evidence", "out", Scope(), file=named, joined_into="", goes_with="", speaker="")
    tie = Scope(review=REVIEW, factor=OUTSIDE)
    p.all_hidden("link", "out-link", tie, evidence="out", factor=OUTSIDE)
    p.all_hidden("link", "open-out", tie, evidence="open", factor=OUTSIDE)
    there = Scope(review=REVIEW, session=ELSEWHERE)
    p.all_hidden("session", ELSEWHERE, there)
    nobody = {"speaker": "elsewhere", "joined_into": "", "goes_with": ""}
    p.all_hidden("evidence", "there", there, session=ELSEWHERE, **nobody)
    p.all_hidden("participant", "elsewhere", Scope(), role="interviewee", attribution="name")
    p.set("name-key", "elsewhere", {"name": p.hidden(), "contact": p.hidden()}, Scope())
    p.all_hidden("review", OTHER_REVIEW, Scope(review=OTHER_REVIEW))
    other = Scope(OTHER_REVIEW, CITY, INSIDE)
    p.all_hidden("answer", f"{OTHER_REVIEW}/{CITY}/in.1", other)
    p.all_hidden("verdict", f"{OTHER_REVIEW}/{CITY}/{INSIDE}", other)


def _confidential(p: Planter) -> None:
    """Words in confidence, with their photo, links and promises, and what says the same."""
    named = p.document(p.hidden() + ".jpg", photo(p.hidden()), secret=True)
    alone = {"speaker": "", "joined_into": "", "goes_with": "", "session": HERE}
    here = Scope(review=REVIEW, session=HERE)
    p.all_hidden("evidence", "secret", here, file=named, confidentiality="confidential", **alone)
    tie = Scope(REVIEW, "", INSIDE, HERE)
    p.all_hidden("link", "secret-link", tie, evidence="secret", factor=INSIDE, stance="contradicts")
    p.all_hidden("promise", "secret-promise", here, who="speaker", evidence="secret")
    p.all_hidden("promise", "secret", here, who="speaker", evidence="")
    p.all_hidden("evidence", "double", here, **{**alone, "joined_into": "secret"})
    scan = p.document(p.hidden() + ".png", photo(p.hidden()), secret=True)
    p.all_hidden("evidence", "scan", here, file=scan, **{**alone, "goes_with": "secret"})
    natural = f"{REVIEW}/contradicted/{INSIDE}"
    p.all_hidden("enquiry", natural, Scope(review=REVIEW, factor=INSIDE), factor=INSIDE)
    key = f"verdict/{REVIEW}/{CITY}/{INSIDE}/secret"
    p.set("citation", key, {"cites": True}, Scope(REVIEW, CITY, INSIDE))


def _history(p: Planter) -> None:
    """What was written over, removed, erased."""
    city = Scope(REVIEW, CITY, INSIDE)
    for _ in range(3):
        p.set("answer", f"{REVIEW}/{CITY}/in.1", {"note": p.hidden(), "ask-whom": p.hidden()}, city)
        p.set("evidence", "open", {"title": p.hidden(), "source": p.hidden()}, Scope())
    p.set("answer", f"{REVIEW}/{CITY}/in.1", {"note": p.shown(), "ask-whom": p.shown()}, city)
    before = p.document(p.hidden() + ".txt", p.hidden().encode(), secret=True)
    held = p.planted.state.record("evidence", "open")
    assert held is not None, "it was planted"
    after = held.value("file")
    p.set("evidence", "open", {"title": p.shown(), "source": p.shown(), "file": before}, Scope())
    p.set("evidence", "open", {"file": after}, Scope())
    named = p.document(p.hidden() + ".txt", p.hidden().encode(), secret=True)
    alone = {"joined_into": "", "goes_with": "", "speaker": ""}
    p.all_hidden("evidence", "gone", Scope(), file=named, **alone)
    p.all_hidden("enquiry", "gone", Scope(review=REVIEW))
    p.all_hidden("participant", "gone", Scope(), role="peer")
    for kind in ("evidence", "enquiry", "participant"):
        p.remove(kind, "gone")
    p.all_hidden("evidence", "erased", Scope(), **alone)
    p.save()
    p.erase("evidence", "erased")


def _unknown(p: Planter) -> None:
    """What a later version keeps, and other copies' keys."""
    p.set("vote", "a-vote", {"text": p.hidden()}, Scope(review=REVIEW))
    p.set("participant", p.peer.author, {"mood": p.hidden()}, Scope())
    lane = Lane(REVIEW, p.other, PURPOSES["peer"]).as_value()
    record = {"lane": lane, "key": p.hidden().encode().hex().ljust(64, "0"), "made": 1}
    p.set("hand-out", new_id(), {"record": record}, Scope(review=REVIEW))


def _not_saved(p: Planter) -> None:
    """What was undone, and what is being typed."""
    city = Scope(REVIEW, CITY, INSIDE)
    p.set("answer", f"{REVIEW}/{CITY}/in.2", {"note": p.hidden()}, city)
    p.save(imported=True)
    p.undo_all()
    draft = Draft("answer", f"{REVIEW}/{CITY}/in.1", "note", city, p.hidden(), 1)
    p.planted.file.save_draft(draft)


def kinds_planted(planted: Planted) -> Iterator[str]:
    """Yield the kinds that something was planted in."""
    return (kind for kind, records in planted.state.kinds.items() if records)
