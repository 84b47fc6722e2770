"""A look at a document inside the program: a page of a PDF, or a picture, as PNG.

Meant to run in the helper process under a memory cap: documents come from anywhere.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.errors import CannotPreview

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS: Final = 80_000_000
"""Larger pictures are not opened: 80 megapixels are 240 MB in memory."""
MAX_WIDTH: Final = 4000


@dataclass(frozen=True, slots=True)
class Preview:
    """One page as PNG; sizes in pixels; ``page`` counts from 1 up to ``pages``."""

    pages: int
    page: int
    width: int
    height: int
    png: bytes


def render(document: Path | bytes, *, page: int = 1, width: int = 800) -> Preview:
    """Return a page of a PDF, or a picture, no wider than ``width`` pixels.

    A page beyond the last gives the last. Raises CannotPreview, with the reason in plain words.
    """
    width = max(16, min(width, MAX_WIDTH))
    start = document[:1024] if isinstance(document, bytes) else _start_of(document)
    if b"%PDF-" in start:
        return _pdf_page(document, page, width)
    return _picture(document, width)


def _start_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(1024)


def _pdf_page(document: Path | bytes, number: int, width: int) -> Preview:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(document)
    except pypdfium2.PdfiumError as error:
        raise CannotPreview("pdf") from error
    try:
        pages = len(pdf)
        if pages == 0:
            raise CannotPreview("pdf")
        pdf.init_forms()
        number = max(1, min(number, pages))
        page = pdf[number - 1]
        page_width, page_height = page.get_size()
        scale = min(width / max(page_width, 1), MAX_WIDTH / max(page_height, 1))
        image = page.render(scale=scale, may_draw_forms=True).to_pil()
        return _as_png(image, pages, number)
    except pypdfium2.PdfiumError as error:
        raise CannotPreview("pdf") from error
    finally:
        pdf.close()


def _picture(document: Path | bytes, width: int) -> Preview:
    from PIL import Image, ImageOps, UnidentifiedImageError

    source = io.BytesIO(document) if isinstance(document, bytes) else document
    try:
        with Image.open(source) as image:
            if image.width * image.height > MAX_PIXELS:
                raise CannotPreview("large")
            image.draft("RGB", (width, width))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((width, MAX_WIDTH))
            return _as_png(upright, 1, 1)
    except UnidentifiedImageError as error:
        raise CannotPreview("kind") from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CannotPreview("picture") from error


def _as_png(image: "Image", pages: int, page: int) -> Preview:
    stream = io.BytesIO()
    shown = image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGBA")
    shown.save(stream, "PNG", compress_level=1)
    return Preview(pages, page, shown.width, shown.height, stream.getvalue())
