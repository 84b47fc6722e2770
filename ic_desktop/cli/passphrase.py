"""The passphrase of the project that a command works on: read from a file, never an argument.

An argument could be read by everyone on the computer, and stays in the shell's history.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from ic_desktop.cli.say import say
from ic_desktop.errors import FileNotFound, NeedsPassphrase, WrongUse
from ic_desktop.i18n import _

_LONGEST_FILE: Final = 65_536
_given: ContextVar[str] = ContextVar("given", default="")


def given() -> str:
    """Return the passphrase that the running command was given, "" for none."""
    return _given.get()


@contextmanager
def unlocking(file: Path | None) -> Iterator[None]:
    """Run a command with the passphrase that stands in a file; raises what that command raises,
    and WrongUse where a passphrase is missing."""
    token = _given.set("" if file is None else first_line(file))
    try:
        yield
    except NeedsPassphrase as error:
        what = _("{reason} Give it with --project-passphrase-file F.").format(reason=error.what)
        raise WrongUse(what) from error
    finally:
        _given.reset(token)


def first_line(path: Path, command: str = "") -> str:
    """Return the first line of a file; raises FileNotFound, WrongUse."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LONGEST_FILE).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise FileNotFound(path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        what = _("The passphrase cannot be read from “{file}”.").format(file=path.name)
        raise WrongUse(what, command) from error
    return text.splitlines()[0] if text else ""


def protect(asked: argparse.Namespace) -> int:
    """Give a project a passphrase, another one, or none."""
    from ic_desktop.cli.opening import writing
    from ic_desktop.store.cipher import LEAST

    if bool(asked.new) == asked.remove:
        raise WrongUse(_("Give either --new F or --remove."), "protect")
    new = first_line(asked.new, "protect") if asked.new else ""
    if asked.new and len(new) < LEAST:
        what = _("A passphrase needs at least {count} characters.").format(count=LEAST)
        raise WrongUse(what, "protect")
    with writing(asked.file) as desk:
        told = desk.file.change_passphrase(new)
    for sentence in told:
        say(sentence)
    if new:
        say(_("The project is protected. Without the passphrase nobody can open it, not even we."))
    else:
        say(_("The project is not protected any more."))
    return 0
