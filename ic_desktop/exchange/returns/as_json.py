"""A preview, and what came of taking it, for programs: stable names, nothing that is secret.

One object a return::

    {
      "file": name, "from": "hand-out" | "copy" | "stranger", "person": name or "",
      "made": ms since 1970 or null, "announced": [sentence...], "warnings": [sentence...],
      "people": [{"name", "sentence", "groups": [{"thing", "how", "count", "sentence",
        "factors": [{"factor", "lines": [{"text", "late", "open",
          "differences": [{"field", "ours", "theirs"}]}]}]}]}],
      "outside": [{"reason", "count", "sentence", "lines": [text...]}],
      "waiting": [name...], "known": changes that were here already,
      "taken": null, or {"entries", "changes", "late", "documents", "missing"}
    }

Names are only ever added. ``thing``, ``how`` and ``reason`` are words of
``review/coming/things.py`` and ``borders.py``.
"""

from typing import Any

from ic_desktop.exchange.returns.look import Return
from ic_desktop.exchange.returns.take import Taken
from ic_desktop.project.state import State
from ic_desktop.review.coming.lines import Line
from ic_desktop.review.coming.preview import Group, Preview, person_name


def return_as_json(ret: Return, shown: Preview, taken: Taken | None, state: State) -> Any:
    """Return a return as plain data; ``taken`` None where nothing was to be taken."""
    source = ret.source
    return {
        "file": ret.path.name,
        "from": source.how,
        "person": person_name(state, source.author) if source.author else "",
        "made": source.made or None,
        "announced": list(shown.announced),
        "warnings": list(ret.warnings),
        "people": [
            {
                "name": part.name,
                "sentence": part.sentence,
                "groups": [_group(group) for group in part.groups],
            }
            for part in shown.people
        ],
        "outside": [
            {
                "reason": part.reason,
                "count": part.count,
                "sentence": part.sentence,
                "lines": list(part.lines),
            }
            for part in shown.outside
        ],
        "waiting": list(shown.waiting),
        "known": shown.items.known,
        "taken": None if taken is None else _taken(taken),
    }


def _group(group: Group) -> Any:
    return {
        "thing": group.thing,
        "how": group.how,
        "count": len(group.lines),
        "sentence": group.sentence,
        "factors": [
            {"factor": part.factor, "lines": [_line(line) for line in part.lines]}
            for part in group.factors
        ],
    }


def _line(line: Line) -> Any:
    return {
        "text": line.text,
        "late": line.is_late,
        "open": line.is_open,
        "differences": [
            {"field": one.field, "ours": one.ours, "theirs": one.theirs} for one in line.differences
        ],
    }


def _taken(taken: Taken) -> Any:
    return {
        "entries": taken.entries,
        "changes": len(taken.changes),
        "late": taken.late,
        "documents": taken.documents,
        "missing": list(taken.missing),
    }
