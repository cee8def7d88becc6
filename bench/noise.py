"""What happens to a question between a person's head and the bot, seeded: the same question, the same noise.

Homophones go by exact toneless readings of pypinyin, not by the matcher's own table of sounds that people confuse.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from functools import cache

import opencc
from pypinyin import Style, lazy_pinyin

from bench.engines import Pairs

Noise = Callable[[str, random.Random], str]

_ROWS = {"qwertyuiop": 0.0, "asdfghjkl": 0.25, "zxcvbnm": 0.75}
"""The keys, and by how many of them each row stands further right than the first."""
_ASCII, _FULL_WIDTH, _WIDE_SPACE = range(0x21, 0x7F), 0xFEE0, "\u3000"
_COMMON_ROWS, _COLUMNS = range(0xB0, 0xD8), range(0xA1, 0xFF)


@cache
def homophones() -> dict[str, str]:
    """Each of the 3,755 common characters (GB 2312, level 1) to those of the same toneless reading, itself left out."""
    groups: dict[str, list[str]] = defaultdict(list)
    for character in _common():
        groups[lazy_pinyin(character, style=Style.NORMAL)[0]].append(character)
    return {
        one: "".join(other for other in group if other != one) for group in groups.values() for one in group
    }


def _common() -> str:
    codes = (bytes((row, column)) for row in _COMMON_ROWS for column in _COLUMNS)
    return b"".join(codes).decode("gb2312", "ignore")


def one_homophone(text: str, rnd: random.Random) -> str:
    """One character typed by its sound and picked wrongly; the text itself where none can be."""
    places = [place for place, character in enumerate(text) if homophones().get(character)]
    if not places:
        return text
    place = rnd.choice(places)
    return text[:place] + rnd.choice(homophones()[text[place]]) + text[place + 1 :]


def some_homophones(part: float) -> Noise:
    """That part 0…1 of the characters picked wrongly."""

    def made(text: str, rnd: random.Random) -> str:
        return "".join(
            rnd.choice(others) if (others := homophones().get(one)) and rnd.random() < part else one
            for one in text
        )

    return made


def dropped_or_doubled(part: float) -> Noise:
    """That part 0…1 of the characters left out or typed twice; never all left out."""

    def made(text: str, rnd: random.Random) -> str:
        typed = (rnd.choice(("", one * 2)) if rnd.random() < part else one for one in text)
        return "".join(typed) or text

    return made


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def traditional(text: str, _rnd: random.Random) -> str:
    """In Traditional characters."""
    converted: str = _traditional().convert(text)
    return converted


def full_width(text: str, _rnd: random.Random) -> str:
    """In the wide letters, digits and signs that a Chinese keyboard gives."""
    wide = (chr(ord(one) + _FULL_WIDTH) if ord(one) in _ASCII else one for one in text)
    return "".join(wide).replace(" ", _WIDE_SPACE)


@cache
def neighbours() -> dict[str, str]:
    """Each letter to the letters beside it on an English keyboard."""
    where = {
        key: (row, at + shift)
        for row, (keys, shift) in enumerate(_ROWS.items())
        for at, key in enumerate(keys)
    }
    return {
        key: "".join(
            other
            for other, (line, x) in where.items()
            if other != key and abs(line - row) <= 1 and abs(x - at) <= 1
        )
        for key, (row, at) in where.items()
    }


def typos(part: float) -> Noise:
    """That part 0…1 of the letters left out, typed twice, swapped with the next, or replaced by a key beside it."""

    def made(text: str, rnd: random.Random) -> str:
        left, typed = list(text), []
        while left:
            one = left.pop(0)
            if not (one.isascii() and one.isalpha()) or rnd.random() >= part:
                typed.append(one)
            else:
                typed.append(_slip(one, left, rnd))
        return "".join(typed).strip() or text

    return made


def _slip(one: str, left: list[str], rnd: random.Random) -> str:
    kind = rnd.choice(("drop", "double", "swap", "replace"))
    if kind == "swap" and left:
        return left.pop(0) + one
    if kind == "drop":
        return ""
    return one * 2 if kind == "double" else rnd.choice(neighbours()[one.lower()])


CHINESE: dict[str, Noise] = {
    "one homophone": one_homophone,
    "20 % homophones": some_homophones(0.2),
    "10 % dropped or doubled": dropped_or_doubled(0.1),
    "Traditional script": traditional,
}
ENGLISH: dict[str, Noise] = {
    "5 % typos": typos(0.05),
    "10 % typos": typos(0.1),
    "10 % dropped or doubled": dropped_or_doubled(0.1),
    "full width": full_width,
}


def noised(questions: Pairs, noise: Noise, seed: int = 3) -> Pairs:
    """The questions as they arrive; each one's noise hangs on the seed and on itself, not on its neighbours."""
    return [(label, noise(text, random.Random(f"{seed} {text}"))) for label, text in questions]
