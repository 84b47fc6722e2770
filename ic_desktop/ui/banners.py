"""What stands above a page: the state that all of it is in, and what just could not be done."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _
from ic_desktop.ui.formats import day_of_milliseconds
from ic_desktop.ui.widgets.surfaces import Panel

if TYPE_CHECKING:
    from ic_desktop.project.seal import Seal
    from ic_desktop.ui.widgets.notices import Banner, Notice
    from ic_desktop.ui.workspace import Workspace


class Banners(Panel):
    """Reading only, signed, warnings of the file; and errors, until they are closed."""

    def __init__(self, save_copy: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=0)
        self._save_copy = save_copy
        self._state = Panel(gap=0)
        self._error: Notice | None = None
        self._shown: object = None
        self.add(self._state)

    def show_state(self, workspace: "Workspace | None") -> None:
        """Show which state the project and its review are in; None: no project is open."""
        if workspace is None:
            self._show(None, [])
            return
        from ic_desktop.ui.widgets.notices import Banner

        facts, sealed = workspace.facts, workspace.sealed
        banners: list[Banner] = []
        shown = (workspace, workspace.review_id, facts.read_only, facts.warnings, sealed)
        if shown == self._shown:
            return
        if facts.read_only:
            banners.append(self._reading())
        elif sealed is not None:
            banners.append(self._sealed(workspace, sealed))
        banners += [Banner(warning, tone="warn") for warning in facts.warnings]
        self._show(shown, banners)

    def tell(self, error: IcError) -> None:
        """Show what could not be done, and what to do; a second error replaces the first."""
        from ic_desktop.ui.widgets.notices import Notice

        self.forget_error()
        self._error = Notice.of_error(error)
        self._error.closed.connect(self.forget_error)
        self.add(self._error)

    def forget_error(self) -> None:
        """Take the error away."""
        if self._error is not None:
            self._error.hide()
            self._error.deleteLater()
            self._error = None

    def _show(self, shown: object, banners: "list[Banner]") -> None:
        self._shown = shown
        self._state.clear()
        self._state.add(*banners)

    def _reading(self) -> "Banner":
        from ic_desktop.ui.widgets.notices import Banner

        banner = Banner(_("This project is open for reading only."), tone="warn")
        banner.add_action(_("Save a copy to work in …"), self._save_copy)
        return banner

    def _sealed(self, workspace: "Workspace", sealed: "Seal") -> "Banner":
        from ic_desktop.project.seal import start_revision
        from ic_desktop.ui.widgets.notices import Banner

        text = _(
            "This review was signed by {signer} on {day}. Its judgements and evidence are closed."
        ).format(signer=sealed.signer, day=day_of_milliseconds(sealed.signed_at))
        banner = Banner(text)
        banner.add_action(
            _("Start a new revision"),
            lambda: workspace.edit(lambda editor: start_revision(editor, workspace.review)),
        )
        return banner
