"""One line typed while listening: words, and in a few keys who said it and what it speaks to.

Tags stand at either end of the words, each a token of its own::

    @P4 “My daughter translated at the doctor’s.” #9- !

``@P4`` the speaker by initials or pseudonym (``@4`` is enough, ``@*`` several, ``@me`` a remark of
one's own, ``@?`` nobody yet); ``#9`` a key factor, ``#7.2`` a guide question, with ``+`` or ``-``
where it supports or contradicts; ``!`` confidential, ``?`` a promised document, ``~`` through an
interpreter. Words in quotation marks are a quotation.

After :data:`MORE` everything is a tag, so that the usual ones need few keys: ``4-10!`` is speaker
4, contradicts key factor 10, confidential; ``-`` alone contradicts the factor of the line before.

What is not understood stays in the words and is told: nothing that was typed is ever lost.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ic_desktop.project.kinds import SEVERAL

MORE: Final = "▸"
"""Divides the words from the tags in their short form."""
_AS_IT_IS: Final = "="
"""After it: the words hold no tag and no quotation, however they look."""
Spot = tuple[str, str]
"""A key factor and one of its questions, "" for the factor as a whole or for none."""
NO_SPOT: Final[Spot] = ("", "")
_STANCES: Final = {"#": "background", "+": "supports"} | dict.fromkeys("-−–", "contradicts")
_SIGNS: Final = {"supports": "+", "contradicts": "-", "background": ""}
_REMARK: Final = "me"
_QUOTES: Final = {"“": "”", '"': '"', "„": "“”", "«": "»", "»": "«"}
"""By opening mark, the marks that close it."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person who may speak: what is typed for them, and what the screen calls them."""

    id: str
    typed: tuple[str, ...]
    label: str
    in_room: bool = True


@dataclass(frozen=True)
class Room:
    """Who and what can be meant. ``spots`` are key factors and questions by what is typed."""

    people: tuple[Someone, ...] = ()
    spots: Mapping[str, Spot] = field(default_factory=dict)

    def who(self, typed: str) -> str | None:
        """Return the id of who is meant, None if that is nobody or not one alone.

        Who is in the room comes before who is not; all of what stands for a person comes before
        its number alone ("4" for P4), and that before its beginning.
        """
        words = typed.casefold()
        for is_meant in (_is_all, _is_number, _begins):
            for here in (True, False):
                found = {p.id for p in self.people if p.in_room is here and is_meant(p, words)}
                if found:
                    return found.pop() if len(found) == 1 else None
        return None

    def typed_for(self, person: str) -> str:
        """Return the shortest that is typed for a person and means no other, "" if there is none.

        It is never a bare number, which is hard to read again.
        """
        found = next((p for p in self.people if p.id == person), None)
        handles = sorted(found.typed, key=len) if found else []
        return next((t for t in handles if self.who(t) == person), "")

    def typed_spot(self, spot: Spot) -> str:
        """Return what is typed for a key factor or a question, "" if it is not known here."""
        return next((typed for typed, held in self.spots.items() if held == spot), "")


def _is_all(person: Someone, words: str) -> bool:
    return any(words == handle.casefold() for handle in person.typed)


def _is_number(person: Someone, words: str) -> bool:
    ends = (re.search(r"\d+$", handle) for handle in person.typed)
    return words.isdecimal() and any(end is not None and end[0] == words for end in ends)


def _begins(person: Someone, words: str) -> bool:
    return any(handle.casefold().startswith(words) for handle in person.typed)


@dataclass(frozen=True, slots=True)
class Tag:
    """What a statement speaks to, and how."""

    factor: str
    question: str = ""
    stance: str = "background"

    @property
    def spot(self) -> Spot:
        """Key factor and question."""
        return (self.factor, self.question)


@dataclass(frozen=True, slots=True)
class Before:
    """What the line before leaves to the next: who speaks, and what ``-`` alone is about."""

    speaker: str = ""
    spot: Spot = NO_SPOT


@dataclass(frozen=True, slots=True)
class Said:
    """A line, understood. ``speaker`` is a participant's id, SEVERAL, or "" for nobody yet.

    ``names_speaker`` False: nobody was named in the line, so whoever spoke before goes on.
    ``unknown`` is what looks like a tag and is none; it is part of ``text`` too.
    """

    text: str
    speaker: str = ""
    tags: tuple[Tag, ...] = ()
    form: str = "paraphrase"
    confidential: bool = False
    promised: bool = False
    names_speaker: bool = False
    unknown: tuple[str, ...] = ()

    def after(self, before: Before) -> Before:
        """Return what this line leaves to the next; a remark of one's own ends nobody's turn."""
        speaker = before.speaker if self.form == "remark" else self.speaker
        return Before(speaker, self.tags[-1].spot if self.tags else before.spot)


def parse(line: str, room: Room, before: Before = Before()) -> Said:
    """Return what a typed line says. Pure; never raises."""
    main, _more, extra = line.partition(MORE)
    as_it_is = extra.startswith(_AS_IT_IS)
    reading = _Reading(room, before)
    if not as_it_is:
        reading.lead(main)
    left = reading.short(extra[as_it_is:])  # first: a name at the words' end may belong to them
    text = main.strip() if as_it_is else reading.words(main)
    return reading.said(" ".join(part for part in (text, *left) if part), as_it_is=as_it_is)


def parse_tags(line: str, room: Room, before: Before = Before()) -> Said:
    """Return what tags in their short form say, typed by themselves, as when sorting.

    A number is a key factor here, and a speaker is typed with ``@``; ``0`` after a tag makes it
    background. ``text`` is what is not understood.
    """
    reading = _Reading(room, before, numbers_are_spots=True)
    return reading.said(" ".join(reading.short(line)), as_it_is=True)


def compose(said: Said, room: Room) -> str:
    """Return the line that says this: its words, then every tag that can be typed in this room."""
    spots = ((room.typed_spot(tag.spot), tag.stance) for tag in said.tags)
    tags = [_speaker_typed(said, room), *(f"#{s}{_SIGNS[stance]}" for s, stance in spots if s)]
    marks = ((said.confidential, "!"), (said.promised, "?"), (said.form == "interpreter", "~"))
    tags += [mark for holds, mark in marks if holds]
    extra = " ".join(tag for tag in tags if tag)
    words = _quoted(said.text) if said.form == "quotation" else (said.text,)
    for text in words:
        again = parse(line := f"{text} {MORE} {extra}", room)
        if (again.text, again.form, again.tags) == (said.text, said.form, said.tags):
            return line
    quoted = ' "' if said.form == "quotation" else ""
    return f"{said.text} {MORE}{_AS_IT_IS} {extra}{quoted}"


def _speaker_typed(said: Said, room: Room) -> str:
    if said.form == "remark":
        return f"@{_REMARK}"
    if said.speaker == SEVERAL:
        return "@*"
    typed = room.typed_for(said.speaker)
    return f"@{typed}" if typed else "" if said.speaker else "@?"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


class _Reading:
    """What was understood of a line so far."""

    def __init__(self, room: Room, before: Before, *, numbers_are_spots: bool = False) -> None:
        self._room, self._before = room, before
        self._numbers_are_spots = numbers_are_spots
        self._speaker: str | None = None
        self._tags: list[Tag] = []
        self._marks: set[str] = set()
        self._unknown: list[str] = []
        self._led = 0
        """How many tags in front of the words were taken before the short form."""
        self._first: list[str] = []
        self._named_before: str | None = None
        """Who speaks by the words' beginning, until the short form names somebody."""

    def said(self, text: str, *, as_it_is: bool) -> Said:
        """Return the line as it was understood."""
        form = "paraphrase"
        if self._speaker == _REMARK:
            form = "remark"
        elif "~" in self._marks:
            form = "interpreter"
        elif not as_it_is and (inside := _unquoted(text)) is not None:
            text, form = inside, "quotation"
        elif '"' in self._marks:
            form = "quotation"
        named = self._speaker is not None
        speaker = self._speaker if self._speaker is not None else self._before.speaker
        return Said(
            text,
            "" if speaker == _REMARK else speaker,
            tuple({tag.spot: tag for tag in self._tags}.values()),
            form,
            "!" in self._marks,
            "?" in self._marks,
            named,
            tuple(self._unknown),
        )

    def lead(self, main: str) -> None:
        """Take the tags in front of the words where a speaker is the first of them."""
        tokens = _tokens(main)
        if tokens and tokens[0].text.startswith("@"):
            self._led = self._run(tokens)
            self._first = self._take(tokens[: self._led])
            self._named_before = self._speaker

    def words(self, main: str) -> str:
        """Take the tags at both ends of the words; return the words, with what is no tag."""
        tokens = _tokens(main)
        head = self._led or self._run(tokens)
        first = self._first if self._led else self._take(tokens[:head])
        rest = tokens[head:]
        tail = len(rest) - self._run_at_end(rest)
        body, last = rest[:tail], self._take(rest[tail:])
        middle = main[body[0].start : body[-1].end] if body else ""
        return " ".join(part for part in (*first, middle, *last) if part)

    def _run(self, tokens: list[_Token]) -> int:
        """Return how many tokens at the beginning look like tags."""
        for at, token in enumerate(tokens):
            is_stance = token.text in _STANCES and token.text != "#"
            if is_stance and not (at and self._is_spot(tokens[at - 1].text)):
                return at
            if not is_stance and not _looks_like_tag(token.text):
                return at
        return len(tokens)

    def _run_at_end(self, tokens: list[_Token]) -> int:
        """Return how many tokens at the end are such a run."""
        for at in range(len(tokens)):
            if self._run(tokens[at:]) == len(tokens) - at:
                return len(tokens) - at
        return 0

    def _is_spot(self, token: str) -> bool:
        return token.startswith("#") and token[1:] in self._room.spots

    def _take(self, tokens: list[_Token]) -> list[str]:
        """Take tags; return those that stay in the words."""
        left = []
        for token in tokens:
            word = token.text
            if word in ("!", "?", "~"):
                self._marks.add(word)
            elif word in _STANCES and self._tags:
                self._set_stance(_STANCES[word])
            elif not self._take_tag(word):
                left.append(word)
        return left

    def _take_tag(self, word: str) -> bool:
        """Take a token such as ``@P4``, ``#9-`` or ``@4-10``: all of it, or none."""
        if word.startswith("@") and self._knows(word[1:]):
            return self._speaks(word[1:])
        found = _GLUED.fullmatch(word)
        spots = _SPOTS.findall(found["spots"]) if found else []
        who = found["who"] if found else None
        is_known = all(spot in self._room.spots for _sign, spot, _after in spots)
        if found is None or not is_known or (who is not None and not self._knows(who)):
            self._unknown.append(word)
            return False
        if who is not None and not self._speaks(who):
            return False
        for sign, spot, after in spots:
            self._tie(spot, after or sign)
        return True

    def short(self, extra: str) -> list[str]:
        """Take the tags of the short form; return what is not understood."""
        left, at = [], 0
        while at < len(extra):
            found = _SHORT.match(extra, at)
            assert found is not None, "the last alternative takes anything"
            at = found.end()
            if not self._take_short(found):
                piece = found[0].strip(MORE)
                left += [piece] if piece else []
                self._unknown += [piece] if piece else []
        return left

    def _take_short(self, found: re.Match[str]) -> bool:
        if found["space"]:
            return True
        if found["mark"]:
            self._marks.add('"' if found["mark"] in '"“”„' else found["mark"])
            return True
        if found["who"]:
            return self._take_who(found["who"], is_named=found[0].startswith("@"))
        if found["spot"] in self._room.spots:
            self._tie(found["spot"], found["sign"])
            return True
        return self._tie_again(found)

    def _take_who(self, who: str, *, is_named: bool) -> bool:
        """Take a speaker; a number may be a key factor, where it cannot be a speaker."""
        named, self._named_before = self._named_before, None
        if named is not None and self._meant(who) == named:
            return True  # said twice: in front of the words, and in their short form
        if self._numbers_are_spots and who == "0" and self._tags:
            self._set_stance("background")
            return True
        is_free = "." in who or self._speaker is not None or self._numbers_are_spots
        if is_free and not is_named and who in self._room.spots:
            self._tie(who, "#")
            return True
        if self._numbers_are_spots and not is_named:
            return False
        return self._knows(who) and self._speaks(who)

    def _tie_again(self, found: re.Match[str]) -> bool:
        """Take a bare ``+`` or ``-``: it is about the tag before it, else the line before."""
        if found["spot"] or found["sign"] in ("#", None):
            return False
        if self._tags:
            self._set_stance(_STANCES[found["sign"]])
        elif self._before.spot != NO_SPOT:
            self._tags.append(Tag(*self._before.spot, _STANCES[found["sign"]]))
        else:
            return False
        return True

    def _tie(self, typed: str, sign: str) -> None:
        self._tags.append(Tag(*self._room.spots[typed], _STANCES[sign]))

    def _set_stance(self, stance: str) -> None:
        self._tags[-1] = Tag(*self._tags[-1].spot, stance)

    def _knows(self, typed: str) -> bool:
        return typed.casefold() in _WELL_KNOWN or self._room.who(typed) is not None

    def _speaks(self, typed: str) -> bool:
        """Take the speaker; False if the line has one already: a second name is part of it."""
        if self._speaker is not None:
            return False
        self._speaker = self._meant(typed)
        return True

    def _meant(self, typed: str) -> str | None:
        known = _WELL_KNOWN.get(typed.casefold())
        return self._room.who(typed) if known is None else known


_WELL_KNOWN: Final = {"*": SEVERAL, "several": SEVERAL, _REMARK: _REMARK, "?": ""}
_SPOT: Final = r"\d+(?:\.\d+)*"
_SPOTS: Final = re.compile(rf"([#+−–-])({_SPOT})([+−–-](?!\d))?")
_GLUED: Final = re.compile(
    rf"(?:@(?P<who>[^#+−–@-]+))?(?P<spots>(?:[#+−–-]{_SPOT}(?:[+−–-](?!\d))?)+)"
)
_SHORT: Final = re.compile(
    rf"(?P<space>\s+)|(?P<mark>[!~\"“”„]|(?<!@)\?)|(?P<sign>[#+−–-])(?P<spot>{_SPOT})?"
    rf"|@?(?P<who>(?<=@)\?|\*|{_SPOT}|[^\s!?~\"“”„#+−–@*.-]+)|\S"
)


def _tokens(main: str) -> list[_Token]:
    return [_Token(m[0], *m.span()) for m in re.finditer(r"\S+", main)]


def _looks_like_tag(word: str) -> bool:
    is_tag = word[0] == "@" and len(word) > 1
    return word in ("!", "?", "~") or is_tag or re.match(r"#\d", word) is not None


def _unquoted(text: str) -> str | None:
    """Return what stands between quotation marks, None if not all of it does.

    Who writes fast may leave the closing mark out.
    """
    closing = _QUOTES.get(text[:1])
    if closing is None:
        return None
    ends = [at for at, letter in enumerate(text) if at and letter in closing]
    inside = text[1 : ends[0]] if ends else text[1:]
    is_all = not ends or ends[0] == len(text) - 1
    return inside.strip() or None if is_all else None


def _quoted(text: str) -> Iterable[str]:
    return (opening + text + closing[0] for opening, closing in _QUOTES.items())
