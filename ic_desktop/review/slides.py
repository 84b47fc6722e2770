"""The slides of a feedback session, composed from the state alone.

What stands here may be shown to a full room and handed out: every piece of evidence passes
``disclosure.py``, and of the team's own voices only the agreed conclusion appears. There is no
score. Where words stand on a slide is decided in ``slide_layout.py``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.i18n import Catalogue
from ic_desktop.project.entities import Review, profile
from ic_desktop.project.kinds import TEAM
from ic_desktop.project.state import State
from ic_desktop.review import advice, slide_notes
from ic_desktop.review.advice import Advised, Praised
from ic_desktop.review.deck import PARTS, Deck, Figure, Item, Note, Slide, Wanted
from ic_desktop.review.labels import PRIORITIES, REVIEW_KINDS, VERDICTS, word
from ic_desktop.review.masking import hiding
from ic_desktop.review.results import NOT_JUDGED, FactorRow, Results, results
from ic_desktop.review.slide_numbers import next_steps, numbers

_MOST_ITEMS: Final = 3
_MOST_LETTERS: Final = 460
"""How many findings, of how many letters together, stand on one slide."""
_ROWS_A_SLIDE: Final = 24
_GROUP_ROWS: Final = 5

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Work:
    """What every slide is composed from."""

    state: State
    pack: Pack
    review: Review
    words: Catalogue
    day: Callable[[str], str]
    found: Results
    wanted: Wanted

    @property
    def rows(self) -> tuple[FactorRow, ...]:
        """The key factors that are to be shown one by one: those that were judged."""
        chosen = self.wanted.factors
        judged = (row for row in self.found.factors if row.outcome != NOT_JUDGED)
        return tuple(row for row in judged if not chosen or row.factor.id in chosen)

    def shows_apart(self, *factors: str) -> bool:
        """Tell whether a finding, by the factors that it serves, stands on slides of its kind.

        It stands on those of its first factor where these come one after the other.
        """
        if factors and factors[0] in self.told:
            return False
        chosen = self.wanted.factors
        return not factors or not factors[0] or not chosen or not {*factors}.isdisjoint(chosen)

    @property
    def told(self) -> frozenset[str]:
        """The factors whose strengths and recommendations follow their conclusions."""
        follows = self.wanted.by_factor and "conclusions" in self.wanted.parts
        return frozenset(row.factor.id for row in self.rows) if follows else frozenset()


def compose(
    state: State,
    pack: Pack,
    review: Review,
    words: Catalogue,
    day: Callable[[str], str],
    wanted: Wanted | None = None,
) -> Deck:
    """Return the slides of a peer review. A pure function: one state, one deck.

    ``words`` is the language of the slides, ``pack`` in it too; ``day`` writes an ISO date.
    """
    asked = wanted or Wanted()
    city = profile(state)
    found = results(state, pack, review, TEAM)
    work = _Work(state, pack, review, words, day, found, asked)
    made: list[Slide] = []
    for part in PARTS:
        if part in asked.parts:
            made += _PARTS[part](work)
    hide = hiding(state)
    return Deck(
        language=words.language,
        city=city.city.strip() or words.gettext("City without a name"),
        title=review.title.strip() or word(words, REVIEW_KINDS, review.kind),
        mark=words.gettext("Fictional example") if city.fictional else "",
        changed=max((head.header.time for head in state.heads()), default=0),
        slides=tuple(_without_names(hide, slide) for slide in made),
    )


def _without_names(hide: Callable[[str], str], slide: Slide) -> Slide:
    """Return a slide on which no interviewee is named, whatever was typed into a finding."""
    return replace(
        slide,
        text=hide(slide.text),
        items=tuple(
            replace(one, text=hide(one.text), detail=hide(one.detail), label=hide(one.label))
            for one in slide.items
        ),
        notes=tuple(Note(hide(one.label), hide(one.text)) for one in slide.notes),
        about=tuple((kind, entity, hide(name)) for kind, entity, name in slide.about),
    )


def _title(work: _Work) -> list[Slide]:
    city, about, words = profile(work.state), work.review, work.words
    session = advice.feedback_session(work.state, about.id)
    record = work.state.record("session", session)
    when = work.day(record.text("date")) if record and record.text("date") else ""
    whole = words.gettext("Feedback session")
    lines = [Item(", ".join(part for part in (whole, when) if part))]
    if about.assessors.strip():
        lines.append(Item(about.assessors.strip()))
    return [
        Slide(
            "title",
            city.city.strip() or words.gettext("City without a name"),
            eyebrow=work.pack.title,
            text=about.title.strip() or word(words, REVIEW_KINDS, about.kind),
            items=tuple(lines),
            notes=(slide_notes.welcome(words),),
        )
    ]


def _method(work: _Work) -> list[Slide]:
    today = datetime.now().astimezone().date().isoformat()
    counted = numbers(work.state, work.review.id, work.words, today)
    figures = tuple(Figure(*pair) for pair in counted)
    text = work.review.method.strip()
    if not (figures or text):
        return []
    title = work.words.gettext("How we worked")
    notes = slide_notes.long_text(text, work.words)
    return [
        Slide(
            "method",
            title,
            eyebrow=work.review.period.strip(),
            text=text,
            figures=figures,
            notes=notes,
        )
    ]


def _result(work: _Work) -> list[Slide]:
    words = work.words
    counts = tuple(
        Figure(n, word(words, VERDICTS, code), code) for code, n in work.found.counts.items if n
    )
    rows = [
        Item(row.factor.title, number=str(row.factor.number), mark=row.outcome)
        for row in work.found.factors
    ]
    parts = [rows[at : at + _ROWS_A_SLIDE] for at in range(0, len(rows), _ROWS_A_SLIDE)]
    title = words.gettext("The result at a glance")
    notes = slide_notes.of_result(work.state, work.pack, work.review, work.found, words)
    return [
        Slide("result", title, figures=counts, items=tuple(part), notes=notes) for part in parts
    ]


def _conclusions(work: _Work) -> Iterator[Slide]:
    if work.wanted.grouped and work.pack.groups and not work.wanted.by_factor:
        yield from _by_group(work)
        return
    for row in work.rows:
        yield _conclusion(work, row)
        if work.wanted.by_factor:
            yield from _of_factor(work, row.factor)


def _of_factor(work: _Work, factor: Factor) -> Iterator[Slide]:
    """The strengths and recommendations of a factor, each on the slide of its first factor."""
    eyebrow = f"{factor.number} {factor.title}"
    state, review_id = work.state, work.review.id
    if "strengths" in work.wanted.parts:
        yield from _strength_slides(work, advice.praised(state, review_id, factor.id), eyebrow)
    if "recommendations" in work.wanted.parts:
        own = [
            one
            for one in advice.advised(state, review_id, factor.id)
            if one.recommendation.factors[:1] == (factor.id,)
        ]
        yield from _recommendation_slides(work, own, eyebrow)


def _conclusion(work: _Work, row: FactorRow) -> Slide:
    words, factor = work.words, row.factor
    disputed = {"reason"} & {*row.verdict.conflicts, *row.verdict.withheld}
    reason = words.gettext("The reasons are still to be settled.") if disputed else ""
    name = f"{factor.number} {factor.title}"
    return Slide(
        "conclusion",
        factor.title,
        eyebrow=words.gettext("Key factor {number}").format(number=factor.number),
        mark=row.outcome,
        mark_word=word(words, VERDICTS, row.outcome),
        text=reason or row.verdict.reason.strip(),
        notes=slide_notes.of_conclusion(work.state, work.review, row, words, work.day),
        about=(("verdict", row.verdict.id, name),),
    )


def _by_group(work: _Work) -> Iterator[Slide]:
    groups = {group.id: group.title for group in work.pack.groups}
    for key in dict.fromkeys(row.factor.group for row in work.rows):
        rows = [row for row in work.rows if row.factor.group == key]
        for at in range(0, len(rows), _GROUP_ROWS):
            part = rows[at : at + _GROUP_ROWS]
            yield _group(work, groups.get(key, work.pack.title), part)


def _group(work: _Work, title: str, rows: Sequence[FactorRow]) -> Slide:
    words = work.words
    items = tuple(
        Item(
            f"{row.factor.number} {row.factor.title}",
            mark=row.outcome,
            label=word(words, VERDICTS, row.outcome),
            detail="" if row.verdict.conflicts else row.verdict.reason.strip(),
        )
        for row in rows
    )
    notes = [
        note
        for row in rows
        for note in slide_notes.of_conclusion(work.state, work.review, row, words, work.day)
    ]
    about = tuple(
        ("verdict", row.verdict.id, f"{row.factor.number} {row.factor.title}") for row in rows
    )
    eyebrow = words.gettext("Conclusions")
    return Slide("group", title, eyebrow, items=items, notes=tuple(notes), about=about)


def _strengths(work: _Work) -> Iterator[Slide]:
    held = advice.praised(work.state, work.review.id)
    shown = [one for one in held if work.shows_apart(one.strength.factor)]
    yield from _strength_slides(work, shown, "")


def _strength_slides(work: _Work, shown: Sequence[Praised], eyebrow: str) -> Iterator[Slide]:
    words = work.words
    for part in _packed(shown, lambda one: len(one.strength.text)):
        items = tuple(
            Item(one.strength.text.strip(), mark="strength", label=_of(work, one.strength.factor))
            for one in part
        )
        yield Slide(
            "strengths",
            words.ngettext("Strength", "Strengths", len(shown)),
            eyebrow=eyebrow,
            items=_without_labels(items) if eyebrow else items,
            notes=slide_notes.of_strengths(work.state, part, words, work.day),
            about=tuple(("strength", one.strength.id, one.strength.text) for one in part),
        )


def _without_labels(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items that need not say to which factor they belong: the slide does."""
    return tuple(replace(item, label="") for item in items)


def _of(work: _Work, *factors: str) -> str:
    """Return numbers and titles of key factors: "7 Municipal employment · 8 Staff development"."""
    named = {factor.id: f"{factor.number} {factor.title}" for factor in work.pack.factors}
    return " · ".join(named[key] for key in factors if key in named)


def _recommendations(work: _Work) -> Iterator[Slide]:
    held = advice.advised(work.state, work.review.id)
    shown = [one for one in held if work.shows_apart(*one.recommendation.factors)]
    yield from _recommendation_slides(work, shown, "")


def _recommendation_slides(work: _Work, shown: Sequence[Advised], eyebrow: str) -> Iterator[Slide]:
    words = work.words
    for part in _packed(shown, _letters):
        yield Slide(
            "recommendations",
            words.ngettext("Recommendation", "Recommendations", len(shown)),
            eyebrow=eyebrow,
            items=tuple(_advice(work, one) for one in part),
            notes=slide_notes.of_recommendations(work.state, part, words, work.day),
            about=tuple(
                ("recommendation", one.recommendation.id, one.recommendation.text) for one in part
            ),
        )


def _advice(work: _Work, one: Advised) -> Item:
    own, words = one.recommendation, work.words
    to = (
        words.gettext("for: {whom}").format(whom=own.to_whom.strip()) if own.to_whom.strip() else ""
    )
    priority = word(words, PRIORITIES, own.priority) if own.priority else ""
    parts = (priority, to, _of(work, *own.factors))
    return Item(
        own.text.strip(),
        number=str(one.number),
        detail=own.why.strip(),
        label=_capital(" · ".join(part for part in parts if part)),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _letters(one: Advised) -> int:
    return len(one.recommendation.text) + len(one.recommendation.why) * 2 // 3


def _packed(found: Sequence[_T], letters: Callable[[_T], int]) -> Iterator[list[_T]]:
    """Yield one to three findings at a time, as many as can be read from the last row."""
    part: list[_T] = []
    for one in found:
        full = sum(map(letters, [*part, one])) > _MOST_LETTERS
        if part and (full or len(part) == _MOST_ITEMS):
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _next(work: _Work) -> list[Slide]:
    steps = next_steps(work.state, work.review, work.words, work.day)
    items = tuple(Item(text, number=str(n)) for n, text in enumerate(steps, 1))
    title = work.words.gettext("Next steps")
    notes = slide_notes.open_points(work.state, work.review.id, work.words)
    return [Slide("next", title, items=items, notes=notes)] if items else []


_PARTS: Final[dict[str, Callable[[_Work], Iterable[Slide]]]] = {
    "title": _title,
    "method": _method,
    "result": _result,
    "conclusions": _conclusions,
    "strengths": _strengths,
    "recommendations": _recommendations,
    "next": _next,
}
