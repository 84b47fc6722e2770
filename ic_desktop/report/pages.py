"""The sheets that a report is set on: margins, running header and footer, marks, signature box."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from ic_desktop.report import fonts
from ic_desktop.report.document import SIGNATURE_BOX
from ic_desktop.report.style import BOTTOM, COLUMN, LEFT, LIGHT, PAGE, RIGHT, TOP

ABOVE_BOX = SIGNATURE_BOX.y + SIGNATURE_BOX.h + 16
BELOW_BOX = SIGNATURE_BOX.y - 36
"""Where text may stand above and below the box for the stamp, in points."""
_COVER_TOP = 72.0


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page. ``numbered`` gives "Page 3 of 20" for (3, 20)."""

    left: str
    right: str
    marks: str
    watermark: str
    box_caption: str
    numbered: Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the PDF says about itself; ``date`` as PDF writes it ("D:20260102030405Z")."""

    title: str
    author: str
    subject: str
    keywords: str
    producer: str
    language: str
    date: str


class Sheets(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """The page templates "cover", "page" and "signature", bound to one output."""

    def __init__(
        self,
        stream: BytesIO,
        running: Running,
        metadata: Metadata,
        total: int,
        watch: Callable[[int], None],
    ) -> None:
        super().__init__(
            stream,
            pagesize=PAGE,
            invariant=1,
            initialFontName=fonts.REGULAR,
            pageCompression=1,
            lang=metadata.language,
            title=metadata.title,
            author=metadata.author,
            subject=metadata.subject,
            keywords=metadata.keywords,
            producer=metadata.producer,
            creator=metadata.producer,
            displayDocTitle=1,
        )
        self.running, self.total, self.watch = running, total, watch
        self.drawn = 0
        self.addPageTemplates(
            [
                PageTemplate("cover", [_frame(_COVER_TOP, BOTTOM)], onPage=_cover),
                PageTemplate("page", [_frame(TOP, BOTTOM)], onPage=_page),
                PageTemplate("signature", _around_the_box(), onPage=_signature),
            ]
        )

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - reportlab's name
        """Tell the watcher how far the work is; it may stop it by an exception."""
        self.drawn += 1
        self.watch(self.drawn)


def canvas_maker(metadata: Metadata) -> Callable[..., Any]:
    """Return what makes the canvas: it notes the pages of headings, and its dates are the
    document's own, so that one state gives one file."""

    def make(target: Any, **given: Any) -> Any:
        canvas: Any = Canvas(target, **given)
        canvas.noted_pages = {}
        canvas.setDateFormatter(lambda *_: metadata.date)
        canvas.showOutline()
        return canvas

    return make


def _frame(top: float, bottom: float) -> Any:
    return Frame(LEFT, bottom, COLUMN, PAGE[1] - top - bottom, 0, 0, 0, 0)


def _around_the_box() -> list[Any]:
    return [
        Frame(LEFT, ABOVE_BOX, COLUMN, PAGE[1] - TOP - ABOVE_BOX, 0, 0, 0, 0),
        Frame(LEFT, BOTTOM, COLUMN, BELOW_BOX - BOTTOM, 0, 0, 0, 0),
    ]


def _cover(canvas: Any, sheets: Any) -> None:
    _watermark(canvas, sheets.running)
    _footer(canvas, sheets)


def _page(canvas: Any, sheets: Any) -> None:
    _watermark(canvas, sheets.running)
    _header(canvas, sheets.running)
    _footer(canvas, sheets)


def _signature(canvas: Any, sheets: Any) -> None:
    _page(canvas, sheets)
    box = SIGNATURE_BOX
    canvas.saveState()
    canvas.setStrokeColor(HexColor(LIGHT.accent))
    canvas.setLineWidth(1)
    canvas.roundRect(LEFT, box.y - 20, COLUMN, box.h + 28, 4, stroke=1, fill=0)
    canvas.setFillColor(HexColor(LIGHT.muted))
    canvas.setFont(fonts.REGULAR, 8.5)
    canvas.drawString(box.x, box.y - 13, sheets.running.box_caption)
    canvas.restoreState()


def _header(canvas: Any, running: Running) -> None:
    y = PAGE[1] - 56
    canvas.saveState()
    canvas.setFillColor(HexColor(LIGHT.ink))
    canvas.setFont(fonts.SEMIBOLD, 8.5)
    left = fonts.fitted(running.left, fonts.SEMIBOLD, 8.5, COLUMN * 0.6)
    canvas.drawString(LEFT, y, left)
    room = COLUMN - fonts.width(left, fonts.SEMIBOLD, 8.5) - 24
    canvas.setFillColor(HexColor(LIGHT.muted))
    canvas.setFont(fonts.REGULAR, 8.5)
    right = fonts.fitted(running.right, fonts.REGULAR, 8.5, room)
    canvas.drawRightString(PAGE[0] - RIGHT, y, right)
    canvas.setStrokeColor(HexColor(LIGHT.line))
    canvas.setLineWidth(0.75)
    canvas.line(LEFT, y - 8, PAGE[0] - RIGHT, y - 8)
    canvas.restoreState()


def _footer(canvas: Any, sheets: Any) -> None:
    y = 44
    canvas.saveState()
    canvas.setFillColor(HexColor(LIGHT.contradicts))
    canvas.setFont(fonts.SEMIBOLD, 8.5)
    marks = fonts.fitted(sheets.running.marks, fonts.SEMIBOLD, 8.5, COLUMN - 96)
    canvas.drawString(LEFT, y, marks)
    canvas.setFillColor(HexColor(LIGHT.muted))
    canvas.setFont(fonts.REGULAR, 8.5)
    number = sheets.running.numbered(canvas.getPageNumber(), sheets.total)
    canvas.drawRightString(PAGE[0] - RIGHT, y, number)
    canvas.restoreState()


def _watermark(canvas: Any, running: Running) -> None:
    if not running.watermark:
        return
    size = 72.0
    while fonts.width(running.watermark, fonts.SEMIBOLD, size) > 660 and size > 16:
        size -= 4
    canvas.saveState()
    canvas.translate(PAGE[0] / 2, PAGE[1] / 2)
    canvas.rotate(52)
    canvas.setFillColor(HexColor("#f0eee9"))
    canvas.setFont(fonts.SEMIBOLD, size)
    canvas.drawCentredString(0, -size / 3, running.watermark)
    canvas.restoreState()
