"""Make the documents of the fictional sample municipality, the same bytes each time.

Run by hand when a document changes: ``python packaging/make_sample_documents.py``. Writes to
``benchmark_data/samples/documents``. Every document says that it is a fictional example.
"""

import datetime as dt
import tomllib
import zipfile
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "benchmark_data" / "samples" / "documents"
FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
MARK = "Fictional example: Exemplum does not exist, and everything in this document is invented."
INK, ACCENT, MUTED = "#1c2526", "#0b5c55", "#5b6566"

MINUTES = """Migrant Advisory Group of Exemplum
Minutes of the spring meeting, 21 April 2026, 18:00 to 20:10, library

Fictional example: Exemplum does not exist, and everything in this document is invented.

Present: seven of nine members, the head of the Office for Living Together, a councillor as guest.

1  Taking part in decisions
   Several members say: "We hear of plans when they are printed." The group asks to get drafts
   before the committees meet. The Office takes this up with the mayor.

2  Seats in committees
   The group has two seats without a vote, in the school and in the culture committee.
   It would like a seat in the building committee.

3  Strategy "Living Together 2025-2030"
   The Office shows the first yearly report. Members know the strategy; in the clubs that they
   come from it is hardly known.

4  Next meeting: 15 September 2026
"""
PRESS = """PRESS RELEASE                                              Exemplum, 27 February 2026

Fictional example: Exemplum does not exist, and everything in this document is invented.

"Ask your neighbour": a month of talks against rumours

Throughout March, schools, clubs and firms in Exemplum invite everybody to ask what they always
wanted to know of their neighbours. Twenty-two evenings are planned, from the boxing gym to the
choir. Volunteers were trained to answer rumours about migrants calmly and with facts.

"A rumour runs faster than an answer, so we start early," says the mayor.

Programme: town website, page "Diversity". Contact: press office.
"""
PAPERS = """Migrant Advisory Group of Exemplum
Papers of the year 2026: when they came, when the council voted

Fictional example: Exemplum does not exist, and everything in this document is invented.

  Paper                                    came on      vote on      days
  Budget, second reading                   26 January   28 January      2
  Fees for halls and sports grounds         9 February  18 February     9
  Opening hours of the citizens' office     2 March      4 March        2
  Plan for the quarter by the port         13 April     15 April        2
  Play areas                               11 May       20 May          9
  Grants for associations                   8 June      10 June         2
  Street names                              6 July       8 July         2
  Library, agreement on the reading room    7 September 11 September    4
  Housing company, plan for five years     12 October   14 October      2

Kept by the group itself. Handed to the review team on 18 November 2026.
"""
SURVEY = [
    ("Residents’ survey 2026, 412 answers", "", "", "", ""),
    (MARK, "", "", "", ""),
    ("Question", "Answers", "Yes", "No", "Yes in %"),
    ("I get information in a language that I understand well", 405, 312, 93, 77),
    ("Staff at the counter take time for me", 401, 333, 68, 83),
    ("I know the welcome desk", 398, 151, 247, 38),
    ("My child’s school meals suit our family", 141, 118, 23, 84),
    ("I was asked for my opinion about a service", 390, 129, 261, 33),
    ("Something changed after people complained", 352, 169, 183, 48),
]


def fonts() -> None:
    """Register the program's own typeface with reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Source{face}", str(FONTS / f"SourceSans3-{face}.ttf")))


def pdf(name: str, pages: list[dict[str, Any]]) -> None:
    """Write a plain letter-like PDF, a page an entry: heading, line under it, paragraphs."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(
        str(TARGET / f"{name}.pdf"),
        pagesize=A4,
        invariant=1,
        initialFontName="SourceRegular",
        pageCompression=1,
    )
    canvas.setTitle(pages[0]["heading"])
    canvas.setAuthor("Exemplum (fictional example)")
    for number, page in enumerate(pages, 1):
        _page(
            canvas, page["heading"], page["under"], page["paragraphs"], f"{number} / {len(pages)}"
        )
    canvas.save()


def _page(canvas: Any, heading: str, under: str, paragraphs: list[str], number: str) -> None:
    from reportlab.lib.utils import simpleSplit

    canvas.setFillColor(ACCENT)
    canvas.rect(64, 752, 40, 6, stroke=0, fill=1)
    canvas.setFillColor(INK)
    canvas.setFont("SourceBold", 20)
    canvas.drawString(64, 716, heading)
    y = 692.0
    for size, color, text in [(12, MUTED, under)] + [(12, INK, p) for p in paragraphs]:
        canvas.setFillColor(color)
        canvas.setFont("SourceRegular", size)
        for line in simpleSplit(text, "SourceRegular", size, 460):
            canvas.drawString(64, y, line)
            y -= 18
        y -= 10
    canvas.setFillColor(MUTED)
    canvas.setFont("SourceRegular", 9)
    canvas.drawString(64, 48, MARK)
    canvas.drawRightString(531, 48, number)
    canvas.showPage()


def spreadsheet(name: str) -> None:
    """Write the survey's table, with times fixed so that the bytes are the same each time."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Answers"
    for row in SURVEY:
        sheet.append(row)
    for row_number, size in ((1, 14), (3, 11)):
        for cell in sheet[row_number]:
            cell.font = Font(bold=True, size=size)
    sheet.column_dimensions["A"].width = 60
    book.properties.created = book.properties.modified = dt.datetime(2026, 5, 30, tzinfo=dt.UTC)
    book.properties.creator = "Exemplum (fictional example)"
    path = TARGET / name
    book.save(path)
    _fix_times(path)


def _fix_times(path: Path) -> None:
    with zipfile.ZipFile(path) as source:
        items = [(info.filename, source.read(info)) for info in source.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for filename, data in items:
            if filename == "docProps/core.xml":
                start = data.index(b"<dcterms:modified")
                end = data.index(b"</dcterms:modified>")
                head = data[start:end].split(b">")[0] + b">2026-05-30T00:00:00Z"
                data = data[:start] + head + data[end:]
            entry = zipfile.ZipInfo(filename, (2026, 5, 30, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)


def poster(name: str) -> None:
    """Draw the poster: twelve open doors in a calm palette."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (900, 1200), "#f6f3ea")
    draw = ImageDraw.Draw(image)
    colours = ["#0b5c55", "#c8553d", "#e3b23c", "#2f6690", "#7a5c8e", "#5b8c5a"]
    for index in range(12):
        left, top = 90 + (index % 4) * 190, 330 + (index // 4) * 240
        draw.rectangle((left, top, left + 140, top + 200), fill="#ffffff", outline=INK, width=3)
        leaf = [(left, top), (left + 84, top + 22), (left + 84, top + 222), (left, top + 200)]
        draw.polygon(leaf, fill=colours[(index * 5 + index // 4) % 6], outline=INK)
        draw.ellipse((left + 66, top + 112, left + 76, top + 122), fill=INK)
    big = ImageFont.truetype(str(FONTS / "SourceSans3-Bold.ttf"), 92)
    middle = ImageFont.truetype(str(FONTS / "SourceSans3-Regular.ttf"), 34)
    small = ImageFont.truetype(str(FONTS / "SourceSans3-Regular.ttf"), 19)
    draw.text((90, 70), "Open Doors Day", font=big, fill=ACCENT)
    draw.text((90, 190), "Sunday 14 June 2026 · twelve clubs, twelve doors", font=middle, fill=INK)
    draw.text((90, 1120), MARK, font=small, fill=MUTED)
    image.save(TARGET / name, optimize=True)


def main() -> None:
    """Write all documents."""
    TARGET.mkdir(parents=True, exist_ok=True)
    fonts()
    words = Path(__file__).with_name("sample_documents.toml").read_text(encoding="utf-8")
    for name, pages in tomllib.loads(words).items():
        pdf(name, pages)
    spreadsheet("residents-survey-2026.xlsx")
    poster("open-doors-poster.png")
    (TARGET / "advisory-group-minutes.txt").write_text(MINUTES, encoding="utf-8", newline="\n")
    (TARGET / "advisory-group-papers-2026.txt").write_text(PAPERS, encoding="utf-8", newline="\n")
    (TARGET / "press-release-campaign.txt").write_text(PRESS, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
