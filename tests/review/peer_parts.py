"""A peer review at work: a city, a leader, two peers, and what people said on the visit."""

from typing import Final

from towns import Town

from ic_desktop.benchmark.pack import Pack
from ic_desktop.project.changes import Scope, Value
from ic_desktop.project.edit import Actor, Editor
from ic_desktop.project.entities import PackRef
from ic_desktop.project.seal import seal_review
from ic_desktop.project.state import State
from ic_desktop.review import edits

HOST: Final = "a" * 32
LEADER: Final = "1" * 32
ANNA: Final = "2" * 32
BEN: Final = "3" * 32
GUEST: Final = "9" * 32
PEERS: Final = (LEADER, ANNA, BEN)
ROLES: Final = {
    HOST: "host-coordinator",
    LEADER: "expert-leader",
    ANNA: "peer",
    BEN: "peer",
    GUEST: "interviewee",
}


class Visited(Town):
    """A project with one peer review and its people."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.editor = Editor(State(), Actor(HOST, "d" * 32))
        ref = PackRef(pack.id, pack.version, pack.hash)
        self.id = edits.start_project(
            self.editor, "f" * 32, city="Exemplum", pack=ref, title="Visit", kind="peer-review"
        )
        for order, (person, role) in enumerate(ROLES.items()):
            values: dict[str, Value] = {"role": role, "order": f"a{order}"}
            if role != "interviewee":
                values["name"] = f"Name of {role} {order}"
            edits.introduce(self.editor, person, values)

    def sits(self, author: str) -> Editor:
        """Have somebody else take the keyboard."""
        self.editor = Editor(self.state, Actor(author, author[:1] * 32))
        return self.editor

    def statement(
        self, text: str, factor: str = "", stance: str = "supports", **more: Value
    ) -> str:
        """Take a statement down, as the capture screen does; tie it to a factor if one is named."""
        scope = Scope(review=self.id, session="s" * 32)
        values: dict[str, Value] = {"type": "statement", "text": text, "session": "s" * 32}
        values |= {name.replace("_", "-"): value for name, value in more.items()}
        piece = self.editor.create("evidence", values, scope)
        if factor:
            self.link(piece, factor, stance=stance)
        return piece

    def seal(self) -> None:
        """Sign the review."""
        seal_review(
            self.editor, self.id, pdf_sha256="0" * 64, signer="A", fingerprint="f" * 64, at=1
        )
