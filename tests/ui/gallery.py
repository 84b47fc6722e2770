"""All of the kit in one window, to look at: ``python tests/ui/gallery.py [light|dark] [100..200]``.

With a folder as third argument it writes pictures of 1366 x 768 there instead of staying open.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from ic_desktop.ui import theme
from ic_desktop.ui.icons import DRAWINGS
from ic_desktop.ui.widgets.buttons import Button, IconButton, LinkButton, PrimaryButton
from ic_desktop.ui.widgets.chips import Chip
from ic_desktop.ui.widgets.choices import ChoiceRow, VerdictPicker
from ic_desktop.ui.widgets.dates import DateField
from ic_desktop.ui.widgets.drops import DropZone, accept_drops
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check, Picker, field
from ic_desktop.ui.widgets.labels import (
    Eyebrow,
    Figure,
    Heading,
    MarkLabel,
    Muted,
    Section,
    Small,
    Tag,
    Title,
    Words,
)
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.marks import STANCES, VERDICTS
from ic_desktop.ui.widgets.nav import NavItem, NavList
from ic_desktop.ui.widgets.notices import Banner, Busy, Hint, Notice, SavedState
from ic_desktop.ui.widgets.spread import Spread
from ic_desktop.ui.widgets.surfaces import Card, Foldable, PageScroll, Panel, Rule
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table
from ic_desktop.ui.widgets.text import GrowingText, Line, SearchField

YES_NO = [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("dont-know", "Don’t know")]
EXTENT = [
    ("enough", "Enough"),
    ("some-gaps", "Some gaps"),
    ("not-addressed", "Not addressed"),
    ("dont-know", "Don’t know"),
]
FACTORS = (
    ("1 Public commitment", "in-place"),
    ("2 Strategy", "in-place"),
    ("3 Coordination and governance", "partly"),
    ("4 Migrant participation", "not-in-place"),
    ("5 Engagement of non-municipal actors and others", "in-place"),
    ("6 Raising awareness", "partly"),
    ("7 Municipal employment", "partly"),
    ("8 Staff development", "not-judged"),
    ("9 Needs assessment", "not-judged"),
    ("10 Welcome culture", "not-judged"),
    ("11 Conflict mediation", "not-judged"),
    ("12 Procurement", "not-judged"),
    ("13 Monitoring and evaluation", "not-applicable"),
)


def nav_items() -> list[NavItem]:
    """Return the rows of a navigation column."""
    factors = [NavItem(text.split()[0], text, mark) for text, mark in FACTORS]
    factors[7] = NavItem("8", "8 Staff development", "not-judged", "to ask", "warn")
    return [
        NavItem("overview", "Overview", "progress:7/13", "7 of 13", "warn"),
        NavItem("city", "City and review"),
        NavItem("h1", "Key factors", heading=True),
        *factors,
        NavItem("h2", "Across factors", heading=True),
        NavItem("evidence", "Evidence", badge="23"),
        NavItem("context", "Context"),
        NavItem("to-ask", "To ask", badge="4", tone="warn"),
        NavItem("results", "Results"),
        NavItem("report", "Report and signature"),
    ]


def question(
    number: int, extent: bool, value: str, note: str, chips: list[str], parent: QWidget
) -> Card:
    """Return the card of a guide question, as a factor's page has it."""
    text = f"7.{number} How closely does the staff, in departments and city-owned firms, mirror us?"
    card = Card(parent)
    row = Panel(card, direction="row", gap=1)
    row.add(Heading(text, row), stretch=1)
    mark = IconButton("bookmark", "Come back to this", row)
    row.body.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    answer = ChoiceRow(text, EXTENT if extent else YES_NO, card)
    answer.set_value(value)
    words = GrowingText(f"Note on 7.{number}", card, quiet=True, placeholder="Note")
    words.set_text(note)
    words.setAcceptDrops(False)
    flow_box = QWidget(card)
    flow = FlowLayout(flow_box)
    for chip in chips:
        flow.addWidget(Chip(chip, flow_box, removable=True))
    flow.addWidget(LinkButton("Add evidence", flow_box, icon_name="plus"))
    card.add(row, answer, words, flow_box)
    accept_drops(card, print)
    return card


def evidence_items(count: int) -> list[CardItem]:
    """Return cards of evidence."""
    kinds = ("document", "picture", "link", "figure", "observation", "interview")
    return [
        CardItem(
            n,
            f"Personnel report {2025 - n}, a document with a rather long title",
            f"Annual report · p. {n + 3} · used in 2 factors",
            STANCES[n % 3],
            icon_name=kinds[n % 6],
            group="Evidence for this factor" if n < 4 else "Evidence for other factors",
        )
        for n in range(count)
    ]


def factor_page(parent: QWidget | None = None) -> QWidget:
    """Return something like a factor's page."""
    page = Panel(parent, gap=0, tone="paper")
    spread = Spread(page)
    spread.show_parts(main_part(spread.room), head_part(spread), aside_part(spread))
    foot = Panel(page, direction="row", margins=(3, 1, 3, 1), tone="surface")
    foot.add(Button("6 Raising awareness", foot, icon_name="back"))
    foot.add(Check("Come back to this", foot)).add_stretch()
    foot.add(PrimaryButton("Next: 8 Staff development", foot, icon_name="next", icon_right=True))
    return page.add(spread, stretch=1).add(Rule(page), foot)


def head_part(parent: QWidget) -> Panel:
    """Return statement, progress and verdict."""
    head = Panel(parent, direction="row", margins=(3, 2, 3, 2), gap=4, tone="surface")
    left = Panel(head, gap=0.5)
    statement = (
        "The city presents itself as an employer for everyone, recruits accordingly, and has "
        "more migrants on its staff at every level."
    )
    left.add(
        Eyebrow("Key factor 7 · Municipal employment", left),
        Title(statement, left),
        Muted("3 of 4 questions answered · 3 pieces of evidence, 1 against", left),
        Small("1 to ask: Personnel, by 30 Nov", left, tone="warn"),
    ).add_stretch()
    right = Panel(head, gap=0.75)
    picker = VerdictPicker(parent=right)
    picker.set_value("partly")
    reason = GrowingText("Reason", right, placeholder="Reason")
    reason.set_text("Guidelines since 2024, apprentices up; managers unchanged.")
    right.add(picker, reason).add_stretch()
    return head.add(left, stretch=3).add(right, stretch=2)


def main_part(parent: QWidget) -> Panel:
    """Return the guide questions."""
    main = Panel(parent, margins=(3, 2, 3, 3), gap=1.5)
    why = "Because a staff that mirrors the city knows it, and is known there. "
    note = "Service agreement of March 2024, binding for all departments and city-owned firms. "
    main.add(
        Foldable("Why it matters", lambda: Words(why * 4), main),
        Section("Guide questions", main),
        question(1, True, "some-gaps", "12 % of staff, 21 % of residents.", ["Report"], main),
        question(2, False, "yes", note * 2, ["Service agreement 3/2024", "Report"], main),
        question(3, False, "dont-know", "", [], main),
        question(4, True, "", "", ["A document with a name that is far too long.pdf"] * 3, main),
    )
    return main.add_stretch()


def aside_part(parent: QWidget) -> Panel:
    """Return the evidence."""
    aside = Panel(parent, margins=(2, 2, 2, 2), gap=1, tone="column")
    cards = CardList("Evidence for this factor", aside)
    cards.set_items(evidence_items(40))
    return aside.add(cards, stretch=1).add(DropZone("Add evidence to factor 7", aside))


def parts_page() -> QWidget:
    """Return everything else."""
    page = Panel(margins=(3, 2, 3, 2), gap=1.5)
    page.add(Banner("This review is signed. Its judgements are closed.", tone="warn"))
    note = Notice("The project is on a network drive.", tone="warn", remedy="Keep a local copy.")
    note.add_action("Make a copy…", lambda: None)
    page.add(note, Notice("Two files were added."), Notice("It failed.", tone="error"))
    buttons = Panel(direction="row", gap=1)
    off = Button("Disabled")
    off.setEnabled(False)
    buttons.add(Button("Plain"), PrimaryButton("Primary"), LinkButton("A link"), off)
    buttons.add(*(IconButton(name, name) for name in list(DRAWINGS)[:18])).add_stretch()
    more = Panel(direction="row", gap=0.5)
    more.add(*(IconButton(name, name) for name in list(DRAWINGS)[18:])).add_stretch()
    page.add(buttons, more)
    marks = Panel(direction="row", gap=2)
    marks.add(*(MarkLabel(code) for code in (*VERDICTS, *STANCES))).add_stretch()
    tags = Panel(direction="row", gap=1)
    tags.add(*(Tag(tone or "plain", tone=tone) for tone in ("", "accent", "warn", "contra")))
    tags.add(Figure("13"), Small("small words"), Check("Ticked", value=True), Check("Not ticked"))
    tags.add_stretch()
    page.add(marks, tags, form_row())
    busy = Busy("Reading the file")
    busy.set_progress(3, 7, "220 of 500 MB")
    page.add(busy, Hint("Nothing here yet", "Drop a document on a question.", button="Add…"))
    page.add_stretch()
    return PageScroll(page)


def form_row() -> QWidget:
    """Return fields."""
    row = Panel(direction="row", gap=2)
    name = Line("City")
    name.set_text("Musterau")
    date = DateField("Date", value="2026-03-14")
    wrong = DateField("Wrong date")
    wrong.line.setText("31.31.")
    wrong.line.left.emit("")
    stance = Picker("Stance", [(s, s) for s in STANCES], value="contradicts", marks=True)
    row.add(field("City", name, "As in the report"), field("Date", date), field("By", wrong))
    row.add(field("Stance", stance), field("Search", SearchField("Search")))
    return row


def results_page() -> QWidget:
    """Return a table of factors and one of 2,000 rows."""
    page = Panel(margins=(3, 2, 3, 2), gap=1.5)
    columns = [
        Column("Key factor", stretch=True),
        Column("Verdict"),
        Column("Evidence for"),
        Column("Against"),
        Column("Number", number=True),
    ]
    factors = Table("Factors", columns, fit=True)
    factors.set_rows([result_row(n) for n in range(4)])
    many = Table("Evidence", columns)
    many.set_rows([result_row(n) for n in range(2000)])
    page.add(Title("5 of 13 key factors are in place"), factors, Section("2,000 rows"))
    page.add(many, stretch=1)
    return page


def result_row(n: int) -> Row:
    """Return a row of a table."""
    text, mark = FACTORS[n % 13]
    against = Cell(str(n % 3), bar=n % 3 / 5, tone="contra") if n % 3 else Cell("–", tone="muted")
    proof = Cell(str(n % 6), bar=n % 6 / 5) if n % 6 else Cell("none", tone="warn")
    words = dict(zip(VERDICTS, ("In place", "Partly", "Not in place", "n/a", "–"), strict=True))
    return Row(n, (Cell(text), Cell(words[mark], mark=mark), proof, against, Cell(str(n), sort=n)))


def window() -> QWidget:
    """Return the whole gallery."""
    shown = QWidget()
    outer = QHBoxLayout(shown)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    side = Panel(margins=(0, 1, 0, 1), tone="column")
    nav = NavList("Places")
    nav.set_items(nav_items())
    nav.set_current("7")
    side.add(nav)
    side.setFixedWidth(nav.sizeHint().width())
    tabs = QTabWidget()
    tabs.setDocumentMode(True)
    tabs.setAccessibleName("Pages")
    tabs.tabBar().setAccessibleName("Pages")
    tabs.addTab(factor_page(), "Factor")
    tabs.addTab(parts_page(), "Parts")
    tabs.addTab(results_page(), "Results")
    right = QVBoxLayout()
    right.addWidget(tabs)
    bar = Panel(direction="row", margins=(2, 0.5, 2, 0.5), tone="surface")
    saved = SavedState()
    saved.saved("14:02")
    bar.add(saved).add_stretch()
    right.addWidget(bar)
    outer.addWidget(side)
    outer.addLayout(right, 1)
    shown.resize(1366, 768)
    shown.tabs = tabs  # type: ignore[attr-defined] # for the pictures below
    return shown


def main() -> None:
    """Show the gallery, or write pictures of it."""
    app = QApplication(sys.argv)
    look = sys.argv[1] if len(sys.argv) > 1 else "system"
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    theme.Theme(app, look, size)
    shown = window()
    shown.show()
    if len(sys.argv) > 3:
        for at, name in enumerate(("factor", "parts", "results")):
            shown.tabs.setCurrentIndex(at)  # type: ignore[attr-defined]
            for _turn in range(20):
                app.processEvents()
            shown.grab().save(str(Path(sys.argv[3]) / f"{name}-{look}-{size}.png"))
        return
    app.exec()


if __name__ == "__main__":
    main()
