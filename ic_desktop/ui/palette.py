"""Find anything (Ctrl+K): pages, key factors, questions, answers, evidence, words of all kinds."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.folded import find_folded, words_of
from ic_desktop.review.search import Hit, search
from ic_desktop.ui import navigation, theme
from ic_desktop.ui.navigation import Place, place_name, place_of
from ic_desktop.ui.widgets.labels import Small
from ic_desktop.ui.widgets.text import SearchField
from ic_desktop.ui.workspace import Workspace

_PLACE = Qt.ItemDataRole.UserRole + 1
_EXCERPT = Qt.ItemDataRole.UserRole + 2
_KIND = Qt.ItemDataRole.UserRole + 3
_WIDTH, _HEIGHT = 90, 58
_CAPTURE = Place("capture")


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the list: what it is, where it leads, some words around the find."""

    title: str
    kind: str
    excerpt: str
    place: Place


class Palette(QDialog):
    """A field to search with and a list to choose from; closes when something was chosen."""

    def __init__(self, workspace: Workspace, go: Callable[[Place], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find anything"))
        self.setModal(True)
        self._workspace = workspace
        self._go = go
        self._query = ""
        self._field = _Field(_("Find anything"), self)
        self._list = QListView(self)
        self._list.setAccessibleName(_("What was found"))
        self._list.setItemDelegate(_RowPainter(self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStandardItemModel(self)
        self._list.setModel(self._model)
        self._count = Small()
        self._field.searched.connect(self._show)
        self._field.moved.connect(self._move)
        self._field.entered.connect(self._enter)
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        column = QVBoxLayout(self)
        for widget in (self._field, self._list, self._count):
            column.addWidget(widget)
        width = min(theme.unit(_WIDTH), parent.width() - theme.unit(4))
        self.resize(width, min(theme.unit(_HEIGHT), parent.height() - theme.unit(8)))
        self._show("")
        self._field.setFocus()

    def _show(self, query: str) -> None:
        self._query = query
        found = find(self._workspace, query)
        self._model.clear()
        for one in found:
            item = QStandardItem(one.title)
            item.setData(one.place, _PLACE)
            item.setData(one.excerpt, _EXCERPT)
            item.setData(one.kind, _KIND)
            spoken = ", ".join(part for part in (one.kind, one.title, one.excerpt) if part)
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._count.setText(_counted(len(found)))

    def _move(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _enter(self, text: str) -> None:
        if text != self._query:  # Enter was faster than the rest after typing
            self._show(text)
        if self._list.currentIndex().isValid():
            self._choose(self._list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        place = index.data(_PLACE)
        self.accept()
        assert isinstance(place, Place)
        self._go(place)

    def done(self, result: int) -> None:
        """Give the keyboard back to the window, also where no window manager does."""
        super().done(result)
        parent = self.parentWidget()
        if parent is not None:
            parent.activateWindow()


class _Field(SearchField):
    """Leaves Escape to the dialog: it closes at once, whatever was typed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def find(workspace: Workspace, query: str) -> list[Found]:
    """Return the pages whose names hold the words of a query, then everything else that does."""
    hits = search(workspace.state, workspace.pack, workspace.review, query, voice=workspace.voice)
    return [*_pages(workspace, query), *map(_found, hits)]


def _pages(workspace: Workspace, query: str) -> list[Found]:
    words = words_of(query)
    stops = workspace.stops
    if words:  # key factors come from the search itself
        stops = tuple(stop for stop in stops if stop.page != "factor")
    taking = [_CAPTURE] if workspace.is_peer_review and workspace.may("capture") else []
    named = [
        (place_name(place, workspace.factors), place)
        for place in (*stops, *taking, navigation.SETTINGS, navigation.HELP)
    ]
    # The page of notes is no stop; it is looked for by what one does there.
    more = {_CAPTURE: _("take notes, write down an interview, note-taking")}
    return [
        Found(name, _("Page"), "", place)
        for name, place in named
        if all(find_folded(f"{name} {more.get(place, '')}", word) >= 0 for word in words)
    ]


def _found(hit: Hit) -> Found:
    kinds = {
        "factor": _("Key factor"),
        "question": _("Question"),
        "answer": _("Answer"),
        "reason": _("Reason"),
        "evidence": _("Evidence"),
        "note": _("Context note"),
        "context": _("Context"),
        "example": _("Example"),
        "city": _("City"),
        "person": _("Person"),
        "session": _("Session"),
        "conclusion": _("Conclusion"),
    }
    return Found(hit.title, kinds[hit.kind], hit.excerpt, place_of(hit.target))


def _counted(found: int) -> str:
    if not found:
        return _("Nothing holds all of these words. Try fewer, or the beginning of a word.")
    return ngettext("{count} place", "{count} places", found).format(count=found)


class _RowPainter(QStyledItemDelegate):
    """Paints the title with its kind at the right, and below it the words around the find."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        lines = theme.line_height() + (theme.line_height("small") if index.data(_EXCERPT) else 0)
        return QSize(200, lines + theme.unit(1))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        area = option.rect.adjusted(theme.unit(1), theme.unit(0.5), -theme.unit(1), 0)
        line = QRect(area.left(), area.top(), area.width(), theme.line_height())
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        kind = str(index.data(_KIND))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, kind)
        width = line.width() - painter.fontMetrics().horizontalAdvance(kind) - theme.unit(1)
        excerpt = QRect(area.left(), line.bottom() + 1, area.width(), theme.line_height("small"))
        self._words(painter, excerpt, str(index.data(_EXCERPT)).replace("\n", " "))
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("ink"))
        self._words(painter, line.adjusted(0, 0, width - line.width(), 0), str(index.data()))
        painter.restore()

    def _words(self, painter: QPainter, area: QRect, words: str) -> None:
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(words, elide, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft, shown)
