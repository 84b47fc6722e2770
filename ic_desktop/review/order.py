"""Keys that put things in order: text that sorts, with room between any two for a third.

A key is a whole part, whose first letter says how many digits it has ("a0" ... "az", "b00" ...),
and perhaps a fraction that does not end in 0. So adding at the end 10,000 times keeps keys short.
"""

from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MIDDLE: Final = _DIGITS[len(_DIGITS) // 2]
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
FIRST: Final = "a0"


def after(last: str) -> str:
    """Return a key that sorts after ``last``; the first key of all for ""."""
    if not last:
        return FIRST
    whole = _whole(last)
    digits = whole[1:]
    if not set(digits) <= set(_DIGITS):  # no key of ours
        return last + _MIDDLE
    for place in range(len(digits) - 1, -1, -1):
        if digits[place] != _DIGITS[-1]:
            nearest = _DIGITS[_DIGITS.index(digits[place]) + 1]
            return whole[0] + digits[:place] + nearest + "0" * (len(digits) - place - 1)
    letter = _LETTERS.find(whole[0]) + 1
    if 0 < letter < len(_LETTERS):
        return _LETTERS[letter] + "0" * (len(digits) + 1)
    return last + _MIDDLE


def between(low: str, high: str) -> str:
    """Return a key between two; "" as ``low`` is before everything, as ``high`` after everything.

    Where there is no room (``low`` is not below ``high``), the key sorts after ``low``.
    """
    if not high or low >= high:
        return after(low)
    following = after(low) if low else ""
    return following if following and following < high else _midpoint(low, high)


def _whole(key: str) -> str:
    return key[: max(0, _LETTERS.find(key[0])) + 2]


def _midpoint(low: str, high: str) -> str:
    """Return text strictly between two texts of digits, ``low`` < ``high``, not ending in 0."""
    made = ""
    place = 0
    bounded = True
    while True:
        bounded = bounded and place < len(high)
        least = _value(low, place)
        most = _value(high, place) if bounded else len(_DIGITS)
        if most - least > 1:
            return made + _DIGITS[(least + most) // 2]
        made += _DIGITS[least]
        bounded = bounded and most == least
        place += 1


def _value(key: str, place: int) -> int:
    return max(0, _DIGITS.find(key[place])) if place < len(key) else 0
