"""Returns that lie: nothing outside the lane is taken, and it is said in plain words."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from faults.exchange.returning import (
    OTHER_SESSION,
    REVIEW,
    SESSION,
    Leader,
    forge,
    judge,
    say,
    start,
    tie,
    work,
)
from ic_desktop import errors
from ic_desktop.project.changes import Body, Change, Scope, canonical, commitment, make_change
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.erase import erase
from ic_desktop.project.state import fold
from ic_desktop.review.lane import Lane
from ic_desktop.store.project_file import ProjectFile


@pytest.fixture
def leader(tmp_path: Path) -> Iterator[Leader]:
    """Return a leader's open project, in which Ben has said something."""
    made = start(tmp_path / "town.icproj")
    made.save(lambda e: say(e, "The leader’s own note", factor="7"))
    made.save(lambda e: say(e, "Of the other session", session=OTHER_SESSION))
    yield made
    made.file.close()


@pytest.fixture
def copy(leader: Leader, tmp_path: Path) -> Path:
    """Return Anna's copy: factor 7 and one session, judging and taking down."""
    path = tmp_path / "anna.icproj"
    may = frozenset({"judge", "capture", "evidence"})
    anna = leader.people["Anna"].author
    leader.hand_out("Anna", path, Lane(REVIEW, anna, may, ("7",), (SESSION,)))
    return path


def changed(change: Change, value: object = "forged", **header: object) -> Change:
    """Return a change of the same place with other facts in its header."""
    data = canonical(value)
    body = Body(b"\7" * 32, data)
    made = replace(change.header, commitment=commitment(body.salt, data), **header)  # type: ignore[arg-type] # fields of the header
    return make_change(made, body)


def the_leaders(leader: Leader) -> str:
    """Return the id of the leader's own statement."""
    found = leader.ledger.state.records("evidence").values()
    return next(r.id for r in found if r.scope.session == SESSION)


Forgery = Callable[[Leader, Editor], object]


def _verdict_of_ben(leader: Leader, editor: Editor) -> None:
    judge(editor, leader.people["Ben"].author, "7", "in-place")


def _verdict_of_the_city(_leader: Leader, editor: Editor) -> None:
    judge(editor, "city", "7", "in-place")


def _verdict_on_another_factor(leader: Leader, editor: Editor) -> None:
    judge(editor, leader.people["Anna"].author, "8", "in-place")


def _verdict_filed_as_bens(leader: Leader, editor: Editor) -> None:
    scope, ben = Scope(REVIEW, leader.people["Anna"].author, "7"), leader.people["Ben"].author
    editor.set("verdict", f"{REVIEW}/{ben}/7", "value", "in-place", scope)


def _another_review(leader: Leader, editor: Editor) -> None:
    other = "d" * 32
    scope = Scope(other, leader.people["Anna"].author, "7")
    editor.set("verdict", f"{other}/{scope.voice}/7", "value", "partly", scope)


def _another_session(_leader: Leader, editor: Editor) -> None:
    say(editor, "Smuggled", session=OTHER_SESSION)


def _session_in_the_value(_leader: Leader, editor: Editor) -> None:
    scope = Scope(REVIEW, session=SESSION)
    values = {"order": "a", "text": "Smuggled", "session": OTHER_SESSION}
    editor.create("evidence", values, scope)


def _anothers_words(leader: Leader, editor: Editor) -> None:
    editor.set("evidence", the_leaders(leader), "text", "Never said", Scope())


def _anothers_removal(leader: Leader, editor: Editor) -> None:
    editor.remove("evidence", the_leaders(leader), "away")


def _factor_in_the_value(leader: Leader, editor: Editor) -> None:
    values = {"evidence": the_leaders(leader), "factor": "9", "stance": "supports"}
    editor.create("link", values, Scope(REVIEW, factor="7"))


def _question_in_the_value(leader: Leader, editor: Editor) -> None:
    values = {"evidence": the_leaders(leader), "factor": "7", "question": "9.1"}
    editor.create("link", values, Scope(REVIEW, factor="7"))


def _link_to_another_session(leader: Leader, editor: Editor) -> None:
    found = leader.ledger.state.records("evidence").values()
    tie(editor, next(r.id for r in found if r.scope.session == OTHER_SESSION), "7")


def _link_to_nothing(_leader: Leader, editor: Editor) -> None:
    tie(editor, new_id(), "7")


def _plan(_leader: Leader, editor: Editor) -> None:
    editor.set("session", SESSION, "title", "Cancelled", Scope(REVIEW, session=SESSION))


def _another_person(leader: Leader, editor: Editor) -> None:
    editor.set("participant", leader.people["Ben"].author, "name", "Nobody", Scope())


def _found_out_elsewhere(_leader: Leader, editor: Editor) -> None:
    """What is to be found out on another key factor, settled under this one."""
    key = f"{REVIEW}/contradicted/9"
    editor.set("enquiry", key, "done", True, Scope(REVIEW, factor="7"))


def _own_role(leader: Leader, editor: Editor) -> None:
    editor.set("participant", leader.people["Anna"].author, "role", "expert-leader", Scope())


def _cited_for_the_team(leader: Leader, editor: Editor) -> None:
    """In one's own voice, but filed under the team's conclusion."""
    scope = Scope(REVIEW, leader.people["Anna"].author, "7")
    key = f"verdict/{REVIEW}/team/7/{the_leaders(leader)}"
    editor.set("citation", key, "cites", True, scope)


def _cited_for_a_recommendation(leader: Leader, editor: Editor) -> None:
    scope = Scope(REVIEW, leader.people["Anna"].author, "7")
    key = f"recommendation/{new_id()}/{the_leaders(leader)}"
    editor.set("citation", key, "cites", True, scope)


def _signature(_leader: Leader, editor: Editor) -> None:
    editor.create("seal", {"record": {"review": REVIEW}}, Scope(REVIEW))


def _hand_out_record(leader: Leader, editor: Editor) -> None:
    made = next(iter(leader.ledger.state.records("hand-out")))
    editor.set("hand-out", made, "closed", True, Scope(REVIEW))


def _later_kind(_leader: Leader, editor: Editor) -> None:
    editor.set("invention", new_id(), "text", "New", Scope(REVIEW))


CASES: list[tuple[Forgery, str]] = [
    (_verdict_of_ben, "1 entry speaks with somebody else’s voice."),
    (_verdict_of_the_city, "1 entry speaks with somebody else’s voice."),
    (
        _verdict_on_another_factor,
        "1 entry is about a key factor that this copy was not made for.",
    ),
    (
        _verdict_filed_as_bens,
        "1 entry is filed under something that it does not belong to.",
    ),
    (_another_review, "1 entry belongs to another review."),
    (_another_session, "1 entry is about a session that this copy was not made for."),
    (_session_in_the_value, "1 entry speaks of something that this copy was not made for."),
    (_anothers_words, "1 entry changes what somebody else wrote."),
    (_anothers_removal, "1 entry changes what somebody else wrote."),
    (_factor_in_the_value, "1 entry speaks of something that this copy was not made for."),
    (_question_in_the_value, "1 entry speaks of something that this copy was not made for."),
    (_link_to_another_session, "1 entry speaks of something that this copy was not made for."),
    (_link_to_nothing, "1 entry speaks of something that this copy was not made for."),
    (_plan, "1 entry is of a kind that may not be changed in this copy."),
    (_another_person, "1 entry is of a kind that may not be changed in this copy."),
    (
        _found_out_elsewhere,
        "1 entry is filed under something that it does not belong to.",
    ),
    (_own_role, "1 entry is of a kind that may not be changed in this copy."),
    (
        _cited_for_the_team,
        "1 entry is filed under something that it does not belong to.",
    ),
    (
        _cited_for_a_recommendation,
        "1 entry is filed under something that it does not belong to.",
    ),
    (_signature, "1 signature: only a full copy can bring it."),
    (
        _hand_out_record,
        "1 record of copies made for people: only a full copy can bring it.",
    ),
    (_later_kind, "1 entry is of a kind that may not be changed in this copy."),
]


@pytest.mark.parametrize(("forgery", "said"), CASES, ids=[case[0].__name__[1:] for case in CASES])
def test_what_lies_outside_is_told_and_not_taken(
    leader: Leader, copy: Path, tmp_path: Path, forgery: Forgery, said: str
) -> None:
    before = leader.ledger.state
    known = {change.id for change in leader.ledger.changes.values()}

    def forged(editor: Editor) -> None:
        # Somebody who knows more than the copy tells: ids of what lies outside.
        editor.state = before
        forgery(leader, editor)

    editor = Editor(before, leader.people["Anna"])
    forged(editor)
    forge(copy, tmp_path / "anna", editor.changes)
    ret = leader.look(copy)
    shown = leader.preview(ret)
    assert said in {part.sentence for part in shown.outside}
    assert all("by Anna" in line for part in shown.outside for line in part.lines)
    ret.close()
    every = {(c.header.kind, c.header.entity) for c in ret.changes}
    taken = leader.take(copy, every)
    lied = {change.id for change in editor.changes} & {c.id for c in taken.changes}
    # Of an entry whose words point outside, what points nowhere may stay.
    assert not lied or all(part.reason == "points" for part in shown.outside)
    for kind, records in leader.ledger.state.kinds.items():
        for record in records.values():
            had = before.record(kind, record.id)
            if had is not None:
                assert record.fields.items() >= had.fields.items()
    assert known <= leader.ledger.changes.keys()


def test_forged_authors_and_devices(leader: Leader, copy: Path, tmp_path: Path) -> None:
    """In the leader's own name, from the leader's own device."""
    editor = Editor(leader.ledger.state, leader.actor)
    say(editor, "Never said")
    judge(editor, leader.actor.author, "7", "in-place")
    forge(copy, tmp_path / "anna", editor.changes)
    ret = leader.look(copy)
    shown = leader.preview(ret)
    assert [part.sentence for part in shown.outside] == [
        "2 entries are written in somebody else’s name."
    ]
    assert shown.is_empty
    ret.close()
    undo = leader.ledger.to_undo(leader.actor)
    leader.take(copy)
    assert len(leader.ledger.state.records("evidence")) == 2
    assert undo is not None


def test_a_gap_in_a_fields_history(leader: Leader, copy: Path, tmp_path: Path) -> None:
    anna = leader.people["Anna"]
    editor = Editor(leader.ledger.state, anna)
    for value in ("in-place", "partly", "not-in-place"):
        judge(editor, anna.author, "7", value)
    first, second, third = editor.changes
    forge(copy, tmp_path / "anna", [first, third])
    ret = leader.look(copy)
    shown = leader.preview(ret)
    assert [part.sentence for part in shown.outside] == ["1 entry lacks its earlier versions."]
    ret.close()
    taken = leader.take(copy)
    assert first.id in {c.id for c in taken.changes}
    assert {second.id, third.id}.isdisjoint(leader.ledger.changes)
    assert leader.file.check().holds


def test_what_builds_on_something_outside(leader: Leader, copy: Path, tmp_path: Path) -> None:
    """A version in Anna's own name over one in Ben's: the history stays closed."""
    anna, ben = leader.people["Anna"], leader.people["Ben"]
    first = Editor(leader.ledger.state, ben)
    judge(first, anna.author, "7", "in-place")
    second = Editor(first.state, anna)
    judge(second, anna.author, "7", "partly")
    forge(copy, tmp_path / "anna", [*first.changes, *second.changes])
    ret = leader.look(copy)
    assert {part.reason for part in leader.preview(ret).outside} == {"author", "builds"}
    ret.close()
    leader.take(copy)
    assert leader.ledger.state.record("verdict", f"{REVIEW}/{anna.author}/7") is None


def test_a_stripped_or_altered_lane_makes_a_stranger(leader: Leader, copy: Path) -> None:
    """The lane that counts is ours; a copy whose key does not prove it is a stranger's."""
    for statement in (
        "DELETE FROM extras",
        "UPDATE extras SET value = CAST(replace(CAST(value AS TEXT), 'judge', 'reply') AS BLOB)",
    ):
        altered = copy.with_name("altered.icproj")
        altered.write_bytes(copy.read_bytes())
        connection = sqlite3.connect(altered)
        connection.execute(statement)
        connection.commit()
        connection.close()
        with pytest.raises((errors.TornCopy, errors.RefusedProject)):
            leader.look(altered)


def test_a_wider_lane_in_the_copy_gives_no_more(leader: Leader, copy: Path, tmp_path: Path) -> None:
    """Someone makes the copy's file anew around the same key, with a lane that allows all."""
    from ic_desktop.exchange.hand_out import hand_outs
    from ic_desktop.review.lane import MAY
    from ic_desktop.store import stranger

    (made,) = hand_outs(leader.ledger.state)
    wide = replace(made, lane=Lane(REVIEW, made.lane.author, frozenset(MAY), sees_names=True))
    anna = leader.people["Anna"]
    seen = stranger.inspect(copy)
    assert seen.copy_kind == "hand-out"
    editor = Editor(leader.ledger.state, anna)
    judge(editor, "city", "8", "in-place")
    forged = tmp_path / "forged.icproj"
    file = ProjectFile.create(
        forged,
        project_id=leader.file.project_id,
        changes=editor.changes,
        packs={},
        bound=wide.binding,
    )
    file.close()
    ret = leader.look(forged)
    shown = leader.preview(ret)
    assert shown.source.lane == made.lane
    assert shown.is_empty
    assert [part.reason for part in shown.outside] == ["factor"]
    ret.close()


def test_an_erasure_in_a_hand_out_erases_nothing(
    leader: Leader, copy: Path, tmp_path: Path
) -> None:
    known = list(leader.ledger.changes.values())
    editor = Editor(leader.ledger.state, leader.people["Anna"])
    key = ("evidence", the_leaders(leader), "text")
    erase(editor, known, fields=frozenset({key}), files=frozenset(), reason="gone")
    forge(copy, tmp_path / "anna", editor.changes)
    ret = leader.look(copy)
    shown = leader.preview(ret)
    assert [part.reason for part in shown.outside] == ["erasure"]
    ret.close()
    leader.take(copy)
    held = leader.ledger.state.field(key)
    assert held is not None
    assert held.value == "The leader’s own note"


def test_a_claim_of_blindness_where_the_lane_saw_the_others(leader: Leader, tmp_path: Path) -> None:
    path, anna = tmp_path / "open.icproj", leader.people["Anna"]
    lane = Lane(REVIEW, anna.author, frozenset({"judge"}), sees_verdicts=True)
    leader.hand_out("Anna", path, lane)

    def lie(editor: Editor) -> None:
        judge(editor, anna.author, "7", "partly")
        scope = Scope(REVIEW, anna.author, "7")
        editor.set("verdict", f"{REVIEW}/{anna.author}/7", "held-others", "blind", scope)

    work(path, tmp_path / "anna", anna, lie)
    ret = leader.look(path)
    shown = leader.preview(ret)
    assert [part.reason for part in shown.outside] == ["blind"]
    assert "not blind" in shown.announced[1]
    assert [line.is_open for line in shown.lines] == [True]
    ret.close()


def test_more_versions_of_a_field_than_anyone_writes(
    leader: Leader, copy: Path, tmp_path: Path
) -> None:
    anna = leader.people["Anna"]
    editor = Editor(leader.ledger.state, anna)
    judge(editor, anna.author, "7", "partly")
    (one,) = editor.changes
    crowd = [changed(one, "partly", action=f"{n:032x}") for n in range(4097)]
    from ic_desktop.review.coming.borders import sort_out
    from ic_desktop.review.coming.source import Source

    (lane,) = [r.value("record")["lane"] for r in leader.ledger.state.records("hand-out").values()]
    from ic_desktop.review.lane import lane_of

    source = Source("hand-out", "x", lane_of(lane), 0)
    coming = sort_out(leader.ledger.state, leader.ledger.changes, crowd, source)
    assert coming.taken == ()
    assert {left.reason for left in coming.left} == {"crowd"}


def test_a_trigger_or_a_double_entry_is_refused_as_a_whole(
    leader: Leader, copy: Path, tmp_path: Path
) -> None:
    for statement in (
        "CREATE TRIGGER t AFTER INSERT ON changes BEGIN DELETE FROM changes; END",
        (
            "INSERT INTO changes SELECT 9999, id, kind, entity, header, salt, value, batch"
            " FROM changes LIMIT 1"
        ),
    ):
        altered = tmp_path / "altered.icproj"
        altered.write_bytes(copy.read_bytes())
        connection = sqlite3.connect(altered)
        connection.execute(statement)
        connection.commit()
        connection.close()
        with pytest.raises(errors.IcError) as refused:
            leader.look(altered)
        assert refused.value.what
    assert leader.file.check().holds


def test_one_may_not_take_over_an_entry_by_its_id(
    leader: Leader, copy: Path, tmp_path: Path
) -> None:
    """A first version of a field in an entry that somebody else made: a duplicate id."""
    editor = Editor(fold([]), leader.people["Anna"])
    scope = Scope(REVIEW, session=SESSION)
    editor.set("evidence", the_leaders(leader), "source", "Forged", scope)
    editor.set("evidence", the_leaders(leader), "order", "zz", scope)
    forge(copy, tmp_path / "anna", editor.changes)
    ret = leader.look(copy)
    assert [part.reason for part in leader.preview(ret).outside] == ["owner"]
    ret.close()


def test_a_strangers_file_brings_no_erasure_and_no_signature(
    leader: Leader, tmp_path: Path
) -> None:
    known = list(leader.ledger.changes.values())
    editor = Editor(leader.ledger.state, Actor(new_id(), new_id()))
    erase(
        editor,
        known,
        fields=frozenset({("evidence", the_leaders(leader), "text")}),
        files=frozenset(),
        reason="gone",
    )
    say(editor, "Harmless")
    path = tmp_path / "stranger.icproj"
    file = ProjectFile.create(
        path, project_id=leader.file.project_id, changes=editor.changes, packs={}
    )
    file.close()
    ret = leader.look(path)
    shown = leader.preview(ret)
    assert (shown.source.how, shown.chosen) == ("stranger", frozenset())
    assert [part.reason for part in shown.outside] == ["erasure"]
    assert [line.thing for line in shown.lines] == ["statement"]
    ret.close()
