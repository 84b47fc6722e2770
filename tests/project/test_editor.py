"""Editing: each change builds on the heads that its author saw."""

from dataclasses import replace
from typing import Any

import pytest

from ic_desktop.errors import BrokenChange, NotACanonicalValue
from ic_desktop.project.changes import (
    MAX_DEPTH,
    MAX_PARENTS,
    Change,
    Scope,
    make_change,
    read_change,
)
from ic_desktop.project.edit import Actor, Editor, depth_after, new_id
from ic_desktop.project.history import check_history
from ic_desktop.project.state import State, fold

ME = Actor("a" * 32, "d" * 32)
OTHER = Actor("b" * 32, "e" * 32)
WHERE = ("answer", "r/city/7.3", "note")


def edit(state: State, words: object, actor: Actor = ME) -> list[Change]:
    editor = Editor(state, actor)
    editor.set(*WHERE, words, Scope("r"))
    return editor.changes


def test_an_edit_names_all_heads_and_ends_the_conflict() -> None:
    mine, theirs = edit(State(), "mine"), edit(State(), "theirs", OTHER)
    state = fold(mine + theirs)
    settled = edit(state, "mine")
    assert settled[0].header.parents == tuple(sorted((mine[0].id, theirs[0].id)))
    assert settled[0].header.depth == 2
    assert state.apply(settled).records("answer")["r/city/7.3"].conflicts == ()


def test_what_changes_nothing_adds_nothing() -> None:
    first = edit(State(), "words")
    assert edit(fold(first), "words") == []
    assert edit(State(), "") == []
    assert edit(State(), None) == []
    assert edit(fold(first), None) != []


def test_a_value_whose_words_are_missing_can_be_set_anew() -> None:
    first = edit(State(), "words")[0]
    again = edit(fold([first.without_body()]), "words")
    assert again[0].header.parents == (first.id,)


def test_edits_of_one_action_see_each_other() -> None:
    editor = Editor(State(), ME)
    editor.set(*WHERE, "one", Scope("r"))
    editor.set(*WHERE, "two", Scope("r"))
    first, second = editor.changes
    assert second.header.parents == (first.id,)
    assert {change.header.action for change in editor.changes} == {editor.action}
    assert fold(editor.changes) == editor.state


def test_every_change_has_a_salt_of_its_own() -> None:
    one, other = edit(State(), "yes")[0], edit(State(), "yes")[0]
    assert one.body is not None
    assert other.body is not None
    assert one.body.salt != other.body.salt
    assert one.header.commitment != other.header.commitment


def test_what_cannot_be_kept_is_refused_before_anything_is_written() -> None:
    editor = Editor(State(), ME)
    with pytest.raises(NotACanonicalValue):
        editor.set(*WHERE, "half a \ud83d", Scope("r"))
    assert editor.changes == []


def test_removing_names_what_was_seen() -> None:
    editor = Editor(State(), ME)
    piece = editor.create("evidence", {"title": "Minutes", "date": "2026"}, Scope(factor="7"))
    editor.remove("evidence", piece, "double")
    removal = editor.changes[-1]
    assert removal.body is not None
    assert removal.body.value == {
        "reason": "double",
        "saw": sorted(change.id for change in editor.changes[:-1]),
    }
    assert removal.header.scope == Scope(factor="7")
    editor.restore("evidence", piece)
    assert editor.state.records("evidence")[piece].removal == "present"
    editor.remove("evidence", "f" * 32, "was never there")
    editor.restore("evidence", "f" * 32)
    assert len(editor.changes) == 4


def test_ids_are_random() -> None:
    assert len({new_id() for _ in range(100)}) == 100


def test_what_builds_on_a_forged_depth_can_still_be_read() -> None:
    first = edit(State(), "words")[0]
    forged = remade(first, depth=MAX_DEPTH)
    assert depth_after([forged]) == MAX_DEPTH
    later = edit(fold([forged]), "more")[0]
    assert read_change(later.header.canonical(), later.body) == later


def history(*changes: Change) -> dict[str, Change]:
    return {change.id: change for change in changes}


def remade(change: Change, **changed: Any) -> Change:
    assert change.body is not None
    return make_change(replace(change.header, **changed), change.body)


def test_a_whole_history_passes() -> None:
    first = edit(State(), "one")
    second = edit(fold(first), "two")
    theirs = edit(fold(first), "three", OTHER)
    third = edit(fold(first + second + theirs), "four")
    check_history(history(*first, *second, *theirs, *third))
    check_history({})


def test_a_gap_in_the_history_is_told() -> None:
    first = edit(State(), "one")
    second = edit(fold(first), "two")
    with pytest.raises(BrokenChange, match="missing"):
        check_history(history(*second))


def test_what_was_saved_from_a_damaged_file_may_have_gaps() -> None:
    first = edit(State(), "one")
    second = edit(fold(first), "two")
    third = edit(fold(first + second), "three")
    check_history(history(*first, *third), gaps=True)
    forged = remade(third[0], depth=1, parents=(first[0].id, third[0].header.parents[0]))
    with pytest.raises(BrokenChange, match="depth"):
        check_history(history(*first, forged), gaps=True)
    check_history(history(*first, *third), coming=first)
    with pytest.raises(BrokenChange, match="missing"):
        check_history(history(*first, *third), coming=third)


def test_a_parent_of_another_field_is_told() -> None:
    first = edit(State(), "one")[0]
    second = remade(edit(fold([first]), "two")[0], field="value")
    with pytest.raises(BrokenChange, match="something else"):
        check_history(history(first, second))


@pytest.mark.parametrize("depth", [1, 3, MAX_DEPTH])
def test_a_forged_depth_is_told(depth: int) -> None:
    first = edit(State(), "one")[0]
    second = remade(edit(fold([first]), "two")[0], depth=depth)
    with pytest.raises(BrokenChange, match="depth"):
        check_history(history(first, second))


def test_more_heads_than_a_change_can_name_are_told() -> None:
    first = edit(State(), "one")[0]
    many = [remade(first, time=time) for time in range(MAX_PARENTS + 1)]
    check_history(history(*many[:-1]))
    with pytest.raises(BrokenChange, match="too many"):
        check_history(history(*many))


def test_what_is_there_stays_in_its_review_and_voice() -> None:
    """Or a change from elsewhere could take a contradiction out of a review, or cross a lane."""
    editor = Editor(State(), ME)
    where = Scope(review="r", voice="peer", factor="7")
    editor.set("verdict", "r/peer/7", "value", "partly", where)
    editor.set("verdict", "r/peer/7", "reason", "Because", Scope())
    assert {change.header.scope for change in editor.changes} == {where}
    check_history({change.id: change for change in editor.changes})

    elsewhere = Editor(State(), ME)
    elsewhere.set("verdict", "r/peer/7", "reason", "Mine", Scope(review="r", voice="city"))
    united = {change.id: change for change in editor.changes + elsewhere.changes}
    with pytest.raises(BrokenChange):
        check_history(united, elsewhere.changes)
    check_history(united, [])
