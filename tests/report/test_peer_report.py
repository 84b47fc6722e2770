"""The report in the form of a peer review: all voices side by side, and nobody given away."""

import json
import re
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from ic_desktop import helper_client
from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import catalogue
from ic_desktop.project.concluded import recommendations
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.seal import as_sealed, current_seal, review_state, seal_review, state_root
from ic_desktop.project.state import fold
from ic_desktop.report import order
from ic_desktop.report.build import build_draft
from ic_desktop.report.compose import compose
from ic_desktop.report.document import Document
from ic_desktop.report.draw import draw
from ic_desktop.report.peer_document import AskedEntry, PeerPart, Spread
from ic_desktop.report.peer_factors import _line
from ic_desktop.report.style import LIGHT
from ic_desktop.review import conclusions, edits, leaving, voices
from tests.report.a_peer_review import (
    ALONE,
    HEADS,
    HOST,
    MARKER,
    NAME,
    PEERS,
    SHY,
    Visit,
    a_visit,
    begun,
)

EN = catalogue("en")
PACK = "promoting-cultural-diversity"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return library.pack(PACK)


@pytest.fixture
def visit(pack: Pack) -> Visit:
    return a_visit(pack)


@pytest.fixture(scope="module")
def draft(pack: Pack) -> bytes:
    return draw(a_visit(pack).composed(), EN, draft=True)


@pytest.fixture(scope="module")
def pages(draft: bytes) -> list[str]:
    return pages_of(draft)


def pages_of(pdf: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in opened]
    finally:
        opened.close()
    return [" ".join(text.split()) for text in texts]


def texts(value: object) -> list[str]:
    """Return every text that a document holds, at any depth."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def peer_of(document: Document) -> PeerPart:
    assert document.peer is not None
    return document.peer


def bytes_of(pdf: bytes) -> bytes:
    """Return a PDF with every stream written out, and its text as readers find it."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams = [
            item.read_bytes()
            for item in opened.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image"
        ]
        plain = BytesIO()
        opened.save(plain, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert len(opened.attachments) == 0
    return b"\n".join([pdf, plain.getvalue(), *streams, *(p.encode() for p in pages_of(pdf))])


def holds(found: bytes, word: str) -> list[str]:
    forms = ("utf-8", "utf-16-le", "utf-16-be")
    return [how for how in forms if word.lower().encode(how) in found.lower()]


# Where it stands, and in which colour


def test_findings_begin_below_the_visit_where_there_is_room(visit: Visit) -> None:
    whole = visit.composed()
    peer = peer_of(whole)
    few = replace(peer, team=peer.team[:1], hosts=(), asked=(), sessions=peer.sessions[:1])
    for held, shares_a_page in ((peer, False), (few, True)):
        found = pages_of(draw(replace(whole, peer=held), EN, draft=True))[3:]
        made = next(n for n, page in enumerate(found) if "How the review was made" in page)
        begins = next(n for n, page in enumerate(found) if "Findings by key factor" in page)
        assert (begins == made) is shares_a_page
        assert "Public commitment" in found[begins]


def test_a_source_that_also_contradicts_is_not_shown_in_the_colour_of_support() -> None:
    colours = {code: _line("Interviews", code, "2 support").colour for code in ("both", "supports")}
    assert colours == {"both": LIGHT.contradicts, "supports": LIGHT.accent}


# What is said, and in whose voice


def test_the_report_speaks_in_the_teams_voice(visit: Visit) -> None:
    made = visit.composed()
    assert [made.factors[n].verdict for n in (0, 1, 2)] == ["partly", "not-in-place", "not-judged"]
    assert made.result.counts.partly == 1
    assert (peer_of(made).city.in_place, peer_of(made).city.partly) == (1, 1)
    first = peer_of(made).factors[0]
    assert (first.city_verdict, first.city_reason) == ("in-place", "We hold it is.")


def test_a_self_assessment_has_no_peer_part(visit: Visit) -> None:
    edits.describe_review(visit.editor, visit.review, {"kind": "self-assessment"})
    made = visit.composed()
    assert made.peer is None
    assert made.factors[0].verdict == "in-place"


def test_sources_stand_side_by_side(visit: Visit) -> None:
    first = peer_of(visit.composed()).factors[0]
    said = {s.source: (s.says, s.supports, s.contradicts) for s in first.sources}
    assert said == {
        "city": ("silent", 0, 0),
        "documents": ("supports", 1, 0),
        "interviews": ("both", 1, 2),
        "observation": ("contradicts", 0, 1),
    }


def test_how_peers_judged_is_a_spread_of_three_or_more(visit: Visit) -> None:
    found = peer_of(visit.composed()).factors
    assert found[0].spread == Spread(3, (("partly", 2), ("not-in-place", 1)))
    assert found[1].spread is None
    visit.judge(PEERS[1], "2", "partly", "also")
    assert peer_of(visit.composed()).factors[1].spread is None
    visit.judge(PEERS[2], "2", "in-place", "not at all")
    assert peer_of(visit.composed()).factors[1].spread == Spread(
        3, (("in-place", 1), ("partly", 2))
    )


def test_where_all_peers_agree_their_number_would_tell_what_each_holds(visit: Visit) -> None:
    voices.open_consensus(visit.editor, visit.review, "1")
    visit.judge(PEERS[2], "1", "partly", "persuaded")
    assert peer_of(visit.composed()).factors[0].spread is None


def test_a_minority_view_has_a_name_only_if_its_author_agrees(visit: Visit) -> None:
    found = peer_of(visit.composed()).factors
    assert [(m.value, m.name) for m in found[0].minority] == [("not-in-place", "Pina Drei")]
    assert [(m.value, m.name) for m in found[1].minority] == [("partly", "")]
    copy = Editor(visit.state, Actor(PEERS[2], "e" * 32))
    voices.dissent(copy, visit.review, "1", PEERS[2], {"name-agreed": False})
    mine = Editor(visit.state, Actor(PEERS[2], "c" * 32))
    voices.dissent(mine, visit.review, "1", PEERS[2], {"text": "Nothing at all."})
    both = fold([*visit.editor.changes, *copy.changes, *mine.changes])
    made = peer_of(compose(both, visit.pack, visit.review, EN))
    assert [(m.text, m.name) for m in made.factors[0].minority] == [("Nothing at all.", "")]


def test_people_are_named_who_may_be_and_others_counted(visit: Visit) -> None:
    made = peer_of(visit.composed())
    assert [one.name for one in made.team] == ["Erika Leitner", "Pia Eins", "Per Zwei", "Pina Drei"]
    assert [one.name for one in made.hosts] == ["Hanna Host", "Stan Staff"]
    assert made.asked == (AskedEntry("Head of a school", 3),)
    assert made.asked_in_all == 5


def test_two_of_a_category_are_not_a_category(visit: Visit) -> None:
    visit.person(HEADS[0], "interviewee", category="Clerk")
    made = peer_of(visit.composed())
    assert made.asked == ()
    assert made.asked_in_all == 5


def test_a_session_does_not_tell_who_was_there(visit: Visit) -> None:
    focus, talk, feedback = peer_of(visit.composed()).sessions
    assert (focus.kind, focus.place, focus.answered, focus.few) == (
        "focus-group", "Town hall", 3, False,
    )  # fmt: skip
    assert (talk.kind, talk.date, talk.place, talk.answered, talk.few) == (
        "interview", "5 May 2026", "", 0, True,
    )  # fmt: skip
    assert (feedback.kind, feedback.answered, feedback.team) == ("feedback", 0, 1)


def test_a_category_stands_beside_words_once_three_of_it_have_spoken(visit: Visit) -> None:
    def speaker() -> str:
        return next(p.speaker for p in visit.composed().evidence if p.text.startswith("We were"))

    assert speaker() == "", "one head of a school is a name"
    visit.statement(visit.focus, "Nor were we.", speaker=HEADS[1])
    assert speaker() == ""
    visit.statement(visit.focus, "We neither.", speaker=HEADS[2])
    assert speaker() == "Head of a school"


def test_statements_are_attributed_as_agreed(visit: Visit) -> None:
    for head in HEADS[1:]:
        visit.statement(visit.focus, "So say I.", speaker=head)
    made = visit.composed()
    said = {piece.text: (piece.form, piece.speaker, piece.session) for piece in made.evidence}
    assert said["We were never asked."] == ("quotation", "Head of a school", "4 May 2026")
    assert said["Housing is on the agenda."] == ("paraphrase", "", "5 May 2026")
    assert [p.kind for p in made.evidence if p.confidential] == ["statement", "document"]


def test_doubles_that_were_joined_are_one_piece(visit: Visit) -> None:
    before = visit.composed()
    main = next(
        i
        for i, r in visit.state.records("evidence").items()
        if r.text("text").startswith("We were")
    )
    double = visit.statement(visit.focus, "We never were asked", confidentiality="public")
    visit.link(double, "2", "contradicts")
    scope = visit.state.records("evidence")[double].scope
    visit.editor.set("evidence", double, "joined-into", main, scope)
    made = visit.composed()
    assert len(made.evidence) == len(before.evidence)
    piece = next(p for p in made.evidence if p.text == "We were never asked.")
    assert [number for _key, number in piece.factors] == [1, 2]
    assert piece.number in [c.number for c in made.factors[1].evidence]


def test_a_photo_is_as_confidential_as_its_statement(visit: Visit) -> None:
    whole = next(i for i, r in visit.state.records("evidence").items() if MARKER in r.text("title"))
    photo = edits.add_evidence(
        visit.editor, {"title": f"{MARKER} photo", "confidentiality": "public"}
    )
    visit.editor.set(
        "evidence", photo, "goes-with", whole, visit.state.records("evidence")[photo].scope
    )
    visit.link(photo, "1", "supports")
    assert not [text for text in texts(visit.composed()) if MARKER in text]


@pytest.mark.parametrize("consent", ["refused", "withdrawn"])
def test_without_consent_words_stay(visit: Visit, consent: str) -> None:
    visit.person(ALONE, "interviewee", consent=consent)
    said = texts(visit.composed())
    assert "Housing is on the agenda." not in said
    assert "For housing" not in said


def test_recommendations_have_replies_and_progress(visit: Visit) -> None:
    first, second = peer_of(visit.composed()).recommendations
    assert (first.priority, first.to_whom, [n for n, _ in first.factors]) == (
        "high", "Town council", [1, 2],
    )  # fmt: skip
    assert (first.reply.code, first.reply.reason, first.reply.date) == (
        "accepted", "We shall.", "1 September 2026",
    )  # fmt: skip
    assert [(s.state, s.date) for s in first.steps] == [("under-way", "3 May 2027")]
    assert (second.reply.code, second.steps) == ("", ())


def test_comments_and_reactions_name_their_finding(visit: Visit) -> None:
    made = peer_of(visit.composed())
    comment = made.comments[0]
    assert (comment.about.kind, comment.about.number) == ("verdict", 1)
    assert (comment.answer, comment.answer_text) == ("corrected", "It was 2024.")
    assert [(r.text, r.about.kind, r.about.number) for r in made.reactions] == [
        ("That will be hard.", "recommendation", 2)
    ]
    assert made.in_confidence == 1
    conclusions.withdraw(
        visit.editor, "recommendation", recommendations(visit.state, visit.review)[1].id
    )
    assert peer_of(visit.composed()).reactions[0].about.number == 0


def test_two_versions_are_both_shown_as_not_settled(visit: Visit) -> None:
    copy = Editor(visit.state, Actor("b" * 32, "e" * 32))
    voices.conclude(copy, visit.review, "1", {"reason": "Another reason."})
    one = recommendations(copy.state, visit.review)[0].id
    conclusions.describe(copy, "recommendation", one, {"text": "Do it at once."})
    voices.conclude(visit.editor, visit.review, "1", {"reason": "A third reason."})
    conclusions.describe(visit.editor, "recommendation", one, {"text": "Do it later."})
    made = compose(fold([*visit.editor.changes, *copy.changes]), visit.pack, visit.review, EN)
    factor, peer = made.factors[0], peer_of(made)
    assert factor.unsettled
    assert {factor.reason, *peer.factors[0].versions} == {"Another reason.", "A third reason."}
    first = peer.recommendations[0]
    assert first.unsettled
    assert {first.text, *first.versions} == {"Do it at once.", "Do it later."}
    text = " ".join(pages_of(draw(made, EN, draft=False)))
    assert text.count("Not settled: copies of this project say different things") == 2
    assert text.count("The other version:") == 2


# On paper


def test_everything_that_the_document_says_is_there(pages: list[str]) -> None:
    text = " ".join(pages)
    for said in (
        "The team finds 0 of 13 key factors in place. The city itself holds that 1 is.",
        "Expert leader Erika Leitner, City of Northport",
        "5 people were asked. 3 × Head of a school; 2 others",
        "4 May 2026 Focus group · 10:00–10:45 · Town hall · 3 were asked",
        "Interview · 09:00 · fewer than three were asked",
        "F1 The team concludes: Partly in place It is decided, and not yet done. Rests on: E",
        "The city itself In place We hold it is.",
        "Interviews 1 supports, 2 contradict",
        "The peers 3 judged: 2 × Partly in place, 1 × Not in place",
        "Fewer than three judged, so how they did is not shown.",
        "Not in place (Pina Drei, who agreed to be named)",
        "“We were never asked.”",
        "Remark of the reviewer: Signs are in one language.",
        "S1 The council speaks with one voice.",
        "R1 Bring the statement to every school.",
        "The host: Accepted (Council, 1 September 2026) We shall.",
        "3 May 2027: Under way Four schools of nine.",
        "The host: No reply yet",
        "C1 Comment on F1 The year is wrong. The leader: Corrected It was 2024.",
        "On R2 · 6 May 2026 That will be hard.",
        "1 more was said in confidence and is not shown.",
        "Next steps Accepted R1 No reply yet R2",
        "Evidence matrix",
        "minutes.pdf, 4 321 bytes",
        "Confidential: Statement Not shown in this report.",
    ):
        assert said in text, said


def test_there_is_no_score(pages: list[str]) -> None:
    text = " ".join(pages)
    assert "There is no score." in text
    assert not re.search(r"\d\s?%", text)
    assert not re.search(r"\baverage|\bpoints\b|\branking", text, re.IGNORECASE)


def test_a_draft_for_the_host_says_so_on_every_page(pages: list[str]) -> None:
    mark = "Draft for the host’s comments, 3 October 2026"
    assert all(text.count(mark) >= 2 for text in pages)
    assert "Please name the number with each comment." in " ".join(pages)


def test_a_report_to_be_signed_is_no_draft(visit: Visit) -> None:
    text = " ".join(pages_of(draw(visit.composed(), EN, draft=False)))
    assert "Draft" not in text
    assert "To the host" not in text
    assert "F1 The team concludes" in text


def test_the_result_stands_on_one_page(pages: list[str]) -> None:
    page = next(text for text in pages if "The result on one page The team finds" in text)
    assert "Monitoring and evaluation" in page


def test_the_contents_fit_one_page_and_tell_the_right_ones(draft: bytes, pages: list[str]) -> None:
    contents = next(text for text in pages if " Contents " in text)
    assert "Signature, and how to check it" in contents
    with pikepdf.open(BytesIO(draft)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        goals = [numbers[note.Dest[0].objgen] for note in pdf.pages[1].Annots]
        links = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert all(note.Dest[0].objgen in numbers for note in links)
    titles = re.findall(r"(?:Strengths|Next steps|Evidence matrix)", contents)
    assert len(titles) == 3
    for title in titles:
        assert any(title in pages[number - 1] for number in goals if number)


def test_one_state_gives_one_file(pack: Pack, draft: bytes) -> None:
    visit = a_visit(pack)
    changes = sorted(visit.editor.changes, key=lambda change: change.id)
    again = compose(fold(changes), pack, visit.review, EN)
    assert again == visit.composed()
    assert len(draw(again, EN, draft=True)) > 1000


def test_a_review_that_has_just_begun(pack: Pack) -> None:
    made = begun(pack).composed()
    text = " ".join(pages_of(draw(made, EN, draft=True)))
    assert "On 13 there is no conclusion yet." in text
    assert "No session is noted." in text
    assert "No recommendation is noted." in text
    assert text.count("The team has no conclusion yet") == 13
    assert "Next steps" not in text
    assert "The feedback session" not in text


def test_long_texts_and_names_everywhere_still_make_a_report(visit: Visit) -> None:
    long, name = (
        "Wort für Wort Λόγος " * 400,
        "Αλεξάνδρα-Ουρανία Παπαδιαμαντοπούλου-Χατζηκωνσταντίνου XY",
    )
    visit.person(PEERS[0], "peer", name=name, organisation=name, function=name)
    visit.person(HOST, "host-coordinator", name=name, organisation=long)
    voices.conclude(visit.editor, visit.review, "1", {"reason": long})
    voices.dissent(visit.editor, visit.review, "1", PEERS[2], {"text": long})
    edits.judge(visit.editor, visit.review, "1", {"value": "in-place", "reason": long})
    one = conclusions.add_recommendation(
        visit.editor, visit.review, "1", long, {"why": long, "to-whom": long}
    )
    conclusions.reply(visit.editor, one, {"value": "partly", "reason": long, "authority": long})
    conclusions.add_strength(visit.editor, visit.review, "1", long)
    pages = pages_of(draw(visit.composed(), EN, draft=True))
    text = "".join("".join(pages).split())
    assert text.count("WortfürWortΛόγος") >= 7 * 400
    assert "".join(name.split()) in text
    assert "Signature, and how to check it" in pages[-1]


def test_hostile_text_is_text(visit: Visit) -> None:
    typed = '<b>&lt;{0} {numbers} <a name="factors"/> %(x)s'
    visit.person(PEERS[0], "peer", name=typed, organisation=typed)
    one = conclusions.add_recommendation(
        visit.editor, visit.review, "1", typed, {"why": typed, "to-whom": typed}
    )
    conclusions.reply(visit.editor, one, {"value": "partly", "reason": typed, "authority": typed})
    conclusions.add_strength(visit.editor, visit.review, "", typed)
    voices.conclude(visit.editor, visit.review, "1", {"reason": typed})
    assert " ".join(pages_of(draw(visit.composed(), EN, draft=True))).count(typed) >= 7


# Nothing that must not leave


def test_no_marker_is_in_the_document(visit: Visit) -> None:
    said = texts(visit.composed())
    assert not [text for text in said if MARKER in text or NAME in text]


def test_no_marker_is_in_the_file(draft: bytes) -> None:
    found = bytes_of(draft)
    assert holds(found, "Erika Leitner")  # what is there is found this way
    for word in (MARKER, NAME, "Solitaria", "Timida", f"{MARKER}@town.example"):
        assert holds(found, word) == []


def test_a_peers_reasons_are_in_no_output(visit: Visit) -> None:
    voices.open_consensus(visit.editor, visit.review, "1")
    visit.judge(PEERS[0], "1", "in-place", f"{MARKER} later")
    answered = {"note": f"{MARKER} note", "value": "yes"}
    edits.answer(visit.editor, visit.review, "1", "1.1", answered, voice=PEERS[0])
    edits.note_context(
        visit.editor, visit.review, "c5", {"text": f"{MARKER} context"}, voice=PEERS[0]
    )
    found = bytes_of(draw(visit.composed(), EN, draft=False))
    assert holds(found, MARKER) == []


def test_a_name_that_was_typed_elsewhere_is_kept_back_and_said_so(visit: Visit) -> None:
    voices.conclude(visit.editor, visit.review, "1", {"reason": f"As {NAME} solitaria told us."})
    conclusions.add_strength(visit.editor, visit.review, "2", f"{NAME} works well.")
    made = visit.composed()
    found = bytes_of(draw(made, EN, draft=True))
    assert holds(found, NAME) == []
    assert made.factors[0].withheld
    assert peer_of(made).strengths[1].withheld
    text = " ".join(pages_of(draw(made, EN, draft=True)))
    assert text.count("Words are kept back here: they name somebody who was interviewed") == 2


def test_an_interviewee_whose_role_is_disputed_is_not_named(visit: Visit) -> None:
    copy = Editor(visit.state, Actor("b" * 32, "e" * 32))
    mine = Editor(visit.state, Actor("c" * 32, "e" * 32))
    for editor, role in ((copy, "host-staff"), (mine, "peer")):
        editor.set("participant", SHY, "role", role, visit.state.records("participant")[SHY].scope)
    mine.set(
        "participant", SHY, "name", f"{MARKER} typed", visit.state.records("participant")[SHY].scope
    )
    both = fold([*visit.editor.changes, *copy.changes, *mine.changes])
    said = texts(compose(both, visit.pack, visit.review, EN))
    assert not [text for text in said if MARKER in text]


# Through the helper


def test_an_order_holds_nobodys_verdict_name_or_confidence(visit: Visit) -> None:
    bundle = library.bundle_of(PACK)
    wanted = order.draft_order(visit.state, visit.review, bundle, "en")
    text = json.dumps(wanted, ensure_ascii=False)
    assert "We were never asked." in text
    for word in (NAME, "Solitaria", f"{MARKER} reason", f"{MARKER} in confidence", f"{MARKER}@"):
        assert word not in text
    assert wanted["spreads"] == {"1": [0, 2, 1, 0, 0]}


def test_a_draft_is_the_same_in_both_processes(visit: Visit) -> None:
    bundle = library.bundle_of(PACK)
    wanted = order.draft_order(visit.state, visit.review, bundle, "en")
    made = order.pdf_of(helper_client.ask("report", wanted, memory=order.MEMORY))
    assert made == build_draft(visit.state, visit.pack, visit.review, "en")


# Sealed, and followed up


def seal(visit: Visit, **more: Any) -> None:
    seal_review(
        visit.editor, visit.review, pdf_sha256="ab" * 32, signer="Erika", fingerprint="cd" * 32,
        at=more.pop("at", 1), **more,
    )  # fmt: skip


def test_what_a_seal_holds_gives_the_same_document(visit: Visit) -> None:
    before = visit.composed()
    seal(visit)
    held = current_seal(visit.state, visit.review)
    assert held is not None
    assert held.root == before.root == state_root(review_state(visit.state, visit.review))
    wanted = set(held.heads)
    sealed = fold(change for change in visit.editor.changes if change.id in wanted)
    assert compose(sealed, visit.pack, visit.review, EN) == before


def test_a_follow_up_report_shows_todays_replies_beside_sealed_findings(visit: Visit) -> None:
    seal(visit)
    before = visit.composed()
    second = recommendations(visit.state, visit.review)[1].id
    conclusions.reply(visit.editor, second, {"value": "not-accepted", "reason": "No money."})
    late = Editor(visit.state, Actor("b" * 32, "e" * 32))
    late.set(
        "verdict",
        f"{visit.review}/team/1",
        "reason",
        "Came late.",
        visit.state.records("verdict")[f"{visit.review}/team/1"].scope,
    )
    changes = [*visit.editor.changes, *late.changes]
    made = compose(as_sealed(fold(changes), visit.review, changes), visit.pack, visit.review, EN)
    assert peer_of(made).recommendations[1].reply.reason == "No money."
    assert made.factors[0] == before.factors[0]
    assert "Came late." not in texts(made)


def test_a_follow_up_report_joins_the_seal_of_its_revision(visit: Visit) -> None:
    seal(visit)
    second = recommendations(visit.state, visit.review)[1].id
    conclusions.reply(visit.editor, second, {"value": "accepted"})
    today = as_sealed(visit.state, visit.review, visit.editor.changes)
    seal(visit, at=2, signed=today)
    held = current_seal(visit.state, visit.review)
    assert held is not None
    assert (held.revision, held.signed_at) == (1, 2)
    assert held.root == compose(today, visit.pack, visit.review, EN).root
    again = as_sealed(visit.state, visit.review, visit.editor.changes)
    assert compose(again, visit.pack, visit.review, EN).root == held.root


def test_what_is_made_stricter_after_signing_is_kept_back_at_once(visit: Visit) -> None:
    seal(visit)
    visit.person(ALONE, "interviewee", confidentiality="confidential")
    changes = visit.editor.changes
    made = compose(as_sealed(visit.state, visit.review, changes), visit.pack, visit.review, EN)
    assert "Housing is on the agenda." not in texts(made)


def test_without_a_signature_the_state_is_as_it_is(visit: Visit) -> None:
    assert as_sealed(visit.state, visit.review, visit.editor.changes) is visit.state


def test_spreads_name_nobody(visit: Visit) -> None:
    assert set(leaving.spreads(visit.state, visit.review)) == {"1"}


def test_a_wordier_language_still_fits(visit: Visit) -> None:
    made = replace(visit.composed(), language="de")
    pages = pages_of(draw(made, catalogue("de"), draft=True))
    assert len(pages) > 10
