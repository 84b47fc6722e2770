"""Every widget of the kit under real clicks and keys, in both themes and at 200 % text."""

import gc
from collections.abc import Iterator
from pathlib import Path

import gallery
import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ic_desktop.errors import FileNotWritten
from ic_desktop.ui import theme
from ic_desktop.ui.formats import date_words, day_format
from ic_desktop.ui.theme import Theme
from ic_desktop.ui.widgets import dialogs, drops
from ic_desktop.ui.widgets.buttons import Button, IconButton, LinkButton, ShorteningPrimaryButton
from ic_desktop.ui.widgets.chips import Chip, ChipButton
from ic_desktop.ui.widgets.choices import ChoiceRow, VerdictPicker
from ic_desktop.ui.widgets.dates import (
    CalendarPopup,
    DateField,
    date_order,
    parse_date,
)
from ic_desktop.ui.widgets.dialogs import ErrorDialog, ReasonDialog
from ic_desktop.ui.widgets.drops import Dropped, DropZone, accept_drops, read_mime
from ic_desktop.ui.widgets.flow import FlowLayout
from ic_desktop.ui.widgets.forms import Check, Picker, field
from ic_desktop.ui.widgets.labels import Badge, Elided, MarkLabel, Muted, Title, Words
from ic_desktop.ui.widgets.lists import CardItem, CardList
from ic_desktop.ui.widgets.nav import NavItem, NavList
from ic_desktop.ui.widgets.notices import Busy, Hint, Notice, SavedState
from ic_desktop.ui.widgets.palette import Palette
from ic_desktop.ui.widgets.spread import Spread
from ic_desktop.ui.widgets.surfaces import Card, Foldable, PageScroll, Panel
from ic_desktop.ui.widgets.table import Cell, Column, Row, Table
from ic_desktop.ui.widgets.text import LONGEST, GrowingText, Line, SearchField

K = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
OPEN: list[QWidget] = []
"""The windows of the running test: Qt's test helper does not keep them."""
YES_NO = [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("dont-know", "Don’t know")]


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[Theme]:
    """Give the application its look, light at 100 %, and leave it so."""
    made = Theme(qapp, "light", 100)
    yield made
    OPEN.clear()
    if (theme.tokens().dark, theme.look().text_size) != (False, 100):
        made.set("light", 100)
    made.deleteLater()


class Heard(list[object]):
    """Collects what a signal tells."""

    def __call__(self, value: object = None) -> None:
        self.append(value)


def shown(qtbot: QtBot, widget: QWidget, width: int = 600, height: int = 300) -> QWidget:
    """Put a widget into a window beside a line edit, and show it."""
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit(accessibleName="elsewhere"))
    layout.addWidget(widget)
    layout.addStretch(1)
    window.resize(width, height)
    qtbot.addWidget(window)
    OPEN.append(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def pill(row: QWidget, text: str) -> QAbstractButton:
    """Return an option by its word."""
    return next(b for b in row.findChildren(QAbstractButton) if b.text() == text)


# Choices


def test_a_click_chooses_and_a_second_takes_back(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2 Guidelines?", YES_NO)
    heard = Heard()
    row.chosen.connect(heard)
    shown(qtbot, row)
    qtbot.mouseClick(pill(row, "Partly"), LEFT)
    assert row.value() == "partly"
    assert pill(row, "Partly").isChecked()
    qtbot.mouseClick(pill(row, "No"), LEFT)
    qtbot.mouseClick(pill(row, "No"), LEFT)
    assert heard == ["partly", "no", ""]
    assert not any(b.isChecked() for b in row.findChildren(QAbstractButton))


def test_arrows_and_digits_choose(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2", YES_NO)
    heard = Heard()
    row.chosen.connect(heard)
    window = shown(qtbot, row)
    window.findChild(QLineEdit).setFocus()
    qtbot.keyClick(window.findChild(QLineEdit), K.Key_Tab)
    assert QApplication.focusWidget() is pill(row, "Yes"), "one stop, on the first"
    assert row.value() == "", "arriving chooses nothing"
    for key in (K.Key_Space, K.Key_Right, K.Key_Left, K.Key_Left, K.Key_2, K.Key_End, K.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert heard == ["yes", "partly", "yes", "dont-know", "partly", "dont-know", "yes"]
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Delete)
    assert row.value() == ""
    qtbot.keyClick(QApplication.focusWidget(), K.Key_7)
    assert row.value() == "", "there is no seventh"


def test_a_choice_is_one_stop_of_the_tab_key(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2", YES_NO)
    row.set_value("no")
    after = Line("after")
    both = Panel()
    both.add(row, after)
    window = shown(qtbot, both)
    window.findChild(QLineEdit).setFocus()
    qtbot.keyClick(window.findChild(QLineEdit), K.Key_Tab)
    assert QApplication.focusWidget() is pill(row, "No")
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Tab)
    assert QApplication.focusWidget() is after


def test_setting_a_choice_tells_nothing(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2", YES_NO)
    qtbot.addWidget(row)
    heard = Heard()
    row.chosen.connect(heard)
    for value, expected in (("no", "no"), (None, ""), ("yes", "yes"), ("what", ""), ("", "")):
        row.set_value(value)
        assert row.value() == expected
    assert heard == []


def test_a_read_only_choice_shows_and_stays(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2", YES_NO)
    row.set_value("yes")
    row.set_read_only(True)
    shown(qtbot, row)
    qtbot.mouseClick(pill(row, "No"), LEFT)
    assert row.value() == "yes"
    assert pill(row, "Yes").isChecked()


def test_a_choice_serves_another_question(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2", YES_NO)
    row.set_value("no")
    shown(qtbot, row)
    row.set_options([("enough", "Enough"), ("some-gaps", "Some gaps")], "7.3")
    assert row.value() == ""
    qtbot.mouseClick(pill(row, "Some gaps"), LEFT)
    assert row.value() == "some-gaps"
    assert pill(row, "Some gaps").accessibleDescription() == "7.3"


def test_pills_wrap(qtbot: QtBot) -> None:
    row = ChoiceRow("7.2", YES_NO)
    window = shown(qtbot, row, width=600)
    tops = {b.y() for b in row.findChildren(QAbstractButton)}
    assert len(tops) == 1
    window.resize(180, 300)
    qtbot.waitUntil(lambda: len({b.y() for b in row.findChildren(QAbstractButton)}) > 1)
    for button in row.findChildren(QAbstractButton):
        assert row.rect().contains(button.geometry())


def test_verdicts_stand_in_two_columns(qtbot: QtBot) -> None:
    picker = VerdictPicker()
    heard = Heard()
    picker.chosen.connect(heard)
    shown(qtbot, picker)
    qtbot.mouseClick(pill(picker, "Not in place"), LEFT)
    for key in (K.Key_Right, K.Key_Up, K.Key_Left, K.Key_Down):
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert heard == ["not-in-place", "not-applicable", "partly", "in-place", "not-in-place"]
    picker.focus_chosen()
    qtbot.keyClick(QApplication.focusWidget(), K.Key_Backspace)
    assert picker.value() == ""


# Words


def test_growing_text_tells_typing_and_leaving(qtbot: QtBot) -> None:
    text = GrowingText("Note", placeholder="Note")
    typed, left = Heard(), Heard()
    text.typed.connect(typed)
    text.left.connect(left)
    window = shown(qtbot, text)
    text.setFocus()
    qtbot.keyClicks(text, "ab")
    assert typed == ["a", "ab"]
    qtbot.keyClick(text, K.Key_Tab)
    assert left == ["ab"]
    assert text.text() == "ab", "Tab moves on"
    text.set_text("from elsewhere")
    assert typed == ["a", "ab"]
    assert QApplication.focusWidget() is not text
    assert window.isVisible()


def test_undo_within_a_text_is_its_own(qtbot: QtBot) -> None:
    text = GrowingText("Note")
    shown(qtbot, text)
    text.setFocus()
    text.set_text("one")
    text.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(text, " two")
    qtbot.keyClick(text, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.text() == "one"


@pytest.mark.parametrize("make", [GrowingText, Line])
def test_undo_in_a_field_reaches_back_to_when_the_keyboard_came(
    qtbot: QtBot, make: type[GrowingText] | type[Line]
) -> None:
    text, other, window = make("Note"), Line("Other"), QWidget()
    layout = QVBoxLayout(window)
    layout.addWidget(text)
    layout.addWidget(other)
    taken_back: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), window)
    shortcut.activated.connect(lambda: taken_back.append(text.text()))
    shown(qtbot, window)
    text.setFocus()
    qtbot.keyClicks(text, "Nobody came.")
    other.setFocus()
    text.setFocus()
    qtbot.keyClick(text, K.Key_End)
    qtbot.keyClicks(text, " Nobody")
    qtbot.keyClick(text, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.text() == "Nobody came."
    assert taken_back == []
    qtbot.keyClick(text, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert text.text() == "Nobody came.", "what stood there before is the program's to take back"
    assert taken_back == ["Nobody came."]


def test_undo_in_a_text_takes_back_word_by_word(qtbot: QtBot) -> None:
    text = GrowingText("Note")
    shown(qtbot, text)
    text.setFocus()
    qtbot.keyClicks(text, "Asked in March, by letter")
    seen = []
    while text.document().isUndoAvailable():
        qtbot.keyClick(text, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
        seen.append(text.text())
    assert seen == ["Asked in March, by", "Asked in March,", "Asked in", "Asked", ""]
    qtbot.keyClick(text, K.Key_Z, CTRL_SHIFT)
    qtbot.keyClick(text, K.Key_Z, CTRL_SHIFT)
    assert text.text() == "Asked in", "and redo gives it again"


def test_a_text_grows_with_its_words_up_to_a_bound(qtbot: QtBot) -> None:
    text = GrowingText("Note", most=5)
    shown(qtbot, text, height=600)
    heights = []
    for lines in (1, 3, 5, 9):
        text.set_text("\n".join("x" * lines))
        QApplication.processEvents()
        heights.append(text.height())
    line = text.fontMetrics().lineSpacing()
    assert heights[1] - heights[0] == 2 * line
    assert heights[2] - heights[1] == 2 * line
    assert heights[3] == heights[2]
    assert text.verticalScrollBar().maximum() > 0
    text.set_text("word " * 100)
    QApplication.processEvents()
    assert text.height() == heights[2], "wrapped lines count too"
    text.set_text("x")
    qtbot.waitUntil(lambda: text.height() == heights[0])
    assert text.verticalScrollBar().maximum() == 0


def test_setting_a_text_keeps_the_cursor(qtbot: QtBot) -> None:
    text = GrowingText("Note")
    shown(qtbot, text)
    text.setFocus()
    qtbot.keyClicks(text, "abcdef")
    for _ in range(3):
        qtbot.keyClick(text, K.Key_Left)
    text.set_text("abcdef!")
    assert text.textCursor().position() == 3


def test_pasting_takes_plain_words_and_not_too_many(qtbot: QtBot) -> None:
    text = GrowingText("Note")
    shown(qtbot, text)
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("bold")
    text.insertFromMimeData(mime)
    assert text.text() == "bold"
    mime = QMimeData()
    mime.setText("x" * (LONGEST + 5))
    text.insertFromMimeData(mime)
    assert len(text.text()) == LONGEST
    assert QToolTip.text().startswith("9 characters were left out")
    QToolTip.hideText()


def test_the_wheel_over_a_short_text_scrolls_the_page(qtbot: QtBot) -> None:
    text = GrowingText("Note", most=2)
    shown(qtbot, text)
    assert not wheel(text)
    text.set_text("a\nb\nc\nd\ne")
    QApplication.processEvents()
    assert wheel(text)


def wheel(widget: QWidget) -> bool:
    """Turn the wheel over a widget and say whether it took the turn."""
    at = QPointF(5, 5)
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(0, -40),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    widget.wheelEvent(event)
    return event.isAccepted()


def test_a_line_tells_typing_leaving_and_entering(qtbot: QtBot) -> None:
    line = Line("City", placeholder="City")
    typed, left, entered = Heard(), Heard(), Heard()
    line.typed.connect(typed)
    line.left.connect(left)
    line.entered.connect(entered)
    shown(qtbot, line)
    line.setFocus()
    line.set_text("Mu")
    qtbot.keyClicks(line, "s")
    qtbot.keyClick(line, K.Key_Return)
    qtbot.keyClick(line, K.Key_Tab)
    assert typed == ["Mus"]
    assert entered == ["Mus"]
    assert left == ["Mus"]


def test_searching_follows_typing_after_a_rest(qtbot: QtBot) -> None:
    search = SearchField("Search", rest=5)
    moved = Heard()
    search.moved.connect(moved)
    shown(qtbot, search)
    search.setFocus()
    with qtbot.waitSignal(search.searched) as told:
        qtbot.keyClicks(search, "abc")
    assert told.args == ["abc"]
    qtbot.keyClick(search, K.Key_Down)
    qtbot.keyClick(search, K.Key_Up)
    assert moved == [1, -1]
    with qtbot.waitSignal(search.searched) as told:
        qtbot.keyClick(search, K.Key_Escape)
    assert told.args == [""]


def test_a_long_name_gives_way_where_room_is_scarce(qtbot: QtBot) -> None:
    name = "5 Einbindung von Akteuren außerhalb der Verwaltung"
    row = Panel(direction="row")
    button = ShorteningPrimaryButton(name, icon_name="next", icon_right=True)
    row.add(button)
    qtbot.addWidget(row)
    row.resize(4000, 60)
    row.show()
    whole = button.sizeHint().width()
    assert button.width() == whole
    row.resize(whole // 2, 60)
    QApplication.processEvents()
    assert whole // 3 < button.width() <= whole // 2
    assert button.text() == name
    row.grab()  # paints it


# Dates

ENGLISH = [QLocale("en_GB").monthName(n) for n in range(1, 13)]
GERMAN = [QLocale("de_DE").monthName(n) for n in range(1, 13)]


@pytest.mark.parametrize(
    ("typed", "order", "iso"),
    [
        ("14.3.2026", "dmy", "2026-03-14"),
        ("14/03/26", "dmy", "2026-03-14"),
        ("3/14/2026", "mdy", "2026-03-14"),
        ("26. 3. 14", "ymd", "2026-03-14"),
        ("2026-03-14", "mdy", "2026-03-14"),
        ("14 March 2026", "dmy", "2026-03-14"),
        ("Mar 14, 2026", "mdy", "2026-03-14"),
        ("14 mar 26", "dmy", "2026-03-14"),
        ("14 Mar", "dmy", None),
        ("March 2026", "dmy", "2026-03"),
        ("3/2026", "dmy", "2026-03"),
        ("2026-03", "dmy", "2026-03"),
        ("2026", "dmy", "2026"),
        ("  ", "dmy", ""),
        ("29.2.2024", "dmy", "2024-02-29"),
        ("29.2.2026", "dmy", None),
        ("31.31.2026", "dmy", None),
        ("soon", "dmy", None),
        ("14.3.", "dmy", None),
        ("12", "dmy", None),
        ("Ma 2026", "dmy", None),
        ("1 2 3 4", "dmy", None),
        ("0000-01-01", "dmy", None),
        ("–", "dmy", None),
    ],
)
def test_dates_as_people_type_them(typed: str, order: str, iso: str | None) -> None:
    assert parse_date(typed, order, ENGLISH) == iso


def test_months_by_their_names_in_another_language() -> None:
    assert parse_date("3. Dezember 2026", "dmy", GERMAN) == "2026-12-03"
    assert parse_date("3 Okt 2026", "dmy", GERMAN) == "2026-10-03"


def test_the_order_is_the_locales() -> None:
    assert date_order(QLocale("de_DE")) == "dmy"
    assert date_order(QLocale("en_US")) == "mdy"
    assert date_order(QLocale("hu_HU")) == "ymd"


def test_a_date_is_shown_in_words_that_can_be_typed_again() -> None:
    for name in ("en_GB", "de_DE", "fr_FR", "en_US", "pl_PL"):
        locale = QLocale(name)
        months = [locale.monthName(n) for n in range(1, 13)]
        for iso in ("2026-03-14", "2026-12-01"):
            words = date_words(iso, locale)
            assert parse_date(words, date_order(locale), months) == iso, words
    assert date_words("2026") == "2026"
    assert date_words("2026-03", QLocale("en_GB")) == "March 2026"
    assert date_words("2026-03-12", QLocale("en_GB")) == "12 Mar 2026"
    assert date_words("2026-03-12", QLocale("de_DE")) == "12. März 2026"
    assert day_format(QLocale("en_GB"), year=False) == "d MMM"
    assert day_format(QLocale("de_DE"), year=False) == "d. MMM"
    assert date_words("what", QLocale("en_GB")) == "what"


def test_a_typed_date_is_told_once_it_is_whole(qtbot: QtBot) -> None:
    date = DateField("By")
    date.setLocale(QLocale("en_GB"))
    heard = Heard()
    date.changed.connect(heard)
    shown(qtbot, date)
    date.line.setFocus()
    qtbot.keyClicks(date.line, "14/3/26")
    assert heard == []
    qtbot.keyClick(date.line, K.Key_Return)
    assert heard == ["2026-03-14"]
    assert date.line.text() == "14 Mar 2026"
    qtbot.keyClick(date.line, K.Key_Tab)
    assert heard == ["2026-03-14"], "leaving tells nothing new"


def test_what_is_no_date_is_marked_and_not_told(qtbot: QtBot) -> None:
    date = DateField("By", value="2026-03-14")
    heard = Heard()
    date.changed.connect(heard)
    shown(qtbot, date)
    date.line.setFocus()
    date.line.selectAll()
    qtbot.keyClicks(date.line, "2025")
    qtbot.keyClick(date.line, K.Key_Tab)
    assert heard == []
    assert "not a date" in date.problem()
    assert date.value() == "2026-03-14"
    assert any(label.text() == date.problem() for label in date.findChildren(QLabel))
    date.line.clear()
    date.line.setFocus()
    qtbot.keyClick(date.line, K.Key_Return)
    assert heard == [""]
    assert date.problem() == ""


def test_a_partial_date_may_be_a_year(qtbot: QtBot) -> None:
    date = DateField("Date", partial=True)
    shown(qtbot, date)
    date.line.setFocus()
    with qtbot.waitSignal(date.changed) as told:
        qtbot.keyClicks(date.line, "2025")
        qtbot.keyClick(date.line, K.Key_Return)
    assert told.args == ["2025"]


def test_the_calendar_is_made_when_it_is_opened(qtbot: QtBot) -> None:
    date = DateField("By", value="2026-03-14")
    shown(qtbot, date)
    assert date.findChild(QCalendarWidget) is None
    date.line.setFocus()
    qtbot.keyClick(date.line, K.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = date.findChild(QCalendarWidget)
    assert calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "2026-03-14"
    with qtbot.waitSignal(date.changed) as told:
        calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert told.args == ["2026-03-15"]
    qtbot.waitUntil(lambda: date.findChild(QCalendarWidget) is None)


def test_an_empty_date_shows_a_form_to_fill_and_no_date(qtbot: QtBot) -> None:
    date = DateField("By")
    qtbot.addWidget(date)
    for name, hint in (("en_GB", "day month year"), ("en_US", "month day, year")):
        date.setLocale(QLocale(name))
        assert date.line.placeholderText() == hint


@pytest.mark.parametrize("corner", ["top", "bottom"])
def test_the_calendar_opens_inside_the_screen(qtbot: QtBot, corner: str) -> None:
    date = DateField("By")
    shown(qtbot, date, width=300, height=40)
    room = date.screen().availableGeometry()
    at = room.topLeft() if corner == "top" else room.bottomRight() - QPoint(100, 100)
    date.window().move(at)
    date.open_calendar()
    popup = date.findChild(CalendarPopup)
    assert room.contains(popup.geometry())
    field = QRect(date.mapToGlobal(QPoint(0, 0)), date.size())
    assert not popup.geometry().intersects(field)
    popup.close()


def test_a_read_only_date(qtbot: QtBot) -> None:
    date = DateField("By", value="2026-03-14")
    shown(qtbot, date)
    date.set_read_only(True)
    assert date.line.isReadOnly()
    assert not date.button.isVisible()


# Forms and buttons


def test_a_label_names_and_helps_its_field(qtbot: QtBot) -> None:
    line = Line("City")
    box = field("City", line, "As it is called in the report")
    qtbot.addWidget(box)
    assert line.accessibleDescription() == "As it is called in the report"
    assert any(label.buddy() is line for label in box.findChildren(QLabel))


def test_a_picker_tells_only_a_persons_choice(qtbot: QtBot) -> None:
    picker = Picker("Stance", [("supports", "supports"), ("contradicts", "contradicts")])
    heard = Heard()
    picker.chosen.connect(heard)
    shown(qtbot, picker)
    assert picker.value() == ""
    picker.set_value("contradicts")
    assert heard == []
    picker.setFocus()
    qtbot.keyClick(picker, K.Key_Up)
    assert heard == ["supports"]
    assert not wheel(picker)
    picker.showPopup()
    assert picker.view().accessibleName() == "Stance"
    picker.hidePopup()
    picker.set_options([("supports", "dafür")])
    assert picker.value() == "supports"


def test_a_check_box_by_click_and_key(qtbot: QtBot) -> None:
    check = Check("Come back to this")
    heard = Heard()
    check.ticked.connect(heard)
    shown(qtbot, check)
    qtbot.mouseClick(check, LEFT, pos=QPoint(check.sizeHint().width() - 6, 6))
    check.setFocus()
    qtbot.keyClick(check, K.Key_Space)
    check.set_value(True)
    assert heard == [True, False]


def test_buttons_call_and_can_be_pressed_by_key(qtbot: QtBot) -> None:
    heard = Heard()
    box = Panel()
    box.add(Button("Go", icon_name="next", clicked=heard), LinkButton("Link", clicked=heard))
    cross = IconButton("close", "Close", shortcut="Esc", clicked=heard)
    box.add(cross)
    shown(qtbot, box)
    for button in box.findChildren(QAbstractButton):
        qtbot.keyClick(button, K.Key_Space)
    assert heard == [None, None, None]
    assert cross.toolTip() == "Close (Esc)"


# Surfaces


def test_a_fold_builds_when_first_opened(qtbot: QtBot) -> None:
    built = Heard()

    def build() -> QWidget:
        built()
        return Words("Because.")

    fold = Foldable("Why it matters", build)
    shown(qtbot, fold)
    assert built == []
    fold.button.setFocus()
    for key, is_open in (
        (K.Key_Space, True),
        (K.Key_Return, False),
        (K.Key_Right, True),
        (K.Key_Right, True),
        (K.Key_Left, False),
    ):
        qtbot.keyClick(fold.button, key)
        assert fold.is_open() is is_open
        assert fold.content is not None
        assert fold.content.isVisible() is is_open
    qtbot.mouseClick(fold.button, LEFT)
    assert fold.is_open()
    assert len(built) == 1


def test_a_panels_gaps_follow_the_text(qtbot: QtBot, look: Theme) -> None:
    card = Card(title="Next")
    qtbot.addWidget(card)
    before = card.body.contentsMargins().left()
    look.set(text_size=200)
    assert card.body.contentsMargins().left() > before
    assert card.body.contentsMargins().left() == theme.unit(2)


def test_the_page_scrolls_to_what_has_the_keyboard(qtbot: QtBot) -> None:
    column = Panel()
    lines = [Line(f"line {n}") for n in range(40)]
    column.add(*lines)
    scroll = PageScroll(column)
    shown(qtbot, scroll, height=300)
    assert lines[-1].visibleRegion().isEmpty()
    lines[-1].setFocus()
    assert not lines[-1].visibleRegion().isEmpty()
    lines[0].setFocus()
    assert scroll.verticalScrollBar().value() == 0
    scroll.reveal(lines[20])
    assert not lines[20].visibleRegion().isEmpty()


def test_flows_are_as_high_as_their_lines(qtbot: QtBot) -> None:
    box = QWidget()
    flow = FlowLayout(box, gap=1)
    for n in range(6):
        flow.addWidget(QPushButton(f"Button {n}"))
    qtbot.addWidget(box)
    wide, narrow = flow.heightForWidth(2000), flow.heightForWidth(120)
    assert narrow >= 6 * wide
    flow.itemAt(0).widget().hide()
    flow.invalidate()
    assert flow.heightForWidth(120) < narrow
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    taken = flow.takeAt(5)
    assert taken is not None
    taken.widget().setParent(None)
    assert flow.count() == 5


def spread(qtbot: QtBot, width: int, height: int) -> tuple[Spread, QWidget, QWidget, Line]:
    """Return a page's frame with a head, an aside and a field in its main part."""
    page = Spread()
    head = Panel(page)
    head.add(Title("A statement of some length that says what shall be true. " * 2, head))
    aside = Panel(page)
    aside.add(Muted("Evidence", aside))
    main = Panel(page.room)
    line = Line("Note", main)
    main.add(line)
    page.show_parts(main, head, aside)
    page.resize(width, height)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page, head, aside, line


def test_the_head_stays_where_there_is_room(qtbot: QtBot) -> None:
    page, head, aside, _line = spread(qtbot, 1120, 700)
    assert not page.room.isAncestorOf(head)
    assert not page.room.isAncestorOf(aside)
    assert aside.x() > page.view.geometry().right()


def test_everything_scrolls_where_there_is_none(qtbot: QtBot) -> None:
    page, head, aside, line = spread(qtbot, 1120, 700)
    line.setFocus()
    page.resize(400, 200)
    assert page.room.isAncestorOf(head)
    assert page.room.isAncestorOf(aside)
    assert head.isVisible()
    assert aside.isVisible()
    assert QApplication.focusWidget() is line
    assert head.mapTo(page, QPoint()).y() <= line.mapTo(page, QPoint()).y()
    page.resize(1120, 700)
    assert not page.room.isAncestorOf(head)


# Labels, chips, notices


def test_markup_in_words_stays_visible(qtbot: QtBot) -> None:
    label = Words("<b>not bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>not bold</b>"


def test_a_badge_of_nothing_is_hidden(qtbot: QtBot) -> None:
    badge = Badge(3)
    shown(qtbot, badge)
    assert badge.isVisible()
    badge.set_count(0)
    assert not badge.isVisible()


def test_a_mark_is_read_by_its_word(qtbot: QtBot) -> None:
    label = MarkLabel("partly")
    qtbot.addWidget(label)
    assert label.accessibleName() == label.text() == "Partly in place"
    label.set_mark("supports")
    assert label.accessibleName() == "supports"


def test_a_shortened_label_has_its_whole_text_in_the_tooltip(qtbot: QtBot) -> None:
    label = Elided("A long name of a file that hardly fits.pdf")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    assert label.toolTip() == label.text()


def test_a_chip_opens_and_is_taken_away(qtbot: QtBot) -> None:
    chip = Chip("Report & annex, p. 14", removable=True, detail="Annual report")
    opened, removed = Heard(), Heard()
    chip.opened.connect(opened)
    chip.removed.connect(removed)
    shown(qtbot, chip)
    qtbot.mouseClick(chip.button, LEFT)
    qtbot.keyClick(chip.button, K.Key_Return)
    qtbot.keyClick(chip.button, K.Key_Delete)
    qtbot.mouseClick(chip.findChild(IconButton), LEFT)
    assert (len(opened), len(removed)) == (2, 2)
    assert chip.findChild(IconButton).accessibleName() == "Take away: Report & annex, p. 14"


def test_a_chip_that_stays_does_not_go_by_delete(qtbot: QtBot) -> None:
    chip = Chip("Report")
    removed = Heard()
    chip.removed.connect(removed)
    shown(qtbot, chip)
    qtbot.keyClick(chip.button, K.Key_Delete)
    assert removed == []
    assert chip.findChild(IconButton) is None


def test_a_long_chip_fits_a_narrow_card(qtbot: QtBot) -> None:
    box = QWidget()
    flow = FlowLayout(box)
    chip = Chip("A document with a name that goes on and on and on.pdf", removable=True)
    flow.addWidget(chip)
    box.resize(160, 60)
    qtbot.addWidget(box)
    box.show()
    assert chip.width() <= 160


def test_a_notice_says_acts_and_closes(qtbot: QtBot) -> None:
    notice = Notice.of_error(FileNotWritten("a.pdf", "the disk is full"))
    heard = Heard()
    notice.add_action("Save a copy…", heard)
    shown(qtbot, notice)
    qtbot.mouseClick(pill(notice, "Save a copy…"), LEFT)
    assert heard == [None]
    with qtbot.waitSignal(notice.closed):
        qtbot.mouseClick(notice.findChild(IconButton), LEFT)
    assert not notice.isVisible()
    notice.say("Other words", tone="warn")
    assert notice.text() == "Other words"
    assert notice.property("tone") == "warn"


def test_a_hint_does_the_first_thing(qtbot: QtBot) -> None:
    hint = Hint("No evidence yet", "Drop a document here.", button="Add evidence")
    shown(qtbot, hint)
    with qtbot.waitSignal(hint.acted):
        qtbot.mouseClick(pill(hint, "Add evidence"), LEFT)


def test_the_saved_state_in_words(qtbot: QtBot) -> None:
    state = SavedState()
    qtbot.addWidget(state)
    state.saving()
    assert state.text() == "Saving…"
    state.saved("14:02")
    assert state.text() == "✓ Saved 14:02"
    state.failed("the disk is full")
    assert state.text() == "Not saved: the disk is full"


def test_long_work_shows_how_far_and_is_cancelled_once(qtbot: QtBot) -> None:
    busy = Busy("Attaching")
    heard = Heard()
    busy.cancelled.connect(heard)
    shown(qtbot, busy)
    busy.set_progress(3_000_000_000, 6_000_000_000, "3 of 6 GB")
    assert busy._bar.value() == busy._bar.maximum() // 2
    busy.set_progress(0, 0)
    assert busy._bar.maximum() == 0
    qtbot.mouseClick(busy.cancel_button, LEFT)
    qtbot.mouseClick(busy.cancel_button, LEFT)
    assert len(heard) == 1


# Drops


def mime_of(*paths: Path) -> QMimeData:
    """Return what the file manager hands over for some files."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget: QWidget, mime: QMimeData) -> bool:
    """Drag something over a widget and drop it there; say whether it was taken."""
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, mime, LEFT, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    assert widget.property("dropping") is True
    event = QDropEvent(QPointF(5, 5), copy, mime, LEFT, none)
    event.ignore()
    QApplication.sendEvent(widget, event)
    assert widget.property("dropping") is False
    return event.isAccepted()


def test_files_are_dropped_onto_a_card(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "Protokoll 1.pdf"
    file.write_bytes(b"x")
    card, heard = Card(), Heard()
    accept_drops(card, heard)
    shown(qtbot, card)
    assert drop(card, mime_of(file, tmp_path, tmp_path / "gone.pdf"))
    assert heard == [Dropped(files=(file,))]
    assert not drop(card, mime_of(tmp_path)), "a folder alone is not taken"
    words = QMimeData()
    words.setText("some words")
    assert not drop(card, words)
    card.setEnabled(False)
    assert not drop(card, mime_of(file))
    assert len(heard) == 1


def test_links_and_pictures(qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a?b=c"), QUrl("ftp://example.org")])
    assert read_mime(mime) == Dropped(links=("https://example.org/a?b=c",))
    mime = QMimeData()
    mime.setText(" https://example.org/x ")
    assert read_mime(mime).links == ("https://example.org/x",)
    mime.setText("https://example.org is a page")
    assert not read_mime(mime)
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    mime = QMimeData()
    mime.setImageData(picture)
    taken = read_mime(mime).picture
    assert taken is not None
    assert taken.size() == picture.size()


def test_the_drop_zone_by_keyboard(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("a")
    zone = DropZone("Add evidence")
    heard = Heard()
    zone.taken.connect(heard)
    shown(qtbot, zone)
    chosen = ([str(file)], "")
    monkeypatch.setattr(drops.QFileDialog, "getOpenFileNames", lambda *_: chosen)
    zone.setFocus()
    qtbot.keyClick(zone, K.Key_Return)
    qtbot.mouseClick(zone.choose_button, LEFT)
    assert heard == [Dropped(files=(file,))] * 2
    assert zone.folder == str(tmp_path)
    chosen = ([], "")
    qtbot.keyClick(zone, K.Key_Space)
    QGuiApplication.clipboard().setText("https://example.org")
    qtbot.keyClick(zone, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard[2:] == [Dropped(links=("https://example.org",))]


# The navigation


def nav(qtbot: QtBot) -> tuple[NavList, Heard]:
    """Return a navigation column and what it told."""
    column, heard = NavList("Places"), Heard()
    column.set_items(gallery.nav_items())
    column.chosen.connect(heard)
    shown(qtbot, column, height=700)
    column.setFocus()
    return column, heard


def test_arrows_walk_over_headings(qtbot: QtBot) -> None:
    column, heard = nav(qtbot)
    column.set_current("city")
    assert heard == []
    for key in (K.Key_Down, K.Key_Down, K.Key_Up, K.Key_End, K.Key_Down, K.Key_Home, K.Key_Up):
        qtbot.keyClick(column, key)
    assert heard == ["1", "2", "1", "report", "overview"]


def test_a_click_on_a_heading_goes_nowhere(qtbot: QtBot) -> None:
    column, heard = nav(qtbot)
    column.set_current("city")
    row = column.model().index(2, 0)
    qtbot.mouseClick(column.viewport(), LEFT, pos=column.visualRect(row).center())
    assert column.current() == "city"
    row = column.model().index(9, 0)
    qtbot.mouseClick(column.viewport(), LEFT, pos=column.visualRect(row).center())
    assert heard == ["7"]


def test_typed_letters_find_any_word(qtbot: QtBot) -> None:
    column, heard = nav(qtbot)
    qtbot.keyClicks(column, "mun")
    assert column.current() == "7"
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    qtbot.keyClicks(column, "13")
    assert column.current() == "13"
    assert heard[-1] == "13"


def test_one_rows_mark_changes_alone(qtbot: QtBot) -> None:
    column, heard = nav(qtbot)
    column.set_current("7")
    reset, changed = Heard(), Heard()
    column.model().modelReset.connect(reset)
    column.model().dataChanged.connect(lambda *_: changed())
    column.set_mark("7", "in-place")
    column.set_badge("7", "to ask", "warn")
    column.set_mark("nowhere", "partly")
    same = list(column.items())
    column.set_items(same)
    assert (len(reset), len(changed)) == (0, 2)
    assert heard == []
    text = column.model().index(9, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "7 Municipal employment, In place, to ask"


def test_the_current_place_survives_other_rows(qtbot: QtBot) -> None:
    column, heard = nav(qtbot)
    column.set_current("7")
    column.set_items([NavItem("x", "New"), *gallery.nav_items()])
    assert column.current() == "7"
    column.set_items([NavItem("x", "New")])
    assert column.current() is None
    assert heard == []


# Lists and tables


def test_cards_open_and_go_by_keyboard(qtbot: QtBot) -> None:
    cards = CardList("Evidence")
    cards.set_items(gallery.evidence_items(2000))
    opened, removed, selected = Heard(), Heard(), Heard()
    cards.opened.connect(opened)
    cards.removed.connect(removed)
    cards.selected.connect(selected)
    shown(qtbot, cards, height=500)
    cards.setFocus()
    cards.set_current(0)
    assert selected == []
    qtbot.keyClick(cards, K.Key_Down)
    qtbot.keyClick(cards, K.Key_Return)
    qtbot.keyClick(cards, K.Key_Delete)
    assert (opened, removed, selected) == ([1], [1], [1])
    cards.set_items([CardItem(n, title) for n, title in enumerate(("Annex", "Budget", "Census"))])
    qtbot.keyClicks(cards, "ce")
    assert cards.current() == 2


def test_cards_as_high_as_their_rows(qtbot: QtBot) -> None:
    cards = CardList("Evidence", fit_rows=3)
    qtbot.addWidget(cards)
    cards.set_items([CardItem(1, "One")])
    one = cards.sizeHint().height()
    cards.set_items([CardItem(n, "Some") for n in range(9)])
    assert cards.sizeHint().height() == 3 * one


def test_a_card_is_read_with_its_stance(qtbot: QtBot) -> None:
    cards = CardList("Evidence")
    qtbot.addWidget(cards)
    cards.set_items([CardItem(1, "Report", "p. 14", "contradicts")])
    text = cards.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "Report, contradicts, p. 14"


def test_the_menu_key_asks_for_a_menu(qtbot: QtBot) -> None:
    cards = CardList("Evidence")
    cards.set_items([CardItem(1, "Report"), CardItem(2, "Other")])
    heard = Heard()
    cards.menu_wanted.connect(lambda key, _at: heard(key))
    shown(qtbot, cards)
    cards.set_current(2)
    by_key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(cards.viewport(), QContextMenuEvent(by_key, QPoint(), QPoint()))
    assert heard == [2]


def table(qtbot: QtBot, count: int) -> Table:
    """Return a table of some rows."""
    shown_table = Table("Evidence", [Column("Title", stretch=True), Column("Pages", number=True)])
    names = ("Bericht", "anhang", "Zahlen")
    rows = [
        Row(n, (Cell(f"{names[n % 3]} {n}"), Cell(str(n * 7 % 100), sort=n * 7 % 100)))
        for n in range(count)
    ]
    shown_table.set_rows(rows)
    shown(qtbot, shown_table, height=500)
    return shown_table


def test_rows_are_sorted_by_click_and_key(qtbot: QtBot) -> None:
    shown_table = table(qtbot, 30)
    header = shown_table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(1) + 5, 5)
    qtbot.mouseClick(header.viewport(), LEFT, pos=at)
    pages = [row.cells[1].sort for row in shown_table.rows()]
    assert pages == sorted(pages)  # type: ignore[type-var] # all are numbers
    shown_table.setFocus()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(shown_table, K.Key_1, alt)
    titles = [row.cells[0].text.casefold() for row in shown_table.rows()]
    assert titles == sorted(titles)
    qtbot.keyClick(shown_table, K.Key_1, alt)
    assert [row.cells[0].text.casefold() for row in shown_table.rows()] == titles[::-1]
    shown_table.sort_by(-1)
    assert [row.key for row in shown_table.rows()] == list(range(30))


def test_the_current_row_moves_along(qtbot: QtBot) -> None:
    shown_table = table(qtbot, 30)
    shown_table.set_current(7)
    shown_table.sort_by(1, descending=True)
    assert shown_table.current() == 7
    shown_table.set_rows(list(reversed(shown_table.rows())))
    assert shown_table.current() == 7


def test_enter_opens_a_row(qtbot: QtBot) -> None:
    shown_table = table(qtbot, 5)
    opened, selected = Heard(), Heard()
    shown_table.opened.connect(opened)
    shown_table.selected.connect(selected)
    shown_table.setFocus()
    shown_table.set_current(2)
    qtbot.keyClick(shown_table, K.Key_Down)
    qtbot.keyClick(shown_table, K.Key_Return)
    at = shown_table.visualRect(shown_table.model().index(0, 0)).center()
    qtbot.mouseClick(shown_table.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(shown_table.viewport(), LEFT, pos=at)
    assert opened == [3, 0]
    assert selected == [3, 0]


def test_a_cell_is_read_with_its_columns_title(qtbot: QtBot) -> None:
    shown_table = table(qtbot, 2)
    model, role = shown_table.model(), Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "Bericht 0"
    assert model.index(1, 1).data(role) == "Pages: 7"


def test_thousands_of_rows_are_not_measured(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Heard()
    whole = Table._hint
    monkeypatch.setattr(Table, "_hint", lambda *given: (asked(), whole(*given))[1])
    table(qtbot, 2000)
    assert 0 < len(asked) <= 120


def test_the_sort_menu_offers_every_column(qtbot: QtBot) -> None:
    shown_table = table(qtbot, 9)
    menu = shown_table.sort_menu()
    assert [a.text() for a in menu.actions()] == ["Sort by: Title", "Sort by: Pages"]
    menu.actions()[1].trigger()
    pages = [row.cells[1].sort for row in shown_table.rows()]
    assert pages == sorted(pages)  # type: ignore[type-var] # all are numbers


# Finding anything


def find(words: str) -> list[CardItem]:
    """Search among a few things."""
    things = ["Municipal employment", "Monitoring", "Personnel report"]
    return [CardItem(t, t, group="Things") for t in things if words.casefold() in t.casefold()]


def test_the_palette_by_keyboard(qtbot: QtBot) -> None:
    window = shown(qtbot, Words("page"), 900, 600)
    palette = Palette(find, window)
    heard = Heard()
    palette.chosen.connect(heard)
    palette.popup()
    qtbot.waitUntil(palette.isVisible)
    assert len(palette.found.items()) == 3
    qtbot.keyClicks(palette.field, "mo")
    qtbot.waitUntil(lambda: len(palette.found.items()) == 1)
    qtbot.keyClick(palette.field, K.Key_Return)
    assert heard == ["Monitoring"]
    assert not palette.isVisible()


def test_the_palette_walks_and_closes(qtbot: QtBot) -> None:
    window = shown(qtbot, Words("page"), 900, 600)
    palette = Palette(find, window)
    heard = Heard()
    palette.chosen.connect(heard)
    palette.popup()
    for key in (K.Key_Down, K.Key_Down, K.Key_Down, K.Key_Up):
        qtbot.keyClick(palette.field, key)
    assert palette.found.current() == "Monitoring"
    qtbot.keyClick(palette.field, K.Key_Escape)
    assert not palette.isVisible()
    palette.popup("zzz")
    qtbot.keyClick(palette.field, K.Key_Return)
    assert palette.isVisible(), "there is nothing to go to"
    palette.close()
    assert heard == []


# Dialogs


def answered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Have the next dialog's button of a text pressed as soon as it is shown."""

    def run(dialog: dialogs.Dialog) -> int:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        if text:
            qtbot.mouseClick(pill(dialog, text), LEFT)
        else:
            qtbot.keyClick(dialog, K.Key_Escape)
        return dialog.result()

    monkeypatch.setattr(dialogs.Dialog, "exec", run)


@pytest.mark.parametrize(("press", "code"), [("Delete", "go"), ("Keep", "keep"), ("", "")])
def test_a_question_is_answered_by_its_buttons(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, press: str, code: str
) -> None:
    answered(qtbot, monkeypatch, press)
    buttons = [("go", "Delete"), ("keep", "Keep")]
    assert dialogs.ask(None, "Delete it?", "It is gone then.", buttons) == code


def test_a_reason_is_needed_to_go_on(qtbot: QtBot) -> None:
    dialog = ReasonDialog(None, "Remove?", "Why?", button="Remove", suggestions=["Wrong file"])
    qtbot.addWidget(dialog)
    dialog.show()
    go = pill(dialog, "Remove")
    qtbot.keyClicks(dialog.field, "  x ")
    assert not go.isEnabled()
    dialog.field.set_text("")
    qtbot.mouseClick(pill(dialog, "Wrong file"), LEFT)
    assert go.isEnabled()
    qtbot.mouseClick(go, LEFT)
    assert dialog.reason == "Wrong file"


def test_a_cancelled_reason_is_none(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(qtbot, monkeypatch, "Cancel")
    assert dialogs.ask_reason(None, "Remove?", "Why?", suggestions=["Wrong file"]) == ""


def test_a_known_error_says_what_to_do(qtbot: QtBot) -> None:
    dialog = ErrorDialog(None, FileNotWritten("a.pdf", "the disk is full"))
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("Check that the folder") for text in texts)
    assert not any(b.text() == "Copy details" for b in dialog.findChildren(QAbstractButton))


def test_an_unexpected_error_gives_details_without_what_was_typed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    try:
        int("a secret that someone typed")
    except ValueError as error:
        dialog = ErrorDialog(None, error, tmp_path / "log.txt")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.copy_button, LEFT)
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "test_widgets.py" in copied
    assert "secret" not in copied
    assert pill(dialog, "Open log folder").isVisible()


# What holds for all


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return the gallery, which holds every widget."""
    made = gallery.window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_nothing_that_takes_the_keyboard_is_without_a_name(window: QWidget) -> None:
    nameless, seen = [], 0
    for widget in window.findChildren(QWidget):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.state().focusable or not face.isValid():
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is window:
            seen += 1
            if not face.text(QAccessible.Text.Name).strip():
                nameless.append(widget)
    assert nameless == []
    assert seen > 80


def test_rows_have_names_and_roles(qtbot: QtBot) -> None:
    column, _heard = nav(qtbot)
    face = QAccessible.queryAccessibleInterface(column)
    assert face.role() == QAccessible.Role.List
    names = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    assert "4 Migrant participation, Not in place" in names
    row = ChoiceRow("7.2", YES_NO)
    qtbot.addWidget(row)
    option = QAccessible.queryAccessibleInterface(pill(row, "Yes"))
    assert option.role() == QAccessible.Role.RadioButton
    assert option.text(QAccessible.Text.Description) == "7.2"


@pytest.mark.parametrize(("choice", "percent"), [("light", 200), ("dark", 150), ("dark", 100)])
def test_no_words_are_cut(
    qtbot: QtBot, look: Theme, window: QWidget, choice: str, percent: int
) -> None:
    look.set(choice, percent)
    assert cut_off(window) == []
    fresh = gallery.window()
    qtbot.addWidget(fresh)
    fresh.show()
    qtbot.waitExposed(fresh)
    assert cut_off(fresh) == []


def cut_off(window: QWidget) -> list[str]:
    """Return the words of labels and buttons, on any page, that do not fit their place."""
    cut = []
    for page in range(window.tabs.count()):  # type: ignore[attr-defined] # the gallery's
        window.tabs.setCurrentIndex(page)  # type: ignore[attr-defined]
        for _turn in range(5):
            QApplication.processEvents()
        parts = [w for w in window.findChildren(QWidget) if w.isVisible() and is_cut(w)]
        cut += [f"{type(w).__name__} {w.size()}: {words_of(w)}" for w in parts]
    return cut


def words_of(widget: QWidget) -> str:
    """Return the words of a label or button, "" of anything else."""
    return widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""


def shows_words(button: QAbstractButton) -> bool:
    """Say whether a button shows its words and not an icon alone."""
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    is_icon = isinstance(button, QToolButton) and button.toolButtonStyle() == icon_only
    return bool(button.text()) and (not is_icon or isinstance(button, ChipButton))


def is_cut(widget: QWidget) -> bool:
    """Say whether a label or button is too small for its words."""
    if isinstance(widget, QLabel) and widget.text():
        needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else 0
        lines = max(needed, widget.fontMetrics().height())
        wide = 0 if widget.wordWrap() else widget.sizeHint().width()
        return widget.height() < lines or widget.width() < wide
    if isinstance(widget, QAbstractButton) and shows_words(widget):
        least = widget.minimumSizeHint()
        return widget.width() < least.width() or widget.height() < least.height()
    return False


@pytest.mark.parametrize("percent", [100, 200])
def test_no_words_of_a_dialog_are_cut(qtbot: QtBot, look: Theme, percent: int) -> None:
    look.set(text_size=percent)
    error = FileNotWritten("A project with quite a long name.icproj", "no space left on device")
    for dialog in (
        ErrorDialog(None, error, Path("/tmp/log.txt")),
        ErrorDialog(None, ValueError("x")),
        ReasonDialog(None, "Remove “Report”?", "The record stays. " * 12, suggestions=["Wrong"]),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        QApplication.processEvents()
        assert [words_of(w) for w in dialog.findChildren(QWidget) if is_cut(w)] == []


def test_the_cut_is_seen(qtbot: QtBot) -> None:
    label = Words("Words that need more than a single line at this width")
    qtbot.addWidget(label)
    label.resize(60, 20)
    assert is_cut(label)
    label.resize(800, 40)
    assert not is_cut(label)


def brightness(picture: QImage) -> float:
    """Return the mean lightness of a picture, from 0 to 255."""
    small = picture.scaled(40, 40, mode=Qt.TransformationMode.SmoothTransformation)
    points = [small.pixelColor(x, y).lightness() for x in range(40) for y in range(40)]
    return sum(points) / len(points)


def test_everything_repaints_in_another_theme(look: Theme, window: QWidget) -> None:
    for page in range(window.tabs.count()):  # type: ignore[attr-defined] # the gallery's
        window.tabs.setCurrentIndex(page)  # type: ignore[attr-defined]
        QApplication.processEvents()
        light = window.grab().toImage()
        look.set("dark")
        QApplication.processEvents()
        dark = window.grab().toImage()
        look.set("light")
        QApplication.processEvents()
        assert window.grab().toImage() == light
        assert brightness(light) > 200
        assert brightness(dark) < 80


def test_a_page_can_be_made_and_thrown_away(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    for _turn in range(3):
        page = gallery.factor_page(holder)
        page.show()
        QApplication.processEvents()
        page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()
    Line("after", holder).setFocus()
    assert len(holder.findChildren(QWidget)) == 1
