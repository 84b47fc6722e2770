"""Taking an import out again while somebody may be typing: edits are held until it is out.

What is changed while the writer takes changes out of the file could build on those very changes:
their state is still on the screen. So nothing is changed until the screen holds what is left.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ic_desktop.errors import TakingOutNow
from ic_desktop.ui.keeper import Typed

if TYPE_CHECKING:
    from ic_desktop.ui.workspace import Workspace


class Hold:
    """Whether edits of a workspace are held, and what was typed meanwhile."""

    def __init__(self) -> None:
        self._is_on = False
        self._typed: dict[object, Typed] = {}

    @property
    def is_on(self) -> bool:
        """True while edits are held."""
        return self._is_on

    def begin(self) -> None:
        """Hold edits from now on."""
        self._is_on = True

    def end(self) -> list[Typed]:
        """Hold edits no longer; return what was typed meanwhile, to be settled."""
        self._is_on = False
        typed, self._typed = list(self._typed.values()), {}
        return typed

    def require_free(self) -> None:
        """Raise TakingOutNow while edits are held."""
        if self._is_on:
            raise TakingOutNow

    def around(self, settle: Callable[[Typed], None]) -> Callable[[Typed], None]:
        """Return what settles as ``settle`` does, but keeps what was typed while edits are held."""

        def settle_or_keep(typed: Typed) -> None:
            if self._is_on:
                self._typed[typed.key] = typed
            else:
                settle(typed)

        return settle_or_keep


def take_out(
    workspace: "Workspace",
    batch: int,
    *,
    title: str,
    done: Callable[[], None],
    failed: Callable[[Exception], None],
) -> None:
    """Take an import out once everything is saved, and show what is left.

    Edits are refused meanwhile; what is typed is kept, and becomes a change afterwards.
    """

    def release() -> None:
        for typed in workspace.hold.end():
            workspace.type_text(typed.key, typed.scope, typed.text)
            workspace.settle(typed.key)

    def is_out() -> None:
        release()
        done()

    def is_not_out(error: Exception) -> None:
        release()
        failed(error)

    def begin() -> None:
        workspace.hold.begin()
        workspace.with_file(
            lambda file, _task: file.undo_import(batch),
            title=title,
            done=lambda _none: workspace.reload(is_out, is_not_out),
            failed=is_not_out,
            cancelled=release,
        )

    workspace.settle()
    workspace.outbox.when_empty(begin)
