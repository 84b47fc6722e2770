"""Plain copies and hand-outs, edited at random and put together in any order: nothing is lost."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.history import check_history
from ic_desktop.project.ledger import Ledger
from ic_desktop.project.seal import state_root
from ic_desktop.project.state import fold
from ic_desktop.review.coming.borders import sort_out
from ic_desktop.review.coming.items import Item, items_of
from ic_desktop.review.coming.source import COPY, Source
from ic_desktop.review.lane import Lane
from ic_desktop.review.part import part_of

REVIEW, SESSION = "c" * 32, "5" * 32
MAY = frozenset({"judge", "capture", "evidence"})


@dataclass
class Person:
    """One person's copy. ``lane`` None: a plain copy."""

    number: int
    lane: Lane | None = None
    ledger: Ledger = field(default_factory=Ledger)
    clock: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def actor(self) -> Actor:
        return Actor(f"{self.number:032x}", f"{self.number + 50:032x}")

    @property
    def source(self) -> Source:
        return COPY if self.lane is None else Source("hand-out", "h", self.lane)

    def editor(self) -> Editor:
        return Editor(
            self.ledger.state,
            self.actor,
            action=f"{next(self.clock) * 100 + self.number:032x}",
            clock=lambda: next(self.clock) * (-1) ** self.number % 2**40,
            random=lambda n: (next(self.clock) * 100 + self.number).to_bytes(n, "big"),
        )

    def takes(self, other: "Person", chosen: frozenset[Item] | None = None) -> None:
        """Put another's copy into this one: all that may be taken, or a choice."""
        coming = other.ledger.changes.values()
        sorted_out = sort_out(self.ledger.state, self.ledger.changes, coming, other.source)
        assert sorted_out.left == ()
        items = items_of(self.ledger.state, sorted_out, other.source)
        self.ledger.unite(items.of(items.all if chosen is None else chosen))


def started() -> Person:
    """Return the leader with what everyone's copy begins with."""
    leader = Person(0)
    editor = leader.editor()
    values = {"title": "Peers", "kind": "peer-review"}
    editor.set_all("review", REVIEW, values, Scope(review=REVIEW))
    editor.set("session", SESSION, "title", "Parents", Scope(REVIEW, session=SESSION))
    editor.set("answer", f"{REVIEW}/city/7.1", "value", "yes", Scope(REVIEW, "city", "7"))
    editor.set("evidence", "e" * 32, "text", "A document", Scope())
    leader.ledger.append(editor.changes)
    return leader


def edit(person: Person, data: st.DataObject) -> list[Change]:
    """Make one of the edits that this person's copy allows."""
    editor, voice = person.editor(), person.actor.author
    what = data.draw(st.sampled_from(["judge", "say", "tie", "answer", "again", "remove"]))
    mine = f"{person.number:032x}"
    scope = Scope(REVIEW, session=SESSION)
    if what == "judge":
        value = data.draw(st.sampled_from(["in-place", "partly", None]))
        key = f"{REVIEW}/{voice}/7"
        editor.set("verdict", key, "value", value, Scope(REVIEW, voice, "7"))
    elif what == "say" or (what == "answer" and person.lane is not None):
        words = {"order": "a", "type": "statement", "text": f"words {next(person.clock)}"}
        editor.set_all("evidence", mine, words, scope)
    elif what == "tie":
        values = {"evidence": data.draw(st.sampled_from(["e" * 32, mine])), "factor": "7"}
        if values["evidence"] == "e" * 32 or editor.state.record("evidence", mine) is not None:
            editor.set_all(
                "link",
                f"{next(person.clock) * 100 + person.number:032x}",
                values,
                Scope(REVIEW, factor="7"),
            )
    elif what == "answer":
        value = data.draw(st.sampled_from(["yes", "no", "partly"]))
        key = f"{REVIEW}/city/7.1"
        editor.set("answer", key, "value", value, Scope(REVIEW, "city", "7"))
    elif what == "again":
        editor.set("evidence", mine, "source", f"{next(person.clock)}", scope)
    else:
        editor.remove("evidence", mine, "doubled")
    person.ledger.append(editor.changes)
    return editor.changes


@given(st.data(), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_any_order_and_grouping_gives_the_same_and_loses_nothing(
    data: st.DataObject, count: int
) -> None:
    leader = started()
    base = list(leader.ledger.changes.values())
    people = [leader]
    for number in range(1, count + 1):
        is_plain = data.draw(st.booleans(), "a plain copy")
        person = Person(number)
        if not is_plain:
            lane = Lane(REVIEW, person.actor.author, MAY, ("7",), (SESSION,))
            person = Person(number, lane)
            person.ledger.unite(part_of(leader.ledger.state, base, lane))
        else:
            person.ledger.unite(base)
        people.append(person)
    every = {change.id: change for change in base}
    for _ in range(data.draw(st.integers(0, 14), "edits")):
        here = data.draw(st.sampled_from(people))
        every.update((one.id, one) for one in edit(here, data))
        there, taker = data.draw(st.sampled_from(people)), data.draw(st.sampled_from(people))
        if data.draw(st.booleans()) and taker.lane is None:
            taker.takes(there)
            check_history(taker.ledger.changes)
            assert taker.ledger.state == fold(taker.ledger.changes.values())
    for _ in range(2):
        copy = Person(9)
        copy.ledger.unite(base)
        for there in data.draw(st.permutations([*people, *people[:2]])):
            copy.takes(there)
        assert copy.ledger.changes.keys() == every.keys()
        assert copy.ledger.state == fold(every.values())
        assert state_root(copy.ledger.state) == state_root(fold(every.values()))
        before = copy.ledger.state
        for there in people:
            copy.takes(there)
        assert copy.ledger.state == before


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_part_that_is_left_aside_keeps_every_history_closed(data: st.DataObject) -> None:
    """And the rest can be taken later, with the same result."""
    leader, peer = started(), Person(1)
    peer.ledger.unite(leader.ledger.changes.values())
    for _ in range(data.draw(st.integers(1, 10))):
        edit(peer, data)
    coming = sort_out(
        leader.ledger.state, leader.ledger.changes, peer.ledger.changes.values(), COPY
    )
    items = items_of(leader.ledger.state, coming, COPY)
    chosen = frozenset(item for item in sorted(items.all) if data.draw(st.booleans()))
    wanted = items.without(chosen)
    assert wanted <= chosen
    assert items.including(frozenset(), wanted) == wanted
    full = items.including(frozenset(), chosen)
    assert items.without(full) == full
    leader.ledger.unite(items.of(chosen))
    check_history(leader.ledger.changes)
    for record in leader.ledger.state.records("link").values():
        assert leader.ledger.state.record("evidence", record.text("evidence")) is not None
    leader.takes(peer)
    assert leader.ledger.state == peer.ledger.state


def test_what_is_known_costs_nothing_and_says_nothing() -> None:
    leader = started()
    coming = sort_out(
        leader.ledger.state, leader.ledger.changes, leader.ledger.changes.values(), COPY
    )
    assert (coming.taken, coming.left) == ((), ())
    assert coming.known == len(leader.ledger.changes)


def test_one_that_came_without_its_earlier_version_is_taken_with_it_later() -> None:
    """Anna builds on Ben's words; her part alone has a gap, both together do not."""
    leader = started()
    editor = Person(1).editor()
    editor.set("answer", f"{REVIEW}/city/8.1", "note", "Ben", Scope(REVIEW, "city", "8"))
    editor.set("answer", f"{REVIEW}/city/8.1", "note", "Anna", Scope(REVIEW, "city", "8"))
    ben, anna = editor.changes
    alone = sort_out(leader.ledger.state, leader.ledger.changes, [anna], COPY)
    assert [left.reason for left in alone.left] == ["gap"]
    both = sort_out(leader.ledger.state, leader.ledger.changes, [anna, ben], COPY)
    assert both.taken == (ben, anna)


def test_a_recommendation_serves_no_key_factor_outside_the_lane() -> None:
    leader = started()
    lane = Lane(REVIEW, Person(1).actor.author, frozenset({"conclude"}), ("7",))
    editor = Person(1, lane).editor()
    scope = Scope(REVIEW, "team", "7")
    inside = editor.create("recommendation", {"text": "Do it", "factors": ["7"]}, scope)
    editor.create("recommendation", {"factors": ["7", "9"]}, scope)
    coming = sort_out(
        leader.ledger.state, leader.ledger.changes, editor.changes, Source("hand-out", "h", lane)
    )
    assert {change.header.entity for change in coming.taken} == {inside}
    assert [left.reason for left in coming.left] == ["points"]
