"""What the page of evidence says above its table: never in the way, closed by its cross."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ic_desktop.errors import IcError
from ic_desktop.i18n import _, ngettext
from ic_desktop.ui.pages.evidence import words
from ic_desktop.ui.pages.evidence.adding import Known
from ic_desktop.ui.pages.evidence.export import Exported
from ic_desktop.ui.widgets.notices import Notice, Tone, announce
from ic_desktop.ui.widgets.surfaces import Panel

_MOST = 6
"""Problems that are told one by one."""


class Told(Panel):
    """One notice at a time; a later one takes the place of the one before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(2.5, 0, 2.5, 1))
        self.hide()

    def notice(self) -> Notice | None:
        """Return the notice that is shown."""
        item = self.body.itemAt(0)
        held = item.widget() if item is not None else None
        return held if isinstance(held, Notice) else None

    def say(self, text: str, *, tone: Tone = "info") -> Notice:
        """Show a notice."""
        self.clear()
        made = Notice(text, tone=tone)
        made.closed.connect(self.forget)
        self.add(made)
        self.show()
        announce(made, text)
        return made

    def forget(self) -> None:
        """Take the notice away."""
        self.clear()
        self.hide()

    def known(
        self,
        known: Sequence[Known],
        *,
        show: Callable[[str], object],
        link: Callable[[str], object],
        restore: Callable[[str], object],
        again: Callable[[], object],
    ) -> Notice:
        """Say that files are there already, and offer what can be done."""
        made = self.say(words.known_files([(one.file.name, one.piece) for one in known]))
        piece = known[0].piece

        def offer(text: str, call: Callable[[], object]) -> None:
            def act() -> None:
                self.forget()
                call()

            made.add_action(text, act)

        if piece.removal == "removed":
            offer(_("Take it back in"), lambda: restore(piece.id))
        else:
            offer(_("Show it"), lambda: show(piece.id))
            offer(_("Show it and link it"), lambda: link(piece.id))
        offer(_("Add it again all the same"), again)
        return made

    def problems(self, problems: Sequence[tuple[str, IcError]], heading: str) -> Notice:
        """Say what could not be added or exported, and why."""
        lines = [f"{error.what} {error.remedy}" for _name, error in problems[:_MOST]]
        if len(problems) > _MOST:
            lines.append(_("… and {count} more").format(count=len(problems) - _MOST))
        return self.say("\n".join([heading, *lines]), tone="error")

    def exported(self, made: Exported) -> Notice:
        """Say what was exported, and what could not be."""
        if made.problems and not made.names:
            return self.problems(made.problems, _("Nothing could be exported."))
        if not made.names:
            return self.say(_("There is no document among what is shown."))
        text = ngettext(
            "{count} document was exported to “{folder}”.",
            "{count} documents were exported to “{folder}”.",
            len(made.names),
        ).format(count=len(made.names), folder=made.folder.name)
        if made.check_sums:
            sums = _("Their check sums are in {name} there.").format(name=made.check_sums)
            text = f"{text} {sums}"
        if made.problems:
            return self.problems(made.problems, f"{text} " + _("Some could not be exported:"))
        return self.say(text)
