"""The numbers of a text, to see whether two languages say the same ones."""

import re
from collections.abc import Iterator

_DIGITS = re.compile(r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(万|亿|million\b|thousand\b|k\b)?", re.IGNORECASE)
_SCALES = {"万": 10_000, "亿": 100_000_000, "million": 1_000_000, "thousand": 1_000, "k": 1_000}

_HAN = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_HAN_NUMBER = re.compile(r"(百分之|千分之|万分之)?([零〇一二两三四五六七八九十百千万亿]+|半)")
_PARTS = {"百分之": 1, "千分之": 0.1, "万分之": 0.01}
"""What one such part is in percent, which is how English says it."""

_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_MONTHS = "january february march april may june july august september october november december"
_ORDINALS = "first second third fourth fifth sixth"
_WORDS = (
    {word: float(value) for value, word in enumerate(_COUNTED.split())}
    | {word: float(value) for value, word in enumerate(_MONTHS.split(), start=1)}
    | {word: float(value) for value, word in enumerate(_ORDINALS.split(), start=1)}
    | {
        "fifteen": 15,
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "ninety": 90,
        "hundred": 100,
    }
    | {"half": 0.5, "quarter": 0.25, "a": 1, "an": 1, "single": 1, "sole": 1, "each": 1, "once": 1}
    | {"both": 2, "double": 2, "twice": 2, "pair": 2, "couple": 2, "triple": 3}
)
"""English words that may stand for a digit of the other language."""


def differing(zh: str, en: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Find numbers written in digits in one language that the other has neither in digits nor in words.

    Returns those only in the Chinese text and those only in the English one, each in ascending order.
    """
    of_zh, of_en = set(_digits(zh)), set(_digits(en))
    only_zh = of_zh - of_en - set(_english(en))
    only_en = of_en - of_zh - set(_chinese(zh))
    return tuple(sorted(only_zh)), tuple(sorted(only_en))


def _digits(text: str) -> Iterator[float]:
    for digits, scale in _DIGITS.findall(text):
        yield round(float(digits.replace(",", "")) * _SCALES.get(scale.lower(), 1), 6)


def _english(text: str) -> Iterator[float]:
    return (_WORDS[word] for word in re.findall("[a-z]+", text.lower()) if word in _WORDS)


def _chinese(text: str) -> Iterator[float]:
    for part, han in _HAN_NUMBER.findall(text):
        value = 0.5 if han == "半" else _han_value(han)
        yield round(value * _PARTS.get(part, 1), 6)


def _han_value(han: str) -> float:
    total, section, digit = 0, 0, 0
    for character in han:
        if character in _HAN:
            digit = _HAN[character]
        elif _HAN_UNITS[character] < 10_000:  # noqa: PLR2004  from here on a unit counts all that stands before it
            section, digit = section + (digit or 1) * _HAN_UNITS[character], 0
        else:
            total, section, digit = (total + section + digit or 1) * _HAN_UNITS[character], 0, 0
    return float(total + section + digit)
