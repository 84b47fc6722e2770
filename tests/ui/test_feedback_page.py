"""The page of feedback: the presentation, what is said, comments and answers, missing replies."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from conclusions_parts import Reviewed
from conftest import Shell
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ic_desktop.project.concluded import comments, reactions
from ic_desktop.review import conclusions
from ic_desktop.ui.navigation import Place
from ic_desktop.ui.pages.feedback import FeedbackPage
from ic_desktop.ui.presentation.window import Presentation
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets.notices import Notice
from ic_desktop.ui.workspace import Workspace

KEY = Qt.Key


class Sheet(Reviewed):
    """The page on the screen."""

    page: FeedbackPage

    def begin(self) -> FeedbackPage:
        self.show(FeedbackPage(self.desk, self.workspace))
        self.page.show_place(Place("feedback"))
        self.qtbot.waitUntil(lambda: bool(self.page.show_card.count.text()))
        return self.page

    def comments(self) -> list[tuple[str, str, str, str, str]]:
        found = comments(self.workspace.state, self.workspace.review_id)
        return [(c.about, c.factor, c.text, c.answer, c.answer_text) for c in found]

    def comment(self, name: str, text: str) -> None:
        about = ("verdict" if name == "verdict" else "recommendation", self.ids[name])
        review_id = self.workspace.review_id
        self.workspace.edit(lambda e: conclusions.comment(e, review_id, "7", about, text))


@pytest.fixture
def sheet(qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme) -> Iterator[Sheet]:
    made = Sheet(qtbot, shell, workspace)
    yield made
    if hasattr(made, "page"):
        made.page.leave()


def started(sheet: Sheet) -> Presentation:
    sheet.focus(sheet.page.show_card.start)
    sheet.qtbot.keyClick(sheet.page.show_card.start, KEY.Key_Space)
    shown = sheet.page.presentation
    assert shown is not None
    sheet.qtbot.waitExposed(shown)
    return shown


def test_the_count_follows_what_is_chosen(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    card = page.show_card
    assert card.count.text() == "8 slides"
    sheet.focus(card.parts["title"])
    qtbot.keyClick(card.parts["title"], KEY.Key_Space)
    assert card.count.text() == "7 slides"
    card.order.focus_chosen()
    qtbot.keyClick(card.order._options[0], KEY.Key_2)
    assert card.wanted.by_factor
    assert card.count.text() == "8 slides", "each factor has slides of its own"
    card.which.set_open(True)
    assert card.chips is not None
    qtbot.mouseClick(card.chips.chips[6], Qt.MouseButton.LeftButton)
    assert "7" not in card.wanted.factors
    assert card.count.text() == "5 slides"


def test_reactions_are_kept_while_the_presentation_runs(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    shown = started(sheet)
    while shown.view.slide.kind != "recommendations":
        qtbot.keyClick(shown, KEY.Key_Right)
    qtbot.keyClick(shown, KEY.Key_R)
    qtbot.keyClick(shown.lectern.line, KEY.Key_Down)
    qtbot.keyClicks(shown.lectern.line, "We would need two years")
    qtbot.keyClick(shown.lectern.line, KEY.Key_Return)
    [kept] = reactions(sheet.workspace.state, sheet.workspace.review_id)
    assert (kept.about_kind, kept.about) == ("recommendation", sheet.ids["second"])
    assert kept.session == "f" * 32, "it belongs to the feedback session"
    assert kept.said_at > 1_700_000_000_000
    qtbot.keyClick(shown.lectern.line, KEY.Key_Escape)
    qtbot.keyClick(shown, KEY.Key_Escape)
    assert page.presentation is None
    assert sheet.told == []


def test_what_was_said_can_be_entered_afterwards_and_taken_away(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    sheet.focus(page.said.line)
    qtbot.keyClicks(page.said.line, "Thanks to all")
    qtbot.keyClick(page.said.line, KEY.Key_Return)
    [kept] = reactions(sheet.workspace.state, sheet.workspace.review_id)
    assert (kept.text, kept.about) == ("Thanks to all", "")
    page._unsay(kept.id)
    assert reactions(sheet.workspace.state, sheet.workspace.review_id) == []


def test_a_comment_is_tied_to_a_finding_and_answered(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    card = page.comments
    assert card.about.currentText() == "F7 · Conclusion: Municipal employment"
    sheet.focus(card.about)
    qtbot.keyClick(card.about, KEY.Key_End)
    sheet.focus(card.line)
    qtbot.keyClicks(card.line, "There is a clause")
    qtbot.keyClick(card.line, KEY.Key_Return)
    [row] = card.rows.values()
    assert row.about.text() == "R2 · Recommendation: Add a clause"
    assert card.count.text() == "1 comment · 1 without an answer"
    row.choice.focus_chosen()
    qtbot.keyClick(row.choice._options[0], KEY.Key_3)
    sheet.focus(row.why)
    qtbot.keyClicks(row.why, "It covers cleaning only")
    sheet.workspace.settle()
    answer = ("not-corrected", "It covers cleaning only")
    assert sheet.comments() == [(sheet.ids["second"], "12", "There is a clause", *answer)]
    assert card.count.text() == "1 comment, all answered"


def test_comments_and_answers_stay_open_after_the_signature(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.comment("verdict", "It is in place")
    sheet.seal()
    page = sheet.begin()
    [row] = page.comments.rows.values()
    row.choice.press("corrected")
    assert sheet.comments()[0][3] == "corrected"
    assert page.comments.line.isVisible()
    assert sheet.told == []


def test_a_host_comments_and_reads_the_answers(sheet: Sheet) -> None:
    sheet.comment("verdict", "It is in place")
    sheet.limit("comment", "reply")
    page = sheet.begin()
    [row] = page.comments.rows.values()
    assert not row.choice.isVisible()
    assert row.state.text() == "Not answered yet"
    assert page.comments.line.isVisible()
    assert not page.said.line.isVisible()


def test_a_peer_reads(sheet: Sheet) -> None:
    sheet.limit("judge")
    page = sheet.begin()
    assert not page.comments.line.isVisible()
    assert not page.said.line.isVisible()


def test_replies_that_are_missing_are_listed_with_a_way_to_them(sheet: Sheet, qtbot: QtBot) -> None:
    page = sheet.begin()
    expected = "2 of 2 recommendations have no reply yet. The report says so."
    assert page.missing.count.text() == expected
    sheet.focus(page.missing.links[0])
    qtbot.keyClick(page.missing.links[0], KEY.Key_Space)
    assert sheet.went == [Place("conclusions", "", sheet.ids["first"])]
    for name in ("first", "second"):
        sheet.workspace.edit(
            lambda e, name=name: conclusions.reply(e, sheet.ids[name], {"value": "accepted"})
        )
    assert page.missing.count.text() == "Every recommendation has a reply."


def test_slides_are_saved_as_a_pdf(sheet: Sheet, qtbot: QtBot, tmp_path: Path) -> None:
    page = sheet.begin()
    there = tmp_path / "slides.pdf"
    page.slides.save(there, page.show_card.wanted, page.show_saved)
    qtbot.waitUntil(there.is_file, timeout=20_000)
    qtbot.waitUntil(lambda: bool(page.findChildren(Notice)), timeout=20_000)
    pdf = pypdfium2.PdfDocument(there)
    words = "".join(pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf)))
    pages = len(pdf)
    pdf.close()
    assert pages == 8
    for text in ("Municipal employment", "Trainees reflect the town", "Add a clause"):
        assert text in words
    assert sheet.told == []


def test_a_copy_without_conclusions_says_so(
    qtbot: QtBot, shell: Shell, workspace: Workspace, look: Theme
) -> None:
    made = Reviewed(qtbot, shell, workspace)
    for kind, name in (("recommendation", "first"), ("recommendation", "second")):
        workspace.edit(lambda e, k=kind, n=name: conclusions.withdraw(e, k, made.ids[n]))
    workspace.edit(lambda e: conclusions.withdraw(e, "strength", made.ids["strength"]))
    for factor in ("7", "9"):
        workspace.edit(
            lambda e, f=factor: e.set(
                "verdict",
                f"{workspace.review_id}/team/{f}",
                "value",
                None,
                workspace.factor_scope(f),
            )
        )
    made.limit("judge", "capture", sees=False)
    page = FeedbackPage(made.desk, workspace)
    made.show(page)
    page.show_place(Place("feedback"))
    assert page._nothing.isVisible()
    assert not page.show_card.isVisible()
    page.leave()
