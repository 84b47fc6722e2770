"""What entries of a return are counted as, and the sentences that count them."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.state import Record
from ic_desktop.review.coming.borders import Reason

Thing = Literal[
    "statement",
    "observation",
    "document",
    "link",
    "answer",
    "verdict",
    "minority",
    "context",
    "strength",
    "recommendation",
    "consensus",
    "reply",
    "progress",
    "comment",
    "reaction",
    "promise",
    "enquiry",
    "session",
    "person",
    "city",
    "review",
    "erasure",
    "other",
]
How = Literal["new", "changed", "removed", "words"]
"""``words``: the entry was known, and brings words that were missing here."""
ORDER: Final[tuple[Thing, ...]] = (
    "verdict",
    "answer",
    "statement",
    "observation",
    "document",
    "link",
    "context",
    "strength",
    "recommendation",
    "minority",
    "consensus",
    "reply",
    "progress",
    "comment",
    "reaction",
    "promise",
    "enquiry",
    "session",
    "person",
    "city",
    "review",
    "erasure",
    "other",
)
"""What comes first."""
_BY_KIND: Final[dict[str, Thing]] = {
    "project": "city",
    "participant": "person",
    "name-key": "person",
    "review": "review",
    "answer": "answer",
    "verdict": "verdict",
    "link": "link",
    "citation": "link",
    "context-note": "context",
    "context-tie": "context",
    "session": "session",
    "session-person": "session",
    "session-question": "session",
    "session-enquiry": "session",
    "enquiry": "enquiry",
    "promise": "promise",
    "minority-view": "minority",
    "consensus": "consensus",
    "strength": "strength",
    "recommendation": "recommendation",
    "reply": "reply",
    "progress": "progress",
    "comment": "comment",
    "comment-answer": "comment",
    "reaction": "reaction",
    "erasure": "erasure",
}
_EVIDENCE: Final[dict[str, Thing]] = {"statement": "statement", "observation": "observation"}


def thing_of(record: Record) -> Thing:
    """Return what an entry is counted as."""
    if record.kind == "evidence":
        return _EVIDENCE.get(record.text("type"), "document")
    return _BY_KIND.get(record.kind, "other")


def counted(thing: str, how: str, count: int) -> str:
    """Return how many of a thing are new, changed or removed: "12 new statements"."""
    tables: Mapping[str, Callable[[int], dict[str, str]]] = {
        "new": _new,
        "changed": _changed,
        "removed": _removed,
    }
    if how == "words":
        words = ngettext(
            "{count} entry whose words were missing here",
            "{count} entries whose words were missing here",
            count,
        )
        return words.format(count=count)
    table = tables[how](count)
    return table.get(thing, table["other"]).format(count=count)


def differing(count: int) -> str:
    """Return how many differ from one's own: "1 differs from yours"."""
    return ngettext("{count} differs from yours", "{count} differ from yours", count).format(
        count=count
    )


def _new(n: int) -> dict[str, str]:
    return {
        "statement": ngettext("{count} new statement", "{count} new statements", n),
        "observation": ngettext("{count} new observation", "{count} new observations", n),
        "document": ngettext("{count} new piece of evidence", "{count} new pieces of evidence", n),
        "link": ngettext(
            "{count} new note on what evidence says to a key factor",
            "{count} new notes on what evidence says to key factors",
            n,
        ),
        "answer": ngettext("{count} new answer", "{count} new answers", n),
        "verdict": ngettext("{count} new verdict", "{count} new verdicts", n),
        "minority": ngettext("{count} new minority view", "{count} new minority views", n),
        "context": ngettext("{count} new note on context", "{count} new notes on context", n),
        "strength": ngettext("{count} new strength", "{count} new strengths", n),
        "recommendation": ngettext("{count} new recommendation", "{count} new recommendations", n),
        "consensus": ngettext("{count} discussion opened", "{count} discussions opened", n),
        "reply": ngettext(
            "{count} new reply to a recommendation", "{count} new replies to recommendations", n
        ),
        "progress": ngettext("{count} new note on progress", "{count} new notes on progress", n),
        "comment": ngettext(
            "{count} new comment on the draft", "{count} new comments on the draft", n
        ),
        "reaction": ngettext("{count} new reaction", "{count} new reactions", n),
        "promise": ngettext(
            "{count} newly promised document", "{count} newly promised documents", n
        ),
        "enquiry": ngettext("{count} new thing to find out", "{count} new things to find out", n),
        "session": ngettext(
            "{count} new entry in the visit plan", "{count} new entries in the visit plan", n
        ),
        "person": ngettext("{count} new entry about people", "{count} new entries about people", n),
        "review": ngettext("{count} new review", "{count} new reviews", n),
        "erasure": ngettext(
            "{count} order to erase words for good", "{count} orders to erase words for good", n
        ),
        "other": ngettext("{count} other new entry", "{count} other new entries", n),
    }


def _changed(n: int) -> dict[str, str]:
    return {
        "statement": ngettext("{count} changed statement", "{count} changed statements", n),
        "observation": ngettext("{count} changed observation", "{count} changed observations", n),
        "document": ngettext(
            "{count} changed piece of evidence", "{count} changed pieces of evidence", n
        ),
        "link": ngettext(
            "{count} changed note on what evidence says to a key factor",
            "{count} changed notes on what evidence says to key factors",
            n,
        ),
        "answer": ngettext("{count} changed answer", "{count} changed answers", n),
        "verdict": ngettext("{count} changed verdict", "{count} changed verdicts", n),
        "minority": ngettext("{count} changed minority view", "{count} changed minority views", n),
        "context": ngettext(
            "{count} changed note on context", "{count} changed notes on context", n
        ),
        "strength": ngettext("{count} changed strength", "{count} changed strengths", n),
        "recommendation": ngettext(
            "{count} changed recommendation", "{count} changed recommendations", n
        ),
        "reply": ngettext(
            "{count} changed reply to a recommendation",
            "{count} changed replies to recommendations",
            n,
        ),
        "comment": ngettext(
            "{count} changed comment on the draft", "{count} changed comments on the draft", n
        ),
        "session": ngettext(
            "{count} changed entry in the visit plan",
            "{count} changed entries in the visit plan",
            n,
        ),
        "person": ngettext(
            "{count} changed entry about people", "{count} changed entries about people", n
        ),
        "city": _("changes to the city’s profile"),
        "review": ngettext("changes to {count} review", "changes to {count} reviews", n),
        "other": ngettext("{count} other changed entry", "{count} other changed entries", n),
    }


def _removed(n: int) -> dict[str, str]:
    return {
        "statement": ngettext("{count} statement removed", "{count} statements removed", n),
        "observation": ngettext("{count} observation removed", "{count} observations removed", n),
        "document": ngettext(
            "{count} piece of evidence removed", "{count} pieces of evidence removed", n
        ),
        "link": ngettext(
            "{count} note on what evidence says to a key factor removed",
            "{count} notes on what evidence says to key factors removed",
            n,
        ),
        "recommendation": ngettext(
            "{count} recommendation removed", "{count} recommendations removed", n
        ),
        "other": ngettext("{count} other entry removed", "{count} other entries removed", n),
    }


def why_outside(reason: Reason, count: int) -> str:
    """Return in a sentence what is not taken, and why."""
    return _outside(count)[reason].format(count=count)


def _outside(n: int) -> dict[Reason, str]:
    return {
        "author": ngettext(
            "{count} entry is written in somebody else’s name.",
            "{count} entries are written in somebody else’s name.",
            n,
        ),
        "review": ngettext(
            "{count} entry belongs to another review.",
            "{count} entries belong to another review.",
            n,
        ),
        "voice": ngettext(
            "{count} entry speaks with somebody else’s voice.",
            "{count} entries speak with somebody else’s voice.",
            n,
        ),
        "factor": ngettext(
            "{count} entry is about a key factor that this copy was not made for.",
            "{count} entries are about key factors that this copy was not made for.",
            n,
        ),
        "session": ngettext(
            "{count} entry is about a session that this copy was not made for.",
            "{count} entries are about sessions that this copy was not made for.",
            n,
        ),
        "kind": ngettext(
            "{count} entry is of a kind that may not be changed in this copy.",
            "{count} entries are of a kind that may not be changed in this copy.",
            n,
        ),
        **_outside_by_content(n),
        **_outside_by_history(n),
    }


def _outside_by_content(n: int) -> dict[Reason, str]:
    return {
        "name": ngettext(
            "{count} entry is filed under something that it does not belong to.",
            "{count} entries are filed under something that they do not belong to.",
            n,
        ),
        "points": ngettext(
            "{count} entry speaks of something that this copy was not made for.",
            "{count} entries speak of something that this copy was not made for.",
            n,
        ),
        "owner": ngettext(
            "{count} entry changes what somebody else wrote.",
            "{count} entries change what somebody else wrote.",
            n,
        ),
        "blind": ngettext(
            "{count} verdict claims to be blind, but this copy held the others’ verdicts.",
            "{count} verdicts claim to be blind, but this copy held the others’ verdicts.",
            n,
        ),
    }


def _outside_by_history(n: int) -> dict[Reason, str]:
    return {
        "gap": ngettext(
            "{count} entry lacks its earlier versions.",
            "{count} entries lack their earlier versions.",
            n,
        ),
        "builds": ngettext(
            "{count} entry builds on one that is not taken.",
            "{count} entries build on ones that are not taken.",
            n,
        ),
        "crowd": ngettext(
            "{count} entry has more versions than can be compared.",
            "{count} entries have more versions than can be compared.",
            n,
        ),
        "erasure": ngettext(
            "{count} order to erase words for good: only a full copy can give it.",
            "{count} orders to erase words for good: only a full copy can give them.",
            n,
        ),
        "seal": ngettext(
            "{count} signature: only a full copy can bring it.",
            "{count} signatures: only a full copy can bring them.",
            n,
        ),
        "hand-out": ngettext(
            "{count} record of copies made for people: only a full copy can bring it.",
            "{count} records of copies made for people: only a full copy can bring them.",
            n,
        ),
    }


def nobody() -> str:
    """Return what somebody is called of whom the project knows nothing."""
    return _("Somebody who is not listed")
