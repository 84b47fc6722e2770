"""What is known of one piece of evidence: its fields, and the file behind it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.project.entities import AttachedFile, Evidence
from ic_desktop.review import edits
from ic_desktop.ui import theme
from ic_desktop.ui.bound import BoundText
from ic_desktop.ui.formats import file_size
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.widgets.buttons import LinkButton
from ic_desktop.ui.widgets.choices import ChoiceRow
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.forms import Picker, field
from ic_desktop.ui.widgets.labels import Section, Small, Words
from ic_desktop.ui.widgets.surfaces import Panel
from ic_desktop.ui.widgets.text import GrowingText, Line
from ic_desktop.ui.workspace import Workspace

_BUILT_FOR = {
    "url": ("link",),
    "figure": ("figure",),
    "unit": ("figure",),
    "document-kind": ("document", "picture", "link"),
}
"""Fields that belong to some types of evidence; shown too where something stands in them."""


class AboutFields(Panel):
    """The fields of one piece. What is typed is bound; a choice is one edit."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=1.5)
        self._workspace = workspace
        self._evidence = ""
        self.texts: dict[str, Line | GrowingText] = {
            "source": Line(_("Source"), self),
            "text": GrowingText(_("What it says"), self, least=2, most=12),
            "url": Line(_("Address"), self),
            "figure": Line(_("Figure"), self),
            "unit": Line(_("Unit"), self),
        }
        self._bound = {name: BoundText(workspace, text) for name, text in self.texts.items()}
        for text in self.texts.values():
            text.setAcceptDrops(False)
        self.date = DateField(_("Date"), self, partial=True)
        self.date.line.setAcceptDrops(False)
        self.date.changed.connect(lambda iso: self._set("date", iso))
        self.type = Picker(_("Type of evidence"), words.type_options(), self)
        self.type.chosen.connect(lambda code: self._set("type", code))
        self.kind = Picker(_("Kind of document"), words.document_kind_options(), self)
        self.kind.chosen.connect(lambda code: self._set("document-kind", code or None))
        self.level = ChoiceRow(_("Confidentiality"), words.confidentiality_options(), self)
        self.level.chosen.connect(self._set_level)
        self._leaves = Small("", self)
        self._boxes = self._lay_out()

    def _lay_out(self) -> dict[str, QWidget]:
        """Lay the fields out; return those that come and go, by the name of the field."""
        texts = self.texts
        source_help = _("Who made it, and where it can be found again.")
        boxes = {
            "url": field(_("Address"), texts["url"]),
            "figure": field(_("Figure"), texts["figure"]),
            "unit": field(_("Unit"), texts["unit"]),
            "document-kind": field(_("Kind of document"), self.kind),
        }
        self.add(_side_by_side(boxes["figure"], boxes["unit"]), boxes["url"])
        self.add(field(_("Source"), texts["source"], source_help))
        self.add(field(_("Date"), self.date, _("A day, a month or a year.")))
        self.add(_side_by_side(field(_("Type"), self.type), boxes["document-kind"]))
        self.add(field(_("What it says"), texts["text"]))
        level = Panel(gap=0.5)
        level.add(field(_("Confidentiality"), self.level), self._leaves)
        self.add(level)
        return boxes

    def show_piece(self, piece: Evidence, *, may_edit: bool) -> None:
        """Show the fields of a piece."""
        self._evidence = piece.id
        for name, bound in self._bound.items():
            bound.point("evidence", piece.id, name, edits.NOWHERE)
            line = self.texts[name]
            if isinstance(line, Line) and not line.hasFocus():
                line.setCursorPosition(0)
        if not self.date.line.hasFocus():
            self.date.set_value(piece.date)
        self.type.set_value(piece.type)
        self.kind.set_value(piece.document_kind)
        self.level.set_value(piece.confidentiality)
        self._leaves.setText(words.what_leaves(piece.confidentiality))
        held = {
            "url": piece.url,
            "figure": piece.figure,
            "unit": piece.unit,
            "document-kind": piece.document_kind,
        }
        for name, box in self._boxes.items():
            box.setVisible(piece.type in _BUILT_FOR[name] or bool(held[name]))
        self._allow(may_edit)

    def _allow(self, may_edit: bool) -> None:
        for text in self.texts.values():
            text.setReadOnly(not may_edit)
        for choice in (self.date, self.type, self.kind, self.level):
            choice.set_read_only(not may_edit)

    def _set(self, name: str, value: Value) -> None:
        evidence = self._evidence
        self._workspace.edit(lambda e: edits.describe_evidence(e, evidence, {name: value}))

    def _set_level(self, code: str) -> None:
        """A piece always has a level; taking it back leaves the one that there was."""
        if code:
            self._set("confidentiality", code)
        else:
            record = self._workspace.state.record("evidence", self._evidence)
            self.level.set_value((record.text("confidentiality") if record else "") or "internal")


class FileFacts(Panel):
    """Name, size and check sum of the file behind a piece."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0.5)
        self._name = Words("", self, selectable=True)
        self._size = Small("", self)
        self._sum = Small("", self, selectable=True)
        self._hash = ""
        self.copy_button = LinkButton(_("Copy the check sum"), self, clicked=self._copy)
        self.add(Section(_("File"), self), self._name, self._size, self._sum, self.copy_button)

    def show_file(self, file: AttachedFile) -> None:
        """Show the facts of a file."""
        self._hash = file.sha256
        self._name.setText(file.name)
        self._size.setText(
            _("{size} ({bytes} bytes) · {kind}").format(
                size=file_size(file.size),
                bytes=self.locale().toString(file.size),
                kind=file.media_type,
            )
        )
        # A line may only be broken where there is a space.
        parts = [file.sha256[at : at + 16] for at in range(0, 64, 16)]
        self._sum.setText(_("SHA-256 {sum}").format(sum=" ".join(parts)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._hash)


def _side_by_side(*boxes: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.unit(1.5))
    for box in boxes:
        row.addWidget(box, 1)
    return row
