"""What argparse itself says, in the interface language."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn

from ic_desktop.errors import WrongUse
from ic_desktop.i18n import N_, _, current

_MISTAKES: Final = (
    (r"the following arguments are required: (?P<names>.+)", N_("Still needed: {names}.")),
    (r"unrecognized arguments: (?P<words>.+)", N_("Not understood: {words}.")),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<word>.+) \(choose from (?P<known>.+)\)",
        N_("{name} cannot be {word}; choose one of: {known}."),
    ),
    (r"argument (?P<name>.+?): expected (one|at least one) argument", N_("{name} needs a value.")),
    (r"argument (?P<name>.+?): ignored explicit argument .+", N_("{name} takes no value.")),
    (r"ambiguous option: (?P<name>\S+) could match (?P<known>.+)", N_("{name} may be: {known}.")),
)
"""argparse's sentences, which it does not let a program translate, and ours for them."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and its help in the interface language."""

    def __init__(self, **how: Any) -> None:
        super().__init__(formatter_class=_Help, add_help=False, **how)
        self.add_argument("-h", "--help", action="help", help=_("Show this help and end."))

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse with argparse's message as a sentence."""
        raise WrongUse(in_our_words(message), self.prog.partition(" ")[2])


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        names = {"positional arguments": _("what it takes"), "options": _("options")}
        super().start_section(names.get(heading or "", heading))


def in_our_words(message: str) -> str:
    """Return a mistake that argparse tells as a sentence of ours; what is new to us stays."""
    for pattern, sentence in _MISTAKES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return current().gettext(sentence).format(**found.groupdict())
    return message[:1].upper() + message[1:] + "."
