"""Dialogs: a question with named buttons, asking for a reason, and telling of an error."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

import ic_desktop
from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui import theme
from ic_desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.forms import field
from ic_desktop.ui.widgets.labels import Heading, Muted, Words
from ic_desktop.ui.widgets.text import GrowingText

Buttons = Sequence[tuple[str, str]]
"""(code, words) from left to right; the last one is the primary button."""


class Dialog(QDialog):
    """A sheet with a heading, words, what a caller adds to ``body``, and buttons below.

    Escape closes it; the answer is then "".
    """

    def __init__(self, parent: QWidget | None, title: str, text: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.answer = ""
        outer = QVBoxLayout(self)
        margin = theme.unit(3)
        outer.setContentsMargins(margin, margin, margin, theme.unit(2))
        outer.setSpacing(theme.unit(1.5))
        # The height follows from the width, see _fit; Qt's own bound would forget the wrapping.
        outer.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        outer.addWidget(Heading(title, self))
        self.words = Words(text, self, selectable=True)
        self.words.setVisible(bool(text))
        outer.addWidget(self.words)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.unit(1.5))
        outer.addLayout(self.body, 1)
        outer.addSpacing(theme.unit(1))
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.unit(1))
        self.row.addStretch(1)
        outer.addLayout(self.row)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as wide as a comfortable line, or as the screen allows."""
        super().showEvent(event)
        room = self.screen().availableGeometry().width() * 9 // 10
        self.resize(min(room, self.fontMetrics().averageCharWidth() * 72), self.height())
        self._fit()
        self.resize(self.width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as high as the words need at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and self.isVisible():
            needed = layout.totalHeightForWidth(self.width())
            room = self.screen().availableGeometry().height()
            self.setMinimumHeight(min(room, max(needed, layout.totalMinimumSize().height())))

    def add_button(self, code: str, text: str, *, primary: bool = False) -> Button:
        """Append a button that closes the dialog with ``code`` as its answer."""
        made = PrimaryButton(text, self) if primary else Button(text, self)
        made.clicked.connect(lambda _checked=False: self.finish(code))
        made.setDefault(primary)
        self.row.addWidget(made)
        return made

    def finish(self, code: str) -> None:
        """Close with an answer."""
        self.answer = code
        self.accept()


def ask(parent: QWidget | None, title: str, text: str, buttons: Buttons) -> str:
    """Ask a question and return the code of the button that was pressed, "" for Escape.

    The last button is the one that Enter presses: give the harmless answer that place where the
    other loses something.
    """
    dialog = Dialog(parent, title, text)
    made = [dialog.add_button(code, words, primary=False) for code, words in buttons[:-1]]
    code, words = buttons[-1]
    made.append(dialog.add_button(code, words, primary=True))
    made[-1].setFocus()
    dialog.exec()
    return dialog.answer


class ReasonDialog(Dialog):
    """Asks why. ``reason`` is what was written, "" if the dialog was closed otherwise.

    The button works once there are a few letters.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        button: str = "",
        suggestions: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, title, text)
        self.field = GrowingText(_("Reason"), self, least=2)
        self.body.addWidget(field(_("Reason"), self.field))
        for words in suggestions:
            link = LinkButton(words, self, clicked=partial(self._suggest, words))
            self.body.addWidget(link)
        self.add_button("", _("Cancel"))
        self._go = self.add_button("go", button or _("Go on"), primary=True)
        self._go.setEnabled(False)
        self.field.textChanged.connect(self._check)
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """What was written."""
        return self.field.text().strip() if self.answer == "go" else ""

    def _suggest(self, text: str) -> None:
        self.field.set_text(text)
        self.field.setFocus()

    def _check(self) -> None:
        self._go.setEnabled(len(self.field.text().strip()) >= 3)


def ask_reason(
    parent: QWidget | None,
    title: str,
    text: str,
    *,
    button: str = "",
    suggestions: Sequence[str] = (),
) -> str:
    """Ask why and return the reason, "" if the person thought better of it."""
    dialog = ReasonDialog(parent, title, text, button=button, suggestions=suggestions)
    dialog.exec()
    return dialog.reason


def _in_words(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do."""
    if isinstance(error, IcError):
        return error.what, error.remedy
    return (
        _("The program met a fault of its own."),
        _(
            "Your work is safe: what was shown as saved is saved. You can go on working. "
            "If it happens again, please send us the details or the log file; "
            "neither holds what you typed."
        ),
    )


class ErrorDialog(Dialog):
    """Says what happened and what to do; the technical part can be copied, never has to be read."""

    def __init__(
        self, parent: QWidget | None, error: BaseException, log_file: Path | None = None
    ) -> None:
        known = isinstance(error, IcError)
        title = _("This did not work") if known else _("Something unexpected happened")
        what, remedy = _in_words(error)
        super().__init__(parent, title, what)
        self.body.addWidget(Muted(remedy, self, selectable=True))
        self._error, self._log = error, log_file
        if not known:
            self.copy_button = Button(
                _("Copy details"), self, icon_name="copy", clicked=self.copy_details
            )
            self.row.insertWidget(0, self.copy_button)
        if log_file is not None:
            folder = Button(_("Open log folder"), self, clicked=self.open_folder)
            self.row.insertWidget(1 if not known else 0, folder)
        self.add_button("close", _("Close"), primary=True).setFocus()

    def details(self) -> str:
        """Return the technical part: versions and where it happened, never the words typed."""
        import platform
        import traceback

        # The message of an exception may quote what was typed; its kind and place never do.
        places = traceback.extract_tb(self._error.__traceback__)
        lines = [f"  {Path(p.filename).name}:{p.lineno} {p.name}" for p in places]
        head = f"Integrating Cities Desktop {ic_desktop.__version__}, {platform.platform()}"
        return "\n".join([head, type(self._error).__name__, *lines])

    def copy_details(self) -> None:
        """Put the details into the clipboard, and say so on the button."""
        QGuiApplication.clipboard().setText(self.details())
        self.copy_button.setText(_("Copied"))

    def open_folder(self) -> None:
        """Show the log file's folder in the file manager."""
        if self._log is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.parent)))


def error_dialog(
    parent: QWidget | None, error: BaseException, log_file: Path | None = None
) -> None:
    """Tell of an error and wait until it was read."""
    dialog = ErrorDialog(parent, error, log_file)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.exec()
