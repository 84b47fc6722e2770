"""Consent that is taken back: nothing of what was said is left, in no version."""

from typing import Any

import pytest

from ic_desktop.errors import ReasonMissing
from ic_desktop.project.changes import Change, Scope
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import AttachedFile, evidence
from ic_desktop.project.erase import erased
from ic_desktop.project.peer import participant, promises, real_name
from ic_desktop.project.seal import seal_review
from ic_desktop.project.state import State, fold
from ic_desktop.review import consent, edits, people, visit_edits
from ic_desktop.review.consent import withdraw_consent
from ic_desktop.review.lane import Lane

RECORDING = AttachedFile("9" * 64, "Fatima.m4a", "audio/mp4", 3)
SHARED = AttachedFile("8" * 64, "hall.jpg", "image/jpeg", 3)
MARK = "Fatima"
"""Stands in every word that has to go."""


class Said:
    """A town with a session in which somebody spoke."""

    def __init__(self, town: Any) -> None:
        self.town, self.editor = town, town.editor
        self.session = visit_edits.add_session(self.editor, town.id, {"title": "School"})
        self.person = people.add_person(self.editor, f"{MARK} Yilmaz", "interviewee", f"{MARK}@x")
        values = {"function": f"Sister of {MARK}", "category": "Parents", "consent": "given"}
        people.describe_person(self.editor, self.person, values)
        visit_edits.put_person(self.editor, self.session, self.person, "answers")

    def state(self, text: str, speaker: str = "", **more: Any) -> str:
        values = {"type": "statement", "text": text, "speaker": speaker, "session": self.session}
        return edits.add_evidence(self.editor, {**values, **more})

    def withdraw(self) -> list[Change]:
        """Withdraw, and return all changes as the store then holds them."""
        history = list(self.editor.changes)
        writer = Editor(self.editor.state, Actor("a" * 32, "d" * 32))
        withdraw_consent(writer, history, self.person, "Consent was withdrawn", "2026-05-04")
        together = [*history, *writer.changes]
        return erased(fold(together)).filter(together)


@pytest.fixture
def said(town: Any) -> Said:
    return Said(town)


def texts(changes: list[Change]) -> str:
    return " ".join(str(c.body.value) for c in changes if c.body)


def test_everything_that_somebody_said_goes_in_every_version(said: Said) -> None:
    editor = said.editor
    statement = said.state(f"I am {MARK}", said.person)
    edits.describe_evidence(editor, statement, {"text": f"As {MARK} I say"})
    edits.describe_evidence(editor, statement, {"title": f"{MARK} speaks"})
    link = said.town.link(statement, "7")
    edits.describe_link(editor, link, {"passage": f"{MARK}, at the end", "response": MARK})
    promise = editor.create(
        "promise", {"text": f"{MARK} brings it", "who": said.person}, Scope(said.town.id)
    )
    editor.create("reaction", {"text": f"{MARK} nods", "who": said.person}, Scope(said.town.id))
    left = said.withdraw()
    assert MARK not in texts(left)
    state = fold(left)
    person = participant(state, said.person)
    assert person is not None
    assert (person.pseudonym, person.role) == ("P1", "interviewee")
    assert (person.consent, person.consent_when) == ("withdrawn", "2026-05-04")
    assert real_name(state, said.person) == ""
    piece = evidence(state, statement)
    assert piece is not None
    assert (piece.removal, piece.removed_because) == ("removed", "Consent was withdrawn")
    assert [p.id for p in promises(state, said.town.id)] == [promise]


def test_what_others_said_stays(said: Said) -> None:
    other = people.add_person(said.editor, "Bert", "interviewee")
    said.state("mine", said.person)
    kept = [said.state("theirs", other), said.state("all of us", "several"), said.state("nobody")]
    state = fold(said.withdraw())
    for statement in kept:
        piece = evidence(state, statement)
        assert piece is not None
        assert piece.removal == "present"
        assert piece.text
    assert real_name(state, other) == "Bert"
    assert consent.holders(state, said.person).several == 1


def test_a_double_that_was_joined_goes_along_and_anothers_does_not(said: Said) -> None:
    other = people.add_person(said.editor, "Bert", "interviewee")
    main = said.state(f"{MARK} said", said.person)
    doubles = [said.state(f"{MARK} once more") for _ in range(2)]
    claimed = said.state("claimed by Bert", other)
    edits.describe_evidence(said.editor, doubles[0], {"joined-into": main})
    edits.describe_evidence(said.editor, doubles[1], {"joined-into": doubles[0]})
    edits.describe_evidence(said.editor, claimed, {"joined-into": main})
    left = said.withdraw()
    assert MARK not in texts(left)
    assert "claimed by Bert" in texts(left)


def test_a_photo_and_a_promise_go_with_their_statement(said: Said) -> None:
    statement = said.state(f"{MARK} said", said.person)
    photo = said.state("", title=f"{MARK} at the desk", type="picture")
    edits.describe_evidence(said.editor, photo, {"goes-with": statement})
    scope = Scope(said.town.id, session=said.session)
    said.editor.set("promise", statement, "text", f"{MARK} brings it", scope)
    assert MARK not in texts(said.withdraw())


def test_a_statement_does_not_go_because_its_photo_shows_somebody(said: Said) -> None:
    statement = said.state("Anybody said this")
    photo = said.state("", said.person, title=MARK, type="picture")
    edits.describe_evidence(said.editor, photo, {"goes-with": statement})
    assert "Anybody said this" in texts(said.withdraw())


def test_a_disputed_speaker_counts(said: Said) -> None:
    statement = said.state(f"{MARK} says")
    said.town.disagree("evidence", statement, "speaker", said.person, "several")
    assert said.editor.state.records("evidence")[statement].conflicts == ("speaker",)
    assert consent.statements_of(said.editor.state, said.person) == {statement}


def test_files_go_unless_others_use_them(said: Said) -> None:
    statement = said.state("x", said.person)
    edits.describe_evidence(said.editor, statement, {"file": edits.file_value(RECORDING)})
    edits.describe_evidence(said.editor, statement, {"file": edits.file_value(SHARED)})
    edits.add_evidence(said.editor, {"title": "The hall"}, SHARED)
    assert erased(fold(said.withdraw())).files == {RECORDING.sha256}


def test_a_statement_removed_before_loses_its_words_too(said: Said) -> None:
    statement = said.state(f"{MARK} said", said.person)
    edits.remove_evidence(said.editor, statement, f"{MARK} asked for it")
    left = said.withdraw()
    assert MARK not in texts(left)
    piece = evidence(fold(left), statement)
    assert piece is not None
    assert piece.removed_because == "Consent was withdrawn"


def test_a_reason_is_needed(said: Said) -> None:
    with pytest.raises(ReasonMissing):
        withdraw_consent(said.editor, [], said.person, "  ")


def test_words_that_an_old_copy_brings_afterwards_are_found(said: Said) -> None:
    said.state("x", said.person)
    left = said.withdraw()
    state = fold(left)
    assert consent.came_after_withdrawal(state) == ()
    late = Editor(state, Actor("b" * 32, "e" * 32))
    edits.add_evidence(late, {"type": "statement", "text": "late", "speaker": said.person})
    assert consent.came_after_withdrawal(late.state) == (said.person,)


def test_words_that_a_copy_wrote_over_erased_ones_are_still_theirs(said: Said) -> None:
    """Nobody stands as the speaker any more, for that was erased as well."""
    statement = said.state(f"I am {MARK}", said.person)
    other = said.state("Somebody else")
    edits.describe_evidence(said.editor, other, {"text": "Somebody else, again"})
    elsewhere = Editor(said.editor.state, Actor("b" * 32, "e" * 32))
    edits.describe_evidence(elsewhere, statement, {"text": f"As {MARK} I say"})
    left = said.withdraw()
    state = fold([*left, *elsewhere.changes])
    assert consent.came_after_withdrawal(state) == (said.person,)
    assert consent.statements_of(state, said.person) == {statement}
    again = Editor(state, Actor("a" * 32, "d" * 32))
    withdraw_consent(again, [*left, *elsewhere.changes], said.person, "Once more")
    together = [*left, *elsewhere.changes, *again.changes]
    kept = erased(fold(together)).filter(together)
    assert MARK not in texts(kept)
    assert consent.came_after_withdrawal(fold(kept)) == ()


def test_withdrawing_without_having_spoken_erases_the_name(said: Said) -> None:
    left = said.withdraw()
    assert MARK not in texts(left)
    assert consent.came_after_withdrawal(fold(left)) == ()


def test_hand_outs_and_signed_reports_are_named(said: Said) -> None:
    editor = said.editor
    assert consent.holders(editor.state, said.person) == consent.Holders((), (), 0)
    lane = Lane(said.town.id, "b" * 32, frozenset({"judge"}))
    editor.create("hand-out", {"record": {"lane": lane.as_value(), "made": 7}}, Scope())
    editor.create("hand-out", {"record": {"x": 1}}, Scope())
    seal_review(editor, said.town.id, pdf_sha256="0" * 64, signer="", fingerprint="", at=1)
    found = consent.holders(editor.state, said.person)
    assert found.hand_outs == (("", 0), ("b" * 32, 7))
    assert found.signed == ("Self-assessment",)


def test_nothing_of_an_empty_project(town: Any) -> None:
    assert consent.statements_of(State(), "nobody") == frozenset()
    assert consent.came_after_withdrawal(town.state) == ()
