"""A report follows from the state alone, and says nothing that it must keep to itself."""

import random
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import pypdfium2
import pytest
from a_document import a_document

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import NoSuchReview
from ic_desktop.i18n import catalogue
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import AttachedFile, PackRef, verdict_id
from ic_desktop.project.seal import review_state, state_root
from ic_desktop.project.state import State, fold
from ic_desktop.report import edition
from ic_desktop.report.compose import compose
from ic_desktop.report.composing import day
from ic_desktop.report.document import Citation, Document, EvidenceEntry, Place, Signer
from ic_desktop.report.draw import draw
from ic_desktop.review import edits
from ic_desktop.review.results import Counts

EN, DE = catalogue("en"), catalogue("de")
SECRET = "Zwiebelkuchen"
"""A word that stands in confidential evidence only."""


@dataclass
class Town:
    """A project with one review, edited as people would."""

    pack: Pack
    editor: Editor
    review: str

    @property
    def state(self) -> State:
        return self.editor.state

    def composed(self, **given: Any) -> Document:
        return compose(self.state, self.pack, self.review, EN, **given)

    def answer(self, question: str, **values: str) -> None:
        named = {name.replace("_", "-"): value for name, value in values.items()}
        factor = self.pack.factor_of(question).id
        edits.answer(self.editor, self.review, factor, question, named)

    def judge(self, factor: str, value: str, **values: str) -> None:
        edits.judge(self.editor, self.review, factor, {"value": value, **values})

    def evidence(self, title: str, file: AttachedFile | None = None, **values: str) -> str:
        named = {name.replace("_", "-"): value for name, value in values.items()}
        return edits.add_evidence(self.editor, {"title": title, **named}, file)

    def link(self, piece: str, factor: str, question: str = "", **values: str) -> str:
        made = edits.link(self.editor, self.review, piece, factor, question)
        edits.describe_link(self.editor, made, values)
        return made


def begun(pack: Pack) -> Town:
    editor = Editor(State(), Actor("a" * 32, "d" * 32), clock=lambda: 1_791_000_000_000)
    ref = PackRef(pack.id, pack.version, pack.hash)
    review = edits.start_project(
        editor, "f" * 32, city="Exemplum", country="DE", pack=ref, title="Review 2026"
    )
    return Town(pack, editor, review)


def filled(pack: Pack) -> Town:
    town = begun(pack)
    town.answer("1.1", value="yes", note="Since 2024.")
    town.answer("7.4", value="dont-know", ask_whom="Personnel", ask_by="2026-11-30")
    town.judge("1", "in-place", reason="A clear statement.", confidence="high")
    town.judge("2", "partly", reason="Money until 2027.")
    town.judge("12", "not-applicable", reason="The district buys.")
    file = AttachedFile("ab" * 32, "minutes.pdf", "application/pdf", 4321)
    minutes = town.evidence(
        "Minutes", file, document_kind="minutes", date="2024-03-12", confidentiality="public"
    )
    town.link(minutes, "1", "1.3", stance="supports", page="4", passage="later")
    town.link(minutes, "1", "1.1", stance="supports", page="1", passage="first")
    town.link(minutes, "2", stance="contradicts", response="Weighed.")
    secret = town.evidence(
        f"{SECRET} title",
        AttachedFile("cd" * 32, f"{SECRET}.pdf", "application/pdf", 99),
        type="statement",
        date=f"{SECRET} day",
        source=f"{SECRET} source",
        text=f"{SECRET} text",
        url=f"https://{SECRET}",
        figure=SECRET,
        unit=SECRET,
        confidentiality="confidential",
    )
    town.link(secret, "1", stance="contradicts", page=SECRET, passage=SECRET, response=SECRET)
    town.evidence("Cited nowhere")
    note = {"text": "Hardly any.", "direction": "hinders", "strength": "strong"}
    edits.note_context(town.editor, town.review, "c5", note)
    edits.tie_context(town.editor, town.review, "c5", "2")
    return town


@pytest.fixture(scope="module")
def pack() -> Pack:
    return library.pack("promoting-cultural-diversity")


@pytest.fixture
def town(pack: Pack) -> Town:
    return filled(pack)


def texts(value: object) -> list[str]:
    """Return every text that a document holds, at any depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def test_one_state_gives_one_document(town: Town) -> None:
    changes = list(town.state.heads())
    once = town.composed()
    random.Random(7).shuffle(changes)
    assert compose(fold(changes), town.pack, town.review, EN) == once
    assert draw(once, EN, draft=True) == draw(town.composed(), EN, draft=True)


def test_what_a_seal_holds_gives_the_same_document(town: Town) -> None:
    sealed = review_state(town.state, town.review)
    assert compose(sealed, town.pack, town.review, EN) == town.composed()
    assert town.composed().root == state_root(sealed)


def test_what_the_review_does_not_cite_changes_nothing(town: Town) -> None:
    before = town.composed()
    town.evidence("One more that nobody cites")
    assert town.composed() == before
    assert "Cited nowhere" not in texts(before)


def test_the_cover_says_whose_review_this_is(town: Town) -> None:
    edits.describe_review(town.editor, town.review, {"assessors": "Office", "period": "Spring"})
    cover = town.composed().cover
    assert (cover.city, cover.country, cover.title) == ("Exemplum", "Germany", "Review 2026")
    assert (cover.benchmark, cover.version) == (town.pack.title, town.pack.version)
    assert cover.scope == "The whole benchmark: all 13 key factors"
    assert (cover.assessors, cover.period, cover.date) == ("Office", "Spring", "3 October 2026")
    assert cover.mark == ""


def test_the_contact_stands_in_the_report_as_its_field_says(town: Town) -> None:
    assert town.composed().cover.contact == ""
    edits.describe_city(town.editor, "f" * 32, {"contact": "Office of Tests, Room 7"})
    assert town.composed().cover.contact == "Office of Tests, Room 7"
    pages = pypdfium2.PdfDocument(draw(town.composed(), EN, draft=True))
    assert "Contact Office of Tests, Room 7" in " ".join(
        pages[0].get_textpage().get_text_bounded().split()
    )
    pages.close()


def test_check_sums_are_explained_only_where_there_are_any(town: Town) -> None:
    explained = "whoever has the same document gets the same sum"
    made = town.composed()
    bare = replace(made, evidence=tuple(replace(one, sha256="") for one in made.evidence))
    for document, there in ((made, True), (bare, False)):
        pages = pypdfium2.PdfDocument(draw(document, EN, draft=True))
        shown = " ".join(" ".join(p.get_textpage().get_text_bounded().split()) for p in pages)
        pages.close()
        assert (explained in shown) == there


def test_a_fictional_city_is_marked(town: Town) -> None:
    edits.describe_city(town.editor, "f" * 32, {"fictional": True})
    assert town.composed().cover.mark == "Fictional example"


def test_the_result_counts_all_factors(town: Town) -> None:
    result = town.composed().result
    assert result.counts == Counts(1, 1, 0, 1, 10)
    assert [row.number for row in result.factors] == list(range(1, 14))
    first, second = result.factors[:2]
    assert (first.supports, first.contradicts, first.background) == (1, 1, 0)
    assert (second.supports, second.contradicts, second.context) == (0, 1, ("City resources",))
    assert all(row.verdict == "not-judged" for row in result.factors[2:11])


def test_roles_hold_the_factors_that_serve_them(town: Town) -> None:
    roles = town.composed().result.roles
    assert [role.title for role in roles] == [role.title for role in town.pack.roles]
    serving = {f.number for f in town.pack.factors if town.pack.roles[0].id in f.roles}
    assert {number for number, _ in roles[0].factors} == serving


def test_a_factor_with_all_that_was_said(town: Town) -> None:
    factor, of_pack = town.composed().factors[0], town.pack.factors[0]
    assert (factor.statement, factor.rationale) == (of_pack.statement, of_pack.rationale)
    assert (factor.verdict, factor.reason, factor.confidence) == (
        "in-place",
        "A clear statement.",
        "high",
    )
    question = factor.questions[0]
    assert (question.answer, question.note, question.evidence) == ("yes", "Since 2024.", (1,))
    assert [q.text for q in factor.questions] == [q.text for q in of_pack.questions]


def test_prompts_come_along(town: Town) -> None:
    asked = sum(len(q.prompts) for f in town.composed().factors for q in f.questions)
    assert asked == 7


def test_places_of_one_piece_stand_together(town: Town) -> None:
    first, second = town.composed().factors[0].evidence
    assert (first.number, first.stance) == (1, "supports")
    assert first.places == (Place("1", "first", ("1.1",)), Place("4", "later", ("1.3",)))
    assert (second.number, second.stance, second.confidential) == (2, "contradicts", True)
    weighed = town.composed().factors[1].evidence[0]
    assert (weighed.stance, weighed.response) == ("contradicts", "Weighed.")


def test_the_list_of_evidence(town: Town) -> None:
    first, second = town.composed().evidence
    assert first == EvidenceEntry(
        number=1,
        kind="minutes",
        title="Minutes",
        date="12 March 2024",
        file_name="minutes.pdf",
        size=4321,
        sha256="ab" * 32,
        confidentiality="public",
        factors=(("1", 1), ("2", 2)),
    )
    assert second == EvidenceEntry(number=2, kind="statement", confidential=True)


def test_confidential_evidence_gives_number_and_kind_and_no_more(town: Town) -> None:
    document = town.composed()
    assert not [text for text in texts(document) if SECRET in text or "cd" * 32 in text]
    pages = pypdfium2.PdfDocument(draw(document, EN, draft=False))
    shown = "".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    assert "E2 Confidential: Statement" in shown
    assert SECRET not in shown


@pytest.mark.parametrize("level", ["public", "internal"])
def test_what_is_not_confidential_is_shown(town: Town, level: str) -> None:
    piece = next(i for i, r in town.state.records("evidence").items() if SECRET in r.text("title"))
    edits.describe_evidence(town.editor, piece, {"confidentiality": level})
    shown = town.composed().evidence[1]
    assert (shown.title, shown.confidentiality) == (f"{SECRET} title", level)
    assert town.composed().factors[0].evidence[1].response == SECRET


def test_disputed_confidentiality_keeps_it_confidential(town: Town) -> None:
    piece = next(i for i, r in town.state.records("evidence").items() if SECRET in r.text("title"))
    copy = Editor(town.state, Actor("b" * 32, "e" * 32))
    edits.describe_evidence(copy, piece, {"confidentiality": "public"})
    edits.describe_evidence(town.editor, piece, {"confidentiality": "internal"})
    united = fold([*town.state.heads(), *copy.changes])
    made = compose(united, town.pack, town.review, EN)
    assert not [text for text in texts(made) if SECRET in text]


def test_an_unknown_level_is_confidential() -> None:
    assert not edition.may_show("full", "secret")
    assert edition.may_show("full", "internal")
    whole = EvidenceEntry(4, "minutes", "A title", confidentiality="secret")
    assert edition.listed("full", whole) == EvidenceEntry(4, "minutes", confidential=True)
    said = Citation(4, "A title", "minutes", "supports", (Place("1", "x", ()),), "weighed")
    bare = Citation(4, "", "minutes", "supports", confidential=True)
    assert edition.cited("full", said, "secret") == bare


def test_erased_words_are_named_as_such(town: Town) -> None:
    piece = next(
        i for i, r in town.state.records("evidence").items() if r.text("title") == "Minutes"
    )
    without = [
        change.without_body() if change.header.entity == piece else change
        for change in town.state.heads()
    ]
    made = compose(fold(without), town.pack, town.review, EN)
    assert not [text for text in texts(made) if "minutes.pdf" in text]
    assert [piece.absent for piece in made.evidence] == [True, False]


def test_open_questions_name_nobody(town: Town) -> None:
    town.answer("7.2", value="dont-know", ask_whom="Personnel")
    town.answer("2.1", ask_whom="Ms Zettel", ask_by="2026-12-01")
    document = town.composed()
    assert [(item.question, item.by) for item in document.open_questions] == [
        ("2.1", "1 December 2026"),
        ("7.2", ""),
        ("7.4", "30 November 2026"),
    ]
    question = document.factors[6].questions[3]
    assert (question.answer, question.waits, question.by) == (
        "dont-know",
        True,
        "30 November 2026",
    )
    assert not [text for text in texts(document) if "Personnel" in text or "Zettel" in text]


def test_an_answered_question_asks_nobody_any_more(town: Town) -> None:
    town.answer("7.4", value="yes")
    document = town.composed()
    assert document.open_questions == ()
    assert not document.factors[6].questions[3].waits
    assert document.factors[6].questions[3].by == ""


def test_context_and_what_it_explains(town: Town) -> None:
    document = town.composed()
    assert len(document.context) == 7
    noted = next(entry for entry in document.context if entry.has_note)
    assert (noted.text, noted.direction, noted.strength) == ("Hardly any.", "hinders", "strong")
    assert noted.factors == ((2, "2"),)
    assert document.factors[1].context == (noted,)


def test_chosen_factors_only_and_no_loose_ends(town: Town) -> None:
    edits.describe_review(town.editor, town.review, {"factors": ["2", "12"]})
    document = town.composed()
    assert document.cover.scope == "2 of 13 key factors: 2, 12"
    assert [factor.number for factor in document.factors] == [2, 12]
    assert document.result.counts == Counts(0, 1, 0, 1, 0)
    assert [piece.factors for piece in document.evidence] == [(("2", 2),)]
    assert draw(document, EN, draft=True).startswith(b"%PDF")
    edits.describe_review(town.editor, town.review, {"factors": ["12"]})
    only = town.composed()
    assert only.evidence == ()
    assert all(entry.factors == () for entry in only.context)
    assert draw(only, EN, draft=False).startswith(b"%PDF")


def test_copies_that_disagree_leave_a_factor_unjudged(town: Town) -> None:
    copy = Editor(town.state, Actor("b" * 32, "e" * 32))
    edits.judge(copy, town.review, "1", {"value": "not-in-place"})
    town.judge("1", "partly")
    united = fold([*town.state.heads(), *copy.changes])
    factor = compose(united, town.pack, town.review, EN).factors[0]
    assert (factor.verdict, factor.unsettled) == ("not-judged", True)


def test_voices_are_not_mixed(town: Town) -> None:
    edits.judge(town.editor, town.review, "3", {"value": "in-place"}, "team")
    assert town.composed().factors[2].verdict == "not-judged"
    assert town.composed(voice="team").factors[2].verdict == "in-place"
    assert verdict_id(town.review, "team", "3") in town.state.records("verdict")


def test_a_review_that_is_not_there(town: Town) -> None:
    with pytest.raises(NoSuchReview):
        compose(town.state, town.pack, "0" * 32, EN)
    town.editor.remove("review", town.review, "Started by mistake")
    with pytest.raises(NoSuchReview):
        town.composed()


def test_the_signer_stands_in_the_document(town: Town) -> None:
    signer = Signer("Erika Muster", "Town", "ef" * 32)
    assert town.composed(signer=signer).signer == signer
    assert town.composed().signer is None


def test_where_the_benchmark_comes_from(town: Town) -> None:
    source, pack = town.composed().source, town.pack
    assert (source.publisher, source.ours, source.hash) == (
        pack.source.publisher,
        pack.ours,
        pack.hash,
    )
    assert len(source.footnotes) == len(pack.footnotes)


@pytest.mark.parametrize(
    ("typed", "language", "shown"),
    [
        ("2024-03-12", "en", "12 March 2024"),
        ("2024-03-12", "de", "12. März 2024"),
        ("spring 2024", "en", "spring 2024"),
        ("2024-13-45", "en", "2024-13-45"),
        ("", "en", ""),
    ],
)
def test_dates_are_for_people(typed: str, language: str, shown: str) -> None:
    assert day(typed, language) == shown


def test_report_and_pack_have_languages_of_their_own(town: Town) -> None:
    made = compose(town.state, town.pack, town.review, DE)
    assert made.language == "de"
    assert made.cover.country == "Deutschland"
    assert made.cover.date == "3. Oktober 2026"
    assert made.standard == town.pack.standard


@pytest.mark.parametrize("pack_id", [info.id for info in library.bundled()])
@pytest.mark.parametrize("draft", [True, False])
def test_every_bundled_benchmark_makes_a_report(pack_id: str, draft: bool) -> None:
    town = begun(library.pack(pack_id))
    document = town.composed()
    assert document.result.counts.not_judged == len(town.pack.factors)
    assert draw(document, EN, draft=draft).startswith(b"%PDF")


def test_documents_hold_no_state() -> None:
    assert hash(a_document()) == hash(replace(a_document()))
