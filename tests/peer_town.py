"""A town and its peer review, up to the copies that go out, for the test of the whole way."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ic_desktop.benchmark import library
from ic_desktop.exchange.forms.writing import form_for, form_record, write_form
from ic_desktop.exchange.hand_out import HandOut, not_returned, prepare
from ic_desktop.paths import benchmark_data_dir
from ic_desktop.project import peer
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import Review, review, reviews
from ic_desktop.project.state import State
from ic_desktop.review import edits, people, visit_edits
from ic_desktop.review.begin import begin_peer_review
from ic_desktop.review.lane import PURPOSES, Lane
from tests.laptops import Laptop

PACK: Final = library.pack("promoting-cultural-diversity")
DOCUMENTS: Final = benchmark_data_dir() / "samples" / "documents"
PASSPHRASE: Final = "a river in the hills"
SECRET: Final = "Quittengelee"
"""Stands in everything that must not leave, and nowhere else."""
NAME: Final = "Zirbelnuss"
"""Stands in the interviewees' names."""
ASKED: Final = ("one", "two", "three", "shy")
"""Who is asked, P1 to P4; the last one speaks in confidence."""


@dataclass
class PeerReview:
    """The review as its leader has it, and what belongs to whom."""

    leader: Laptop
    path: Path
    id: str = ""
    session: str = ""
    people: dict[str, str] = field(default_factory=dict)
    copies: dict[str, Path] = field(default_factory=dict)
    """The copies as they came back, by who had them."""

    @property
    def state(self) -> State:
        """What the leader's project holds."""
        return self.leader.state(self.path)

    @property
    def review(self) -> Review:
        """The peer review."""
        found = review(self.state, self.id)
        assert found is not None
        return found

    def changes(self) -> set[str]:
        """Return the ids of all changes in the leader's project."""
        with self.leader.opened(self.path) as file:
            return {change.id for change in file.changes()}


def assess_oneself(host: Laptop) -> Path:
    """Have the town assess itself, with documents."""
    path = host.desk / "musterau.icproj"
    host.ic("new", path, "--city", "Musterau", "--country", "DE")
    for name, factor, question, stance in (
        ("advisory-group-minutes.txt", "4", "4.1", "contradicts"),
        ("personnel-report-2025.pdf", "7", "7.1", "supports"),
    ):
        where = ("--factor", factor, "--question", question, "--stance", stance)
        host.ic("attach", path, DOCUMENTS / name, *where)

    def assess(editor: Editor) -> None:
        (own,) = reviews(editor.state)
        edits.describe_review(editor, own.id, {"title": "Self-assessment"})
        edits.answer(editor, own.id, "4", "4.1", {"value": "some-gaps", "note": "Herd, late."})
        edits.answer(editor, own.id, "7", "7.4", {"value": "dont-know"})
        for factor, value in (("4", "partly"), ("5", "in-place"), ("7", "partly")):
            given = {"value": value, "reason": f"The town on factor {factor}."}
            edits.judge(editor, own.id, factor, given)

    host.edit(path, assess)
    return path


def prepare_the_visit(leader: Laptop, path: Path) -> PeerReview:
    """Begin the peer review in the leader's project: the team, who is asked, a session."""
    held = PeerReview(leader, path)

    def begin(editor: Editor) -> None:
        (own,) = reviews(editor.state)
        held.id = begin_peer_review(editor, own.id, "Peer review")
        me = {"name": "Lea Leitner", "role": peer.LEADER, "initials": "LL"}
        edits.introduce(editor, leader.owner, me)
        for key, name, role in (
            ("port", "Pia Port", "peer"),
            ("hill", "Hugo Hill", "peer"),
            ("host", "Hanna Host", "host-coordinator"),
            ("staff", "Petra Personnel", "host-staff"),
        ):
            held.people[key] = people.add_person(editor, name, role)
        _who_is_asked(editor, held)
        times = {"date": "2026-11-10", "start": "09:00", "end": "10:00"}
        about = {"kind": "focus-group", "title": "Parents", **times}
        held.session = visit_edits.add_session(editor, held.id, about)
        for who in ("port", "hill"):
            visit_edits.put_person(editor, held.session, held.people[who], "asks")
        for who in ASKED:
            visit_edits.put_person(editor, held.session, held.people[who], "answers")
        visit_edits.plan_question(editor, held.session, "4.1")

    leader.edit(path, begin)
    return held


def _who_is_asked(editor: Editor, held: PeerReview) -> None:
    for number, key in enumerate(ASKED, 1):
        made = people.add_person(editor, f"{NAME} {key.title()}", peer.INTERVIEWEE)
        levels = {"confidentiality": "confidential" if key == "shy" else "public"}
        how = {"attribution": "category", "category": "Parent", "function": f"{SECRET} {number}"}
        consent = {"consent": "given", "consent-how": "spoken", "consent-when": "2026-11-10"}
        people.describe_person(editor, made, {**levels, **how, **consent})
        held.people[key] = made


def hand_out(held: PeerReview, host: Laptop, port: Laptop, hill: Laptop, secret: Path) -> None:
    """Write three copies, and carry them to their laptops on sticks.

    One peer asks somebody in confidence, so that copy knows of such people, without their names.
    """
    for who, name, laptop, given in (
        ("port", "Pia Port", port, ()),
        ("hill", "HH", hill, ("--passphrase-file", secret)),
        ("host", "Hanna Host", host, ()),
    ):
        made = held.leader.desk / f"for-{who}.icproj"
        said = held.leader.ic("hand-out", held.path, "--for", name, "--to", made, *given)
        assert "was written to" in said
        held.copies[who] = laptop.takes(made)
        assert NAME.encode() not in made.read_bytes()
    assert not held.copies["hill"].read_bytes().startswith(b"SQLite format 3")
    assert len(not_returned(held.state, held.id)) == 3


def send_form(held: PeerReview) -> Path:
    """Write a form in Excel for a department that installs nothing."""
    lane = Lane(held.id, held.people["staff"], PURPOSES["fill-in"], factors=("7",))
    path, made = held.leader.desk / "personnel.xlsx", list[HandOut]()

    def record(editor: Editor) -> None:
        now = time.time_ns() // 1_000_000
        form = form_record(editor.state, PACK, held.review, lane)
        made.append(prepare(editor, lane, at=now, form=form))

    held.leader.edit(held.path, record)
    write_form(form_for(held.state, PACK, held.review, made[0]), path)
    return path
