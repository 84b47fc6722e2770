"""What every test can rely on: folders of its own, English, a screen without a display.

Nothing here touches the user's real folders, and no test leaves a thread behind.
"""

import gc
import itertools
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["IC_DESKTOP_HOME"] = tempfile.mkdtemp(prefix="ic-tests-")
os.environ.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", TZ="UTC")
os.environ.pop("LANGUAGE", None)
if hasattr(time, "tzset"):
    time.tzset()

from ic_desktop import i18n

PACKAGES = {
    "Xvfb": "xvfb",
    "pdfsig": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "strace": "strace",
}
"""The Debian package of each program that a test may ask for."""

THREAD_PATIENCE = 5.0
"""Seconds that a test's threads get to end after it."""

hypothesis.settings.register_profile(
    "ci", max_examples=60, deadline=None, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile("dev", max_examples=60, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2000, deadline=None)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev")
)

_number = itertools.count()


def pytest_unconfigure() -> None:
    """Remove the folder that stood for the user's home."""
    shutil.rmtree(os.environ["IC_DESKTOP_HOME"], ignore_errors=True)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test user folders of its own (data, config, log, backups) and return their root.

    The root appears when something is first put there.
    """
    folder = tmp_path_factory.getbasetemp() / f"home{next(_number)}"
    monkeypatch.setenv("IC_DESKTOP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Start in English, whatever language the test before chose."""
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(autouse=True)
def collected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect after a test of the screen, not during it, and by itself no more: as the program.

    A collection inside Qt can take down an object whose lock Qt holds, and stand still for ever.
    """
    on_screen = "qapp" in request.fixturenames
    if on_screen:
        gc.disable()
    yield
    if on_screen:
        gc.collect()


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running: a writer or worker that nobody joined."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_PATIENCE
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left running: {', '.join(alive)}"


@pytest.fixture
def need_tool() -> Callable[[str], str]:
    """Return a function that gives the path of a program, or skips the test (fails it in CI)."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is not None:
            return path
        reason = f"{name} is missing: apt install {PACKAGES.get(name, name)}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return find
