"""The samples as a user gets them: real files, real documents, nothing judged that is not ours."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from ic_desktop.benchmark import library
from ic_desktop.errors import FileExists
from ic_desktop.i18n import catalogue
from ic_desktop.project import concluded, peer
from ic_desktop.project.entities import (
    Review,
    all_evidence,
    answer,
    links,
    profile,
    reviews,
    verdict,
)
from ic_desktop.project.kinds import (
    ATTRIBUTIONS,
    COMMENT_ANSWERS,
    CONFIDENTIALITIES,
    CONSENT_WAYS,
    EXTENT,
    FORMS,
    KINDS,
    PARTS,
    PRIORITIES,
    REPLIES,
    SESSION_KINDS,
    SEVERAL,
    YES_NO,
)
from ic_desktop.project.state import State, fold
from ic_desktop.report.build import build_draft
from ic_desktop.report.composing import day
from ic_desktop.report.slides import draw_slides
from ic_desktop.report.trust import How, TrustList, known_from_pem
from ic_desktop.report.verify import ProjectFacts, Seal, verify
from ic_desktop.review import slides, statements, visit_times, voices
from ic_desktop.review.disclosure import may_leave
from ic_desktop.review.evidence import index
from ic_desktop.review.peer_checks import all_findings
from ic_desktop.review.results import results
from ic_desktop.samples import COPENHAGEN, MUNICIPALITY, PACK, SAMPLES, write_demo, write_sample
from ic_desktop.samples.words import PEER_REVIEW, read_peer_words
from ic_desktop.store.project_file import ProjectFile


def state_of(path: Path) -> State:
    """Return the state that a project file holds."""
    file = ProjectFile.open(path)
    try:
        return fold(file.changes())
    finally:
        file.close()


def test_copenhagen_is_evidence_only(tmp_path: Path) -> None:
    state = state_of(write_sample(COPENHAGEN, tmp_path / "c.icproj"))
    review = reviews(state)[0]
    assert profile(state).city == "Copenhagen"
    assert not profile(state).fictional
    assert {link.factor for link in links(state, review.id)} == {"2", "3", "9", "12", "13"}
    assert not state.records("verdict")
    assert not state.records("answer")
    assert all("toolkit" in piece.source for piece in all_evidence(state))


def test_the_municipality_is_complete_and_plainly_fictional(tmp_path: Path) -> None:
    path = write_sample(MUNICIPALITY, tmp_path / "m.icproj")
    state = state_of(path)
    review = reviews(state)[0]
    pack = library.pack(PACK)
    assert profile(state).fictional
    counts = [verdict(state, review.id, factor.id).value for factor in pack.factors]
    assert all(counts)
    assert set(counts) == {"in-place", "partly", "not-in-place", "not-applicable"}
    questions = [question for factor in pack.factors for question in factor.questions]
    for question in questions:
        fitting = YES_NO if question.answer_type == "yes-no" else EXTENT
        assert answer(state, review.id, question.id).value in fitting, question.id
    assert len(state.records("answer")) == len(questions) == 61
    found = index(state, review.id)
    assert {piece.evidence.type for piece in found.of_factor("7")} >= {"document", "figure"}
    assert results(state, pack, review).factors


def test_its_documents_come_back_byte_for_byte(tmp_path: Path) -> None:
    file = ProjectFile.open(write_sample(MUNICIPALITY, tmp_path / "m.icproj"))
    try:
        pieces = [p for p in all_evidence(fold(file.changes())) if p.file is not None]
        kinds = {Path(p.file.name).suffix for p in pieces if p.file}
        assert kinds == {".pdf", ".xlsx", ".png", ".txt"}
        for piece in pieces:
            assert piece.file is not None
            data = b"".join(file.read_attachment(piece.file.sha256))
            assert len(data) == piece.file.size
    finally:
        file.close()


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_speaks_german(name: str, tmp_path: Path) -> None:
    english = state_of(write_sample(name, tmp_path / "en.icproj", "en"))
    german = state_of(write_sample(name, tmp_path / "de.icproj", "de"))
    titles = {p.title for p in all_evidence(english)} & {p.title for p in all_evidence(german)}
    assert titles <= {""}  # a statement has none
    assert reviews(english)[0].title != reviews(german)[0].title


# The peer review


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> State:
    """The town after the peer review."""
    return state_of(write_sample(PEER_REVIEW, tmp_path_factory.mktemp("peer") / "p.icproj"))


@pytest.fixture(scope="module")
def peer_review(visited: State) -> Review:
    return reviews(visited)[-1]


def test_the_peer_review_follows_a_self_assessment_that_stays_as_it_was(
    visited: State, peer_review: Review, tmp_path: Path
) -> None:
    alone = state_of(write_sample(MUNICIPALITY, tmp_path / "m.icproj"))
    first, second = reviews(visited)
    assert (first.kind, second.kind) == ("self-assessment", "peer-review")
    assert second.baseline == first.id
    before = reviews(alone)[0].id
    for factor in library.pack(PACK).factors:
        own = verdict(alone, before, factor.id)
        for held in (first.id, peer_review.id):
            found = verdict(visited, held, factor.id)
            assert (found.value, found.reason) == (own.value, own.reason)


def test_the_peer_review_shows_everything_that_one_can_hold(
    visited: State, peer_review: Review
) -> None:
    for kind in set(KINDS) - {"seal", "erasure"}:
        assert visited.records(kind), kind
    people = peer.participants(visited)
    assert Counter(p.role for p in people if not p.is_interviewee) == {
        "expert-leader": 1,
        "peer": 2,
        "invited-expert": 1,
        "host-coordinator": 1,
    }
    asked = [p for p in people if p.is_interviewee]
    assert [p.pseudonym for p in asked] == [f"P{n}" for n in range(1, 12)]
    assert {p.attribution for p in asked} == set(ATTRIBUTIONS)
    assert {p.confidentiality for p in asked} == set(CONFIDENTIALITIES)
    assert {p.consent for p in asked} == {"given"}
    assert {p.consent_how for p in asked} == {"spoken", "written"} < set(CONSENT_WAYS)
    assert all(p.consent_when and p.consent_for for p in asked)
    assert max(Counter(p.category for p in asked).values()) == 3
    visit = peer.sessions(visited, peer_review.id)
    assert {one.kind for one in visit} == set(SESSION_KINDS)
    assert {part for one in visit for part in peer.parts(visited, one.id).values()} == set(PARTS)
    assert not visit_times.clashes(visited, peer_review.id)


def test_what_was_said_on_the_visit(visited: State, peer_review: Review) -> None:
    held = statements.statements(visited, peer_review.id)
    assert len(held) == 31
    assert len(index(visited, peer_review.id).kept) == 1  # two took the same down
    assert {one.piece.form for one in held} == set(FORMS)
    assert {one.piece.type for one in held} == {"statement", "observation"}
    assert sum(one.piece.speaker == SEVERAL for one in held) == 3
    assert sum(not one.is_sorted for one in held) == 2
    assert sum(not may_leave(visited, one.piece) for one in held) == 3
    assert {link.stance for one in held for link in one.links} == {
        "supports",
        "contradicts",
        "background",
    }
    assert len({one.taker for one in held}) == 4
    assert [bool(p.evidence) for p in peer.promises(visited, peer_review.id)] == [False, True]


def test_what_the_team_holds_and_what_became_of_it(visited: State, peer_review: Review) -> None:
    pack, key = library.pack(PACK), peer_review.id
    judged = [voices.voices(visited, key, factor.id) for factor in pack.factors]
    assert sum(one.is_open for one in judged) == 12
    assert all(one.is_concluded and not one.waiting for one in judged)
    marks = Counter(voice.held_others for one in judged for voice in one.peers)
    assert marks == {voices.BLIND: 39, voices.OPEN: 13}
    assert sum(bool(voice.later) for one in judged for voice in one.peers) == 7
    assert [one.factor for one in judged if one.minority] == ["6"]
    assert len(concluded.strengths(visited, key)) == 6
    advice = concluded.recommendations(visited, key)
    assert len(advice) == 8
    assert {one.priority for one in advice} == set(PRIORITIES)
    assert all(one.to_whom and one.why for one in advice)
    replies = [concluded.reply(visited, one.id) for one in advice]
    assert {one.value for one in replies} == {*REPLIES, ""}
    assert {one.answer for one in concluded.comments(visited, key)} == set(COMMENT_ANSWERS)
    assert len(concluded.reactions(visited, key)) == 3
    states = {one.state for one in concluded.progress(visited, key)}
    assert states == {"done", "under-way", "not-started"}
    found = all_findings(visited, pack, peer_review)
    assert [f.kind for f in found if f.severity == "problem"] == []
    assert [f.kind for f in found if f.severity == "gap"] == ["unsorted", "to-ask"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_said_in_confidence_leaves_the_peer_review(language: str, tmp_path: Path) -> None:
    state = state_of(write_sample(PEER_REVIEW, tmp_path / "p.icproj", language))
    pack, review = library.pack(PACK, language), reviews(state)[-1]
    deck = slides.compose(state, pack, review, catalogue(language), lambda d: day(d, language))
    words = read_peer_words(language)
    secret = [
        said["text"]
        for said in words["statements"].values()
        if said.get("confidentiality") == "confidential" or said.get("speaker") == "clerk"
    ]
    assert len(secret) == 3
    secret += [
        p["function"] for p in words["people"].values() if p.get("attribution") == "category"
    ]
    secret += ["Nomen", "Primum", words["people"]["clerk"]["category"]]
    secret += [held["reason"] for f in words["factors"].values() for held in f["first"].values()]
    report = build_draft(state, pack, review.id, language)
    for pdf, told in ((report, "recommendations"), (draw_slides(deck), "strengths")):
        text = flat(text_of(pdf)) + flat(" ".join(embedded_in(pdf)))
        for one in words[told].values():
            assert flat(one["text"]) in text
        assert [one for one in secret if flat(one) in text] == []


def text_of(pdf: bytes) -> str:
    """Return all words on a PDF's pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def embedded_in(pdf: bytes) -> Iterator[str]:
    """Yield the files that a PDF carries, as text."""
    with pikepdf.open(BytesIO(pdf)) as document:
        for file in document.attachments.values():
            yield file.get_file().read_bytes().decode("utf-8", "replace")


def flat(text: str) -> str:
    """Return a text without what a line's end may do to it."""
    return "".join(text.replace("\xad", "").replace("\ufffe", "").replace("-", "").split())


def test_the_peer_review_is_translated_word_for_word() -> None:
    english, german = (dict(leaves(read_peer_words(language))) for language in ("en", "de"))
    assert english.keys() == german.keys()
    same = {path for path, text in english.items() if text == german[path]}
    assert {path for path in same if path[-1] in WORDS and english[path]} == NAMES
    assert {path for path in english if path[-1] not in WORDS} <= same


WORDS = frozenset(
    {"text", "reason", "title", "place", "note", "outcome", "category", "function", "organisation"}
    | {"assessors", "period", "method", "why", "to-whom", "authority", "name", "initials"}
    | {"contact", "consent-for", "source"}
)
"""What of the peer review's content is words; all else is the same in every language."""
NAMES = frozenset(
    {("people", who, "name") for who in ("mother", "worker", "nurse")}
    | {("people", "host", "organisation")}
)


def leaves(words: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield everything that is no table, with where it stands."""
    if not isinstance(words, dict):
        yield path, words
        return
    for key, value in words.items():
        yield from leaves(value, (*path, key))


def test_the_demo_is_signed_and_matches_its_project(tmp_path: Path) -> None:
    paths = write_demo(tmp_path / "demo")
    assert [path.name for path in paths] == [
        "copenhagen.icproj",
        "sample-municipality.icproj",
        "sample-peer-review.icproj",
        "sample-municipality.pdf",
        "sample-municipality.pem",
    ]
    pem = paths[4].read_bytes()
    trust = TrustList().add(known_from_pem(pem, How.FILE))
    state = state_of(paths[1])
    seals = [
        Seal(s["pdf"], s["root"], "")
        for s in (record.value("record") for record in state.records("seal").values())
    ]
    facts = ProjectFacts(profile(state).id, tuple(seals))
    found = verify(paths[3], trust, facts)
    assert found.holds, [sentence.text for sentence in found.sentences()]
    assert len(seals) == 1


def test_the_demo_speaks_german_where_the_program_does(tmp_path: Path) -> None:
    paths = write_demo(tmp_path, language="de")
    assert profile(state_of(paths[0])).city == "Kopenhagen"
    signer = known_from_pem(paths[4].read_bytes(), How.FILE).name
    assert signer == "Bürgermeisterin von Exemplum (erfundenes Beispiel)"
    assert verify(paths[3], TrustList()).sha256


def test_the_demo_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "sample-municipality.pem").write_text("mine")
    with pytest.raises(FileExists):
        write_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["sample-municipality.pem"]
