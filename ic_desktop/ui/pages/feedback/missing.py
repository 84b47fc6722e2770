"""The recommendations that the host has not replied to yet."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.advice import Advised
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.labels import Muted, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel


class MissingCard(Card):
    """What still waits for the host's reply, each with a way to it."""

    def __init__(self, go: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Replies still missing"), gap=1)
        self._go = go
        self._shown: object = None
        self.links: list[LinkButton] = []
        self.count = Muted("", self)
        self._list = Panel(self, gap=0.75)
        self.add(self.count, self._list)

    def show_missing(self, waiting: Sequence[Advised], total: int) -> None:
        """Show what waits, of how many recommendations."""
        said = tuple(
            (one.number, one.recommendation.id, one.recommendation.text) for one in waiting
        )
        if (said, total) == self._shown:
            return
        self._shown = (said, total)
        self._list.clear()
        self.links = []
        for number, key, text in said:
            self._list.add(self._row(number, key, text))
        words = ngettext(
            "{count} of {all} recommendation has no reply yet. The report says so.",
            "{count} of {all} recommendations have no reply yet. The report says so.",
            total,
        )
        none = _("Every recommendation has a reply.") if total else _("No recommendations yet.")
        self.count.setText(words.format(count=len(said), all=total) if said else none)

    def _row(self, number: int, key: str, text: str) -> QWidget:
        row = Panel(direction="row", gap=1)
        row.add(Words(f"{number}  {' '.join(text.split())}"), stretch=1)
        link = LinkButton(_("open"), clicked=lambda: self._go(key))
        link.setAccessibleName(_("Open recommendation {number}").format(number=number))
        row.body.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        self.links.append(link)
        return row
