"""A pack's bundle: one canonical JSON text of the structure and all languages.

The bundle is what a project embeds and pins by its hash, so reading one is on the way to the
first page on the screen: nothing but ``json`` is needed for it.
"""

import hashlib
import json
from typing import Any

from ic_desktop import errors
from ic_desktop.benchmark import guard, pack
from ic_desktop.benchmark.links import check_links
from ic_desktop.benchmark.problems import Findings, place
from ic_desktop.benchmark.shape import check_shape
from ic_desktop.i18n import _

Document = dict[str, Any]
"""A pack's document that was checked: see ``shape`` for its form."""


def canonical(document: object) -> bytes:
    """Return a document as its one JSON text: sorted keys, no spaces, UTF-8."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def pack_hash(bundle: bytes) -> str:
    """Return the SHA-256 of a bundle in hex: the name by which a review pins its pack."""
    return hashlib.sha256(bundle).hexdigest()


def survey(document: object, *, strict: bool) -> Findings:
    """Return all that is wrong with a document; empty if it can be used."""
    findings = Findings(strict=strict)
    check_shape(document, findings)
    check_links(document, findings)
    return findings


def from_bundle(bundle: bytes, language: str) -> pack.Pack:
    """Read a pack in a language; raises :class:`errors.BrokenPack`.

    The bundle may come out of a stranger's project: size, nesting, types and references are
    checked before anything is used. ``language`` falls back from "de-AT" to "de" to the pack's
    base language.
    """
    if len(bundle) > guard.MOST_BYTES:
        raise errors.BrokenPack(_("It is larger than a benchmark pack can be."))
    try:
        value = guard.read_json(bundle)
    except guard.Refused as refused:
        raise errors.BrokenPack(refused.what) from refused
    for found in survey(value, strict=False):
        where = place(found.at, value)
        raise errors.BrokenPack(f"{where}: {found.what}" if where else found.what)
    document: Document = value if isinstance(value, dict) else {}
    return _Reader(document, language).read(pack_hash(bundle))


class _Reader:
    """Builds a pack in one language from a checked document."""

    def __init__(self, document: Document, language: str) -> None:
        self.structure: Document = document["pack"]
        self.languages = tuple(sorted(document["texts"]))
        wanted = (language, language.partition("-")[0], self.structure["base_language"])
        self.language: str = next(tag for tag in wanted if tag in document["texts"])
        self.texts: Document = document["texts"][self.language]

    def read(self, digest: str) -> pack.Pack:
        structure, texts = self.structure, self.texts
        return pack.Pack(
            id=structure["id"],
            version=structure["version"],
            language=self.language,
            languages=self.languages,
            title=texts["title"],
            standard=texts["standard"],
            introduction=texts.get("introduction", ""),
            factors=tuple(self._factor(factor) for factor in structure["factors"]),
            groups=tuple(pack.Group(*pair) for pair in self._named("groups", structure)),
            context_title=texts.get("context_title", ""),
            context_factors=tuple(
                pack.ContextFactor(identifier, entry["title"], entry["description"])
                for identifier, entry in self._named("context_factors", structure)
            ),
            roles=tuple(self._role(role) for role in structure.get("roles", ())),
            footnotes=tuple(pack.Footnote(*pair) for pair in self._named("footnotes", structure)),
            source=self._source(structure["source"]),
            ours=texts.get("ours", ""),
            hash=digest,
        )

    def _named(self, kind: str, owner: Document) -> list[tuple[str, Any]]:
        """Return each identifier that ``owner`` lists under a kind, with its text or texts."""
        return [(identifier, self.texts[kind][identifier]) for identifier in owner.get(kind, ())]

    def _factor(self, factor: Document) -> pack.Factor:
        texts = self.texts["factors"][factor["id"]]
        return pack.Factor(
            id=factor["id"],
            number=factor["number"],
            title=texts["title"],
            statement=texts["statement"],
            rationale=texts.get("rationale", ""),
            roles=tuple(factor.get("roles", ())),
            questions=tuple(self._question(question) for question in factor["questions"]),
            examples=tuple(
                pack.Example(identifier, entry["city"], entry["text"])
                for identifier, entry in self._named("examples", factor)
            ),
            objective=texts.get("objective", ""),
            group=factor.get("group", ""),
            phrased=factor.get("phrased", "statement"),
            weight=factor.get("weight"),
        )

    def _question(self, question: Document) -> pack.Question:
        texts = self.texts["questions"][question["id"]]
        return pack.Question(
            id=question["id"],
            text=texts["text"],
            answer_type=question["answer_type"],
            prompts=tuple(pack.Prompt(*pair) for pair in self._named("prompts", question)),
            action=texts.get("action", ""),
            why=texts.get("why", ""),
            how=texts.get("how", ""),
            weight=question.get("weight"),
        )

    def _role(self, role: Document) -> pack.Role:
        commitments = tuple(pack.Commitment(*pair) for pair in self._named("commitments", role))
        return pack.Role(role["id"], self.texts["roles"][role["id"]], commitments)

    def _source(self, source: Document) -> pack.Source:
        texts = self.texts.get("source", {})
        return pack.Source(
            title=source["title"],
            publisher=source.get("publisher", ""),
            project=source.get("project", ""),
            year=source.get("year", ""),
            pages=texts.get("pages", ""),
            note=texts.get("note", ""),
            licence=self.structure["licence"],
        )
