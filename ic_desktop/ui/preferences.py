"""The user's settings while the program runs: changed at once, written off the screen's thread."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths, Signal

from ic_desktop import settings as kept
from ic_desktop.i18n import LANGUAGES
from ic_desktop.settings import Settings
from ic_desktop.ui.tasks import Crew

if TYPE_CHECKING:
    from ic_desktop.project.edit import Actor


def documents() -> Path:
    """Return the user's folder for documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


class Preferences(QObject):
    """Holds the present settings; ``changed`` carries the settings before a change."""

    changed = Signal(object)
    failed = Signal(object)
    """They could not be written; carries the error. They hold until the program ends."""

    def __init__(self, settings: Settings, crew: Crew, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = settings
        self._crew = crew

    def change(self, how: Callable[[Settings], Settings]) -> None:
        """Change the settings, here at once and on the disk soon."""
        before = self.now
        self.now = how(before)
        if self.now != before:
            self._crew.do(lambda _task: kept.update(how), failed=self.failed.emit)
            self.changed.emit(before)

    @property
    def folder(self) -> str:
        """Where a dialog for files begins: where the last one ended, else the user's documents."""
        return self.now.last_folder or str(documents())

    @property
    def actor(self) -> "Actor":
        """Who edits, where."""
        from ic_desktop.project.edit import Actor

        return Actor(self.now.participant, self.now.device)

    @property
    def who(self) -> Mapping[str, str]:
        """What projects are told of the person who edits."""
        return {"name": self.now.name, "organisation": self.now.organisation}

    @property
    def language(self) -> str:
        """The interface language: the one chosen, else the system's, else English."""
        wanted = self.now.language or QLocale.system().name()[:2]
        return wanted if wanted in LANGUAGES else "en"

    @property
    def pack_language(self) -> str:
        """The language in which benchmarks are shown: the one chosen, else the interface's."""
        return self.now.pack_language or self.language

    @property
    def report_language(self) -> str:
        """The language of reports: the one chosen, else the interface's."""
        return self.now.report_language or self.language
