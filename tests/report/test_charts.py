"""Charts say everything without colour, and show on a screen as they do on paper."""

import itertools
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from ic_desktop.i18n import catalogue
from ic_desktop.paths import resources_dir
from ic_desktop.report import charts, signs, style
from ic_desktop.report.document import FactorResult, RoleResult
from ic_desktop.report.svg import to_svg
from ic_desktop.review.results import OUTCOMES, Counts

WORDS = catalogue("en")
COUNTS = Counts(5, 4, 2, 1, 1)
PALETTES = pytest.mark.parametrize("palette", [style.LIGHT, style.DARK], ids=["light", "dark"])


def factor(number: int, title: str = "A title", **counts: int) -> FactorResult:
    given = {"supports": 0, "contradicts": 0, "background": 0} | counts
    return FactorResult(f"f{number}", number, title, "partly", **given)


ROLES = (
    RoleResult("As policy-makers", ((1, "in-place"), (2, "partly"), (12, "not-judged"))),
    RoleResult("As buyers of goods and services", ((3, "not-applicable"),)),
)
FACTORS = (factor(1, supports=4, contradicts=1), factor(2, "Second", background=2), factor(13))


def shapes(node: Any) -> Iterator[Any]:
    """Yield every leaf of a drawing."""
    for item in getattr(node, "contents", []):
        yield item
        yield from shapes(item)


def texts(drawing: Any) -> list[str]:
    return [s.text for s in shapes(drawing) if type(s).__name__ == "String"]


def all_charts(palette: style.Palette) -> list[Any]:
    return [
        charts.results(COUNTS, WORDS, palette),
        charts.by_role(ROLES, WORDS, palette),
        charts.evidence(FACTORS, WORDS, palette),
        charts.small_bar(3, 4, "supports", palette),
    ]


def test_every_count_stands_in_words_and_numbers() -> None:
    said = texts(charts.results(COUNTS, WORDS))
    labels = ["In place", "Partly in place", "Not in place", "Not applicable", "Not judged"]
    assert [text for text in said if text in labels] == labels
    assert [text for text in said if text.isdigit()][-5:] == ["5", "4", "2", "1", "1"]


@pytest.mark.parametrize("counts", [COUNTS, Counts(0, 0, 0, 0, 13), Counts(1, 0, 0, 0, 299)])
def test_the_bar_is_in_proportion(counts: Counts) -> None:
    bars = [s for s in shapes(charts.results(counts, WORDS)) if type(s).__name__ == "Rect"]
    shown = [number for _, number in counts.items if number]
    assert len(bars) == len(shown)
    room = 448 - 2 * (len(shown) - 1)
    for bar, number in zip(bars, shown, strict=True):
        assert bar.width + 1 == pytest.approx(room * number / counts.total, abs=0.6)
    assert bars[-1].x + bars[-1].width <= 448


def test_nothing_to_count() -> None:
    assert "0" in texts(charts.results(Counts(), WORDS))
    assert to_svg(charts.by_role((), WORDS))
    assert to_svg(charts.evidence((), WORDS))


def test_each_sign_has_a_shape_of_its_own() -> None:
    def form(code: str) -> tuple[str, ...]:
        drawn = signs.sign(code, 0, 0, 10, "#000000").contents
        traits = ("r", "fillColor", "points", "text")
        return tuple(f"{type(s).__name__} {[getattr(s, t, None) for t in traits]}" for s in drawn)

    assert len({form(code) for code in signs.SIGNS}) == len(signs.SIGNS)


def test_roles_show_each_factor_and_how_many_are_in_place() -> None:
    said = texts(charts.by_role(ROLES, WORDS))
    assert {"1", "2", "12", "3", "As policy-makers", "1 of 3 in place", "0 of 1 in place"} <= set(
        said
    )


def test_a_long_role_takes_two_lines() -> None:
    title = "Als Käuferinnen von Waren und Dienstleistungen"
    said = texts(charts.by_role([RoleResult(title, ((1, "partly"),))], WORDS))
    assert " ".join(said[:2]) == title


def test_evidence_is_counted_for_and_against() -> None:
    said = texts(charts.evidence(FACTORS, WORDS))
    assert said[:3] == ["Supports", "Contradicts", "Background"]
    assert said[3:8] == ["1", "A title", "4", "1", "–"]
    assert said[-5:] == ["13", "A title", "–", "–", "–"]


@pytest.mark.parametrize("width", [300, 448, 900])
@PALETTES
def test_nothing_leaves_the_drawing(palette: style.Palette, width: int) -> None:
    long = "A title that is much too long for the column that it has to stand in, by far"
    roles = (RoleResult(long, tuple((n, "partly") for n in range(1, 60))),)
    drawn = (
        charts.results(COUNTS, WORDS, palette, width),
        charts.by_role(roles, WORDS, palette, width),
        charts.evidence([factor(n, long, supports=n) for n in range(1, 40)], WORDS, palette, width),
    )
    for drawing in drawn:
        left, low, right, high = drawing.getBounds()
        assert left >= -1
        assert low >= -2
        assert right <= width + 1
        assert high <= drawing.height + 1


# As SVG for the screen


@PALETTES
def test_svg_holds_nothing_that_qt_gets_wrong(palette: style.Palette) -> None:
    for drawing in all_charts(palette):
        text = to_svg(drawing, "What it shows").decode()
        ET.fromstring(text)
        assert not re.search(r"clipPath|clip-path|DOCTYPE|None|Helvetica", text)
        assert "font-family: 'Source Sans 3'" in text
        assert "<title>What it shows</title>" in text


def test_svg_keeps_words_as_words() -> None:
    evil = "</title><script>x</script> & fill: None"
    svg = to_svg(charts.evidence([factor(1, evil)], WORDS, width=1200), evil)
    root = ET.fromstring(svg)
    assert evil in [element.text for element in root.iter()]
    assert not [e for e in root.iter() if e.tag.endswith("script")]


def painted(drawing: Any, ground: str) -> QImage:
    for font in sorted((resources_dir() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    reader = QSvgRenderer(to_svg(drawing))
    assert reader.isValid()
    image = QImage(reader.defaultSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    reader.render(painter)
    painter.end()
    return image


@PALETTES
def test_qt_paints_what_was_drawn(qapp: object, palette: style.Palette) -> None:
    image = painted(charts.results(COUNTS, WORDS, palette), palette.paper)
    assert image.width() == 448
    bar = {image.pixelColor(x, 4).name() for x in range(448)}
    fills = {palette.verdict(code) for code in OUTCOMES}
    near = [any(distance(fill, seen) < 4 for seen in bar) for fill in fills]
    assert all(near)
    assert image.pixelColor(447, 40).name() == palette.paper
    words = {image.pixelColor(x, y).name() for x in range(90) for y in range(50, 92)}
    assert len(words) > 10


# Colours


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


SIGHT = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "no green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "no blue": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}
"""How people see linear red, green and blue (Machado, Oliveira and Fernandes, 2009)."""


def lab(colour: str, sight: str = "usual") -> tuple[float, float, float]:
    """Return CIE L*a*b* of a colour as seen."""
    seen = [
        max(0.0, sum(a * b for a, b in zip(row, linear(colour), strict=True)))
        for row in SIGHT[sight]
    ]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, seen, strict=True)) for row in rows]
    scaled = [value / white for value, white in zip(xyz, (0.9505, 1.0, 1.089), strict=True)]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in scaled)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def distance(one: str, other: str, sight: str = "usual") -> float:
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@PALETTES
@pytest.mark.parametrize("sight", SIGHT)
def test_colours_stay_apart_for_everyone(palette: style.Palette, sight: str) -> None:
    verdicts = [palette.verdict(code) for code in OUTCOMES]
    stances = [palette.supports, palette.contradicts, palette.background]
    for group in (verdicts, stances):
        for one, other in itertools.combinations(group, 2):
            assert distance(one, other, sight) > 14, (one, other)


@PALETTES
def test_words_are_easy_to_read(palette: style.Palette) -> None:
    def light(colour: str) -> float:
        red, green, blue = linear(colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in (
        palette.ink,
        palette.muted,
        palette.accent,
        palette.contradicts,
        palette.warning,
    ):
        for ground in (palette.paper, palette.tint):
            dark, bright = sorted((light(colour), light(ground)))
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)
