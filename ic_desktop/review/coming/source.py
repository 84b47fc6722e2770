"""Where a return comes from, as our own record says: never as the return says of itself."""

from dataclasses import dataclass, field
from typing import Literal

from ic_desktop.review.lane import Lane

How = Literal["hand-out", "copy", "stranger"]


@dataclass(frozen=True, slots=True)
class Source:
    """Whose copy came back. ``how``: a hand-out that we made, which proved itself with its key; a
    plain copy, which holds the project's own key; or a stranger's, which proves nothing.

    Of a hand-out, ``hand_out`` is the id of our record, ``lane`` what it allows, ``author`` whose
    it is, and ``made`` when it was made (ms since 1970).
    """

    how: How
    hand_out: str = ""
    lane: Lane | None = None
    made: int = 0

    @property
    def author(self) -> str:
        """The participant for whom the copy was made, "" for any but a hand-out."""
        return self.lane.author if self.lane else ""

    @property
    def is_chosen(self) -> bool:
        """Whether all that may be taken of it is chosen beforehand: not of a stranger's."""
        return self.how != "stranger"


COPY = Source("copy")
"""A copy made with the file manager."""
STRANGER = Source("stranger")


@dataclass(frozen=True, slots=True)
class CopyOut:
    """A copy that was given to somebody: who, when (ms since 1970), and whether it came back."""

    id: str
    author: str
    made: int
    is_back: bool = False
    is_closed: bool = False
    lane: Lane | None = field(default=None, compare=False)
