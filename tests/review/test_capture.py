"""A typed line, understood: every tag, and no word lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ic_desktop.project.kinds import SEVERAL
from ic_desktop.review.capture import MORE, Before, Room, Said, Someone, Spot, Tag, compose, parse

P1, P4, P12, AK, ALI = (letter * 32 for letter in "14ckb")
ROOM = Room(
    (
        Someone(P1, ("P1",), "P1"),
        Someone(P4, ("P4",), "P4"),
        Someone(P12, ("P12",), "P12"),
        Someone(AK, ("AK",), "AK", in_room=False),
        Someone(ALI, ("Al", "P7"), "Al", in_room=False),
    ),
    {str(n): (str(n), "") for n in range(1, 14)} | {"7.2": ("7", "7.2"), "10.3": ("10", "10.3")},
)
BEFORE = Before(P12, ("3", ""))
AGAINST_9 = (Tag("9", "", "contradicts"),)


def read(line: str) -> Said:
    return parse(line, ROOM, BEFORE)


@pytest.mark.parametrize(
    ("line", "text", "speaker", "tags"),
    [
        ("@P4 She is ten. #9 −", "She is ten.", P4, AGAINST_9),
        ("@p4 She is ten. #9-", "She is ten.", P4, AGAINST_9),
        ("@4 She is ten. #9 -", "She is ten.", P4, AGAINST_9),
        ("@4-9 She is ten.", "She is ten.", P4, AGAINST_9),
        ("@4#9- She is ten.", "She is ten.", P4, AGAINST_9),
        ("#9 - She is ten. @P4", "She is ten.", P4, AGAINST_9),
        (f"She is ten. {MORE} 4-9", "She is ten.", P4, AGAINST_9),
        (f"She is ten. {MORE}4#9-", "She is ten.", P4, AGAINST_9),
        (f"She is ten. {MORE} 4 9-", "She is ten.", P4, AGAINST_9),
        (f"She is ten. {MORE} P4 #9 -", "She is ten.", P4, AGAINST_9),
        (f"@P4 She is ten. {MORE} -9", "She is ten.", P4, AGAINST_9),
        (f"@P1 She is ten. {MORE}1-9", "She is ten.", P1, AGAINST_9),
        (f"@4 She is ten. {MORE} p4 9-", "She is ten.", P4, AGAINST_9),
        (f"@P4 #9 She is ten. {MORE}-", "She is ten.", P4, AGAINST_9),
        (f"@P4 She is ten. {MORE} 7 9-", "She is ten.", P4, (Tag("7"), *AGAINST_9)),
        (f"@ZZ She is ten. {MORE}4-9", "@ZZ She is ten.", P4, AGAINST_9),
        (f"She is ten. {MORE} -", "She is ten.", P12, (Tag("3", "", "contradicts"),)),
        (f"She is ten. {MORE} 4+", "She is ten.", P4, (Tag("3", "", "supports"),)),
        (
            f"She is ten. {MORE} 1-10+7.2#4",
            "She is ten.",
            P1,
            (Tag("10", "", "contradicts"), Tag("7", "7.2", "supports"), Tag("4")),
        ),
        ("She is ten. #7.2 #10+", "She is ten.", P12, (Tag("7", "7.2"), Tag("10", "", "supports"))),
        ("@* Nobody knew. #4-", "Nobody knew.", SEVERAL, (Tag("4", "", "contradicts"),)),
        ("@several Nobody knew.", "Nobody knew.", SEVERAL, ()),
        ("@? Somebody said it.", "Somebody said it.", "", ()),
        ("@ak It is so.", "It is so.", AK, ()),
        ("@a It is so.", "@a It is so.", P12, ()),
        ("@al It is so.", "It is so.", ALI, ()),
        ("Four came.", "Four came.", P12, ()),
    ],
)
def test_speaker_and_tags_are_understood(
    line: str, text: str, speaker: str, tags: tuple[Tag, ...]
) -> None:
    said = read(line)
    assert (said.text, said.speaker, said.tags) == (text, speaker, tags)


@pytest.mark.parametrize(
    ("line", "marks"),
    [
        ("It is so. !", (True, False, "paraphrase")),
        ("! It is so.", (True, False, "paraphrase")),
        ("It is so. ?", (False, True, "paraphrase")),
        ("~ It is so.", (False, False, "interpreter")),
        ("“It is so.” ~ !", (True, False, "interpreter")),
        ("@me It is so. !", (True, False, "remark")),
        ("“It is so.”", (False, False, "quotation")),
        ('"It is so."', (False, False, "quotation")),
        ("„It is so.“", (False, False, "quotation")),
        ("„It is so.”", (False, False, "quotation")),
        ("«It is so.»", (False, False, "quotation")),
        ('"It is so.', (False, False, "quotation")),
        (f'It is so. {MORE} 4-9"!', (True, False, "quotation")),
        (f"It is so. {MORE} 4!?~", (True, True, "interpreter")),
    ],
)
def test_marks_are_understood(line: str, marks: tuple[bool, bool, str]) -> None:
    said = read(line)
    assert (said.confidential, said.promised, said.form) == marks
    assert said.text.strip("“”") == "It is so."


@pytest.mark.parametrize(
    "line",
    [
        "Who helps?",
        "Is it #9?",
        "He lives in flat #7.",
        "The #7 bus stops there",
        "Stop! Now!",
        "#metoo was named",
        "a@b.de is the address",
        "He waited 4-10 days",
        "4 people came, 9 left",
        "No - never",
        "I wanted to -",
        "She told @P4 about it",
        "“Yes” and “no” were said",
        "It costs ~ 9 euros",
        "#99 is no factor",
        "@ZZ is not here",
    ],
)
def test_ordinary_words_stay_as_they_are(line: str) -> None:
    said = read(line)
    assert said == Said(line, P12, unknown=said.unknown)


def test_what_looks_like_a_tag_and_is_none_is_told() -> None:
    assert read("@ZZ #9 It is so. #99 @P4").unknown == ("@ZZ", "#99")
    assert read("@ZZ #9 It is so. #99 @P4").text == "@ZZ It is so. #99"
    assert read(f"It is so. {MORE} zz-10 %").unknown == ("zz", "%")
    assert read(f"It is so. {MORE} zz-10 %").text == "It is so. zz %"
    assert parse(f"It is so. {MORE} -", ROOM).unknown == ("-",)
    assert parse(f"It is so. {MORE} -", ROOM).text == "It is so. -"


def test_a_second_name_belongs_to_the_words() -> None:
    said = read("@P4 He told @P1")
    assert (said.text, said.speaker) == ("He told @P1", P4)


def test_who_is_in_the_room_comes_first() -> None:
    room = Room((Someone(AK, ("MB",), "MB", in_room=False), Someone(P1, ("MB",), "MB")))
    assert room.who("mb") == P1
    assert Room((Someone(AK, ("MB",), "MB"), Someone(P1, ("MB",), "MB"))).who("mb") is None


def test_who_spoke_goes_on_and_a_remark_ends_nobodys_turn() -> None:
    first = read("@P4 It is so. #7.2")
    left = first.after(BEFORE)
    assert left == Before(P4, ("7", "7.2"))
    assert parse("@me They look away.", ROOM, left).after(left) == left
    following = parse(f"And worse. {MORE}-", ROOM, left)
    assert (following.speaker, following.tags) == (P4, (Tag("7", "7.2", "contradicts"),))
    assert not following.names_speaker


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters=MORE),
    min_size=1,
    max_size=8,
)
TAGS = st.sampled_from(
    ["@P4", "@zz", "#9", "#9-", "#99", "+", "-", "!", "?", "~", "@*", "@me", "“", "”", '"', "4-10"]
)
LINES = st.lists(WORDS | TAGS, max_size=12).map(" ".join)
EXTRA = st.lists(WORDS | TAGS, max_size=5).map("".join)


@given(LINES, EXTRA)
def test_no_word_is_ever_lost(line: str, extra: str) -> None:
    said = read(f"{line} {MORE}{extra}")
    known = {"@P4", "@*", "@me", "@?", "#9", "#9-", "+", "-", "−", "–", "!", "?", "~", "@4-10"}
    left = list(said.text)
    for letter in (c for word in line.split() if not _is_tag(word, known) for c in word):
        if letter in left:
            left.remove(letter)
        else:
            assert letter in '“”"„«»', f"{letter} of {line!r} is lost in {said.text!r}"


def _is_tag(word: str, known: set[str]) -> bool:
    return word in known or word[:1] in ("@", "#")


@given(st.lists(st.from_regex(r"[a-z]{1,9}[.,?!]?", fullmatch=True), min_size=1), LINES)
def test_words_between_tags_come_out_in_their_order(words: list[str], line: str) -> None:
    text = "  ".join(words)
    assert read(f"@4 {text} #9- !").text == text
    assert text in read(f"{line} {text} {line}").text


SPOTS: list[Spot] = sorted(set(ROOM.spots.values()))
SAID = st.builds(
    Said,
    LINES.map(lambda line: read(line).text).filter(bool),
    st.sampled_from([P1, P4, P12, AK, SEVERAL, ""]),
    st.lists(
        st.builds(
            lambda spot, stance: Tag(spot[0], spot[1], stance),
            st.sampled_from(SPOTS),
            st.sampled_from(["supports", "contradicts", "background"]),
        ),
        max_size=3,
        unique_by=lambda tag: tag.spot,
    ).map(tuple),
    st.sampled_from(["paraphrase", "quotation", "interpreter"]),
    st.booleans(),
    st.booleans(),
    names_speaker=st.just(True),
)


@given(SAID)
def test_a_statement_written_as_a_line_is_read_as_that_statement(said: Said) -> None:
    again = parse(compose(said, ROOM), ROOM, BEFORE)
    found = (again.text, again.speaker, again.tags, again.form, again.confidential, again.promised)
    wanted = (said.text, said.speaker, said.tags, said.form, said.confidential, said.promised)
    assert found == wanted


@given(LINES, EXTRA)
def test_a_line_read_and_written_says_the_same(line: str, extra: str) -> None:
    said = read(f"{line} {MORE} {extra}")
    again = parse(compose(said, ROOM), ROOM, BEFORE)
    assert (again.text, again.tags, again.form) == (said.text, said.tags, said.form)


@given(st.text(max_size=60))
def test_anything_can_be_typed(line: str) -> None:
    read(line)
    read(f"{MORE}{line}")
