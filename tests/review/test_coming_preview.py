"""A preview is understood from one screen, in plain words, whatever it counts."""

import time
from typing import get_args

import pytest

from ic_desktop.benchmark import library
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.ledger import Ledger
from ic_desktop.review.coming import things
from ic_desktop.review.coming.borders import Reason
from ic_desktop.review.coming.owners import makers
from ic_desktop.review.coming.preview import Ours, Preview, preview
from ic_desktop.review.coming.source import COPY, CopyOut, Source
from ic_desktop.review.lane import Lane

REVIEW, SESSION = "c" * 32, "5" * 32
ANNA, LEA = Actor("a" * 32, "1" * 32), Actor("b" * 32, "2" * 32)
PACK = library.pack(library.bundled()[0].id)
DAY = 86_400_000


@pytest.fixture
def ledger() -> Ledger:
    """Return what the leader has: a review, a session, Anna."""
    editor = Editor(Ledger().state, LEA)
    editor.set_all("review", REVIEW, {"title": "Peers"}, Scope(review=REVIEW))
    editor.set("session", SESSION, "title", "Parents", Scope(REVIEW, session=SESSION))
    for actor, name in ((ANNA, "Anna"), (LEA, "Lea")):
        editor.set_all("participant", actor.author, {"name": name, "role": "peer"}, Scope())
    return Ledger.of(editor.changes)


def shown(ledger: Ledger, coming: list[Change], source: Source = COPY, *, now: int = 0) -> Preview:
    return preview(Ours(ledger.state, ledger.changes, PACK, (), now), coming, source)


def statements(ledger: Ledger, count: int) -> list[Change]:
    """Return so many statements of Anna's, spread over the key factors."""
    editor = Editor(ledger.state, ANNA)
    factors = [factor.id for factor in PACK.factors]
    scope = Scope(REVIEW, session=SESSION)
    for number in range(count):
        values = {"type": "statement", "order": "a", "text": f"The {number}th thing that was said"}
        piece = editor.create("evidence", values, scope)
        factor = factors[number % len(factors)]
        where = Scope(REVIEW, factor=factor, session=SESSION)
        tied = {"evidence": piece, "factor": factor, "stance": "supports"}
        editor.create("link", tied, where)
    return editor.changes


def test_a_thousand_are_told_in_a_sentence_and_none_by_an_id(ledger: Ledger) -> None:
    coming = statements(ledger, 1000)
    begun = time.process_time()
    told = shown(ledger, coming)
    assert time.process_time() - begun < 10
    (person,) = told.people
    assert person.sentence == (
        "1000 new statements; 1000 new notes on what evidence says to key factors"
    )
    assert len(person.groups) == 2
    ties = person.groups[1]
    assert [part.name for part in ties.factors] == [f"{f.number} {f.title}" for f in PACK.factors]
    assert sum(len(part.lines) for part in ties.factors) == 1000
    assert person.items == told.items.all == told.chosen
    entities = {change.header.entity for change in coming} | {ANNA.author, SESSION, REVIEW}
    texts = " ".join([*(line.text for line in told.lines), *told.announced, person.name])
    assert not any(entity in texts for entity in entities)


def test_a_line_says_what_is_meant(ledger: Ledger) -> None:
    told = shown(ledger, statements(ledger, 1))
    texts = {line.thing: line.text for line in told.lines}
    first = PACK.factors[0]
    assert texts["statement"] == "“The 0th thing that was said”"
    assert texts["link"] == (
        f"“The 0th thing that was said”, evidence on {first.number} {first.title}: Supports"
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "The copy for Anna, made today."),
        (1, "The copy for Anna, made 1 day ago."),
        (40, "The copy for Anna, made 40 days ago."),
        (-3, "The copy for Anna, made today."),
    ],
)
def test_how_old_a_copy_is(ledger: Ledger, days: int, said: str) -> None:
    lane = Lane(REVIEW, ANNA.author, frozenset({"capture"}))
    source = Source("hand-out", "h", lane, 100 * DAY)
    told = shown(ledger, statements(ledger, 1), source, now=(100 + days) * DAY + 5)
    assert told.announced == (said,)


def test_who_is_expected_back(ledger: Ledger) -> None:
    out = (
        CopyOut("1", ANNA.author, 0),
        CopyOut("2", LEA.author, 0, is_back=True),
        CopyOut("3", new_id(), 0, is_closed=True),
        CopyOut("4", ANNA.author, 0),
    )
    ours = Ours(ledger.state, ledger.changes, PACK, out, 0)
    assert preview(ours, [], COPY).waiting == ("Anna",)
    lane = Lane(REVIEW, ANNA.author, frozenset())
    alone = Ours(ledger.state, ledger.changes, PACK, out[:2], 0)
    assert preview(alone, [], Source("hand-out", "1", lane)).waiting == ()


def test_removed_here_and_edited_there(ledger: Ledger) -> None:
    ledger.unite(statements(ledger, 1))
    (piece,) = ledger.state.records("evidence")
    theirs = Editor(ledger.state, ANNA)
    theirs.set("evidence", piece, "text", "Put better", Scope())
    mine = Editor(ledger.state, LEA)
    mine.remove("evidence", piece, "said in confidence")
    ledger.append(mine.changes)
    (line,) = shown(ledger, theirs.changes).conflicts
    (difference,) = line.differences
    assert (difference.ours, difference.theirs) == ("removed", "edited")


def test_removed_there(ledger: Ledger) -> None:
    ledger.unite(statements(ledger, 1))
    (piece,) = ledger.state.records("evidence")
    theirs = Editor(ledger.state, ANNA)
    theirs.remove("evidence", piece, "doubled")
    told = shown(ledger, theirs.changes)
    assert [part.sentence for part in told.people] == ["1 statement removed"]


def test_words_that_were_missing_here(ledger: Ledger) -> None:
    coming = statements(ledger, 1)
    part = Ledger.of([*ledger.changes.values(), *(change.without_body() for change in coming)])
    told = shown(part, coming)
    assert told.people[0].sentence.startswith("1 entry whose words were missing here")
    assert not told.conflicts


def test_every_thing_has_its_sentences() -> None:
    for thing in things.ORDER:
        for how in get_args(things.How):
            for count in (1, 2):
                said = things.counted(thing, how, count)
                assert "{" not in said
                assert str(count) in said or thing == "city"
    assert set(things.ORDER) == set(get_args(things.Thing))
    for reason in get_args(Reason):
        assert things.why_outside(reason, 3).startswith("3 ")


def test_who_made_an_entry_is_told_by_its_first_version(ledger: Ledger) -> None:
    ledger.unite(statements(ledger, 1))
    (piece,) = ledger.state.records("evidence")
    later = Editor(ledger.state, LEA)
    later.set("evidence", piece, "text", "Put right", Scope())
    later.set("evidence", piece, "order", "b", Scope())
    later.set("evidence", piece, "attribution", "role", Scope())
    ledger.append(later.changes)
    record = ledger.state.record("evidence", piece)
    assert record is not None
    assert makers(record, ledger.changes) == {ANNA.author}


def test_a_peer_s_verdict_is_covered_until_the_discussion_is_opened(ledger: Ledger) -> None:
    editor = Editor(ledger.state, ANNA)
    scope = Scope(REVIEW, ANNA.author, "7")
    values = {"value": "not-in-place", "reason": "Nobody knew of it."}
    editor.set_all("verdict", f"{REVIEW}/{ANNA.author}/7", values, scope)
    (covered,) = shown(ledger, editor.changes).lines
    assert "covered until the discussion is opened" in covered.text
    opening = Editor(ledger.state, LEA)
    opening.set("consensus", f"{REVIEW}/7", "opened", True, Scope(REVIEW, factor="7"))
    ledger.append(opening.changes)
    (told,) = shown(ledger, editor.changes).lines
    assert "Not in place" in told.text


@pytest.mark.parametrize("kind", ["reaction", "comment"])
def test_what_is_said_about_a_finding_is_left_aside_with_it(ledger: Ledger, kind: str) -> None:
    editor = Editor(ledger.state, LEA)
    scope = Scope(REVIEW, "team", "7")
    strength = editor.create("strength", {"text": "Many languages"}, scope)
    about = {"about-kind": "strength", "about": strength, "text": "We agree"}
    said = editor.create(kind, about, Scope(REVIEW))
    told = shown(ledger, editor.changes)
    assert told.leave_aside(told.chosen, [("strength", strength)]) == frozenset()
    assert told.leave_aside(told.chosen, [(kind, said)]) == {("strength", strength)}
    assert told.take_up((), [(kind, said)]) == told.chosen


def test_statements_told_apart_stand_alone(ledger: Ledger) -> None:
    editor = Editor(ledger.state, ANNA)
    scope = Scope(REVIEW, session=SESSION)
    one, other = (
        editor.create("evidence", {"type": "statement", "text": words}, scope)
        for words in ("She waited", "She waited long")
    )
    editor.set("evidence", one, "apart-from", [other], scope)
    told = shown(ledger, editor.changes)
    assert told.leave_aside(told.chosen, [("evidence", other)]) == {("evidence", one)}
