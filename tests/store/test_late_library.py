"""Opening one's own project waits for no library that only writing needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults.store.making import Maker, make
from ic_desktop.store.database import Database

READ_ALL = """
import sys
from pathlib import Path
from ic_desktop.store.project_file import ProjectFile
file = ProjectFile.open(Path(sys.argv[1]))
assert len(file.changes()) > 20 and file.packs() and not file.drafts() and not file.attachments()
file.close()
sys.exit("sqlalchemy" in sys.modules)
"""


def test_a_project_is_opened_and_read_without_sqlalchemy(tmp_path: Path) -> None:
    path = tmp_path / "a.icproj"
    make(path).close()
    command = [sys.executable, "-c", READ_ALL, str(path)]
    root = Path(__file__).parents[2]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(root)})


def test_the_engine_never_ends_a_transaction_that_was_begun_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "a.icproj"
    make(path, Maker()).close()
    database = Database.open(path)
    try:
        database.sql("BEGIN")
        with pytest.raises(AssertionError):
            database.engage()
        assert database.raw.in_transaction
        database.sql("COMMIT")
        with database.writing():
            assert database.raw.in_transaction
    finally:
        database.close()
