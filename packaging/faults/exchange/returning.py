"""A peer review on several computers: a leader's project, copies of it, and their ways back."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from faults.store.making import bundle, packs, someone_else
from ic_desktop.benchmark.load import from_bundle, pack_hash
from ic_desktop.benchmark.pack import Pack
from ic_desktop.exchange.hand_out import HandOut, prepare, write_hand_out
from ic_desktop.exchange.returns.look import Here, Return, here_of, look_at, preview_of
from ic_desktop.exchange.returns.take import Taken, take
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.peer import LEADER
from ic_desktop.review.coming.items import Item
from ic_desktop.review.coming.preview import Preview
from ic_desktop.review.edits import file_value
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.store import stranger
from ic_desktop.store.project_file import ProjectFile

REVIEW = "c" * 32
SESSION = "5" * 32
OTHER_SESSION = "6" * 32
NOW = 1_900_000_000_000
DAY = 86_400_000
Edit = Callable[[Editor], object]


@dataclass
class Leader:
    """The leader's open project. ``people`` are participants by the name that they go by."""

    file: ProjectFile
    ledger: Ledger
    actor: Actor
    pack: Pack
    people: dict[str, Actor] = field(default_factory=dict)

    def save(self, edit: Edit) -> list[Change]:
        """Make an edit of the leader's own."""
        editor = Editor(self.ledger.state, self.actor)
        edit(editor)
        self.file.commit(editor.changes)
        self.ledger.append(editor.changes)
        return editor.changes

    def invite(self, name: str, role: str = "peer") -> Actor:
        """Enter somebody who takes part."""
        person = Actor(new_id(), new_id())
        self.people[name] = person
        values = {"name": name, "role": role}
        self.save(lambda e: e.set_all("participant", person.author, values, Scope()))
        return person

    def here(self) -> Here:
        """Return the project as it is now."""
        return here_of(self.file, self.ledger)

    def hand_out(
        self, name: str, to: Path, lane: Lane | None = None, passphrase: str = ""
    ) -> HandOut:
        """Write a copy for somebody; by default a peer's on the visit."""
        lane = lane or Lane(REVIEW, self.people[name].author, PURPOSES["peer"])
        editor = Editor(self.ledger.state, self.actor)
        made = prepare(editor, lane, at=NOW - 12 * DAY, protected=bool(passphrase))
        self.file.commit(editor.changes)
        self.ledger.append(editor.changes)
        changes = list(self.ledger.changes.values())
        write_hand_out(self.file, self.ledger.state, changes, made, to, passphrase=passphrase)
        return made

    def look(self, path: Path, passphrase: str = "") -> Return:
        """Read a copy that came back."""
        return look_at(path, self.here(), passphrase=passphrase)

    def preview(self, ret: Return) -> Preview:
        """Return what taking it would do."""
        return preview_of(ret, self.here(), self.pack, NOW)

    def take(self, path: Path, chosen: Iterable[Item] | None = None) -> Taken:
        """Take a copy that came back: what is chosen beforehand, or some entries."""
        ret = self.look(path)
        try:
            wanted = self.preview(ret).chosen if chosen is None else chosen
            taken = take(self.file, self.here(), ret, wanted, self.actor, self.pack, NOW)
        finally:
            ret.close()
        self.ledger.unite(taken.changes)
        return taken


def start(path: Path) -> Leader:
    """Return a leader's new project: a review, a session, two peers, two answers, a verdict."""
    actor = Actor(new_id(), new_id())
    editor = Editor(Ledger().state, actor)
    project = new_id()
    named = {"id": "p", "version": "1", "hash": pack_hash(bundle())}
    editor.set("project", project, "city", "Ghent", Scope())
    values = {"title": "Peers", "kind": "peer-review", "pack": named, "revision": 1}
    editor.set_all("review", REVIEW, values, Scope(review=REVIEW))
    for session, title in ((SESSION, "Parents"), (OTHER_SESSION, "Teachers")):
        editor.set("session", session, "title", title, Scope(review=REVIEW, session=session))
    for question, value in (("7.1", "yes"), ("7.2", "partly")):
        scope = Scope(REVIEW, "city", "7")
        editor.set("answer", f"{REVIEW}/city/{question}", "value", value, scope)
    editor.set("verdict", f"{REVIEW}/city/7", "value", "partly", Scope(REVIEW, "city", "7"))
    leader = {"name": "Lea", "role": LEADER}
    editor.set_all("participant", actor.author, leader, Scope())
    file = ProjectFile.create(path, project_id=project, changes=editor.changes, packs=packs())
    made = Leader(file, Ledger.of(editor.changes), actor, from_bundle(bundle(), "en"))
    made.people["Lea"] = actor
    for name in ("Anna", "Ben"):
        made.invite(name)
    return made


@contextmanager
def opened_elsewhere(path: Path, home: Path, passphrase: str = "") -> Iterator[ProjectFile]:
    """Open a copy on another computer, which makes it its own first."""
    with someone_else(home):
        adopted = path.with_suffix(".own")
        seen = stranger.inspect(path, passphrase=passphrase)
        stranger.adopt(seen, adopted, passphrase=passphrase)
        adopted.replace(path)
        file = ProjectFile.open(path, passphrase=passphrase)
        try:
            yield file
        finally:
            file.close()


def work(path: Path, home: Path, actor: Actor, edit: Edit, passphrase: str = "") -> list[Change]:
    """Have somebody edit a copy on a computer of their own; return what they made."""
    with opened_elsewhere(path, home, passphrase) as file:
        editor = Editor(Ledger.of(file.changes()).state, actor)
        edit(editor)
        file.commit(editor.changes)
        return editor.changes


def forge(path: Path, home: Path, changes: Iterable[Change]) -> None:
    """Put changes into a copy that no program would make."""
    with opened_elsewhere(path, home) as file:
        file.commit(list(changes))


def say(editor: Editor, words: str, *, factor: str = "", session: str = SESSION) -> str:
    """Take down a statement, and tie it to a key factor if one is named."""
    scope = Scope(review=REVIEW, session=session)
    values = {"type": "statement", "text": words, "session": session, "order": "a0"}
    piece = editor.create("evidence", values, scope)
    if factor:
        tie(editor, piece, factor, session=session)
    return piece


def tie(editor: Editor, piece: str, factor: str, *, session: str = "") -> str:
    """Have a piece of evidence speak to a key factor."""
    values = {"evidence": piece, "factor": factor, "stance": "supports"}
    return editor.create("link", values, Scope(review=REVIEW, factor=factor, session=session))


def judge(editor: Editor, voice: str, factor: str, value: str) -> None:
    """Give a verdict in somebody's voice."""
    scope = Scope(REVIEW, voice, factor)
    editor.set("verdict", f"{REVIEW}/{voice}/{factor}", "value", value, scope)


def attach(file: ProjectFile, editor: Editor, name: str, data: bytes) -> str:
    """Add a document as evidence."""
    attached = file.attach_bytes(name, data)
    values = {"type": "document", "title": name, "order": "a1", "file": file_value(attached)}
    return editor.create("evidence", values, Scope())
