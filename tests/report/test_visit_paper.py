"""The visit on paper: what stands there, on how many pages, and that no name does."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from ic_desktop import helper_client
from ic_desktop.report.visit_paper import (
    _consent,
    guide_pdf,
    paper_here,
    schedule_pdf,
)
from ic_desktop.review import visit_edits
from ic_desktop.review.people import describe_person
from ic_desktop.review.visit import people_of
from ic_desktop.review.visit_sheet import (
    GuideSheet,
    SheetPerson,
    guide_sheet,
    paper_order,
    schedule_sheet,
)
from tests.review.planned import Planned, leaks, planned


@pytest.fixture
def visit() -> Planned:
    return planned()


def pages(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        found = [pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf))]
        return [" ".join(page.split()) for page in found]
    finally:
        pdf.close()


def guide_of(visit: Planned) -> GuideSheet:
    found = guide_sheet(visit.state, visit.pack, visit.review, visit.interview)
    assert found is not None
    return found


def test_the_schedule_lists_sessions_day_by_day(visit: Planned) -> None:
    (page,) = pages(schedule_pdf(schedule_sheet(visit.state, visit.pack, visit.review)))
    days = [page.index(d) for d in ("Monday, 4 May 2026", "Tuesday, 5 May 2026", "Without a date")]
    assert days == sorted(days)
    for words in ("09:00–10:30", "Talk with P1", "Nora Lind", "Head teacher", "Page 1 of 1"):
        assert words in page


def test_a_schedule_without_sessions_says_so(visit: Planned) -> None:
    for held in (visit.interview, visit.group, visit.undated):
        visit_edits.remove_session(visit.editor, held)
    (page,) = pages(schedule_pdf(schedule_sheet(visit.state, visit.pack, visit.review)))
    assert "No session has been planned yet." in page


def test_a_guide_has_questions_prompts_and_boxes_for_consent(visit: Planned) -> None:
    shown = " ".join(pages(guide_pdf(guide_of(visit))))
    for question in visit.pack.factor("7").questions:
        assert " ".join(question.text.split()) in shown
        for prompt in question.prompts:
            assert " ".join(prompt.text.split()) in shown
    for words in ("P1 – Head teacher", "yes, in writing", "To find out", "Promised documents"):
        assert words in shown


@pytest.mark.parametrize("tool", ["pypdfium2", "pdftotext"])
def test_no_interviewees_name_is_in_a_pdf(
    visit: Planned, tool: str, tmp_path: Path, need_tool: Callable[[str], str]
) -> None:
    for data in (
        guide_pdf(guide_of(visit)),
        schedule_pdf(schedule_sheet(visit.state, visit.pack, visit.review)),
    ):
        text = (
            " ".join(pages(data))
            if tool == "pypdfium2"
            else _by_poppler(need_tool("pdftotext"), data, tmp_path)
        )
        assert "Head teacher" in text
        assert leaks(text) == []
        assert leaks(data.decode("latin-1")) == []
        assert leaks(data.decode("utf-16-be", "replace")) == []


def _by_poppler(tool: str, data: bytes, folder: Path) -> str:
    import subprocess

    path = folder / "paper.pdf"
    path.write_bytes(data)
    return subprocess.run([tool, path, "-"], check=True, capture_output=True).stdout.decode()


def test_a_session_of_all_questions_fills_pages_and_loses_none(visit: Planned) -> None:
    for factor in visit.pack.factors:
        visit_edits.plan_factor(visit.editor, visit.interview, factor)
    made = pages(guide_pdf(guide_of(visit)))
    shown = " ".join(made)
    every = [q for factor in visit.pack.factors for q in factor.questions]
    assert all(f"{q.id} " in shown for q in every)
    assert f"Page {len(made)} of {len(made)}" in made[-1]


def test_what_people_typed_is_not_markup(visit: Planned) -> None:
    title = "<b>A & B</b> \U0001f600 " + "long " * 60
    visit_edits.describe_session(visit.editor, visit.interview, {"title": title, "place": "<i>x"})
    shown = " ".join(pages(guide_pdf(guide_of(visit))))
    assert "<b>A & B</b> [U+1F600]" in shown
    assert "<i>x" in shown


def test_the_helper_draws_the_same_from_plain_data(visit: Planned) -> None:
    orders = [
        paper_order(schedule_sheet(visit.state, visit.pack, visit.review)),
        paper_order(guide_of(visit)),
    ]
    for order in orders:
        plain = json.loads(json.dumps(order))
        answer = helper_client.ask("visit-paper", plain, memory=2**30)
        assert pages(base64.b64decode(answer["pdf"])) == pages(paper_here(plain))


def test_a_question_stands_on_one_page_with_all_its_lines(visit: Planned) -> None:
    for factor in visit.pack.factors:
        for question in factor.questions:
            visit_edits.plan_question(visit.editor, visit.interview, question.id)
    found = pages(guide_pdf(guide_of(visit)))
    asked = [" ".join(question.text.split()) for question in guide_of(visit).questions]
    assert len(found) > 10
    for page in found[2:-1]:
        there = sum(words in page for words in asked)
        assert page.split().count("Who") == there, "lines stand where their question does"


def test_the_narrow_column_says_what_it_is_for(visit: Planned) -> None:
    shown = " ".join(pages(guide_pdf(guide_of(visit))))
    questions = len(guide_of(visit).questions)
    assert shown.count("Who ") >= questions


def test_consent_that_is_recorded_is_ticked(visit: Planned) -> None:
    asked = guide_of(visit).speakers
    assert [one.consent for one in asked] == [""] * len(asked)
    for values, wanted in (
        ({"consent": "given", "consent-how": "spoken"}, "spoken"),
        ({"consent": "refused"}, "no"),
    ):
        who = people_of(visit.state, visit.interview)["answers"][0]
        describe_person(visit.editor, who, values)
        assert guide_of(visit).speakers[0].consent == wanted
    (row,) = (
        part for part in _consent([SheetPerson("P1", "", "spoken")]) if hasattr(part, "_cellvalues")
    )
    boxes = row._cellvalues[0][1]
    assert (boxes.ticked, boxes.words[boxes.ticked]) == (1, "yes, spoken")
    (row,) = (part for part in _consent([SheetPerson("P1", "")]) if hasattr(part, "_cellvalues"))
    assert row._cellvalues[0][1].ticked == -1
