"""The evidence of one question as a row of chips, each with its stance and its page."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.evidence import Cited
from ic_desktop.ui import theme
from ic_desktop.ui.icons import paint_icon
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.marks import paint_focus, paint_mark, word

MOST: Final = 6
"""Chips shown under a question; the list beside has them all."""

_LONGEST: Final = 30
"""Units that the words of a chip may take before they are shortened."""


class EvidenceChip(QToolButton):
    """One piece of evidence at one question: a click opens it, the arrow at its end a menu."""

    opened = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stance = "background"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFont(theme.font("small"))

    def show_cited(self, cited: Cited) -> None:
        """Show a piece and what it says here."""
        text = words.chip_text(cited.evidence, cited.link)
        self._stance = cited.link.stance
        self.setText(text)
        detail = f"{word(self._stance)} · {words.kind_of(cited.evidence)}"
        self.setToolTip(plain(f"{text}\n{detail}"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Mark, words, arrow."""
        metrics = QFontMetrics(theme.font("small"))
        side = metrics.height()
        text = min(metrics.horizontalAdvance(self.text()) + 2, theme.unit(_LONGEST))
        return QSize(text + 2 * side + theme.unit(1.5), side + theme.unit(0.75))

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough; the rest is shortened."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.unit(14)), hint.height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(theme.font("small"))
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a soft ground with the stance's mark, the words and an arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        contra = self._stance == "contradicts"
        painter.setBrush(theme.colour("contra_soft" if contra else "hover"))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setFont(theme.font("small"))
        side, gap = painter.fontMetrics().height(), theme.unit(0.5)
        top = (self.height() - side) / 2
        paint_mark(painter, self._stance, QRectF(gap, top, side, side))
        painter.setPen(theme.colour("accent" if self.underMouse() else "ink"))
        box = self.rect().adjusted(gap + side + gap // 2, 0, -side - gap // 2, 0)
        middle = Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(self.text(), middle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = self._arrow().toRectF()
        small = side * 0.55
        paint_icon(painter, "down", _centred(arrow, small), theme.colour("muted"))
        if self.hasFocus():
            paint_focus(painter, self.rect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The arrow opens the menu, everything else the piece."""
        was_down = self.isDown()
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and was_down and self.rect().contains(at):
            if self._arrow().contains(at):
                self._want_menu()
            else:
                self.opened.emit()

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        """The right button or the menu key opens the menu."""
        self._want_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space opens the piece, Down the menu."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Down:
            self._want_menu()
        else:
            super().keyPressEvent(event)

    def _arrow(self) -> QRect:
        width = QFontMetrics(theme.font("small")).height() + theme.unit(0.5)
        return self.rect().adjusted(self.width() - width, 0, 0, 0)

    def _want_menu(self) -> None:
        self.menu_wanted.emit(self.mapToGlobal(QPoint(0, self.height())))


def _centred(outer: QRectF, side: float) -> QRectF:
    centre = outer.center()
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)


class ChipRow(QWidget):
    """The chips of one question; made once and filled again for another."""

    opened = Signal(str)
    """A piece is to be opened: the evidence's id."""
    edit_wanted = Signal(str)
    """Page and stance are to be changed: the link's id."""
    unlink_wanted = Signal(str)
    all_wanted = Signal()
    """There are more pieces than chips, and someone wants to see them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=0.75)
        self._chips: list[EvidenceChip] = []
        self._shown: tuple[Cited, ...] = ()
        self._may_edit = True
        self.more = LinkButton("", self, clicked=self.all_wanted.emit)
        self.more.hide()

    @property
    def chips(self) -> Sequence[EvidenceChip]:
        """The chips that are shown."""
        return self._chips[: len(self._shown)]

    def show_cited(self, cited: Sequence[Cited], *, may_edit: bool) -> None:
        """Show pieces of evidence, the first few as chips."""
        self._may_edit = may_edit
        self._shown = tuple(cited[:MOST])
        while len(self._chips) < len(self._shown):
            self._chips.append(self._new_chip(len(self._chips)))
        for chip, one in zip(self._chips, self._shown, strict=False):
            chip.show_cited(one)
        for at, chip in enumerate(self._chips):
            chip.setVisible(at < len(self._shown))
        more = len(cited) - len(self._shown)
        if more > 0:
            self.more.setText(_("and {count} more, beside").format(count=more))
        self.more.setVisible(more > 0)
        self.setVisible(bool(cited))

    def chip_of(self, evidence: str) -> EvidenceChip | None:
        """Return the chip of a piece, None if it has none here."""
        at = next((n for n, c in enumerate(self._shown) if c.evidence.id == evidence), None)
        return None if at is None else self._chips[at]

    def menu_of(self, at: int) -> QMenu:
        """Return the menu of a chip."""
        cited = self._shown[at]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        _add(menu, _("&Open"), lambda: self.opened.emit(cited.evidence.id))
        edit = _("&Page and stance …")
        _add(menu, edit, lambda: self.edit_wanted.emit(cited.link.id), self._may_edit)
        away = _("&Take away from this question")
        _add(menu, away, lambda: self.unlink_wanted.emit(cited.link.id), self._may_edit)
        return menu

    def _new_chip(self, at: int) -> EvidenceChip:
        chip = EvidenceChip(self)
        chip.opened.connect(lambda: self.opened.emit(self._shown[at].evidence.id))
        chip.menu_wanted.connect(lambda where: self.menu_of(at).popup(where))
        self._flow.removeWidget(self.more)
        self._flow.addWidget(chip)
        self._flow.addWidget(self.more)
        return chip


def _add(menu: QMenu, text: str, call: Callable[[], object], enabled: bool = True) -> None:
    action = menu.addAction(text)
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: call())
