"""The list of open questions for one person."""

from typing import Any

from ic_desktop.review.letter import Letter, as_text, letter
from ic_desktop.review.to_ask import to_ask


def of(town: Any, number: int = 0, *, with_notes: bool = False) -> Letter:
    person = to_ask(town.state, town.pack, town.review)[number]
    return letter(
        person,
        city="Exemplum",
        review="Self-assessment",
        day=lambda d: f"{d:%d.%m.%Y}",
        with_notes=with_notes,
    )


def ask(town: Any, question: str, whom: str = "Personnel", **values: str) -> None:
    town.answer(question, value="dont-know", ask_whom=whom, **values)


def test_questions_stand_under_their_key_factors_in_the_benchmarks_order(town: Any) -> None:
    for question in ("7.3", "2.1", "7.1"):
        ask(town, question)
    made = of(town)
    assert made.title == "Questions to Personnel"
    assert made.about == "Exemplum · Self-assessment"
    assert [part.heading for part in made.parts] == [
        f"Key factor {n}: {town.pack.factor(str(n)).title}" for n in (2, 7)
    ]
    assert [[q.id for q in part.questions] for part in made.parts] == [["2.1"], ["7.1", "7.3"]]


def test_a_list_holds_the_question_its_prompts_and_the_date(town: Any) -> None:
    ask(town, "7.3", ask_by="2026-11-30")
    question = town.pack.question("7.3")
    text = as_text(of(town))
    assert question.text in text
    assert question.prompts
    assert all(prompt.text in text for prompt in question.prompts)
    assert "30.11.2026" in text


def test_a_date_that_is_none_stands_as_typed(town: Any) -> None:
    ask(town, "7.3", ask_by="after the summer")
    assert "after the summer" in as_text(of(town))


def test_notes_stay_in_the_house_unless_they_are_asked_for(town: Any) -> None:
    ask(town, "7.3", note="Ms X said in confidence …")
    assert "in confidence" not in as_text(of(town))
    assert "in confidence" in as_text(of(town, with_notes=True))


def test_nobodys_questions_have_a_heading_too(town: Any) -> None:
    ask(town, "7.3", whom="")
    assert of(town).title == "Questions that are put to nobody yet"


def test_only_yes_or_no_questions_offer_answers(town: Any) -> None:
    kinds = {}
    for factor in town.pack.factors:
        for question in factor.questions:
            kinds.setdefault(question.answer_type, question.id)
    ask(town, kinds["yes-no"])
    ask(town, kinds["extent"])
    answers = {q.id: q.answers for part in of(town).parts for q in part.questions}
    assert answers[kinds["yes-no"]] == ("Yes", "Partly", "No")
    assert answers[kinds["extent"]] == ()


def test_a_list_says_where_to_return_it(town: Any) -> None:
    ask(town, "7.3")
    assert as_text(of(town)).endswith("\nPlease return this list to: Exemplum\n")
    (person,) = to_ask(town.state, town.pack, town.review)
    made = letter(
        person,
        city="Exemplum",
        review="2026",
        day=str,
        with_notes=False,
        contact="Anna,\nanna@exemplum.example",
    )
    assert made.back_to == "Please return this list to: Anna, anna@exemplum.example"
