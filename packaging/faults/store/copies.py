"""Trial: copies of the open file, taken at any moment without asking."""

from collections import Counter
from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.damaging import outcome_of_copy, torn_copies
from faults.store.making import Maker, make, someone_else


def copy_while_writing(setting: Setting) -> Outcome:
    """Copy a file while it is edited and documents come in; open each copy."""
    count = setting.rounds(300, 15)
    with someone_else(Path(setting.environ["IC_DESKTOP_HOME"])):
        maker = Maker()
        file = make(setting.folder / "a.icproj", maker, answers=200)
        copies = torn_copies(file, maker, setting.folder, setting.chance, count)
        found = Counter(map(outcome_of_copy, copies))
        file.close()
    failures = ("silently wrong",) * found["silent"]
    note = ", ".join(f"{what} {number}" for what, number in sorted(found.items()))
    return Outcome(count, failures, note)
