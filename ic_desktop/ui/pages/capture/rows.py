"""Statements as rows of a list."""

from ic_desktop.benchmark.pack import Pack
from ic_desktop.i18n import _
from ic_desktop.project.state import State
from ic_desktop.review.capture import Tag
from ic_desktop.review.statements import Statement
from ic_desktop.ui.pages.capture import words
from ic_desktop.ui.said import time_of
from ic_desktop.ui.widgets.transcript import Row

LETTERS = (7, 9, 24)
"""The width of time, speaker and what was made of a statement, in letters."""


def statement_row(state: State, pack: Pack, statement: Statement, me: str) -> Row:
    """Return the row of a statement; ``me`` is who looks at it."""
    piece = statement.piece
    text = piece.text
    if piece.form == "quotation":
        text = _("“{words}”").format(words=text)
    links = (Tag(k.factor, k.question, k.stance) for k in statement.links)
    tags = dict.fromkeys((tag.stance, words.tag_word(tag, pack)) for tag in links)
    return Row(
        piece.id,
        text,
        time_of(piece.said_at),
        words.speaker(state, statement, me),
        tuple(tags),
        words.made_of(statement),
        "warn" if statement.promised else "muted",
    )
