"""The visible stamp of a signature: a small PDF page, drawn with the report's own typeface.

pyHanko's own stamp would use a font that is not embedded, which archives refuse.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.i18n import N_, Catalogue, catalogue
from ic_desktop.report.certificate import grouped

if TYPE_CHECKING:
    from ic_desktop.report.identity import Identity

FICTIONAL: Final = N_("Fictional example")
_BAR: Final = 3.0
_PAD: Final = 7.0
_LEADING: Final = 1.3
_LARGEST, _SMALLEST = 9.0, 5.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the stamp says: a heading and lines below it, in the report's language.

    ``fictional`` adds "Fictional example" above them, which no sample may go without.
    """

    lines: tuple[str, ...]
    fictional: bool = False
    language: str = "en"


def stamp_for(
    identity: "Identity", moment: datetime, words: Catalogue, *, fictional: bool = False
) -> Stamp:
    """Return the usual stamp: who, for whom, when by their clock, and the fingerprint."""
    local = moment.astimezone()
    when = words.moment(local) + local.isoformat(" ", "minutes")[16:]
    digits = grouped(identity.fingerprint)
    lines = [
        words.gettext("Signed by {name}").format(name=identity.name),
        identity.organisation,
        words.gettext("{when} by the signer's own clock").format(when=when),
        words.gettext("Fingerprint {digits}").format(digits=digits[:39]),
        digits[40:],
    ]
    return Stamp(tuple(line for line in lines if line), fictional, words.language)


def draw(stamp: Stamp, width: float, height: float) -> bytes:
    """Return the stamp as a PDF of one page of this size in points."""
    from reportlab.pdfgen.canvas import Canvas

    from ic_desktop.report import fonts
    from ic_desktop.report.style import LIGHT

    fonts.register()
    out = BytesIO()
    canvas = Canvas(
        out, pagesize=(width, height), initialFontName=fonts.REGULAR, pageCompression=1, invariant=1
    )
    canvas.setFillColor(LIGHT.tint)
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    canvas.setFillColor(LIGHT.accent)
    canvas.rect(0, 0, _BAR, height, stroke=0, fill=1)
    _write_lines(canvas, stamp, width, height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _write_lines(canvas: Any, stamp: Stamp, width: float, height: float) -> None:
    from ic_desktop.report import fonts
    from ic_desktop.report.style import LIGHT

    rows = [(fonts.REGULAR, LIGHT.ink, line) for line in stamp.lines]
    if rows:
        rows[0] = (fonts.SEMIBOLD, LIGHT.ink, stamp.lines[0])
    if stamp.fictional:
        label = catalogue(stamp.language).gettext(FICTIONAL)
        rows.insert(0, (fonts.SEMIBOLD, LIGHT.contradicts, label))
    room = width - _BAR - 2 * _PAD
    size = _size_for([(font, line) for font, _colour, line in rows], room, height - 2 * _PAD)
    y = height - _PAD - size * 0.85
    for font, colour, line in rows:
        canvas.setFillColor(colour)
        canvas.setFont(font, size)
        text = fonts.fitted(line, font, size, room)
        canvas.drawString(_BAR + _PAD, y, text)
        y -= size * _LEADING


def _size_for(rows: list[tuple[str, str]], room: float, height: float) -> float:
    """Return the largest size at which all rows fit, within reason; longer ones are then cut."""
    from ic_desktop.report import fonts

    size = min(_LARGEST, height / (max(len(rows), 1) * _LEADING))
    widest = max((fonts.width(fonts.plain(line), font, 1.0) for font, line in rows), default=0.0)
    return max(_SMALLEST, min(size, room / widest if widest else size))
