"""The words of sorting in the evening. No Qt."""

from collections.abc import Sequence

from ic_desktop.i18n import _, ngettext
from ic_desktop.project.peer import session
from ic_desktop.project.state import State
from ic_desktop.review.sorting import Task
from ic_desktop.review.statements import Statement
from ic_desktop.ui.pages.capture.words import short_name
from ic_desktop.ui.said import session_title, time_of


def how_many(tasks: Sequence[Task]) -> str:
    """Return how much there is to do."""
    unsorted = sum(not task.statement.is_sorted for task in tasks)
    alike = sum(task.doubles is not None for task in tasks)
    parts = []
    if unsorted:
        words = ngettext("{count} statement to sort", "{count} statements to sort", unsorted)
        parts.append(words.format(count=unsorted))
    if alike:
        words = ngettext("{count} pair is alike", "{count} pairs are alike", alike)
        parts.append(words.format(count=alike))
    return " · ".join(parts)


def where_from(state: State, statement: Statement) -> str:
    """Return session, time and note-taker of a statement, in one line."""
    held = session(state, statement.piece.session)
    taker = short_name(state, statement.taker)
    parts = (
        session_title(held) if held else "",
        time_of(statement.piece.said_at),
        _("taken down by {name}").format(name=taker) if taker else "",
    )
    return " · ".join(part for part in parts if part)


def keys() -> list[tuple[str, str]]:
    """Return the keys and what each does."""
    return [
        ("9- 10+ 7.2", _("speaks to: a number, then - against, + for, 0 background")),
        ("@P4", _("speaker; @* several, @me a remark of mine")),
        ("! ?", _("confidential, promised document: on or off")),
        ("Enter", _("sorted, the next one")),
        ("F", _("quotation, paraphrase, through an interpreter, remark")),
        ("J", _("join the two that are alike")),
        ("X", _("leave them apart")),
        ("D", _("take away all that it speaks to")),
        ("E", _("change its words")),
        ("N", _("leave it for later")),
        ("U", _("back to the one before")),
    ]
