"""Makes a form for a hand-out and writes it: whole under its name, or not at all."""

from pathlib import Path

from ic_desktop.benchmark.pack import Pack
from ic_desktop.exchange.forms.content import Form, form_code, form_of, heads_of_form
from ic_desktop.exchange.forms.excel import write_excel
from ic_desktop.exchange.forms.word import write_word
from ic_desktop.exchange.hand_out import HandOut
from ic_desktop.i18n import catalogue
from ic_desktop.project.changes import Value
from ic_desktop.project.entities import Review
from ic_desktop.project.state import State
from ic_desktop.review.disclosure import screen_name
from ic_desktop.review.lane import Lane
from ic_desktop.store.durable import beside, publish
from ic_desktop.store.edge import explained


def form_record(state: State, pack: Pack, review: Review, lane: Lane) -> Value:
    """Return what the record of a hand-out says of its form; ``pack`` is in the form's language."""
    return {"language": pack.language, "heads": heads_of_form(state, pack, review, lane)}


def form_for(state: State, pack: Pack, review: Review, made: HandOut) -> Form:
    """Return the form of a hand-out, in the language of ``pack``."""
    return form_of(
        state,
        pack,
        review,
        made.lane,
        person=screen_name(state, made.person),
        code=form_code(made.key, made.id),
        words=catalogue(pack.language),
    )


def write_form(form: Form, to: Path) -> None:
    """Write a form as Word (".docx") or Excel, over what was there: the person said so.

    Raises DiskFull, FolderNotWritable.
    """
    to = to.absolute()
    with explained(to):
        temporary = beside(to, "part")
        try:
            write = write_word if to.suffix.lower() == ".docx" else write_excel
            write(form, temporary)
            publish(temporary, to)
        finally:
            temporary.unlink(missing_ok=True)
