"""The short form of a new assessment: the city's name is all that is needed."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.ui import new_project
from ic_desktop.ui.keeper import NewProject
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.pages.scope_picker import ScopePicker
from ic_desktop.ui.preferences import documents
from ic_desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Elided, Muted, Small, Title
from ic_desktop.ui.widgets.surfaces import Card, Foldable, Panel
from ic_desktop.ui.widgets.text import Line

if TYPE_CHECKING:
    from ic_desktop.ui.passphrases import NewPassphrase


class NewForm(Panel):
    """Asks for the city, and offers the rest with good defaults."""

    cancelled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=2)
        self._desk = desk
        self._packs: dict[str, Pack] = {}
        self._chosen_path: Path | None = None
        self._city = Line(_("Name of the city"))
        self._city.typed.connect(self._on_city)
        self._city.entered.connect(lambda _text: self._create())
        self._country = Line(_("Country"))
        self._assessors = Line(_("Who assesses"))
        self._pack = Picker(_("Benchmark"), [])
        self._pack.chosen.connect(self._on_pack)
        self._about_pack = Small()
        self._scope = ScopePicker()
        self._scope.chosen.connect(self._on_scope)
        self._passphrase: NewPassphrase | None = None
        self._where = Elided()
        self._make = PrimaryButton(_("Start the assessment"), clicked=self._create)
        self._lay_out()

    def start(self) -> None:
        """Show an empty form and put the cursor into the city's name."""
        self._chosen_path = None
        for line in (self._city, self._country, self._assessors):
            line.set_text("")
        if self._passphrase is not None:
            self._passphrase.clear()
            self._protect.set_open(False)
        self._on_city("")
        self._city.setFocus()
        language = self._desk.preferences.pack_language
        self._desk.background.do(lambda _task: new_project.packs(language), done=self._show_packs)

    def _lay_out(self) -> None:
        card = Card(gap=2)
        help_text = _("Names or functions; can be filled in later.")
        card.add(
            field(_("Name of the city"), self._city),
            field(_("Country"), self._country),
            field(_("Who assesses"), self._assessors, help_text),
            field(_("Benchmark"), self._pack),
            self._about_pack,
            Foldable(_("Assess only some key factors"), lambda: self._scope),
        )
        choose = LinkButton(_("Choose another place …"), clicked=self._choose_path)
        where = Panel(gap=0.5)
        where.add(self._where, choose)
        self._protect = Foldable(_("Protect it with a passphrase"), self._build_passphrase)
        card.add(field(_("Saved as"), where), self._protect)
        row = Panel(direction="row", gap=1)
        row.add(self._make, Button(_("Cancel"), clicked=self.cancelled.emit)).add_stretch()
        intro = _("Only the name of the city is needed. Everything can be changed later.")
        head = Panel(gap=0.25)
        head.add(Title(_("New assessment")), Muted(intro))
        self.add(head, card, row)

    def _build_passphrase(self) -> QWidget:
        from ic_desktop.ui.passphrases import NewPassphrase

        self._passphrase = NewPassphrase()
        return self._passphrase

    def _show_packs(self, packs: list[Pack]) -> None:
        self._packs = {pack.id: pack for pack in packs}
        self._pack.set_options([(pack.id, pack.title) for pack in packs])
        if not self._pack.value() and packs:
            self._pack.set_value(packs[0].id)
        self._on_pack(self._pack.value())
        self._show_ready()

    def _on_pack(self, pack_id: str) -> None:
        pack = self._packs.get(pack_id)
        if pack is not None:
            about = _("{standard} {count} key factors.")
            self._about_pack.setText(about.format(standard=pack.standard, count=len(pack.factors)))
            self._scope.show_scope(pack.factors, ())

    def _on_scope(self, chosen: tuple[str, ...]) -> None:
        self._scope.show_scope(self._packs[self._pack.value()].factors, chosen)

    def _on_city(self, _text: str) -> None:
        self._where.set_text(str(self._path()))
        self._show_ready()

    def _show_ready(self) -> None:
        self._make.setEnabled(bool(self._city.text().strip() and self._packs))

    def _path(self) -> Path:
        if self._chosen_path is not None:
            return self._chosen_path
        return documents() / new_project.file_name(self._city.text() or _("City"))

    def _choose_path(self) -> None:
        dialog = QFileDialog(self, _("Where to save"), str(self._path().parent))
        dialog.setNameFilter(_("Projects (*.icproj)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(new_project.SUFFIX)
        dialog.selectFile(self._path().name)
        dialog.fileSelected.connect(self._take_path)
        dialog.open()

    def _take_path(self, name: str) -> None:
        self._chosen_path = Path(name)
        self._where.set_text(name)

    def _create(self) -> None:
        if not self._make.isEnabled():
            return
        secret = self._passphrase
        if secret is not None and not secret.is_empty and secret.problem():
            self._protect.set_open(True)
            secret.say(secret.problem())
            secret.first.setFocus()
            return
        passphrase = "" if secret is None else secret.text()
        now = self._desk.preferences.now
        title = _("Self-assessment {year}").format(year=datetime.now().astimezone().year)
        form = new_project.Form(
            city=self._city.text(),
            pack_id=self._pack.value(),
            title=title,
            country=self._country.text(),
            assessors=self._assessors.text(),
            factors=self._scope.value(),
            name=now.name,
            organisation=now.organisation,
        )
        path, is_ours = self._path(), self._chosen_path is None
        actor = self._desk.preferences.actor

        def make() -> tuple[Path, NewProject]:
            path.parent.mkdir(parents=True, exist_ok=True)
            there = new_project.free_path(path) if is_ours else path
            return there, replace(new_project.new_project(form, actor), passphrase=passphrase)

        self._desk.create_project(make)
