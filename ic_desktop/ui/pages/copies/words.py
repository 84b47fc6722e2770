"""The words of the pages about copies. No Qt."""

from collections.abc import Sequence

from ic_desktop.benchmark.pack import Factor
from ic_desktop.i18n import _, ngettext
from ic_desktop.review.lane import MAY, Lane, purpose_of


def purposes() -> list[tuple[str, str]]:
    """Return codes and words of what a copy can be made for, by kind of work."""
    return [
        ("peer", _("A peer on the visit")),
        ("leader", _("A second leader of the team")),
        ("host", _("The host: comments and replies")),
        ("fill-in", _("Filling in: a department, a client")),
        ("follow-up", _("A follow-up visit")),
        ("", _("Something else")),
    ]


def about_purpose(purpose: str) -> str:
    """Return in a sentence what somebody can do with a copy that was made for a purpose."""
    texts = {
        "peer": _(
            "Judges each key factor for themselves, takes notes in sessions and adds evidence. "
            "Sees the city’s assessment and the shared evidence, not what other peers judged."
        ),
        "leader": _("Judges, takes notes, plans the visit and writes the team’s conclusions."),
        "host": _("Comments on the draft and replies to the recommendations."),
        "fill-in": _("Answers guide questions, judges for the city and adds evidence."),
        "follow-up": _("Records how far each recommendation is, with notes and evidence."),
    }
    return texts.get(purpose, _("Choose below what may be done in the copy."))


def purpose_for(role: str) -> str:
    """Return what a copy for somebody in a role is usually made for; "fill-in" for any other."""
    usual = {
        "expert-leader": "leader",
        "peer": "peer",
        "invited-expert": "peer",
        "host-coordinator": "host",
    }
    return usual.get(role, "fill-in")


def may_words() -> dict[str, str]:
    """Return what can be allowed in a copy: words by code."""
    return {
        "assess": _("Answer and judge for the city"),
        "evidence": _("Add evidence"),
        "judge": _("Judge as a peer"),
        "capture": _("Take notes in sessions"),
        "visit": _("Plan the visit and the people"),
        "conclude": _("Write the team’s conclusions"),
        "comment": _("Comment on the draft"),
        "reply": _("Reply to recommendations"),
        "follow-up": _("Record progress on recommendations"),
    }


def what_for(lane: Lane) -> str:
    """Return in a few words what a copy was made for."""
    purpose = purpose_of(lane)
    if purpose:
        return dict(purposes())[purpose]
    words = may_words()
    return ", ".join(words[code] for code in MAY if code in lane.may) or _("Reading only")


def which_factors(lane: Lane, factors: Sequence[Factor]) -> str:
    """Return which key factors a copy holds."""
    if not lane.factors:
        return _("all key factors")
    numbers = [str(f.number) for f in factors if f.id in lane.factors]
    words = ngettext("key factor {list}", "key factors {list}", len(numbers))
    return words.format(list=", ".join(numbers))
