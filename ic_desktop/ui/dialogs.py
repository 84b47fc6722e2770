"""Questions and messages: what happened, what to do, and buttons that say what they do.

Each opens over its window and returns at once; the answer comes by a call.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ic_desktop import __version__
from ic_desktop.errors import IcError
from ic_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


@dataclass(frozen=True, eq=False, repr=False)
class Choice:
    """A button and what it does. ``cancels`` is what Escape and the window's cross choose."""

    text: str
    call: Callable[[], object] = lambda: None
    cancels: bool = False
    default: bool = False


def ask(
    parent: QWidget, what: str, remedy: str, choices: Sequence[Choice], *, warns: bool = False
) -> "QMessageBox":
    """Open a question with buttons; exactly one of their calls is made."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(_("Integrating Cities Desktop"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Warning if warns else QMessageBox.Icon.Information)
    box.setText(what)
    box.setInformativeText(remedy)
    calls = {}
    for choice in choices:
        roles = QMessageBox.ButtonRole
        button_role = roles.RejectRole if choice.cancels else roles.AcceptRole
        button = box.addButton(choice.text, button_role)
        calls[button] = choice.call
        if choice.default:
            box.setDefaultButton(button)
        if choice.cancels:
            box.setEscapeButton(button)
    box.buttonClicked.connect(lambda clicked: calls[clicked]())
    # Give the keyboard back to the window, also where no window manager does.
    box.finished.connect(lambda _code: parent.activateWindow())
    box.open()
    return box


def tell(parent: QWidget, error: IcError) -> "QMessageBox":
    """Show what happened and what to do about it."""
    close = Choice(_("Close"), cancels=True, default=True)
    return ask(parent, error.what, error.remedy, [close], warns=True)


def inform(parent: QWidget, what: str, more: str = "") -> "QMessageBox":
    """Show a result that a person has to see."""
    return ask(parent, what, more, [Choice(_("Close"), cancels=True, default=True)])


def about(parent: QWidget) -> "QMessageBox":
    """Say what this program is."""
    return inform(
        parent,
        _("Integrating Cities Desktop {version}").format(version=__version__),
        _(
            "Tests a city against the Integrating Cities benchmark: offline, in one file, to a "
            "signed report. Free software under the European Union Public Licence 1.2."
        ),
    )
