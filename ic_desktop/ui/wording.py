"""What things are called on the screen: cities, reviews, what undo took back. No Qt."""

from collections.abc import Iterable

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import NotInPack
from ic_desktop.i18n import _
from ic_desktop.project.changes import Change
from ic_desktop.project.entities import Profile, Review
from ic_desktop.review.naming import kind_name
from ic_desktop.ui.touched import UndoResult


def city_name(city: Profile) -> str:
    """Return what the window calls the city."""
    name = city.city.strip() or _("City without a name")
    return _("{city} (fictional example)").format(city=name) if city.fictional else name


def review_kind(kind: str) -> str:
    """Return the name of a kind of review."""
    names = {
        "self-assessment": _("Self-assessment"),
        "peer-review": _("Peer review"),
        "repeat": _("Repeat of an earlier review"),
    }
    return names.get(kind, kind)


def review_name(review: Review) -> str:
    """Return what the window calls a review: its title, else its kind; with its revision."""
    name = review.title.strip() or review_kind(review.kind)
    if review.revision > 1:
        return _("{title}, revision {number}").format(title=name, number=review.revision)
    return name


def undone(result: UndoResult, pack: Pack, *, again: bool = False) -> str:
    """Return in a sentence what undo (or redo: ``again``) did, or what stands in its way."""
    if result.done:
        done = _("Done again: {what}") if again else _("Taken back: {what}")
        return done.format(what=subject(result.done, pack))
    if result.in_the_way:
        return _("This cannot be taken back: {what} was changed again afterwards.").format(
            what=subject(result.in_the_way, pack)
        )
    return _("There is nothing to do again.") if again else _("There is nothing to take back.")


def subject(changes: Iterable[Change], pack: Pack) -> str:
    """Return what changes are about: "verdict on 7 Municipal employment"."""
    change = next(iter(changes))
    header = change.header
    item = header.entity.rsplit("/", 1)[-1]
    if (header.kind, header.field) == ("answer", "note"):
        return _("note on question {id}").format(id=item)
    try:
        return _subject(header.kind, item, header.scope.factor, pack)
    except NotInPack:
        return _("an entry of a benchmark that is not shown")


def _subject(kind: str, item: str, factor_id: str, pack: Pack) -> str:
    if kind == "answer":
        return _("answer to question {id}").format(id=item)
    if kind == "verdict":
        factor = pack.factor(item)
        return _("verdict on {number} {title}").format(number=factor.number, title=factor.title)
    if kind in ("context-note", "context-tie"):
        context = item if kind == "context-note" else ""
        title = pack.context_factor(context).title if context else ""
        return _("context note {title}").format(title=title).strip()
    if kind == "link":
        number = pack.factor(factor_id).number
        return _("evidence on key factor {number}").format(number=number)
    return kind_name(kind)
