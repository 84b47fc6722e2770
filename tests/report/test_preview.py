"""A look at documents: right ones are shown, broken and hostile ones give a sentence."""

import io
import zlib
from pathlib import Path

import pytest

from ic_desktop.errors import CannotPreview
from ic_desktop.paths import benchmark_data_dir
from ic_desktop.report.preview import render

DOCUMENTS = benchmark_data_dir() / "samples" / "documents"


def test_a_page_of_a_pdf_is_shown_in_the_asked_width() -> None:
    preview = render(DOCUMENTS / "personnel-report-2025.pdf", page=2, width=600)
    assert (preview.pages, preview.page, preview.width) == (4, 2, 600)
    assert preview.png.startswith(b"\x89PNG")


def test_a_page_beyond_the_last_gives_the_last() -> None:
    assert render(DOCUMENTS / "welcome-guide.pdf", page=99).page == 2


def test_pages_differ() -> None:
    path = DOCUMENTS / "welcome-guide.pdf"
    assert render(path, page=1).png != render(path, page=2).png


def test_a_picture_is_scaled_to_the_width() -> None:
    preview = render((DOCUMENTS / "open-doors-poster.png").read_bytes(), width=300)
    assert (preview.width, preview.height) == (300, 400)


def png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds hardly any pixels."""

    def part(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    body = part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0")) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kind of document"),
        (b"just words", "kind of document"),
        (b"%PDF-1.7 and no more", "PDF cannot be read"),
        (png(50_000, 50_000), "picture"),
        (png(30, 30)[:60], "picture"),
    ],
)
def test_what_cannot_be_shown_is_said(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "document"
    path.write_bytes(data)
    for document in (data, path):
        with pytest.raises(CannotPreview, match=words):
            render(document)


def test_a_turned_photo_is_shown_upright() -> None:
    from PIL import Image

    stream = io.BytesIO()
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(stream, "JPEG", exif=exif)
    preview = render(stream.getvalue(), width=400)
    assert preview.height > preview.width
