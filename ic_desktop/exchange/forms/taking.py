"""From a filled form to changes: those that its person would have made in the program.

Everything about them follows from our own record and from what was filled in, salt and ids
included, so taking the same form twice brings nothing new. They build on the versions that the
form was filled from: where somebody went on meanwhile, both stand until they are settled.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ic_desktop.benchmark.pack import Factor, Pack, Question
from ic_desktop.exchange.forms.content import options_of
from ic_desktop.i18n import LANGUAGES, _, catalogue
from ic_desktop.project.changes import (
    Body,
    Change,
    Header,
    Scope,
    Value,
    canonical,
    commitment,
    make_change,
)
from ic_desktop.project.edit import depth_after
from ic_desktop.project.entities import AttachedFile, answer_id
from ic_desktop.project.kinds import CITY
from ic_desktop.review.edits import file_value
from ic_desktop.review.folded import fold_text

if TYPE_CHECKING:
    from ic_desktop.exchange.hand_out import HandOut

_ID: Final = 32


@dataclass(frozen=True, slots=True)
class Given:
    """What one form gave for a question: a code or "", a note, and documents with their pages."""

    factor: Factor
    question: Question
    answer: str
    note: str
    sources: tuple[tuple[str, str], ...]


def given_in(filled: Mapping[str, Any], pack: Pack, made: "HandOut") -> Iterator[Given]:
    """Yield what a form gave for each question of its lane; other questions are passed over.

    An answer in words that no language of ours has goes to the note, so that it is not lost.
    """
    for factor in pack.factors:
        for question in factor.questions:
            read = filled["answers"].get(question.id)
            if read is not None and made.lane.has_factor(factor.id):
                yield _given(factor, question, read)


def _given(factor: Factor, question: Question, read: Mapping[str, Any]) -> Given:
    said, note = str(read["answer"]).strip(), _tidy(read["note"])
    code = _code_of(question, said)
    if said and not code:
        note = "\n".join(filter(None, (_("Answer as written: {answer}").format(answer=said), note)))
    sources = tuple((str(name).strip(), str(page).strip()) for name, page in read["sources"])
    return Given(factor, question, code, note, tuple(s for s in sources if s[0]))


def _code_of(question: Question, said: str) -> str:
    wanted = fold_text(said)
    for language in LANGUAGES:
        for code, word in options_of(question, catalogue(language)):
            if wanted in (fold_text(word), code):
                return code
    return ""


def _tidy(text: object) -> str:
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def changes_of(
    given: Iterable[Given],
    made: "HandOut",
    known: Mapping[str, Change],
    files: Mapping[str, AttachedFile],
) -> list[Change]:
    """Return the changes of a form, in order.

    ``known`` are ours by id; ``files`` the documents that came with the form, by folded name. What
    stands in the form as it was sent out, or was emptied, is no change.
    """
    writer = _Writer(made, known)
    for one in given:
        entity = answer_id(made.lane.review, CITY, one.question.id)
        scope = Scope(made.lane.review, CITY, one.factor.id)
        for name, value in (("value", one.answer), ("note", one.note)):
            writer.answer(entity, name, value, scope, one.question.id)
        for source, page in one.sources:
            writer.document(one, source, page, files.get(fold_text(source)))
    return writer.changes


class _Writer:
    """Makes changes in the name of the person whom the form was made for."""

    def __init__(self, made: "HandOut", known: Mapping[str, Change]) -> None:
        self.changes: list[Change] = []
        self._made = made
        self._known = known
        self._there: set[tuple[str, str, str]] = set()

    def answer(self, entity: str, name: str, value: str, scope: Scope, question: str) -> None:
        """Set a field of an answer, if the form says something else than it was sent out with."""
        before = [self._known[head] for head in self._heads(question, name) if head in self._known]
        texts = {_tidy(head.body.value or "") for head in before if head.body is not None}
        if value and value not in texts:
            self._set(("answer", entity, name), value, scope, before)

    def document(self, one: Given, source: str, page: str, file: AttachedFile | None) -> None:
        """Add a document that was named, with its file if that came, and what it speaks to."""
        evidence = self._id("evidence", fold_text(source))
        values: dict[str, Value] = {"type": "document", "title": source}
        if file is not None:
            values["file"] = file_value(file)
        for name, value in values.items():
            self._set(("evidence", evidence, name), value, Scope(), [])
        scope = Scope(review=self._made.lane.review, factor=one.factor.id)
        link = self._id("link", fold_text(source), one.question.id, page)
        spoken: dict[str, Value] = {
            "evidence": evidence,
            "factor": one.factor.id,
            "question": one.question.id,
            "stance": "background",
            "page": page,
        }
        for name, value in spoken.items():
            if value:
                self._set(("link", link, name), value, scope, [])

    def _heads(self, question: str, name: str) -> list[str]:
        form = self._made.form
        heads = form.get("heads", {}) if isinstance(form, dict) else {}
        found = heads.get(question, {}).get(name, [])
        return [str(head) for head in found]

    def _set(
        self, key: tuple[str, str, str], value: Value, scope: Scope, parents: list[Change]
    ) -> None:
        if key in self._there:  # one document for two questions
            return
        self._there.add(key)
        data = canonical(value)
        body = Body(self._hash("salt", *key, data.decode()), data)
        kind, entity, field = key
        header = Header(
            kind=kind,
            entity=entity,
            field=field,
            scope=scope,
            parents=tuple(sorted(parent.id for parent in parents)),
            author=self._made.person,
            device=self._id("device"),
            time=self._made.made,
            depth=depth_after(parents),
            action=self._id("action", kind, entity),
            commitment=commitment(body.salt, data),
        )
        self.changes.append(make_change(header, body))

    def _id(self, *parts: str) -> str:
        return self._hash(*parts).hex()[:_ID]

    def _hash(self, *parts: str) -> bytes:
        told = hashlib.sha256("\0".join((self._made.id, *parts)).encode()).digest()
        return hmac.digest(self._made.key, b"ic-desktop form change 1\0" + told, "sha256")
