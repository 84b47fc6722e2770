"""Two copies, two versions: both are shown until a person chooses; and which words are missing."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.formats import clock, date_words, day
from ic_desktop.ui.pages.factor import words
from ic_desktop.ui.pages.factor.view import Dispute, Lost, Version
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.buttons import Button
from ic_desktop.ui.widgets.labels import Small, Strong, Words
from ic_desktop.ui.widgets.surfaces import Panel

_WORDY = ("note", "reason", "response", "text", "passage")
"""Fields of which two versions can stand one after the other."""


class Versions(Panel):
    """What copies dispute in one place, and which words are not in this copy."""

    def __init__(self, work: FactorWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._shown: tuple[tuple[Dispute, ...], tuple[Lost, ...], bool] = ((), (), True)
        self.hide()

    def words(self) -> list[str]:
        """Return all that it says, from the top."""
        return [label.text() for label in self.findChildren(QLabel)]

    def show_all(self, disputes: Sequence[Dispute], lost: Sequence[Lost]) -> None:
        """Show disputes and missing words; made anew only when they changed."""
        wanted = (tuple(disputes), tuple(lost), self._work.can_judge)
        if wanted == self._shown:
            return
        self._shown = wanted
        self.clear()
        for dispute in disputes:
            self.add(self._dispute(dispute))
        for one in lost:
            self.add(Small(words.lost_words(one), self, tone="warn"))
        self.setVisible(bool(disputes or lost))

    def _dispute(self, dispute: Dispute) -> QWidget:
        box = Panel(self, margins=(1.5, 1, 1.5, 1), gap=0.75, tone="column")
        kind, _entity, name = dispute.key
        what = words.field_name(kind, name)
        what = f"{what} ({dispute.subject})" if dispute.subject else what
        count = len(dispute.versions)
        title = (
            _("{what}: two versions. Which one holds?")
            if count == 2
            else _("{what}: {count} versions. Which one holds?")
        )
        box.add(Strong(title.format(what=what, count=count), box))
        for version in dispute.versions:
            box.add(self._version(box, dispute, version))
        if name in _WORDY:
            both = Button(_("Keep both, one after the other"), box)
            both.clicked.connect(lambda: self._keep_both(dispute))
            both.setEnabled(self._work.can_judge)
            box.add(both)
        return box

    def _version(self, box: QWidget, dispute: Dispute, version: Version) -> QWidget:
        row = Panel(box, margins=(1.5, 0.75, 1, 0.75), gap=0.25, tone="surface")
        text = words.value_words(dispute, version.value, date_words)
        row.add(Words(text, row, selectable=True))
        foot = QHBoxLayout()
        foot.setSpacing(theme.unit(1))
        foot.addWidget(Small(_origin(version), row), 1)
        keep = Button(_("This one holds"), row)
        keep.setAccessibleName(_("This one holds: {text}").format(text=text[:80]))
        keep.clicked.connect(lambda: self._work.settle_dispute(dispute, version.value))
        keep.setEnabled(self._work.can_judge)
        foot.addWidget(keep)
        row.add(foot)
        return row

    def _keep_both(self, dispute: Dispute) -> None:
        texts = [str(version.value) for version in dispute.versions if version.value]
        self._work.settle_dispute(dispute, "\n\n".join(texts))


def _origin(version: Version) -> str:
    """Return who wrote a version, and when by their own clock."""
    moment = datetime.fromtimestamp(version.when / 1000).astimezone()
    when = f"{day(moment)} {clock(moment)}"
    if version.who:
        return _("{name}, {when}").format(name=version.who, when=when)
    return when
