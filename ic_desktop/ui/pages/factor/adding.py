"""Adding evidence in place: files, a picture, a link, a figure, something seen or heard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget

from ic_desktop.i18n import _
from ic_desktop.ui.pages.factor.new_piece import ExistingPiece, Form, NewPiece
from ic_desktop.ui.pages.factor.reveal import reveal_later
from ic_desktop.ui.pages.factor.work import FactorWork
from ic_desktop.ui.widgets.drops import clipboard
from ic_desktop.ui.widgets.surfaces import Panel

FROM_HERE: Final = "existing"
"""The menu's code for tying what is in the project already."""


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    call: Callable[[], object]
    enabled: bool = True


class AddEvidence(QObject):
    """A button with the menu of all ways to add evidence, and the form that some of them open.

    ``button`` and ``form`` are laid out by whoever makes this. ``linked`` carries the id of a new
    link whose page and stance may be asked for.
    """

    linked = Signal(str)

    def __init__(self, work: FactorWork, parent: QWidget, button: QPushButton) -> None:
        super().__init__(parent)
        self._work = work
        self._question = ""
        self.button = button
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.button.setMenu(self.menu)
        self.form = Panel(parent)
        self.form.hide()
        self._open_form: Form | None = None

    def point(self, question: str) -> None:
        """Add to another question from now on; "" is the factor as a whole."""
        self._question = question
        self.close_form()
        where = _("question {id}").format(id=question) if question else _("this key factor")
        self.button.setAccessibleName(_("Add evidence to {where}").format(where=where))

    def set_enabled(self, enabled: bool) -> None:
        """Offer it, or not: nothing is added to what was signed."""
        self.button.setVisible(enabled)
        if not enabled:
            self.close_form()

    @property
    def open_form(self) -> Form | None:
        """The form that is open, None if none is."""
        return self._open_form

    def choose_files(self) -> None:
        """Ask for files."""
        self._work.choose_files(self.button.window(), self._question, self._tell(self._question))

    def paste(self) -> None:
        """Take the picture or link that is in the clipboard."""
        found = clipboard()
        if found:
            self._work.take(found, self._question, self._tell(self._question))

    def show_form(self, kind: str) -> None:
        """Open the form of a kind of evidence, under the button."""
        self.close_form()
        made: Form = (
            ExistingPiece(self._work, self._question, self.form)
            if kind == FROM_HERE
            else NewPiece(self._work, kind, self._question, self.form)
        )
        made.finished.connect(self._finish)
        self.form.add(made)
        self.form.show()
        self._open_form = made
        made.begin()
        reveal_later(made)

    def close_form(self) -> None:
        """Close the form; what was not added is gone."""
        if self._open_form is not None:
            self._open_form = None
            self.form.clear()
        self.form.hide()

    def _finish(self, link: str) -> None:
        self.close_form()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if link:
            self.linked.emit(link)

    def _tell(self, question: str) -> Callable[[str], None]:
        """Return what tells of a new link, if the page still shows its question by then."""
        factor = self._work.factor

        def tell(link: str) -> None:
            if self._question == question and self._work.factor is factor:
                self.linked.emit(link)

        return tell

    def _fill_menu(self) -> None:
        self.menu.clear()
        for item in self._items():
            action = self.menu.addAction(item.text)
            action.setEnabled(item.enabled)
            action.triggered.connect(lambda _checked=False, call=item.call: call())

    def _items(self) -> list[_Item]:
        found = clipboard()
        form = self._form_opener
        return [
            _Item(_("&Choose files …"), self.choose_files),
            _Item(_("&Paste a picture or a link"), self.paste, bool(found)),
            _Item(_("&Link to a page …"), form("link")),
            _Item(_("&Figure …"), form("figure")),
            _Item(_("&Observation …"), form("observation")),
            _Item(_("&Statement heard …"), form("statement")),
            _Item(
                _("From what is &already there …"),
                form(FROM_HERE),
                bool(self._work.workspace.state.records("evidence")),
            ),
        ]

    def _form_opener(self, kind: str) -> Callable[[], None]:
        return lambda: self.show_form(kind)


def someone_types() -> bool:
    """Say whether the keyboard is in a field for words, from where it must not be taken."""
    focused = QApplication.focusWidget()
    return isinstance(focused, QLineEdit | QPlainTextEdit) and not focused.isReadOnly()
