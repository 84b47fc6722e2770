"""What was being typed is kept, under the name of who typed it."""

from pathlib import Path

from ic_desktop.project.changes import Scope
from ic_desktop.project.edit import Actor, new_id
from ic_desktop.project.state import State, fold
from ic_desktop.store.drafts import settle_drafts
from ic_desktop.store.project_file import Draft, ProjectFile

SCOPE = Scope(review="r", voice="city", factor="7")


def draft(question: str, text: str, who: Actor | None) -> Draft:
    """Return a draft of a note, by somebody or by nobody known."""
    told = (who.author, who.device) if who else ("", "")
    return Draft("answer", f"r/city/{question}", "note", SCOPE, text, 1, *told)


def test_a_draft_becomes_a_change_by_who_typed_it(tmp_path: Path) -> None:
    typist, opener = Actor(new_id(), new_id()), Actor(new_id(), new_id())
    file = ProjectFile.create(tmp_path / "p.icproj", project_id=new_id(), changes=[], packs={})
    try:
        file.save_drafts([draft("7.1", "mine", typist), draft("7.2", "whose?", None)])
        changes = settle_drafts(file, State(), opener)
        authors = {c.header.entity: c.header.author for c in changes}
        assert authors == {"r/city/7.1": typist.author, "r/city/7.2": opener.author}
        assert len({c.header.action for c in changes}) == 2
        assert file.drafts() == []
        held = fold(file.changes()).field(("answer", "r/city/7.1", "note"))
        assert held is not None
        assert held.value == "mine"
        assert settle_drafts(file, fold(file.changes()), opener) == []
    finally:
        file.close()
