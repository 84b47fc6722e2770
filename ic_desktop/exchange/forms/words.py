"""The words on a form, in the form's own language."""

from dataclasses import dataclass

from ic_desktop.exchange.forms.content import SOURCES, Form
from ic_desktop.i18n import Catalogue


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a question: its name in the program, and its title on the form."""

    name: str
    title: str


def columns(words: Catalogue) -> tuple[Column, ...]:
    """Return the fields of a question, in their order."""
    sources = [
        Column(name, title.format(number=number))
        for number in range(1, SOURCES + 1)
        for name, title in (
            ("source", words.gettext("Document {number}")),
            ("page", words.gettext("Page {number}")),
        )
    ]
    return (
        Column("id", words.gettext("No.")),
        Column("question", words.gettext("Question")),
        Column("answer", words.gettext("Answer")),
        Column("note", words.gettext("Note: what the answer rests on")),
        *sources,
    )


def intro(form: Form) -> tuple[str, ...]:
    """Return the lines above the questions: whose form it is, how to fill it in, its code."""
    words = form.words
    lines = [
        words.gettext("{city}: {review}").format(city=form.city, review=form.review),
        words.gettext("For: {person}").format(person=form.person),
        words.gettext(
            "Please answer as far as you know, and name the documents that show it, with the page. "
            "Send this file back together with those documents."
        ),
    ]
    if form.contact.strip():
        contact = " ".join(form.contact.split())
        lines.append(words.gettext("Return to: {contact}").format(contact=contact))
    return (*lines, code_line(form))


def code_line(form: Form) -> str:
    """Return the line with the code by which the form is known again."""
    said = form.words.gettext("Form code (please leave it here): {code}")
    return said.format(code=form.code)
