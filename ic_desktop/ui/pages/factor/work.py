"""What a person does on a key factor's page, as edits of the open project."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from ic_desktop.benchmark.pack import Factor
from ic_desktop.errors import FileIsReadOnly, OutsideHandOut, SealedReview
from ic_desktop.i18n import _
from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Editor
from ic_desktop.project.entities import evidence as piece_of
from ic_desktop.project.entities import reviews
from ic_desktop.review import edits
from ic_desktop.review.checks import title_of
from ic_desktop.review.evidence import index
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.factor.view import Dispute
from ic_desktop.ui.pages.page import Desk
from ic_desktop.ui.widgets.drops import Dropped
from ic_desktop.ui.workspace import Workspace

Linked = Callable[[str], None]
"""Is told the id of a new link."""


class FactorWork:
    """The edits of one page; ``factor`` is the key factor that it shows."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        self.desk = desk
        self.workspace = workspace
        self.factor: Factor = workspace.factors[0]
        self.unsaid: set[str] = set()
        """New links of which nobody has said yet what they say; they are held as background."""

    @property
    def can_judge(self) -> bool:
        """Whether anything on this page may change."""
        return self.workspace.can_judge

    @property
    def can_tie(self) -> bool:
        """True if evidence may be tied to the factor and its questions."""
        return self.workspace.can_tie

    def answer(self, question: str, values: Mapping[str, Value]) -> None:
        """Set fields of the answer to a question."""
        where = (self.workspace.review_id, self.factor.id, question)
        self._edit(lambda e: edits.answer(e, *where, values, self.workspace.voice))

    def judge(self, values: Mapping[str, Value]) -> None:
        """Set fields of the verdict."""
        where = (self.workspace.review_id, self.factor.id)
        self._edit(lambda e: edits.judge(e, *where, values, self.workspace.voice))

    def tie_context(self, context: str, explains: bool) -> None:
        """Say that a context note explains this factor, or that it does not."""
        where = (self.workspace.review_id, context, self.factor.id)
        voice = self.workspace.voice
        self._edit(lambda e: edits.tie_context(e, *where, explains=explains, voice=voice))

    def note_context(self, context: str, values: Mapping[str, Value]) -> None:
        """Set which way a context factor works, and how strongly."""
        where = (self.workspace.review_id, context)
        self._edit(lambda e: edits.note_context(e, *where, values, self.workspace.voice))

    def settle_dispute(self, dispute: Dispute, value: Value) -> None:
        """Choose one version of a disputed field, or words made from several."""
        self._edit(lambda e: e.set(*dispute.key, value, dispute.scope))

    # Evidence

    def open_evidence(self, evidence: str) -> None:
        """Show a piece on the page of all evidence."""
        self.desk.go(Place("evidence", "", evidence))

    def describe_link(self, link: str, values: Mapping[str, Value]) -> None:
        """Set stance, page or response of a link."""
        if "stance" in values:
            self.unsaid.discard(link)
        self._edit(lambda e: edits.describe_link(e, link, values))

    def unlink(self, links: Iterable[str]) -> None:
        """Take links away; the pieces stay in the project."""

        def work(editor: Editor) -> None:
            for link in links:
                edits.unlink(editor, link)

        if self._edit(work):
            self.desk.say(_("Taken away here; the piece itself stays in the project (Ctrl+Z)."))

    def keep_link(self, link: str) -> None:
        """Keep a link that another copy removed."""
        self._edit(lambda e: e.restore("link", link))

    def link(self, evidence: str, question: str, stance: str, page: str = "") -> str:
        """Tie a piece that is already there; return the link's id, "" if that was refused.

        ``stance`` is "" if nobody said one.
        """
        made: list[str] = []
        self._edit(lambda e: made.append(self._link(e, evidence, question, stance, page)))
        return made[0] if made else ""

    def add_piece(self, values: Mapping[str, Value], question: str, stance: str) -> str:
        """Add evidence that needs no file, tied here as :meth:`link` ties; return the link's id."""
        made: list[str] = []

        def work(editor: Editor) -> None:
            piece = edits.add_evidence(editor, {k: v for k, v in values.items() if v})
            made.append(self._link(editor, piece, question, stance, ""))

        self._edit(work)
        return made[0] if made else ""

    def take(self, dropped: Dropped, question: str, linked: Linked) -> None:
        """Take what was dropped or pasted; ``linked`` is told of each link once it is made."""
        if not self._may_add():
            return
        if dropped.files:
            self._attach(dropped.files, question, linked)
        for url in dropped.links:
            made = self.add_piece({"type": "link", "url": url}, question, "")
            if made:
                linked(made)
        if dropped.picture is not None:
            self._attach_picture(dropped.picture, question, linked)

    def choose_files(self, parent: QWidget, question: str, linked: Linked) -> QFileDialog:
        """Ask for files and take them; return the dialog."""
        folder = self.desk.preferences.folder
        dialog = QFileDialog(parent, _("Add documents as evidence"), folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(
            lambda names: self._attach_chosen([Path(n) for n in names], question, linked)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _attach_chosen(self, paths: list[Path], question: str, linked: Linked) -> None:
        folder = str(paths[0].parent)
        self.desk.preferences.change(lambda s: replace(s, last_folder=folder))
        self.take(Dropped(files=tuple(paths)), question, linked)

    def _attach(self, paths: Iterable[Path], question: str, linked: Linked) -> None:
        factor = self.factor.id
        self.workspace.attach(
            paths,
            factor=factor,
            question=question,
            then=lambda evidence: self._tell_link(evidence, (factor, question), linked),
            known=self._say_known,
        )

    def _say_known(self, evidence: str) -> None:
        said = _("“{title}” is in the project already. It is tied here, not added a second time.")
        self.desk.say(said.format(title=title_here(self.workspace, evidence)))

    def _attach_picture(self, picture: QImage, question: str, linked: Linked) -> None:
        """Hand a pasted picture over; it is written as PNG off the screen's thread."""
        now = datetime.now().astimezone()
        name = _("Pasted picture {time}").format(time=f"{now:%Y-%m-%d %H.%M.%S}") + ".png"
        factor = self.factor.id
        self.desk.background.do(
            lambda _task: png(picture),
            done=lambda data: self.workspace.attach_bytes(
                name,
                data,
                factor=factor,
                question=question,
                then=lambda evidence: self._tell_link(evidence, (factor, question), linked),
                known=self._say_known,
            ),
        )

    def _tell_link(self, evidence: str, spot: tuple[str, str], linked: Linked) -> None:
        """Tell the link between a piece of evidence and a spot: factor, question."""
        workspace = self.workspace
        for cited in index(workspace.state, workspace.review_id).of_evidence(evidence):
            if (cited.link.factor, cited.link.question) == spot:
                if cited.link.stance == "background" and not cited.link.page:
                    self.unsaid.add(cited.link.id)
                linked(cited.link.id)
                return

    def _link(self, editor: Editor, evidence: str, question: str, stance: str, page: str) -> str:
        where = (self.workspace.review_id, evidence, self.factor.id, question)
        made = edits.link(editor, *where, stance=stance or "background", page=page)
        if not stance:
            self.unsaid.add(made)
        return made

    def _may_add(self) -> bool:
        """Say whether evidence may be tied here; tell why not."""
        if self.workspace.read_only:
            self.desk.tell(FileIsReadOnly(self.workspace.facts.path.name))
        elif not self.workspace.can_tie:
            self.desk.tell(
                OutsideHandOut()
                if self.workspace.sealed is None
                else SealedReview(self.workspace.review.title)
            )
        return self.workspace.can_tie

    def _edit(self, work: Callable[[Editor], object]) -> bool:
        return self.workspace.edit(work)


def png(picture: QImage) -> bytes:
    """Return a picture as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stubs want bytes here
    return bytes(buffer.data().data())


def title_here(workspace: Workspace, evidence: str) -> str:
    """Return what a piece of evidence is called."""
    piece = piece_of(workspace.state, evidence)
    return "" if piece is None else title_of(piece)


def known_people(workspace: Workspace) -> list[str]:
    """Return whom this project's reviews ask already, in order of the alphabet."""
    known = {review.id for review in reviews(workspace.state)}
    answers = workspace.state.records("answer").values()
    names = {" ".join(r.text("ask-whom").split()) for r in answers if r.scope.review in known}
    return sorted(names - {""}, key=str.casefold)
