"""The bundled benchmarks hold what the toolkit and the Charter hold: all of it, facts exact."""

import re
from collections.abc import Iterator

import pytest

from ic_desktop.benchmark import library
from ic_desktop.benchmark.pack import Example, Pack
from ic_desktop.benchmark.show import as_json

TITLES = [
    "Public commitment",
    "Strategy",
    "Coordination and governance",
    "Migrant participation",
    "Engagement of non-municipal actors",
    "Raising awareness",
    "Municipal employment",
    "Staff development",
    "Needs assessment",
    "Welcome culture",
    "Conflict mediation",
    "Procurement",
    "Monitoring and evaluation",
]
QUESTIONS = [4, 5, 4, 6, 4, 6, 4, 5, 3, 5, 5, 6, 4]
CONTEXT = [
    "National legislation and policy",
    "Data availability",
    "Migrant population",
    "Labour market and other economic conditions",
    "City resources",
    "City’s political situation",
    "Civil society in the city",
]
ROLES = {"policy-maker": 3, "service-provider": 2, "employer": 3, "buyer": 3}

# What each example must say: every year, number, amount and name that the toolkit gives.
FACTS = {
    "1.x1": ("Nantes", "2006 seven 4500"),
    "1.x2": ("Oslo", "2001|OXLO – Oslo Xtra Large|Oslo – a city for all|unanimously|rights|duties"),
    "2.x1": (
        "Munich",
        "1 million euros|office for intercultural affairs|code of conduct|indicators",
    ),
    "2.x2": ("Copenhagen", "2010|2006|Engage in the city|1.75 million euros|three years|monitor"),
    "3.x1": ("Berlin", "1981|2010|Integration Commissioner|districts|advisory council|law"),
    "3.x2": (
        "Copenhagen",
        (
            "Engage in Copenhagen|Diversity Programme|Inclusion Policy|Children and Youth Committee"
            "|Social Services committee|more successful school leavers"
            "|becoming a more open and welcoming city"
        ),
    ),
    "4.x1": ("Dublin", "2008|Migrant Voters Campaign|one year|15%|45,000 euros|posters|meetings"),
    "4.x2": ("Oslo", "RiO|300|2007|Election Bus|2011|28%|Norway|born"),
    "5.x1": (
        "London",
        (
            "Diversity Works for London|Mayor of London|Greater London Authority|DWFL|database"
            "|small, medium and large"
        ),
    ),
    "5.x2": (
        "Brussels",
        "Brussels Pact|SWOT|two years|50%|10,000 euros|every two years|20|Brussels-Capital",
    ),
    "6.x1": ("Barcelona", "2010|60|anti-rumour network|handbooks|website|free"),
    "6.x2": (
        "Nuremberg",
        (
            "Being there. The influence of migration on Nuremberg|1945|refugees|emigrants"
            "|ethnic German repatriates|quota refugees|Soviet Union"
        ),
    ),
    "7.x1": ("Munich", "11.6%|2006|16.2%|2009|20%|2013|public management and IT|nationality|EU"),
    "8.x1": ("Madrid", "Institute for Training and Studies|free will|social workers|xenophobia"),
    "8.x2": ("Munich", "1850|500|paramedics|fire department|community service centres|standard"),
    "9.x1": ("Copenhagen", "2006|Children’s Commission|pork|Muslim|Jew|women only|sports"),
    "9.x2": ("Oslo", "2005|once a year|two out of three|one in four|kindergartens|health care"),
    "10.x1": (
        "Florence",
        (
            "2008|Unified Municipal Migration Desk|Sportello Unico Communale Immigrazione"
            "|residence permit|interpreters"
        ),
    ),
    "10.x2": ("Tampere", "10|17|phone|email|housing|language courses"),
    "11.x1": ("Barcelona", "Intercultural Mediation Service|three|individuals|translation"),
    "12.x1": ("Copenhagen", "September 2010|15|December|trainees|percentage|unemployed"),
    "12.x2": ("London", "Gold Standard|every part|stages|bigger companies"),
    "13.x1": (
        "Copenhagen",
        (
            "Integration Barometer|2006|eight goals|four theme areas|education|labour market"
            "|vulnerable groups|inclusion/diversity|Intercultural Cities Index"
            "|Office for Integration Policy"
        ),
    ),
    "13.x2": (
        "Berlin",
        (
            "2007|Encouraging Diversity – Strengthening Cohesion|migrant background|indicators"
            "|labour|education|business|urban cohesion|health|culture|justice"
        ),
    ),
}

# The same figures as German writes them; names of programmes stay as they are.
GERMAN = {
    "1.x1": "2006|sieben|4500",
    "1.x2": "2001|OXLO – Oslo Xtra Large|Oslo – a city for all",
    "2.x1": "1 Million Euro",
    "2.x2": "2010|2006|Engage in the city|1,75 Millionen Euro|drei Jahre",
    "3.x1": "1981|2010",
    "3.x2": "Engage in Copenhagen",
    "4.x1": "2008|Migrant Voters Campaign|ein Jahr|15 %|45.000 Euro",
    "4.x2": "RiO|300|2007|Election Bus|2011|28 %",
    "5.x1": "Diversity Works for London|Greater London Authority|DWFL",
    "5.x2": "SWOT|zwei Jahre|50 %|10.000 Euro|20",
    "6.x1": "2010|60",
    "6.x2": "Being there. The influence of migration on Nuremberg|1945",
    "7.x1": "11,6 %|2006|16,2 %|2009|20 %|2013",
    "8.x1": "Madrid",
    "8.x2": "1850|500",
    "9.x1": "2006",
    "9.x2": "2005|zwei von drei|einer von vier",
    "10.x1": "2008|Unified Municipal Migration Desk|Sportello Unico Communale Immigrazione",
    "10.x2": "10|17",
    "11.x1": "drei",
    "12.x1": "September 2010|15|Dezember",
    "12.x2": "Gold Standard",
    "13.x1": "2006|acht|vier|Intercultural Cities Index",
    "13.x2": "2007|Encouraging Diversity – Strengthening Cohesion",
}

TOOLKIT = "promoting-cultural-diversity"
CHARTER = "integrating-cities-charter"


@pytest.fixture(scope="module")
def toolkit() -> Pack:
    return library.pack(TOOLKIT, "en")


@pytest.fixture(scope="module")
def charter() -> Pack:
    return library.pack(CHARTER, "en")


def _examples(pack: Pack) -> dict[str, Example]:
    return {example.id: example for factor in pack.factors for example in factor.examples}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)


def test_the_toolkit_has_all_key_factors_with_their_exact_titles(toolkit: Pack) -> None:
    assert [factor.title for factor in toolkit.factors] == TITLES
    assert [factor.number for factor in toolkit.factors] == list(range(1, 14))
    assert [factor.id for factor in toolkit.factors] == [str(n) for n in range(1, 14)]


def test_the_toolkit_has_all_guide_questions_and_prompts(toolkit: Pack) -> None:
    assert [len(factor.questions) for factor in toolkit.factors] == QUESTIONS
    assert sum(QUESTIONS) == 61
    for factor in toolkit.factors:
        for index, question in enumerate(factor.questions, start=1):
            assert question.id == f"{factor.id}.{index}"
    prompts = {
        question.id: [prompt.id for prompt in question.prompts]
        for factor in toolkit.factors
        for question in factor.questions
        if question.prompts
    }
    assert prompts == {
        "7.3": ["7.3.1", "7.3.2", "7.3.3", "7.3.4"],
        "7.4": ["7.4.1", "7.4.2", "7.4.3"],
    }


@pytest.mark.parametrize("pack_id", [TOOLKIT, CHARTER])
def test_a_question_that_asks_how_or_how_far_is_answered_by_extent(pack_id: str) -> None:
    """Yes-or-no questions are yes-no: told by how the English question begins (6.6 begins with
    how, and goes on with others)."""
    for factor in library.pack(pack_id, "en").factors:
        for question in factor.questions:
            asks = re.match(r"(How|What|To what (extent|degree))\b", question.text)
            assert question.answer_type == ("extent" if asks else "yes-no"), question.id


def test_every_example_is_there_with_its_city_and_facts(toolkit: Pack) -> None:
    examples = _examples(toolkit)
    assert list(examples) == list(FACTS)
    assert len(examples) == 24
    for identifier, (city, facts) in FACTS.items():
        example = examples[identifier]
        assert example.city == city
        assert toolkit.factor(identifier.partition(".")[0]).examples.count(example) == 1
        wanted = facts.split("|") if "|" in facts else facts.split()
        assert [fact for fact in wanted if fact not in example.text] == [], identifier


def test_every_german_example_has_the_same_facts() -> None:
    examples = _examples(library.pack(TOOLKIT, "de"))
    assert list(examples) == list(GERMAN)
    for identifier, facts in GERMAN.items():
        text = examples[identifier].text
        assert [fact for fact in facts.split("|") if fact not in text] == [], identifier


def test_figures_are_the_same_in_both_languages() -> None:
    """No digit is lost or changed in translation, and none appears from nowhere."""
    english, german = _examples(library.pack(TOOLKIT, "en")), _examples(library.pack(TOOLKIT, "de"))
    for identifier, example in english.items():
        there = sorted(re.findall(r"\d+", example.text))
        assert sorted(re.findall(r"\d+", german[identifier].text)) == there, identifier


def test_the_context_factors_are_there(toolkit: Pack) -> None:
    assert [context.title for context in toolkit.context_factors] == CONTEXT
    assert [context.id for context in toolkit.context_factors] == [f"c{n}" for n in range(1, 8)]
    assert all(context.description for context in toolkit.context_factors)


@pytest.mark.parametrize("pack_id", [TOOLKIT, CHARTER])
def test_the_charter_has_11_commitments_by_role(pack_id: str) -> None:
    pack = library.pack(pack_id, "en")
    assert {role.id: len(role.commitments) for role in pack.roles} == ROLES
    for role in pack.roles:
        assert [c.id for c in role.commitments] == [
            f"{role.id}.{n}" for n in range(1, ROLES[role.id] + 1)
        ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_packs_word_the_charter_alike(language: str) -> None:
    toolkit, charter = library.pack(TOOLKIT, language), library.pack(CHARTER, language)
    assert toolkit.roles == charter.roles


def test_every_factor_serves_a_role_and_every_role_is_served(toolkit: Pack) -> None:
    assert all(factor.roles for factor in toolkit.factors)
    assert {role for factor in toolkit.factors for role in factor.roles} == set(ROLES)
    assert toolkit.factor("7").roles == ("employer",)
    assert toolkit.factor("9").roles == ("service-provider",)
    assert toolkit.factor("12").roles == ("buyer",)


@pytest.mark.parametrize("pack_id", [TOOLKIT, CHARTER])
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_a_plan_takes_up_is_there(pack_id: str, language: str) -> None:
    pack = library.pack(pack_id, language)
    assert pack.language == language
    assert pack.introduction
    assert all(factor.objective and factor.rationale for factor in pack.factors)
    actions = [question.action for factor in pack.factors for question in factor.questions]
    assert all(actions)
    assert len(set(actions)) == len(actions)
    assert not [action for action in actions if action.endswith(".")]


def test_it_says_what_is_ours_and_where_the_rest_is_from(toolkit: Pack) -> None:
    for word in ("roles", "objective", "action", "answered", "our own plain words"):
        assert word in toolkit.ours
    source = toolkit.source
    assert source.publisher == "EUROCITIES"
    assert "MIXITIES" in source.project
    assert source.year == "2010–2012"
    assert source.pages.startswith("Not known")
    assert "May 2012" in source.note
    assert "licence" in source.note


def test_the_footnotes_are_there(toolkit: Pack) -> None:
    notes = {footnote.id: footnote.text for footnote in toolkit.footnotes}
    assert list(notes) == ["charter", "diversity", "procurement"]
    assert "argue for these provisions" in notes["charter"]
    assert "migrants and their children" in notes["diversity"]
    assert (
        "Buying Social: A Guide to Taking Account of Social Considerations"
        in (notes["procurement"])
    )
    assert "Handbook on Supplier Diversity in Europe" in notes["procurement"]


def test_the_charter_pack_makes_a_factor_of_each_commitment(charter: Pack) -> None:
    assert len(charter.factors) == 11
    assert [group.id for group in charter.groups] == list(ROLES)
    by_group = {group: [f for f in charter.factors if f.group == group] for group in ROLES}
    assert {group: len(factors) for group, factors in by_group.items()} == ROLES
    assert all(factor.roles == (factor.group,) for factor in charter.factors)
    assert [len(factor.questions) for factor in charter.factors] == [3] * 11
    assert charter.context_factors == ()
    assert not _examples(charter)


@pytest.mark.parametrize("pack_id", [TOOLKIT, CHARTER])
def test_german_differs_from_english_everywhere(pack_id: str) -> None:
    """A text left in English would be shown to a German reader."""
    english, german = (library.pack(pack_id, language) for language in ("en", "de"))
    pairs = [
        (q.text, other.question(q.id).text)
        for one, other in ((english, german),)
        for factor in one.factors
        for q in factor.questions
    ]
    pairs += [(f.statement, german.factor(f.id).statement) for f in english.factors]
    pairs += [(f.objective, german.factor(f.id).objective) for f in english.factors]
    pairs += [(a.text, b.text) for a, b in zip(english.footnotes, german.footnotes, strict=True)]
    assert [pair for pair in pairs if pair[0] == pair[1]] == []


@pytest.mark.parametrize("pack_id", [TOOLKIT, CHARTER])
@pytest.mark.parametrize("language", ["en", "de"])
def test_texts_are_clean(pack_id: str, language: str) -> None:
    """Typographic quotes and apostrophes, no stray spaces, German quotes in German."""
    opening = "”“" if language == "de" else "„"
    for text in _texts(as_json(library.pack(pack_id, language))):
        assert text == text.strip()
        assert "  " not in text
        assert not re.search(r"[\"'´`]", text), text
        assert not set(opening) & set(text.replace("“", "") if language == "de" else text), text
        if language == "de":
            assert text.count("„") == text.count("“"), text
        else:
            assert text.count("“") == text.count("”"), text
