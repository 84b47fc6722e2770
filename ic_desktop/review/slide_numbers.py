"""The visit in numbers, and what comes after the feedback session."""

from collections.abc import Callable

from ic_desktop.i18n import Catalogue
from ic_desktop.project.entities import Evidence, Review
from ic_desktop.project.kinds import SEVERAL
from ic_desktop.project.peer import Session, participant, participants, parts, sessions
from ic_desktop.project.seal import current_seal
from ic_desktop.project.state import State
from ic_desktop.review.advice import unanswered, without_reply
from ic_desktop.review.evidence import index


def numbers(state: State, review_id: str, words: Catalogue, today: str) -> list[tuple[int, str]]:
    """Return how many sessions, people, statements and documents there were; none of them 0.

    A session that is only planned does not count: there was one if something was taken down in it,
    or if its day has passed. ``today`` is an ISO date.
    """
    pieces = index(state, review_id).pieces.values()
    noted = {piece.session for piece in pieces}
    held = [one for one in sessions(state, review_id) if one.id in noted or "" < one.date < today]
    ids = {one.id for one in held}
    said = [p for p in pieces if p.type == "statement" and p.session in ids and not p.joined_into]
    team = [p for p in participants(state) if p.judges]
    people = _heard(state, held, said)
    documents = [p for p in index(state, review_id).cited() if p.type == "document"]
    kinds = [one.kind for one in held]
    interviews, groups = kinds.count("interview"), kinds.count("focus-group")
    sites = kinds.count("site-visit")
    counted = [
        (len(team), words.ngettext("member of the team", "members of the team", len(team))),
        (interviews, words.ngettext("interview", "interviews", interviews)),
        (groups, words.ngettext("focus group", "focus groups", groups)),
        (sites, words.ngettext("site visit", "site visits", sites)),
        (len(people), words.ngettext("person heard", "people heard", len(people))),
        (len(said), words.ngettext("statement noted", "statements noted", len(said))),
        (len(documents), words.ngettext("document read", "documents read", len(documents))),
    ]
    return [(count, what) for count, what in counted if count]


def _heard(state: State, held: list[Session], said: list[Evidence]) -> set[str]:
    """Return the interviewees who answered in a session, or whose statements were noted."""
    planned = {
        who
        for session in held
        for who, part in parts(state, session.id).items()
        if part == "answers"
    }
    spoke = {piece.speaker for piece in said} - {"", SEVERAL}
    found = ((who, participant(state, who)) for who in planned | spoke)
    return {who for who, person in found if person is not None and not person.judges}


def next_steps(
    state: State, review: Review, words: Catalogue, day: Callable[[str], str]
) -> list[str]:
    """Return what happens after the feedback session, as far as it has not happened yet."""
    made = []
    signed = current_seal(state, review.id) is not None
    if not signed:
        made.append(
            words.gettext(
                "The draft report goes to the host first. Comments are tied to a finding, "
                "and each is answered in writing."
            )
        )
    elif unanswered(state, review.id):
        made.append(words.gettext("The comments that are still open are answered in writing."))
    waiting = len(without_reply(state, review.id))
    if waiting:
        made.append(
            words.ngettext(
                "The host replies to {count} recommendation: accepted, in part or not, and why, "
                "by which authority and when.",
                "The host replies to {count} recommendations: accepted, in part or not, and why, "
                "by which authority and when.",
                waiting,
            ).format(count=waiting)
        )
    if not signed:
        made.append(words.gettext("The report is signed, with the replies that have come by then."))
    made.append(_follow_up(state, review.id, words, day))
    return made


def _follow_up(state: State, review_id: str, words: Catalogue, day: Callable[[str], str]) -> str:
    held = [one for one in sessions(state, review_id) if one.kind == "follow-up" and one.date]
    if held:
        text = words.gettext("A follow-up visit looks at what has changed: {date}.")
        return text.format(date=day(held[0].date))
    return words.gettext("A follow-up visit looks at what has changed; its date is to be agreed.")
