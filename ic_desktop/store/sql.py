"""SQLAlchemy's words for statements; the library is imported when the first statement is built.

Importing it takes longer than everything else that a window needs to show an opened project. So
opening reads with the statements of ``reading.py``, which need no building, and the library comes
with the first thing that is written.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import bindparam, delete, func, insert, select, update
else:

    def _later(name):
        """Return a function that is SQLAlchemy's of that name once it is called."""

        def call(*given, **named):
            import sqlalchemy

            return getattr(sqlalchemy, name)(*given, **named)

        return call

    class _Functions:
        """SQLAlchemy's ``func``: whatever function of SQL is asked for by name."""

        def __getattr__(self, name):
            from sqlalchemy import func

            return getattr(func, name)

    bindparam, delete, insert, select, update = map(
        _later, ("bindparam", "delete", "insert", "select", "update")
    )
    func = _Functions()

__all__ = ["bindparam", "delete", "func", "insert", "prepare", "select", "update"]


def prepare() -> None:
    """Import the library now, while nobody waits for it."""
    import sqlalchemy.dialects.sqlite  # noqa: F401 - for the import alone
