"""One thing on which copies disagree: its versions, and what can be decided."""

from collections.abc import Callable
from datetime import datetime
from itertools import zip_longest

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.review import naming
from ic_desktop.review.conflicts import Conflict, Piece, Version, set_side_by_side
from ic_desktop.review.disclosure import screen_name
from ic_desktop.ui.formats import clock, day
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.settle.versions import MarkedWords
from ic_desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import Muted, Small, Strong
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import GrowingText
from ic_desktop.ui.workspace import Workspace

Decide = Callable[[Conflict, Value], object]
Keep = Callable[[Conflict, bool], object]


class ConflictCard(Card):
    """Shows one conflict; calls ``decide`` with the value that holds, or ``keep`` of a removal."""

    def __init__(
        self,
        workspace: Workspace,
        conflict: Conflict,
        decide: Decide,
        keep: Keep,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, title=_title(workspace, conflict), gap=1.25)
        self.conflict = conflict
        self._workspace = workspace
        self._decide = decide
        self.setAccessibleName(_title(workspace, conflict))
        if conflict.is_removal:
            self._add_removal(keep)
        else:
            self._add_versions()
            self._add_new_text()

    def _add_versions(self) -> None:
        for one, other in _in_pairs(self.conflict.versions):
            columns = Columns(room=70)
            columns.left.add(self._version(one, other)).add_stretch()
            if other is not None:
                columns.right.add(self._version(other, one)).add_stretch()
            self.add(columns)

    def _version(self, version: Version, other: Version | None) -> QWidget:
        box = Panel(margins=(1.5, 1, 1.5, 1), gap=0.75, tone="column")
        who = self._who(version)
        box.add(Strong(who), MarkedWords(self._pieces(version, other)), Small(_when(version)))
        holds = Button(_("This one holds"))
        holds.setAccessibleName(_("The version of {name} holds").format(name=who))
        holds.clicked.connect(lambda: self._decide(self.conflict, version.value))
        holds.setEnabled(version.held)
        box.add(holds)
        return box

    def _pieces(self, version: Version, other: Version | None) -> tuple[Piece, ...]:
        if not version.held:
            return (Piece(_("These words are not in this copy."), False),)
        if self.conflict.is_words and other is not None and other.held:
            return set_side_by_side(str(version.value or ""), str(other.value or ""))[0]
        kind, field = self.conflict.kind, self.conflict.field
        words = naming.value_words(self._workspace.state, kind, field, version.value)
        return (Piece(words, False),)

    def _who(self, version: Version) -> str:
        if version.author == self._workspace.actor.author:
            return _("Yours")
        return screen_name(self._workspace.state, version.author) or _("Somebody without a name")

    def _add_new_text(self) -> None:
        """Offer to write another text, begun with what all versions say one after the other."""
        if not self.conflict.is_text:
            return
        texts = [str(v.value) for v in self.conflict.versions if v.value]
        field = GrowingText(_("New text"), least=3)
        field.set_text("\n\n".join(texts))
        save = PrimaryButton(
            _("The new text holds"), clicked=lambda: self._decide(self.conflict, field.text())
        )
        panel = Panel(gap=0.75)
        panel.add(field, _left(save))
        panel.hide()
        begin = LinkButton(_("Write a new text from both"))

        def write() -> None:
            panel.show()
            begin.hide()
            field.setFocus()

        begin.clicked.connect(write)
        self.add(begin, panel)

    def _add_removal(self, keep: Keep) -> None:
        names = [self._who(version) for version in self.conflict.versions]
        said = _("{name} removed it; somebody else went on with it without knowing that.")
        self.add(Muted(said.format(name=", ".join(names))))
        buttons = FlowLayout(gap=1)
        for text, kept in ((_("Keep it"), True), (_("Remove it"), False)):
            button = Button(text)
            button.setAccessibleName(f"{text} – {self.accessibleName()}")
            button.clicked.connect(lambda _on=False, kept=kept: keep(self.conflict, kept))
            buttons.addWidget(button)
        self.add(buttons)


def _in_pairs(versions: tuple[Version, ...]) -> list[tuple[Version, Version | None]]:
    return list(zip_longest(versions[::2], versions[1::2]))


def _left(button: QWidget) -> FlowLayout:
    row = FlowLayout(gap=1)
    row.addWidget(button)
    return row


def _when(version: Version) -> str:
    moment = datetime.fromtimestamp(version.when / 1000).astimezone()
    return _("{date}, {time} by the clock of that computer").format(
        date=day(moment), time=clock(moment)
    )


def _title(workspace: Workspace, conflict: Conflict) -> str:
    named = naming.subject(workspace.state, workspace.pack, conflict.kind, conflict.entity)
    if conflict.is_removal:
        return _("Removed or not: {what}").format(what=named)
    field = naming.field_name(conflict.kind, conflict.field)
    return _("{field} · {what}").format(field=field, what=named)
