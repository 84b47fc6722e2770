"""What stands on the page: panels whose gaps follow the text, cards, folds, and the scroll area."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.icons import icon, icon_size
from ic_desktop.ui.widgets.labels import Section

Direction = Literal["column", "row"]
Margins = tuple[float, float, float, float]


class Panel(QFrame):
    """A column or row whose margins and gap are in units, and follow the text size.

    ``margins`` are left, top, right, bottom. ``tone`` "" shows what is behind; "surface",
    "column" and "paper" have a ground of their own.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        direction: Direction = "column",
        margins: Margins = (0, 0, 0, 0),
        gap: float = 1,
        tone: str = "",
    ) -> None:
        super().__init__(parent)
        self._margins, self._gap = margins, gap
        if tone:
            self.setProperty("tone", tone)
        self.body: QBoxLayout = QVBoxLayout(self) if direction == "column" else QHBoxLayout(self)
        self._space()

    def add(self, *items: QWidget | QLayout, stretch: int = 0) -> "Panel":
        """Append widgets or layouts; return self."""
        for item in items:
            if isinstance(item, QWidget):
                self.body.addWidget(item, stretch)
            else:
                self.body.addLayout(item, stretch)
        return self

    def add_gap(self, steps: float = 1) -> "Panel":
        """Append empty space, in units; return self."""
        self.body.addSpacing(theme.unit(steps))
        return self

    def add_stretch(self) -> "Panel":
        """Append space that takes what is left; return self."""
        self.body.addStretch(1)
        return self

    def clear(self) -> None:
        """Take everything out and delete it."""
        clear_layout(self.body)

    def changeEvent(self, event: QEvent) -> None:
        """Follow another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()

    def _space(self) -> None:
        left, top, right, bottom = (theme.unit(m) for m in self._margins)
        self.body.setContentsMargins(left, top, right, bottom)
        self.body.setSpacing(theme.unit(self._gap))


class Card(Panel):
    """A sheet with a fine border. ``title`` adds a section heading.

    It has margins of two units across and one and a half up and down. A property "marked" gives
    it the border of the accent (a spot that a search led to): :meth:`set_marked`.

    Give what stands in it this card as parent when it is made: widgets that are moved into place
    afterwards cost twice the time.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        title: str = "",
        margins: Margins = (2, 1.5, 2, 1.5),
        gap: float = 1,
    ) -> None:
        super().__init__(parent, margins=margins, gap=gap)
        if title:
            self.add(Section(title))
            self.setAccessibleName(title)

    def set_marked(self, marked: bool) -> None:
        """Draw the eye to this card, or let it go."""
        from ic_desktop.ui.widgets.labels import restyle

        self.setProperty("marked", marked)
        restyle(self)


class Rule(QFrame):
    """A fine line across, or ``upright`` between two columns."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


class FoldButton(QToolButton):
    """The line with a chevron that opens and folds a part of a page."""


class Foldable(QWidget):
    """A part of a page that folds: a title with a chevron, and content made when first opened.

    Space or Enter opens and folds, Right opens, Left folds. ``build`` makes the content.
    """

    toggled = Signal(bool)

    def __init__(
        self,
        title: str,
        build: Callable[[], QWidget],
        parent: QWidget | None = None,
        *,
        open_now: bool = False,
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._content: QWidget | None = None
        self.button = FoldButton(self)
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.toggled.connect(self._show)
        self.button.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.unit(0.5))
        layout.addWidget(self.button)
        self.set_title(title)
        self._draw()
        self.set_open(open_now)

    @property
    def content(self) -> QWidget | None:
        """What was built, None before it was first opened."""
        return self._content

    def set_title(self, title: str) -> None:
        """Change the words beside the chevron."""
        self.button.setText(title)

    def is_open(self) -> bool:
        """Say whether the content is shown."""
        return self.button.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or fold."""
        self.button.setChecked(is_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter, Right and Left work on the title."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.button.toggle()
                return True
            if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
                self.set_open(key == Qt.Key.Key_Right)
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the chevron anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _show(self, is_open: bool) -> None:
        if is_open and self._content is None:
            self._content = self._build()
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self._content)
        if self._content is not None:
            self._content.setVisible(is_open)
        self._draw()
        self.toggled.emit(is_open)

    def _draw(self) -> None:
        is_open = self.is_open()
        self.button.setIcon(icon("down" if is_open else "next", "muted", icon_size() * 3 // 4))
        side = icon_size() * 3 // 4
        self.button.setIconSize(QSize(side, side))
        self.button.setAccessibleDescription(_("Open") if is_open else _("Folded"))


class PageBody(QWidget):
    """What scrolls in a :class:`PageScroll`."""


class PageScroll(QScrollArea):
    """Scrolls a page, and keeps what has the keyboard in view, also while it grows.

    ``content`` is put into a transparent body; at widths below its least, it scrolls sideways
    too, so that nothing is out of reach at 200 % text.
    """

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A viewport of our own is see-through, and asking Qt for its own takes 10 ms at the start.
        self.setViewport(QWidget())
        if content is not None:
            self.setWidget(content)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def setWidget(self, widget: QWidget) -> None:
        """Set what is scrolled."""
        super().setWidget(widget)
        widget.setAutoFillBackground(False)

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget inside is seen, its top first if it is taller than the view."""
        inner = self.widget()
        if inner is None or not inner.isAncestorOf(widget):
            return
        top = widget.mapTo(inner, QPoint(0, 0))
        margin = theme.unit(2)
        box = QRect(top, widget.size()).adjusted(0, -margin, 0, margin)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if box.top() < bar.value() or box.height() > height:
            bar.setValue(box.top())
        elif box.bottom() > bar.value() + height:
            bar.setValue(box.bottom() - height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what has the keyboard in view when the window shrinks."""
        super().resizeEvent(event)
        focused = QApplication.focusWidget()
        if focused is not None:
            self._follow_focus(None, focused)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        inner = self.widget()
        if now is not None and inner is not None and inner.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, theme.unit(3))


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)
