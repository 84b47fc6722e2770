"""Slides: what is on them, in which order, what never is, and that all of it fits."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.benchmark import library
from ic_desktop.i18n import catalogue
from ic_desktop.project import entities
from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.state import State
from ic_desktop.review import conclusions, edits, visit_edits
from ic_desktop.review.deck import PARTS, Deck, Item, Slide, Wanted, deck_of
from ic_desktop.review.people import add_person, describe_person
from ic_desktop.review.slide_layout import HEIGHT, WIDTH, Bar, Mark, Text, lay_out
from ic_desktop.review.slide_numbers import numbers
from ic_desktop.review.slides import compose

NAME = "Zarathustra Quellwasser"
SECRET = "she would never hire with an accent"
PEER_REASON = "I alone hold that nothing is in place"
SPEAKER, PEER = "8" * 32, "1" * 32


def composed(town: Any, wanted: Wanted | None = None, language: str = "en") -> Deck:
    words = catalogue(language)
    return compose(town.state, town.pack, town.review, words, lambda day: f"day {day}", wanted)


def everything(value: object) -> str:
    """Return all text that a deck holds, the presenter's notes included."""
    if isinstance(value, str):
        return value + "\n"
    if isinstance(value, tuple):
        return "".join(map(everything, value))
    if is_dataclass(value):
        return "".join(everything(getattr(value, field.name)) for field in fields(value))
    return ""


def ruler(text: str, face: str, size: float) -> float:
    """Measure as a typeface of letters of one width would."""
    return len(text) * size * (0.52 if face == "semibold" else 0.5)


def test_no_interviewee_is_named_whatever_was_typed_into_a_finding(reviewed: Any) -> None:
    town = reviewed
    given = {"value": "partly", "reason": f"{NAME} does it alone"}
    edits.judge(town.editor, town.id, "7", given, TEAM)
    conclusions.add_strength(town.editor, town.id, "7", "The work of Ms Quellwasser")
    more = {"why": "Quellwassers Büro is alone", "to-whom": NAME, "priority": "high"}
    conclusions.add_recommendation(town.editor, town.id, "7", "Help Ms Quellwasser", more)
    for wanted in (Wanted(), Wanted(by_factor=True), Wanted(grouped=True)):
        text = everything(composed(town, wanted))
        assert "Quellwasser" not in text
        assert "Speaker 1 does it alone" in text


def kinds(deck: Deck) -> list[str]:
    return [slide.kind for slide in deck.slides]


@pytest.fixture
def reviewed(town: Any) -> Any:
    """A peer review with conclusions, a confidential statement, and a peer of another mind."""
    edits.describe_review(town.editor, town.id, {"kind": "peer-review", "method": "We listened."})
    people = {
        SPEAKER: {
            "role": "interviewee",
            "pseudonym": "Speaker 1",
            "attribution": "role",
            "consent": "given",
            "function": "Head of an office",
        },
        PEER: {"role": "peer", "name": "Petra Peer", "organisation": "Westmark"},
    }
    for who, values in people.items():
        town.editor.set_all("participant", who, values, Scope())
    town.editor.set_all("name-key", SPEAKER, {"name": NAME}, Scope())
    scope = Scope(review=town.id, session="s1")
    town.editor.set_all(
        "session", "s1", {"kind": "interview", "title": "Office", "date": "2026-10-12"}, scope
    )
    town.editor.set("session-person", f"s1/{SPEAKER}", "part", "answers", scope)
    town.piece = {}
    for level, text in (("internal", "Nobody told us"), ("confidential", SECRET)):
        values = {
            "type": "statement",
            "text": text,
            "session": "s1",
            "speaker": SPEAKER,
            "confidentiality": level,
        }
        town.piece[level] = town.editor.create("evidence", values, scope)
        town.link(town.piece[level], "7", stance="contradicts")
    edits.judge(
        town.editor, town.id, "7", {"value": "partly", "reason": "Trainees, no heads"}, TEAM
    )
    edits.judge(town.editor, town.id, "7", {"value": "in-place", "reason": "All done"})
    edits.judge(town.editor, town.id, "7", {"value": "not-in-place", "reason": PEER_REASON}, PEER)
    edits.judge(town.editor, town.id, "9", {"value": "in-place", "reason": "Known"}, TEAM)
    for piece in town.piece.values():
        about = ("verdict", entities.verdict_id(town.id, TEAM, "7"))
        conclusions.cite(town.editor, town.id, "7", about, piece)
    conclusions.add_strength(town.editor, town.id, "7", "Trainees reflect the town")
    conclusions.add_strength(town.editor, town.id, "", "Open doors")
    town.advised = conclusions.add_recommendation(
        town.editor, town.id, "7", "Say which German is needed", {"priority": "high"}
    )
    conclusions.add_recommendation(town.editor, town.id, "12", "Add a clause")
    return town


def test_the_slides_in_their_order(reviewed: Any) -> None:
    deck = composed(reviewed)
    assert kinds(deck) == [
        "title",
        "method",
        "result",
        "conclusion",
        "conclusion",
        "strengths",
        "recommendations",
        "next",
    ]
    title, method, result = deck.slides[:3]
    assert (title.title, method.text) == ("Exemplum", "We listened.")
    said = {(figure.value, figure.words) for figure in method.figures}
    assert {(1, "interview"), (1, "person heard"), (2, "statements noted")} <= said
    assert [figure.value for figure in result.figures] == [1, 1, 11]
    assert len(result.items) == 13
    assert {item.mark for item in result.items} == {"in-place", "partly", "not-judged"}


def test_a_session_that_is_only_planned_was_not_held(reviewed: Any) -> None:
    planned = {"kind": "focus-group", "title": "Parents", "date": "2026-05-02"}
    made = visit_edits.add_session(reviewed.editor, reviewed.id, planned)
    visit_edits.put_person(reviewed.editor, made, SPEAKER, "answers")

    def counted(today: str) -> set[tuple[int, str]]:
        words = catalogue("en")
        return set(numbers(reviewed.state, reviewed.id, words, today))

    assert (1, "focus group") not in counted("2026-05-02")
    assert (1, "focus group") in counted("2026-05-03")
    scope = Scope(review=reviewed.id, session=made)
    values = {"type": "statement", "text": "We were asked.", "session": made}
    reviewed.editor.create("evidence", values, scope)
    assert (1, "focus group") in counted("2026-05-02")


def test_factor_by_factor_everything_is_shown_once(reviewed: Any) -> None:
    deck = composed(reviewed, Wanted(by_factor=True))
    assert kinds(deck)[3:-1] == [
        "conclusion",
        "strengths",
        "recommendations",
        "conclusion",
        "strengths",
        "recommendations",
    ], "what belongs to no judged factor comes last"
    texts = [item.text for slide in deck.slides[3:-1] for item in slide.items]
    assert sorted(texts) == [
        "Add a clause",
        "Open doors",
        "Say which German is needed",
        "Trainees reflect the town",
    ]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_left_out(reviewed: Any, part: str) -> None:
    kind = {"conclusions": "conclusion"}.get(part, part)
    assert kind not in kinds(composed(reviewed, Wanted(parts=frozenset(PARTS) - {part})))
    assert set(kinds(composed(reviewed, Wanted(parts=frozenset({part}))))) == {kind}


def test_chosen_factors_alone(reviewed: Any) -> None:
    deck = composed(reviewed, Wanted(factors=("9", "12")))
    assert [s.title for s in deck.slides if s.kind == "conclusion"] == ["Needs assessment"]
    advised = [i.text for s in deck.slides if s.kind == "recommendations" for i in s.items]
    assert advised == ["Add a clause"]
    [praised] = [s for s in deck.slides if s.kind == "strengths"]
    assert [item.text for item in praised.items] == ["Open doors"], "in general, so always"


def test_nothing_that_must_not_leave_is_in_a_deck(reviewed: Any) -> None:
    reviewed.editor.set_all(
        "minority-view",
        f"{reviewed.id}/{PEER}/7",
        {"value": "not-in-place", "text": "No posts in management"},
        Scope(reviewed.id, PEER, "7"),
    )
    text = everything(composed(reviewed))
    for word in (NAME, "Zarathustra", SECRET, PEER_REASON, "Petra", "Westmark", PEER, SPEAKER):
        assert word not in text
    assert "“Nobody told us”\n" in text
    assert "Head of an office" not in text, "one person’s role is a name"
    assert "Statement (confidential)" in text
    assert "Not in place: No posts in management" in text


def test_a_role_that_three_speakers_share_stands_in_a_deck(reviewed: Any) -> None:
    for number in (1, 2):
        one = add_person(reviewed.editor, "", "interviewee")
        describe_person(reviewed.editor, one, {"function": "Head of an office"})
        said = {"type": "statement", "text": f"Quiet {number}", "speaker": one}
        assert "Head of an office" not in everything(composed(reviewed))
        edits.add_evidence(reviewed.editor, said)
    assert "“Nobody told us” – Head of an office" in everything(composed(reviewed))


def test_a_minority_view_has_a_name_only_if_its_author_agrees(reviewed: Any) -> None:
    view = f"{reviewed.id}/{PEER}/7"
    scope = Scope(reviewed.id, PEER, "7")
    reviewed.editor.set_all("minority-view", view, {"text": "No posts", "name-agreed": True}, scope)
    labels = [note.label for slide in composed(reviewed).slides for note in slide.notes]
    assert "Minority view: Petra Peer" in labels
    reviewed.editor.set("minority-view", view, "name-agreed", False, scope)
    labels = [note.label for slide in composed(reviewed).slides for note in slide.notes]
    assert "Minority view" in labels
    assert not any("Petra" in label for label in labels)


def test_disputed_words_are_on_no_slide(reviewed: Any) -> None:
    key = entities.verdict_id(reviewed.id, TEAM, "7")
    reviewed.disagree("verdict", key, "reason", "One side", "The other side")
    [slide] = [s for s in composed(reviewed).slides if s.title == "Municipal employment"]
    assert slide.text == "The reasons are still to be settled."
    reviewed.disagree("verdict", key, "value", "in-place", "not-in-place")
    titles = [s.title for s in composed(reviewed).slides if s.kind == "conclusion"]
    assert titles == ["Needs assessment"], "what is disputed was not judged"


def test_notes_tell_where_the_city_judges_differently(reviewed: Any) -> None:
    [result] = [s for s in composed(reviewed).slides if s.kind == "result"]
    notes = {note.label: note.text for note in result.notes}
    line = "7 Municipal employment: the city says “In place”"
    assert notes["Where the city judges differently"] == line


def test_replies_that_came_are_in_the_notes_and_open_ones_at_the_end(reviewed: Any) -> None:
    values = {"value": "accepted", "authority": "Town council", "date": "2026-12-01"}
    conclusions.reply(reviewed.editor, reviewed.advised, values)
    deck = composed(reviewed)
    [advised] = [s for s in deck.slides if s.kind == "recommendations"]
    assert "Reply: Accepted (Town council, day 2026-12-01)" in everything(advised.notes)
    assert ("Recommendations without a reply", "2") in [
        (note.label, note.text) for note in deck.slides[-1].notes
    ]


def test_reactions_can_be_tied_to_what_a_slide_shows(reviewed: Any) -> None:
    about = {s.kind: [one[0] for one in s.about] for s in composed(reviewed).slides}
    assert about["conclusion"] == ["verdict"]
    assert about["strengths"] == ["strength", "strength"]
    assert about["recommendations"] == ["recommendation", "recommendation"]
    assert about["method"] == []


def test_an_order_holds_no_notes_and_gives_the_deck_back(reviewed: Any) -> None:
    deck = composed(reviewed)
    data = json.loads(json.dumps(deck.as_json()))
    assert "Nobody told us" not in json.dumps(data)
    back = deck_of(data)
    assert [s.title for s in back.slides] == [s.title for s in deck.slides]
    assert back.slides[2].items == deck.slides[2].items
    assert lay_out(back, 2, ruler) == lay_out(deck, 2, ruler)


def test_one_state_gives_one_deck(reviewed: Any) -> None:
    assert composed(reviewed) == composed(reviewed)


def test_a_review_without_conclusions_has_slides_that_say_little(town: Any) -> None:
    deck = composed(town)
    assert kinds(deck) == ["title", "result", "next"]
    for number in range(len(deck.slides)):
        assert lay_out(deck, number, ruler)


_WORDS = st.text(alphabet="aä€W. \n", max_size=1500)


def one_slide(kind: str, text: str, items: tuple[Item, ...]) -> Deck:
    slide = Slide(kind, text, text, mark="partly", mark_word="Partly", text=text, items=items)
    return Deck("en", text, text, "Fictional example", 0, (slide,))


@given(
    st.sampled_from(["title", "method", "result", "conclusion", "group", "recommendations"]),
    _WORDS,
    st.lists(_WORDS, max_size=3),
)
def test_whatever_was_typed_stays_on_the_sheet(kind: str, text: str, found: list[str]) -> None:
    items = tuple(Item(one, number="12", detail=one, label=one, mark="partly") for one in found)
    for drawn in lay_out(one_slide(kind, text, items), 0, ruler):
        if isinstance(drawn, Text):
            width = ruler(drawn.text, drawn.face, drawn.size)
            left = drawn.x - width if drawn.right else drawn.x
            assert left >= 0
            assert left + width <= WIDTH
            assert drawn.size >= 22
            assert 0 < drawn.y < HEIGHT
        elif isinstance(drawn, Bar):
            assert drawn.y + drawn.height <= HEIGHT
        else:
            assert isinstance(drawn, Mark)


def test_a_short_text_is_large_and_a_long_one_ends_in_dots() -> None:
    def sizes(text: str) -> list[Text]:
        drawn = lay_out(one_slide("conclusion", text, ()), 0, ruler)
        return [one for one in drawn if isinstance(one, Text)]

    short = [one for one in sizes("Good.") if one.role == "body" and one.text == "Good."]
    assert max(one.size for one in short) == 52
    long = sizes("word " * 2000)
    assert any(one.text.endswith("…") for one in long)
    fiction = [one for one in long if one.text == "Fictional example"]
    assert fiction
    assert all(one.role == "running" for one in fiction)


def test_slides_of_many_copies_are_alike(reviewed: Any) -> None:
    """Somebody else's edits elsewhere change no slide."""
    before = composed(reviewed).slides
    other = Editor(reviewed.state, Actor("b" * 32, "e" * 32))
    edits.judge(other, reviewed.id, "7", {"value": "in-place", "reason": "Mine"}, "b" * 32)
    reviewed.editor.state = reviewed.state.apply(other.changes)
    assert composed(reviewed).slides == before


def test_conclusions_by_group_where_the_benchmark_has_groups() -> None:
    charter = library.pack("integrating-cities-charter")
    editor = Editor(State(), Actor("a" * 32, "d" * 32))
    ref = entities.PackRef(charter.id, charter.version, charter.hash)
    review_id = edits.start_project(editor, "f" * 32, city="Exemplum", pack=ref)
    for factor in charter.factors[:4]:
        values = {"value": "partly", "reason": f"Reason {factor.id}"}
        edits.judge(editor, review_id, factor.id, values, TEAM)
    review = entities.review(editor.state, review_id)
    assert review is not None
    words = catalogue("en")
    deck = compose(editor.state, charter, review, words, str, Wanted(grouped=True))
    found = {s.title: [item.detail for item in s.items] for s in deck.slides if s.kind == "group"}
    titles = {group.id: group.title for group in charter.groups}
    expected: dict[str, list[str]] = {}
    for factor in charter.factors[:4]:
        expected.setdefault(titles[factor.group], []).append(f"Reason {factor.id}")
    assert found == expected
    assert "conclusion" not in kinds(deck)
