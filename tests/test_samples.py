"""The samples as a user gets them: real files, real documents, nothing judged that is not ours."""

from pathlib import Path

import pytest

from ic_desktop.benchmark import library
from ic_desktop.errors import FileExists
from ic_desktop.project.entities import all_evidence, answer, links, profile, reviews, verdict
from ic_desktop.project.kinds import EXTENT, YES_NO
from ic_desktop.project.state import State, fold
from ic_desktop.report.trust import How, TrustList, known_from_pem
from ic_desktop.report.verify import ProjectFacts, Seal, verify
from ic_desktop.review.evidence import index
from ic_desktop.review.results import results
from ic_desktop.samples import COPENHAGEN, MUNICIPALITY, PACK, SAMPLES, write_demo, write_sample
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
    assert not titles
    assert reviews(english)[0].title != reviews(german)[0].title


def test_the_demo_is_signed_and_matches_its_project(tmp_path: Path) -> None:
    paths = write_demo(tmp_path / "demo")
    assert [path.name for path in paths] == [
        "copenhagen.icproj",
        "sample-municipality.icproj",
        "sample-municipality.pdf",
        "sample-municipality.pem",
    ]
    pem = paths[3].read_bytes()
    trust = TrustList().add(known_from_pem(pem, How.FILE))
    state = state_of(paths[1])
    seals = [
        Seal(s["pdf"], s["root"], "")
        for s in (record.value("record") for record in state.records("seal").values())
    ]
    facts = ProjectFacts(profile(state).id, tuple(seals))
    found = verify(paths[2], trust, facts)
    assert found.holds, [sentence.text for sentence in found.sentences()]
    assert len(seals) == 1


def test_the_demo_speaks_german_where_the_program_does(tmp_path: Path) -> None:
    paths = write_demo(tmp_path, language="de")
    assert profile(state_of(paths[0])).city == "Kopenhagen"
    signer = known_from_pem(paths[3].read_bytes(), How.FILE).name
    assert signer == "Bürgermeisterin von Exemplum (erfundenes Beispiel)"
    assert verify(paths[2], TrustList()).sha256


def test_the_demo_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "sample-municipality.pem").write_text("mine")
    with pytest.raises(FileExists):
        write_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["sample-municipality.pem"]
