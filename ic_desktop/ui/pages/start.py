"""The start page: go on with a project, begin one, look at a sample, check a report."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ic_desktop.i18n import _
from ic_desktop.settings import Recent
from ic_desktop.ui import theme
from ic_desktop.ui.formats import day
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.page import Desk, Page
from ic_desktop.ui.tips import plain
from ic_desktop.ui.widgets.buttons import Button, IconButton, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.labels import Muted, Small, Title
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel

_WIDTH = 130


class StartPage(Page):
    """What one sees when no project is open."""

    help_topic = "start"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._recent = Card(title=_("Go on with"), gap=1)
        self._rows = Panel(gap=1)
        self._recent.add(self._rows)
        columns = Columns(shares=(3, 2))
        columns.left.add(self._recent).add_stretch()
        columns.right.add(self._begin_card(), self._samples_card(), self._check_card())
        columns.right.add_stretch()
        first = Panel(gap=2)
        head = Panel(gap=0.5)
        head.add(Title(_("Where does your city stand?")), Muted(_intro()))
        first.add(head, columns).add_stretch()
        self._stack = QStackedWidget()
        self._scroll = PageScroll(_centred(first))
        self._stack.addWidget(self._scroll)
        self.fill_with(self._stack)
        self._form: QWidget | None = None

    def _begin_card(self) -> Card:
        card = Card(title=_("Begin"), gap=1)
        new = PrimaryButton(_("New assessment"), icon_name="plus", clicked=self._begin)
        open_it = Button(_("Open a project …"), icon_name="folder")
        open_it.clicked.connect(lambda _on=False: self.desk.choose_project())
        card.add(new, Small(_("All that is needed is the name of the city.")), open_it)
        card.add(Small(_("Or drop a project, or a signed report, on this window.")))
        return card

    def _samples_card(self) -> Card:
        card = Card(title=_("Look at an example"), gap=1)
        for name, title, about in samples():
            link = LinkButton(title)
            link.clicked.connect(lambda _on=False, name=name: self.desk.open_sample(name))
            card.add(link, Small(about))
        card.add(Small(_("A click puts a copy into your folder for documents and opens it.")))
        return card

    def _check_card(self) -> Card:
        card = Card(title=_("You were sent a report?"), gap=1)
        check = Button(_("Check a signed report …"), icon_name="report")
        check.clicked.connect(lambda _on=False: self.desk.choose_report())
        card.add(check, Small(_("Who signed it, and whether anything was changed since.")))
        return card

    def show_place(self, place: Place) -> None:
        """Show the recent projects as they are now, or the form for a new assessment."""
        if place.item == "new":
            self._show_form()
            return
        self._stack.setCurrentIndex(0)
        recent = self.desk.preferences.now.recent
        self._rows.clear()
        for one in recent:
            self._rows.add(self._row(one))
        if not recent:
            self._rows.add(Muted(_("Your projects will appear here.")))
        # Once the keyboard has come to rest: it may come back to a button far below.
        QTimer.singleShot(0, self, self._show_top)

    def _show_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def _row(self, recent: Recent) -> QWidget:
        path = Path(recent.path)
        name = (recent.city or path.stem).replace("&", "&&")
        link = LinkButton(name, icon_name="city")
        link.clicked.connect(lambda _on=False: self.desk.open_project(path))
        link.setToolTip(plain(recent.path))
        forget = IconButton("close", _("Take {city} off this list").format(city=recent.city))
        forget.clicked.connect(lambda _on=False: self._forget(recent.path))
        line = Panel(direction="row", gap=1)
        line.add(link).add_stretch().add(Small(_opened(recent.opened), wrap=False), forget)
        row = Panel(gap=0)
        row.add(line, Small(_about(recent)))
        return row

    def _forget(self, path: str) -> None:
        self.desk.preferences.change(lambda s: s.without_recent(path))
        self.show_place(Place("start"))

    def _begin(self) -> None:
        self.desk.go(Place("start", "new"))

    def _show_form(self) -> None:
        from ic_desktop.ui.pages.new_form import NewForm

        if self._form is None:
            form = NewForm(self.desk)
            form.cancelled.connect(lambda: self.desk.go(Place("start")))
            inner = Panel()
            inner.add(form).add_stretch()
            self._form = form
            self._stack.addWidget(PageScroll(_centred(inner, 80)))
        assert isinstance(self._form, NewForm)
        self._stack.setCurrentIndex(1)
        self._form.start()


def samples() -> list[tuple[str, str, str]]:
    """Return the samples: name, title, what one sees in it."""
    return [
        (
            "sample-municipality",
            _("A small municipality"),
            _("A whole self-assessment of a place that does not exist, with documents."),
        ),
        (
            "sample-peer-review",
            _("A peer review on site"),
            _("The same place after a team’s visit: interviews, verdicts, recommendations."),
        ),
        (
            "copenhagen",
            _("Copenhagen, from the toolkit"),
            _("What the benchmark’s own toolkit tells about Copenhagen, as evidence."),
        ),
    ]


def _intro() -> str:
    return _(
        "Test a city against the Integrating Cities benchmark: go through its key factors, add "
        "what proves them, see where the city stands, and sign a report. Everything stays on this "
        "computer."
    )


def _centred(content: QWidget, width: float = _WIDTH) -> QWidget:
    body = Panel(margins=(3.5, 3, 3.5, 2))
    row = QHBoxLayout()
    content.setMaximumWidth(theme.unit(width) * theme.look().text_size // 100)
    row.addStretch(1)
    row.addWidget(content, 100, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    body.add(row, stretch=1)
    return body


def _opened(seconds: int) -> str:
    if not seconds:
        return ""
    return day(datetime.fromtimestamp(seconds, UTC).astimezone())


def _about(recent: Recent) -> str:
    judged, _slash, factors = recent.progress.partition("/")
    done = (
        _("{judged} of {all} key factors judged").format(judged=judged, all=factors)
        if factors
        else ""
    )
    return " · ".join(part for part in (recent.kind, done, Path(recent.path).name) if part)
