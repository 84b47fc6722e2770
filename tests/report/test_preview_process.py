"""Looking at documents in a process of its own: shown, refused, cancelled, broken down."""

import subprocess
import threading
import time
from pathlib import Path

import pytest

from ic_desktop.errors import Cancelled, CannotPreview
from ic_desktop.paths import benchmark_data_dir
from ic_desktop.report import preview_process
from ic_desktop.report.preview import render
from ic_desktop.report.preview_process import render_apart

DOCUMENTS = benchmark_data_dir() / "samples" / "documents"
PDF = DOCUMENTS / "welcome-guide.pdf"


def test_a_page_comes_back_as_it_was_rendered() -> None:
    assert render_apart(PDF, page=2, width=300) == render(PDF, page=2, width=300)


def test_what_cannot_be_shown_says_why(tmp_path: Path) -> None:
    broken = tmp_path / "ä.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(CannotPreview) as caught:
        render_apart(broken, page=1, width=300)
    assert caught.value.reason == "pdf"


def test_a_process_that_breaks_down_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotPreview) as caught:
        render_apart(tmp_path / "is not there", page=1, width=300)
    assert caught.value.reason == "ended"


def test_cancelling_ends_the_process_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def remembered(*given: object, **named: object) -> subprocess.Popen[bytes]:
        child = real(["sleep", "60"], **{k: named[k] for k in ("stdin", "stdout", "stderr")})  # type: ignore[call-overload]
        made.append(child)
        return child  # type: ignore[no-any-return]

    monkeypatch.setattr(preview_process.subprocess, "Popen", remembered)
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        render_apart(PDF, page=1, width=300, cancelled=stop.is_set)
    assert time.monotonic() - began < 10
    assert made[0].returncode is not None


def test_a_page_that_takes_too_long_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview_process, "SECONDS", 0)
    monkeypatch.setattr(preview_process, "_PATIENCE", 0.001)
    with pytest.raises(CannotPreview) as caught:
        render_apart(PDF, page=1, width=300)
    assert caught.value.reason == "time"


def test_the_process_may_write_no_file_and_take_little(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import resource; from ic_desktop.report import preview_process as p; p._bound();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    )
    said = subprocess.run(
        [preview_process.sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=preview_process._environment(),
    )
    assert said.stdout.split() == [str(preview_process.MEMORY), "0"]
    assert resource.RLIM_INFINITY
