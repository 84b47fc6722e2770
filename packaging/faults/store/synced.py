"""Trial: file and folder are synced before anything is said to be saved, by the system's calls."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from faults.model import Outcome, Setting
from faults.store.making import Maker, make, someone_else
from ic_desktop.project.changes import Scope
from ic_desktop.store.project_file import Draft, ProjectFile

ROOT = Path(__file__).resolve().parent.parent.parent.parent
CALLS = "openat,fsync,fdatasync,unlink,write,pwrite64,close,rename,link"
_SYNC = re.compile(r"f(?:data)?sync\((\d+)\)")
_OPEN = re.compile(r'openat\([^,]+, "([^"]*)".*= (\d+)$')
_CLOSE = re.compile(r"close\((\d+)\)")
_WRITE = re.compile(r"pwrite64\((\d+),")
_UNLINK = re.compile(r'unlink\("([^"]*)"\)')


def trace_saving(setting: Setting) -> Outcome:
    """Trace a process that commits, types and attaches, and look at the order of its calls."""
    if shutil.which("strace") is None:
        return Outcome(0, ("strace is missing: apt install strace",))
    home = Path(setting.environ["IC_DESKTOP_HOME"])
    path = setting.folder / "a.icproj"
    with someone_else(home):
        make(path).close()
    trace = setting.folder / "trace"
    strace = ("strace", "-e", f"trace={CALLS}", "-s", "16", "-o", str(trace))
    environ = setting.environ | {
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "packaging")))
    }
    subprocess.run(
        [*strace, sys.executable, "-m", "faults.store.synced", str(path)],
        env=environ,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    parts = trace.read_text(errors="replace").split('"BEGIN')[1:]
    failures = [text for part in parts for text in _look_at(part.split('"SAVED')[0], path)]
    return Outcome(len(parts), tuple(failures))


def _look_at(calls: str, path: Path) -> Iterator[str]:
    """Yield what is wrong with the calls between BEGIN and SAVED."""
    names = {fd: name for name, fd in _OPEN.findall(calls)}
    journal = f"{path}-journal"
    order: list[str] = []
    for line in calls.splitlines():
        if found := _OPEN.search(line):
            names[found[2]] = found[1]
        elif found := _WRITE.search(line):
            order.append("write journal" if names.get(found[1]) == journal else "write file")
        elif found := _SYNC.search(line):
            name = names.get(found[1], str(path))
            order.append(
                {journal: "sync journal", str(path.parent): "sync folder"}.get(name, "sync file")
            )
        elif found := _UNLINK.search(line):
            order.append("unlink journal" if found[1] == journal else "unlink other")
        elif found := _CLOSE.search(line):
            names.pop(found[1], None)
    yield from _wrong_order(order)


def _wrong_order(order: list[str]) -> Iterator[str]:
    if "write file" not in order or "unlink journal" not in order:
        yield f"nothing was written: {order}"
        return
    first_write = order.index("write file")
    if "sync journal" not in order[:first_write] or "sync folder" not in order[:first_write]:
        yield "the file was written before the journal was on the disk"
    end = len(order) - 1 - order[::-1].index("unlink journal")
    last_write = max(i for i, call in enumerate(order) if call == "write file")
    if "sync file" not in order[last_write:end]:
        yield "the journal was removed before the file was on the disk"
    if "sync folder" not in order[end:]:
        yield "it was said to be saved before the folder was on the disk"


def main(path: Path) -> None:
    """Save in every way, saying when each begins and when it is said to be saved."""
    maker = Maker()
    file = ProjectFile.open(path)
    source = path.with_name("document.bin")
    source.write_bytes(os.urandom(3_000_000))
    for save in (
        lambda: file.commit(maker.note(1, "first")),
        lambda: file.commit(maker.note(1, "second")),
        lambda: file.attach(source),
        lambda: file.save_draft(Draft("answer", "r/city/1", "note", Scope(), "typing", 1)),
    ):
        os.write(1, b"BEGIN\n")
        save()
        os.write(1, b"SAVED\n")
    file.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
