"""One key factor in large type and nothing else, for a wall that a whole room looks at.

Nobody's name stands here: what is discussed is the key factor, not who judged it how. Before the
discussion is open, the wall shows only how many have judged, so that no verdict anchors another.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.voices import Voices, minority_name
from ic_desktop.ui import theme
from ic_desktop.ui.pages.consensus import words
from ic_desktop.ui.pages.consensus.work import ConsensusWork
from ic_desktop.ui.widgets.buttons import PrimaryButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import MarkLabel, Muted, Words
from ic_desktop.ui.widgets.marks import word
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel

_LETTERS = 92
"""Letters of body text that go across the wall."""
_STEPS = {Qt.Key.Key_PageDown: +1, Qt.Key.Key_PageUp: -1}


class Projector(QWidget):
    """The wall. PageDown and PageUp turn to the next and previous key factor, Escape leaves."""

    def __init__(self, work: ConsensusWork, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._work = work
        self._held: Voices | None = None
        self._shown: tuple[object, ...] = ()
        self.setWindowTitle(_("Judging together"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sheet = Panel(margins=(7, 4, 7, 3), gap=1.75, tone="paper")
        self._scroll = PageScroll(self._sheet, self)
        self.open_button: PrimaryButton | None = None
        for keys in ("Esc", "F11"):
            leave = QShortcut(QKeySequence(keys), self)
            leave.activated.connect(self.close)

    def start(self, held: Voices) -> None:
        """Show a key factor on a screen of its own, or on the only one there is."""
        here = self.parentWidget()
        assert here is not None
        others = [screen for screen in QApplication.screens() if screen is not here.screen()]
        if others:
            self.setGeometry(others[0].geometry())
        self.show_voices(held)
        self.showFullScreen()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_voices(self, held: Voices) -> None:
        """Show another key factor, or the same one now."""
        self._held = held
        if (held, self._work.factor, self.width()) != self._shown:
            self._shown = (held, self._work.factor, self.width())
            self._fill(held)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn to the next or previous key factor; scroll what is longer than the wall."""
        bar, key = self._scroll.verticalScrollBar(), Qt.Key(event.key())
        if key in _STEPS:
            self._work.step(_STEPS[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = bar.singleStep() * 3
            bar.setValue(bar.value() + (by if key == Qt.Key.Key_Down else -by))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as large as the wall is wide."""
        super().resizeEvent(event)
        self._scroll.setGeometry(self.rect())
        if self._held is not None:
            self.show_voices(self._held)

    # What stands on the wall

    def _fill(self, held: Voices) -> None:
        self._sheet.clear()
        self.open_button = None
        factor = self._work.factor
        place = _("Key factor {number} · {title}")
        self._words(place.format(number=factor.number, title=factor.title), 0.8, muted=True)
        self._words(factor.statement, 1.35, strong=True)
        self._sheet.add_gap(1)
        city, *others = held.said
        self._row(_("City"), [(held.city.now, None), *words.counted(city.counted)])
        self._row(_("Peers"), self._of_peers(held))
        for said in others:
            counts = words.counted(said.counted) or [("not-judged", _("silent"))]
            self._row(words.source_name(said.source), counts)
        if held.is_open:
            self._show_conclusion(held)
        elif self._work.may_conclude:
            self._show_button()
        self._sheet.add_stretch()

    def _of_peers(self, held: Voices) -> list[tuple[str, str | None]]:
        if not held.is_open:
            share = f"progress:{len(held.judged)}/{len(held.peers)}"
            return [(share, words.how_many_judged(held))] if held.peers else []
        times = _("{count} × {verdict}")
        return [
            (code, times.format(count=number, verdict=word(code)))
            for code, number in held.spread.items
            if number
        ]

    def _show_conclusion(self, held: Voices) -> None:
        self._sheet.add_gap(1)
        self._row(_("Conclusion"), [(held.team.now, None)], strong=True)
        if held.team.reason.strip():
            self._words(held.team.reason, 1.0)
        for view in held.minority:
            name = minority_name(self._work.workspace.state, view)
            title = _("Minority view ({name})").format(name=name) if name else _("Minority view")
            self._row(title, [(view.value, None)] if view.value else [])
            self._words(view.text, 0.9)

    def _show_button(self) -> None:
        self.open_button = PrimaryButton(
            _("Open the discussion"), self._sheet, clicked=self._work.open_discussion
        )
        self.open_button.setFont(self._font(1.0))
        self._sheet.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(
        self, title: str, marks: Sequence[tuple[str, str | None]], *, strong: bool = False
    ) -> None:
        row = Panel(self._sheet, direction="row", gap=2)
        name = Words(title, row, wrap=False)
        name.setFont(self._font(0.8, strong=strong))
        name.setFixedWidth(max(self._letter() * 17, name.sizeHint().width()))
        beside = QWidget(row)
        flow = FlowLayout(beside, gap=3)
        for code, text in marks:
            mark = MarkLabel(code, beside, text=text)
            mark.setFont(self._font(1.0, strong=strong))
            flow.addWidget(mark)
        self._sheet.add(row.add(name).add(beside, stretch=1))

    def _words(self, text: str, size: float, *, strong: bool = False, muted: bool = False) -> None:
        label = Muted(text, self._sheet) if muted else Words(text, self._sheet)
        label.setFont(self._font(size, strong=strong))
        self._sheet.add(label)

    def _letter(self) -> int:
        return max(6, self.width() // _LETTERS)

    def _font(self, size: float, *, strong: bool = False) -> QFont:
        """Return a font that makes a line of so many letters as wide as the wall."""
        made = QFont(theme.font("strong" if strong else "body"))
        made.setPixelSize(max(14, round(self._letter() * 2.0 * size)))
        return made
