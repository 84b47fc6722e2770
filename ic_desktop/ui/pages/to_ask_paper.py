"""The list of open questions on paper: one document for one or several people."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from ic_desktop.i18n import _
from ic_desktop.review.letter import Asked, Letter
from ic_desktop.ui import theme

_POINTS = 10.5
_RULE = "_" * 80
"""A line to write on; it is drawn by the letters themselves, so that it prints everywhere."""


def document(letters: Sequence[Letter]) -> QTextDocument:
    """Return the lists one after another, each beginning a page. Words are never markup."""
    made = QTextDocument()
    made.setDefaultFont(_font(_POINTS))
    cursor = QTextCursor(made)
    for number, letter in enumerate(letters):
        _write(cursor, letter.title, 16, strong=True, new_page=number > 0, first=number == 0)
        _write(cursor, letter.about, _POINTS, after=0 if letter.back_to else 8)
        if letter.back_to:
            _write(cursor, letter.back_to, _POINTS, after=8)
        for part in letter.parts:
            _write(cursor, part.heading, 12, strong=True, before=12)
            for asked in part.questions:
                _write_question(cursor, asked)
    return made


def _write_question(cursor: QTextCursor, asked: Asked) -> None:
    _write(cursor, f"{asked.id}  {asked.text}", _POINTS, strong=True, before=8)
    for prompt in asked.prompts:
        _write(cursor, f"–  {prompt}", _POINTS, indent=1)
    if asked.by:
        words = _("Please answer by {date}.").format(date=asked.by)
        _write(cursor, words, _POINTS, indent=1)
    for line in asked.note.splitlines():
        _write(cursor, line, _POINTS, indent=1)
    if asked.answers:
        boxes = "        ".join(f"[  ] {word}" for word in asked.answers)
        _write(cursor, boxes, _POINTS, indent=1, before=4)
    for _number in range(2):
        _write(cursor, _RULE, _POINTS, indent=1, before=6)


def _write(
    cursor: QTextCursor,
    text: str,
    points: float,
    *,
    strong: bool = False,
    before: float = 0,
    after: float = 0,
    indent: int = 0,
    new_page: bool = False,
    first: bool = False,
) -> None:
    """Append a paragraph; sizes in points."""
    block = QTextBlockFormat()
    block.setTopMargin(before)
    block.setBottomMargin(after or 2)
    block.setLeftMargin(14 * indent)
    if new_page:
        block.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    shape = QTextCharFormat()
    shape.setFont(_font(points, strong=strong))
    if first:
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(shape)
    else:
        cursor.insertBlock(block, shape)
    cursor.insertText(text, shape)


def _font(points: float, *, strong: bool = False) -> QFont:
    made = theme.font("strong" if strong else "body")
    made.setPointSizeF(points)
    return made


def print_on(letters: Sequence[Letter], device: QPagedPaintDevice) -> None:
    """Print the lists on a printer, or into a PDF."""
    document(letters).print_(device)


def pdf(letters: Sequence[Letter]) -> bytes:
    """Return the lists as a PDF on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(letters[0].title if letters else "")
    writer.setCreator(_("Integrating Cities Desktop"))
    writer.setResolution(300)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # The document leaves two centimetres around it by itself.
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    print_on(letters, writer)
    buffer.close()
    return bytes(buffer.data().data())
