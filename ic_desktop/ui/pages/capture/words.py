"""The words of taking notes and of sorting them. No Qt."""

from collections.abc import Sequence

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import NotInPack
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.kinds import SEVERAL
from ic_desktop.project.peer import participant
from ic_desktop.project.state import State
from ic_desktop.review import labels
from ic_desktop.review.capture import Room, Said, Tag
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.naming import word
from ic_desktop.review.statements import Statement


def speaker(state: State, statement: Statement, me: str) -> str:
    """Return who said something, in a few letters; "me" for a remark of one's own."""
    piece = statement.piece
    if piece.form == "remark":
        return _("me") if statement.taker == me else short_name(state, statement.taker)
    return speaker_short(state, piece.speaker)


def speaker_short(state: State, person: str) -> str:
    """Return a speaker in a few letters; "" for nobody yet."""
    return _("several") if person == SEVERAL else short_name(state, person)


def short_name(state: State, person: str) -> str:
    """Return initials or pseudonym of somebody, else the name."""
    found = participant(state, person)
    short = (found.initials.strip() or found.pseudonym.strip()) if found else ""
    return short or screen_name(state, person)


def speaker_long(state: State, person: str) -> str:
    """Return a speaker with what the window calls them: "NS, Nora Sand"; "P4" alone."""
    short, name = speaker_short(state, person), screen_name(state, person)
    return _("{short}, {name}").format(short=short, name=name) if name not in ("", short) else short


def tag_word(tag: Tag, pack: Pack) -> str:
    """Return a key factor's number or a question's, in a few letters."""
    return tag.question or factor_number(tag.factor, pack)


def factor_number(factor: str, pack: Pack) -> str:
    """Return the number of a key factor, "?" if this benchmark does not have it."""
    try:
        return str(pack.factor(factor).number)
    except NotInPack:
        return "?"


def tag_long(tag: Tag, pack: Pack) -> str:
    """Return what a tag says, in words: "contradicts 9 Needs assessment"."""
    try:
        factor = pack.factor(tag.factor)
    except NotInPack:
        return _("a key factor of another benchmark")
    spot = tag.question or f"{factor.number} {factor.title}"
    words = {
        "supports": _("supports {spot}"),
        "contradicts": _("contradicts {spot}"),
        "background": _("background to {spot}"),
    }
    return words[tag.stance].format(spot=spot)


def made_of(statement: Statement) -> str:
    """Return what else is known of a statement, in one quiet line."""
    piece = statement.piece
    parts = []
    if piece.form == "remark":
        parts.append(_("remark"))
    elif piece.form in ("quotation", "interpreter"):
        parts.append(word(labels.FORMS, piece.form))
    if piece.confidentiality == "confidential":
        parts.append(_("confidential"))
    if statement.promised:
        parts.append(_("promised document"))
    parts += [file.title for file in statement.files]
    if not statement.is_sorted:
        parts.append(_("not yet sorted"))
    return " · ".join(parts)


def understood(said: Said, room: Room, pack: Pack, state: State) -> str:
    """Return how a line is understood, before Enter makes it a statement."""
    parts = []
    if said.form == "remark":
        parts.append(_("my own remark"))
    elif said.speaker:
        who = speaker_long(state, said.speaker)
        parts.append(who if said.names_speaker else _("{who} goes on").format(who=who))
    parts += [tag_long(tag, pack) for tag in said.tags]
    if said.form in ("quotation", "interpreter"):
        parts.append(word(labels.FORMS, said.form))
    if said.confidential:
        parts.append(_("confidential"))
    if said.promised:
        parts.append(_("promised document"))
    return " · ".join(parts)


def not_understood(unknown: Sequence[str]) -> str:
    """Return what looked like a tag and is none; "" if nothing did."""
    if not unknown:
        return ""
    listed = ", ".join(_("“{words}”").format(words=one) for one in unknown)
    return _("{tags} is not known here and stays in the words").format(tags=listed)


def not_known(unknown: Sequence[str]) -> str:
    """Return which typed tags mean nothing, where nothing but tags can be typed."""
    if not unknown:
        return ""
    listed = ", ".join(_("“{words}”").format(words=one) for one in unknown)
    return _("{tags} is not known here").format(tags=listed)


def statements_count(count: int) -> str:
    """Return how many statements."""
    return ngettext("{count} statement", "{count} statements", count).format(count=count)


def counts(held: Sequence[Statement]) -> str:
    """Return how many statements a session has, how many of them are unsorted, what is promised."""
    unsorted = sum(not one.is_sorted for one in held)
    promised = sum(one.promised for one in held)
    parts = [statements_count(len(held))]
    if unsorted:
        parts.append(_("{count} unsorted").format(count=unsorted))
    if promised:
        parts.append(_("{count} promised").format(count=promised))
    return " · ".join(parts)


def legend() -> str:
    """Return what each key does, in one line."""
    return _(
        "Enter for the next · @ speaker · # factor or question · + for, - against · "
        "! confidential · ? promised · ~ interpreter"
    )


def short_legend() -> str:
    """Return how the short form is written."""
    return _(
        "Tab, then the short form: 4-10 is speaker 4, against key factor 10; 4+7 is for key "
        "factor 7; - alone is against the same key factor as before."
    )


def few_words() -> str:
    """Return the least that the line says of its keys, where there is little room."""
    return _("Enter for the next · F1 tells the keys")


def questions_title(still_to_ask: int) -> str:
    """Return the heading of a session's guide questions."""
    return _("Still to ask in this session") if still_to_ask else _("Questions of this session")


def to_ask(count: int) -> str:
    """Return how many guide questions are still to ask, as a link's words."""
    words = ngettext("{count} question still to ask", "{count} questions still to ask", count)
    return words.format(count=count)
