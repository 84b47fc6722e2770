"""The words of codes, where reports used to find them."""

from ic_desktop.review.labels import (
    ANSWER_SIGNS,
    ANSWERS,
    CONFIDENCES,
    CONFIDENTIALITIES,
    DIRECTIONS,
    KINDS,
    REVIEW_KINDS,
    STANCES,
    STRENGTHS,
    VERDICTS,
    word,
)

__all__ = [
    "ANSWERS",
    "ANSWER_SIGNS",
    "CONFIDENCES",
    "CONFIDENTIALITIES",
    "DIRECTIONS",
    "KINDS",
    "REVIEW_KINDS",
    "STANCES",
    "STRENGTHS",
    "VERDICTS",
    "word",
]
