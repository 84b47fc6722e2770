"""Forms of judging together: one peer's verdict, and one peer's minority view."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.kinds import VERDICTS
from ic_desktop.review.results import NOT_JUDGED
from ic_desktop.review.voices import Voice, Voices
from ic_desktop.ui import theme
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.pages.consensus import words
from ic_desktop.ui.pages.consensus.work import ConsensusWork
from ic_desktop.ui.pages.factor.words import confidence_options
from ic_desktop.ui.widgets.choices import ChoiceRow, VerdictPicker
from ic_desktop.ui.widgets.forms import Check, Picker
from ic_desktop.ui.widgets.labels import FieldLabel, MarkLabel, Small
from ic_desktop.ui.widgets.marks import word
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText


class VerdictForm(Panel):
    """A peer's verdict, its reason, and how sure the peer is; after the opening, the later one."""

    def __init__(self, work: ConsensusWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._peer = self._factor = ""
        self._has_typed = False
        self._first = MarkLabel("", self)
        self.picker = VerdictPicker(_("Verdict"), self)
        self.picker.chosen.connect(lambda code: work.judge(self._peer, {"value": code or None}))
        self.reason = GrowingText(_("Reason of the verdict"), self, least=2, most=6)
        self.reason.setPlaceholderText(_("Why this verdict? In a sentence or two …"))
        self._bound = BoundText(work.workspace, self.reason)
        self.reason.typed.connect(lambda _text: self._note_typing())
        self.reason.left.connect(lambda _text: self._finish())
        self._sure = Panel(self, direction="row")
        self.confidence = ChoiceRow(_("Confidence"), confidence_options(), self._sure)
        self.confidence.chosen.connect(
            lambda code: work.judge(self._peer, {"confidence": code or None})
        )
        self._sure.add(FieldLabel(_("Confidence"), self._sure, wrap=False))
        self._sure.add(self.confidence, stretch=1)
        self.add(self._first, self.picker, self.reason, self._sure)

    def show_voice(self, voice: Voice, *, is_open: bool) -> None:
        """Show what one peer holds; ``is_open``: the discussion is open."""
        if (voice.voice, self._work.factor.id) != (self._peer, self._factor):
            self._finish()
        self._peer, self._factor = voice.voice, self._work.factor.id
        first = _("First verdict: {verdict}").format(verdict=word(voice.first))
        self._first.set_mark(voice.first, first)
        self._first.setVisible(is_open)
        shown = voice.later if is_open else voice.first
        self.picker.set_value("" if shown == NOT_JUDGED else shown)
        self.picker.setAccessibleName(
            _("Verdict after the discussion") if is_open else _("First verdict")
        )
        key, scope = self._work.key_of(self._peer), self._work.scope_of(self._peer)
        self._bound.point("verdict", key, self._work.reason_field(), scope)
        self.confidence.set_value(voice.confidence)
        self._sure.setVisible(not is_open)
        may = self._work.may_judge(self._peer)
        self.picker.set_read_only(not may)
        self.reason.setReadOnly(not may)
        self.confidence.set_read_only(not may)

    def _note_typing(self) -> None:
        self._has_typed = True

    def _finish(self) -> None:
        """Have a verdict whose words were typed here tell in what copy that was."""
        if self._has_typed:
            self._has_typed = False
            self._work.workspace.settle()
            self._work.mark_held(self._peer, self._factor)


class MinorityForm(Panel):
    """What one peer holds against the conclusion, and whether the name may stand beside it."""

    def __init__(self, work: ConsensusWork, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.75)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._work = work
        self._peer = ""
        options = [("", _("No verdict")), *((code, word(code)) for code in VERDICTS)]
        self.value = Picker(_("Verdict of the minority view"), options, self, marks=True)
        self.value.chosen.connect(lambda code: work.dissent(self._peer, {"value": code or None}))
        self.text = GrowingText(_("Minority view"), self, least=2, most=6)
        self.text.setPlaceholderText(_("What do you hold, and why? It stands in the report."))
        self._bound = BoundText(work.workspace, self.text)
        self.named = Check(_("The name may stand beside it"), self)
        self.named.ticked.connect(lambda on: work.dissent(self._peer, {"name-agreed": on}))
        row = QHBoxLayout()
        row.setSpacing(theme.unit(2))
        row.addWidget(self.value)
        row.addWidget(self.named)
        row.addStretch(1)
        hint = Small(_("Without this tick, no output says whose view it is."), self)
        self.named.setAccessibleDescription(hint.text())
        self.add(self.text, row, hint)

    def show_peer(self, peer: str) -> None:
        """Show the minority view of one peer."""
        self._peer = peer
        key, scope = self._work.key_of(peer), self._work.scope_of(peer)
        record = self._work.workspace.state.record("minority-view", key)
        self._bound.point("minority-view", key, "text", scope)
        self.value.set_value(record.text("value") if record else "")
        self.named.set_value(record is not None and record.value("name-agreed") is True)
        may = self._work.may_judge(peer)
        self.value.set_read_only(not may)
        self.text.setReadOnly(not may)
        self.named.setEnabled(may)


class WhoSpeaks(Picker):
    """Which peer speaks: for the leader who enters what is said at one table."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, [], parent)

    def show_peers(self, work: ConsensusWork, held: Voices) -> None:
        """Offer the peers whose verdicts may be entered here; one's own voice comes first."""
        state = work.workspace.state
        options = [
            (peer.voice, words.name_of(state, peer.voice))
            for peer in held.peers
            if work.may_judge(peer.voice)
        ]
        known = [(self.itemData(n), self.itemText(n)) for n in range(self.count())]
        if options != known:
            self.set_options(options)
        if not self.value() and options:
            codes = [code for code, _name in options]
            self.set_value(work.me if work.me in codes else codes[0])
