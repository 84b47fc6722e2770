"""A peer review as people would make it, with words that must never leave planted everywhere."""

from dataclasses import dataclass
from typing import Any

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import catalogue
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import AttachedFile, PackRef
from ic_desktop.project.state import State
from ic_desktop.report.compose import compose
from ic_desktop.report.document import Document
from ic_desktop.review import conclusions, edits, voices

LEADER, PEERS = "1" * 32, ("2" * 32, "3" * 32, "4" * 32)
HOST, STAFF = "5" * 32, "6" * 32
HEADS = tuple(f"{n}a" * 16 for n in range(1, 4))
"""Three heads of schools, who are asked together."""
SHY, ALONE = "7" * 32, "8" * 32
"""Someone who spoke in confidence, and someone who was asked alone."""
MARKER = "Quittengelee"
"""Stands in all that must not leave; nowhere else."""
NAME = "Zirbelnuss"
"""Stands in the interviewees' names, so that what is typed elsewhere is found by its own rule."""


@dataclass
class Visit:
    """A peer review with people, a visit, voices, conclusions and what the host said to them."""

    pack: Pack
    editor: Editor
    review: str
    focus: str = ""
    talk: str = ""

    @property
    def state(self) -> State:
        return self.editor.state

    def composed(self, **given: Any) -> Document:
        return compose(self.state, self.pack, self.review, catalogue("en"), **given)

    def person(self, key: str, role: str, **values: str) -> None:
        named = {name.replace("_", "-"): value for name, value in values.items()}
        self.editor.set_all("participant", key, {"role": role, **named}, Scope())

    def asked(self, key: str, name: str, **values: str) -> None:
        self.person(key, "interviewee", **values)
        secret = {"name": f"{NAME} {name}", "contact": f"{MARKER}@town.example"}
        self.editor.set_all("name-key", key, secret, Scope())

    def session(self, kind: str, title: str, people: dict[str, str], **values: str) -> str:
        scope = Scope(review=self.review)
        made = self.editor.create("session", {"kind": kind, "title": title, **values}, scope)
        for person, part in people.items():
            where = Scope(review=self.review, session=made)
            self.editor.set_all("session-person", f"{made}/{person}", {"part": part}, where)
        return made

    def statement(self, session: str, text: str, speaker: str = "", **values: str) -> str:
        where = Scope(review=self.review, session=session)
        said = {"type": "statement", "text": text, "session": session, "speaker": speaker, **values}
        return self.editor.create("evidence", said, where)

    def link(self, piece: str, factor: str, stance: str, **values: str) -> str:
        made = edits.link(self.editor, self.review, piece, factor, "")
        edits.describe_link(self.editor, made, {"stance": stance, **values})
        return made

    def judge(self, peer: str, factor: str, value: str, reason: str) -> None:
        given = {"value": value, "reason": reason}
        voices.judge_as_peer(
            self.editor, self.review, factor, given, peer, held_others=voices.BLIND
        )


def begun(pack: Pack) -> Visit:
    """Return a peer review of which nothing but its being is known."""
    editor = Editor(State(), Actor(LEADER, "d" * 32), clock=lambda: 1_791_000_000_000)
    ref = PackRef(pack.id, pack.version, pack.hash)
    review = edits.start_project(
        editor, "f" * 32, city="Exemplum", country="DE", pack=ref, title="Peer review 2026"
    )
    edits.describe_review(editor, review, {"kind": "peer-review", "period": "Spring 2026"})
    return Visit(pack, editor, review)


def a_visit(pack: Pack) -> Visit:
    """Return a whole peer review."""
    visit = begun(pack)
    _people(visit)
    _sessions(visit)
    _judgements(visit)
    _evidence(visit)
    _conclusions(visit)
    return visit


def _people(visit: Visit) -> None:
    visit.person(
        LEADER, "expert-leader", name="Erika Leitner", organisation="City of Northport",
        function="Head of diversity",
    )  # fmt: skip
    for key, name in zip(PEERS, ("Pia Eins", "Per Zwei", "Pina Drei"), strict=True):
        visit.person(key, "peer", name=name, organisation="City of Southport")
    visit.person(HOST, "host-coordinator", name="Hanna Host", function="Office for integration")
    visit.person(STAFF, "host-staff", name="Stan Staff", function="Personnel")
    for nth, key in enumerate(HEADS, 1):
        visit.asked(
            key, f"Nomen {nth}", category="Head of a school", attribution="category",
            pseudonym=f"P{nth}", initials=f"{MARKER[:2]}{nth}", consent="given",
            function=f"Head of school {nth} {MARKER}",
        )  # fmt: skip
    visit.asked(
        SHY, "Timida", category="Clerk", attribution="role", function=f"{MARKER} clerk",
        confidentiality="confidential", consent="given",
    )  # fmt: skip
    visit.asked(
        ALONE, "Solitaria", category="Councillor", attribution="name", function="For housing",
        consent="given",
    )  # fmt: skip


def _sessions(visit: Visit) -> None:
    visit.focus = visit.session(
        "focus-group",
        f"Focus group with {MARKER}",
        {**dict.fromkeys(HEADS, "answers"), PEERS[0]: "asks", PEERS[1]: "observes"},
        date="2026-05-04", start="10:00", end="10:45", place="Town hall", note=f"{MARKER} was late",
    )  # fmt: skip
    visit.talk = visit.session(
        "interview", f"Interview with {MARKER}", {ALONE: "answers", LEADER: "asks"},
        date="2026-05-05", start="09:00", place=f"{MARKER}’s office",
    )  # fmt: skip


def _judgements(visit: Visit) -> None:
    edits.judge(visit.editor, visit.review, "1", {"value": "in-place", "reason": "We hold it is."})
    edits.judge(visit.editor, visit.review, "2", {"value": "partly", "reason": "Money is short."})
    verdicts = ("partly", "partly", "not-in-place")
    for peer, value in zip(PEERS, verdicts, strict=True):
        visit.judge(peer, "1", value, f"{MARKER} reason of {peer[0]}")
    visit.judge(PEERS[0], "2", "partly", f"{MARKER} alone")
    given = {"value": "partly", "reason": "It is decided, and not yet done."}
    voices.conclude(visit.editor, visit.review, "1", given)
    voices.conclude(visit.editor, visit.review, "2", {"value": "not-in-place", "reason": "Hardly."})
    dissent = {"value": "not-in-place", "text": "Nothing of it has reached the schools."}
    voices.dissent(visit.editor, visit.review, "1", PEERS[2], {**dissent, "name-agreed": True})
    unnamed = {"value": "partly", "text": "Money came late, but came."}
    voices.dissent(visit.editor, visit.review, "2", PEERS[1], unnamed)


def _evidence(visit: Visit) -> None:
    said = visit.statement(
        visit.focus, "We were never asked.", HEADS[0], form="quotation", confidentiality="internal"
    )
    visit.link(said, "1", "contradicts", response="The council asked in 2024 only.")
    more = visit.statement(
        visit.talk, "Housing is on the agenda.", ALONE, form="paraphrase", confidentiality="public"
    )
    visit.link(more, "1", "supports")
    secret = visit.statement(
        visit.talk, f"{MARKER} in confidence", SHY, form="quotation", title=f"{MARKER} title"
    )
    visit.link(secret, "1", "contradicts", passage=f"{MARKER} passage")
    seen = visit.editor.create(
        "evidence",
        {"type": "observation", "text": "Signs are in one language.", "session": visit.focus,
         "form": "remark", "confidentiality": "public"},
        Scope(review=visit.review, session=visit.focus),
    )  # fmt: skip
    visit.link(seen, "1", "contradicts")
    file = AttachedFile("ab" * 32, "minutes.pdf", "application/pdf", 4321)
    about = {"title": "Minutes", "document-kind": "minutes", "confidentiality": "public"}
    minutes = edits.add_evidence(visit.editor, about, file)
    visit.link(minutes, "1", "supports", page="4")
    hidden = AttachedFile("cd" * 32, f"{MARKER}.pdf", "application/pdf", 99)
    kept = edits.add_evidence(
        visit.editor, {"title": f"{MARKER} file", "confidentiality": "confidential"}, hidden
    )
    visit.link(kept, "2", "supports")
    for piece in (said, minutes):
        finding = ("verdict", f"{visit.review}/team/1")
        conclusions.cite(visit.editor, visit.review, "1", finding, piece)


def _conclusions(visit: Visit) -> None:
    editor, review = visit.editor, visit.review
    conclusions.add_strength(editor, review, "1", "The council speaks with one voice.")
    first = conclusions.add_recommendation(
        editor, review, "1", "Bring the statement to every school.",
        {"why": "Schools have not heard of it.", "priority": "high", "to-whom": "Town council",
         "factors": ["2"]},
    )  # fmt: skip
    second = conclusions.add_recommendation(editor, review, "2", "Find lasting money.")
    conclusions.reply(
        editor, first,
        {"value": "accepted", "reason": "We shall.", "authority": "Council", "date": "2026-09-01"},
    )  # fmt: skip
    step = {"state": "under-way", "date": "2027-05-03", "text": "Four schools of nine."}
    conclusions.record_progress(editor, review, first, step)
    about = ("verdict", f"{review}/team/1")
    comment = conclusions.comment(editor, review, "1", about, "The year is wrong.")
    conclusions.answer_comment(editor, comment, {"value": "corrected", "text": "It was 2024."})
    feedback = visit.session("feedback", "Feedback", {HOST: "answers"}, date="2026-05-06")
    said = ("recommendation", second)
    conclusions.react(editor, review, feedback, said, "That will be hard.", who=HOST)
    conclusions.react(editor, review, feedback, said, f"{MARKER} whispered", who=SHY)
