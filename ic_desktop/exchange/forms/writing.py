"""Writes a form: whole under its name, or not at all."""

from pathlib import Path

from ic_desktop.exchange.forms.content import Form
from ic_desktop.exchange.forms.excel import write_excel
from ic_desktop.exchange.forms.word import write_word
from ic_desktop.store.durable import beside, publish
from ic_desktop.store.edge import explained


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
