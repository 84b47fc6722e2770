"""A peer review on four laptops without a network, in one path, over real files.

A town's self-assessment, a team and its visit, copies out and back by real commands, notes typed in
the real window, conflicts settled, conclusions, the host's comments and replies, a signed report,
the follow-up's report; then what the files give away, and that nothing was lost.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from faults.store.making import someone_else
from ic_desktop.exchange.hand_out import hand_outs, not_returned
from ic_desktop.project import concluded
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import (
    all_evidence,
    answer,
    links,
    verdict,
    verdict_id,
)
from ic_desktop.project.kinds import SEVERAL, TEAM
from ic_desktop.project.seal import seals
from ic_desktop.project.state import State
from ic_desktop.report import identity
from ic_desktop.report.facts import Outcome
from ic_desktop.review import conclusions, edits, sorting, statements, visit_edits, voices
from ic_desktop.review.capture import Said, Tag
from ic_desktop.review.conflicts import conflicts, settle
from ic_desktop.review.disclosure import may_leave
from ic_desktop.review.lane import Lane
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.capture import CapturePage
from ic_desktop.ui.pages.consensus import ConsensusPage
from tests.in_pdf import everything_in, text_of
from tests.laptops import Laptop
from tests.peer_town import (
    DOCUMENTS,
    NAME,
    PASSPHRASE,
    SECRET,
    PeerReview,
    assess_oneself,
    hand_out,
    prepare_the_visit,
    send_form,
)
from tests.person import KEY, Person, at_the_program

SIGNING = "four plain words suffice"
SAID = (
    "We hear of plans when they are printed @P1 #4.1-",
    "The clerks at the counter are patient @P2 #7+",
    f"They told me to keep quiet about the {SECRET} @P4 #4-",
    "The round table asks us first @* #5.2+",
)
"""What one peer types while listening."""


@pytest.fixture
def person(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Person]:
    """Someone at the program."""
    with at_the_program(qtbot, qapp, tmp_path, monkeypatch) as made:
        yield made


@pytest.mark.slow
def test_four_people_on_four_laptops_review_a_town_and_nobodys_word_is_lost(
    person: Person, tmp_path: Path
) -> None:
    host, leader, port, hill = (Laptop.bought(tmp_path, n) for n in ("host", "lea", "port", "hill"))
    town = assess_oneself(host)
    held = prepare_the_visit(leader, leader.takes(town))
    secret = leader.desk / "passphrase.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    hand_out(held, host, port, hill, secret)
    form = send_form(held)

    take_notes_in_the_window(person, port, held)
    work_with_a_passphrase(hill, held)
    correct_the_self_assessment(host, held)
    fill_in(form)
    meanwhile_the_leader(held)

    bring_back(held, secret, form)
    settle_two_conflicts(held)
    join_what_was_taken_down_twice(held)
    judge_together(held)
    advise(held)
    draft_goes_to_the_host(held, host)
    hear_the_feedback(held)
    report, certificate = sign(held)
    weeks_later(held, host)
    follow_up = report_again(held)

    check_what_leaves(held, report, follow_up)
    verify(held, (report, follow_up), certificate)
    nothing_changes_by_merging_again(held, secret, form)


# Each on their own laptop


def take_notes_in_the_window(person: Person, port: Laptop, held: PeerReview) -> None:
    """Have a peer type what is said and judge alone, then change a document of the town's."""
    with someone_else(port.home):
        person.start(held.copies["port"], answers="Work on it")
        assert person.workspace.lane is not None
        person.go(Place("capture", held.session))
        line = person.page(CapturePage).line
        for words in SAID:
            person.type(line, words)
            person.qtbot.keyClick(line, KEY.Key_Return)
        person.go(Place("consensus", "4"))
        own = person.page(ConsensusPage).own
        own.picker.focus_chosen()
        person.qtbot.keyClick(person.window.focusWidget(), KEY.Key_3)
        person.type(own.reason, f"{SECRET}: two days are too short.")
        person.end()

    def overstep(editor: Editor) -> None:
        edits.describe_evidence(editor, _minutes(editor.state), {"title": "Minutes, mine"})

    port.edit(held.copies["port"], overstep)
    state = port.state(held.copies["port"])
    said = statements.statements(state, held.id, held.session)
    speakers = [one.piece.speaker for one in said]
    assert speakers == [*(held.people[who] for who in ("one", "two", "shy")), SEVERAL]
    assert [may_leave(state, one.piece) for one in said] == [True, True, False, True]
    mine = verdict(state, held.id, "4", held.people["port"])
    assert (mine.value, mine.held_others) == ("not-in-place", voices.BLIND)


def _minutes(state: State) -> str:
    return next(p.id for p in all_evidence(state) if p.file and "minutes" in p.file.name)


def work_with_a_passphrase(hill: Laptop, held: PeerReview) -> None:
    """Have the other peer take the same down again, and judge; the copy opens with a passphrase."""

    def work(editor: Editor) -> None:
        now = time.time_ns() // 1_000_000
        for text, speaker, tags in (
            ("We hear of plans only when they are printed.", "one", (Tag("4", "", "contradicts"),)),
            ("Nobody told us how to vote.", "three", ()),
        ):
            line = Said(text, held.people[speaker], tags)
            statements.record_statement(editor, held.id, held.session, line, now)
        for factor, value in (("4", "partly"), ("7", "partly")):
            given = {"value": value, "reason": f"{SECRET} of Hugo on {factor}."}
            peer_id = held.people["hill"]
            mark = voices.held_in(editor.state, held.id, peer_id, _lane_of(held, "hill"))
            voices.judge_as_peer(editor, held.id, factor, given, peer_id, held_others=mark)

    hill.edit(held.copies["hill"], work, PASSPHRASE)


def _lane_of(held: PeerReview, who: str) -> Lane:
    (lane,) = (one.lane for one in hand_outs(held.state) if one.person == held.people[who])
    return lane


def correct_the_self_assessment(host: Laptop, held: PeerReview) -> None:
    """Have the host put an answer right, and write to one that is asked of a department."""

    def correct(editor: Editor) -> None:
        edits.answer(editor, held.id, "4", "4.1", {"note": "Heard, but late."})
        edits.answer(editor, held.id, "7", "7.4", {"note": "Personnel knows."})

    host.edit(held.copies["host"], correct)


def fill_in(form: Path) -> None:
    """Have the department fill its form in."""
    book = load_workbook(form)
    sheet = book.active
    assert sheet is not None
    row = next(cells for cells in sheet.iter_rows() if cells[0].value == "7.4")
    filled = ("No", "Nothing of the kind yet.", "press-release-campaign.txt", "1")
    for cell, value in zip(row[2:], filled, strict=False):
        cell.value = value
    book.save(form)


def meanwhile_the_leader(held: PeerReview) -> None:
    """Have the leader put the same answer right, otherwise."""

    def correct(editor: Editor) -> None:
        edits.answer(editor, held.id, "4", "4.1", {"note": "Heard late."})

    held.leader.edit(held.path, correct)


# Back at the leader's


def bring_back(held: PeerReview, secret: Path, form: Path) -> None:
    """Look at one copy, which changes nothing; then take all of them in."""
    leader = held.leader
    for who, path in held.copies.items():
        back = path.with_name(f"{who}-back.icproj")
        held.copies[who] = leader.takes(path.rename(back))
    before = held.path.read_bytes()
    (seen,) = leader.told("merge", held.path, held.copies["port"], "--dry-run")["returns"]
    assert held.path.read_bytes() == before
    assert (seen["from"], seen["person"], seen["taken"]) == ("hand-out", "Pia Port", None)
    assert "4 new statements" in seen["people"][0]["sentence"]
    assert sorted(seen["waiting"]) == ["Hanna Host", "Hugo Hill", "Petra Personnel"]
    assert [part["lines"] for part in seen["outside"]] == [["a piece of evidence, by Pia Port"]]
    for one in merge_all(held, secret, form):
        assert one["from"] == "hand-out"
        assert bool(one["outside"]) == (one["person"] == "Pia Port")
        assert one["taken"]["entries"]
    assert not_returned(held.state, held.id) == ()
    assert "Minutes, mine" not in {p.title for p in all_evidence(held.state)}
    held_files = {p.file.name for p in all_evidence(held.state) if p.file}
    assert "press-release-campaign.txt" in held_files


def merge_all(held: PeerReview, secret: Path, form: Path) -> list[Any]:
    """Merge everything that came back, by the real command; return what it told."""
    came = (*held.copies.values(), form, DOCUMENTS / "press-release-campaign.txt")
    told = held.leader.told("merge", held.path, *came, "--passphrase-file", secret)
    found: list[Any] = told["returns"]
    assert len(found) == len(held.copies) + 1
    return found


def settle_two_conflicts(held: PeerReview) -> None:
    """Settle what two people said differently: once as theirs, once in new words."""
    found = {one.entity.rpartition("/")[2]: one for one in conflicts(held.state, held.id)}
    assert {key: one.field for key, one in found.items()} == {"4.1": "note", "7.4": "note"}
    texts = {key: {v.value for v in one.versions} for key, one in found.items()}
    assert texts["4.1"] == {"Heard, but late.", "Heard late."}
    assert texts["7.4"] == {"Personnel knows.", "Nothing of the kind yet."}

    def decide(editor: Editor) -> None:
        settle(editor, found["4.1"], "Heard, though late.")
        staff = held.people["staff"]
        theirs = next(v for v in found["7.4"].versions if v.author == staff)
        settle(editor, found["7.4"], theirs.value)

    held.leader.edit(held.path, decide)
    assert conflicts(held.state, held.id) == ()
    noted = [answer(held.state, held.id, question) for question in ("4.1", "7.4")]
    assert [one.note for one in noted] == ["Heard, though late.", "Nothing of the kind yet."]
    assert noted[1].value == "no"


def join_what_was_taken_down_twice(held: PeerReview) -> None:
    """Join the double of two note-takers, and sort what speaks to nothing yet."""
    (pair,) = sorting.doubles(held.state, held.id)
    (unsorted,) = sorting.to_sort(held.state, held.id)
    assert pair.first.taker != pair.second.taker

    def evening(editor: Editor) -> None:
        sorting.join(editor, pair.second.piece.id, pair.first.piece.id)
        sorting.set_tags(editor, unsorted, [Tag("4", "4.5", "contradicts")])

    held.leader.edit(held.path, evening)
    assert len(statements.statements(held.state, held.id)) == len(SAID) + 1
    assert sorting.evening(held.state, held.id) == ()


def judge_together(held: PeerReview) -> None:
    """Open the discussion after the returns; first verdicts stay, the team concludes."""
    said = statements.statements(held.state, held.id)
    port, hill = held.people["port"], held.people["hill"]

    def discuss(editor: Editor) -> None:
        for factor in ("4", "7"):
            voices.open_consensus(editor, held.id, factor)
        later = {"value": "not-in-place", "reason": f"{SECRET}, I was convinced."}
        voices.judge_as_peer(editor, held.id, "4", later, hill, held_others=voices.OPEN)
        reasons = {"4": "Heard when it is printed.", "7": "Patient, and few."}
        for factor, value in (("4", "not-in-place"), ("7", "partly")):
            given = {"value": value, "reason": reasons[factor]}
            voices.conclude(editor, held.id, factor, given)
            finding = ("verdict", verdict_id(held.id, TEAM, factor))
            for one in said:
                if factor in {link.factor for link in one.links}:
                    conclusions.cite(editor, held.id, factor, finding, one.piece.id)
        view = {"value": "in-place", "text": "The counter alone would do."}
        voices.dissent(editor, held.id, "7", port, view)

    held.leader.edit(held.path, discuss)
    side = voices.voices(held.state, held.id, "4")
    assert {v.voice: (v.first, v.later, v.held_others) for v in side.judged} == {
        port: ("not-in-place", "", voices.BLIND),
        hill: ("partly", "not-in-place", voices.BLIND),
    }


def advise(held: PeerReview) -> None:
    """Enter a strength and two recommendations."""

    def conclude(editor: Editor) -> None:
        conclusions.add_strength(editor, held.id, "5", "The round table asks first.")
        why = {"why": "Two days are no time.", "priority": "high", "to-whom": "Council"}
        conclusions.add_recommendation(editor, held.id, "4", "Send drafts six weeks before.", why)
        conclusions.add_recommendation(editor, held.id, "7", "Count who applies.")

    held.leader.edit(held.path, conclude)


# The host


def draft_goes_to_the_host(held: PeerReview, host: Laptop) -> None:
    """Send the draft with a copy for comments and replies; take back what the host says."""
    draft, made = held.leader.desk / "draft.pdf", held.leader.desk / "for-host-again.icproj"
    held.leader.ic("report", held.path, "--to", draft)
    assert "Draft for the host’s comments" in text_of(draft.read_bytes())
    held.leader.ic("hand-out", held.path, "--for", "Hanna Host", "--to", made)
    copy = host.takes(made)

    def say(editor: Editor) -> None:
        about = ("verdict", verdict_id(held.id, TEAM, "4"))
        conclusions.comment(editor, held.id, "4", about, "Since May it is three days.")
        first = concluded.recommendations(editor.state, held.id)[0].id
        given = {"value": "accepted", "reason": "From summer on.", "authority": "Council"}
        conclusions.reply(editor, first, {**given, "date": "2026-12-01"})

    host.edit(copy, say)
    held.copies["host-draft"] = held.leader.takes(copy)
    (told,) = held.leader.told("merge", held.path, held.copies["host-draft"])["returns"]
    assert told["outside"] == []
    assert {group["thing"] for group in told["people"][0]["groups"]} == {"comment", "reply"}
    (comment,) = concluded.comments(held.state, held.id)
    given = {"value": "not-corrected", "text": "The list of the group says two."}
    held.leader.edit(held.path, lambda e: conclusions.answer_comment(e, comment.id, given))


def hear_the_feedback(held: PeerReview) -> None:
    """Record what is said in the feedback session."""

    def feedback(editor: Editor) -> None:
        about = {"kind": "feedback", "title": "Feedback", "date": "2026-11-12"}
        session = visit_edits.add_session(editor, held.id, about)
        first = concluded.recommendations(editor.state, held.id)[0].id
        said = ("recommendation", first)
        conclusions.react(editor, held.id, session, said, "Eight weeks would be better.")

    held.leader.edit(held.path, feedback)
    assert len(concluded.reactions(held.state, held.id)) == 1


def sign(held: PeerReview) -> tuple[Path, Path]:
    """Sign the report; return it and the signer's certificate."""
    desk = held.leader.desk
    made = identity.make("Lea Leitner", SIGNING, into=desk)
    made.path.rename(desk / "lea.p12")
    (desk / "signing.txt").write_text(SIGNING, encoding="utf-8")
    identity.export_certificate(made, desk / "lea.pem")
    return _report(held, "report.pdf"), desk / "lea.pem"


def _report(held: PeerReview, name: str) -> Path:
    desk = held.leader.desk
    key = ("--sign-with", desk / "lea.p12", "--passphrase-file", desk / "signing.txt")
    held.leader.ic("report", held.path, "--to", desk / name, *key)
    return desk / name


def weeks_later(held: PeerReview, host: Laptop) -> None:
    """Take in a reply that the host wrote after the signature, and what the follow-up visit saw."""
    copy = host.desk / held.copies["host-draft"].name
    first, second = concluded.recommendations(held.state, held.id)
    late = {"value": "not-accepted", "reason": "The state counts.", "authority": "Mayor"}
    host.edit(copy, lambda e: conclusions.reply(e, second.id, late))
    held.copies["host-late"] = held.leader.takes(copy.rename(copy.with_name("late.icproj")))
    (told,) = held.leader.told("merge", held.path, held.copies["host-late"])["returns"]
    assert told["taken"]["late"] == 0  # a reply is open after the signature
    seen = {"date": "2027-11-09", "state": "under-way", "text": "Five of seven in time."}
    held.leader.edit(held.path, lambda e: conclusions.record_progress(e, held.id, first.id, seen))


def report_again(held: PeerReview) -> Path:
    """Sign the follow-up's report."""
    follow_up = _report(held, "follow-up.pdf")
    assert len(seals(held.state, held.id)) == 2
    return follow_up


# What others get to see


def check_what_leaves(held: PeerReview, report: Path, follow_up: Path) -> None:
    """Voices, recommendations and replies are there; names and words in confidence are not."""
    first, last = (text_of(path.read_bytes()) for path in (report, follow_up))
    for words in (
        "The town on factor 4.",
        "Heard when it is printed.",
        "We hear of plans when they are printed",
        "The counter alone would do.",
        "The round table asks first.",
        "Send drafts six weeks before.",
        "From summer on.",
        "Since May it is three days.",
        "The list of the group says two.",
        "Pia Port",
    ):
        assert words in first, words
        assert words in last, words
    assert "No reply yet" in first
    for words in ("The state counts.", "Five of seven in time."):
        assert words not in first
        assert words in last
    for path in (report, follow_up):
        everything = everything_in(path.read_bytes())
        for hidden in (SECRET, NAME):
            for coded in (hidden.encode(), hidden.encode("utf-16-be"), hidden.encode("utf-16-le")):
                assert coded not in everything
        for who in ("port", "hill", "shy"):
            assert held.people[who].encode() not in everything


def verify(held: PeerReview, reports: tuple[Path, ...], certificate: Path) -> None:
    """Check as someone who was handed report, project and certificate; then a changed report."""
    given = ("--project", held.path, "--trust", certificate)
    for path in reports:
        assert held.leader.told("verify", path, *given)["verdict"] == Outcome.KNOWN
    changed = reports[-1].with_name("changed.pdf")
    data = bytearray(reports[-1].read_bytes())
    data[len(data) // 3] ^= 1
    changed.write_bytes(data)
    held.leader.ic("verify", changed, *given, code=1)


def nothing_changes_by_merging_again(held: PeerReview, secret: Path, form: Path) -> None:
    """Merge everything once more, in another order: it is the same project."""
    before = held.changes()
    held.copies = dict(reversed(held.copies.items()))
    for one in merge_all(held, secret, form):
        assert one["taken"]["entries"] == one["taken"]["documents"] == 0
    assert held.changes() == before
    assert conflicts(held.state, held.id) == ()
    assert len(list(links(held.state, held.id))) > len(SAID)
    assert "Everything holds" in held.leader.ic("check", held.path)
