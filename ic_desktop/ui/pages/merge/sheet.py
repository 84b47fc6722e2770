"""The preview of one copy that came back, laid out: sentences first, single entries on demand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _, ngettext
from ic_desktop.review.coming.items import Item
from ic_desktop.review.coming.lines import Line
from ic_desktop.review.coming.preview import OutsidePart, Preview
from ic_desktop.ui.pages.merge.groups import PersonCard
from ic_desktop.ui.widgets.buttons import Button, PrimaryButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Muted, Small, Strong, Words
from ic_desktop.ui.widgets.notices import Hint
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel

_FIRST = 8
"""Differences and left-out entries that are listed before the rest is only counted."""


class Sheet(Panel):
    """Shows a preview; ``taken`` carries the chosen entries, ``left`` that nothing is wanted."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=2)
        self.preview = preview
        self._wanted = preview.chosen
        """What a person wants. An entry that is left aside with another one is still wanted, so
        that it is taken again with it."""
        self.chosen = preview.chosen
        self.people = [PersonCard(part, self._choose) for part in preview.people]
        self.take = PrimaryButton("", clicked=lambda: self.taken.emit(self.chosen))
        away = _("Back to the copies") if preview.is_empty else _("Take nothing")
        self.leave = Button(away, clicked=self.left.emit)
        self._lay_out()
        self._show_chosen()

    def _lay_out(self) -> None:
        preview = self.preview
        about = Panel(gap=0.5)
        about.add(*(Words(sentence) for sentence in preview.announced))
        self.add(about)
        row = FlowLayout(gap=1)
        for button in (self.leave,) if preview.is_empty else (self.take, self.leave):
            row.addWidget(button)
        self.take.setHidden(preview.is_empty)
        self.add(row)
        if preview.is_empty:
            title = _("There is nothing new in it")
            self.add(Hint(title, _("Everything in this file that may be taken is here already.")))
        self.add(*self.people)
        if preview.conflicts:
            self.add(self._conflicts(preview.conflicts))
        if preview.outside:
            self.add(self._outside())
        if preview.waiting:
            names = ", ".join(preview.waiting)
            self.add(Muted(_("Not back yet: {names}.").format(names=names)))

    def _conflicts(self, lines: tuple[Line, ...]) -> Card:
        card = Card(title=_("Differs from yours"), gap=1)
        intro = _("Both versions are kept. You settle each afterwards, now or later.")
        card.add(Muted(intro))
        for line in lines[:_FIRST]:
            box = Panel(gap=0.25)
            box.add(Strong(line.text))
            for one in line.differences:
                box.add(
                    Small(_("{field}, yours: {words}").format(field=one.field, words=one.ours)),
                    Small(_("{field}, theirs: {words}").format(field=one.field, words=one.theirs)),
                )
            card.add(box)
        if len(lines) > _FIRST:
            card.add(Small(_and_more(len(lines) - _FIRST)))
        return card

    def _outside(self) -> Card:
        card = Card(title=_("Not taken"), gap=1)
        intro = _("This lies outside what the copy was made for, or cannot be proved.")
        card.add(Muted(intro))
        for part in self.preview.outside:
            card.add(_foldable(part))
        return card

    # Choosing

    def _choose(self, items: frozenset[Item], on: bool) -> None:
        if on:
            self._wanted = self.preview.take_up(self._wanted, items)
        else:
            self._wanted -= items
        self.chosen = self.preview.leave_aside(self._wanted, ())
        self._show_chosen()

    def _show_chosen(self) -> None:
        for card in self.people:
            card.show_chosen(self.chosen)
        count = len(self.chosen & self.preview.items.told)
        words = ngettext("Take {count} entry", "Take {count} entries", count)
        self.take.setText(words.format(count=count))
        self.take.setAccessibleName(words.format(count=count))
        self.take.setEnabled(count > 0)


def _foldable(part: OutsidePart) -> Foldable:
    def build() -> QWidget:
        panel = Panel(gap=0.25)
        panel.add(*(Small(line) for line in part.lines[: 5 * _FIRST]))
        if len(part.lines) > 5 * _FIRST:
            panel.add(Small(_and_more(len(part.lines) - 5 * _FIRST)))
        return panel

    return Foldable(part.sentence, build)


def _and_more(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count).format(count=count)
