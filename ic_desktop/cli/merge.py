"""The command that takes copies back in: merge."""

import argparse
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.cli.exchange import require_file
from ic_desktop.cli.opening import Desk, actor, pack_language, reading, writing
from ic_desktop.cli.passphrase import first_line
from ic_desktop.cli.say import complain, say, say_json
from ic_desktop.errors import NeedsPassphrase, WrongUse
from ic_desktop.i18n import _, ngettext
from ic_desktop.project.ledger import Ledger
from ic_desktop.review.coming.lines import Line
from ic_desktop.review.coming.preview import Preview

if TYPE_CHECKING:
    from ic_desktop.exchange.returns.look import Return
    from ic_desktop.exchange.returns.take import Taken

_NAME: Final = "merge"
_PROJECT: Final = ".icproj"


@dataclass
class _Merging:
    """The project that is open, and what came of each return so far."""

    desk: Desk
    ledger: Ledger
    pack: Pack
    dry: bool
    take_all: bool
    results: list[Any]
    refused: bool = False


def merge(asked: argparse.Namespace) -> int:
    """Say in sentences what copies bring, and take what lies in their lanes.

    All are looked at before any is taken. 1: a stranger's copy was not taken.
    """
    passphrase = first_line(asked.passphrase_file, _NAME) if asked.passphrase_file else ""
    for path in (asked.file, *asked.returns):
        require_file(path)
    opening = reading if asked.dry_run else writing
    with ExitStack() as stack:
        desk = stack.enter_context(opening(asked.file))
        pack = desk.pack(desk.review, pack_language())
        merging = _Merging(desk, Ledger.of(desk.changes), pack, asked.dry_run, asked.take_all, [])
        found = [_look(merging, path, passphrase, asked.returns) for path in _copies(asked)]
        for ret in found:
            stack.callback(ret.close)
        if not asked.dry_run:
            desk.file.backup()
        for ret in found:
            _one(merging, ret, quiet=asked.json)
    if asked.json:
        told = {"file": asked.file.name, "dry_run": asked.dry_run, "returns": merging.results}
        say_json(told)
    return 1 if merging.refused else 0


def _copies(asked: argparse.Namespace) -> list[Path]:
    """Return the files that are copies; beside a form, other files are documents for it."""
    from ic_desktop.exchange.forms.look import is_form

    if not any(map(is_form, asked.returns)):
        return list(asked.returns)
    return [p for p in asked.returns if is_form(p) or p.suffix.lower() == _PROJECT]


def _look(merging: _Merging, path: Path, passphrase: str, given: list[Path]) -> "Return":
    from ic_desktop.exchange.forms.look import is_form, look_at_form
    from ic_desktop.exchange.returns.look import here_of, look_at

    here = here_of(merging.desk.file, merging.ledger)
    if is_form(path):
        documents = [p for p in given if not is_form(p) and p.suffix.lower() != _PROJECT]
        return look_at_form(path, here, merging.pack, documents)
    try:
        return look_at(path, here, passphrase=passphrase)
    except NeedsPassphrase as error:
        what = _("{reason} Give it with --passphrase-file F.").format(reason=error.what)
        raise WrongUse(what, _NAME) from error


def _one(merging: _Merging, ret: "Return", *, quiet: bool) -> None:
    """Show one return and take it, unless it is a dry run."""
    from ic_desktop.exchange.returns.as_json import return_as_json
    from ic_desktop.exchange.returns.look import here_of, preview_of
    from ic_desktop.exchange.returns.take import take

    now = time.time_ns() // 1_000_000
    here = here_of(merging.desk.file, merging.ledger)
    shown = preview_of(ret, here, merging.pack, now)
    if not quiet:
        _show(ret, shown)
    taken = None
    everything = shown.source.is_chosen or merging.take_all
    if not merging.dry and everything:
        chosen = shown.items.all
        taken = take(merging.desk.file, here, ret, chosen, actor(), merging.pack, now)
        merging.ledger.unite(taken.changes)
    if not everything and not shown.is_empty:
        merging.refused = True
        complain(
            _("“{file}” is a stranger’s: nothing of it is taken without --take-all.").format(
                file=ret.path.name
            )
        )
    if taken is not None and not quiet:
        _say_taken(taken)
    merging.results.append(return_as_json(ret, shown, taken, merging.ledger.state))


def _show(ret: "Return", shown: Preview) -> None:
    say(ret.path.name)
    for sentence in (*shown.announced, *ret.warnings):
        say(f"  {sentence}")
    for part in shown.people:
        say("  " + _("{name}: {sentence}").format(name=part.name, sentence=part.sentence))
    for line in shown.conflicts:
        _show_difference(line)
    if shown.outside:
        say("  " + _("Not taken:"))
    for left in shown.outside:
        say(f"    {left.sentence}")
        for text in left.lines:
            say(f"      {text}")
    if shown.waiting:
        say("  " + _("Not back yet: {names}.").format(names=", ".join(shown.waiting)))


def _show_difference(line: Line) -> None:
    for one in line.differences:
        words = _("Differs: {what}, {field}: yours “{ours}”, theirs “{theirs}”")
        told = words.format(what=line.text, field=one.field, ours=one.ours, theirs=one.theirs)
        say(f"    {told}")


def _say_taken(taken: "Taken") -> None:
    if taken.is_nothing:
        return
    entries = ngettext("Taken: {count} entry", "Taken: {count} entries", taken.entries)
    said = [entries.format(count=taken.entries)]
    if taken.documents:
        documents = ngettext("{count} document", "{count} documents", taken.documents)
        said.append(documents.format(count=taken.documents))
    say("  " + ", ".join(said) + ".")
    if taken.missing:
        lacking = ngettext(
            "{count} document did not come along whole.",
            "{count} documents did not come along whole.",
            len(taken.missing),
        )
        complain(lacking.format(count=len(taken.missing)))
