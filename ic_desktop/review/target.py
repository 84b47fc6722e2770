"""A spot in the program that a finding, a hit or an open item leads to."""

from dataclasses import dataclass
from typing import Literal

Page = Literal[
    "city",
    "factor",
    "evidence",
    "context",
    "people",
    "visit",
    "evening",
    "consensus",
    "conclusions",
    "feedback",
    "copies",
]
"""The pages that hold what a person enters: "city" is city and review."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which page to open, and what to show on it: ids, "" for none."""

    page: Page
    factor: str = ""
    question: str = ""
    evidence: str = ""
    context: str = ""
    spot: str = ""
    """A person, a session, a strength or a recommendation."""
