"""Packs from folders and bundles: what is read, in which language, and what is told when broken."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import made_packs
import pytest
from made_packs import STRUCTURE, edited, words

from ic_desktop import errors
from ic_desktop.benchmark import library, load
from ic_desktop.benchmark.pack import Pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made_packs.write(tmp_path / "small")


@pytest.fixture
def small(folder: Path) -> Pack:
    return load.from_bundle(load.bundle(folder), "en")


def test_everything_in_a_folder_arrives_in_the_pack(small: Pack) -> None:
    first, second = small.factors
    yes_no, extent = first.questions
    assert (small.id, small.version, small.language) == ("small", "1.2.3", "en")
    assert small.title == "Small in English"
    assert small.standard == "The standard in English."
    assert small.introduction == ""
    assert small.context_title == "Barriers in English"
    assert [(g.id, g.title) for g in small.groups] == [("g1", "Group in English")]
    assert small.context_factors[0].description == "What the law allows in English."
    assert small.roles[0].title == "Buyer in English"
    assert [c.id for c in small.roles[0].commitments] == ["buyer.1"]
    assert small.footnotes[0].text == "A note in English."
    assert (small.source.title, small.source.publisher) == ("A small toolkit", "")
    assert small.source.licence == "EUPL-1.2"
    assert (first.phrased, first.weight, first.group) == ("obstacle", 3, "g1")
    assert (first.rationale, first.objective, first.roles) == ("", "", ("buyer",))
    assert (second.phrased, second.weight, second.group) == ("statement", None, "")
    assert second.rationale == "It matters in English."
    assert (yes_no.answer_type, yes_no.why, yes_no.how) == (
        "yes-no",
        "Because in English.",
        "Ask in English.",
    )
    assert [(p.id, p.text) for p in yes_no.prompts] == [("1.1.1", "Such as this in English")]
    assert (extent.answer_type, extent.weight, extent.prompts) == ("extent", 2, ())
    assert [(e.city, e.text) for e in first.examples] == [
        ("City in English", "It did it in English.")
    ]
    assert second.questions[0].action == "Do more in English"


def test_parts_are_found_by_identifier(small: Pack) -> None:
    assert small.factor("2") is small.factors[1]
    assert small.question("1.2") is small.factors[0].questions[1]
    assert small.factor_of("2.1") is small.factors[1]
    assert small.context_factor("c1") is small.context_factors[0]


@pytest.mark.parametrize("lookup", ["factor", "question", "factor_of", "context_factor"])
def test_an_unknown_identifier_is_a_clear_error(small: Pack, lookup: str) -> None:
    with pytest.raises(errors.NotInPack) as caught:
        getattr(small, lookup)("9.9")
    assert "9.9" in caught.value.what
    assert "Small in English" in caught.value.what


@pytest.mark.parametrize(
    ("wanted", "got"),
    [("de", "de"), ("de-AT", "de"), ("en", "en"), ("fr", "en"), ("", "en"), ("d", "en")],
)
def test_a_language_falls_back_to_the_base_language(folder: Path, wanted: str, got: str) -> None:
    pack = load.from_bundle(load.bundle(folder), wanted)
    assert pack.language == got
    assert pack.languages == ("de", "en")
    assert pack.title == {"en": "Small in English", "de": "Small auf Deutsch"}[got]


def test_all_languages_have_one_hash_and_one_structure(folder: Path) -> None:
    bundle = load.bundle(folder)
    english, german = load.from_bundle(bundle, "en"), load.from_bundle(bundle, "de")
    assert english.hash == german.hash == load.pack_hash(bundle)
    assert english.hash == hashlib.sha256(bundle).hexdigest()
    assert [q.id for f in english.factors for q in f.questions] == [
        q.id for f in german.factors for q in f.questions
    ]


def test_a_bundle_does_not_depend_on_how_the_files_are_laid_out(tmp_path: Path) -> None:
    plain = load.bundle(made_packs.write(tmp_path / "a"))
    again = made_packs.write(
        tmp_path / "b",
        pack="# a comment\n" + STRUCTURE.replace("\n", "\r\n"),
        en=b"\xef\xbb\xbf" + words("in English").encode(),
        de=words("auf Deutsch").replace(" = ", "=") + "\n\n# end\n",
    )
    assert load.bundle(again) == plain
    assert (
        json.dumps(
            json.loads(plain), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        ).encode()
        == plain
    )


def test_a_changed_word_changes_the_hash(folder: Path, tmp_path: Path) -> None:
    other = made_packs.write(tmp_path / "b", de=words("auf deutsch"))
    assert load.pack_hash(load.bundle(folder)) != load.pack_hash(load.bundle(other))


def test_a_good_folder_and_its_bundle_have_no_problems(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "small.json"
    file.write_bytes(load.bundle(folder))
    assert load.check(folder) == []
    assert load.check(file) == []


def test_every_problem_is_told_with_file_line_and_place(tmp_path: Path) -> None:
    """One mistake of each kind, all in one pack: none hides another."""
    structure = edited(STRUCTURE, 'id = "2.1"\nanswer_type = "extent"', 'id = "1.2"')
    structure = edited(structure, "number = 2", "number = 1")
    structure = edited(structure, 'group = "g1"', 'group = "g2"')
    english = edited(words("in English"), 'how = "Ask in English."', 'hwo = "Ask in English."')
    german = edited(words("auf Deutsch"), '"1.1.1" = "Such as this auf Deutsch"\n', "")
    german = edited(german, 'rationale = "It matters auf Deutsch."\n', "")
    german = edited(german, 'text = "How is it auf Deutsch?"', "text = 5")
    folder = made_packs.write(tmp_path / "broken", pack=structure, en=english, de=german)

    problems = load.check(folder)
    assert [(p.file, p.place, p.what) for p in problems] == [
        ("pack.toml", "line 21, key factor 1 > group", "There is no group “g2” in this pack."),
        (
            "pack.toml",
            "line 39, key factor 2 > number",
            "Another key factor has the same number.",
        ),
        ("pack.toml", "line 41, key factor 2 > question 1.2", "“answer_type” is missing."),
        (
            "pack.toml",
            "line 41, key factor 2 > question 1.2",
            "The identifier “1.2” is used twice.",
        ),
        ("de.toml", "line 25, key factor 2 > rationale", "This text is not translated."),
        (
            "de.toml",
            "line 32, question 1.1 > how",
            "The base language does not have this text.",
        ),
        (
            "de.toml",
            "line 35, question 1.2 > text",
            "A text is expected here, but this is a whole number.",
        ),
        (
            "de.toml",
            "line 37, question 2.1",
            "There is a text for this, but the pack has no such entry.",
        ),
        ("de.toml", "line 41, prompt 1.1.1", "The text is missing."),
        ("en.toml", "line 33, question 1.1 > hwo", "“hwo” is not an entry of this format."),
        (
            "en.toml",
            "line 38, question 2.1",
            "There is a text for this, but the pack has no such entry.",
        ),
    ]
    assert all(problem.remedy.endswith(".") for problem in problems)


def test_a_text_over_several_lines_does_not_mislead_about_the_line(tmp_path: Path) -> None:
    long = '"""\nA\u2028B\n[prompts]\n"1.1.1" = 5\n"""'
    german = edited(words("auf Deutsch"), '"A note auf Deutsch."', long)
    german = edited(german, 'text = "How much auf Deutsch?"', "text = 5")
    [problem] = load.check(made_packs.write(tmp_path / "small", de=german))
    line = german.split("\n").index("text = 5") + 1
    assert problem.place == f"line {line}, question 2.1 > text"


def test_reading_a_bundle_needs_no_reader_of_packs_as_written(folder: Path) -> None:
    """Opening a project is on the way to the first page: it must not load what it does not use."""
    program = (
        "import sys; from pathlib import Path; from ic_desktop.benchmark import load;"
        "load.from_bundle(Path(sys.argv[1]).read_bytes(), 'en');"
        "print(sorted({'tomllib', 'msgspec', 'jsonschema', 'platformdirs'} & sys.modules.keys()))"
    )
    file = folder / "bundle.json"
    file.write_bytes(load.bundle(folder))
    command = [sys.executable, "-c", program, os.fspath(file)]
    environment = {**os.environ, "PYTHONPATH": os.fspath(Path(__file__).parents[2])}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_folder_with_a_problem_makes_no_bundle(tmp_path: Path) -> None:
    folder = made_packs.write(tmp_path / "broken", de=words("auf Deutsch") + "surplus = 1\n")
    with pytest.raises(errors.BrokenPack) as caught:
        load.bundle(folder)
    assert "de.toml" in caught.value.what
    assert "surplus" in caught.value.what


def test_an_entry_of_a_later_minor_version_is_passed_over_in_a_project(folder: Path) -> None:
    """A bundle in a project may be newer than the program; checking a pack is stricter."""
    document = made_packs.document(load.bundle(folder))
    document["pack"]["factors"][0]["colour"] = ["blue", 1.5]
    document["texts"]["en"]["motto"] = "More"
    bundle = json.dumps(document).encode()
    assert load.from_bundle(bundle, "en").title == "Small in English"


def test_the_library_knows_the_bundled_packs() -> None:
    infos = library.bundled()
    assert [info.id for info in infos] == [
        "promoting-cultural-diversity",
        "integrating-cities-charter",
    ]
    assert infos[0].id == library.DEFAULT
    for info in infos:
        assert info.folder.name == info.id
        assert library.pack(info.id).version == info.version
        assert info.title == library.pack(info.id, "en").title
        assert info.languages == ("de", "en")
        assert load.pack_hash(library.bundle_of(info.id)) == library.pack(info.id, "de").hash


def test_an_unknown_pack_is_a_clear_error_that_names_the_known_ones() -> None:
    with pytest.raises(errors.UnknownPack) as caught:
        library.pack("no-such-pack")
    assert "no-such-pack" in caught.value.what
    assert "promoting-cultural-diversity" in caught.value.remedy
