"""The command hand-out: a copy for one person, limited to their part."""

import argparse
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ic_desktop.cli.exchange import require_free
from ic_desktop.cli.opening import Desk, actor, pack_language, writing
from ic_desktop.cli.passphrase import first_line
from ic_desktop.cli.say import complain, say, size_words
from ic_desktop.errors import WrongUse
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.concluded import recommendations
from ic_desktop.project.edit import Editor
from ic_desktop.project.peer import (
    Participant,
    participants,
    sessions,
)
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.folded import fold_text
from ic_desktop.review.lane import MAY, PURPOSES, Lane
from ic_desktop.review.scope import factors_in_scope

if TYPE_CHECKING:
    from ic_desktop.exchange.hand_out import Written

SEES: Final = ("verdicts", "confidential", "names")
_NAME: Final = "hand-out"
_BY_ROLE: Final = {"peer": "peer", "invited-expert": "peer", "expert-leader": "leader"}
_BYTES: Final = 1_000_000
_MOST_MEGABYTES: Final = 1e9


def hand_out(asked: argparse.Namespace) -> int:
    """Write a copy for one person and record it, so that it is known when it comes back."""
    require_free(asked.to)
    may = _words(asked.may, MAY, "--may")
    sees = _words(asked.see, SEES, "--see")
    passphrase = _passphrase(asked.passphrase_file)
    with writing(asked.file) as desk:
        _require_project(desk)
        editor = Editor(desk.state, actor())
        person = _person(editor, asked.person)
        lane = Lane(
            desk.review.id,
            person,
            may or _usual(editor, desk, person),
            _factors(desk, asked.factors),
            _sessions(desk, asked.sessions),
            "verdicts" in sees,
            "confidential" in sees,
            "names" in sees,
            _largest(asked.largest),
        )
        if asked.to.suffix.lower() in (".docx", ".xlsx"):
            _require_form(lane, passphrase)
            _make_form(desk, editor, lane, asked.to)
            say(_("Written: {file}").format(file=asked.to))
        else:
            written = _make(desk, editor, lane, asked.to, passphrase)
            _say(editor, lane, written)
    return 0


def _make(desk: Desk, editor: Editor, lane: Lane, to: Path, passphrase: str) -> "Written":
    """Write the copy, then its record; without the record the copy does not stay either."""
    from ic_desktop.exchange.hand_out import prepare, write_hand_out

    at = time.time_ns() // 1_000_000
    made = prepare(editor, lane, at=at, protected=bool(passphrase))
    changes = [*desk.changes, *editor.changes]
    written = write_hand_out(desk.file, editor.state, changes, made, to, passphrase=passphrase)
    try:
        desk.file.commit(editor.changes)
    except BaseException:
        to.unlink(missing_ok=True)
        raise
    return written


def _require_form(lane: Lane, passphrase: str) -> None:
    """Raise WrongUse for what a form in Word or Excel cannot do."""
    if "assess" not in lane.may:
        what = _("A form is for answers to guide questions: it needs --may assess.")
        raise WrongUse(what, _NAME)
    if passphrase:
        raise WrongUse(_("A form in Word or Excel cannot have a passphrase."), _NAME)


def _make_form(desk: Desk, editor: Editor, lane: Lane, to: Path) -> None:
    """Record a form, then write it; a form without its record would be nobody's."""
    from ic_desktop.exchange.forms.writing import form_for, form_record, write_form
    from ic_desktop.exchange.hand_out import prepare

    pack = desk.pack(desk.review, pack_language())
    form = form_record(editor.state, pack, desk.review, lane)
    made = prepare(editor, lane, at=time.time_ns() // 1_000_000, form=form)
    desk.file.commit(editor.changes)
    write_form(form_for(editor.state, pack, desk.review, made), to)


def _require_project(desk: Desk) -> None:
    bound = desk.file.binding
    if bound is not None and bound.kind == "hand-out":
        what = _("“{file}” is itself a copy for one person. Copies are made of the project.")
        raise WrongUse(what.format(file=desk.file.path.name), _NAME)


def _largest(megabytes: float | None) -> int:
    """Return the size in bytes above which documents are left out, -1 for none."""
    if megabytes is None:
        return -1
    if not 0 <= megabytes <= _MOST_MEGABYTES:
        raise WrongUse(_("The size for --largest is a number of MB, such as 20."), _NAME)
    return round(megabytes * _BYTES)


def _passphrase(path: Path | None) -> str:
    from ic_desktop.store.cipher import LEAST

    found = first_line(path, _NAME) if path else ""
    if path and len(found) < LEAST:
        what = _("A passphrase needs at least {count} characters.").format(count=LEAST)
        raise WrongUse(what, _NAME)
    return found


def _words(text: str, known: tuple[str, ...], option: str) -> frozenset[str]:
    """Return the words of a list, each one of those that are known."""
    found = [word.strip() for word in text.split(",") if word.strip()]
    for word in found:
        if word not in known:
            what = _("{name} cannot be {word}; choose one of: {known}.")
            raise WrongUse(what.format(name=option, word=word, known=", ".join(known)), _NAME)
    return frozenset(found)


def _person(editor: Editor, wanted: str) -> str:
    """Return who is meant by id, name or initials; a name that is new becomes a peer."""
    from ic_desktop.review.people import add_person

    words = fold_text(wanted.strip())
    if not words:
        raise WrongUse(_("Say whom the copy is for."), _NAME)
    team = [one for one in participants(editor.state) if not one.is_interviewee]
    for place in range(3):
        found = [one for one in team if _called(one)[place] == words]
        if len(found) > 1:
            what = _("More than one person is called “{name}”. Give the id: {ids}.")
            ids = ", ".join(one.id for one in found)
            raise WrongUse(what.format(name=wanted.strip(), ids=ids), _NAME)
        if found:
            return found[0].id
    return add_person(editor, wanted.strip(), "peer")


def _called(person: Participant) -> tuple[str, str, str]:
    """Return what somebody is called: id, name, initials."""
    return person.id, fold_text(person.name.strip()), fold_text(person.initials.strip())


def _usual(editor: Editor, desk: Desk, person: str) -> frozenset[str]:
    """Return what somebody of this role usually may."""
    role = next((p.role for p in participants(editor.state) if p.id == person), "")
    advised = bool(recommendations(desk.state, desk.review.id))
    return PURPOSES[_BY_ROLE.get(role, "host" if advised else "fill-in")]


def _factors(desk: Desk, text: str) -> tuple[str, ...]:
    """Return the ids of the key factors that are listed by id or number."""
    review = desk.review
    known = factors_in_scope(desk.pack(review, pack_language()), review)
    ids = {name: one.id for one in known for name in (str(one.number), one.id)}
    return tuple(ids[word] for word in _listed(text, ids, "--factors"))


def _sessions(desk: Desk, text: str) -> tuple[str, ...]:
    """Return the ids of the sessions that are listed by id or title."""
    known = sessions(desk.state, desk.review.id)
    ids = {name: one.id for one in known for name in (one.title.strip(), one.id) if name}
    return tuple(ids[word] for word in _listed(text, ids, "--sessions"))


def _listed(text: str, known: Iterable[str], option: str) -> list[str]:
    """Return the words of a list, each as it is known, whatever its case and accents."""
    folded = {fold_text(name): name for name in known}
    return [folded[word] for word in sorted(_words(fold_text(text), tuple(folded), option))]


def _say(editor: Editor, lane: Lane, written: "Written") -> None:
    """Say what was written, and what was left out of it."""
    held = _("{evidence} pieces of evidence, {documents} documents ({size}), {changes} changes")
    name = screen_name(editor.state, lane.author)
    say(_("The copy for {name} was written to {file}.").format(name=name, file=written.path))
    numbers = {"evidence": written.evidence, "documents": written.documents}
    say(held.format(**numbers, size=size_words(written.bytes), changes=written.changes))
    too_large = ngettext(
        "{count} document is larger than {size} and is not in it.",
        "{count} documents are larger than {size} and are not in it.",
        written.too_large,
    )
    not_whole = ngettext(
        "{count} document is damaged and is not in it.",
        "{count} documents are damaged and are not in it.",
        written.not_whole,
    )
    withheld = ngettext(
        "{count} text names somebody who was asked; its words are not in it.",
        "{count} texts name somebody who was asked; their words are not in it.",
        written.withheld,
    )
    for count, words in (
        (written.too_large, too_large),
        (written.not_whole, not_whole),
        (written.withheld, withheld),
    ):
        if count:
            complain(words.format(count=count, size=size_words(max(lane.largest, 0))))
