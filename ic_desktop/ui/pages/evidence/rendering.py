"""Pages of a document, rendered by the helper process under its cap of memory."""

import base64
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage

from ic_desktop.errors import Cancelled, CannotPreview, HelperFailed
from ic_desktop.helper_client import HelperProcess

MEMORY: Final = 1 << 30
"""Bytes that looking at a document may take: the largest picture that is opened needs half."""
SECONDS: Final = 20.0


class Renderer:
    """Keeps one helper for page after page. Any thread but the screen's; one page at a time."""

    def __init__(self) -> None:
        self._helper: HelperProcess | None = None
        self._turn = threading.Lock()

    def page(
        self, document: Path, page: int, width: int, cancelled: Callable[[], bool]
    ) -> tuple[QImage, int, int]:
        """Return a page's picture, its number, and how many pages there are.

        Raises CannotPreview in plain words, and Cancelled, which ends the helper.
        """
        with self._turn:
            if cancelled():
                raise Cancelled
            helper = self._helper = self._helper or HelperProcess(MEMORY)
            wanted = {"path": str(document), "page": page, "width": width}
            try:
                made = helper.run("preview", wanted, cancelled=cancelled, seconds=SECONDS)
            except HelperFailed as error:
                raise CannotPreview("ended") from error
        picture = QImage.fromData(base64.b64decode(made["png"]))
        return picture, int(made["page"]), int(made["pages"])

    def close(self) -> None:
        """End the helper; the next page starts another."""
        with self._turn:
            helper, self._helper = self._helper, None
            if helper is not None:
                helper.close()
