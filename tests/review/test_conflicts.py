"""What copies disagree on, how it is settled, and how two texts are set side by side."""

import time

from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.review.conflicts import (
    Conflict,
    conflicts,
    count_conflicts,
    set_side_by_side,
    settle,
    settle_removal,
)
from ic_desktop.review.voices import voice_of

ANNA, BERT = Actor("a" * 32, "1" * 32), Actor("b" * 32, "2" * 32)


def _project() -> tuple[list[Change], str]:
    editor = Editor(State(), ANNA)
    pack = PackRef("promoting-cultural-diversity", "1", "f" * 64)
    review = edits.start_project(editor, new_id(), city="Musterau", pack=pack)
    edits.answer(editor, review, "7", "7.2", {"note": "as it was"})
    return editor.changes, review


def _disputed() -> tuple[list[Change], str]:
    changes, review = _project()
    for who, text in ((ANNA, "the tea was cold"), (BERT, "the tea was hot")):
        editor = Editor(fold(changes[: len(_project()[0])]), who)
        edits.answer(editor, review, "7", "7.2", {"note": text})
        changes = [*changes, *editor.changes]
    return changes, review


def test_two_notes_on_one_question_are_a_conflict_until_somebody_settles_it() -> None:
    changes, review = _disputed()
    state = fold(changes)
    (found,) = conflicts(state, review)
    assert count_conflicts(state, review) == count_conflicts(state, review) == 1
    assert {v.author for v in found.versions} == {ANNA.author, BERT.author}
    assert (found.kind, found.field, found.scope.factor) == ("answer", "note", "7")
    assert found.is_words
    editor = Editor(state, BERT)
    settle(editor, found, "the tea was warm")
    settled = fold([*changes, *editor.changes])
    assert conflicts(settled, review) == ()
    assert count_conflicts(settled, review) == 0
    held = settled.field(("answer", found.entity, "note"))
    assert held is not None
    assert held.value == "the tea was warm"


def test_a_conflict_of_another_review_is_not_shown() -> None:
    changes, _review = _disputed()
    assert conflicts(fold(changes), "another") == ()


def _contested() -> tuple[State, str, str]:
    changes, review = _project()
    editor = Editor(fold(changes), ANNA)
    piece = edits.add_evidence(editor, {"title": "Minutes"})
    base = [*changes, *editor.changes]
    remover, writer = Editor(fold(base), ANNA), Editor(fold(base), BERT)
    edits.remove_evidence(remover, piece, "twice there")
    edits.describe_evidence(writer, piece, {"title": "Minutes of May"})
    return fold([*base, *remover.changes, *writer.changes]), review, piece


def test_what_was_removed_here_and_edited_there_is_asked_about() -> None:
    state, review, piece = _contested()
    (found,) = conflicts(state, review)
    assert found.is_removal
    assert not found.is_words
    for keep, outcome in ((True, "present"), (False, "removed")):
        editor = Editor(state, BERT)
        settle_removal(editor, found, keep=keep)
        record = editor.state.record("evidence", piece)
        assert record is not None
        assert record.removal == outcome
        assert conflicts(editor.state, review) == ()


def test_settling_needs_no_scope_of_its_own() -> None:
    changes, review = _disputed()
    (found,) = conflicts(fold(changes), review)
    editor = Editor(fold(changes), BERT)
    settle(editor, found, "x")
    assert editor.changes[0].header.scope == Scope(review, "city", "7")


def test_words_that_differ_are_marked() -> None:
    left, right = set_side_by_side("The tea was cold.", "The tea was hot.")
    assert [p.text for p in left if p.differs] == ["cold"]
    assert [p.text for p in right if p.differs] == ["hot"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_side_by_side_no_word_is_lost(one: str, other: str) -> None:
    left, right = set_side_by_side(one, other)
    assert "".join(p.text for p in left) == one
    assert "".join(p.text for p in right) == other
    same = ["".join(p.text for p in side if not p.differs) for side in (left, right)]
    assert "".join(same[0].split()) == "".join(same[1].split())


def test_a_page_of_text_is_compared_while_nobody_waits() -> None:
    """Cards are made on the screen's thread: 25 of them, each with two texts."""
    words = [f"word{n % 130}" for n in range(900)]
    others = [word if n % 9 else "other" for n, word in enumerate(words)]
    began = time.process_time()
    for _ in range(5):
        set_side_by_side(" ".join(words), " ".join(others))
    assert time.process_time() - began < 0.5


def test_what_differs_is_a_word_without_the_space_after_it() -> None:
    left, _right = set_side_by_side("one two three", "one 2 three")
    assert [(p.text, p.differs) for p in left] == [
        ("one ", False),
        ("two", True),
        (" ", False),
        ("three", False),
    ]


def test_whether_a_verdict_was_blind_is_nothing_to_decide() -> None:
    changes, review = _project()
    peer = "c" * 32
    key, scope = f"{review}/{peer}/7", Scope(review, peer, "7")
    for who, mark in ((ANNA, "blind"), (BERT, "open")):
        editor = Editor(fold(changes[: len(_project()[0])]), who)
        editor.set("verdict", key, "held-others", mark, scope)
        changes = [*changes, *editor.changes]
    state = fold(changes)
    assert conflicts(state, review) == ()
    assert count_conflicts(state, review) == 0
    assert voice_of(state, review, "7", peer).held_others == "open"


def test_a_new_text_can_be_written_for_a_single_word_too() -> None:
    """But not for a verdict, which is one of four."""
    place = (Scope(), ())
    assert Conflict("session", "s", "title", *place).is_text
    assert not Conflict("verdict", "v", "value", *place).is_text
    assert not Conflict("link", "k", "removed", *place).is_text


def test_very_long_texts_stand_whole_at_once() -> None:
    one = "a " * 30_000
    left, _right = set_side_by_side(one, one + "b")
    assert [p.text for p in left] == [one]
