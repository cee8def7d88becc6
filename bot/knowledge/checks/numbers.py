"""The numbers of a text: whether two languages say the same ones, and which of them an answer states."""

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

_MONTH = "(?:" + "|".join(_MONTHS.split()) + ")"
_NAMES = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日"
    r"|\d{4}-\d\d-\d\d"
    rf"|(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},)? \d{{4}}|\d{{1,2}} {_MONTH}\b"
    r"|(?<![\d,.])(?:19|20)\d\d(?![\d,.%]*\d|\s*(?:元|yuan|年以|%))"
    r"|第[\d、至和\-–]+[条款项章]|\b(?:article|paragraph)s? [\d, –-]*\d(?: (?:and|to|or) \d+)*"
    r"|^\s*\d{1,2}[.、)）]\s"
    r"|(?<![\d,.])(?:123\d\d|110)(?![\d,.]*\d|\s*(?:元|yuan|日|天|days))"
    r"|第[一二三四]人",
    re.IGNORECASE,
)
"""Numbers that are names: days of the calendar, articles, places in a list, hotlines, the third party."""

_COUNTS_ZH = r"(?:个工作日|工作日|日|天|小时|个月|年|元|倍|人|名)"
_COUNTS_EN = (
    r"[ -](?:working |calendar )?(?:days?|hours?|months?|years?|yuan|per ?cent|times|people|persons)\b"
)
_DIVISORS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_STATED = re.compile(
    r"(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九十])"
    r"|\b(?P<share>one|two|three|four)[ -](?P<divisor>half|third|quarter|fourth|fifth|tenth)s?\b"
    r"|(?P<half>(?<!一)半(?=年|个月|月)|\bhalf(?= an? (?:month|year)|[ -](?:month|year)))"
    r"|(?P<double>双倍|\bdouble\b)"
    r"|(?<![\d.])(?P<part>百分之|千分之|万分之)?(?P<number>"
    r"\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万亿]+(?=" + _COUNTS_ZH + r")"
    r"|(?<=分之)[一二三四五六七八九十百千]+)\s*(?P<scale>万|亿|million\b|thousand\b|k\b)?"
    r"|\b(?P<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|ninety)(?=" + _COUNTS_EN + ")",
    re.IGNORECASE,
)
"""What states a number; a 一 that only means “a” is found too, and left out by `stated`."""

PRECISION = 4
"""Decimals to which numbers are compared: two thirds are 0.6667."""


def differing(zh: str, en: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Find numbers written in digits in one language that the other has neither in digits nor in words.

    Returns those only in the Chinese text and those only in the English one, each in ascending order.
    """
    of_zh, of_en = set(_digits(zh)), set(_digits(en))
    only_zh = of_zh - of_en - set(_english(en))
    only_en = of_en - of_zh - set(_chinese(zh))
    return tuple(sorted(only_zh)), tuple(sorted(only_en))


def stated(text: str) -> Iterator[tuple[float, str]]:
    """Yield the numbers that a line of an answer states, each with the words around it, in either language.

    Those are all numbers in digits, and numbers in words that count something (三十日, two months). Days of
    the calendar, numbers of articles, of a list and of hotlines are none, nor is a one in words.
    """
    plain = _NAMES.sub(lambda name: "□" * len(name[0]), text)
    for match in _STATED.finditer(plain):
        value = round(_stated_value(match), PRECISION)
        if value != 1 or match[0][0].isdigit():
            yield value, text[max(match.start() - 8, 0) : match.end() + 8].strip()


def _stated_value(match: re.Match[str]) -> float:
    if match["below"]:
        return chinese_value(match["above"]) / chinese_value(match["below"])
    if match["share"]:
        return _WORDS[match["share"].lower()] / _DIVISORS[match["divisor"].lower()]
    if match["half"]:
        return 0.5
    if match["double"]:
        return 2
    if match["word"]:
        return _WORDS[match["word"].lower()]
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    return chinese_value(match["number"]) * _PARTS.get(match["part"], 1) * scale


def chinese_value(number: str) -> float:
    """Read a number in digits or in Chinese words (三十, 5万, 半)."""
    if number == "半":
        return 0.5
    if number[0].isdigit():
        scale = _SCALES.get(number[-1], 1)
        return float(number.rstrip("万亿").replace(",", "")) * scale
    return _han_value(number)


def _digits(text: str) -> Iterator[float]:
    for digits, scale in _DIGITS.findall(text):
        yield round(float(digits.replace(",", "")) * _SCALES.get(scale.lower(), 1), 6)


def _english(text: str) -> Iterator[float]:
    return (_WORDS[word] for word in re.findall("[a-z]+", text.lower()) if word in _WORDS)


def _chinese(text: str) -> Iterator[float]:
    for part, han in _HAN_NUMBER.findall(text):
        value = chinese_value(han)
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
