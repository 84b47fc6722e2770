"""Projects of any size to measure with. Imports what the program imports, so only for children."""

import random
from pathlib import Path

from ic_desktop.benchmark import library, load
from ic_desktop.project.edit import Actor, Editor, new_id
from ic_desktop.project.entities import PackRef
from ic_desktop.project.state import State
from ic_desktop.review import edits
from ic_desktop.store.project_file import ProjectFile

PACK = "promoting-cultural-diversity"
STANCES = ("supports", "supports", "background", "contradicts")


def write_project(path: Path, pieces: int, links: int) -> None:
    """Write a project with so many pieces of evidence and links, spread over all questions."""
    bundle = library.bundle_of(PACK)
    pack = library.pack(PACK)
    editor = Editor(State(), Actor(new_id(), new_id()))
    reference = PackRef(PACK, pack.version, load.pack_hash(bundle))
    project = new_id()
    review = edits.start_project(editor, project, city="Benchmark", pack=reference)
    made = [_piece(editor, number) for number in range(pieces)]
    chance = random.Random(7)
    spots = [(factor.id, question.id) for factor in pack.factors for question in factor.questions]
    for number in range(links):
        factor, question = chance.choice(spots)
        stance = chance.choice(STANCES)
        piece = made[number % pieces]
        edits.link(editor, review, piece, factor, question, stance=stance, page=str(number))
    for factor, question in spots:
        edits.answer(editor, review, factor, question, {"note": "As the report says. " * 8})
    ProjectFile.create(
        path, project_id=project, changes=editor.changes, packs={reference.hash: bundle}
    ).close()


def _piece(editor: Editor, number: int) -> str:
    values = {
        "type": "document",
        "title": f"Annual report {2000 + number % 27}, part {number}",
        "document-kind": "annual-report",
        "source": "City archive",
    }
    return edits.add_evidence(editor, values)
