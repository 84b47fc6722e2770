"""Context notes: what helps or hinders, and which key factors it explains.

A note explains a verdict and never changes it.
"""

from dataclasses import dataclass

from ic_desktop.benchmark.pack import ContextFactor, Pack
from ic_desktop.project.entities import ContextNote, Review, context_note
from ic_desktop.project.kinds import CITY
from ic_desktop.project.state import State


@dataclass(frozen=True, slots=True)
class Noted:
    """A context factor with a voice's note on it, which may be empty."""

    context: ContextFactor
    note: ContextNote

    @property
    def is_noted(self) -> bool:
        """True if anything was said about this context factor; a tie alone says nothing."""
        return bool(self.note.text or self.note.direction or self.note.strength)


def context_notes(state: State, pack: Pack, review: Review, voice: str = CITY) -> tuple[Noted, ...]:
    """Return every context factor of the pack, in its order, with the note on it."""
    return tuple(
        Noted(context, context_note(state, review.id, context.id, voice))
        for context in pack.context_factors
    )


def explaining(notes: tuple[Noted, ...], factor_id: str) -> tuple[Noted, ...]:
    """Return the notes that are tied to a key factor."""
    return tuple(noted for noted in notes if factor_id in noted.note.factors)
