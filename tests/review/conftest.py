"""A small city at work, for every test of what follows from a state."""

import pytest
from towns import Town

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return library.pack("promoting-cultural-diversity")


@pytest.fixture
def town(pack: Pack) -> Town:
    return Town(pack)
