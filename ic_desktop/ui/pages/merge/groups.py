"""What one person's copy brings: a line for each kind of thing, which opens to single entries."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.coming.items import Item
from ic_desktop.review.coming.lines import Line
from ic_desktop.review.coming.preview import Group, PersonPart
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.forms import Check
from ic_desktop.ui.widgets.labels import Small
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table

Choose = Callable[[frozenset[Item], bool], object]
"""Told which entries a person takes up (True) or leaves aside."""


class ChoosingTable(Table):
    """A table whose rows are taken or left aside, with the space bar too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space does what Enter does."""
        if event.key() == Qt.Key.Key_Space and self.current() is not None:
            self.opened.emit(self.current())
        else:
            super().keyPressEvent(event)


class GroupRow(Panel):
    """One sentence with a tick; opens to a table of its entries, each of which can be ticked."""

    def __init__(self, group: Group, choose: Choose, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.5)
        self.group = group
        self._choose = choose
        self._chosen: frozenset[Item] = frozenset()
        self.tick = Check(group.sentence.replace("&", "&&"))
        self.tick.setAccessibleName(group.sentence)
        self.tick.ticked.connect(lambda on: choose(group.items, on))
        self._table: Table | None = None
        self._note = Small("")
        self._more = LinkButton(_("Show them"))
        self._more.setAccessibleName(_("Show them: {what}").format(what=group.sentence))
        self._more.clicked.connect(self._open)
        self._keys = Small(_("Space, Enter or a double click takes an entry or leaves it aside."))
        self._keys.hide()
        head = Panel(direction="row", gap=1.5)
        head.add(self.tick).add(self._note, stretch=1).add(self._more)
        self.add(head, self._keys)

    def show_chosen(self, chosen: frozenset[Item]) -> None:
        """Show which of the entries are chosen."""
        self._chosen = chosen
        count, total = len(self.group.items & chosen), len(self.group.items)
        self.tick.set_value(count > 0)
        some = _("{count} of {all} are taken").format(count=count, all=total)
        self._note.setText(some if 0 < count < total else "")
        if self._table is not None:
            current = self._table.current()
            self._table.set_rows([self._row(line) for line in self.group.lines])
            self._table.set_current(current)

    def _open(self) -> None:
        if self._table is None:
            self._table = self._made()
            self.add(self._table)
            self._table.show()
            self.show_chosen(self._chosen)
        else:
            self._table.setVisible(self._table.isHidden())
        self._keys.setHidden(self._table.isHidden())
        self._more.setText(_("Show them") if self._table.isHidden() else _("Hide them"))

    def _made(self) -> Table:
        columns = [Column(_("Taken")), Column(_("What"), stretch=True), Column(_("Key factor"))]
        table = ChoosingTable(self.group.sentence, columns, fit=len(self.group.lines) <= 12)
        table.setMinimumHeight(0 if len(self.group.lines) <= 12 else 260)
        table.opened.connect(self._toggle)
        return table

    def _row(self, line: Line) -> Row:
        taken = line.item in self._chosen
        factors = {part.factor: part.name for part in self.group.factors}
        words = line.text
        for said, there in ((_("differs from yours"), line.differences), (_("kept"), line.is_late)):
            words = f"{words} ({said})" if there else words
        state = _("yes") if taken else _("no")
        return Row(
            line.item,
            (Cell(state, strong=taken), Cell(words, tooltip=words), Cell(factors[line.factor])),
        )

    def _toggle(self, key: object) -> None:
        item = next((line.item for line in self.group.lines if line.item == key), None)
        if item is not None:
            self._choose(frozenset([item]), item not in self._chosen)


class PersonCard(Card):
    """All that comes from one person."""

    def __init__(self, part: PersonPart, choose: Choose, parent: QWidget | None = None) -> None:
        count = len(part.items)
        words = ngettext("{name}: {count} entry", "{name}: {count} entries", count)
        title = words.format(name=part.name, count=count)
        super().__init__(parent, title=title, gap=1)
        self.setAccessibleName(title)
        self.rows = [GroupRow(group, choose) for group in part.groups]
        self.add(*self.rows)

    def show_chosen(self, chosen: frozenset[Item]) -> None:
        """Show which entries are chosen."""
        for row in self.rows:
            row.show_chosen(chosen)
