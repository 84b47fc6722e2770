"""Which evidence speaks to what: the index, against a plain count of the links."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import PackRef, all_evidence, links
from ic_desktop.project.state import State, fold
from ic_desktop.review import edits
from ic_desktop.review.evidence import Stances, index, stances
from ic_desktop.review.memo import Memo

ME = Actor("a" * 32, "d" * 32)


def plain(state: State, review: str) -> dict[str, list[tuple[str, str]]]:
    """Return by factor what speaks to it, the slow way: (evidence, link), in order."""
    order = {piece.id: place for place, piece in enumerate(all_evidence(state))}
    found: dict[str, list[tuple[str, str]]] = {}
    for link in links(state, review):
        found.setdefault(link.factor, []).append((link.evidence, link.id))
    return {key: sorted(v, key=lambda p: (order[p[0]], p[1])) for key, v in found.items()}


def indexed(state: State, review: str) -> dict[str, list[tuple[str, str]]]:
    held = index(state, review)
    by_factor = {n: held.of_factor(n) for n in ("1", "2", "3")}
    return {
        n: [(c.evidence.id, c.link.id) for c in cited] for n, cited in by_factor.items() if cited
    }


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "link", "link", "unlink", "remove", "retitle", "other"]),
        st.integers(0, 9),
        st.sampled_from(["1", "2", "3"]),
    ),
    max_size=25,
)


@given(STEPS)
def test_the_index_follows_every_edit(steps: list[tuple[str, int, str]]) -> None:
    editor = Editor(State(), ME)
    reviews = [edits.add_review(editor, pack=PackRef("p", "1", "0")) for _ in range(2)]
    pieces: list[str] = []
    ties: list[str] = []
    for what, number, factor in steps:
        piece = pieces[number % len(pieces)] if pieces else ""
        if what == "add":
            pieces.append(edits.add_evidence(editor, {"title": str(number)}))
        elif what == "link" and piece:
            ties.append(edits.link(editor, reviews[number % 2], piece, factor, f"{factor}.1"))
        elif what == "unlink" and ties:
            edits.unlink(editor, ties[number % len(ties)])
        elif what == "remove" and piece:
            edits.remove_evidence(editor, piece, "old")
        elif what == "retitle" and piece:
            edits.describe_evidence(editor, piece, {"title": f"again {number}"})
        elif what == "other":
            edits.answer(editor, reviews[0], factor, f"{factor}.1", {"note": str(number)})
        for review in reviews:
            assert indexed(editor.state, review) == plain(editor.state, review)
            held = index(editor.state, review)
            assert list(held.pieces.values()) == all_evidence(editor.state)
    assert [indexed(fold(editor.changes), review) for review in reviews] == [
        indexed(editor.state, review) for review in reviews
    ]


def test_the_same_index_until_evidence_changes(town: Any) -> None:
    piece = town.evidence("Minutes")
    town.link(piece, "7", "7.3")
    held = index(town.state, town.id)
    town.answer("7.3", value="yes")
    assert index(town.state, town.id) is held
    town.link(piece, "7")
    assert index(town.state, town.id) is not held


def test_by_question_and_by_piece(town: Any) -> None:
    one, two = town.evidence("One"), town.evidence("Two")
    town.link(two, "7", "7.3", "contradicts")
    town.link(one, "7", "7.3")
    town.link(one, "7")
    town.link(one, "8", "8.1")
    held = index(town.state, town.id)
    assert [c.evidence.title for c in held.of_question("7", "7.3")] == ["One", "Two"]
    assert held.of_question("7", "7.1") == ()
    assert sorted(c.link.factor for c in held.of_evidence(one)) == ["7", "7", "8"]
    assert held.of_evidence("f" * 32) == ()
    assert [piece.title for piece in held.cited()] == ["One", "Two"]
    three = town.evidence("Three")
    assert [piece.id for piece in index(town.state, town.id).not_cited()] == [three]


def test_a_piece_counts_once_a_stance(town: Any) -> None:
    one, two = town.evidence("One"), town.evidence("Two")
    for question in ("7.1", "7.2", ""):
        town.link(one, "7", question)
    town.link(one, "7", "7.4", "contradicts")
    town.link(two, "7", "7.1", "background")
    cited = index(town.state, town.id).of_factor("7")
    assert stances(cited) == Stances(supports=1, contradicts=1, background=1)
    assert not stances(()).any
    assert stances(cited[:1]).any


def test_a_view_is_made_once_a_record(town: Any) -> None:
    made: list[str] = []

    def make(record: Any) -> str:
        made.append(record.id)
        return record.text("title")

    views = Memo(make)
    one, two = town.evidence("One"), town.evidence("Two")
    assert dict(views.of(town.state.records("evidence"))) == {one: "One", two: "Two"}
    edits.describe_evidence(town.editor, two, {"title": "Zwei"})
    assert dict(views.of(town.state.records("evidence"))) == {one: "One", two: "Zwei"}
    assert sorted(made) == sorted([one, two, two])


def test_an_unknown_review_has_no_evidence(town: Any, pack: Pack) -> None:
    town.link(town.evidence("One"), "7")
    held = index(town.state, "0" * 32)
    assert all(held.of_factor(factor.id) == () for factor in pack.factors)
    assert held.cited() == ()


@given(st.lists(st.integers(-1, 5), min_size=6, max_size=6), st.integers(0, 5))
def test_of_joined_pieces_one_is_there_and_says_what_all_say(into: list[int], gone: int) -> None:
    editor = Editor(State(), ME)
    review = edits.add_review(editor, pack=PackRef("p", "1", "0"))
    pieces = [edits.add_evidence(editor, {"title": str(n)}) for n in range(6)]
    for n, piece in enumerate(pieces):
        edits.link(editor, review, piece, "1", f"1.{n}")
    for piece, target in zip(pieces, into, strict=True):
        if target >= 0:
            edits.describe_evidence(editor, piece, {"joined-into": pieces[target]})
    edits.remove_evidence(editor, pieces[gone], "wrong")
    held = index(editor.state, review)
    assert index(editor.state, review) is held
    shown = {double.id for piece in held.pieces for double in held.doubles_of(piece)}
    assert shown == set(held.kept)
    assert shown | set(held.pieces) == set(pieces) - {pieces[gone]}
    assert not shown & set(held.pieces)
    said = {cited.link.question for cited in held.of_factor("1")}
    assert said == {f"1.{n}" for n in range(6) if n != gone}
    assert {cited.evidence.id for cited in held.of_factor("1")} == set(held.pieces)
    assert not held.not_cited()
