"""A sheet of paper with a fingerprint, to hand to readers of one's reports."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ic_desktop.i18n import _
from ic_desktop.ui import formats

if TYPE_CHECKING:
    from ic_desktop.report.identity import Identity


def print_sheet(parent: QWidget, one: "Identity") -> QPrintDialog:
    """Ask for a printer and print the sheet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Print the fingerprint"))
    dialog.accepted.connect(lambda: sheet(one).print_(printer))
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def sheet(one: "Identity") -> QTextDocument:
    """Return the sheet as a document: name, fingerprint, and what it is for."""
    groups = one.fingerprint_grouped.split()
    lines = [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
    use = _(
        "Compare this fingerprint with the one that a program shows for the signature of a "
        "report. If all of it is the same, the report was signed by the holder of this identity."
    )
    name = f"{one.name}, {one.organisation}" if one.organisation else one.name
    until = _("Good until {day}.").format(day=formats.day(one.not_after))
    made = QTextDocument()
    made.setHtml(
        f"<h2>{escape(_('Fingerprint of a signature'))}</h2><h3>{escape(name)}</h3>"
        f"<pre style='font-size:18pt'>{escape(chr(10).join(lines))}</pre>"
        f"<p>{escape(use)}</p><p>{escape(until)}</p>"
    )
    return made
