"""Makes the filled sample of the present format: run once for each released format.

    python tests/store/make_sample.py FOLDER

Writes ``format-N.icproj`` and the secret of the installation that made it, ``format-N.key``. The
files stay as they are for ever: every later version must open them and find the same.
"""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]


def main(folder: Path) -> None:
    """Write both files."""
    from faults.store.making import Maker, make
    from ic_desktop.project.changes import Scope
    from ic_desktop.project.edit import Editor
    from ic_desktop.project.erase import erase
    from ic_desktop.project.state import fold
    from ic_desktop.store import schema
    from ic_desktop.store.project_file import Draft

    path = folder / f"format-{schema.MAJOR}.icproj"
    maker = Maker()
    file = make(path, maker, answers=3)
    attached = file.attach_bytes("minutes.txt", b"Minutes of the first meeting.\n" * 40)
    editor = Editor(fold(file.changes()), maker.actor)
    record = {
        "sha256": attached.sha256,
        "size": attached.size,
        "name": attached.name,
        "media_type": attached.media_type,
    }
    evidence = editor.create("evidence", {"title": "Minutes", "file": record, "order": "8"})
    editor.create("link", {"evidence": evidence, "factor": "1", "stance": "supports"})
    editor.set("verdict", "r/city/1", "value", "partly", Scope("r", "city", "1"))
    file.commit(editor.changes)
    other = Editor(fold(file.changes()), Maker().actor)
    other.set("answer", "r/city/0", "note", "Theirs", Scope(review="r"))
    file.commit(other.changes, imported=True)
    file.undo_import(1)
    last = Editor(fold(file.changes()), maker.actor)
    fields = frozenset({("answer", "r/city/2", "note")})
    erase(last, file.changes(), fields=fields, files=frozenset(), reason="consent withdrawn")
    file.erase(last.changes)
    file.save_draft(Draft("answer", "r/city/1", "note", Scope("r", "city", "1"), "Typing…", 1))
    file.close()
    key = Path(os.environ["IC_DESKTOP_HOME"]) / "data" / "installation.key"
    (folder / f"format-{schema.MAJOR}.key").write_bytes(key.read_bytes())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["IC_DESKTOP_HOME"] = home
        main(Path(sys.argv[1]))
