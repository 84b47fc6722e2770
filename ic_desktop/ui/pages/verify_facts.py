"""What was found out about a signed file, a sentence a fact, each with its own shape and word."""

from typing import Final

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.report.facts import Outcome, Sentence, Verification
from ic_desktop.ui import formats
from ic_desktop.ui.pages.findings import Shape, sentence
from ic_desktop.ui.pages.report_cards import check_sum
from ic_desktop.ui.widgets.labels import Heading, Small, Tag, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel

_SHAPES: Final[dict[str, Shape]] = {
    "good": ("check", "accent"),
    "note": ("info", "muted"),
    "doubt": ("to-ask", "warn"),
    "bad": ("warning", "contra"),
}


class FactsCard(Card):
    """The outcome in words, then every fact; no fact stands for another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.25)

    def show_facts(self, file_name: str, found: Verification) -> None:
        """Show another file's facts."""
        self.clear()
        first, *others = found.sentences()
        head = Panel(direction="row", gap=1.5)
        tag, tone = outcome_words(found)
        head.add(Small(_("File: {name}").format(name=file_name)), stretch=1)
        head.add(Tag(tag, tone=tone))
        self.add(head, Heading(first.text))
        self.setAccessibleName(first.text)
        for one in others:
            self.add(fact(one))
        if found.sha256:
            told = _("Size of the file: {size}").format(size=formats.file_size(found.size))
            self.add(Small(told), check_sum(found.sha256))


def fact(one: Sentence) -> Panel:
    """Return the line of one fact."""
    names = {"good": _("Good"), "note": _("To know"), "doubt": _("Doubt"), "bad": _("Bad")}
    words = Words(one.text, tone="contra" if one.level == "bad" else "")
    words.setAccessibleName(f"{names[one.level]}: {one.text}")
    return sentence(_SHAPES[one.level], names[one.level], words)


def outcome_words(found: Verification) -> tuple[str, str]:
    """Return the outcome in a few words, and the tone they have; unknown is never like known."""
    return {
        Outcome.KNOWN: (_("Complete and unchanged · signer known to you"), "accent"),
        Outcome.UNKNOWN: (_("Complete and unchanged · signer unknown to you"), "warn"),
        Outcome.NAMESAKE: (_("Another signer of that name"), "contra"),
        Outcome.DOUBTFUL: (_("Doubtful"), "warn"),
        Outcome.CHANGED: (_("Changed after signing"), "contra"),
        Outcome.NOT_SIGNED: (_("Not signed"), "contra"),
        Outcome.UNREADABLE: (_("Cannot be checked"), "contra"),
    }[found.verdict]
