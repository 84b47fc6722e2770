"""The part of a project that a copy holds: closed, no more than the lane, and fit to come back."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import all_evidence
from ic_desktop.project.history import check_history
from ic_desktop.project.kinds import CITY, KINDS, TEAM
from ic_desktop.project.state import Record, State, fold, key_of
from ic_desktop.review.disclosure import confidentiality_of
from ic_desktop.review.lane import MAY, PURPOSES, Lane
from ic_desktop.review.part import files_in, part_of

R, OTHER = "review", "other-review"
ME, PEER, LEADER = "a" * 32, "b" * 32, "c" * 32
FACTORS, SESSIONS = ("1", "2"), ("s1", "s2")
BLIND = Lane(R, PEER, PURPOSES["peer"])


class Visit:
    """A small peer review; every method is one edit."""

    def __init__(self) -> None:
        self.editor = Editor(State(), Actor(ME, "d" * 32))
        self.set("project", "p", Scope(), city="Exemplum")
        self.set("review", R, Scope(review=R), title="Peer review")
        for person, role in ((ME, "expert-leader"), (PEER, "peer"), (LEADER, "peer")):
            self.set("participant", person, Scope(), role=role, name=f"Name of {role}")

    def set(self, kind: str, entity: str, scope: Scope, **values: Value) -> str:
        named = {name.replace("_", "-"): value for name, value in values.items()}
        self.editor.set_all(kind, entity, named, scope)
        return entity

    def speaker(self, entity: str, **values: Value) -> str:
        values = {"role": "interviewee", "pseudonym": "P1", "initials": "AB", **values}
        return self.set("participant", entity, Scope(), **values)

    def session(self, entity: str = "s1", **values: Value) -> str:
        return self.set("session", entity, Scope(review=R, session=entity), title="Talk", **values)

    def said(self, entity: str, session: str = "s1", **values: Value) -> str:
        scope = Scope(review=R, session=session)
        values = {"type": "statement", "text": entity, "session": session, **values}
        return self.set("evidence", entity, scope, **values)

    def link(self, evidence: str, factor: str, **values: Value) -> str:
        scope = Scope(review=R, factor=factor)
        about = {"evidence": evidence, "factor": factor}
        return self.set("link", f"{evidence}-{factor}", scope, **about, **values)

    def part(self, lane: Lane = BLIND) -> State:
        return fold(part_of(self.editor.state, self.editor.changes, lane))


@pytest.fixture
def visit() -> Visit:
    return Visit()


def ids(state: State, kind: str) -> set[str]:
    return set(state.records(kind))


def test_only_the_present_words_go_out_with_all_headers(visit: Visit) -> None:
    for text in ("one", "two", "three"):
        visit.said("e", text=text)
    changes = part_of(visit.editor.state, visit.editor.changes, BLIND)
    texts = [c for c in changes if key_of(c) == ("evidence", "e", "text")]
    assert [c.body.value if c.body else None for c in texts] == [None, None, "three"]
    check_history({change.id: change for change in changes})


def test_of_voices_a_blind_copy_holds_the_citys_and_its_own(visit: Visit) -> None:
    for voice in (CITY, PEER, LEADER, TEAM):
        for kind in ("verdict", "minority-view"):
            visit.set(kind, f"{R}/{voice}/1", Scope(R, voice, "1"), value="partly", reason="why")
        visit.set("answer", f"{R}/{voice}/1.1", Scope(R, voice, "1"), value="yes")
    visit.set("consensus", f"{R}/1", Scope(R, TEAM, "1"), opened=True)
    blind, seeing = visit.part(), visit.part(replace(BLIND, sees_verdicts=True))
    assert ids(blind, "verdict") == {f"{R}/{CITY}/1", f"{R}/{PEER}/1"}
    assert ids(blind, "minority-view") == {f"{R}/{CITY}/1", f"{R}/{PEER}/1"}
    assert ids(blind, "consensus") == {f"{R}/1"}
    assert len(ids(seeing, "verdict")) == 4
    host = visit.part(Lane(R, PEER, PURPOSES["host"]))
    assert ids(host, "verdict") == {f"{R}/{CITY}/1", f"{R}/{PEER}/1", f"{R}/{TEAM}/1"}


def test_a_judgement_filed_under_another_voice_stays(visit: Visit) -> None:
    visit.set("verdict", f"{R}/{LEADER}/1", Scope(R, CITY, "1"), reason="forged")
    assert not ids(visit.part(), "verdict")


def test_the_host_sees_advice_and_what_was_said_to_it_and_a_blind_peer_none(visit: Visit) -> None:
    team, city = Scope(R, TEAM, "1"), Scope(R, CITY, "1")
    visit.set("recommendation", "rec", team, text="Do")
    visit.set("strength", "good", team, text="Well")
    visit.set("reply", "rec", city, value="accepted")
    visit.set("progress", "step", Scope(review=R), recommendation="rec", text="Begun")
    about = {"about_kind": "recommendation", "about": "rec"}
    visit.set("comment", "com", city, text="But", **about)
    visit.set("comment-answer", "com", team, value="corrected")
    visit.set("reaction", "rea", Scope(review=R, session="s1"), text="Ah", **about)
    host = visit.part(Lane(R, PEER, PURPOSES["host"]))
    kinds = ("recommendation", "strength", "reply", "progress", "comment", "comment-answer")
    assert all(ids(host, kind) for kind in (*kinds, "reaction"))
    assert not any(ids(visit.part(), kind) for kind in (*kinds, "reaction"))


def test_what_is_tied_to_something_left_out_is_left_out(visit: Visit) -> None:
    visit.said("open", confidentiality="public")
    visit.said("secret", confidentiality="confidential")
    visit.said("double", joined_into="secret")
    visit.said("photo", goes_with="secret")
    visit.said("apart", apart_from=["open", "secret"])
    visit.link("secret", "1", page="4", stance="contradicts")
    here = Scope(review=R, session="s1")
    visit.set("promise", "came", here, text="The minutes", evidence="secret")
    visit.set("promise", "open", here, text="The plan")
    for evidence in ("open", "secret"):
        key = f"verdict/{R}/{CITY}/1/{evidence}"
        visit.set("citation", key, Scope(R, CITY, "1"), cites=True)
    visit.set("verdict", f"{R}/{CITY}/1", Scope(R, CITY, "1"), value="partly")
    visit.set("enquiry", f"{R}/contradicted/1", Scope(review=R, factor="1"), factor="1", done=True)
    part = visit.part()
    assert ids(part, "evidence") == {"open", "apart"}
    assert part.records("evidence")["apart"].withheld == ("apart-from",)
    assert ids(part, "link") == set()
    assert ids(part, "promise") == {"open"}
    assert ids(part, "citation") == {f"verdict/{R}/{CITY}/1/open"}
    assert ids(part, "enquiry") == set()
    seeing = visit.part(replace(BLIND, sees_confidential=True))
    assert ids(seeing, "evidence") == {"open", "secret", "double", "photo", "apart"}
    assert ids(seeing, "enquiry") == {f"{R}/contradicted/1"}


def test_doubles_that_name_each_other_stay_or_go_together(visit: Visit) -> None:
    visit.said("a", joined_into="b")
    visit.said("b", joined_into="a")
    visit.link("a", "1")
    visit.link("b", "2")
    assert ids(visit.part(), "evidence") == {"a", "b"}
    assert ids(visit.part(replace(BLIND, factors=("1",))), "evidence") == set()


def test_who_takes_notes_knows_a_speaker_in_confidence_by_a_bare_pseudonym(visit: Visit) -> None:
    """Or what that person says would come back without a speaker, and not in confidence."""
    visit.session()
    telling = {"category": "Head", "function": "Head of the one school", "initials": "SH"}
    visit.speaker("shy", confidentiality="confidential", **telling)
    visit.speaker("open")
    for person in ("shy", "open"):
        visit.said(f"by {person}", speaker=person)
        scope = Scope(review=R, session="s1")
        visit.set("session-person", f"s1/{person}", scope, part="answers")
        visit.set("promise", person, scope, text="A list", who=person)
    part = visit.part()
    assert ids(part, "participant") == {ME, PEER, LEADER, "open", "shy"}
    held = part.record("participant", "shy")
    assert held is not None
    assert held.text("confidentiality") == "confidential"
    assert not set(held.fields) & {"category", "function", "organisation", "initials", "name"}
    assert ids(part, "promise") == {"open"}
    assert ids(part, "evidence") == {"by open"}
    others = visit.part(Lane(R, PEER, PURPOSES["host"]))
    assert "shy" not in ids(others, "participant")


def test_a_pseudonym_that_was_typed_could_be_a_name(visit: Visit) -> None:
    visit.session()
    visit.speaker("shy", confidentiality="confidential", pseudonym="Old Rose")
    visit.set("session-person", "s1/shy", Scope(review=R, session="s1"), part="answers")
    assert "shy" not in ids(visit.part(), "participant")


def test_what_was_promised_in_confidence_is_not_told(visit: Visit) -> None:
    """A promise has the id and the words of its statement."""
    visit.session()
    visit.speaker("p")
    scope = Scope(review=R, session="s1")
    for said, level in (("open", "internal"), ("secret", "confidential")):
        visit.said(said, speaker="p", text=said, confidentiality=level)
        visit.set("promise", said, scope, text=said, who="p")
    assert ids(visit.part(), "promise") == {"open"}
    assert ids(visit.part(replace(BLIND, sees_confidential=True)), "promise") == {"open", "secret"}


def test_of_an_interviewee_goes_out_what_attribution_allows(visit: Visit) -> None:
    told = {"category": "Head of a school", "function": "Head", "organisation": "School"}
    private = {"consent_how": "written", "consent_for": "This visit", "name": "Ada Byron"}
    held = {}
    for how in ("name", "role", "category", "none", ""):
        person = visit.speaker(f"p{how}", attribution=how or None, **told, **private)
        visit.said(f"by {how}", speaker=person)
        fields = set(visit.part().records("participant")[person].fields)
        held[how] = fields & {*told, "consent-how", "consent-for", "name"}
        assert {"pseudonym", "role", "initials"} <= fields
    assert held["name"] == held["role"] == set(told)
    assert held["category"] == {"category"}
    assert held["none"] == held[""] == set()
    seeing = visit.part(replace(BLIND, sees_names=True))
    assert seeing.records("participant")["pnone"].text("consent-for") == "This visit"


def test_names_go_out_to_who_may_see_them_only(visit: Visit) -> None:
    visit.session(note="Ask Ms Quillfeather", place="Town hall")
    visit.speaker("p")
    visit.set("name-key", "p", Scope(), name="Ada Quillfeather", contact="12345")
    visit.set("name-key", "unknown", Scope(), name="Somebody Else")
    visit.said("e", speaker="p", text="ADA  QUILLFEATHER said so")
    part, seeing = visit.part(), visit.part(replace(BLIND, sees_names=True))
    assert not ids(part, "name-key")
    assert part.records("session")["s1"].withheld == ("note",)
    assert part.records("session")["s1"].text("place") == "Town hall"
    assert part.records("evidence")["e"].withheld == ("text",)
    assert ids(seeing, "name-key") == {"p"}
    assert seeing.records("session")["s1"].text("note") == "Ask Ms Quillfeather"


def test_a_file_that_is_called_after_somebody_stays_at_home(visit: Visit) -> None:
    visit.speaker("p")
    visit.set("name-key", "p", Scope(), name="Ada Quillfeather")
    file = {"sha256": "0" * 64, "size": 1, "name": "Notes_Quillfeather.pdf", "media_type": "x/y"}
    visit.said("e", speaker="p", file=file, title="notes quillfeather", text="We have no money.")
    part = visit.part()
    assert set(part.records("evidence")["e"].withheld) == {"file", "title"}


def test_the_team_is_called_by_name_even_where_an_interviewee_is_called_alike(visit: Visit) -> None:
    visit.set("name-key", "p", Scope(), name="Jo Name")
    assert visit.part().records("participant")[LEADER].text("name") == "Name of peer"


def test_who_does_not_go_there_learns_no_title_that_could_tell_who_answered(visit: Visit) -> None:
    visit.session(place="Mosque", date="2031-05-04")
    visit.speaker("p", attribution="none")
    visit.set("session-person", "s1/p", Scope(review=R, session="s1"), part="answers")
    host = visit.part(Lane(R, PEER, PURPOSES["host"])).records("session")["s1"]
    assert set(host.fields) == {"date"}
    assert visit.part().records("session")["s1"].text("place") == "Mosque"


def test_a_lane_of_one_factor_and_one_session(visit: Visit) -> None:
    for session in SESSIONS:
        visit.session(session)
        visit.speaker(f"of {session}")
        visit.said(f"in {session}", session=session, speaker=f"of {session}")
        key, scope = f"{session}/of {session}", Scope(review=R, session=session)
        visit.set("session-person", key, scope, part="answers")
        visit.set("session-question", f"{session}/1.1", scope, planned=True)
    for factor in FACTORS:
        visit.set("evidence", f"on {factor}", Scope(), title=factor)
        visit.link(f"on {factor}", factor)
    visit.set("evidence", "on both", Scope(), title="Both")
    visit.set("evidence", "on none", Scope(), title="None")
    visit.link("on both", "1")
    visit.link("on both", "2")
    part = visit.part(replace(BLIND, factors=("1",), sessions=("s1",)))
    assert ids(part, "evidence") == {"in s1", "on 1", "on both", "on none"}
    assert ids(part, "link") == {"on 1-1", "on both-1"}
    assert ids(part, "session") == {"s1"}
    assert ids(part, "session-person") == {"s1/of s1"}
    assert ids(part, "session-question") == {"s1/1.1"}
    assert ids(part, "participant") == {ME, PEER, LEADER, "of s1"}


def test_nothing_tells_of_another_review(visit: Visit) -> None:
    visit.set("review", OTHER, Scope(review=OTHER), title="Years ago")
    visit.set("review", R, Scope(review=R), baseline=OTHER)
    visit.set("answer", f"{OTHER}/{CITY}/1.1", Scope(OTHER, CITY, "1"), value="yes")
    visit.set("evidence", "then", Scope(), title="Then")
    visit.set("link", "l", Scope(review=OTHER, factor="1"), evidence="then", factor="1")
    changes = part_of(visit.editor.state, visit.editor.changes, BLIND)
    assert fold(changes).records("review")[R].withheld == ("baseline",)
    told = [c.header.canonical() + (c.body.data if c.body else b"") for c in changes]
    assert not any(OTHER.encode() in text or b"Then" in text for text in told)


def test_what_was_removed_erased_or_is_not_known_here_stays(visit: Visit) -> None:
    visit.said("gone")
    visit.link("gone", "1")
    visit.editor.remove("evidence", "gone", "Said by mistake")
    visit.set("erasure", "x", Scope(), record={"changes": [], "files": [], "reason": "Consent"})
    visit.set("vote", "v", Scope(review=R), text="later")
    visit.set("participant", PEER, Scope(), mood="later")
    visit.set("hand-out", "h", Scope(review=R), record={"key": "k"})
    part = visit.part()
    kinds = {kind for kind, records in part.kinds.items() if records}
    assert kinds == {"project", "review", "participant"}
    assert "mood" not in part.records("participant")[PEER].fields


def test_an_answer_that_was_emptied_can_be_filled_again_without_a_conflict(visit: Visit) -> None:
    key, scope = f"{R}/{PEER}/1", Scope(R, PEER, "1")
    visit.set("verdict", key, scope, value="partly")
    visit.set("verdict", key, scope, value=None)
    copy = Editor(visit.part(), Actor(PEER, "e" * 32))
    copy.set("verdict", key, "value", "in-place", scope)
    both = fold([*visit.editor.changes, *copy.changes])
    assert both.records("verdict")[key].conflicts == ()
    assert both.records("verdict")[key].value("value") == "in-place"


def test_while_copies_disagree_how_confidential_it_is_it_stays(visit: Visit) -> None:
    visit.said("e", confidentiality="public")
    before = visit.editor.state
    theirs = Editor(before, Actor(LEADER, "e" * 32))
    theirs.set("evidence", "e", "confidentiality", "confidential", Scope())
    visit.set("evidence", "e", Scope(), confidentiality="internal")
    changes = [*visit.editor.changes, *theirs.changes]
    assert not [c for c in part_of(fold(changes), changes, BLIND) if c.header.kind == "evidence"]


def test_files_of_the_part_are_those_of_the_present_words(visit: Visit) -> None:
    for number in (1, 2):
        file = {"sha256": f"{number}" * 64, "name": "a", "media_type": "a/b", "size": number}
        visit.set("evidence", "doc", Scope(), title="Doc", file=file)
    assert files_in(part_of(visit.editor.state, visit.editor.changes, BLIND)) == {"2" * 64: 2}


# Whatever is in a project

_PEOPLE = (ME, PEER, LEADER, "p1", "p2")
_EVIDENCE = ("e1", "e2", "e3")
_VOICES = (CITY, TEAM, PEER, LEADER)
_WORDS = ("", "some words", "Ada Quillfeather spoke")


@st.composite
def _edit(draw: st.DrawFn) -> tuple[str, str, str, Value, Scope]:
    """Return one edit of any kind: as the program makes it, or out of place."""
    kind = draw(st.sampled_from([*sorted(KINDS), "vote"]))
    review, voice = draw(st.sampled_from((R, R, R, OTHER))), draw(st.sampled_from(_VOICES))
    factor, session = draw(st.sampled_from(FACTORS)), draw(st.sampled_from(SESSIONS))
    person, piece = draw(st.sampled_from(_PEOPLE)), draw(st.sampled_from(_EVIDENCE))
    entity, scope = {
        "review": (review, Scope(review=review)),
        "participant": (person, Scope()),
        "name-key": (person, Scope()),
        "evidence": (piece, Scope(review=R, session="s1") if piece == "e1" else Scope()),
        "session": (session, Scope(review=R, session=session)),
        "session-person": (f"{session}/{person}", Scope(review=R, session=session)),
        "session-question": (f"{session}/1.1", Scope(review=R, session=session)),
        "session-enquiry": (f"{session}/one {factor}", Scope(review=R, session=session)),
        "citation": (f"strength/one {factor}/{piece}", Scope(R, TEAM, factor)),
        "enquiry": (f"one {factor}", Scope(review=R, factor=factor)),
        "promise": (f"one {session}", Scope(review=R, session=session)),
        "reaction": (f"one {session}", Scope(review=R, session=session)),
        "link": (f"one {factor}", Scope(review=R, factor=factor)),
        "reply": (f"one {factor}", Scope(R, CITY, factor)),
        "comment": (f"one {factor}", Scope(R, CITY, factor)),
        "project": ("p", Scope()),
    }.get(kind, (f"one {factor}", Scope(R, TEAM, factor)))
    if kind in ("answer", "verdict", "minority-view", "context-note"):
        entity, scope = f"{review}/{voice}/{factor}", Scope(review, voice, factor)
    field = draw(st.sampled_from([*KINDS.get(kind, ()), "later"]))
    return kind, entity, field, draw(_value(kind, field, factor)), scope


@st.composite
def _value(draw: st.DrawFn, kind: str, field: str, factor: str) -> Value:
    known: dict[str, tuple[Value, ...]] = {
        "speaker": (*_PEOPLE, ""),
        "who": (*_PEOPLE, ""),
        "evidence": _EVIDENCE,
        "joined-into": (*_EVIDENCE, ""),
        "goes-with": (*_EVIDENCE, ""),
        "apart-from": (["e1"], ["e1", "e2"]),
        "factor": (factor, factor, *FACTORS),
        "session": (*SESSIONS, ""),
        "role": ("peer", "interviewee"),
        "about-kind": ("strength", "recommendation", "participant", "reaction", ""),
        "about": ("one 1", "one 2", "p1"),
        "recommendation": ("one 1", "one 2"),
        "name": ("Ada Quillfeather", "Bo"),
        "confidentiality": ("public", "internal", "confidential"),
        "removed": ({"reason": "No", "saw": []},),
    }
    every = ("yes", "given", "withdrawn", "name", "category", "none", True, 5, *_WORDS)
    accepts = KINDS[kind][field].accepts if field in KINDS.get(kind, {}) else lambda _v: True
    choices = [v for v in known.get(field, every) if accepts(v)]
    return draw(st.sampled_from([*choices, None]))


@st.composite
def _projects(draw: st.DrawFn) -> list[Change]:
    """Return the changes of two copies that were edited apart, and united."""
    edits = st.lists(_edit(), min_size=1, max_size=25)
    mine, theirs = Visit().editor, draw(st.sampled_from((LEADER, PEER)))
    for edit in draw(edits):
        mine.set(*edit)
    copy = Editor(mine.state, Actor(theirs, "e" * 32))
    for edit in draw(edits):
        mine.set(*edit)
    for edit in draw(edits):
        copy.set(*edit)
    return [*mine.changes, *copy.changes]


_lanes = st.builds(
    Lane,
    review=st.just(R),
    author=st.just(PEER),
    may=st.frozensets(st.sampled_from(MAY), max_size=3),
    factors=st.sampled_from(((), ("1",), FACTORS)),
    sessions=st.sampled_from(((), ("s1",))),
    sees_verdicts=st.booleans(),
    sees_confidential=st.booleans(),
    sees_names=st.booleans(),
)


@given(_projects(), _lanes)
def test_a_part_is_closed_and_holds_the_present_words_alone(
    changes: list[Change], lane: Lane
) -> None:
    state = fold(changes)
    part = part_of(state, changes, lane)
    held = {change.id for change in part}
    fields = {key_of(change) for change in part}
    assert held == {change.id for change in changes if key_of(change) in fields}
    known = {change.id: change for change in part}
    for change in part:
        assert set(change.header.parents) <= set(known)
    heads = {head.id for head in state.heads()}
    assert all(change.body is None for change in part if change.id not in heads)
    folded = fold(part)
    for kind, entity, name in fields:
        here = folded.records(kind)[entity].fields[name]
        there = state.records(kind)[entity].fields[name]
        assert here.head_ids == there.head_ids
        kept_back = name in ("apart-from", "baseline") or not lane.sees_names
        assert here == there or (here.missing and kept_back)
    assert fold([*changes, *part]) == state
    assert part_of(folded, part, lane) == part or not lane.sees_names


@given(_projects(), _lanes)
def test_nothing_in_a_part_points_outside_or_tells_too_much(
    changes: list[Change], lane: Lane
) -> None:
    state = fold(changes)
    part = fold(part_of(state, changes, lane))
    evidence, sessions = ids(part, "evidence"), ids(part, "session")
    for name in ("joined-into", "goes-with"):
        assert _named(part.records("evidence").values(), name) <= evidence
    assert _named(part.records("link").values(), "evidence") <= evidence
    assert _named(part.records("promise").values(), "evidence") <= evidence
    assert {key.rpartition("/")[2] for key in ids(part, "citation")} <= evidence
    assert ids(part, "reply") <= ids(part, "recommendation")
    assert ids(part, "comment-answer") <= ids(part, "comment")
    planned = {*ids(part, "session-person"), *ids(part, "session-question")}
    assert {key.partition("/")[0] for key in planned} <= sessions
    people = {key.partition("/")[2] for key in ids(part, "session-person")}
    assert people <= ids(part, "participant")
    assert ids(part, "name-key") <= (ids(part, "participant") if lane.sees_names else set())
    if not lane.sees_confidential:
        secret = {e.id for e in all_evidence(state) if confidentiality_of(state, e) == SECRET}
        assert not evidence & secret
    for kind, records in part.kinds.items():
        assert kind in KINDS
        assert kind not in ("hand-out", "hand-out-return", "erasure")
        for record in records.values():
            _has_nothing_from_outside(record, lane)
    if not lane.sees_names:
        texts = [head.body.data for head in part.heads() if head.body and not _of_team(head, state)]
        if _named(state.records("name-key").values(), "name") & {"Ada Quillfeather"}:
            assert not any(b"Quillfeather" in text for text in texts)


SECRET = "confidential"


def _has_nothing_from_outside(record: Record, lane: Lane) -> None:
    scope = record.scope
    assert scope.review in ("", lane.review)
    assert lane.has_factor(scope.factor)
    assert lane.has_session(scope.session)
    assert scope.voice in ("", CITY, TEAM, lane.author) or lane.sees_verdicts
    assert set(record.fields) <= set(KINDS[record.kind])
    removed = record.fields.get("removed")
    assert record.removal != "removed" or removed is None


def _of_team(head: Change, state: State) -> bool:
    header = head.header
    if header.kind in ("project", "review", "seal"):
        return True
    record = state.record("participant", header.entity)
    team = record is not None and record.text("role") != "interviewee"
    return header.kind == "participant" and (team or header.entity == PEER)


def _named(records: Iterable[Record], field: str) -> set[str]:
    found = set()
    for record in records:
        held = record.fields.get(field)
        bodies = [head.body for head in held.heads] if held else []
        found |= {body.value for body in bodies if body is not None}
    return {str(value) for value in found if value}
