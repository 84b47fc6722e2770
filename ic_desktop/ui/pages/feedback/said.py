"""What was said in the feedback session: noted while it runs, or entered afterwards."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.project.concluded import Reaction
from ic_desktop.review.advice import Finding, finding
from ic_desktop.review.naming import beginning
from ic_desktop.ui.formats import day_of_milliseconds
from ic_desktop.ui.widgets.buttons import IconButton
from ic_desktop.ui.widgets.forms import Picker
from ic_desktop.ui.widgets.labels import Muted, Small, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel
from ic_desktop.ui.widgets.text import Line

_GENERAL = "general"
Options = list[tuple[str, str]]


def kind_name(kind: str) -> str:
    """Return what a kind of finding is called."""
    names = {
        "verdict": _("Conclusion"),
        "strength": _("Strength"),
        "recommendation": _("Recommendation"),
    }
    return names.get(kind, _("A finding that was taken out since"))


def finding_words(one: Finding | None) -> str:
    """Return a finding in a line: "R4 · Recommendation: Say which German is needed"."""
    if one is None:
        return kind_name("")
    words = f"{kind_name(one.kind)}: {beginning(one.text, 70)}"
    return f"{one.mark} · {words}" if one.mark else words


def options(known: Sequence[Finding]) -> Options:
    """Return findings as codes and words."""
    return [(f"{one.kind}/{one.id}", finding_words(one)) for one in known]


def key_of(code: str) -> tuple[str, str]:
    """Return kind and id of a code of :func:`options`; two "" for anything else."""
    kind, _slash, entity = code.partition("/")
    return (kind, entity) if entity else ("", "")


class SaidCard(Card):
    """Reactions of the feedback session, the first one first. They accept nothing."""

    added = Signal(str, str, str)
    """Kind and id of a finding ("" for none), and the words."""

    def __init__(self, remove: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("What was said in the session"), gap=1)
        self._remove = remove
        self._shown: object = None
        self._list = Panel(self, gap=1)
        self.about = Picker(_("What it was said to"), [], self)
        self.line = Line(_("What was said"), self)
        self.line.setPlaceholderText(_("What was said – Enter keeps it"))
        self._form = Panel(self, gap=0.75)
        self._form.add(self.about, self.line)
        self.add(Muted(_("Noted for the report; it is not yet a reply."), self))
        self.add(self._list, self._form)
        self.line.entered.connect(self._on_entered)

    def show_said(self, said: Sequence[Reaction], known: Sequence[Finding], *, may: bool) -> None:
        """Show what was said; ``known`` are the findings it can be said to."""
        self._form.setVisible(may)
        if (tuple(said), tuple(known), may) == self._shown:
            return
        self._shown = (tuple(said), tuple(known), may)
        chosen = self.about.value()
        self.about.set_options([(_GENERAL, _("In general")), *options(known)])
        self.about.set_value(chosen)
        if not self.about.value():
            self.about.set_value(_GENERAL)
        self._list.clear()
        for one in said:
            self._list.add(self._row(one, known, may=may))

    def _row(self, one: Reaction, known: Sequence[Finding], *, may: bool) -> QWidget:
        row = Panel(direction="row", gap=1)
        words = Panel(gap=0.25)
        about = _("In general")
        if one.about:
            about = finding_words(finding(known, one.about_kind, one.about))
        when = day_of_milliseconds(one.said_at) if one.said_at else ""
        words.add(Words(one.text), Small(" · ".join(part for part in (about, when) if part)))
        row.add(words, stretch=1)
        if may:
            name = _("Take away: {text}").format(text=beginning(one.text))
            cross = IconButton("close", name, small=True, clicked=lambda: self._remove(one.id))
            row.body.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _on_entered(self, text: str) -> None:
        if text.strip():
            self.line.set_text("")
            self.added.emit(*key_of(self.about.value()), text.strip())
