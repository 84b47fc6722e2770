"""Ties a text field on a page to a field of the project."""

from PySide6.QtCore import QObject

from ic_desktop.project.changes import Scope
from ic_desktop.project.state import FieldKey
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Workspace


class BoundText(QObject):
    """Keeps a Line or a GrowingText and a field of the project the same, while it is typed too.

    Point it at a field (a page that shows another item points it again); call :meth:`refresh`
    when the state may have changed. It never disturbs someone who is typing.
    """

    def __init__(self, workspace: Workspace, widget: Line | GrowingText) -> None:
        super().__init__(widget)
        self._workspace = workspace
        self._widget = widget
        self._key: FieldKey | None = None
        self._scope = Scope()
        widget.typed.connect(self._on_typed)
        widget.left.connect(self._on_left)

    def point(self, kind: str, entity: str, field: str, scope: Scope) -> None:
        """Show a field of an entity; what was typed in the one before becomes a change."""
        if self._key is not None and self._key != (kind, entity, field):
            self._workspace.settle(self._key)
        self._key, self._scope = (kind, entity, field), scope
        self.refresh()

    def refresh(self) -> None:
        """Show what the field holds now."""
        if self._key is not None:
            self._widget.set_text(self._workspace.text(*self._key))
            if not self._workspace.is_typing(self._key):
                self._widget.forget_undo()  # it is a change now, and the program takes that back

    def _on_typed(self, text: str) -> None:
        if self._key is not None:
            self._workspace.type_text(self._key, self._scope, text)

    def _on_left(self, _text: str) -> None:
        if self._key is not None:
            self._workspace.settle(self._key)
