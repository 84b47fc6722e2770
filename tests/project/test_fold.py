"""State = fold(changes): a function of the set, whatever order, grouping or repetition."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import (
    Body,
    Change,
    Header,
    Scope,
    Value,
    canonical,
    commitment,
    make_change,
)
from ic_desktop.project.state import State, fold, key_of

A, B = "a" * 32, "b" * 32


def change(
    value: Value,
    *parents: Change,
    kind: str = "answer",
    entity: str = "r/city/7.3",
    field: str = "note",
    author: str = A,
    scope: Scope = Scope("r", "city", "7"),  # noqa: B008 - frozen
    salt: bytes = b"s" * 32,
    time: int = 1,
) -> Change:
    """Return a change as a copy would make it that holds ``parents`` as heads."""
    body = Body(salt, canonical(value))
    depth = 1 + max((parent.header.depth for parent in parents), default=0)
    header = Header(
        kind,
        entity,
        field,
        scope,
        tuple(sorted(parent.id for parent in parents)),
        author,
        "d" * 32,
        time,
        depth,
        "e" * 32,
        commitment(body.salt, body.data),
    )
    return make_change(header, body)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Draw a history of a few fields; each change builds on any earlier ones of its field."""
    fields = [
        ("answer", "r/city/7.3", "note"),
        ("answer", "r/city/7.3", "value"),
        ("verdict", "r/city/7", "come-back"),
        ("evidence", A, "order"),
        ("evidence", A, "removed"),
        ("unknown-kind", "x", "y"),
    ]
    values: st.SearchStrategy[Any] = st.sampled_from(
        [None, "", "a", "b", "yes", "no", True, False, 7, {"reason": "r", "saw": []}, ["x"]]
    )
    made: dict[tuple[str, str, str], list[Change]] = {}
    for _ in range(draw(st.integers(0, 14))):
        key = draw(st.sampled_from(fields))
        earlier = made.setdefault(key, [])
        parents = (
            draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else ()
        )
        salt = draw(st.binary(min_size=1, max_size=1)) * 32
        kind, entity, field = key
        scope = draw(st.sampled_from([Scope("r"), Scope("r", "city", "7"), Scope()]))
        one = change(
            draw(values),
            *parents,
            kind=kind,
            entity=entity,
            field=field,
            author=draw(st.sampled_from([A, B])),
            scope=scope,
            salt=salt,
        )
        if one not in earlier:
            earlier.append(one)
    return [one for field_changes in made.values() for one in field_changes]


@given(histories(), st.data())
def test_order_and_repetition_make_no_difference(made: list[Change], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(made))
    again = data.draw(st.lists(st.sampled_from(made), max_size=5)) if made else []
    assert fold(shuffled + again) == fold(made)


@given(histories(), st.data())
def test_a_body_counts_wherever_it_is_held(made: list[Change], data: st.DataObject) -> None:
    bare = data.draw(st.lists(st.sampled_from(made), max_size=5)) if made else []
    without = [one.without_body() for one in bare]
    assert fold(made + without) == fold(without + made) == fold(made)


@given(histories())
def test_heads_are_what_nobody_names_as_a_parent(made: list[Change]) -> None:
    state = fold(made)
    expected: dict[tuple[str, str, str], set[str]] = {}
    for one in made:
        named = any(one.id in other.header.parents for other in made)
        expected.setdefault(key_of(one), set()).update(() if named else [one.id])
    for key, ids in expected.items():
        held = state.field(key)
        assert held is not None
        assert held.head_ids == tuple(sorted(ids))
    assert {head.id for head in state.heads()} == set().union(*expected.values(), set())


@given(histories())
def test_conflicts_are_declared_by_the_rule(made: list[Change]) -> None:
    for records in fold(made).kinds.values():
        for record in records.values():
            for name, held in record.fields.items():
                differing = {head.body.data for head in held.heads if head.body}
                automatic = name in ("come-back", "order", "removed") and record.kind in (
                    "verdict",
                    "evidence",
                )
                assert held.in_conflict == (len(differing) > 1 and not automatic)
            assert record.conflicts == tuple(
                sorted(n for n, held in record.fields.items() if held.in_conflict)
            )


@given(histories())
def test_applying_one_after_the_other_is_folding(made: list[Change]) -> None:
    """Where each change builds on the heads of its time, the quick way and the fold agree."""
    straight: dict[tuple[str, str, str], list[Change]] = {}
    for one in made:
        line = straight.setdefault(key_of(one), [])
        header = one.header
        line.append(
            change(
                one.body.value if one.body else None,
                *line[-1:],
                kind=header.kind,
                entity=header.entity,
                field=header.field,
                scope=header.scope,
            )
        )
    changes = [one for line in straight.values() for one in line]
    state = State()
    for one in changes:
        state = state.apply([one])
    assert state == fold(changes) == State().apply(changes)


def values_of(*changes: Change) -> Sequence[Value]:
    held = fold(changes).field(key_of(changes[0]))
    assert held is not None
    return [held.value, held.in_conflict, held.missing]


def test_one_head_gives_the_value() -> None:
    first = change("one")
    assert values_of(first) == ["one", False, False]
    assert values_of(first, change("two", first)) == ["two", False, False]


def test_two_copies_that_differ_are_in_conflict_until_settled() -> None:
    base = change("base")
    mine, theirs = change("mine", base), change("theirs", base, author=B)
    assert values_of(base, mine, theirs)[1:] == [True, False]
    settled = change("both", mine, theirs)
    assert values_of(base, mine, theirs, settled) == ["both", False, False]


def test_two_copies_that_say_the_same_are_not_in_conflict() -> None:
    base = change("base")
    mine = change("same", base, salt=b"m" * 32)
    theirs = change("same", base, author=B, salt=b"t" * 32)
    assert values_of(base, mine, theirs) == ["same", False, False]


def test_marks_settle_themselves_the_same_way_everywhere() -> None:
    where = {"kind": "verdict", "entity": "r/city/7", "field": "come-back"}
    for number in range(8):
        mine = change(False, salt=bytes([number]) * 32, **where)
        theirs = change(False, author=B, **where)
        edited_most = change(True, theirs, author=B, **where)
        assert values_of(mine, theirs) == [False, False, False]
        assert values_of(mine, theirs, edited_most) == [True, False, False]


def test_no_clock_decides() -> None:
    base = change("base", time=10**15)
    later = change("later", base, time=1)
    assert values_of(base, later)[0] == "later"
    early, late = change("x", base, time=1), change("y", base, time=10**15)
    assert values_of(base, early, late)[1] is True


def test_a_missing_head_never_shows_an_older_value() -> None:
    first = change("older")
    second = change("secret", first).without_body()
    assert values_of(first, second) == [None, False, True]
    record = fold([first, second]).record("answer", "r/city/7.3")
    assert record is not None
    assert record.withheld == ("note",)
    assert record.text("note") == ""


def test_what_is_malformed_reads_as_nothing() -> None:
    assert values_of(change("maybe", field="value")) == [None, False, False]
    assert values_of(change({"a": 1}))[0] is None
    assert values_of(change(1, kind="verdict", field="come-back"))[0] is None


def evidence(field: str, value: Value, *parents: Change, author: str = A) -> Change:
    return change(value, *parents, kind="evidence", entity=A, field=field, author=author)


def removal(*changes: Change) -> str:
    record = fold(changes).record("evidence", A)
    assert record is not None
    return record.removal


def test_removed_by_one_who_saw_all_of_it() -> None:
    title = evidence("title", "Minutes")
    gone = evidence("removed", {"reason": "double", "saw": [title.id]})
    assert removal(title) == "present"
    assert removal(title, gone) == "removed"
    back = evidence("removed", None, gone)
    assert removal(title, gone, back) == "present"


def test_removed_here_and_edited_there_is_contested() -> None:
    title = evidence("title", "Minutes")
    gone = evidence("removed", {"reason": "double", "saw": [title.id]})
    edited = evidence("title", "Minutes of May", title, author=B)
    dated = evidence("date", "2026-05-01", author=B)
    assert removal(title, gone, edited) == "contested"
    assert removal(title, gone, dated) == "contested"
    agreed = evidence("removed", {"reason": "yes", "saw": [edited.id, title.id]}, gone)
    assert removal(title, gone, edited, agreed) == "removed"


def test_removed_here_and_restored_there_is_contested() -> None:
    title = evidence("title", "Minutes")
    gone = evidence("removed", {"reason": "double", "saw": [title.id]})
    back = evidence("removed", None, gone)
    again = evidence("removed", {"reason": "still", "saw": [title.id]}, gone, author=B)
    assert removal(title, gone, back, again) == "contested"


def test_removed_by_two_who_saw_different_parts() -> None:
    title, date = evidence("title", "Minutes"), evidence("date", "2026", author=B)
    one = evidence("removed", {"reason": "a", "saw": [title.id]})
    other = evidence("removed", {"reason": "b", "saw": [date.id]}, author=B)
    assert removal(title, date, one) == "contested"
    assert removal(title, date, one, other) == "removed"


def test_what_holds_no_value_any_more_counts_as_removed() -> None:
    title = evidence("title", "Minutes")
    assert removal(title, evidence("title", None, title)) == "removed"
    assert removal(title, evidence("title", None, title).without_body()) == "present"


@pytest.mark.parametrize(
    "value", ["gone", 7, True, [], ["x"], {}, {"saw": 7}, {"reason": "r", "saw": [{}]}]
)
def test_a_malformed_removal_removes_nothing(value: Value) -> None:
    assert removal(evidence("title", "Minutes"), evidence("removed", value)) == "present"


def test_the_scope_is_the_same_whatever_comes_first() -> None:
    wide, narrow = change("x", scope=Scope("r")), change("y", field="value", scope=Scope("r", "v"))
    states = (fold([wide, narrow]), fold([narrow, wide]))
    scopes = [state.records("answer")["r/city/7.3"].scope for state in states]
    assert scopes == [Scope("r")] * 2


def test_states_share_what_did_not_change() -> None:
    answer, title = change("a"), evidence("title", "Minutes")
    before = fold([answer, title])
    after = before.apply([change("b", answer)])
    assert after.records("evidence") is before.records("evidence")
    assert before.records("answer")["r/city/7.3"].text("note") == "a"
    assert after.records("answer")["r/city/7.3"].text("note") == "b"


def test_a_change_is_told_by_its_header_alone() -> None:
    one = change("a")
    assert replace(one, body=None) == one.without_body()
