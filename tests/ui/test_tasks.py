"""Work off the screen's thread: order, errors, cancelling, joining."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ic_desktop.ui.tasks import Courier, Crew, Task


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(Courier(), "writer", interleave=True)
    yield made
    assert made.close()


def test_the_result_comes_back_on_the_screens_thread(crew: Crew, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    crew.do(
        lambda _task: threading.current_thread(),
        done=lambda worker: threads.extend([worker, threading.current_thread()]),
    )
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()


def test_an_error_comes_back_and_the_crew_works_on(crew: Crew, qtbot: QtBot) -> None:
    said: list[object] = []

    def break_down(_task: Task[None]) -> None:
        raise ValueError("no")

    crew.do(break_down, failed=lambda error: said.append(type(error)))
    crew.do(lambda _task: "on", done=said.append)
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == [ValueError, "on"]


def test_urgent_work_goes_before_what_waits_and_between_the_steps_of_what_runs(
    crew: Crew, qtbot: QtBot
) -> None:
    order: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def long(task: Task[None]) -> None:
        for step in range(3):
            order.append(f"step {step}")
            begun.set()
            assert go_on.wait(5)
            task.report(step + 1, 3)

    crew.do(long)
    assert begun.wait(5)
    crew.do(lambda _task: order.append("next"))
    crew.do(lambda _task: order.append("urgent"), urgent=True)
    go_on.set()
    qtbot.waitUntil(lambda: "next" in order)
    assert order == ["step 0", "urgent", "step 1", "step 2", "next"]


def test_cancelled_work_says_so_and_nothing_else(crew: Crew, qtbot: QtBot) -> None:
    said: list[str] = []
    begun = threading.Event()

    def until_cancelled(task: Task[None]) -> None:
        begun.set()
        while not task.is_cancelled():
            threading.Event().wait(0.001)
        raise RuntimeError("stopped half way")

    task = crew.do(
        until_cancelled,
        done=lambda _none: said.append("done"),
        failed=lambda _error: said.append("failed"),
        cancelled=lambda: said.append("cancelled"),
    )
    assert begun.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(said))
    qtbot.wait(10)
    assert said == ["cancelled"]


def test_what_is_cancelled_before_it_begins_is_never_done(crew: Crew, qtbot: QtBot) -> None:
    said: list[str] = []
    gate = threading.Event()
    crew.do(lambda _task: gate.wait(5))
    task = crew.do(lambda _task: said.append("worked"), cancelled=lambda: said.append("cancelled"))
    task.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["cancelled"]


def test_cancelling_everything_spares_what_is_urgent(crew: Crew, qtbot: QtBot) -> None:
    said: list[str] = []
    gate = threading.Event()
    crew.do(lambda _task: gate.wait(5), urgent=True)
    crew.do(lambda _task: said.append("saved"), urgent=True)
    crew.do(lambda _task: said.append("long"), cancelled=lambda: said.append("cancelled"))
    crew.cancel_all()
    gate.set()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == ["saved", "cancelled"]


def test_closing_finishes_what_waits(qtbot: QtBot) -> None:
    crew, done = Crew(Courier(), "background", threads=2), []
    for number in range(20):
        crew.do(lambda _task, number=number: done.append(number))
    assert crew.close()
    assert sorted(done) == list(range(20))


def test_two_threads_work_at_the_same_time(qtbot: QtBot) -> None:
    crew = Crew(Courier(), "background", threads=2)
    meeting = threading.Barrier(2, timeout=5)
    met: list[int] = []
    for _one in range(2):
        crew.do(lambda _task: meeting.wait(), done=met.append)
    qtbot.waitUntil(lambda: len(met) == 2)
    assert crew.close()
