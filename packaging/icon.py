"""Draws the PNG files of the application's icon from its SVG: ``python packaging/icon.py``."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 32, 48, 128, 256)


def draw(size: int) -> QImage:
    """Return the icon as a square picture, ``size`` pixels wide, on nothing."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(ICONS / "ic-desktop.svg")).render(painter)
    painter.end()
    return picture


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    for size in SIZES:
        draw(size).save(str(ICONS / f"ic-desktop-{size}.png"))
