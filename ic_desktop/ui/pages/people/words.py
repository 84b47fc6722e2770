"""The words of the page of people. No Qt."""

from collections.abc import Iterable
from datetime import UTC, datetime

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.kinds import ATTRIBUTIONS, CONSENT_WAYS, ROLES
from ic_desktop.project.peer import INTERVIEWEE, Participant
from ic_desktop.project.state import State
from ic_desktop.review import labels, naming
from ic_desktop.review.consent import Holders
from ic_desktop.review.disclosure import (
    TooFew,
    function_of,
    name_among_people,
    role_name,
    screen_name,
)
from ic_desktop.ui.formats import date_words

Options = list[tuple[str, str]]

TEAM_ROLES = tuple(role for role in ROLES if role != INTERVIEWEE)


def role_options() -> Options:
    """Return codes and names of the roles of the team and its hosts."""
    return [(code, role_name(code)) for code in TEAM_ROLES]


def attribution_options() -> Options:
    """Return how somebody's words may be attributed."""
    words = {
        "name": _("By name"),
        "role": _("By role"),
        "category": _("By category"),
        "none": _("Not at all"),
    }
    return [(code, words[code]) for code in ATTRIBUTIONS]


def consent_options() -> Options:
    """Return what somebody can answer when asked; taking it back is a step of its own."""
    return [("given", _("Given")), ("refused", _("Refused"))]


def way_options() -> Options:
    """Return how consent can be recorded."""
    words = {
        "written": _("In writing"),
        "spoken": _("Spoken"),
        "recorded": _("On a recording"),
    }
    return [(code, words[code]) for code in CONSENT_WAYS]


def person_name(state: State, person: Participant) -> str:
    """Return what the list calls somebody."""
    return name_among_people(state, person.id) or _("Somebody without a name")


def list_title(state: State, person: Participant) -> str:
    """Return the first line of an entry: an interviewee with the pseudonym before the name."""
    name = person_name(state, person)
    if person.is_interviewee and person.pseudonym and name != person.pseudonym:
        return f"{person.pseudonym}  {name}"
    return name


def list_detail(person: Participant, *, is_me: bool = False) -> str:
    """Return the second line of an entry: role, function, consent."""
    parts = [_("you")] if is_me else []
    if person.is_interviewee:
        parts += [function_of(person), person.category, consent_words(person)]
    else:
        parts += [role_name(person.role) or _("no role yet"), function_of(person)]
    return " · ".join(part for part in parts if part)


def consent_words(person: Participant) -> str:
    """Return in a few words how it stands with somebody's consent."""
    if not person.consent:
        return _("consent not recorded yet")
    said = _("consent: {answer}").format(answer=naming.word(labels.CONSENTS, person.consent))
    how = naming.word(labels.CONSENT_WAYS, person.consent_how) if person.consent_how else ""
    return ", ".join(part for part in (said, how, date_words(person.consent_when)) if part)


def attribution_help(code: str) -> str:
    """Return what a reader sees of somebody, in a sentence."""
    sentences = {
        "name": _(
            "An interviewee’s name never leaves this project: reports show function and "
            "organisation instead, once three people share them."
        ),
        "role": _("Reports show function and organisation, once three people share them."),
        "category": _(
            "Reports show the category alone, such as “head of a school”, once three people "
            "share it."
        ),
        "none": _("Reports quote the words and do not say whose they are."),
    }
    return sentences.get(code, _("Nothing chosen: reports do not say whose words they are."))


def too_few_words(told: TooFew) -> str:
    """Return the warning that an attribution gives somebody away."""
    if told.how == "category":
        words = ngettext(
            "Only {count} person stands for “{words}”. In a small town a category of one or two "
            "is a name.",
            "Only {count} people stand for “{words}”. In a small town a category of one or two "
            "is a name.",
            told.count,
        )
    else:
        words = ngettext(
            "Only {count} person is “{words}”. In a small town a role is a name.",
            "Only {count} people are “{words}”. In a small town a role is a name.",
            told.count,
        )
    return words.format(count=told.count, words=told.words)


def small_words(small: Iterable[tuple[str, int]]) -> str:
    """Return the warning that categories have too few speakers."""
    listed = ", ".join(
        _("“{words}” ({count})").format(words=words, count=count) for words, count in small
    )
    return _("Fewer than three people have spoken in: {categories}").format(categories=listed)


def double_words(same: Iterable[Participant], state: State, short: str) -> str:
    """Return that people share a pseudonym or initials."""
    names = ", ".join(person_name(state, person) for person in same)
    return _("{short} stands for more than one person: {names}").format(short=short, names=names)


def leaders_words(leaders: Iterable[Participant], state: State) -> str:
    """Return that more than one person leads the team."""
    names = ", ".join(person_name(state, person) for person in leaders)
    return _("More than one person is the expert leader: {names}").format(names=names)


def leaders_remedy() -> str:
    """Return what can be done about it."""
    return _("One leads a review. Choose the others in the list and give them their role.")


def withdrawal_text(state: State, held: Holders) -> str:
    """Return what withdrawing means, and what may still hold the words."""
    text = _(
        "Every statement of this person goes, in every version, with photos and scans, places "
        "cited and promises; so do their name and what is said of them here. It is taken out of "
        "this project and out of its backups on this computer. This cannot be undone.\n\n"
        "What stays: that something was erased, when, by whom, and the reason that you give "
        "below. So don’t repeat in the reason what is to be erased."
    )
    return "\n\n".join([text, *left_outside(state, held)])


def left_outside(state: State, held: Holders) -> list[str]:
    """Return in sentences what has left already, or cannot be told apart."""
    told = []
    if held.hand_outs:
        copies = ", ".join(_copy_words(state, author, made) for author, made in held.hand_outs)
        told.append(
            _(
                "Copies given to others may still hold it; ask for them to be deleted: {copies}"
            ).format(copies=copies)
        )
    if held.signed:
        titles = ", ".join(_("“{words}”").format(words=title) for title in held.signed)
        told.append(_("Signed reports may still hold it: {reviews}").format(reviews=titles))
    if held.several:
        words = ngettext(
            "{count} statement of several people from their sessions stays: look through it.",
            "{count} statements of several people from their sessions stay: look through them.",
            held.several,
        )
        told.append(words.format(count=held.several))
    return told


def _copy_words(state: State, author: str, made: int) -> str:
    name = screen_name(state, author) or _("somebody")
    if not made:
        return name
    day = datetime.fromtimestamp(made / 1000, UTC).date().isoformat()
    return _("{name}, {date}").format(name=name, date=date_words(day))


def role_shown(role: str) -> str:
    """Return what the list of roles shows of somebody's own role, or of none."""
    return role_name(role) or _("no role yet")


def too_few_remedy(told: TooFew) -> str:
    """Return what can be done about it."""
    if told.how == "category":
        return _(
            "Their words stand without a speaker in the report until three share the category. "
            "Choose a wider one, or “Not at all”."
        )
    return _(
        "Their words stand without a speaker in the report until three share the role. Choose "
        "“By category” with a wide category, or “Not at all”."
    )


def withdrawn_words(person: Participant) -> str:
    """Return that consent was taken back, and when."""
    if person.consent_when:
        return _("Consent was withdrawn on {date}; what this person said was erased.").format(
            date=date_words(person.consent_when)
        )
    return _("Consent was withdrawn; what this person said was erased.")


def small_remedy() -> str:
    """Return what can be done about categories with too few speakers."""
    return _(
        "In a small town such a category is a name: their words stand without a speaker in the "
        "report until three share it. Choose wider ones."
    )


def renumber_words(state: State, person: Participant) -> str:
    """Return the words of the link that gives somebody the next number."""
    return _("New number for {name}").format(name=person_name(state, person))
