"""The open project on the screen's side: what it holds, and every way to change it.

The screen's thread holds the changes and the immutable state in memory. An edit is applied there
at once and handed to the writer thread; nothing here reads or writes a file. Pages read
``state``, ``pack``, ``review_id`` and ``voice``, call :meth:`Workspace.edit`,
:meth:`Workspace.type_text`, :meth:`Workspace.attach`, and listen to ``changed``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from ic_desktop.benchmark.load import from_bundle
from ic_desktop.benchmark.pack import Factor, Pack
from ic_desktop.errors import FileIsReadOnly, IcError, OutsideHandOut, SealedReview
from ic_desktop.project import seal
from ic_desktop.project.changes import Change, Scope, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import Profile, Review, profile, review, reviews
from ic_desktop.project.kinds import CITY
from ic_desktop.project.ledger import Ahead, Ledger
from ic_desktop.project.state import FieldKey, State
from ic_desktop.review.edits import introduce
from ic_desktop.review.lane import TYING, May
from ic_desktop.review.scope import factors_in_scope
from ic_desktop.ui import touched
from ic_desktop.ui.attaching import Attaching
from ic_desktop.ui.keeper import FileFacts, Opened, Typed
from ic_desktop.ui.navigation import Place, stops_in, walk
from ic_desktop.ui.saving import Outbox
from ic_desktop.ui.taking_out import Hold
from ic_desktop.ui.tasks import Crew, Task
from ic_desktop.ui.touched import UndoResult, everything, touched_by
from ic_desktop.ui.typed import Typing

if TYPE_CHECKING:
    from ic_desktop.store.project_file import ProjectFile

T = TypeVar("T")
Failed = Callable[[Exception], None] | None
_SMALL = 64 * 2**20
"""Bytes of a file that is backed up when it is closed, too: nobody waits for it."""

Touched = touched.Touched


class Workspace(QObject):
    """One open project. Make it on the screen's thread from what the writer opened.

    ``who`` says what a participant's record holds of the person at the screen: name, organisation.
    """

    changed = Signal(object)
    """The state changed; carries the :data:`Touched` entities."""
    review_changed = Signal()
    """Another review, or the pack in another language, is shown."""
    saving = Signal()
    saved = Signal(object)
    """Everything is durable; carries the FileFacts."""
    noted = Signal(object)
    """The file's facts changed without a save, such as by a backup; carries them."""
    failed = Signal(object)
    """An edit was refused, or saving failed; carries the IcError. Nothing is lost."""
    busy = Signal()
    """``activities``, or the progress of one, changed."""

    def __init__(
        self,
        opened: Opened,
        crew: Crew,
        actor: Actor,
        pack_language: str,
        parent: QObject | None = None,
        *,
        who: Callable[[], Mapping[str, str]] = dict,
    ) -> None:
        super().__init__(parent)
        self.facts: FileFacts = opened.facts
        self.recovered = opened.recovered
        self.voice = CITY
        self.actor = actor
        self.lane = opened.lane
        """What a hand-out is limited to, None in a whole project."""
        self._who = who
        self._changed_since_backup = False
        self.ledger = opened.ledger
        self.keeper = opened.keeper
        self.crew = crew
        self._bundles: dict[str, bytes] = dict(opened.packs)
        self._pack_language = pack_language
        self._read_packs: dict[tuple[str, str], Pack] = {
            (key, pack_language): pack for key, pack in opened.read_packs.items()
        }
        present = reviews(self.state)
        self.review_id = present[-1].id if present else ""
        self.outbox = Outbox(crew, opened.keeper.save, self)
        self.outbox.saving.connect(self.saving)
        self.outbox.saved.connect(self._on_saved)
        self.outbox.failed.connect(self.failed)
        self.hold = Hold()
        self._typing = Typing(self.outbox, self.hold.around(self._settle_one), self)
        self._attaching = Attaching(self)

    # What there is

    @property
    def state(self) -> State:
        """The state after every edit so far."""
        return self.ledger.state

    @property
    def project_id(self) -> str:
        """The project's id."""
        return self.profile.id

    @property
    def profile(self) -> Profile:
        """The city."""
        return profile(self.state)

    @property
    def review(self) -> Review:
        """The review that is shown; in a copy for one person, on the key factors of that copy."""
        shown = review(self.state, self.review_id)
        assert shown is not None, "a project has at least one review"
        part = self.lane.factors if self.lane is not None else ()
        common = tuple(f for f in part if not shown.factors or f in shown.factors)
        return replace(shown, factors=common or part) if part else shown

    @property
    def pack(self) -> Pack:
        """The benchmark of the review that is shown, in the pack language."""
        return self.pack_of(self.review.pack.hash)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The key factors that the review and this copy cover, in the benchmark's order."""
        return factors_in_scope(self.pack, self.review)

    @property
    def is_peer_review(self) -> bool:
        """Whether a peer review is shown."""
        return self.review.kind == "peer-review"

    @property
    def stops(self) -> tuple[Place, ...]:
        """Where Back and Next lead, in order."""
        stops = walk(self.factors, peer_review=self.is_peer_review)
        return stops if self.lane is None else stops_in(self.lane, stops)

    @property
    def scope(self) -> Scope:
        """The scope of what belongs to the shown review and voice as a whole."""
        return Scope(review=self.review_id, voice=self.voice)

    def factor_scope(self, factor_id: str) -> Scope:
        """Return the scope of an answer, a verdict or a link of one key factor."""
        return Scope(review=self.review_id, voice=self.voice, factor=factor_id)

    def pack_of(self, pack_hash: str) -> Pack:
        """Return a pack of this project in the pack language (parsed once, from memory)."""
        key = (pack_hash, self._pack_language)
        if key not in self._read_packs:
            self._read_packs[key] = from_bundle(self._bundles[pack_hash], self._pack_language)
        return self._read_packs[key]

    @property
    def pack_language(self) -> str:
        """The language in which the benchmark is shown."""
        return self._pack_language

    @property
    def read_only(self) -> bool:
        """True if nothing of this project may change."""
        return self.facts.read_only

    @property
    def sealed(self) -> seal.Seal | None:
        """The signature that closes the shown review, None while its judgements are open."""
        return seal.current_seal(self.state, self.review_id)

    @property
    def can_judge(self) -> bool:
        """True if the city's answers, verdicts, notes and their evidence may change."""
        return self.may("assess") and self.sealed is None

    @property
    def can_tie(self) -> bool:
        """True if evidence may be tied to key factors and questions."""
        return any(map(self.may, TYING)) and self.sealed is None

    def may(self, what: May) -> bool:
        """Tell whether one may do something in this copy: a hand-out allows a part of the work."""
        return not self.read_only and (self.lane is None or what in self.lane.may)

    @property
    def activities(self) -> Sequence[Task[object]]:
        """What is at work on the file and takes time: title, progress, a way to cancel it."""
        return self._attaching.activities

    # What can be done

    def show_review(self, review_id: str) -> None:
        """Show another review of the project."""
        self.settle()
        self.review_id = review_id
        self.review_changed.emit()

    def show_language(self, language: str) -> None:
        """Show the benchmark in another language."""
        if language != self._pack_language:
            self._pack_language = language
            self.review_changed.emit()

    def edit(self, work: Callable[[Editor], object]) -> bool:
        """Apply one action at once and hand it to the writer; False if it was refused.

        ``work`` is given an :class:`~ic_desktop.project.edit.Editor`. All its changes together
        are one step of undo. A refusal is told through ``failed``.
        """
        try:
            editor = Editor(self.state, self.actor)
            work(editor)
            self._introduce(editor)
            self._require_open(editor.changes)
        except IcError as error:
            self.failed.emit(error)
            return False
        self._take(editor.changes)
        return True

    def set(self, kind: str, entity: str, field: str, value: Value, scope: Scope) -> bool:
        """Give one field a value: the shortest edit."""
        return self.edit(lambda editor: editor.set(kind, entity, field, value, scope))

    def type_text(self, key: FieldKey, scope: Scope, text: str, *, rests: bool = True) -> None:
        """Take the whole text of a field after a key press; see ``typed.py`` for what follows."""
        if not self.read_only:
            self._typing.type(key, scope, text, rests=rests)

    def text(self, kind: str, entity: str, field: str) -> str:
        """Return what a text field shows: what is being typed, else what the state holds."""
        typed = self._typing.text((kind, entity, field))
        if typed is not None:
            return typed
        record = self.state.record(kind, entity)
        return "" if record is None else record.text(field)

    def is_typing(self, key: FieldKey) -> bool:
        """Say whether something was typed in a field that is no change yet."""
        return self._typing.text(key) is not None

    def settle(self, key: FieldKey | None = None) -> None:
        """Make changes of what is being typed: in the field that is left, or in all."""
        self._typing.settle(key)

    def undo(self) -> UndoResult:
        """Take back the newest action of this device, or say what came after it."""
        self.settle()
        step = self.ledger.to_undo(self.actor)
        if step is None:
            return UndoResult(in_the_way=self.ledger.in_the_way(self.actor))
        if any(change.header.field == "pack" for change in step.changes):
            return UndoResult()
        return self._reversed(self.ledger.undo(step, self.actor))

    def redo(self) -> UndoResult:
        """Do again what the newest undo of this device took back, or say what came after it."""
        self.settle()
        step = self.ledger.to_redo(self.actor)
        if step is None:
            way = self.ledger.in_the_way(self.actor, of_redo=True)
            return UndoResult(in_the_way=way)
        return self._reversed(self.ledger.redo(step, self.actor))

    def attach(
        self,
        paths: Iterable[Path],
        *,
        factor: str = "",
        question: str = "",
        stance: str = "background",
        then: Callable[[str], None] | None = None,
        known: Callable[[str], None] | None = None,
    ) -> None:
        """Take files into the project; each becomes evidence, tied to the factor, once it is in.

        Returns at once. ``then`` is called with the evidence's id, for each file. With ``known``,
        a file that is evidence already is tied as that, not added twice; ``known`` is called with
        its id first. Progress and cancelling are in ``activities``; a file that cannot be taken is
        told through ``failed``.
        """
        self._attaching.files(paths, (factor, question, stance), then, known)

    def attach_bytes(
        self,
        name: str,
        data: bytes,
        *,
        factor: str = "",
        question: str = "",
        stance: str = "background",
        then: Callable[[str], None] | None = None,
        known: Callable[[str], None] | None = None,
    ) -> None:
        """Take a pasted picture into the project, as :meth:`attach` takes a file."""
        self._attaching.bytes(name, data, (factor, question, stance), then, known)

    def with_file(
        self,
        work: "Callable[[ProjectFile, Task[T]], T]",
        *,
        title: str,
        done: Callable[[T], None],
        failed: Failed = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Task[T]:
        """Have something done with the file on the writer thread: export, read, check, copy.

        ``work`` is given the ProjectFile and the task; hand ``task.report`` on as ``on_progress``
        and ``task.is_cancelled`` as ``cancelled``, and edits are saved in between. Without
        ``failed``, errors that a person can understand are told through the signal ``failed``.
        """
        return self._attaching.start(
            lambda task: work(self.keeper.file, task),
            title=title,
            done=done,
            failed=failed,
            cancelled=cancelled,
        )

    def add_pack(self, pack_hash: str, bundle: bytes) -> None:
        """Embed a benchmark, for a review that is about to be added."""
        self._bundles[pack_hash] = bundle
        self.crew.do(lambda _task: self.keeper.file.add_pack(bundle), failed=self._told)

    def back_up(self) -> None:
        """Make a dated backup of what changed, when the writer has nothing better to do."""
        if self._changed_since_backup:
            self._changed_since_backup = False
            self.crew.do(self.keeper.back_up, done=self.take_facts, failed=self._told)

    def reload(self, then: Callable[[], None], failed: Failed = None) -> None:
        """Read all changes anew, after something else than an edit wrote to the file."""
        known = len(self.ledger.changes)

        def show(ledger: Ledger) -> None:
            ledger.unite(self.ledger.since(known))  # what was edited meanwhile
            self.ledger = ledger
            self.changed.emit(everything(self.state))
            then()

        read = self.keeper.file.changes
        self.crew.do(lambda _task: Ledger.of(read()), done=show, failed=failed or self._told)

    def take_in(self, changes: Sequence[Change], ahead: Ahead | None = None) -> None:
        """Show changes from elsewhere that the writer has put into the file; ``ahead`` is what the
        ledger worked out of them on the writer's thread."""
        self.settle()
        self.ledger.unite(changes, ahead)
        self._changed_since_backup = True
        self.changed.emit(touched_by(changes))

    def close(self, then: Callable[[], None]) -> None:
        """Save what is left, close the file, then call ``then``. Long work is cancelled.

        While something cannot be saved, ``then`` waits; see ``outbox.problem``.
        """
        self._attaching.cancel_all()
        self.settle()
        # What comes to its end only now may be followed by an edit, or by more work.
        saved, idle = self.outbox.when_empty, self._attaching.when_idle
        saved(lambda: idle(lambda: saved(lambda: self._end(then))))

    def abandon(self, then: Callable[[], None]) -> None:
        """Close without what could not be saved; only after a person said so."""
        self.outbox.forget_callers()
        self._attaching.when_idle(lambda: self._end(then))

    # Inside

    def _end(self, then: Callable[[], None]) -> None:
        if self.facts.size < _SMALL:
            self.back_up()
        self.crew.do(lambda _task: self.keeper.close(), done=lambda _: then(), failed=self._told)

    def _require_open(self, changes: Sequence[Change]) -> None:
        self.hold.require_free()
        if changes and self.read_only:
            raise FileIsReadOnly(self.facts.path.name)
        if self.lane is not None:
            from ic_desktop.review.coming.owners import are_taken

            if not are_taken(self.state, self.ledger.changes, self.lane, changes):
                raise OutsideHandOut
        if seal.touches_sealed(self.state, changes):
            raise SealedReview(self.review.title)

    def _introduce(self, editor: Editor) -> None:
        """Say with someone's first edit who the author's id stands for."""
        who = {} if self.lane is not None else self._who()
        if editor.changes and any(who.values()):
            introduce(editor, self.actor.author, who)

    def _take(self, changes: Sequence[Change], settled: Sequence[FieldKey] = ()) -> None:
        if changes:
            self._changed_since_backup = True
            self.ledger.append(changes)
        if changes or settled:
            self.outbox.put(changes, settled)
        if changes:
            self.changed.emit(touched_by(changes))

    def _reversed(self, changes: Sequence[Change]) -> UndoResult:
        try:
            self._require_open(changes)
        except IcError as error:
            self.failed.emit(error)
            return UndoResult()
        self._take(changes)
        return UndoResult(done=tuple(changes))

    def _settle_one(self, typed: Typed) -> None:
        editor = Editor(self.state, self.actor)
        try:
            editor.set(*typed.key, typed.text, typed.scope)
            self._introduce(editor)
            self._require_open(editor.changes)
        except IcError as error:
            self.failed.emit(error)
            self._take((), [typed.key])
            return
        self._take(editor.changes, [typed.key])

    def _on_saved(self, facts: FileFacts) -> None:
        self.facts = facts
        self.saved.emit(facts)

    def take_facts(self, facts: FileFacts) -> None:
        """Note the file's facts after something else than a save changed them."""
        self.facts = facts
        self.noted.emit(facts)

    def _told(self, error: Exception) -> None:
        if not isinstance(error, IcError):
            raise error
        self.failed.emit(error)
