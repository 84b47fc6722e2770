"""From a composed document to a PDF: reproducible, embedded, whole.

Two passes: the first finds out on which page everything stands, the second prints it with the
contents and "Page 3 of 20". One document gives the same bytes every time.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from ic_desktop import __version__
from ic_desktop.errors import ReportCancelled
from ic_desktop.i18n import Catalogue, _
from ic_desktop.report import back, fonts, front, peer_back, peer_factors, peer_front
from ic_desktop.report.document import Document
from ic_desktop.report.factor_pages import factor_pages
from ic_desktop.report.pages import Metadata, Running, Sheets, canvas_maker
from ic_desktop.report.peer_document import PeerPart
from ic_desktop.review.labels import REVIEW_KINDS, word

PRODUCER = f"Integrating Cities Desktop {__version__}"

Progress = Callable[[float, str], None]
"""Told how much is done, 0 to 1, and what is being done, in the interface language."""


def draw(
    document: Document,
    words: Catalogue,
    *,
    draft: bool,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Return the report as PDF; a draft says so on every page.

    The place for the visible stamp is ``document.SIGNATURE_BOX``. Raises
    :class:`~ic_desktop.errors.ReportCancelled` soon after ``cancelled`` says so.
    """
    fonts.register()
    watch = _Watch(on_progress, cancelled)
    pages: Mapping[str, int] = {}
    total = 0
    for last in (False, True):
        story = _story(document, words, pages, draft=draft)
        watch.begin(len(story), last)
        stream = BytesIO()
        running = _running(document, words, draft=draft)
        metadata = _metadata(document, words)
        sheets = Sheets(stream, running, metadata, total, watch)
        sheets.build(story, canvasmaker=canvas_maker(metadata))
        pages, total = sheets.canv.noted_pages, sheets.page
    watch.tell(1.0, _("The report is ready"))
    return stream.getvalue()


class _Watch:
    """Turns drawn flowables into progress, and a wish to stop into an exception."""

    def __init__(self, tell: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self.tell = tell or (lambda share, what: None)
        self._cancelled = cancelled or (lambda: False)
        self._all = 1
        self._last = False

    def begin(self, flowables: int, last: bool) -> None:
        """Start a pass over so many flowables; each pass is half of the work."""
        self._all, self._last = max(flowables, 1), last
        self(0)

    def __call__(self, drawn: int) -> None:
        if self._cancelled():
            raise ReportCancelled
        if drawn % 16 == 0:
            what = _("Printing the pages") if self._last else _("Laying out the pages")
            share = 0.5 * min(drawn / self._all, 1.0)
            self.tell(share + 0.5 if self._last else share, what)


def _story(
    document: Document, words: Catalogue, pages: Mapping[str, int], *, draft: bool
) -> list[Any]:
    peer = document.peer
    if peer is None:
        contents = front.contents(document, words, pages)
        reading = front.reading(document, words)
        result = front.result(document, words)
    else:
        contents = peer_front.contents(document, peer, words, pages)
        reading = peer_front.reading(document, words, draft=draft)
        result = peer_front.result(document, peer, words)
    if any(map(fonts.lacks, _texts(document))):
        reading += front.missing_signs(words)
    before = [*front.cover(document, words, draft=draft), *contents, *reading, *result]
    middle = (
        [
            *factor_pages(document, words),
            *back.context(document, words),
            *back.open_questions(document, words),
            *back.method(document, words),
        ]
        if document.peer is None
        else _peer_middle(document, document.peer, words)
    )
    return [*before, *middle, *_last_pages(document, words, draft=draft)]


def _peer_middle(document: Document, peer: PeerPart, words: Catalogue) -> list[Any]:
    return [
        *peer_front.people(peer, words),
        *peer_front.method(document, peer, words),
        *peer_factors.factor_pages(document, peer, words),
        *peer_back.after_factors(peer, words),
        *back.context(document, words),
        *peer_back.matrix(peer, words),
    ]


def _last_pages(document: Document, words: Catalogue, *, draft: bool) -> list[Any]:
    return [
        *back.evidence(document, words),
        *back.source(document, words),
        *back.signature(document, words, draft=draft),
    ]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _running(document: Document, words: Catalogue, *, draft: bool) -> Running:
    own = document.cover
    marks = [front.draft_mark(document, words)] if draft else []
    if own.mark:
        marks.append(own.mark)
    page = words.gettext("Page {number} of {all}")
    caption = words.gettext("Not signed: this is a draft") if draft else words.gettext("Stamp")
    return Running(
        left=own.city or own.benchmark,
        right=own.title or word(words, REVIEW_KINDS, own.kind),
        marks=" · ".join(marks),
        watermark=front.draft_mark(document, words) if draft else "",
        box_caption=caption,
        numbered=lambda number, all_pages: page.format(number=number, all=all_pages),
    )


def _metadata(document: Document, words: Catalogue) -> Metadata:
    own = document.cover
    title = " – ".join(part for part in (own.city, own.title) if part)
    moment = datetime.fromtimestamp(document.changed / 1000, UTC)
    return Metadata(
        title=fonts.shortened(title or own.benchmark, 300),
        author=fonts.shortened(own.assessors or own.city, 300),
        subject=fonts.shortened(own.benchmark, 300),
        keywords=f"state {document.root}, benchmark {document.source.hash}",
        producer=PRODUCER,
        language=document.language,
        date=moment.strftime("D:%Y%m%d%H%M%SZ"),
    )
