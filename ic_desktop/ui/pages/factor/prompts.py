"""What to think of under a guide question: nested prompts, each with its point."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ic_desktop.benchmark.pack import Prompt
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.labels import Muted


class Prompts(QWidget):
    """A list of prompts; made once and filled again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.unit(1))
        self._grid.setVerticalSpacing(theme.unit(0.25))
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[Muted, Muted]] = []
        self._count = 0
        self.hide()

    @property
    def labels(self) -> list[Muted]:
        """The prompts that are shown."""
        return [text for _point, text in self._lines[: self._count]]

    def show_prompts(self, prompts: Sequence[Prompt]) -> None:
        """Show other prompts."""
        self._count = len(prompts)
        while len(self._lines) < len(prompts):
            row = len(self._lines)
            point, text = Muted("–", self, wrap=False), Muted("", self)
            point.setAccessibleName(" ")
            self._grid.addWidget(point, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._lines.append((point, text))
        for at, (point, text) in enumerate(self._lines):
            shown = at < len(prompts)
            point.setVisible(shown)
            text.setVisible(shown)
            if shown:
                text.setText(prompts[at].text)
        self.setVisible(bool(prompts))
