"""The visit on paper: the schedule, and an interview guide for when the battery dies.

Drawn from the plain data of ``review/visit_sheet.py``, which has passed the filter for what may
leave; nothing is added to it here but lines to write on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Table

from ic_desktop import __version__
from ic_desktop.i18n import _, current
from ic_desktop.project.kinds import CONSENT_WAYS
from ic_desktop.report import fonts
from ic_desktop.report.flowables import Rule, Text, gap, paragraphs
from ic_desktop.report.pages import Metadata, Running, Sheets, canvas_maker
from ic_desktop.report.style import COLUMN, LIGHT, styles
from ic_desktop.review.visit_sheet import (
    GuideSheet,
    ScheduleSheet,
    SheetPerson,
    SheetQuestion,
    SheetSession,
)

_LINE: Final = 24.0
"""Room between two lines to write on, in points."""
_WHO: Final = 44.0
"""Width of the narrow column for who said it, in points."""
_TINY: Final = 6.5
"""Size of the word above that column."""
_PLAIN: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 10),
    ("TOPPADDING", (0, 0), (-1, -1), 5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LIGHT.line)),
]


def paper_here(order: Mapping[str, Any]) -> bytes:
    """Draw what an order asks for and return the PDF."""
    given = dict(order["sheet"])
    if order["what"] == "guide":
        given["session"] = _read_session(given["session"])
        for name in ("speakers", "takers"):
            given[name] = tuple(SheetPerson(**one) for one in given[name])
        given["questions"] = tuple(SheetQuestion(**one) for one in given["questions"])
        return guide_pdf(GuideSheet(**given))
    given["sessions"] = tuple(_read_session(one) for one in given["sessions"])
    return schedule_pdf(ScheduleSheet(**given))


def schedule_pdf(sheet: ScheduleSheet) -> bytes:
    """Return the schedule as a PDF on A4: a table for each day."""
    title = _("Schedule of the visit")
    return _printed(lambda: _schedule(sheet, title), title, sheet)


def guide_pdf(sheet: GuideSheet) -> bytes:
    """Return the interview guide of a session as a PDF on A4, with room to write by hand."""
    title = _("Interview guide: {title}").format(title=sheet.session.title)
    return _printed(lambda: _guide(sheet), title, sheet)


def _schedule(sheet: ScheduleSheet, title: str) -> list[Any]:
    story: list[Any] = [NextPageTemplate("page"), *_head(title, sheet.city, sheet.review)]
    if not sheet.sessions:
        story += paragraphs(_("No session has been planned yet."), styles().muted)
    for day, held in groupby(sheet.sessions, key=lambda one: one.day):
        story += paragraphs(day or _("Without a date yet"), styles().h2)
        story.append(_day_table(list(held)))
    return story


def _guide(sheet: GuideSheet) -> list[Any]:
    held = sheet.session
    story: list[Any] = [NextPageTemplate("page"), *_head(held.title, sheet.city, sheet.review)]
    story += [_facts(sheet), gap(10), *_consent(sheet.speakers)]
    if sheet.note.strip():
        story += [gap(6), *paragraphs(sheet.note, styles().body)]
    if sheet.to_find_out:
        story += paragraphs(_("To find out"), styles().h2)
        for words in sheet.to_find_out:
            story += _kept([*paragraphs(words, styles().body), Lines(2)])
    if sheet.questions:
        story += paragraphs(_("Guide questions"), styles().h2)
    for question in sheet.questions:
        story += _question(question)
    story += [PageBreak(), *paragraphs(_("What else was said"), styles().h2), Lines(18)]
    story += [*paragraphs(_("Promised documents"), styles().h2)]
    story += [*paragraphs(_("What, who, by when"), styles().small), Lines(4, divided=False)]
    return story


class Lines(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Lines to write on; ``divided`` has a narrow column at the left for who said it."""

    def __init__(self, count: int, *, divided: bool = True) -> None:
        super().__init__()
        self.count, self.divided = count, divided

    def wrap(self, room_x: float, _room_y: float) -> tuple[float, float]:
        """Take the whole width."""
        self.room = room_x
        return (room_x, self.count * _LINE + 6)

    def split(self, room_x: float, room_y: float) -> list[Any]:
        """Go on with the rest of the lines on the next page."""
        fit = int((room_y - 6) // _LINE)
        if fit < 2 or fit >= self.count:
            return []
        return [Lines(fit, divided=self.divided), Lines(self.count - fit, divided=self.divided)]

    def draw(self) -> None:
        """Draw the lines."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor(LIGHT.line))
        canvas.setLineWidth(0.75)
        for number in range(self.count):
            y = 6 + number * _LINE
            canvas.line(0, y, self.room, y)
        if self.divided:
            canvas.line(_WHO, 6, _WHO, self.count * _LINE)
            canvas.setFillColor(HexColor(LIGHT.muted))
            canvas.setFont(fonts.REGULAR, _TINY)
            who = fonts.fitted(fonts.plain(_("Who")), fonts.REGULAR, _TINY, _WHO - 4)
            canvas.drawString(0, self.count * _LINE - _TINY, who)
        canvas.restoreState()


class Boxes(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Boxes to tick, with their words, one beside the other; in as many lines as they need.

    ``ticked`` is the place of the one that is ticked already, -1 for none.
    """

    def __init__(self, words: Sequence[str], ticked: int = -1) -> None:
        super().__init__()
        self.words = [fonts.plain(one) for one in words]
        self.ticked = ticked

    def wrap(self, room_x: float, _room_y: float) -> tuple[float, float]:
        """Take as many lines as the words need."""
        self.places: list[tuple[float, int, str]] = []
        x, line = 0.0, 0
        for word in self.words:
            wide = 26 + fonts.width(word, fonts.REGULAR, 9.5)
            if x and x + wide > room_x:
                x, line = 0.0, line + 1
            self.places.append((x, line, word))
            x += wide
        self.lines = line + 1
        return (room_x, self.lines * 16.0)

    def draw(self) -> None:
        """Draw box and word, box and word."""
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(HexColor(LIGHT.muted))
        canvas.setFillColor(HexColor(LIGHT.ink))
        canvas.setFont(fonts.REGULAR, 9.5)
        for place, (x, line, word) in enumerate(self.places):
            y = (self.lines - 1 - line) * 16.0 + 4
            canvas.rect(x, y - 1, 9, 9, stroke=1, fill=0)
            if place == self.ticked:
                canvas.line(x + 2, y + 1, x + 7, y + 6)
                canvas.line(x + 2, y + 6, x + 7, y + 1)
            canvas.drawString(x + 14, y, word)
        canvas.restoreState()


def _head(title: str, city: str, review: str) -> list[Any]:
    look = styles()
    under = " · ".join(part for part in (city, review) if part)
    return [Rule(accent=True), *paragraphs(title, look.h1), *paragraphs(under, look.muted)]


def _day_table(sessions: Sequence[SheetSession]) -> Any:
    look = styles()
    heads = (_("Time"), _("Session"), _("Who asks"), _("Who answers"))
    rows = [[paragraphs(word, look.head) for word in heads]]
    for held in sessions:
        named = [*paragraphs(held.title, look.h3)] if held.title != held.kind else []
        kind = " · ".join(part for part in (held.kind, held.place) if part.strip())
        rows.append(
            [
                paragraphs(held.time or "–", look.step_text),
                [*named, *paragraphs(kind, look.step_text)],
                _listed(held.asks),
                _listed((*held.answers, *held.others)),
            ]
        )
    widths = [COLUMN * share for share in (0.17, 0.35, 0.22, 0.26)]
    return Table(rows, widths, style=_PLAIN, repeatRows=1, splitInRow=1, hAlign="LEFT")


def _listed(people: Iterable[str]) -> list[Any]:
    made = [one for person in people for one in paragraphs(person, styles().step_text)]
    return made or paragraphs("–", styles().step_text)


def _facts(sheet: GuideSheet) -> Any:
    look, held = styles(), sheet.session
    takers = [" – ".join(filter(None, (p.short, p.label))) for p in sheet.takers]
    speakers = [" – ".join(filter(None, (p.short, p.label))) for p in sheet.speakers]
    rows = [
        (_("When"), [" ".join(part for part in (held.day, held.time) if part) or "–"]),
        (_("What"), [held.kind]),
        (_("Where"), [held.place.strip() or "–"]),
        (_("Who asks"), takers or ["–"]),
        (_("Who answers"), speakers or ["–"]),
    ]
    if held.others:
        rows.append((_("Also there"), list(held.others)))
    cells = [[paragraphs(label, look.label), _listed(lines)] for label, lines in rows]
    return Table(cells, [COLUMN * 0.2, COLUMN * 0.8], style=_PLAIN, hAlign="LEFT", splitInRow=1)


def _consent(speakers: Sequence[SheetPerson]) -> list[Any]:
    """Return what is said before the first question, and a row of boxes for each speaker."""
    look = styles()
    told = _(
        "Before the first question: what the review is for, who reads the report, how words are "
        "attributed, and that consent may be refused, or taken back later."
    )
    answers = (_("yes, in writing"), _("yes, spoken"), _("yes, on a recording"), _("no"))
    codes = (*CONSENT_WAYS, "no")
    rows = [
        [
            paragraphs(one.short or "–", look.step_text),
            Boxes(answers, codes.index(one.consent) if one.consent in codes else -1),
        ]
        for one in speakers or [SheetPerson("", "")]
    ]
    words = _("No name belongs on this sheet: write the letters that stand at “Who answers”.")
    table = Table(rows, [COLUMN * 0.2, COLUMN * 0.8], style=_PLAIN, hAlign="LEFT")
    return [
        *paragraphs(_("Consent"), look.h3),
        *paragraphs(told, look.step_text),
        table,
        gap(4),
        *paragraphs(words, look.small),
    ]


def _question(question: SheetQuestion) -> list[Any]:
    look = styles()
    asked = Text(fonts.markup(question.text), look.question, bulletText=fonts.plain(question.id))
    prompts = [
        Text(fonts.markup(prompt), look.prompt, bulletText="–") for prompt in question.prompts
    ]
    return _kept([asked, *prompts, Lines(4)])


def _kept(block: list[Any]) -> list[Any]:
    """Keep what is asked on one page with the lines for its answer."""
    for part in block[:-1]:
        part.keepWithNext = 1
    return block


def _printed(
    story: Callable[[], list[Any]], title: str, sheet: ScheduleSheet | GuideSheet
) -> bytes:
    """Lay the pages out twice: the first time counts them."""
    metadata = _metadata(title, sheet)
    total, data = 0, b""
    for _pass in range(2):
        stream = BytesIO()
        sheets = Sheets(stream, _running(title, sheet), metadata, total, lambda _drawn: None)
        sheets.build(story(), canvasmaker=canvas_maker(metadata))
        total, data = sheets.page, stream.getvalue()
    return data


def _running(title: str, sheet: ScheduleSheet | GuideSheet) -> Running:
    def numbered(number: int, everything: int) -> str:
        return _("Page {number} of {all}").format(number=number, all=everything)

    return Running(sheet.city or sheet.review, title, sheet.mark, "", "", numbered)


def _metadata(title: str, sheet: ScheduleSheet | GuideSheet) -> Metadata:
    name = " – ".join(part for part in (sheet.city, title) if part)
    return Metadata(
        title=fonts.shortened(name, 300),
        author=fonts.shortened(sheet.city, 300),
        subject=fonts.shortened(sheet.review, 300),
        keywords="",
        producer=f"Integrating Cities Desktop {__version__}",
        language=current().language,
        date=datetime.now(UTC).strftime("D:%Y%m%d%H%M%SZ"),
    )


def _read_session(given: Mapping[str, Any]) -> SheetSession:
    lists: Any = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return SheetSession(**lists)
