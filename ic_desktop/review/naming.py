"""What entries of a project are called in a sentence: for previews, conflicts and undo.

No id is ever shown. What has words of its own is called by their beginning.
"""

from typing import Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import NotInPack
from ic_desktop.i18n import _, current
from ic_desktop.project.changes import Value
from ic_desktop.project.entities import evidence
from ic_desktop.project.peer import session
from ic_desktop.project.state import State
from ic_desktop.review import labels
from ic_desktop.review.disclosure import screen_name

_LONGEST: Final = 60
_OWN_WORDS: Final = ("title", "text", "name", "passage")


def beginning(text: str, most: int = _LONGEST) -> str:
    """Return the first words of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def subject(state: State, pack: Pack, kind: str, entity: str) -> str:
    """Return what an entity is called: "answer to question 7.2", "statement “The letter …”"."""
    record = state.record(kind, entity)
    item = entity.rsplit("/", 1)[-1]
    factor = record.scope.factor if record else ""
    if kind in ("answer", "session-question"):
        return _("question {id}").format(id=item)
    if kind in ("verdict", "minority-view", "consensus"):
        return factor_name(pack, factor or item)
    if kind == "context-note":
        return _context(pack, item)
    if kind in ("link", "citation"):
        return _("evidence on {factor}").format(factor=factor_name(pack, factor))
    if kind == "participant":
        return screen_name(state, entity) or _("a participant")
    if kind == "reply":
        return subject(state, pack, "recommendation", entity)
    if kind == "comment-answer":
        return subject(state, pack, "comment", entity)
    return _by_own_words(state, kind, entity)


def factor_name(pack: Pack, factor: str) -> str:
    """Return number and title of a key factor."""
    try:
        found = pack.factor(factor)
    except NotInPack:
        return _("a key factor of another benchmark")
    return f"{found.number} {found.title}"


def _context(pack: Pack, item: str) -> str:
    try:
        return pack.context_factor(item).title
    except NotInPack:
        return _("a context factor of another benchmark")


def _by_own_words(state: State, kind: str, entity: str) -> str:
    record = state.record(kind, entity)
    texts = [record.text(name) for name in _OWN_WORDS] if record else []
    words = next((text for text in texts if text.strip()), "")
    if kind == "session":
        held = session(state, entity)
        words = words or (word(labels.SESSION_KINDS, held.kind) if held else "")
    if kind == "evidence":
        piece = evidence(state, entity)
        words = words or (piece.file.name if piece and piece.file else "")
    return _("“{words}”").format(words=beginning(words)) if words else kind_name(kind)


def word(table: dict[str, str], code: str) -> str:
    """Return the word for a code in the interface language."""
    return labels.word(current(), table, code)


def kind_name(kind: str) -> str:
    """Return what one entity of a kind is called."""
    names = {
        "project": _("the city’s profile"),
        "participant": _("a participant"),
        "name-key": _("a name"),
        "review": _("the review"),
        "answer": _("an answer"),
        "verdict": _("a verdict"),
        "evidence": _("a piece of evidence"),
        "link": _("what evidence speaks to"),
        "context-note": _("a context note"),
        "context-tie": _("what a context note explains"),
        "session": _("a session"),
        "session-person": _("who takes part in a session"),
        "session-question": _("a question of a session"),
        "enquiry": _("something to find out"),
        "session-enquiry": _("something to find out in a session"),
        "promise": _("a promised document"),
        "minority-view": _("a minority view"),
        "consensus": _("the opening of a discussion"),
        "citation": _("evidence of a finding"),
        "strength": _("a strength"),
        "recommendation": _("a recommendation"),
        "reply": _("the reply to a recommendation"),
        "progress": _("progress on a recommendation"),
        "comment": _("a comment on the draft"),
        "comment-answer": _("the answer to a comment"),
        "reaction": _("a reaction"),
        "erasure": _("something erased for good"),
        "seal": _("a signature"),
    }
    return names.get(kind, _("an entry of a newer version"))


def field_name(kind: str, field: str) -> str:
    """Return what a field is called where copies dispute it."""
    special = {
        ("answer", "value"): _("Answer"),
        ("answer", "note"): _("Note"),
        ("verdict", "value"): _("Verdict"),
        ("verdict", "reason"): _("Reason of the verdict"),
        ("verdict", "confidence"): _("Confidence in the verdict"),
        ("verdict", "later-value"): _("Verdict after the discussion"),
        ("verdict", "later-reason"): _("Reason after the discussion"),
        ("context-note", "text"): _("Context note"),
        ("reply", "value"): _("Reply"),
        ("reply", "reason"): _("Reason of the reply"),
        ("comment", "text"): _("Comment"),
        ("strength", "text"): _("Strength"),
        ("recommendation", "text"): _("Recommendation"),
        ("recommendation", "why"): _("Why it is recommended"),
        ("minority-view", "text"): _("Minority view"),
        ("evidence", "text"): _("Words"),
        ("project", "about"): _("About the city"),
    }
    return special.get((kind, field)) or _general().get(field, field)


def _general() -> dict[str, str]:
    return {
        "title": _("Title"),
        "text": _("Text"),
        "name": _("Name"),
        "date": _("Date"),
        "source": _("Source"),
        "stance": _("Stance"),
        "page": _("Page or section"),
        "passage": _("Passage"),
        "response": _("How a contradiction was weighed"),
        "ask-whom": _("Whom to ask"),
        "ask-by": _("By when to ask"),
        "city": _("Name of the city"),
        "country": _("Country"),
        "region": _("Region or state"),
        "population": _("Population"),
        "contact": _("Contact"),
        "role": _("Role"),
        "organisation": _("Organisation"),
        "function": _("Function"),
        "category": _("Category"),
        "initials": _("Initials"),
        "pseudonym": _("Pseudonym"),
        "confidentiality": _("Confidentiality"),
        "attribution": _("Attribution"),
        "consent": _("Consent"),
        "speaker": _("Speaker"),
        "form": _("How it was taken down"),
        "kind": _("Kind"),
        "type": _("Type"),
        "place": _("Place"),
        "start": _("From"),
        "end": _("Until"),
        "note": _("Note"),
        "part": _("Part in the session"),
        "priority": _("Priority"),
        "to-whom": _("To whom"),
        "authority": _("Authority"),
        "state": _("State"),
        "direction": _("Direction"),
        "strength": _("Strength of the influence"),
        "assessors": _("Who assesses"),
        "period": _("Period that is looked at"),
        "method": _("How it was done"),
        "removed": _("Removed"),
    }


def value_words(state: State, kind: str, field: str, value: Value) -> str:
    """Return one version of a field in words: codes as words, people by name, nothing as such."""
    if value is None or value == "":
        return _("(empty)")
    if field in ("speaker", "who"):
        return screen_name(state, str(value)) or _("several people")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return str(value.get("name") or value.get("reason") or _("(changed)"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    table = _TABLES.get((kind, field)) or _TABLES.get(("", field))
    return word(table, str(value)) if table else str(value)


_TABLES: Final = {
    ("answer", "value"): labels.ANSWERS,
    ("verdict", "value"): labels.VERDICTS,
    ("minority-view", "value"): labels.VERDICTS,
    ("verdict", "later-value"): labels.VERDICTS,
    ("reply", "value"): labels.REPLIES,
    ("comment-answer", "value"): labels.COMMENT_ANSWERS,
    ("session", "kind"): labels.SESSION_KINDS,
    ("review", "kind"): labels.REVIEW_KINDS,
    ("progress", "state"): labels.PROGRESS,
    ("evidence", "type"): labels.KINDS,
    ("", "document-kind"): labels.KINDS,
    ("", "stance"): labels.STANCES,
    ("", "confidence"): labels.CONFIDENCES,
    ("", "confidentiality"): labels.CONFIDENTIALITIES,
    ("", "attribution"): labels.ATTRIBUTIONS,
    ("", "consent"): labels.CONSENTS,
    ("", "form"): labels.FORMS,
    ("", "part"): labels.PARTS,
    ("", "priority"): labels.PRIORITIES,
    ("", "direction"): labels.DIRECTIONS,
    ("context-note", "strength"): labels.STRENGTHS,
}
