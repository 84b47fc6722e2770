"""Reports as other programs read them: text, marks, outline, fonts, links, bytes."""

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from a_document import a_document, a_factor, results_of, with_first_factor

from ic_desktop.errors import ReportCancelled
from ic_desktop.i18n import Catalogue, catalogue
from ic_desktop.report.back import counted
from ic_desktop.report.document import (
    SIGNATURE_BOX,
    Document,
    EvidenceEntry,
    QuestionEntry,
    Signer,
)
from ic_desktop.report.draw import draw

WORDS = catalogue("en")


def drawn(document: Document, *, draft: bool = False) -> bytes:
    return draw(document, WORDS, draft=draft)


def pages_of(pdf: bytes) -> list[str]:
    """Return each page's text on one line, as pdfium reads it."""
    opened = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in opened]
    finally:
        opened.close()
    return [" ".join(text.split()) for text in texts]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def page_with(pages: list[str], heading: str) -> int:
    """Return the number of the page that begins (below its header) with a heading."""
    return next(n for n, text in enumerate(pages, 1) if f"Self-assessment 2026 {heading}" in text)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return drawn(a_document())


def test_everything_that_the_document_says_is_there(plain: bytes) -> None:
    text = text_of(plain)
    for said in (
        "Kleinstadt",
        "Germany",
        "Test benchmark, version 1.2.3",
        "Office of Tests",
        "The city does what it should.",
        "1 of 5 key factors are in place. 1 is not judged yet.",
        "Statement of factor 3.",
        "Not in place, high confidence",
        "Reason for factor 3.",
        "Why it matters: Rationale of factor 3.",
        "Question of factor 3? – A prompt Some gaps · E1",
        "Note on question 3.1.",
        "Supports · Minutes on 3.1, page 7: a passage",
        "Money · hinders strongly",
        "Explains key factors: 2",
        "Nothing was noted on: Law.",
        "Still to be asked 5.1 Question of factor 5? (by 1 May 2027)",
        "Two workshops.",
        "Minutes · 12 March 2024 · Town council · public",
        "minutes.pdf, 1 234 567 bytes",
        "0123456789abcdef 0123456789abcdef",
        "https://town.example/",
        "E3 Confidential: Statement Not shown in this report.",
        "PUBLISHER",
        "abab abab",
    ):
        assert said in text, said


def test_there_is_no_score(plain: bytes) -> None:
    assert "There is no score." in text_of(plain)
    assert not re.search(r"\d\s?%", text_of(plain))


def test_other_readers_agree(plain: bytes, tmp_path: Path, need_tool: Callable[[str], str]) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(plain)
    checked = subprocess.run([need_tool("qpdf"), "--check", path], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    run = [need_tool("pdftotext"), "-layout", str(path), "-"]
    text = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "Statement of factor 5." in text.stdout
    assert not text.stderr


def test_pages_are_numbered(plain: bytes) -> None:
    pages = pages_of(plain)
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text


def test_city_and_review_run_along(plain: bytes) -> None:
    assert all("Kleinstadt Self-assessment 2026" in text for text in pages_of(plain)[1:])


def test_a_draft_says_so_on_every_page() -> None:
    pages = pages_of(drawn(a_document(), draft=True))
    watermark_and_words = [text.count("Draft – not signed") for text in pages]
    assert min(watermark_and_words) >= 2
    assert "Not signed: this is a draft" in pages[-1]


def test_a_report_to_be_signed_is_no_draft(plain: bytes) -> None:
    assert "raft" not in text_of(plain)


def test_a_fictional_example_says_so_on_every_page() -> None:
    document = a_document()
    marked = replace(document, cover=replace(document.cover, mark="Fictional example"))
    assert all("Fictional example" in text for text in pages_of(drawn(marked)))
    assert "Fictional" not in text_of(drawn(document))


def numbers_of(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Return the number of each page by the page's object."""
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}


def outline_of(items: Any) -> Iterator[tuple[int, str, Any]]:
    """Yield level, title and destination of every entry."""

    def walk(entries: Any, level: int) -> Iterator[tuple[int, str, Any]]:
        for entry in entries:
            yield level, entry.title, entry.destination
            yield from walk(entry.children, level + 1)

    yield from walk(items, 0)


def test_the_outline_leads_to_every_chapter_and_factor(plain: bytes) -> None:
    text = pages_of(plain)
    with pikepdf.open(BytesIO(plain)) as pdf, pdf.open_outline() as outline:
        numbers = numbers_of(pdf)
        entries = [(lev, title, numbers[d[0].objgen]) for lev, title, d in outline_of(outline.root)]
    titles = [(level, title) for level, title, _ in entries]
    assert titles[:4] == [
        (0, "How to read this report"),
        (0, "The result on one page"),
        (0, "The key factors"),
        (1, "1 Title of factor 1"),
    ]
    assert titles[-1] == (0, "Signature, and how to check it")
    for _, title, number in entries:
        heading = title.split(" ", 1)[-1] if title[0].isdigit() else title
        assert heading == "The key factors" or heading in text[number - 1]


def test_the_contents_give_and_lead_to_the_right_pages(plain: bytes) -> None:
    opened = pypdfium2.PdfDocument(plain)
    contents = opened[1].get_textpage()
    with pikepdf.open(BytesIO(plain)) as pdf:
        numbers = numbers_of(pdf)
        seen = [
            (
                " ".join(contents.get_text_bounded(*map(float, note.Rect)).split()),
                numbers[note.Dest[0].objgen],
            )
            for note in pdf.pages[1].Annots
        ]
    opened.close()
    text = pages_of(plain)
    assert len(seen) == 14
    for line, number in seen:
        title, printed = line.rsplit(" ", 1)
        assert int(printed) == number
        title = title.split(" ", 1)[1] if title[0].isdigit() else title
        assert title == "The key factors" or title in text[number - 1]


def test_links_stay_inside_the_report(plain: bytes) -> None:
    with pikepdf.open(BytesIO(plain)) as pdf:
        numbers = numbers_of(pdf)
        links = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert len(links) > 30
        assert all(note.Dest[0].objgen in numbers for note in links)
        assert not any("/A" in note for note in links)


def test_a_piece_of_evidence_is_one_click_away(plain: bytes) -> None:
    text = pages_of(plain)
    evidence = next(n for n, page in enumerate(text, 1) if "SHA-256 0123" in page)
    with pikepdf.open(BytesIO(plain)) as pdf:
        numbers = numbers_of(pdf)
        factor = next(n for n, page in enumerate(text, 1) if "Statement of factor 1." in page)
        goals = {numbers[note.Dest[0].objgen] for note in pdf.pages[factor - 1].Annots}
    assert evidence in goals


def fonts_in(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {
        str(font.BaseFont): font
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        for font in [item]
    }


def test_all_fonts_are_ours_and_embedded(plain: bytes) -> None:
    with pikepdf.open(BytesIO(plain)) as pdf:
        fonts = fonts_in(pdf)
        assert len(fonts) >= 3
        for name, font in fonts.items():
            assert "SourceSans3" in name
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_the_file_describes_itself(plain: bytes) -> None:
    with pikepdf.open(BytesIO(plain)) as pdf:
        assert pdf.Root.Lang == "en"
        assert pdf.docinfo["/Title"] == "Kleinstadt – Self-assessment 2026"
        assert pdf.docinfo["/Author"] == "Office of Tests"
        assert pdf.docinfo["/Subject"] == "Test benchmark"
        assert "ab" * 32 in str(pdf.docinfo["/Keywords"])
        assert str(pdf.docinfo["/Producer"]).startswith("Integrating Cities Desktop ")
        assert pdf.docinfo["/CreationDate"] == "D:20261003040000Z"
        assert pdf.Root.PageMode == "/UseOutlines"


def test_one_document_gives_the_same_bytes(plain: bytes) -> None:
    drawn(with_first_factor(reason="Something else, with α and я."), draft=True)
    assert drawn(a_document()) == plain


def test_what_people_type_stays_as_typed() -> None:
    typed = (
        'A<B & C>D <b>bold</b> <img src="/etc/passwd"/> <para> &lt; &#65; {city} %(x)s ]]> <br/> '
        '<a href="file:///x">y</a> <onDraw name="z"/> \\n $1'
    )
    pdf = drawn(with_first_factor(reason=typed, title=typed, statement=typed))
    assert text_of(pdf).count(typed) >= 3
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_outline() as outline:
        titles = " ".join(title for _, title, _ in outline_of(outline.root))
    assert "A<B & C>D <b>bold</b>" in titles


def test_hostile_text_in_every_field() -> None:
    typed = '<b>&lt;"\'{0}</i> <a name="factors"/>'
    evil = EvidenceEntry(
        1, typed, typed, typed, typed, typed, typed, typed, typed, 1, "ab", "public", (("f1", 1),)
    )
    document = a_document()
    made = replace(
        document,
        cover=replace(document.cover, city=typed, title=typed, country=typed, assessors=typed),
        standard=typed,
        method=typed,
        context_title=typed,
        evidence=(evil, *document.evidence[1:]),
        signer=Signer(typed, typed, "ef" * 32),
    )
    assert text_of(drawn(made)).count(typed) > 12


def test_greek_cyrillic_and_the_languages_of_europe() -> None:
    typed = "Θεσσαλονίκη · София · Łódź · Győr · Žilina · Ħamrun · Reykjavík þð · Galaţi și Iași"
    assert typed in text_of(drawn(with_first_factor(reason=typed)))


def test_a_character_without_a_glyph_is_shown_by_its_number() -> None:
    text = text_of(drawn(with_first_factor(reason="before \U0001f600 after \x07 \u202e end")))
    assert "before [U+1F600] after [U+0007 U+202E] end" in text
    assert "shown by their Unicode number" in text


def test_no_note_on_missing_characters_without_any(plain: bytes) -> None:
    assert "Unicode number" not in text_of(plain)


@pytest.mark.parametrize(
    ("typed", "counted", "times"),
    [
        ("Vielfalt tut gut. " * 8000, "Vielfalt", 8000),
        ("ж" * 100_000, "ж", 100_000),
        ("<&>" * 30_000, "<", 30_000),
        ("Zeile\n" * 20_000, "Zeile", 20_000),
        ("Absatz\n\n" * 900, "Absatz", 900),
    ],
)
def test_nothing_is_lost_of_a_long_text(typed: str, counted: str, times: int) -> None:
    joined = "".join(text_of(drawn(with_first_factor(reason=typed))).split())
    assert joined.count(counted) == times


def test_long_texts_everywhere_still_make_a_report() -> None:
    long = "Wort für Wort " * 2000
    document = a_document()
    question = replace(
        document.factors[0].questions[0], text=long, note=long, waits=True, by=long, answer="no"
    )
    citation = replace(document.factors[0].evidence[0], title=long, response=long)
    first = replace(
        document.factors[0],
        title=long,
        statement=long,
        rationale=long,
        reason=long,
        group=long,
        questions=(question,),
        evidence=(citation,),
    )
    cover = replace(document.cover, city="Ortsname " * 5000, title=long, mark=long[:300])
    factors = (first, *document.factors[1:])
    made = replace(
        document, cover=cover, factors=factors, result=results_of(factors), context_title=long
    )
    pages = pages_of(drawn(made, draft=True))
    assert "".join(pages).count("Ortsname") >= 5000
    assert "Signature, and how to check it" in pages[-1]


def test_five_hundred_pieces_of_evidence() -> None:
    document = a_document()
    pieces = tuple(replace(document.evidence[0], number=n) for n in range(1, 501))
    cited = document.factors[0].evidence[0]
    citations = tuple(replace(cited, number=n) for n in range(1, 501))
    factor = replace(document.factors[0], evidence=citations)
    made = replace(document, evidence=pieces, factors=(factor, *document.factors[1:]))
    assert text_of(drawn(made)).count("E500 Council minutes") == 2


def test_a_benchmark_with_groups_and_many_factors() -> None:
    factors = tuple(a_factor(n, group=f"Group {n // 10}") for n in range(1, 61))
    result = results_of(factors)
    rows = tuple(replace(row, group=f"Group {row.number // 10}") for row in result.factors)
    made = a_document(factors=factors, result=replace(result, factors=rows))
    text = text_of(drawn(made))
    assert "12 of 60 key factors are in place" in text
    assert "Key factor 60 · Group 6 Title of factor 60" in text


def test_a_review_that_has_just_begun() -> None:
    unanswered = QuestionEntry("1.1", "Is there one?", (), "", "")
    factors = tuple(
        a_factor(n, verdict="not-judged", reason="", questions=(unanswered,), evidence=())
        for n in (1, 2)
    )
    made = a_document(
        factors=factors,
        result=results_of(factors),
        evidence=(),
        context=(),
        open_questions=(),
        method="",
    )
    text = text_of(drawn(replace(made, cover=replace(made.cover, city="", title=""))))
    assert "0 of 2 key factors are in place. 2 are not judged yet." in text
    assert "City without a name" in text
    assert "This review rests on no evidence so far." in text
    assert "Still to be asked" not in text
    assert text.count("Not judged; nothing was entered.") == 2
    assert "Statement of factor 2." in text
    assert "Is there one?" not in text
    assert (
        "Nothing was noted on the method. The review uses the benchmark “Test benchmark”, version "
        "1.2.3. 0 of 2 guide questions were answered. 0 of 2 key factors were judged. No evidence "
        "is cited."
    ) in text


@pytest.mark.parametrize(
    "entered",
    [
        {"answer": "dont-know"},
        {"note": "A thought"},
        {"evidence": (1,)},
        {"waits": True},
        {"unsettled": True},
    ],
)
def test_a_question_with_anything_entered_keeps_its_key_factor_whole(entered: Any) -> None:
    question = replace(QuestionEntry("1.1", "Is there one?", (), "", ""), **entered)
    bare = a_factor(1, verdict="not-judged", reason="", questions=(question,), evidence=())
    assert not bare.is_empty
    assert replace(bare, questions=(replace(question, **dict.fromkeys(entered, "")),)).is_empty


def test_how_the_review_was_made_is_counted_and_not_invented() -> None:
    document = a_document()
    other = replace(document.factors[0].questions[0], answer="dont-know", waits=True)
    first = replace(document.factors[0], questions=(*document.factors[0].questions, other))
    made = replace(document, factors=(first, *document.factors[1:]))
    said = " ".join(counted(made, catalogue("en")))
    assert said == (
        "The review uses the benchmark “Test benchmark”, version 1.2.3. "
        "5 of 6 guide questions were answered. 1 more has the answer “Don’t know”. "
        "4 of 5 key factors were judged. A reason is given for 4 verdicts. "
        "3 pieces of evidence are cited. "
        "1 of them is a file with its check sum in the list of evidence (E1)."
    )
    assert said in text_of(drawn(made))


def test_what_copies_disagree_on_is_said() -> None:
    text = text_of(drawn(with_first_factor(unsettled=True, verdict="not-judged")))
    assert "Not settled: copies of this project say different things here" in text


def test_the_signature_page_is_the_last_and_leaves_room_for_the_stamp() -> None:
    signer = Signer("Erika Muster", "Town of Kleinstadt", "ef" * 32)
    pdf = drawn(a_document(signer=signer))
    opened = pypdfium2.PdfDocument(pdf)
    page = opened[len(opened) + SIGNATURE_BOX.page]
    left, low, right, high = SIGNATURE_BOX.corners
    inside = page.get_textpage().get_text_bounded(left, low, right, high)
    whole = " ".join(page.get_textpage().get_text_bounded().split())
    picture = page.render(scale=1, crop=(left, low, 595 - right, 841 - high)).to_pil()
    opened.close()
    assert inside.strip() == ""
    assert picture.convert("L").getextrema() == (255, 255)
    assert "Erika Muster, Town of Kleinstadt (SHA-256) EFEF EFEF" in whole
    for said in ("With this program", "another way: by telephone", "With other PDF programs"):
        assert said in whole


def test_progress_goes_up_to_one() -> None:
    told: list[tuple[float, str]] = []
    draw(a_document(), WORDS, draft=False, on_progress=lambda *what: told.append(what))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert all(what for _, what in told)


@pytest.mark.parametrize("after", [0, 40, 120])
def test_it_can_be_cancelled_at_any_time(after: int) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(ReportCancelled):
        draw(a_document(), WORDS, draft=True, cancelled=cancelled)
    assert asked == after + 1


def test_a_report_in_german_says_so() -> None:
    with pikepdf.open(BytesIO(draw(a_document(language="de"), catalogue("de"), draft=True))) as pdf:
        assert pdf.Root.Lang == "de"


class Wordy(Catalogue):
    """A language in which everything takes half as much room again."""

    def gettext(self, message: str) -> str:
        return message + " und" * (len(message) // 8)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(plural)


def test_a_wordier_language_keeps_its_signature_page() -> None:
    signer = Signer("Erika Muster", "Town of Kleinstadt", "ef" * 32)
    pages = pages_of(draw(a_document(signer=signer), Wordy("en"), draft=True))
    assert "Signature, and how to check it" in pages[-1]
    assert "ask the signer for a new copy." in pages[-1]
    assert "Stamp" not in pages[-2]
