"""Looks at a filled form as at any copy that comes back: the same preview, the same taking."""

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ic_desktop.benchmark.pack import Pack
from ic_desktop.errors import CannotReadDocument, FormOfNobody
from ic_desktop.exchange.forms.content import is_code_of
from ic_desktop.exchange.forms.taking import changes_of, given_in
from ic_desktop.exchange.hand_out import HandOut, hand_outs
from ic_desktop.exchange.returns.look import Here, Return, source_of_hand_out
from ic_desktop.helper_client import HelperProcess
from ic_desktop.i18n import _
from ic_desktop.project.entities import AttachedFile
from ic_desktop.review.folded import fold_text

SUFFIXES: Final = (".docx", ".xlsx")
_MEMORY: Final = 512 * 2**20
_SECONDS: Final = 60.0
_PIECE: Final = 2**20


def is_form(path: Path) -> bool:
    """Tell whether a file can be a form, by its name."""
    return path.suffix.lower() in SUFFIXES


def look_at_form(
    path: Path,
    here: Here,
    pack: Pack,
    documents: Iterable[Path] = (),
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Return:
    """Read a filled form, in the helper process; nothing of it is taken.

    ``documents`` are files that came with it: those whose names the form gives become evidence.
    Off the screen's and the writer's thread. Raises NotAForm, FormOfNobody, CannotReadDocument,
    HelperFailed, Cancelled.
    """
    with HelperProcess(_MEMORY) as helper:
        args = {"path": str(path.absolute())}
        filled = helper.run("read-form", args, cancelled=cancelled, seconds=_SECONDS)
    made = _record_of(here, filled, path)
    came = [(one, _attached(one)) for one in documents]
    given = tuple(given_in(filled, pack, made))
    named = {fold_text(source) for one in given for source, _page in one.sources}
    by_name = {name: file for one, file in came for name in _names(one)}
    wanted = [(one, file) for one, file in came if not named.isdisjoint(_names(one))]
    return Return(
        path=path,
        mark=hashlib.sha256(path.read_bytes()).hexdigest(),
        source=source_of_hand_out(here.state, made.id),
        changes=tuple(changes_of(given, made, here.known, by_name)),
        documents=frozenset(file.sha256 for _one, file in wanted),
        files={file.sha256: one for one, file in wanted},
        warnings=(
            *_not_asked(filled, {one.question.id for one in given}),
            *(_unnamed(one) for one, file in came if (one, file) not in wanted),
        ),
    )


def _names(document: Path) -> tuple[str, str]:
    """Return by what names a form may mean a document: with its ending, or without."""
    return fold_text(document.stem), fold_text(document.name)


def _record_of(here: Here, filled: Mapping[str, Any], path: Path) -> HandOut:
    """Return our record of a form, found by its code. Raises FormOfNobody."""
    code = str(filled["code"])
    for made in hand_outs(here.state):
        if made.form is not None and is_code_of(code, made.key, made.id):
            return made
    raise FormOfNobody(path.name)


def _attached(path: Path) -> AttachedFile:
    """Return what the field "file" will say of a document that came with a form."""
    from ic_desktop.store.attaching import media_type

    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise CannotReadDocument(path.name, error.strerror or type(error).__name__) from error
    return AttachedFile(digest.hexdigest(), path.name, media_type(path.name), size)


def _unnamed(document: Path) -> str:
    said = _("“{file}” came along, but the form does not name it; it is left aside.")
    return said.format(file=document.name)


def _not_asked(filled: Mapping[str, Any], asked: Container[str]) -> list[str]:
    """Return in a sentence what a form answers that it was not made for."""
    others = [number for number in filled["answers"] if number not in asked]
    if not others:
        return []
    words = _("Not taken, since this form was not made for these questions: {numbers}.")
    return [words.format(numbers=", ".join(others))]
