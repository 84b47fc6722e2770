"""Settings: languages, look, who works here, and the identity to sign with."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import LANGUAGES, _
from ic_desktop.settings import TEXT_SIZES, Settings
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.columns import Columns
from ic_desktop.ui.pages.identity import IdentityCard
from ic_desktop.ui.pages.page import Desk, Page
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Muted, Small, Title
from ic_desktop.ui.widgets.surfaces import Card, PageScroll, Panel
from ic_desktop.ui.widgets.text import Line


class SettingsPage(Page):
    """Every setting holds at once; there is nothing to confirm."""

    help_topic = "settings"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._identity = IdentityCard(desk)
        columns = Columns()
        columns.left.add(self._languages_card(), self._look_card(), self._person_card())
        columns.left.add_stretch()
        columns.right.add(self._identity).add_stretch()
        body = Panel(margins=(3.5, 3, 3.5, 3), gap=2)
        head = Panel(gap=0.25)
        head.add(Title(_("Settings")), Muted(_("They hold on this computer, for every project.")))
        body.add(head, columns).add_stretch()
        self.fill_with(PageScroll(body))

    def _languages_card(self) -> Card:
        own = list(LANGUAGES.items())
        same = [("", _("Same as the program"))]
        self._language = Picker(
            _("Language of the program"), [("", _("Same as this computer")), *own]
        )
        self._pack = Picker(_("Language of the benchmark"), [*same, *own])
        self._report = Picker(_("Language of reports"), [*same, *own])
        self._language.chosen.connect(self._set_language)
        self._pack.chosen.connect(self._set_pack_language)
        self._report.chosen.connect(self._set_report_language)
        card = Card(title=_("Languages"), gap=1.5)
        card.add(
            field(_("Language of the program"), self._language),
            field(_("Language of the benchmark"), self._pack),
            field(_("Language of reports"), self._report),
        )
        return card

    def _look_card(self) -> Card:
        themes = [("system", _("As this computer")), ("light", _("Light")), ("dark", _("Dark"))]
        self._theme = ChoiceRow(_("Colours"), themes)
        self._theme.chosen.connect(self._set_theme)
        sizes = [(str(size), _("{percent} %").format(percent=size)) for size in TEXT_SIZES]
        self._size = Picker(_("Size of the text"), sizes)
        self._size.chosen.connect(
            lambda code: self._change(lambda now: replace(now, text_size=int(code)))
        )
        card = Card(title=_("Look"), gap=1.5)
        card.add(field(_("Colours"), self._theme), field(_("Size of the text"), self._size))
        return card

    def _person_card(self) -> Card:
        self._name = Line(_("Your name"))
        self._name.left.connect(lambda _text: self.leave())
        self._organisation = Line(_("Organisation"))
        self._organisation.left.connect(lambda _text: self.leave())
        card = Card(title=_("You"), gap=1.5)
        words = _("Stands in the projects you work on, so that others know who entered what.")
        card.add(
            field(_("Your name"), self._name),
            field(_("Organisation"), self._organisation),
            Small(words),
        )
        return card

    def show_place(self, place: Place) -> None:
        """Show the settings as they are."""
        now = self.desk.preferences.now
        self._language.set_value(now.language)
        self._pack.set_value(now.pack_language)
        self._report.set_value(now.report_language)
        self._theme.set_value(now.theme)
        self._size.set_value(str(now.text_size))
        self._name.set_text(now.name)
        self._organisation.set_text(now.organisation)
        self._identity.show_identities()

    def leave(self) -> None:
        """Keep what was typed."""
        name, organisation = self._name.text().strip(), self._organisation.text().strip()
        self._change(lambda now: replace(now, name=name, organisation=organisation))

    def _set_language(self, code: str) -> None:
        self._change(lambda now: replace(now, language=code))

    def _set_pack_language(self, code: str) -> None:
        self._change(lambda now: replace(now, pack_language=code))

    def _set_report_language(self, code: str) -> None:
        self._change(lambda now: replace(now, report_language=code))

    def _set_text_size(self, code: str) -> None:
        self._change(lambda now: replace(now, text_size=int(code)))

    def _set_theme(self, theme: str) -> None:
        self._theme.set_value(theme or self.desk.preferences.now.theme)
        if theme:
            self._change(lambda now: replace(now, theme=theme))

    def _change(self, how: Callable[[Settings], Settings]) -> None:
        self.desk.preferences.change(how)
