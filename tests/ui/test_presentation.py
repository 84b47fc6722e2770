"""Slides on all of a screen: turned, darkened, noted to and ended by keyboard alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ic_desktop.review.deck import Deck, Figure, Item, Note, Slide
from ic_desktop.review.slide_layout import Text, lay_out
from ic_desktop.ui.presentation.view import ruler
from ic_desktop.ui.presentation.window import Presentation
from ic_desktop.ui.theme import Theme

KEY = Qt.Key


def sample() -> Deck:
    advised = (("recommendation", "r1", "Say which German"), ("recommendation", "r2", "A clause"))
    return Deck(
        "en",
        "Musterau",
        "Peer review 2026",
        "Fictional example",
        0,
        (
            Slide("title", "Musterau", "Benchmark", text="Peer review 2026"),
            Slide("result", "At a glance", figures=(Figure(1, "In place", "in-place"),)),
            Slide(
                "conclusion",
                "Municipal employment",
                "Key factor 7",
                "partly",
                "Partly in place",
                "Trainees, no heads.",
                notes=(Note("Evidence", "“Nobody told us” – Head of an office"),),
                about=(("verdict", "v7", "7 Municipal employment"),),
            ),
            Slide(
                "recommendations",
                "Recommendations",
                items=(Item("Say which German", "1"), Item("A clause", "2")),
                about=advised,
            ),
        ),
    )


@pytest.fixture
def shown(qtbot: QtBot, look: Theme) -> Iterator[Presentation]:
    made = Presentation(sample())
    made.start()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.hasFocus)
    yield made
    made.close()
    qtbot.wait(1)


def press(qtbot: QtBot, shown: Presentation, *keys: Qt.Key) -> int:
    for key in keys:
        qtbot.keyClick(shown, key)
    return shown.view.number


def endings(shown: Presentation) -> list[str]:
    """Return a list that grows when a presentation ends and is gone."""
    told: list[str] = []
    shown.ended.connect(lambda: told.append("ended"))
    shown.destroyed.connect(lambda: told.append("destroyed"))
    return told


def picture(shown: Presentation) -> QImage:
    return shown.view.grab().toImage()


def notes(shown: Presentation) -> list[str]:
    return [label.text() for label in shown.lectern.notes.findChildren(QLabel)]


def test_it_fills_the_screen(shown: Presentation) -> None:
    assert shown.isFullScreen()
    assert not shown.lectern.isVisible()
    assert shown.view.size() == shown.size()


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ((KEY.Key_Right,), 1),
        ((KEY.Key_Down, KEY.Key_PageDown), 2),
        ((KEY.Key_Space, KEY.Key_Return, KEY.Key_Enter), 3),
        ((KEY.Key_End,), 3),
        ((KEY.Key_End, KEY.Key_Right), 3),
        ((KEY.Key_End, KEY.Key_Left), 2),
        ((KEY.Key_End, KEY.Key_Up, KEY.Key_PageUp), 1),
        ((KEY.Key_End, KEY.Key_Home), 0),
        ((KEY.Key_Left,), 0),
    ],
)
def test_keys_turn_the_slides(
    shown: Presentation, qtbot: QtBot, keys: tuple[Qt.Key, ...], there: int
) -> None:
    assert press(qtbot, shown, *keys) == there


def test_b_makes_it_black_and_any_turn_shows_the_same_slide(
    shown: Presentation, qtbot: QtBot
) -> None:
    press(qtbot, shown, KEY.Key_Right, KEY.Key_B)
    assert picture(shown).pixelColor(300, 300) == QColor("black")
    assert press(qtbot, shown, KEY.Key_Right) == 1, "nobody skips what nobody saw"
    assert picture(shown).pixelColor(300, 300) != QColor("black")


def test_n_shows_the_notes_of_the_slide_and_hides_them(shown: Presentation, qtbot: QtBot) -> None:
    press(qtbot, shown, KEY.Key_Right, KEY.Key_Right, KEY.Key_N)
    assert shown.lectern.isVisible()
    assert "“Nobody told us” – Head of an office" in notes(shown)
    assert shown.lectern.place.text() == "3 of 4"
    assert shown.lectern.next.text() == "Next: Recommendations"
    press(qtbot, shown, KEY.Key_End)
    assert "No notes to this slide." in notes(shown)
    press(qtbot, shown, KEY.Key_N)
    assert not shown.lectern.isVisible()


def test_a_reaction_is_tied_to_what_is_shown(shown: Presentation, qtbot: QtBot) -> None:
    kept: list[tuple[str, str, str]] = []
    shown.reacted.connect(lambda *given: kept.append(given))
    press(qtbot, shown, KEY.Key_Right, KEY.Key_Right, KEY.Key_R)
    line = shown.lectern.line
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "Born in 1950? No, in 1960")
    qtbot.keyClick(line, KEY.Key_Return)
    assert kept == [("verdict", "v7", "Born in 1950? No, in 1960")]
    assert line.text() == "", "the next one can be typed at once"
    qtbot.waitUntil(lambda: "Noted:" in shown.lectern._kept.text())
    qtbot.wait(20)
    assert line.height() >= line.sizeHint().height(), "there is room to type the next one"
    qtbot.keyClick(line, KEY.Key_Escape)
    qtbot.waitUntil(shown.hasFocus)
    assert shown.isVisible()
    assert not shown.lectern.isVisible()


def test_up_and_down_choose_what_a_reaction_is_about(shown: Presentation, qtbot: QtBot) -> None:
    kept: list[tuple[str, str, str]] = []
    shown.reacted.connect(lambda *given: kept.append(given))
    press(qtbot, shown, KEY.Key_End, KEY.Key_R)
    line = shown.lectern.line
    for text, key in (("One", None), ("Two", KEY.Key_Down), ("All", KEY.Key_Down)):
        if key:
            qtbot.keyClick(line, key)
        qtbot.keyClicks(line, text)
        qtbot.keyClick(line, KEY.Key_Return)
    qtbot.keyClick(line, KEY.Key_PageUp)
    assert shown.view.number == 3, "no page turns under somebody's hands"
    assert kept == [
        ("recommendation", "r1", "One"),
        ("recommendation", "r2", "Two"),
        ("", "", "All"),
    ]


def test_who_may_not_react_gets_no_line(qtbot: QtBot, look: Theme) -> None:
    made = Presentation(sample(), may_react=False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    qtbot.keyClick(made, KEY.Key_R)
    assert not made.lectern.isVisible()


def test_escape_ends_it(qtbot: QtBot, look: Theme) -> None:
    made = Presentation(sample())
    made.start()
    qtbot.waitExposed(made)
    told = endings(made)
    qtbot.keyClick(made, KEY.Key_Escape)
    qtbot.waitUntil(lambda: told == ["ended", "destroyed"])


def test_the_mouse_turns_too(shown: Presentation, qtbot: QtBot) -> None:
    qtbot.mouseClick(shown.view, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert shown.view.number == 1
    qtbot.mouseClick(shown.view, Qt.MouseButton.RightButton, pos=QPoint(40, 40))
    assert shown.view.number == 0


def test_with_two_screens_the_notes_have_a_window_of_their_own(
    qtbot: QtBot, look: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Presentation(sample())
    screen = made.screen()
    monkeypatch.setattr(made, "parentWidget", lambda: None)
    made.start([screen, _Other(screen)])  # type: ignore[list-item] # stands for a second screen
    qtbot.waitExposed(made)
    assert made.apart
    assert made.lectern.isWindow()
    assert made.lectern.isVisible()
    qtbot.keyClick(made.lectern, KEY.Key_Right)
    assert made.view.number == 1, "the presenter's own window turns the slides"
    told = endings(made)
    qtbot.keyClick(made.lectern, KEY.Key_Escape)
    qtbot.waitUntil(lambda: told == ["ended", "destroyed"])


class _Other:
    """A second screen, where there is none."""

    def __init__(self, screen: object) -> None:
        self._screen = screen

    def geometry(self) -> object:
        return self._screen.geometry()  # type: ignore[attr-defined]


def test_a_screen_reader_hears_the_slide(shown: Presentation, qtbot: QtBot) -> None:
    press(qtbot, shown, KEY.Key_Right, KEY.Key_Right)
    name = shown.view.accessibleName()
    assert name.startswith("Slide 3 of 4: Municipal employment. Key factor 7")
    assert "Trainees, no heads." in name


@pytest.mark.parametrize("size", [(640, 480), (1366, 768), (1920, 1080), (768, 1366)])
def test_a_slide_scales_to_any_screen(
    shown: Presentation, qtbot: QtBot, size: tuple[int, int]
) -> None:
    shown.showNormal()
    shown.resize(*size)
    qtbot.waitUntil(lambda: shown.view.width() == size[0])
    press(qtbot, shown, KEY.Key_End)
    found = picture(shown)
    dark = [
        (x, y)
        for x in range(0, found.width(), 2)
        for y in range(0, found.height(), 2)
        if found.pixelColor(x, y).lightness() < 90
    ]
    wide, high = (max(p[n] for p in dark) - min(p[n] for p in dark) for n in (0, 1))
    scale = min(size[0] / 1920, size[1] / 1080)
    assert 0.2 * 1920 * scale < wide < 1920 * scale
    assert 0.1 * 1080 * scale < high < 1080 * scale


def test_screen_and_paper_break_lines_alike(look: Theme) -> None:
    from ic_desktop.report.slides import _ruler

    deck = sample()
    for number in range(len(deck.slides)):
        screen, paper = (lay_out(deck, number, one) for one in (ruler, _ruler))
        assert [t.text for t in screen if isinstance(t, Text)] == [
            t.text for t in paper if isinstance(t, Text)
        ]
