"""The words of the page of the visit. No Qt."""

from collections.abc import Iterable, Sequence

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.entities import evidence
from ic_desktop.project.kinds import PARTS, SESSION_KINDS
from ic_desktop.project.peer import Participant, Session
from ic_desktop.project.state import State
from ic_desktop.review import labels, naming
from ic_desktop.review.checks import title_of
from ic_desktop.review.disclosure import function_of, role_name, screen_name
from ic_desktop.review.enquiries import ToFindOut
from ic_desktop.review.visit import SessionPlan
from ic_desktop.review.visit_sheet import enquiry_sentence, time_words
from ic_desktop.review.visit_times import Clash
from ic_desktop.ui.formats import date_words
from ic_desktop.ui.widgets.lists import CardItem

Options = list[tuple[str, str]]


def tabs(to_find_out: int, sessions: int, unasked: int) -> Options:
    """Return the three views with how much is in them."""
    return [
        ("find-out", _("To find out ({count})").format(count=to_find_out)),
        ("sessions", _("Sessions ({count})").format(count=sessions)),
        ("nobody", _("Put to nobody yet ({count})").format(count=unasked)),
    ]


def kind_options() -> Options:
    """Return codes and words of the kinds of sessions."""
    return [(code, naming.word(labels.SESSION_KINDS, code)) for code in SESSION_KINDS]


def part_options() -> Options:
    """Return codes and words of what somebody does in a session, "" for nothing."""
    known = [(code, naming.word(labels.PARTS, code)) for code in PARTS]
    return [*known, ("", _("is not there"))]


# Sessions


def session_name(held: Session) -> str:
    """Return what the window calls a session."""
    return " ".join(held.title.split()) or naming.word(labels.SESSION_KINDS, held.kind)


def session_when(held: Session) -> str:
    """Return day and time of a session: "4 May 2026, 09:00–10:30"."""
    day = date_words(held.date) or _("no date yet")
    return ", ".join(part for part in (day, time_words(held)) if part)


def session_item(planned: SessionPlan, clashing: bool) -> CardItem:
    """Return the card of a session; its group is the day."""
    held = planned.session
    count = len(planned.questions)
    asked = sum(1 for one in planned.questions if one.asked)
    questions = ngettext("{count} question", "{count} questions", count).format(count=count)
    if asked:
        questions = _("{questions}, {count} asked").format(questions=questions, count=asked)
    parts = (time_words(held), held.place, questions)
    return CardItem(
        held.id,
        session_name(held),
        " · ".join(part for part in parts if part.strip()),
        note=naming.word(labels.SESSION_KINDS, held.kind),
        icon_name="warning" if clashing else "calendar",
        group=date_words(held.date) or _("Without a date yet"),
    )


def clash_words(state: State, clash: Clash) -> str:
    """Return what cannot be in the plan, in a sentence."""
    name = session_name(clash.session)
    if clash.other is None:
        return _("“{session}” ends before it begins.").format(session=name)
    return _("{who} is in “{session}” and in “{other}” at the same time.").format(
        who=screen_name(state, clash.person) or _("Somebody"),
        session=name,
        other=session_name(clash.other),
    )


def names_words(named: Sequence[Participant]) -> str:
    """Return that a title, place or note holds names; paper and calendar show pseudonyms."""
    listed = ", ".join(person.pseudonym or "–" for person in named)
    return _(
        "The name of {people} stands in title, place or note. Paper and calendar show the "
        "pseudonym instead; better take the name out here too."
    ).format(people=listed)


def person_words(state: State, person: Participant) -> str:
    """Return what the window calls somebody, with who that is; no name of whom one asks."""
    name = screen_name(state, person.id)
    if person.is_interviewee:
        about = person.category or function_of(person)
        return " · ".join(part for part in (name, about) if part)
    return " · ".join(part for part in (name, role_name(person.role)) if part)


# Questions and what there is to find out


def factor_name(factor: Factor) -> str:
    """Return number and title of a key factor."""
    return f"{factor.number} {factor.title}"


def question_item(factor: Factor, question: Question) -> CardItem:
    """Return the card of a guide question; its group is the key factor."""
    text = f"{question.id}  {question.text}"
    return CardItem(f"question/{question.id}", text, group=factor_name(factor))


def enquiry_item(state: State, pack: Pack, one: ToFindOut, sessions: Iterable[Session]) -> CardItem:
    """Return the card of something to find out; its group is the key factor."""
    meant = (*one.sessions, *one.asked_by)
    named = [session_name(held) for held in sessions if held.id in meant]
    title, under = _two_lines(state, pack, one)
    parts = [under, ", ".join(named) or _("in no session yet")]
    return CardItem(
        f"enquiry/{one.id}",
        title,
        " · ".join(part for part in parts if part),
        note=enquiry_note(one),
        icon_name=_ICONS[one.reason],
        group=enquiry_factor(pack, one) or _("Something else"),
    )


def enquiry_title(state: State, one: ToFindOut) -> str:
    """Return what is to be found out, with what contradicts by its title or first words."""
    found = (evidence(state, piece) for piece in one.against)
    return enquiry_sentence(one, [title_of(piece) for piece in found if piece is not None])


def asked_by_words(one: ToFindOut, sessions: Iterable[Session]) -> str:
    """Return which sessions ask its guide question anyway; "" for none."""
    named = [session_name(held) for held in sessions if held.id in one.asked_by]
    if not named:
        return ""
    return _("Its question is asked in: {sessions}").format(sessions=", ".join(named))


def _two_lines(state: State, pack: Pack, one: ToFindOut) -> tuple[str, str]:
    """Return title and detail: a guide question before why it is asked, else the sentence alone."""
    question, sentence = enquiry_question(pack, one), enquiry_title(state, one)
    return (question, sentence) if question else (sentence, "")


_ICONS = {
    "contradicted": "warning",
    "unsupported": "search",
    "unknown": "help",
    "unanswered": "help",
    "unjudged": "help",
    "own": "bookmark",
}


def enquiry_note(one: ToFindOut) -> str:
    """Return how it stands with something to find out, in a word or two."""
    if one.done:
        return _("settled")
    return "" if one.stands else _("overtaken")


def enquiry_factor(pack: Pack, one: ToFindOut) -> str:
    """Return the key factor that something to find out is about, "" for none."""
    found = next((factor for factor in pack.factors if factor.id == one.factor), None)
    return factor_name(found) if found else ""


def enquiry_question(pack: Pack, one: ToFindOut) -> str:
    """Return the guide question that something to find out is about, "" for none."""
    every = (q for factor in pack.factors for q in factor.questions)
    found = next((question for question in every if question.id == one.question), None)
    return f"{found.id} {found.text}" if found else ""


def why_words(one: ToFindOut) -> str:
    """Return why something is to be found out."""
    if not one.stands:
        return _(
            "It no longer follows from the self-assessment: something was answered, judged or "
            "added since. It stays here until you settle it."
        )
    sentences = {
        "contradicted": _("A piece of evidence contradicts this key factor."),
        "unsupported": _("The city claims this, and no evidence supports it."),
        "unknown": _("The city answered “Don’t know”."),
        "unanswered": _("The city began with this key factor and left this question open."),
        "unjudged": _("The city has not judged this key factor."),
        "own": _("Added by hand."),
    }
    return sentences[one.reason]


def planned_words(planned: int, everything: int, factor: Factor) -> str:
    """Return the title of a key factor's questions in a session: how many of them are meant."""
    if not planned:
        return factor_name(factor)
    return _("{factor}: {count} of {all}").format(
        factor=factor_name(factor), count=planned, all=everything
    )


def unasked_item(state: State, pack: Pack, one: ToFindOut) -> CardItem:
    """Return the card of something to find out that no session is meant to ask."""
    title, under = _two_lines(state, pack, one)
    parts = (under, enquiry_factor(pack, one))
    return CardItem(
        f"enquiry/{one.id}",
        title,
        " · ".join(part for part in parts if part),
        icon_name=_ICONS[one.reason],
        group=_("To find out"),
    )
