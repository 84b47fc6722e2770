"""The report page of a peer review: a draft for the host, then follow-up reports."""

from collections.abc import Iterator

import pypdfium2
import pytest
from conftest import Shell
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from report_parts import PATIENCE, Desktop, button, words_on
from test_report_page import begin_signing, notice_of, wait_for, with_identity

from ic_desktop.project.seal import current_seal, seals
from ic_desktop.report.facts import Outcome
from ic_desktop.report.trust import known_signers
from ic_desktop.report.verify import verify
from ic_desktop.review import conclusions, edits, voices
from ic_desktop.ui.pages.report import ReportPage
from ic_desktop.ui.theme import Theme


@pytest.fixture
def desktop(qtbot: QtBot, shell: Shell, look: Theme) -> Iterator[Desktop]:
    """The window over the sample, whose review is a peer review with two conclusions."""
    made = Desktop(qtbot, shell)
    workspace = made.workspace
    review = workspace.review_id
    workspace.edit(lambda e: edits.describe_review(e, review, {"kind": "peer-review"}))
    given = {"value": "partly", "reason": "We saw half of it."}
    workspace.edit(lambda e: voices.conclude(e, review, "1", given))
    workspace.edit(lambda e: conclusions.add_recommendation(e, review, "1", "Do the other half."))
    yield made
    made.end()


@pytest.fixture
def page(desktop: Desktop) -> ReportPage:
    return desktop.go(ReportPage, "report")


def text_of(path: object) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [one.get_textpage().get_text_bounded() for one in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def test_the_draft_is_one_for_the_host(desktop: Desktop, page: ReportPage) -> None:
    assert "Draft for the host" in words_on(page)
    path = desktop.folder / "draft.pdf"
    desktop.click(button(page, "Save the draft for the host …"))
    dialog = next(one for one in desktop.window.findChildren(QFileDialog) if one.isVisible())
    assert dialog.selectedFiles()[0].endswith("draft for the host.pdf")
    desktop.choose(path)
    wait_for(desktop, page, "The draft is saved")
    said = text_of(path)
    assert "Draft for the host’s comments" in said
    assert "F1 The team concludes: Partly in place We saw half of it." in said
    assert current_seal(desktop.workspace.state, desktop.workspace.review_id) is None


def test_follow_up_words_come_only_after_a_follow_up_visit(
    desktop: Desktop, page: ReportPage
) -> None:
    workspace, review = desktop.workspace, desktop.workspace.review_id

    def offered() -> str:
        page._ask_signed()
        dialog = next(one for one in desktop.window.findChildren(QFileDialog) if one.isVisible())
        name = dialog.selectedFiles()[0]
        dialog.reject()
        dialog.deleteLater()
        return name

    assert "3 Sign the report of the peer review".upper() in words_on(page).upper()
    assert "follow-up" not in words_on(page)
    assert offered().endswith("– peer review report.pdf")
    advice = next(iter(workspace.state.records("recommendation")))
    step = {"state": "under-way"}
    assert workspace.edit(lambda e: conclusions.record_progress(e, review, advice, step))
    title = "3 Sign the follow-up report".upper()
    desktop.qtbot.waitUntil(lambda: title in words_on(page).upper())
    assert offered().endswith("– follow-up report.pdf")


def test_a_later_report_is_signed_beside_the_first(desktop: Desktop, page: ReportPage) -> None:
    workspace, review = desktop.workspace, desktop.workspace.review_id
    with_identity(desktop, page)
    begin_signing(desktop, page, desktop.folder / "first.pdf")
    wait_for(desktop, page, "The report is signed")
    desktop.qtbot.waitUntil(lambda: "Sign a later report" in words_on(page), timeout=PATIENCE)
    assert "The host: No reply yet" in text_of(desktop.folder / "first.pdf")

    advice = next(iter(workspace.state.records("recommendation")))
    answer = {"value": "accepted", "reason": "In spring."}
    assert workspace.edit(lambda e: conclusions.reply(e, advice, answer))
    begin_signing(desktop, page, desktop.folder / "later.pdf")
    desktop.qtbot.waitUntil(
        lambda: "later.pdf" in notice_of(page) and "is signed" in notice_of(page), timeout=PATIENCE
    )
    said = text_of(desktop.folder / "later.pdf")
    assert "The host: Accepted In spring." in said
    assert "F1 The team concludes: Partly in place We saw half of it." in said
    held = seals(workspace.state, review)
    assert [one.revision for one in held] == [1, 1]
    assert "Later report on revision 1" in words_on(page)
    assert "Draft" not in notice_of(page)
    found = verify(desktop.folder / "later.pdf", known_signers(), None)
    assert found.verdict is Outcome.KNOWN


def test_a_self_assessment_keeps_its_words(desktop: Desktop, page: ReportPage) -> None:
    workspace = desktop.workspace
    kind = {"kind": "self-assessment"}
    workspace.edit(lambda e: edits.describe_review(e, workspace.review_id, kind))
    desktop.qtbot.waitUntil(lambda: "2 Make a draft".upper() in words_on(page).upper())
    assert button(page, "Save a draft …").isVisible()
