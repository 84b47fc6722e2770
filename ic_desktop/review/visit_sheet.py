"""What of a visit goes on paper and into calendars: plain data, passed through ``disclosure.py``.

The team and the host's staff stand by name; interviewees as they may be attributed, else by
pseudonym, and never by name. Texts that somebody typed have known names replaced.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _, current
from ic_desktop.project.entities import Review, evidence, profile
from ic_desktop.project.peer import Participant, Session, participant
from ic_desktop.project.state import State
from ic_desktop.review import labels
from ic_desktop.review.checks import title_of
from ic_desktop.review.disclosure import (
    may_leave,
    name_that_leaves,
    person_confidentiality,
    person_label,
    role_name,
)
from ic_desktop.review.enquiries import ToFindOut
from ic_desktop.review.masking import without_names
from ic_desktop.review.naming import beginning
from ic_desktop.review.visit import SessionPlan, SessionQuestion, plan
from ic_desktop.review.visit_times import minutes_of

_LOCALES: Final = {"en": "en_GB"}
"""The English of Europe: 4 May 2026."""
_MOST_NAMED: Final = 3
"""Pieces that contradict, of those that are named in one sentence."""


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """Somebody on a guide: what to type for them, and who they are as far as paper may say.

    ``consent``: how it was given, a code of CONSENT_WAYS; "no" where it was refused or taken back,
    "" where nothing is recorded.
    """

    short: str
    label: str
    consent: str = ""


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """A guide question with its prompts; ``id`` "7.3"."""

    id: str
    text: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetSession:
    """One session: ``date`` ISO; ``day`` and ``time`` in words; people as lines of text."""

    id: str
    kind: str
    title: str
    date: str
    day: str
    start: str
    end: str
    time: str
    place: str
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """The schedule of a visit. ``mark`` stands on every page ("Fictional example"), or is ""."""

    city: str
    review: str
    mark: str
    sessions: tuple[SheetSession, ...]


@dataclass(frozen=True, slots=True)
class GuideSheet:
    """The interview guide of one session."""

    city: str
    review: str
    mark: str
    session: SheetSession
    note: str
    speakers: tuple[SheetPerson, ...]
    takers: tuple[SheetPerson, ...]
    to_find_out: tuple[str, ...]
    questions: tuple[SheetQuestion, ...]


def schedule_sheet(state: State, pack: Pack, review: Review) -> ScheduleSheet:
    """Return the schedule of a review's visit, in the order of time."""
    held = plan(state, pack, review)
    sessions = tuple(_session(state, one) for one in held)
    return ScheduleSheet(*_head(state, review), sessions)


def guide_sheet(state: State, pack: Pack, review: Review, session_id: str) -> GuideSheet | None:
    """Return the interview guide of a session, None if it is not in the plan."""
    found = next((o for o in plan(state, pack, review) if o.session.id == session_id), None)
    if found is None:
        return None
    return GuideSheet(
        *_head(state, review),
        _session(state, found),
        without_names(state, found.session.note),
        tuple(_speaker(state, person) for person in found.people.get("answers", ())),
        tuple(_speaker(state, person) for person in found.people.get("asks", ())),
        tuple(enquiry_words(state, pack, one) for one in found.enquiries if not one.done),
        tuple(_question(one) for one in found.questions),
    )


def paper_order(sheet: ScheduleSheet | GuideSheet) -> dict[str, Any]:
    """Return what to draw as plain data, for the process that draws (``report/visit_paper.py``)."""
    what = "guide" if isinstance(sheet, GuideSheet) else "schedule"
    return {"what": what, "sheet": asdict(sheet)}


def _head(state: State, review: Review) -> tuple[str, str, str]:
    city = profile(state)
    kind = labels.word(current(), labels.REVIEW_KINDS, review.kind)
    mark = _("Fictional example") if city.fictional else ""
    return city.city, review.title.strip() or kind, mark


def _session(state: State, planned: SessionPlan) -> SheetSession:
    held, people = planned.session, planned.people
    return SheetSession(
        held.id,
        labels.word(current(), labels.SESSION_KINDS, held.kind),
        session_title(state, held),
        held.date,
        day_words(held.date),
        held.start,
        held.end,
        time_words(held),
        without_names(state, held.place),
        people_words(state, people.get("asks", ())),
        people_words(state, people.get("answers", ())),
        _others(state, planned),
    )


def _others(state: State, planned: SessionPlan) -> tuple[str, ...]:
    """Return who interprets and who observes, with what they do."""
    made: list[str] = []
    for part in ("interprets", "observes"):
        word = labels.word(current(), labels.PARTS, part)
        listed = people_words(state, planned.people.get(part, ()))
        made += [f"{one} ({word})" for one in listed]
    return tuple(made)


def session_title(state: State, held: Session) -> str:
    """Return what a session is called where it leaves the project: its title, else its kind."""
    title = " ".join(without_names(state, held.title).split())
    return title or labels.word(current(), labels.SESSION_KINDS, held.kind)


def people_words(state: State, people: Iterable[str]) -> tuple[str, ...]:
    """Return how an output names people, each once; with how many are called the same."""
    counted = Counter(filter(None, (paper_name(state, person) for person in people)))
    many = _("{who} ({count} people)")
    return tuple(
        name if count == 1 else many.format(who=name, count=count)
        for name, count in counted.items()
    )


def paper_name(state: State, person: str) -> str:
    """Return how an output names somebody who takes part in a session."""
    found = participant(state, person)
    if found is None:
        return ""
    if not found.is_interviewee and "role" not in found.conflicts:
        return name_that_leaves(found) or _function(found)
    may = person_confidentiality(state, person) != "confidential"
    label = without_names(state, person_label(state, person)) if may else ""
    return label or _("interviewee {pseudonym}").format(pseudonym=found.pseudonym or "–")


def _function(person: Participant) -> str:
    """Return function and organisation of somebody without a name, else the role."""
    words = ", ".join(part for part in (person.function, person.organisation) if part)
    return words or role_name(person.role)


def _speaker(state: State, person: str) -> SheetPerson:
    """Return a person of a guide; an interviewee is typed by pseudonym, whatever the initials."""
    found = participant(state, person)
    if found is None:
        return SheetPerson("", "")
    label = paper_name(state, person)
    if found.is_interviewee:
        known = _("interviewee {pseudonym}").format(pseudonym=found.pseudonym or "–")
        consent = "no" if found.consent in ("refused", "withdrawn") else ""
        if found.consent == "given":
            consent = found.consent_how
        return SheetPerson(found.pseudonym, "" if label == known else label, consent)
    return SheetPerson(found.initials, label)


def _question(asked: SessionQuestion) -> SheetQuestion:
    question = asked.question
    return SheetQuestion(question.id, question.text, tuple(p.text for p in question.prompts))


# Words


def enquiry_words(state: State, pack: Pack, one: ToFindOut) -> str:
    """Return something to find out as a sentence, with what it is about, for what leaves."""
    about = _about(pack, one)
    said = without_names(state, enquiry_sentence(one, _against(state, one)))
    return f"{about} – {said}" if about else said


def _against(state: State, one: ToFindOut) -> tuple[str, ...]:
    """Return what the pieces that contradict are called, of those that may leave."""
    found = (evidence(state, piece) for piece in one.against)
    return tuple(
        title_of(piece) for piece in found if piece is not None and may_leave(state, piece)
    )


def enquiry_sentence(one: ToFindOut, against: Sequence[str] = ()) -> str:
    """Return what is to be found out: somebody's own words, else what follows from the reason.

    ``against`` names what contradicts; nothing there says that evidence does.
    """
    if one.text.strip():
        return " ".join(one.text.split())
    if one.reason == "contradicted" and against:
        return _contradicted(against, weighed=one.weighed)
    weighed = _("Evidence contradicts the claim, and the city has weighed it. Does that convince?")
    sentences = {
        "contradicted": _("Evidence contradicts this. What is right?"),
        "unsupported": _("Claimed, and nothing supports it yet. What shows it?"),
        "unknown": _("The city does not know the answer. Who does?"),
        "unanswered": _("The city has not answered this. What is the answer?"),
        "unjudged": _("The city has not judged this key factor. How do people see it?"),
        "own": _("Something without words yet"),
    }
    return weighed if one.reason == "contradicted" and one.weighed else sentences[one.reason]


def _contradicted(against: Sequence[str], *, weighed: bool) -> str:
    named = [_("“{words}”").format(words=beginning(title)) for title in against[:_MOST_NAMED]]
    listed = ", ".join(named) + (" …" if len(against) > _MOST_NAMED else "")
    if weighed:
        text = _("Contradicted by {evidence}; the city has weighed it. Does that convince?")
        return text.format(evidence=listed)
    return _("Contradicted by {evidence}. What is right?").format(evidence=listed)


def _about(pack: Pack, one: ToFindOut) -> str:
    """Return the question, or number and title of the key factor; "" for neither."""
    factor = next((f for f in pack.factors if f.id == one.factor), None)
    if factor is None:
        return ""
    question = next((q for q in factor.questions if q.id == one.question), None)
    return f"{question.id} {question.text}" if question else f"{factor.number} {factor.title}"


def day_words(iso: str) -> str:
    """Return a day with its weekday ("Monday, 4 May 2026"); what is no date stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    from babel.dates import format_date

    language = current().language
    return str(format_date(day, "full", locale=_LOCALES.get(language, language)))


def time_words(held: Session) -> str:
    """Return from when to when a session lasts: "09:00–10:30", "09:00", or ""."""
    start, end = minutes_of(held.start), minutes_of(held.end)
    if start is None or end is None or end < start:
        return held.start
    return f"{held.start}–{held.end}"
