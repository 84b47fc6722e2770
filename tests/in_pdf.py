"""What stands in a PDF: the words on its pages, and everything that is in the file."""

from io import BytesIO

import pikepdf
import pypdfium2


def text_of(pdf: bytes) -> str:
    """Return the words on a PDF's pages, with single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def everything_in(pdf: bytes) -> bytes:
    """Return all that a PDF holds, decompressed: pages, embedded files, metadata, its words."""
    parts = [pdf, text_of(pdf).encode()]
    with pikepdf.open(BytesIO(pdf)) as document:
        for thing in document.objects:
            parts.append(thing.unparse())
            if isinstance(thing, pikepdf.Stream):
                try:
                    parts.append(thing.read_bytes())
                except pikepdf.PdfError:  # a picture: its bytes as they are
                    parts.append(thing.read_raw_bytes())
    return b"\n".join(parts)
