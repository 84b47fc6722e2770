"""The house rules, held over the source: floors, wings, what may be imported where, sizes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ic_desktop"

FLOORS = (
    ("paths", "i18n", "errors", "settings", "helper_client", "windows_job"),
    ("benchmark",),
    ("project",),
    ("review",),
    ("store",),
    ("exchange", "report"),
    ("samples", "helper"),
    ("cli", "ui"),
    ("__main__",),
)
"""From the ground up; what stands on one floor are wings that do not know of each other.

The ground floor alone has its modules lean on one another, each on those left of it.
"""

ONLY_IN = {
    "PySide6": "ui",
    "shiboken6": "ui",
    "sqlalchemy": "store",
    "sqlite3": "store",
    "sqlcipher3": "store",
    "reportlab": "report",
    "pyhanko": "report",
    "pyhanko_certvalidator": "report",
    "pikepdf": "report",
    "pypdfium2": "report",
    "icalendar": "exchange",
}
"""Libraries that appear in one wing only."""

HEAVY = (
    "sqlalchemy",
    "reportlab",
    "pyhanko",
    "pikepdf",
    "babel",
    "PIL",
    "cryptography",
    "sqlcipher3",
    "icalendar",
)
"""What the window's start must not wait for."""

LONGEST_FUNCTION = 60
LONGEST_FILE = 450
LISTS = ("ic_desktop/errors.py",)
"""Files that are a list read by its headings, one short class a cause: no limit on their length."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import statement: the importing file's module, what it imports, and where it stands."""

    importer: str
    imported: str
    line: int
    at_start: bool

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def module_of(path: Path) -> str:
    """Return the dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*folders: Path) -> list[Path]:
    """Return all Python files under folders, in order."""
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


MODULES = frozenset(module_of(path) for path in sources(PACKAGE))


def is_type_checking(node: ast.AST) -> bool:
    """Say whether a node is ``if TYPE_CHECKING:``, whose imports never run."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def statements(node: ast.AST, at_start: bool = True) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield every import statement, and whether it runs when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_start
        else:
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from statements(child, at_start and not function and not is_type_checking(child))


def names(statement: ast.stmt) -> Iterator[str]:
    """Yield the modules that an import statement names; ``from package import module`` as both."""
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom) and statement.module:
        inner = [f"{statement.module}.{alias.name}" for alias in statement.names]
        modules = [name for name in inner if name in MODULES]
        yield from modules
        if len(modules) < len(inner):
            yield statement.module


@cache
def imports() -> tuple[Import, ...]:
    """Return every import of the program, those inside functions too."""
    return tuple(
        Import(module_of(path), name, statement.lineno, at_start)
        for path in sources(PACKAGE)
        for statement, at_start in statements(parsed(path))
        for name in names(statement)
    )


def wing(module: str) -> str:
    """Return the part of the house that a module of ours belongs to ("" for the package itself)."""
    return module.split(".")[1] if "." in module else ""


def place(part: str) -> tuple[int, int]:
    """Return floor and position of a part of the house."""
    for number, floor in enumerate(FLOORS):
        if part in floor:
            return number, floor.index(part)
    raise AssertionError(f"ic_desktop/{part} has no floor: give it one in FLOORS")


def may_import(importer: str, imported: str) -> bool:
    """Say whether the plan lets one module import another of ours."""
    mine, theirs = wing(importer), wing(imported)
    if not theirs or mine == theirs:
        return True
    (floor, position), (other, other_position) = place(mine), place(theirs)
    return other < floor or (floor == other == 0 and other_position < position)


def test_every_part_has_a_floor() -> None:
    for module in MODULES:
        if wing(module):
            place(wing(module))


def test_imports_go_down_only() -> None:
    ours = [i for i in imports() if i.imported.split(".")[0] == "ic_desktop"]
    assert ours
    wrong = [str(i) for i in ours if wing(i.importer) and not may_import(i.importer, i.imported)]
    assert not wrong, "\n".join(wrong)


def test_the_rule_itself() -> None:
    assert may_import("ic_desktop.store.write", "ic_desktop.project.state")
    assert may_import("ic_desktop.errors", "ic_desktop.i18n")
    assert not may_import("ic_desktop.i18n", "ic_desktop.errors")
    assert not may_import("ic_desktop.project.state", "ic_desktop.store.write")
    assert not may_import("ic_desktop.report.draw", "ic_desktop.exchange.json")
    assert not may_import("ic_desktop.cli", "ic_desktop.ui.application")


def test_libraries_stay_in_their_wing() -> None:
    wrong = [
        str(i)
        for i in imports()
        if (only := ONLY_IN.get(i.imported.split(".")[0])) and wing(i.importer) != only
    ]
    assert not wrong, "\n".join(wrong)


def test_no_import_runs_in_a_circle() -> None:
    edges: dict[str, set[str]] = {module: set() for module in MODULES}
    for i in imports():
        if i.at_start and i.imported in MODULES and i.imported != i.importer:
            edges[i.importer].add(i.imported)
    while leaves := {module for module, below in edges.items() if not below}:
        edges = {m: below - leaves for m, below in edges.items() if m not in leaves}
    assert not edges, f"in or above a circle: {sorted(edges)}"


def loaded_by(module: str) -> set[str]:
    """Return the top-level names that importing a module brings into a fresh interpreter."""
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["ic_desktop.__main__", "ic_desktop.cli"])
def test_commands_start_without_qt(module: str) -> None:
    assert loaded_by(module).isdisjoint({"PySide6", "shiboken6", *HEAVY})


def test_the_window_starts_without_heavy_libraries() -> None:
    assert loaded_by("ic_desktop.ui.application").isdisjoint(HEAVY)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file, methods and inner ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_functions_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {length} lines"
        for path in sources(PACKAGE, ROOT / "packaging")
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long, "\n".join(long)


def test_files_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {length} lines"
        for path in sources(PACKAGE, ROOT / "packaging")
        if path.relative_to(ROOT).as_posix() not in LISTS
        and (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert not long, "\n".join(long)
