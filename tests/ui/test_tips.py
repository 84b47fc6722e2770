"""Tooltips: words are shown as they were typed."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument, QTextDocumentFragment
from pytestqt.qtbot import QtBot

from ic_desktop.ui import tips
from ic_desktop.ui.widgets.chips import Chip
from ic_desktop.ui.widgets.labels import Elided

HOSTILE = '<b>Minutes</b> & <img src="file:///etc/passwd">\n  <a href="javascript:x">2025</a>'
UI = Path(tips.__file__).parent
OURS = re.compile(r"\.setToolTip\((plain\(|_\(|\"\"|self\._find_words|name\)|$)")
"""What may become a tooltip: what went through plain(), and the program's own words."""


def test_what_looks_like_markup_is_shown_as_typed(qtbot: QtBot) -> None:
    label = Elided(HOSTILE)
    chip = Chip(HOSTILE, detail=HOSTILE)
    for made in (label, chip):
        qtbot.addWidget(made)
    shown = QTextDocument()
    shown.setHtml(tips.plain(HOSTILE))
    assert shown.toPlainText() == HOSTILE
    assert QTextDocumentFragment.fromHtml(label.toolTip()).toPlainText() == HOSTILE
    for tip in (label.toolTip(), chip.button.toolTip()):
        assert "<img" not in tip
        assert "<a " not in tip


@pytest.mark.parametrize("text", ["", "Minutes & more", "a > b\nc"])
def test_other_words_are_left_alone(text: str) -> None:
    assert tips.plain(text) == text


def test_every_tooltip_is_plain_or_our_own() -> None:
    told = [
        f"{path.name}: {line.strip()}"
        for path in UI.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if ".setToolTip(" in line and not OURS.search(line)
    ]
    assert told == []
