"""What the window can do from menu and keyboard: one action each, with its shortcuts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ic_desktop.i18n import _

Recent = tuple[str, Callable[[], object]]
"""A recent project: what it is called, and what opens it."""
_Keys = Sequence[str | QKeySequence.StandardKey]


# Nobody compares or prints one: what is not generated does not delay the start.
@dataclass(frozen=True, eq=False, repr=False)
class Commands:
    """What the actions call, all on the screen's thread."""

    new: Callable[[], object]
    open: Callable[[], object]
    save_copy: Callable[[], object]
    check_file: Callable[[], object]
    protect: Callable[[], object]
    close_project: Callable[[], object]
    verify: Callable[[], object]
    settings: Callable[[], object]
    log_folder: Callable[[], object]
    about: Callable[[], object]
    quit: Callable[[], object]
    undo: Callable[[], object]
    redo: Callable[[], object]
    find: Callable[[], object]
    help: Callable[[], object]
    menu: Callable[[], object]
    back: Callable[[], object]
    next: Callable[[], object]


class Actions:
    """The window's actions. Those of the open project are off while there is none."""

    def __init__(
        self, window: QWidget, commands: Commands, recent: Callable[[], Sequence[Recent]]
    ) -> None:
        self._window = window
        self._recent = recent
        key = QKeySequence.StandardKey
        make = self._make
        self.new = make(_("&New assessment …"), commands.new, [key.New])
        self.open = make(_("&Open …"), commands.open, [key.Open])
        self.save_copy = make(_("Save a &copy …"), commands.save_copy, ["Ctrl+Shift+S"])
        self.check_file = make(_("Chec&k the file"), commands.check_file, [])
        self.protect = make(_("&Passphrase …"), commands.protect, [])
        self.close_project = make(_("C&lose project"), commands.close_project, ["Ctrl+W"])
        self.verify = make(_("Check a &signed report …"), commands.verify, ["Ctrl+Shift+O"])
        self.settings = make(_("Se&ttings"), commands.settings, ["Ctrl+,"])
        self.log_folder = make(_("Open the lo&g folder"), commands.log_folder, [])
        self.about = make(_("&About this program"), commands.about, [])
        self.quit = make(_("&Quit"), commands.quit, ["Ctrl+Q"])
        self.undo = make(_("Undo"), commands.undo, ["Ctrl+Z"])
        self.redo = make(_("Redo"), commands.redo, ["Ctrl+Shift+Z", "Ctrl+Y"])
        self.find = make(_("Find anything"), commands.find, ["Ctrl+K"])
        self.help = make(_("Help"), commands.help, ["F1"])
        self.help.setIconText(_("Help F1"))
        self.back = make(_("Back"), commands.back, ["Alt+Left", "Ctrl+PgUp"])
        self.next = make(_("Next"), commands.next, ["Alt+Right", "Ctrl+PgDown"])
        self.open_menu = make(_("Menu"), commands.menu, ["F10"])

    @property
    def _of_project(self) -> Sequence[QAction]:
        return (
            self.save_copy,
            self.check_file,
            self.protect,
            self.close_project,
            self.undo,
            self.redo,
            self.find,
            self.back,
            self.next,
        )

    def show_project_open(self, is_open: bool) -> None:
        """Switch what needs an open project on or off."""
        for action in self._of_project:
            action.setEnabled(is_open)
        for action in (self.undo, self.redo):
            action.setVisible(is_open)

    def show_protected(self, protected: bool) -> None:
        """Offer what can be done about a passphrase."""
        change, protect = _("Change or remove the &passphrase …"), _("&Protect with a passphrase …")
        self.protect.setText(change if protected else protect)

    def menu(self) -> QMenu:
        """Return the window's menu, with the recent projects of now."""
        menu = QMenu(self._window)
        recent = QMenu(_("Open &recent"), menu)
        for name, call in self._recent():
            recent.addAction(name.replace("&", "&&")).triggered.connect(call)
        recent.setEnabled(not recent.isEmpty())
        for group in (
            (self.new, self.open, recent.menuAction()),
            (self.save_copy, self.check_file, self.protect, self.close_project),
            (self.verify,),
            (self.settings, self.help, self.log_folder, self.about),
            (self.quit,),
        ):
            menu.addActions(list(group))
            menu.addSeparator()
        return menu

    def _make(self, text: str, call: Callable[[], object], keys: _Keys) -> QAction:
        action = QAction(text, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: call())
        self._window.addAction(action)
        return action
