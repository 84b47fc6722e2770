"""The package that pip installs holds the program with everything that ships with it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ic_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel and return the names of the files in it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    done = subprocess.run(
        [*command, "--directory", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    wheel = folder / f"integrating_cities_desktop-{__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["resources", "benchmark_data"])
def test_what_ships_with_the_program_is_inside(names: set[str], folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    assert files
    inside = {f"ic_desktop/_{path.relative_to(ROOT).as_posix()}" for path in files}
    assert inside <= names


def test_every_module_is_inside_and_nothing_else(names: set[str]) -> None:
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "ic_desktop").rglob("*.py")}
    assert modules <= names
    tops = {name.split("/")[0] for name in names}
    assert tops == {"ic_desktop", f"integrating_cities_desktop-{__version__}.dist-info"}
