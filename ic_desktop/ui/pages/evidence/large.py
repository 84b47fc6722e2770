"""The preview in a window of its own, as wide as the screen allows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ic_desktop.project.entities import AttachedFile
from ic_desktop.ui import theme
from ic_desktop.ui.pages.evidence.preview import PreviewPane
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.surfaces import PageScroll, Panel
from ic_desktop.ui.workspace import Workspace


class LargePreview(QDialog):
    """A page to be read. Escape closes it; Left and Right turn pages."""

    def __init__(
        self,
        desk: Desk,
        workspace: Workspace,
        file: AttachedFile,
        page: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(file.name)
        screen = self.screen().availableGeometry()
        width = min(screen.width() - theme.unit(8), theme.unit(120))
        self.resize(width, screen.height() - theme.unit(8))
        self.pane = PreviewPane(desk, workspace, large=True)
        self.pane.resize(width - theme.unit(6), theme.unit(10))
        body = Panel(margins=(2, 1, 2, 2))
        body.add(self.pane).add_stretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._scroll = PageScroll(body)
        self.pane.body.removeWidget(self.pane.bar)
        layout.addWidget(self.pane.bar)
        layout.addWidget(self._scroll)
        self.pane.pages.shown.connect(lambda *_made: self._scroll.verticalScrollBar().setValue(0))
        self.finished.connect(self._forget)
        self.pane.show_file(file, page=page)
        self.pane.picture.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right turn; Up, Down, Page Up and Page Down scroll."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.pane.turn(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        """Stop what is under way, remove the private copy, and go."""
        self.pane.leave()
        self.deleteLater()
