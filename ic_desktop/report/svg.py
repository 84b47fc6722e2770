"""A drawing as SVG that Qt's reader shows as it is on paper.

QtSvg fills a clip path black and does not know the colour "None", so the first goes and the
second is spelled its way; the document type goes too, and faces are named by family and weight.
"""

import re
from typing import Any

from reportlab.graphics import renderSVG

from ic_desktop.report import fonts

_FACES = {
    fonts.REGULAR: "font-weight: 400",
    fonts.ITALIC: "font-weight: 400; font-style: italic",
    fonts.SEMIBOLD: "font-weight: 600",
    fonts.BOLD: "font-weight: 700",
}
FAMILY = "Source Sans 3"
"""The family that the screen must have loaded from ``resources/fonts``."""


def to_svg(drawing: Any, title: str = "") -> bytes:
    """Return a drawing as UTF-8 SVG; ``title`` is what a screen reader says about it."""
    canvas: Any = renderSVG.SVGCanvas((drawing.width, drawing.height))
    renderSVG.draw(drawing, canvas, 0, 0)
    for name in ("clipPath", "desc"):
        for element in list(canvas.svg.getElementsByTagName(name)):
            element.parentNode.removeChild(element)
    for element in canvas.svg.getElementsByTagName("title"):
        element.firstChild.data = title
    for element in canvas.svg.getElementsByTagName("*"):
        if element.hasAttribute("style"):
            element.setAttribute("style", _style(element.getAttribute("style")))
    return bytes(canvas.svg.toxml(encoding="utf-8"))


def _style(style: str) -> str:
    style = re.sub(r"\s*clip-path:\s*url\(#clip\);?", "", style)
    style = re.sub(r"\b(fill|stroke):\s*None\b", r"\1: none", style)
    return re.sub(r"font-family:\s*([\w-]+)", _face, style)


def _face(found: re.Match[str]) -> str:
    return f"font-family: '{FAMILY}'; {_FACES.get(found[1], 'font-weight: 400')}"
