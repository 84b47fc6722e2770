"""The sample's peer review: what a team did on site, each entry by the hand of who made it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.exchange.hand_out import close, note_return, prepare
from ic_desktop.project.changes import Change
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import AttachedFile, Review, links, review, verdict_id
from ic_desktop.project.kinds import SEVERAL, TEAM
from ic_desktop.project.peer import sessions
from ic_desktop.project.state import State
from ic_desktop.review import conclusions, edits, people, sorting, statements, visit_edits, voices
from ic_desktop.review.begin import begin_peer_review
from ic_desktop.review.capture import Said, Tag
from ic_desktop.review.enquiries import ToFindOut, to_find_out
from ic_desktop.review.lane import PURPOSES, Lane
from ic_desktop.samples.words import Words

LEADER: Final = "leader"
HOST: Final = "host"
_BLIND: Final = ("port", "hill", "invited")
"""Who judged in a copy of their own, without the others' verdicts."""
_STANCES: Final = {"+": "supports", "-": "contradicts"}
_PARTS: Final = ("asks", "answers", "interprets", "observes")
_OWN_FIELDS: Final = ("role", "name")
_DAY: Final = 24 * 60 * 60 * 1000
_FOLLOW_UP: Final = "follow-up"
_FEEDBACK: Final = "feedback"


class PeerReview:
    """A peer review while it is written down. ``changes`` are to be saved, ``id`` the review's.

    ``pieces`` are the ids of the self-assessment's evidence by what its words call it.
    """

    def __init__(self, state: State, pack: Pack, words: Words, pieces: Mapping[str, str]) -> None:
        self.state = state
        self.changes: list[Change] = []
        self.id = ""
        self._pack = pack
        self._words = words
        self._pieces = dict(pieces)
        self._people: dict[str, str] = {}
        self._sessions: dict[str, str] = {}
        self._findings: dict[tuple[str, str], str] = {}
        self._devices: dict[str, str] = {}
        self._leader = new_id()

    def write(self, from_review: str, files: Mapping[str, AttachedFile]) -> None:
        """Write all of it, after the self-assessment ``from_review``; ``files`` by evidence."""
        self._begin(from_review)
        self._bring_together()
        self._plan()
        self._hand_out()
        self._take_down()
        self._keep_promises(files)
        self._weigh()
        self._judge()
        self._conclude()
        self._hear_the_host()
        self._come_again()

    def _as(self, who: str) -> Editor:
        """Return an editor in somebody's hand; what it holds is kept by :meth:`_keep`."""
        author = self._people.get(who, self._leader)
        device = self._devices.setdefault(author, new_id())
        return Editor(self.state, Actor(author, device))

    def _keep(self, editor: Editor) -> None:
        self.state = editor.state
        self.changes += editor.changes

    # Before the visit

    def _begin(self, from_review: str) -> None:
        editor = self._as(LEADER)
        about = self._words["review"]
        self.id = begin_peer_review(editor, from_review, about["title"])
        rest = {name: text for name, text in about.items() if name != "title"}
        edits.describe_review(editor, self.id, rest)
        self._keep(editor)

    def _bring_together(self) -> None:
        editor = self._as(LEADER)
        for key, person in self._words["people"].items():
            self._people[key] = people.add_person(editor, person["name"], person["role"])
            rest = {name: text for name, text in person.items() if name not in _OWN_FIELDS}
            people.describe_person(editor, self._people[key], rest)
        self._keep(editor)
        self._leader = self._people[LEADER]

    def _plan(self) -> None:
        editor = self._as(LEADER)
        for key, planned in self._words["sessions"].items():
            values = {name: text for name, text in planned.items() if isinstance(text, str)}
            session = self._sessions[key] = visit_edits.add_session(editor, self.id, values)
            for part in _PARTS:
                for person in planned.get(part, ()):
                    visit_edits.put_person(editor, session, self._people[person], part)
            for question in planned.get("questions", ()):
                visit_edits.plan_question(editor, session, question)
            for question in planned.get("asked", ()):
                visit_edits.mark_asked(editor, session, question)
        for enquiry in self._words["enquiries"].values():
            self._enquire(editor, enquiry)
        self._keep(editor)

    def _enquire(self, editor: Editor, enquiry: Words) -> None:
        """Settle or add something to find out, and mean it for its sessions."""
        text, factor = enquiry.get("text", ""), enquiry["factor"]
        question = enquiry.get("question", "")
        if text:
            visit_edits.add_enquiry(editor, self.id, text, factor, question)
        wanted = (enquiry.get("follows-from", "own"), factor, question)
        (found,) = (
            e for e in self._to_find_out(editor) if (e.reason, e.factor, e.question) == wanted
        )
        for session in enquiry["sessions"]:
            visit_edits.plan_enquiry(editor, self._sessions[session], found)
        said = {"outcome": enquiry["outcome"], "done": enquiry.get("done") or None}
        values = {name: value for name, value in said.items() if value}
        visit_edits.describe_enquiry(editor, self.id, found, values)

    def _to_find_out(self, editor: Editor) -> tuple[ToFindOut, ...]:
        return to_find_out(editor.state, self._pack, self._review(editor.state))

    def _review(self, state: State) -> Review:
        held = review(state, self.id)
        assert held is not None, "the review was begun"
        return held

    def _hand_out(self) -> None:
        """Note the copies that the peers and the host had, and that all of them came back."""
        first = sessions(self.state, self.id)[0]
        begun = _moment(first.date, first.start)
        editor = self._as(LEADER)
        copies = {**dict.fromkeys(_BLIND, "peer"), HOST: "host"}
        for who, purpose in copies.items():
            lane = Lane(self.id, self._people[who], PURPOSES[purpose])
            at = begun - _DAY if purpose == "peer" else begun + 14 * _DAY
            made = prepare(editor, lane, at=at)
            back = begun + (2 if purpose == "peer" else 28) * _DAY
            note_return(editor, made.id, new_id() + new_id(), at=back, changes=1)
            close(editor, made.id)
        self._keep(editor)

    # The visit

    def _take_down(self) -> None:
        for key, said in self._words["statements"].items():
            editor = self._as(said["by"])
            self._pieces[key] = self._statement(editor, said)
            self._keep(editor)
        editor = self._as(LEADER)
        for key, said in self._words["statements"].items():
            if "joined" in said:
                sorting.join(editor, self._pieces[key], self._pieces[said["joined"]])
        self._keep(editor)

    def _statement(self, editor: Editor, said: Words) -> str:
        session = self._sessions[said["session"]]
        speaker = said.get("speaker", "")
        line = Said(
            said["text"],
            SEVERAL if speaker == SEVERAL else self._people.get(speaker, ""),
            tuple(_tag(text) for text in said.get("says", ())),
            said["form"],
            confidential=said.get("confidentiality") == "confidential",
            promised="promised" in said,
        )
        at = _moment(self._words["sessions"][said["session"]]["date"], said["at"])
        made = statements.record_statement(editor, self.id, session, line, at)
        scope = statements.statement_scope(self.id, session)
        if "type" in said:
            editor.set("evidence", made, "type", said["type"], scope)
        if "promised" in said:
            editor.set("promise", made, "due", said["promised"], scope)
        return made

    def _keep_promises(self, files: Mapping[str, AttachedFile]) -> None:
        """Add the documents that were promised and came."""
        editor = self._as(LEADER)
        for key, piece in self._words["evidence"].items():
            values = {name: text for name, text in piece.items() if name not in ("says", "file")}
            made = self._pieces["came-" + key] = edits.add_evidence(editor, values, files.get(key))
            for tag in map(_tag, piece["says"]):
                edits.link(editor, self.id, made, tag.factor, tag.question, stance=tag.stance)
        for key, said in self._words["statements"].items():
            if "came" in said:
                came = self._pieces["came-" + said["came"]]
                statements.keep_promise(editor, self._pieces[key], came)
        self._keep(editor)

    def _weigh(self) -> None:
        """Say how what contradicts a key factor was weighed."""
        editor = self._as(LEADER)
        for key, response in self._words["responses"].items():
            for held in list(links(editor.state, self.id)):
                if (held.evidence, held.factor) == (self._pieces[key], response["factor"]):
                    edits.describe_link(editor, held.id, {"response": response["text"]})
        self._keep(editor)

    # Judging together

    def _judge(self) -> None:
        for factor, held in self._words["factors"].items():
            for peer, values in held["first"].items():
                mark = voices.BLIND if peer in _BLIND else voices.OPEN
                self._judge_alone(factor, peer, values, mark)
            if held["opened"]:
                editor = self._as(LEADER)
                voices.open_consensus(editor, self.id, factor)
                self._keep(editor)
            for peer, values in held.get("later", {}).items():
                self._judge_alone(factor, peer, values, voices.OPEN)
            for peer, values in held.get("minority", {}).items():
                editor = self._as(peer)
                voices.dissent(editor, self.id, factor, self._people[peer], values)
                self._keep(editor)

    def _judge_alone(self, factor: str, peer: str, values: Words, mark: str) -> None:
        editor = self._as(peer)
        author = self._people[peer]
        voices.judge_as_peer(editor, self.id, factor, values, author, held_others=mark)
        self._keep(editor)

    def _conclude(self) -> None:
        editor = self._as(LEADER)
        for factor, held in self._words["factors"].items():
            given = {"value": held["value"], "reason": held["reason"]}
            voices.conclude(editor, self.id, factor, given)
            finding = ("verdict", verdict_id(self.id, TEAM, factor))
            self._findings["verdict", factor] = finding[1]
            self._cite(editor, factor, finding, held["cites"])
        for key, strength in self._words["strengths"].items():
            factor = strength["factor"]
            made = conclusions.add_strength(editor, self.id, factor, strength["text"])
            self._findings["strength", key] = made
            self._cite(editor, factor, ("strength", made), strength["cites"])
        for key, advice in self._words["recommendations"].items():
            self._findings["recommendation", key] = self._recommend(editor, advice)
        self._keep(editor)

    def _recommend(self, editor: Editor, advice: Words) -> str:
        names = ("why", "priority", "to-whom", "factors")
        values = {name: advice[name] for name in names if name in advice}
        factor = advice["factor"]
        made = conclusions.add_recommendation(editor, self.id, factor, advice["text"], values)
        self._cite(editor, factor, ("recommendation", made), advice["cites"])
        return made

    def _cite(
        self, editor: Editor, factor: str, finding: tuple[str, str], cited: list[str]
    ) -> None:
        for key in cited:
            conclusions.cite(editor, self.id, factor, finding, self._pieces[key])

    # What the host says, and what came of it

    def _hear_the_host(self) -> None:
        for comment in self._words["comments"].values():
            editor = self._as(HOST)
            about = (comment["about-kind"], comment["about"])
            found = self._findings[about]
            factor = self._factor_of(*about)
            told = (comment["about-kind"], found)
            made = conclusions.comment(editor, self.id, factor, told, comment["text"])
            self._keep(editor)
            editor = self._as(LEADER)
            conclusions.answer_comment(editor, made, comment["answer"])
            self._keep(editor)
        self._react()
        editor = self._as(HOST)
        for key, advice in self._words["recommendations"].items():
            if "reply" in advice:
                made = self._findings["recommendation", key]
                conclusions.reply(editor, made, advice["reply"])
        self._keep(editor)

    def _factor_of(self, kind: str, key: str) -> str:
        if kind == "verdict":
            return key
        return str(
            self._words["strengths" if kind == "strength" else "recommendations"][key]["factor"]
        )

    def _react(self) -> None:
        editor = self._as(LEADER)
        day = self._words["sessions"][_FEEDBACK]["date"]
        for reaction in self._words["reactions"].values():
            kind, key = reaction["about-kind"], reaction["about"]
            conclusions.react(
                editor,
                self.id,
                self._sessions[_FEEDBACK],
                (kind, self._findings[kind, key] if kind else ""),
                reaction["text"],
                who=self._people.get(reaction["who"], ""),
                said_at=_moment(day, reaction["at"]),
            )
        self._keep(editor)

    def _come_again(self) -> None:
        """Record how far the recommendations were on the follow-up visit."""
        editor = self._as(LEADER)
        day = self._words["sessions"][_FOLLOW_UP]["date"]
        for key, advice in self._words["recommendations"].items():
            if "progress" in advice:
                made = self._findings["recommendation", key]
                values = {"date": day, **advice["progress"]}
                conclusions.record_progress(editor, self.id, made, values)
        self._keep(editor)


def _tag(text: str) -> Tag:
    """Return what "4.1-" says: key factor, question, stance."""
    spot = text.rstrip("+-")
    stance = _STANCES.get(text[len(spot) :], "background")
    factor = spot.split(".", maxsplit=1)[0]
    return Tag(factor, spot if "." in spot else "", stance)


def _moment(date: str, time: str) -> int:
    """Return a time of day as this computer's clock has it, in ms since 1970."""
    return round(datetime.fromisoformat(f"{date}T{time}").timestamp() * 1000)
