"""Slides as PDF: one landscape sheet each, the same every time, with nothing held back in it."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from ic_desktop import helper_client
from ic_desktop.report.order import pdf_of
from ic_desktop.report.slides import draw_slides, slides_order
from ic_desktop.review.deck import Deck, Figure, Item, Note, Slide

SECRET = Note("For the presenter", "Quellwasser said it in confidence")


@pytest.fixture(scope="module")
def deck() -> Deck:
    return Deck(
        language="en",
        city="Musterau",
        title="Peer review 2026",
        mark="Fictional example",
        changed=1_790_000_000_000,
        slides=(
            Slide("title", "Musterau", "Benchmark", text="Peer review 2026", notes=(SECRET,)),
            Slide(
                "method", "How we worked", figures=(Figure(4, "interviews"),), text="We listened."
            ),
            Slide(
                "result",
                "The result at a glance",
                figures=(
                    Figure(1, "In place", "in-place"),
                    Figure(1, "Not in place", "not-in-place"),
                ),
                items=(
                    Item("Public commitment", "1", "in-place"),
                    Item("Strategy", "2", "not-in-place"),
                ),
            ),
            Slide(
                "conclusion", "Strategy", "Key factor 2", "not-in-place", "Not in place", "None."
            ),
            Slide("strengths", "Strengths", items=(Item("Open doors", mark="strength"),)),
            Slide(
                "recommendations", "Recommendations", items=(Item("Write one 🖉", "1", "", "Why"),)
            ),
            Slide("next", "Next steps", items=(Item("Reply", "1"),)),
        ),
    )


def texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    finally:
        document.close()


def test_each_slide_is_a_landscape_sheet_with_its_words(deck: Deck) -> None:
    pdf = draw_slides(deck)
    document = pypdfium2.PdfDocument(pdf)
    assert [document.get_page_size(n) for n in range(len(document))] == [(960.0, 540.0)] * 7
    document.close()
    pages = texts(pdf)
    for slide, page in zip(deck.slides, pages, strict=True):
        words = " ".join(page.split())
        assert slide.title in words
        assert "Fictional example" in words
        for item in slide.items:
            assert item.text.split(" 🖉")[0] in words
    assert "2 / 7" in pages[1]
    assert "[U+1F589]" in pages[5], "a sign that the typeface lacks is shown by its number"


def test_one_deck_gives_one_file(deck: Deck) -> None:
    assert draw_slides(deck) == draw_slides(deck)
    later = replace(deck, changed=deck.changed + 1000)
    assert draw_slides(later) != draw_slides(deck)


def test_every_typeface_is_embedded_and_the_language_is_told(deck: Deck) -> None:
    with pikepdf.open(BytesIO(draw_slides(deck))) as pdf:
        assert str(pdf.Root.Lang) == "en"
        fonts = {
            str(font.BaseFont): font.FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }
        assert fonts
        assert all("SourceSans3" in name for name in fonts)
        assert all("/FontFile2" in descriptor for descriptor in fonts.values())
        titles = [str(item.title) for item in pdf.open_outline().root]
    assert titles[0] == "Benchmark: Musterau"
    assert len(titles) == len(deck.slides)


def test_signs_are_drawn_not_typed(deck: Deck) -> None:
    document = pypdfium2.PdfDocument(draw_slides(deck))
    picture = document[2].render(scale=1.0).to_pil().convert("RGB")
    document.close()
    colours = {colour for _count, colour in picture.getcolors(1 << 20)}
    assert (0x0B, 0x5C, 0x55) in colours, "in place"
    assert (0xA2, 0x3B, 0x14) in colours, "not in place"


def test_the_helper_draws_what_it_is_given_and_is_given_no_notes(deck: Deck) -> None:
    order = slides_order(deck)
    assert "Quellwasser" not in repr(order)
    pdf = pdf_of(helper_client.ask("slides", order, memory=2**30))
    assert pdf == draw_slides(deck)
    assert b"Quellwasser" not in pdf
    assert "Quellwasser" not in "".join(texts(pdf))
