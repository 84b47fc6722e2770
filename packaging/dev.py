"""Everything that is done with a checkout, one word each; ``python3 packaging/dev.py --help``.

Only the standard library is needed, on Debian, Windows or macOS: the first call makes a private
environment (``.venv``) from the lock file, later calls start at once and work offline.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit("Integrating Cities Desktop needs Python 3.11 or newer; this is " + sys.version[:6])

import debian
import environment
from environment import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says and return the exit code."""
    parser = argparse.ArgumentParser(prog="packaging/dev.py", description=__doc__)
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    for word, (_do, explanation) in WORDS.items():
        words.add_parser(word, help=explanation, add_help=False, prefix_chars="\0")
    asked, rest = parser.parse_known_args(arguments)
    rest = list(arguments)[list(arguments).index(asked.word) + 1 :]
    try:
        return WORDS[asked.word][0](rest)
    except (environment.SetUpFailed, debian.NeedsPackages) as problem:
        print(f"dev.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(rest: list[str]) -> int:
    """Start the program; what follows ``--`` is passed on to it."""
    arguments = rest[1:] if rest[:1] == ["--"] else rest
    interpreter = environment.ready("run")
    if _wants_a_window(arguments):
        _need_libraries()
    return _become([str(interpreter), "-m", "ic_desktop", *arguments], _with_path(ROOT))


def test(rest: list[str]) -> int:
    """Run all checks, or pytest alone when arguments for it are given; report every failure."""
    interpreter = environment.ready("dev")
    _need_libraries()
    _offer_tools()
    pytest = [str(interpreter), "-m", "pytest"]
    if rest:
        return _step("pytest", [*pytest, *rest])
    results = {name: _step(name, command) for name, command in _lint_steps(interpreter)}
    cover = ["--cov", "--cov-report=term:skip-covered", "-n", "2"]
    results["pytest"] = _step("pytest", [*pytest, *cover])
    return _report(results)


def lint(rest: list[str]) -> int:
    """Check style and types; ``lint --fix`` first mends what ruff can mend by itself."""
    interpreter = environment.ready("dev")
    if rest == ["--fix"]:
        _step("ruff", [str(interpreter), "-m", "ruff", "check", "--fix"])
        _step("ruff format", [str(interpreter), "-m", "ruff", "format"])
    return _report({name: _step(name, command) for name, command in _lint_steps(interpreter)})


def bench(rest: list[str]) -> int:
    """Measure the program in one run, as ratios; ``--quick`` for a short look."""
    return _tool("bench", rest)


def faults(rest: list[str]) -> int:
    """Kill, fill, flip and forge: the trials of what must never happen; ``--quick`` for a part."""
    return _tool("faults", rest)


def lock(rest: list[str]) -> int:
    """Renew the lock files and the list of licences; ``lock --upgrade`` takes newer versions."""
    import relock

    relock.renew(upgrade=rest == ["--upgrade"])
    interpreter = environment.ready("dev")
    return _step("licences", [str(interpreter), str(ROOT / "packaging" / "licences.py")])


WORDS = {
    "run": (run, "start the program; run -- ARGS passes a command through, as in run -- demo DIR"),
    "test": (test, "style, types and all tests; with arguments, pytest alone with them"),
    "bench": (bench, "measure speed and memory against floors taken in the same run"),
    "faults": (faults, "try crashes, full disks, damage and forgeries"),
    "lint": (lint, "style and types only; lint --fix mends what can be mended"),
    "lock": (lock, "renew the lock files; lock --upgrade takes newer versions"),
}


def _tool(name: str, rest: list[str]) -> int:
    interpreter = environment.ready("dev")
    _need_libraries()
    _offer_tools()
    paths = _with_path(ROOT, ROOT / "packaging")
    return subprocess.call([str(interpreter), "-m", name, *rest], env=paths)


def _lint_steps(interpreter: Path) -> list[tuple[str, list[str]]]:
    """Return name and command of each check that runs none of the code."""
    start = [str(interpreter), "-m"]
    return [
        ("ruff", [*start, "ruff", "check"]),
        ("ruff format", [*start, "ruff", "format", "--check"]),
        ("mypy", [*start, "mypy", "--strict"]),
    ]


def _step(name: str, command: list[str]) -> int:
    """Run one check in the checkout and say how long it took."""
    print(f"== {name}", file=sys.stderr, flush=True)
    started = time.monotonic()
    environ = dict(os.environ)
    environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    code = subprocess.call(command, cwd=ROOT, env=environ)
    print(f"== {name}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return code


def _report(results: dict[str, int]) -> int:
    failed = [name for name, code in results.items() if code != 0]
    print(f"Failed: {', '.join(failed)}" if failed else f"All good: {', '.join(results)}")
    return 1 if failed else 0


def _wants_a_window(arguments: list[str]) -> bool:
    """Say whether these arguments open a window: none, or a project file."""
    return not arguments or arguments[0].endswith(".icproj")


def _need_libraries() -> None:
    missing = debian.missing_libraries()
    if missing:
        debian.install(debian.packages_of(missing), "A window")


def _offer_tools() -> None:
    """Install what some tests run, where that may be done; they say by name what they miss."""
    missing = debian.missing_tools()
    if missing and debian.may_install():
        debian.install(debian.packages_of(missing), "Some tests")


def _with_path(*folders: Path) -> dict[str, str]:
    """Return the environment variables with folders added to where Python finds modules."""
    given = os.environ.get("PYTHONPATH")
    paths = [str(folder) for folder in folders] + ([given] if given else [])
    return dict(os.environ, PYTHONPATH=os.pathsep.join(paths))


def _become(command: list[str], environ: dict[str, str]) -> int:
    """Go on as another program, so that signals and exit code are its own."""
    if os.name != "nt":
        os.execve(command[0], command, environ)
    return subprocess.call(command, env=environ)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
