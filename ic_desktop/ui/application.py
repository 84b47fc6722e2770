"""Puts the program together, by plain constructor calls, and runs it."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ic_desktop import i18n, settings
from ic_desktop.paths import resources_dir
from ic_desktop.ui.collecting import Collector
from ic_desktop.ui.ending import Ending
from ic_desktop.ui.log import LogFile, UnexpectedErrors
from ic_desktop.ui.main_window import MainWindow
from ic_desktop.ui.navigation import START, WAIT, Place
from ic_desktop.ui.preferences import Preferences
from ic_desktop.ui.tasks import Courier, Crew, Task
from ic_desktop.ui.theme import Theme

log = logging.getLogger(__name__)

_AFTER_PAINTING_MS = 300
_SWEEP_AFTER_MS = 6000
"""When all that a person waits for is on the screen, and a folder just left is no longer fresh."""
SWITCH_S = 0.0005
"""How long a busy thread may keep the screen's thread waiting for its turn."""


class Application:
    """Everything that lives as long as the program runs."""

    def __init__(self, app: QApplication, *, first: Place = START) -> None:
        loaded = settings.load()
        self.collector = Collector()
        self.courier = Courier()
        self.writer = Crew(self.courier, "writer", interleave=True)
        if first == WAIT:
            self._prepare()
        self.background = Crew(self.courier, "background", threads=2)
        self.preferences = Preferences(loaded.settings, self.background)
        self._words_of_qt: QTranslator | None = None
        self._use_language()
        now = loaded.settings
        self.theme = Theme(app, now.theme, now.text_size)
        self.window = MainWindow(self.preferences, self.writer, self.background, first=first)
        self.preferences.changed.connect(self._on_preferences)
        self.errors = UnexpectedErrors(self._show_unexpected, self.courier.post)
        self._soon = QTimer(singleShot=True, interval=_AFTER_PAINTING_MS)
        self._soon.timeout.connect(self._prepare)
        self._later = QTimer(singleShot=True, interval=_SWEEP_AFTER_MS)
        self._later.timeout.connect(lambda: self.background.do(_sweep))
        self._ending = Ending(app, self.window)
        if loaded.note:
            self.window.say(loaded.note)

    def start(self, path: Path | None) -> None:
        """Show the window; open a project, or prepare for the first one to be opened."""
        if path is not None:
            self.window.opening.open(path)
        self.window.show()
        self._later.start()
        if path is None:
            self._soon.start()

    def _prepare(self) -> None:
        self.writer.do(_prepare)

    def close(self) -> None:
        """Wait for the threads; every edit was handed over and is saved before they end."""
        self.errors.release()
        self._soon.stop()
        self._later.stop()
        self._ending.release()
        self.background.cancel_all()
        self.window.opening.close_unshown()
        self.writer.close()
        self.background.close(timeout=10.0)
        self.courier.close()
        self.collector.release()
        self._words_of_qt = words_of_qt("en", self._words_of_qt)

    def _use_language(self) -> None:
        language = self.preferences.language
        i18n.use(language)
        QLocale.setDefault(locale_of(language))
        self._words_of_qt = words_of_qt(language, self._words_of_qt)

    def _on_preferences(self, before: settings.Settings) -> None:
        now = self.preferences.now
        has_other_look = (now.theme, now.text_size) != (before.theme, before.text_size)
        if has_other_look:
            self.theme.set(now.theme, now.text_size)
        if now.language != before.language:
            self._use_language()
        if has_other_look or now.language != before.language:
            self.window.build()
        if self.window.workspace is not None:
            self.window.workspace.show_language(self.preferences.pack_language)

    def _show_unexpected(self, error: BaseException) -> None:
        from ic_desktop.ui import crash

        crash.show(self.window, error)


def locale_of(language: str) -> QLocale:
    """Return how dates and numbers are written: the system's way if it speaks the language.

    English without an English system is European: days first, 24 hours.
    """
    system = QLocale.system()
    if system.name().startswith(language) and system.name() not in ("C", "en_US"):
        return system
    return QLocale({"en": "en_GB"}.get(language, language))


def words_of_qt(language: str, before: QTranslator | None) -> QTranslator | None:
    """Put Qt's own words (menus of text fields, file dialogs, keys) into a language.

    Takes those of ``before`` away. Returns what has to be kept: None for English, which is Qt's
    own language, or where Qt came without the words.
    """
    if before is not None:
        QApplication.removeTranslator(before)
    if language == "en":
        return None
    words = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not words.load(f"qtbase_{language}", folder):
        log.warning("Qt came without its words in %s", language)
        return None
    QApplication.installTranslator(words)
    return words


def _prepare(_task: Task[None]) -> None:
    """Import what opening a project needs while the start page is being looked at."""
    import ic_desktop.store.project_file
    import ic_desktop.ui.workspace  # noqa: F401 - for the import alone


def _sweep(_task: Task[None]) -> None:
    """Remove copies of documents that a crash left behind."""
    from ic_desktop.ui.left_copies import sweep_left_copies

    sweep_left_copies()


def run(path: Path | None = None) -> int:
    """Run the window until it is closed; return the exit code."""
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Integrating Cities Desktop")
    app.setDesktopFileName("ic-desktop")
    app.setWindowIcon(QIcon(str(resources_dir() / "icons" / "ic-desktop-48.png")))
    logged = LogFile()
    try:
        program = Application(app, first=START if path is None else WAIT)
        program.start(path)
        code = app.exec()
        program.close()
        return code
    finally:
        logged.close()
