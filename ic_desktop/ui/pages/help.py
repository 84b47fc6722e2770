"""Help in plain words, the topic of the page that F1 was pressed on first."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QFontMetrics, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from ic_desktop import i18n
from ic_desktop.i18n import _
from ic_desktop.paths import resources_dir
from ic_desktop.ui import theme
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.page import Desk, Page
from ic_desktop.ui.tasks import Task
from ic_desktop.ui.widgets.nav import NavItem, NavList
from ic_desktop.ui.widgets.surfaces import Panel

TOPICS = (
    "start",
    "overview",
    "city",
    "factor",
    "evidence",
    "context",
    "to-ask",
    "results",
    "peer-review",
    "people",
    "visit",
    "capture",
    "evening",
    "matrix",
    "consensus",
    "conclusions",
    "feedback",
    "report",
    "copies",
    "settle",
    "verify",
    "files",
    "settings",
    "keyboard",
)
"""The topics in their order; each is a file in ``resources/help/<language>/``."""

_LETTERS = 95
"""The length of a line that reads well."""


class HelpPage(Page):
    """A list of topics beside the text of one."""

    help_topic = "start"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._texts: Mapping[str, str] = {}
        self._wanted = "start"
        self._topics = NavList(_("Topics"))
        self._topics.chosen.connect(desk.go)
        self._text = QTextBrowser(self)
        self._text.setAccessibleName(_("Help text"))
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        column = Panel(margins=(0, 2, 0, 2), tone="column")
        column.add(self._topics)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(column)
        row.addWidget(self._text, 1)
        row.addStretch(0)
        body = Panel(tone="surface")
        body.add(row, stretch=1)
        self.fill_with(body)

    def show_place(self, place: Place) -> None:
        """Show a topic: ``place.item``."""
        self._wanted = place.item if place.item in TOPICS else "start"
        if self._texts:
            self._show_topic(self._wanted)
            return
        language = i18n.current().language
        self.desk.background.do(lambda _task: texts(_task, language), done=self._show)

    def topic(self) -> str:
        """Return the topic that is shown, "" while the texts are being read."""
        return self._wanted if self._texts else ""

    def _show(self, found: Mapping[str, str]) -> None:
        self._texts = found
        rows = [NavItem(Place("help", topic), title(found[topic])) for topic in TOPICS]
        self._topics.set_items([NavItem("", _("Help"), heading=True), *rows])
        self._show_topic(self._wanted)

    def _show_topic(self, topic: str) -> None:
        self._topics.set_current(Place("help", topic))
        document = self._text.document()
        document.setDefaultFont(theme.font())
        document.setDocumentMargin(theme.unit(3))
        self._text.setMaximumWidth(_LETTERS * QFontMetrics(theme.font()).averageCharWidth())
        self._text.setMarkdown(self._texts[topic])
        _calm_headings(document)
        self._text.moveCursor(QTextCursor.MoveOperation.Start)


def _calm_headings(document: QTextDocument) -> None:
    """Give headings the sizes that the rest of the program has."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            cursor = QTextCursor(block)
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, keep)
            form = QTextCharFormat()
            form.setFont(theme.font("title" if level == 1 else "heading"))
            cursor.setCharFormat(form)
        block = block.next()


def title(text: str) -> str:
    """Return a topic's title: its first line."""
    return text.partition("\n")[0].removeprefix("# ")


def texts(_task: Task[Mapping[str, str]], language: str) -> Mapping[str, str]:
    """Read all topics in a language; English where it has none."""
    return {topic: _path(topic, language).read_text("utf-8") for topic in TOPICS}


def _path(topic: str, language: str) -> Path:
    folder = resources_dir() / "help"
    there = folder / language / f"{topic}.md"
    return there if there.is_file() else folder / "en" / f"{topic}.md"
