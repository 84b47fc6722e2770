"""A small city at work: a project against the bundled benchmark, edited as people would."""

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project import entities
from ic_desktop.project.changes import Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import PackRef, Review
from ic_desktop.project.state import State
from ic_desktop.review import edits

ME = Actor("a" * 32, "d" * 32)


class Town:
    """A project with one review; every method is one edit."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.editor = Editor(State(), ME)
        ref = PackRef(pack.id, pack.version, pack.hash)
        self.id = edits.start_project(
            self.editor, "f" * 32, city="Exemplum", country="DE", pack=ref, title="Self-assessment"
        )

    @property
    def state(self) -> State:
        return self.editor.state

    @property
    def review(self) -> Review:
        found = entities.review(self.state, self.id)
        assert found is not None
        return found

    def answer(self, question: str, **values: Value) -> None:
        named = {name.replace("_", "-"): value for name, value in values.items()}
        factor = self.pack.factor_of(question).id
        edits.answer(self.editor, self.id, factor, question, named)

    def judge(self, factor: str, value: Value, **values: Value) -> None:
        named = {name.replace("_", "-"): given for name, given in values.items()}
        edits.judge(self.editor, self.id, factor, {"value": value, **named})

    def evidence(self, title: str, **values: Value) -> str:
        named = {name.replace("_", "-"): given for name, given in values.items()}
        return edits.add_evidence(self.editor, {"title": title, "source": "Town", **named})

    def link(self, piece: str, factor: str, question: str = "", stance: str = "supports") -> str:
        return edits.link(self.editor, self.id, piece, factor, question, stance=stance)

    def disagree(self, kind: str, entity: str, field: str, mine: Value, theirs: Value) -> None:
        """Have two copies set one field, and unite them."""
        scope = (
            self.state.records(kind)[entity].scope if entity in self.state.records(kind) else None
        )
        held = scope or edits.NOWHERE
        copy = Editor(self.state, Actor("b" * 32, "e" * 32))
        copy.set(kind, entity, field, theirs, held)
        self.editor.set(kind, entity, field, mine, held)
        self.editor.state = self.state.apply(copy.changes)
