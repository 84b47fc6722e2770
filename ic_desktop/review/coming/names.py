"""Natural keys: an entry's id says where it belongs, and must say the same as its scope."""

from collections.abc import Callable, Mapping
from typing import Final

from ic_desktop.project.changes import Header, Scope
from ic_desktop.project.kinds import TEAM

_Check = Callable[[list[str], Scope], bool]


def is_filed_wrongly(header: Header, questions: Mapping[str, str]) -> bool:
    """Tell whether an entry's id and its scope tell of different places.

    As in a forged answer that claims one voice and is filed as another's. ``questions`` tells the
    key factor of each guide question that is known.
    """
    check = _CHECKS.get(header.kind)
    parts = header.entity.split("/")
    if check is not None and not check(parts, header.scope):
        return True
    factor = None
    if header.kind == "answer":
        factor = questions.get(parts[-1])
    elif header.kind == "enquiry" and len(parts) == 3:
        factor = questions.get(parts[2], parts[2] if parts[2] in questions.values() else None)
    return factor is not None and factor != header.scope.factor


def _by_voice(parts: list[str], scope: Scope) -> bool:
    return len(parts) == 3 and parts[:2] == [scope.review, scope.voice]


def _by_factor(parts: list[str], scope: Scope) -> bool:
    return parts == [scope.review, scope.voice, scope.factor]


def _tie(parts: list[str], scope: Scope) -> bool:
    return len(parts) == 4 and [*parts[:2], parts[3]] == [scope.review, scope.voice, scope.factor]


def _session(parts: list[str], scope: Scope) -> bool:
    return len(parts) > 1 and parts[0] == scope.session


def _citation(parts: list[str], scope: Scope) -> bool:
    """kind/id of the finding/evidence: the finding's id says whose it is, or it is the team's."""
    if parts[0] in ("verdict", "minority-view"):
        return len(parts) == 5 and _by_factor(parts[1:4], scope)
    return len(parts) == 3 and scope.voice == TEAM


_CHECKS: Final[dict[str, _Check]] = {
    "answer": _by_voice,
    "context-note": _by_voice,
    "verdict": _by_factor,
    "minority-view": _by_factor,
    "context-tie": _tie,
    "citation": _citation,
    "consensus": lambda parts, scope: parts == [scope.review, scope.factor],
    "session": lambda parts, scope: parts == [scope.session],
    "session-person": _session,
    "session-question": _session,
    "session-enquiry": _session,
    "enquiry": lambda parts, scope: len(parts) == 1 or parts[0] == scope.review,
}
