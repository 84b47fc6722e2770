"""A visit that is planned, with people whose names must not leave: for tests of what does."""

from dataclasses import dataclass
from typing import Any

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.project import entities
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import PackRef, Review
from ic_desktop.project.state import State
from ic_desktop.review import edits, people, visit_edits
from ic_desktop.review.enquiries import to_find_out

NAMES = ("Fatima Yilmaz", "Karl-Heinz Özdemir", "Ly")
"""The interviewees' names; each part of them is typed somewhere in the plan."""
PARTS = ("Fatima", "Yilmaz", "Karl-Heinz", "Özdemir")


@dataclass
class Planned:
    """A project with a plan: one interview, one focus group, one session without a date."""

    editor: Editor
    pack: Pack
    review_id: str
    asker: str
    asked: list[str]
    others: list[str]
    """Whom nobody asks yet: with them, three share each role and category."""
    interview: str
    group: str
    undated: str

    @property
    def state(self) -> State:
        return self.editor.state

    @property
    def review(self) -> Review:
        found = entities.review(self.state, self.review_id)
        assert found is not None
        return found


def planned() -> Planned:
    """Return a fresh one."""
    pack = library.pack("promoting-cultural-diversity")
    editor = Editor(State(), Actor("a" * 32, "d" * 32))
    ref = PackRef(pack.id, pack.version, pack.hash)
    review = edits.start_project(
        editor, "f" * 32, city="Musterau", pack=ref, title="Peer review", kind="peer-review"
    )
    asker = people.add_person(editor, "Nora Lind", "expert-leader")
    asked = [people.add_person(editor, name, "interviewee", f"{name}@x.org") for name in NAMES]
    described: list[dict[str, Any]] = [
        {"function": "Head teacher", "attribution": "role", "consent-for": f"all of {NAMES[0]}"},
        {"category": "Parents", "attribution": "category"},
        {"category": "Parents", "attribution": "none"},
    ]
    for person, values in zip(asked, described, strict=True):
        people.describe_person(editor, person, values)
    others = _others_of_the_same(editor)
    interview = visit_edits.add_session(
        editor,
        review,
        {
            "kind": "interview",
            "title": f"Talk with {NAMES[0]}",
            "date": "2026-05-04",
            "start": "09:00",
            "end": "10:30",
            "place": "At Yilmaz, Main Street 1",
            "note": "fatima yilmaz speaks Turkish; Özdemir knows her",
        },
    )
    group = visit_edits.add_session(
        editor,
        review,
        {"kind": "focus-group", "title": "Karl-Heinz and others", "date": "2026-05-05"},
    )
    undated = visit_edits.add_session(editor, review, {"kind": "feedback", "title": "Mayor"})
    for held in (interview, group):
        visit_edits.put_person(editor, held, asker, "asks")
    visit_edits.put_person(editor, interview, asked[0], "answers")
    visit_edits.put_person(editor, group, asked[1], "answers")
    visit_edits.put_person(editor, group, asked[2], "interprets")
    made = Planned(editor, pack, review, asker, asked, others, interview, group, undated)
    _add_questions(made)
    return made


def _others_of_the_same(editor: Editor) -> list[str]:
    shared = ({"function": "Head teacher"}, {"function": "Head teacher"}, {"category": "Parents"})
    made = []
    for values in shared:
        made.append(people.add_person(editor, "", "interviewee"))
        people.describe_person(editor, made[-1], values)
    return made


def _add_questions(made: Planned) -> None:
    editor = made.editor
    visit_edits.plan_factor(editor, made.interview, made.pack.factor("7"))
    edits.judge(editor, made.review_id, "7", {"value": "in-place"})
    visit_edits.add_enquiry(editor, made.review_id, "What does Fatima Yilmaz earn?", "7")
    for one in to_find_out(editor.state, made.pack, made.review):
        if one.reason in ("unsupported", "own"):
            visit_edits.plan_enquiry(editor, made.interview, one)


def leaks(text: str) -> list[str]:
    """Return the parts of interviewees' names that a text holds."""
    return [part for part in PARTS if part.casefold() in text.casefold()]
