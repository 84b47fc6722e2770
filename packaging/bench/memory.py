"""How much memory a process takes at most while it works (Linux; zero where it is not told)."""

from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_STATUS = Path("/proc/self/status")
_MARKS = Path("/proc/self/clear_refs")


class Peak:
    """The highest memory of this process since the object was made, beyond what it had then.

    With ``helpers`` also the most that any child process had that has ended since.
    """

    def __init__(self, *, helpers: bool = False) -> None:
        self._helpers = helpers
        if _MARKS.exists():
            _MARKS.write_text("5")
        self._before = _told("VmRSS")

    def reached(self) -> float:
        """Return the MB by which memory grew at most."""
        more = _told("VmHWM") - self._before
        return more + (_largest_child() if self._helpers else 0.0)


def _told(what: str) -> float:
    if not _STATUS.exists():
        return 0.0
    line = next(one for one in _STATUS.read_text().splitlines() if one.startswith(what + ":"))
    return int(line.split()[1]) / 1000


def _largest_child() -> float:
    return (
        0.0 if resource is None else resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    )
