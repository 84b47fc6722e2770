"""Search over everything: words in any case, accents and order; the best first."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.changes import Scope
from ic_desktop.project.concluded import team_scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import AttachedFile, PackRef, review
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.review.folded import excerpt_of, find_folded, fold_text, words_of
from ic_desktop.review.people import add_person
from ic_desktop.review.search import Hit, search
from ic_desktop.review.target import Target


def hits(town: Any, query: str, limit: int = 60) -> tuple[Hit, ...]:
    return search(town.state, town.pack, town.review, query, limit=limit)


def test_nothing_for_an_empty_query(town: Any) -> None:
    assert hits(town, "") == hits(town, " \n") == ()
    assert hits(town, "qqqqq") == ()


def test_a_question_by_its_number(town: Any, pack: Pack) -> None:
    first = hits(town, "7.3")[0]
    assert first.kind == "question"
    assert first.target == Target("factor", "7", "7.3")
    assert pack.question("7.3").text in first.title
    assert hits(town, "7")[0].target == Target("factor", "7")


def test_every_text_is_found_with_its_spot(town: Any, pack: Pack) -> None:
    town.answer("7.3", note="Zebra crossing", ask_whom="Mr Quagga")
    town.judge("8", "partly", reason="An okapi reason")
    edits.note_context(town.editor, town.id, "c3", {"text": "A gnu of context"})
    edits.describe_city(town.editor, "f" * 32, {"about": "Home of the tapir"})
    edits.describe_review(town.editor, town.id, {"method": "Two kudu workshops"})
    file = AttachedFile("9" * 64, "lemur.pdf", "application/pdf", 3)
    values = {
        "title": "Ibex",
        "source": "Bongo office",
        "text": "Some nyala",
        "url": "https://kob.x",
    }
    piece = edits.add_evidence(town.editor, values, file)
    link = edits.link(town.editor, town.id, piece, "9", "9.2", passage="An eland", page="oryx")
    edits.describe_link(town.editor, link, {"response": "A dikdik"})
    factor, context, there = Target("factor", "7", "7.3"), Target("context", context="c3"), piece
    spots = {
        "zebra": ("answer", factor),
        "quagga": ("answer", factor),
        "okapi": ("reason", Target("factor", "8")),
        "gnu": ("note", context),
        "tapir": ("city", Target("city")),
        "kudu": ("city", Target("city")),
        "eland": ("evidence", Target("factor", "9", "9.2", there)),
        "oryx": ("evidence", Target("factor", "9", "9.2", there)),
        "dikdik": ("evidence", Target("factor", "9", "9.2", there)),
        **{
            word: ("evidence", Target("evidence", evidence=there))
            for word in ("ibex", "bongo", "nyala", "kob.x", "lemur.pdf")
        },
    }
    for word, spot in spots.items():
        (hit,) = hits(town, word)
        assert (hit.kind, hit.target) == spot, word
    for example in pack.factor("2").examples:
        assert Target("factor", "2") in {hit.target for hit in hits(town, example.city)}
    assert hits(town, pack.context_factors[0].title)[0].target.context


def test_all_words_in_any_order_case_and_accent(town: Any) -> None:
    town.evidence("Procès-verbal de Besançon", text="Straße nach Łódź und Århus, ΑΘΉΝΑ, Київ")
    for query in (
        "besancon proces",
        "BESANÇON",
        "strasse lodz",
        "arhus",
        "αθηνα",
        "київ",
        "straß",
    ):
        assert [hit.title for hit in hits(town, query)] == ["Procès-verbal de Besançon"], query
    assert hits(town, "besancon gnu") == ()


def test_a_title_comes_before_a_text(town: Any) -> None:
    town.evidence("Other", text="about the zorilla")
    town.evidence("The zorilla report")
    assert [hit.title for hit in hits(town, "zorilla")] == ["The zorilla report", "Other"]


def test_removed_evidence_and_other_reviews_are_not_found(town: Any, pack: Pack) -> None:
    piece = town.evidence("Zorilla")
    edits.remove_evidence(town.editor, piece, "double")
    other = edits.add_review(town.editor, pack=town.review.pack)
    edits.answer(town.editor, other, "7", "7.3", {"note": "zorilla"})
    edits.answer(town.editor, town.id, "7", "7.3", {"note": "zorilla"}, "team")
    assert hits(town, "zorilla") == ()
    assert len(search(town.state, pack, town.review, "zorilla", voice="team")) == 1


def test_an_edit_is_found_at_once(town: Any) -> None:
    town.answer("7.3", note="before")
    assert hits(town, "before")
    town.answer("7.3", note="afterwards")
    assert not [hit for hit in hits(town, "before") if hit.kind == "answer"]
    assert [hit for hit in hits(town, "afterwards") if hit.kind == "answer"]


def test_the_number_of_hits_is_bounded(town: Any) -> None:
    for number in range(20):
        town.evidence(f"Zorilla {number}")
    assert len(hits(town, "zorilla", limit=7)) == 7
    assert len(hits(town, "zorilla")) == 20


def test_an_excerpt_shows_the_word(town: Any) -> None:
    town.evidence("Long", text="words before " * 60 + "the ZÖRILLA itself " + "words after " * 60)
    (hit,) = hits(town, "zorilla")
    assert "ZÖRILLA" in hit.excerpt
    assert hit.excerpt.startswith("… ")
    assert hit.excerpt.endswith(" …")
    assert len(hit.excerpt) < 140


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ärger", "arger"), ("ŁÓDŹ", "lodz"), ("Straße", "strasse"), ("ÆØ", "aeo"), ("ﬁnal", "final")],
)
def test_folding(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_folding_goes_character_by_character(one: str, two: str, three: str) -> None:
    """So a place in the folded text can be told in the text itself."""
    text = one + two + three
    assert fold_text(text) == "".join(map(fold_text, text))
    word = fold_text(two)
    at = find_folded(text, word)
    if word:
        assert 0 <= at <= len(text)
        assert word in fold_text(text[at:])
    assert len(excerpt_of(text * 20, word)) <= 140
    assert words_of(text) == tuple(dict.fromkeys(fold_text(text).split()))


def test_people_sessions_and_conclusions_of_a_peer_review_are_found() -> None:
    editor = Editor(State(), Actor("a" * 32, "1" * 32))
    pack = library.pack("promoting-cultural-diversity")
    ref = PackRef(pack.id, pack.version, pack.hash)
    made = edits.start_project(editor, "p" * 32, city="Musterau", pack=ref, kind="peer-review")
    person = add_person(editor, "Zora Zimmer", "interviewee")
    scope = Scope(review=made, session="s1")
    editor.set_all("session", "s1", {"title": "Zoo visit", "kind": "site-visit"}, scope)
    editor.set("recommendation", "r1", "text", "Zest for signs", team_scope(made, "7"))
    editor.set("reply", "r1", "reason", "No zeal", Scope(made, "city", "7"))
    held = review(editor.state, made)
    assert held is not None
    found = {hit.kind: hit for hit in search(editor.state, pack, held, "z")}
    assert found["person"].target == Target("people", spot=person)
    assert found["session"].title == "Zoo visit"
    titles = {h.title for h in search(editor.state, pack, held, "ze") if h.kind == "conclusion"}
    assert titles == {"Zest for signs", "the reply to a recommendation"}
