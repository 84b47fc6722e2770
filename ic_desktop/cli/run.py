"""Runs one command and turns how it ends into an exit code and one sentence.

0: it worked. 1: the thing checked does not hold, or the work could not be done. 2: wrong use.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ic_desktop import errors, i18n, settings
from ic_desktop.cli import COMMANDS, is_text
from ic_desktop.cli.say import close_output, complain, flush
from ic_desktop.i18n import _
from ic_desktop.paths import user_dir

OK: Final = 0
DOES_NOT_HOLD: Final = 1
WRONG_USE: Final = 2

_USERS_MISTAKES: Final = (
    errors.WrongUse,
    errors.FileNotFound,
    errors.FileExists,
    errors.UnknownPack,
    errors.NotInPack,
    errors.CannotReadDocument,
    errors.CannotUse,
)


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return the exit code. Never raises."""
    _have_outputs()
    try:
        i18n.use(language())
        return _run(arguments)
    except errors.IcError as error:
        complain(str(error))
        return WRONG_USE if isinstance(error, _USERS_MISTAKES) else DOES_NOT_HOLD
    except KeyboardInterrupt:
        complain(_("Cancelled."))
        return DOES_NOT_HOLD
    except BrokenPipeError:
        close_output()
        return DOES_NOT_HOLD
    except Exception as error:  # noqa: BLE001 - the last line of defence: it is logged and told
        unexpected = _unexpected(error)
        if isinstance(error, OSError) and error.filename is not None:
            complain(str(errors.CannotUse(os.fsdecode(error.filename), _reason(error))))
            return WRONG_USE
        complain(unexpected)
        return DOES_NOT_HOLD


def _run(arguments: Sequence[str]) -> int:
    for argument in arguments:
        _require_text(argument)
    if not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        what = _("There is no file and no command called “{name}”.")
        raise errors.WrongUse(what.format(name=arguments[0]))
    from ic_desktop.cli.parser import parser
    from ic_desktop.cli.passphrase import unlocking

    try:
        asked = parser().parse_args(list(arguments))
    except SystemExit as end:  # --help and --version
        return int(end.code or 0)
    with unlocking(getattr(asked, "project_passphrase_file", None)):
        code: int = asked.run(asked)
    flush()
    return code


def _require_text(argument: str) -> None:
    """Raise CannotUse for bytes that are no text: neither a project nor a screen can hold them."""
    if not is_text(argument):
        shown = Path(argument).name.encode("utf-8", "replace").decode("utf-8")
        raise errors.CannotUse(shown, _("it is not written in UTF-8"))


def no_screen() -> int:
    """Say that there is no screen for a window, and what works without one."""
    i18n.use(language())
    what = _("There is no screen to show a window on.")
    complain(f"{what} {errors.WrongUse('').remedy}")
    return DOES_NOT_HOLD


def language() -> str:
    """Return the language of the sentences: that of the settings, else the system's."""
    chosen = settings.load().settings.language
    if chosen:
        return chosen
    asked = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    first = next((value for value in asked if value), "")
    return first[:2] if first[:2] in i18n.LANGUAGES else "en"


def _have_outputs() -> None:
    """Write to nowhere where whoever started the program closed its outputs."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _unexpected(error: Exception) -> str:
    """Log an error of the program without anyone's words, and return what to say of it."""
    what = _("Something unexpected happened ({kind}); what was saved is safe.").format(
        kind=type(error).__name__
    )
    try:
        path = user_dir("log") / "ic-desktop.log"
        _log(path, error)
    except OSError:
        return what
    return "{what} {remedy}".format(
        what=what, remedy=_("Please send us the log file {path}.").format(path=path)
    )


def _log(path: Path, error: Exception) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    at = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    lines = [
        f"{at} ERROR {type(error).__name__}",
        *(f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames),
    ]
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n".join(lines) + "\n")
