"""The peers one by one: whose verdict is entered at the table, and what each holds."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.review.voices import Voice, Voices
from ic_desktop.ui import theme
from ic_desktop.ui.pages.consensus import words
from ic_desktop.ui.pages.consensus.forms import VerdictForm, WhoSpeaks
from ic_desktop.ui.pages.consensus.work import ConsensusWork
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.labels import FieldLabel, MarkLabel, Small, Strong, Words
from ic_desktop.ui.widgets.surfaces import Card, Panel, Rule


class AtTable(Panel):
    """Enter what one of several people at one table says, in that person's voice.

    Before the discussion is open, a verdict that is there already is not shown unasked.
    """

    def __init__(self, work: ConsensusWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1)
        self._work = work
        self._held: Voices | None = None
        self._seen: set[str] = set()
        self.who = WhoSpeaks(_("Who speaks"), self)
        self.who.chosen.connect(lambda _peer: self._choose())
        label = FieldLabel(_("&Who speaks"), self, wrap=False)
        label.setBuddy(self.who)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(1))
        row.addWidget(label)
        row.addWidget(self.who)
        row.addStretch(1)
        self.form = VerdictForm(work, self)
        self.form.picker.chosen.connect(lambda _code: self._seen.add(self.who.value()))
        self._hidden = Small(_("There is a verdict. It is shown with the discussion."), self)
        self.reveal = LinkButton(_("Show and change it"), self, clicked=self._reveal)
        told = _("It is recorded that you wrote it, and that others’ verdicts were at hand.")
        self.add(row, self.form, self._hidden, self.reveal, Small(told, self))

    def start_over(self) -> None:
        """Hide again what was shown: another key factor comes."""
        self._seen.clear()

    def show_voices(self, held: Voices) -> None:
        """Show the verdict of whoever speaks."""
        self._held = held
        self.who.show_peers(self._work, held)
        self._show()

    def _choose(self) -> None:
        self._work.workspace.settle()
        self._seen.clear()
        self._show()

    def _reveal(self) -> None:
        self._seen.add(self.who.value())
        self._show()
        self.form.picker.focus_chosen()

    def _show(self) -> None:
        held, peer = self._held, self.who.value()
        voice = next((v for v in held.peers if v.voice == peer), None) if held else None
        self.setEnabled(voice is not None)
        if voice is None or held is None:
            return
        hide = voice.has_judged and not held.is_open and peer not in self._seen
        if not hide:
            self.form.show_voice(voice, is_open=held.is_open)
        self.form.setVisible(not hide)
        self._hidden.setVisible(hide)
        self.reveal.setVisible(hide)


class EachPeer(Card):
    """What each peer holds, once the discussion is open: first, and after the discussion."""

    def __init__(self, work: ConsensusWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("What each peer holds"), gap=1)
        self._work = work
        self._shown: object = None
        self._list = Panel(self, gap=0.75)
        self.add(self._list)

    def show_voices(self, held: Voices) -> None:
        """Show the verdicts of another factor, or now."""
        state = self._work.workspace.state
        named = [(voice, words.name_of(state, voice.voice)) for voice in held.peers]
        if named == self._shown:
            return
        self._shown = named
        self._list.clear()
        for at, (voice, name) in enumerate(named):
            if at:
                self._list.add(Rule(self._list))
            self._list.add(_one(voice, name, self._list))


def _one(voice: Voice, name: str, parent: QWidget) -> Panel:
    line = Panel(parent, gap=0.25)
    whose = QWidget(line)
    top = FlowLayout(whose, gap=1.5)
    top.addWidget(Strong(name, line, wrap=False))
    top.addWidget(MarkLabel(voice.first, line))
    if voice.later and voice.later != voice.first:
        top.addWidget(Small(_("after discussion:"), line, wrap=False))
        top.addWidget(MarkLabel(voice.later, line))
    if told := words.held_words(voice):
        top.addWidget(Small(told, line, wrap=False))
    line.add(whose)
    if voice.unsettled:
        line.add(Small(_("Copies differ here; it is to be settled first."), line, tone="contra"))
    for reason in dict.fromkeys((voice.reason, voice.later_reason)):
        if reason.strip():
            line.add(Words(reason, line))
    return line
