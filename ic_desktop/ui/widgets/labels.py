"""Words on a page: headings, quiet lines, tags, counts, and a mark beside its word.

The looks are in ``app.qss``, by class name. A label is read aloud by its text; give it an
accessible name of its own only where the text alone says too little.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ic_desktop.ui import theme
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.marks import paint_mark, tone, word


class Words(QLabel):
    """Plain body text; wraps, and never takes text for markup.

    ``selectable`` lets the words be marked and copied with the mouse.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
        tone: str = "",
        selectable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if tone:
            self.setProperty("tone", tone)
        if selectable:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the tone: "", "accent", "support", "warn" or "contra"."""
        if (self.property("tone") or "") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class Title(Words):
    """The one large line of a page: a statement or the page's subject."""


class Heading(Words):
    """The heading of a card, such as a guide question."""


class Strong(Words):
    """Semibold body text."""


class Muted(Words):
    """A quiet line of body size."""


class Small(Words):
    """A quiet, smaller line: details under a title."""


class Figure(Words):
    """A large number."""


class FieldLabel(Words):
    """The small label above a field; see :func:`~ic_desktop.ui.widgets.forms.field`."""


class _Capitals(Words):
    """Small words shown in capitals; a screen reader still gets them as written."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> None:
        super().__init__(text, parent, wrap=wrap)
        spaced = QFont()
        spaced.setCapitalization(QFont.Capitalization.AllUppercase)
        spaced.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 102)
        self.setFont(spaced)


class Section(_Capitals):
    """The heading of a part of a page: GUIDE QUESTIONS."""


class Eyebrow(_Capitals):
    """The line above a title that says where one is: KEY FACTOR 7 · MUNICIPAL EMPLOYMENT."""


class Tag(Words):
    """A word on a small coloured ground: "confidential", "fictional example"."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, tone: str = "") -> None:
        super().__init__(text, parent, wrap=False, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


class Badge(Words):
    """A count at the right of something; hidden when empty or 0."""

    def __init__(
        self, text: str | int = "", parent: QWidget | None = None, *, tone: str = ""
    ) -> None:
        super().__init__("", parent, wrap=False, tone=tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.set_count(text)

    def set_count(self, text: str | int) -> None:
        """Show a count or a short word."""
        self.setText(str(text) if text else "")
        self.setVisible(bool(text))


class MarkLabel(QWidget):
    """A mark and its word: ◐ Partly in place. ``code`` is a verdict or a stance."""

    def __init__(
        self, code: str = "", parent: QWidget | None = None, *, text: str | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_mark(code, text)

    def set_mark(self, code: str, text: str | None = None) -> None:
        """Show another mark; ``text`` replaces its word."""
        self._code = code
        self._text = word(code) if text is None else text
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word that is shown."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as mark and word."""
        metrics = self.fontMetrics()
        width = metrics.height() + metrics.horizontalAdvance(self._text) + theme.unit(0.75)
        return QSize(width, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint mark and word."""
        painter = QPainter(self)
        side = self.fontMetrics().height()
        rect = self.rect()
        box = QRectF(0, (rect.height() - side) / 2, side, side)
        paint_mark(painter, self._code, box)
        painter.setPen(theme.colour(tone(self._code)))
        rect.setLeft(side + theme.unit(0.5))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._text)


class Elided(QLabel):
    """One line that is shortened in the middle or at its end; the whole is in the tooltip."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._whole = ""
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setText(text)
        self.setToolTip(plain(text))

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough."""
        hint = super().minimumSizeHint()
        few = QFontMetrics(self.font()).averageCharWidth() * 6
        return QSize(min(few, hint.width()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self._whole, self._mode, self.contentsRect().width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, shown)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look at a widget again after one of its properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def is_look_change(event: QEvent) -> bool:
    """Say whether an event tells of another theme or text size."""
    return event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange)
