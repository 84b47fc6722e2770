"""Commands that take a project out and back in: export, import."""

import argparse
from pathlib import Path

from ic_desktop.cli.opening import complete, pack_language, writing
from ic_desktop.cli.passphrase import given
from ic_desktop.cli.say import complain, say
from ic_desktop.errors import CannotUse, FileExists, FileNotFound
from ic_desktop.i18n import _, ngettext


def export(asked: argparse.Namespace) -> int:
    """Write a project as JSON: without what must not leave it, or everything."""
    from ic_desktop.exchange.json_export import export_json

    require_free(asked.to)
    with complete(asked.file) as desk:
        done = export_json(
            desk.file, asked.to, language=pack_language(), everything=asked.everything
        )
    words = _("{changes} changes and {documents} documents were written to {file}.")
    say(words.format(changes=done.changes, documents=done.documents, file=asked.to))
    if done.kept_back:
        complain(
            _(
                "Left out: names of interviewees, confidential evidence, judgements of single "
                "peers and keys of copies. It is no backup; --everything writes one."
            )
        )
    if done.confidential and asked.everything:
        warning = ngettext(
            "The export holds {count} confidential piece of evidence: keep it safe.",
            "The export holds {count} confidential pieces of evidence: keep it safe.",
            done.confidential,
        )
        complain(warning.format(count=done.confidential))
    if done.missing:
        lacking = ngettext(
            "{count} document is not in this copy of the project, so it is not in the export.",
            "{count} documents are not in this copy of the project, so they are not in the export.",
            done.missing,
        )
        complain(lacking.format(count=done.missing))
    return 0


def take(asked: argparse.Namespace) -> int:
    """Take an export in: into a new file, or into one of the same project."""
    from ic_desktop.exchange.json_import import import_into, import_into_new, read_export

    require_file(asked.source)
    exists = asked.file.exists()
    read = read_export(asked.source)
    if not exists:
        done = import_into_new(asked.file, read, passphrase=given())
    else:
        with writing(asked.file) as desk:
            desk.file.backup()
            done = import_into(desk.file, read)
    words = _("{changes} changes and {documents} documents were taken in.")
    say(words.format(changes=done.changes, documents=done.documents))
    if done.conflicts:
        disputed = ngettext(
            "Copies disagree on {count} field, which waits for you to settle it.",
            "Copies disagree on {count} fields, which wait for you to settle them.",
            done.conflicts,
        )
        say(disputed.format(count=done.conflicts))
    if done.erased:
        say(
            _("{count} entries were erased for good in the other copy, and now here.").format(
                count=done.erased
            )
        )
    return 0


def require_free(path: Path) -> None:
    """Raise FileExists if there is something: a command overwrites nothing."""
    if path.exists():
        raise FileExists(path.name)


def require_file(path: Path) -> None:
    """Raise FileNotFound, or CannotUse for what is no file: a pipe would be waited for."""
    if not path.exists():
        raise FileNotFound(path.name)
    if not path.is_file():
        raise CannotUse(path.name, _("it is not an ordinary file"))
