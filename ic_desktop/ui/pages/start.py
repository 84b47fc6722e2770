"""The start page: go on with a project, begin one, look at a sample, check a report."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, Page


class StartPage(Page):
    """What one sees when no project is open."""

    help_topic = "start"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(28, 24, 28, 24)
        self._column.addWidget(QLabel(_("Where do you want to begin?"), self))
        self._recent = QVBoxLayout()
        self._column.addLayout(self._recent)
        self._column.addStretch(1)

    def show_place(self, place: Place) -> None:
        """Show the recent projects as they are now."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for recent in self.desk.preferences.now.recent:
            button = QPushButton(f"{recent.city} – {recent.kind}", self)
            path = Path(recent.path)
            button.clicked.connect(lambda _on, path=path: self.desk.open_project(path))
            self._recent.addWidget(button)
