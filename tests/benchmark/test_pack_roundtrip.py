"""Whatever pack the format can hold comes back from its bundle whole (generated packs)."""

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ic_desktop import errors
from ic_desktop.benchmark import load
from ic_desktop.benchmark.bundle import canonical, survey

Document = dict[str, Any]

texts = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\u202a\u202b\u202c\u202d\u202e"
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: not text.isspace())


@st.composite
def structures(draw: st.DrawFn) -> Document:
    roles = [f"r{n}" for n in range(draw(st.integers(0, 3)))]
    groups = [f"g{n}" for n in range(draw(st.integers(0, 2)))]
    factors = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        questions = []
        for q in range(draw(st.integers(0, 3))):
            question: Document = {
                "id": f"{number}.{q}",
                "answer_type": draw(st.sampled_from(["yes-no", "extent"])),
                "prompts": [f"{number}.{q}.{p}" for p in range(draw(st.integers(0, 2)))],
            }
            if draw(st.booleans()):
                question["weight"] = draw(st.integers(0, 1000))
            questions.append(question)
        factor: Document = {
            "id": f"{number}",
            "number": number,
            "questions": questions,
            "examples": [f"{number}.x{n}" for n in range(draw(st.integers(0, 2)))],
            "roles": roles[: draw(st.integers(0, len(roles)))],
            "phrased": draw(st.sampled_from(["statement", "obstacle"])),
        }
        if draw(st.booleans()) and groups:
            factor["group"] = draw(st.sampled_from(groups))
        factors.append(factor)
    return {
        "id": "generated",
        "version": "0.0.1",
        "licence": "CC-BY-4.0",
        "base_language": "en",
        "groups": groups,
        "roles": [{"id": role, "commitments": [f"{role}.1"]} for role in roles],
        "context_factors": [f"c{n}" for n in range(draw(st.integers(0, 3)))],
        "footnotes": [f"n{n}" for n in range(draw(st.integers(0, 2)))],
        "factors": factors,
        "source": {"title": draw(texts)},
    }


def _words(draw: st.DrawFn, structure: Document, optional: bool) -> Document:
    """One language's words; ``optional`` adds every text that may be left out."""

    def entry(*names: str) -> Document:
        return {name: draw(texts) for name in names}

    factors = structure["factors"]
    questions = [question for factor in factors for question in factor["questions"]]
    more = ("rationale", "objective") if optional else ()
    hints = ("action", "why", "how") if optional else ()
    return {
        **entry("title", "standard", *(("introduction", "context_title") if optional else ())),
        "groups": entry(*structure["groups"]),
        "roles": entry(*(role["id"] for role in structure["roles"])),
        "commitments": entry(*(c for role in structure["roles"] for c in role["commitments"])),
        "context_factors": {c: entry("title", "description") for c in structure["context_factors"]},
        "footnotes": entry(*structure["footnotes"]),
        "factors": {f["id"]: entry("title", "statement", *more) for f in factors},
        "questions": {q["id"]: entry("text", *hints) for q in questions},
        "prompts": entry(*(p for q in questions for p in q["prompts"])),
        "examples": {e: entry("city", "text") for f in factors for e in f["examples"]},
    }


@st.composite
def documents(draw: st.DrawFn) -> Document:
    structure = draw(structures())
    optional = draw(st.booleans())
    languages = {tag: _words(draw, structure, optional) for tag in ("en", "fr")}
    return {"format": 1, "pack": structure, "texts": languages}


@settings(max_examples=60, deadline=None)
@given(documents(), st.sampled_from(["en", "fr", "el"]))
def test_a_pack_comes_back_from_its_bundle_whole(document: Document, language: str) -> None:
    bundle = canonical(document)
    assert not survey(document, strict=True)
    pack = load.from_bundle(bundle, language)
    structure = document["pack"]
    words = document["texts"][language if language != "el" else "en"]
    assert pack.title == words["title"]
    assert pack.introduction == words.get("introduction", "")
    assert [group.title for group in pack.groups] == list(words["groups"].values())
    assert [c.description for c in pack.context_factors] == [
        entry["description"] for entry in words["context_factors"].values()
    ]
    assert [note.text for note in pack.footnotes] == list(words["footnotes"].values())
    assert [c.text for role in pack.roles for c in role.commitments] == list(
        words["commitments"].values()
    )
    assert len(pack.factors) == len(structure["factors"])
    for factor, given_factor in zip(pack.factors, structure["factors"], strict=True):
        texts_of = words["factors"][factor.id]
        assert factor.statement == texts_of["statement"]
        assert factor.objective == texts_of.get("objective", "")
        assert (factor.number, factor.phrased) == (given_factor["number"], given_factor["phrased"])
        assert (list(factor.roles), factor.group) == (
            given_factor["roles"],
            given_factor.get("group", ""),
        )
        assert [example.text for example in factor.examples] == [
            words["examples"][identifier]["text"] for identifier in given_factor["examples"]
        ]
        for question, given_question in zip(
            factor.questions, given_factor["questions"], strict=True
        ):
            assert question.text == words["questions"][question.id]["text"]
            assert question.how == words["questions"][question.id].get("how", "")
            assert question.weight == given_question.get("weight")
            assert question.answer_type == given_question["answer_type"]
            assert [prompt.id for prompt in question.prompts] == given_question["prompts"]


@settings(max_examples=150, deadline=None)
@given(documents(), st.data())
def test_a_damaged_bundle_is_read_or_refused_but_never_crashes(
    document: Document, data: st.DataObject
) -> None:
    bundle = bytearray(canonical(document))
    for _round in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(bundle) - 1))
        bundle[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    with suppress(errors.BrokenPack):
        assert load.from_bundle(bytes(bundle), "en").factors


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)


@settings(max_examples=100, deadline=None)
@given(json_values, st.sampled_from(["format", "pack", "texts", ""]))
def test_any_value_in_place_of_a_part_is_surveyed_without_a_crash(value: object, part: str) -> None:
    document: Document = {"format": 1, "pack": {}, "texts": {}}
    whole = {**document, part: value} if part else value
    assert survey(whole, strict=True)
