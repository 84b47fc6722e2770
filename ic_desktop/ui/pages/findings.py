"""What to look at before signing, each with a link to the spot; and what is in order."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.checks import Finding
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Place, place_of
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.labels import Muted, Words
from ic_desktop.ui.widgets.marks import paint_mark
from ic_desktop.ui.widgets.surfaces import Foldable, Panel

Shape = tuple[str, str]
"""Name of a mark or icon, and the token of its colour."""

_SHAPES: Final[dict[str, Shape]] = {
    "problem": ("warning", "contra"),
    "gap": ("not-in-place", "warn"),
    "note": ("info", "muted"),
    "good": ("check", "accent"),
}


class Sign(QWidget):
    """A small shape beside the first line of a sentence; ``name`` is what a reader hears of it."""

    def __init__(self, shape: Shape, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._tone = shape
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        side = theme.line_height()
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_mark(painter, self._mark, box, theme.colour(self._tone))


def sentence(shape: Shape, name: str, words: QWidget) -> Panel:
    """Return a line of a page: a shape, and the words beside it."""
    line = Panel(direction="row", gap=0.75)
    sign = Sign(shape, name)
    line.body.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.body.addWidget(words, 1)
    return line


class FindingList(Panel):
    """All findings of a review: the first ones at once, the rest behind a fold."""

    def __init__(
        self, go: Callable[[Place], None], parent: QWidget | None = None, *, most: int = 7
    ) -> None:
        super().__init__(parent, gap=0.75)
        self._go = go
        self._most = most
        self._rest: Foldable | None = None

    def show_findings(
        self, found: Sequence[Finding], good: Sequence[str] = (), *, begun: bool = True
    ) -> None:
        """Show other findings, and what is in order; before anything is judged, neither."""
        was_open = self._rest is not None and self._rest.is_open()
        self._rest = None
        self.clear()
        if not begun:
            self.add(Muted(_("Hints appear here as the assessment grows.")))
            return
        for finding in found[: self._most]:
            self.add(self._line(finding))
        rest = found[self._most :]
        if rest:
            words = ngettext("{count} more", "{count} more", len(rest)).format(count=len(rest))
            self._rest = Foldable(words, lambda: self._lines(rest), open_now=was_open)
            self.add(self._rest)
        for text in good:
            self.add(sentence(_SHAPES["good"], _("In order"), Muted(text)))

    def _lines(self, found: Iterable[Finding]) -> Panel:
        lines = Panel(gap=0.75)
        for finding in found:
            lines.add(self._line(finding))
        return lines

    def _line(self, finding: Finding) -> Panel:
        names = {"problem": _("Problem"), "gap": _("Missing"), "note": _("To know")}
        words = Words(finding.sentence)
        line = sentence(_SHAPES[finding.severity], names[finding.severity], words)
        link = LinkButton(_("open"), clicked=lambda: self._go(place_of(finding.target)))
        link.setAccessibleName(_("Open: {sentence}").format(sentence=finding.sentence))
        line.body.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return line


def summary(found: Sequence[Finding]) -> str:
    """Return in a line how many problems and gaps there are."""
    problems = sum(1 for finding in found if finding.severity == "problem")
    gaps = sum(1 for finding in found if finding.severity == "gap")
    if not problems and not gaps:
        return _("Nothing is missing that a reader would stumble over.")
    parts = []
    if problems:
        text = ngettext("{count} problem", "{count} problems", problems)
        parts.append(text.format(count=problems))
    if gaps:
        text = ngettext("{count} thing is missing", "{count} things are missing", gaps)
        parts.append(text.format(count=gaps))
    return " · ".join(parts)
