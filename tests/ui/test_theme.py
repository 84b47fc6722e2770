"""The look: contrast by computation, sizes that follow the text, icons and marks that are drawn."""

import re
from collections.abc import Iterator
from dataclasses import fields
from itertools import combinations, pairwise
from string import Template

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QIcon, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ic_desktop.paths import resources_dir
from ic_desktop.ui import icons, theme
from ic_desktop.ui.theme import DARK, LIGHT, Theme, Tokens
from ic_desktop.ui.widgets import marks

GROUNDS = ("paper", "column", "surface", "hover")
WORDS = ("ink", "muted", "accent", "warn", "contra", "support")
MARKS = ("in_place", "partly", "not_in_place", "not_applicable", "not_judged", "focus")


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Theme]:
    """Give the application its look, light at 100 %, and leave it so."""
    made = Theme(qapp, "light", 100)
    yield made
    made.set("light", 100)
    made.deleteLater()


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_close(colours: Tokens, pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    """Return the pairs of tokens whose contrast is less than wanted."""
    ratios = {f"{a} on {b}": contrast(getattr(colours, a), getattr(colours, b)) for a, b in pairs}
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


def test_contrast_is_computed_rightly() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(colours: Tokens) -> None:
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [("ink", f"{tone}_soft") for tone in ("accent", "warn", "contra")]
    pairs += [("muted", f"{tone}_soft") for tone in ("accent", "warn", "contra")]
    pairs += [("accent", f"{tone}_soft") for tone in ("accent", "warn", "contra")]
    pairs += [("warn", "warn_soft"), ("contra", "contra_soft"), ("support", "accent_soft")]
    pairs += [("accent_ink", "accent"), ("accent_ink", "accent_hover")]
    ratios = {
        pair: contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) for pair in pairs
    }
    assert {pair: round(r, 2) for pair, r in ratios.items() if r < 4.5} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_and_edges_stand_out(colours: Tokens) -> None:
    pairs = [(mark, ground) for mark in MARKS for ground in (*GROUNDS, "accent_soft")]
    pairs += [("edge", ground) for ground in ("paper", "column", "surface")]
    ratios = {
        pair: contrast(getattr(colours, pair[0]), getattr(colours, pair[1])) for pair in pairs
    }
    assert {pair: round(r, 2) for pair, r in ratios.items() if r < 3} == {}


def test_every_token_is_a_colour() -> None:
    for colours in (LIGHT, DARK):
        for field in fields(colours):
            if field.name != "dark":
                assert re.fullmatch(r"#[0-9a-f]{6}", getattr(colours, field.name)), field.name


def test_the_style_sheet_names_only_what_there_is(look: Theme) -> None:
    text = (resources_dir() / "styles" / "app.qss").read_text("utf-8")
    filled = Template(text).substitute(theme.style_values())
    assert "$" not in filled
    assert filled.count("{") == filled.count("}")


def test_the_typeface_is_ours(look: Theme) -> None:
    for role, weight in (("body", 400), ("strong", 600), ("title", 600)):
        info = QFontInfo(theme.font(role))  # type: ignore[arg-type] # a role's name
        assert info.family() == "Source Sans 3"
        assert info.weight() == weight


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_sizes_follow_the_text(look: Theme, percent: int) -> None:
    base, unit = theme.font().pointSizeF(), theme.unit(4)
    look.set(text_size=percent)
    assert theme.font().pointSizeF() == pytest.approx(base * percent / 100)
    assert QApplication.font().pointSizeF() == pytest.approx(base * percent / 100)
    assert theme.unit(4) == pytest.approx(unit * (1 + (percent / 100 - 1) / 2), abs=1)
    assert theme.look().text_size == percent


def test_a_second_theme_does_not_grow_the_text(qapp: QApplication, look: Theme) -> None:
    size = theme.font().pointSizeF()
    second = Theme(qapp, "light", 100)
    assert theme.font().pointSizeF() == size
    second.deleteLater()


def test_dark_and_light_are_switched_at_run_time(look: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.set("dark")
    assert theme.tokens() is DARK
    shown = QApplication.palette()
    assert shown.color(QPalette.ColorRole.Window).name() == DARK.paper
    assert DARK.accent in QApplication.instance().styleSheet()  # type: ignore[union-attr]
    look.set("light")
    assert QApplication.palette().color(QPalette.ColorRole.WindowText).name() == LIGHT.ink


def test_the_choice_is_kept_when_the_size_changes(look: Theme) -> None:
    look.set("dark")
    look.set(text_size=150)
    assert look.choice == "dark"
    assert theme.tokens() is DARK


def test_colours_by_name(look: Theme) -> None:
    assert theme.colour("accent-soft").name() == LIGHT.accent_soft
    assert theme.colour("").name() == LIGHT.ink
    with pytest.raises(AttributeError):
        theme.colour("pink")


def drawn(code: str, side: int = 64) -> QImage:
    """Return a mark in black on white."""
    image = QImage(QSize(side, side), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    marks.paint_mark(painter, code, QRectF(0, 0, side, side), QColor("black"))
    painter.end()
    return image


def ink_of(image: QImage) -> int:
    """Count the dark points of a picture."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(1 for x, y in points if image.pixelColor(x, y).lightness() < 128)


def test_marks_differ_in_shape_not_only_in_colour(look: Theme) -> None:
    codes = [*marks.VERDICTS, *marks.STANCES, "to-ask"]
    pictures = {code: drawn(code) for code in codes}
    for one, other in combinations(codes, 2):
        if {one, other} != {"not-in-place", "background"}:  # never side by side, both rings
            assert pictures[one] != pictures[other], (one, other)
    assert all(ink_of(picture) > 20 for picture in pictures.values())


def test_half_of_partly_is_filled(look: Theme) -> None:
    partly = drawn("partly")
    assert partly.pixelColor(26, 32).lightness() < 128
    assert partly.pixelColor(38, 32).lightness() > 128


def test_progress_fills_its_share(look: Theme) -> None:
    shares = [ink_of(drawn(f"progress:{done}/13")) for done in (0, 4, 8, 13)]
    assert all(less < more for less, more in pairwise(shares))
    assert ink_of(drawn("progress:0/0")) == shares[0]


def test_every_mark_has_a_word(look: Theme) -> None:
    for code in (*marks.VERDICTS, *marks.STANCES, "to-ask", ""):
        assert marks.word(code)
    assert marks.word("document") == ""


@pytest.mark.parametrize("name", sorted(icons.DRAWINGS))
def test_every_icon_is_drawn_within_its_grid(look: Theme, name: str) -> None:
    box = icons.path(name).boundingRect()
    assert min(box.left(), box.top()) >= 1
    assert max(box.right(), box.bottom()) <= 23
    assert ink_of(drawn(name)) > 40


def test_icons_are_crisp_at_twice_the_scale_and_muted_when_disabled(look: Theme) -> None:
    shown = icons.icon("document", "accent", 20)
    assert shown.pixmap(QSize(20, 20), 2.0).size() == QSize(40, 40)
    on = shown.pixmap(QSize(20, 20)).toImage()
    off = shown.pixmap(QSize(20, 20), QIcon.Mode.Disabled).toImage()
    assert on != off


def test_icons_follow_the_theme(look: Theme) -> None:
    light = icons.icon("lock").pixmap(QSize(20, 20)).toImage()
    look.set("dark")
    assert icons.icon("lock").pixmap(QSize(20, 20)).toImage() != light


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        icons.path("nothing")
