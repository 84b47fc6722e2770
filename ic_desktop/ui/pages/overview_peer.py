"""What the overview says of a peer review: how far it is, and what comes next. No Qt."""

from ic_desktop.i18n import _, ngettext
from ic_desktop.review import next_step
from ic_desktop.review.next_step import Step, What
from ic_desktop.ui import navigation
from ic_desktop.ui.navigation import Place, place_name
from ic_desktop.ui.workspace import Workspace

_PLACES: dict[What, Place] = {
    "people": navigation.PEOPLE,
    "plan": navigation.VISIT,
    "copies": navigation.COPIES,
    "notes": Place("capture"),
    "sort": navigation.EVENING,
    "back": navigation.COPIES,
    "judge": navigation.CONSENSUS,
    "own": navigation.CONSENSUS,
    "conclude": navigation.CONCLUSIONS,
    "feedback": navigation.FEEDBACK,
    "draft": Place("report", "", "draft"),
    "report": navigation.REPORT,
    "reply": navigation.CONCLUSIONS,
    "follow-up": navigation.CONCLUSIONS,
    "send-back": navigation.COPIES,
    "done": navigation.REPORT,
}


def headline(workspace: Workspace) -> str:
    """Return how far a peer review, or a person's part of it, is."""
    state, pack, review = workspace.state, workspace.pack, workspace.review
    lane = workspace.lane
    if lane is not None and "judge" in lane.may:
        own = next_step.own_verdicts(state, workspace.factors, review, lane.author)
        text = ngettext(
            "You have judged {done} of {all} key factor",
            "You have judged {done} of {all} key factors",
            own.all,
        )
        return text.format(done=own.done, all=own.all)
    if lane is not None and "conclude" not in lane.may:
        return _("Your part of the peer review")
    team = next_step.concluded(state, pack, review)
    text = ngettext(
        "The team has concluded {done} of {all} key factor",
        "The team has concluded {done} of {all} key factors",
        team.all,
    )
    return text.format(done=team.done, all=team.all)


def what_next(workspace: Workspace) -> tuple[str, str, Place]:
    """Return what to do next: in words, on the button, and where that is."""
    where = (workspace.state, workspace.pack, workspace.review)
    if workspace.lane is None:
        step = next_step.next_step(*where)
        words = _words(step)
    else:
        step = next_step.next_in_copy(*where, workspace.lane)
        words = _own_words(step) or _words(step)
    place = _PLACES[step.what]
    return words, place_name(place, ()), place


def _words(step: Step) -> str:
    texts: dict[What, str] = {
        "people": _("Say who is on the team: the leader and the peers."),
        "plan": _("Plan the visit: whom you meet, when, and what you ask them."),
        "copies": _("Give each peer a copy, to judge and to take notes in."),
        "notes": _("On the visit, write down what is said in each session, as it is said."),
        "sort": _("Sort what was taken down: say to which key factor each statement belongs."),
        "back": _("Copies are still out. Take them back before the team judges together."),
        "judge": _(
            "Judge together, key factor by key factor: {done} of {all} are concluded."
        ).format(done=step.done, all=step.all),
        "conclude": _("Write down what is done well, and what the team recommends."),
        "feedback": _("Present the findings to the host, and note how they react."),
        "draft": _("Give the host the draft, and a copy to comment in."),
        "report": _("Answer the host’s comments, then sign the report."),
        "reply": _(
            "The report is signed. The host has replied to {done} of {all} recommendations."
        ).format(done=step.done, all=step.all),
        "follow-up": _("The host has replied. On a later visit, record how far things are."),
        "done": _("This review is signed. Its report can be checked by anyone."),
    }
    return texts[step.what]


def _own_words(step: Step) -> str:
    """Return what is said to the person of a copy where it differs from what a leader is told."""
    texts: dict[What, str] = {
        "own": _("Judge each key factor for yourself: {done} of {all} are judged.").format(
            done=step.done, all=step.all
        ),
        "notes": _("Write down what is said in each of your sessions, as it is said."),
        "feedback": _("Read what the team concludes, and comment on what you see differently."),
        "reply": _("Reply to each recommendation: {done} of {all} have a reply.").format(
            done=step.done, all=step.all
        ),
        "follow-up": _("Record how far each recommendation is."),
        "send-back": _(
            "Everything is done. Close the program and send this file back to whoever gave it to "
            "you."
        ),
    }
    return texts.get(step.what, "")
