"""Chinese statutes as text: cut into articles, and the quantities that an article states."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.answer import Article
from bot.knowledge.checks.numbers import PRECISION, chinese_value

_HEAD = re.compile(
    r"^[\s*#]*第([零〇一二三四五六七八九十百千]+)条(?:之(?P<inserted>[一二三四五六七八九]))?(?=[\s　*【（]|$)",
    re.MULTILINE,
)
_POINT = re.compile(r"^([一二三四五六七八九十]+)、", re.MULTILINE)
"""How a reply of the Supreme People's Court counts its points, which are cited like articles."""
_HEADING = re.compile(r"^#.*$", re.MULTILINE)

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?[万亿]?|[零〇一二两三四五六七八九十百千万亿]+|半)"
_UNITS: Mapping[str, str] = {
    "个工作日": "working_day",
    "工作日": "working_day",
    "日": "day",
    "天": "day",
    "小时": "hour",
    "个月": "month",
    "月": "month",
    "年": "year",
    "周年": "year",
    "周岁": "year",
    "元": "yuan",
    "倍": "times",
    "次": "times",
    "人": "people",
    "名": "people",
    "个": "people",
}
"""How a statute writes a unit. A statute counts members and owners with 个."""

_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<part>百分之|千分之|万分之)(?P<of>{_NUMBER})"
    rf"|(?P<below>{_NUMBER})分之(?P<above>{_NUMBER})"
    r"|(?P<over>\d+)/(?P<under>\d+)"
    rf"|(?P<percent>{_NUMBER})\s*(?:[%％]|(?:至|到|—|－|-)(?={_NUMBER}\s*[%％]))"
    rf"|(?P<both>双倍|加倍)"
    rf"|(?P<first>{_NUMBER})(?=(?:至|到|、|或者|或|—|-|～|~)(?:{_NUMBER})\s*(?P<shared>{_UNIT}))"
    rf"|(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT})"
)
_PARTS = {"百分之": 1.0, "千分之": 0.1, "万分之": 0.01}
_WORKING = re.compile(r"[^。]*工作日(?:计算)?，\s*不(?:含|包括)[^。]*(?:节假日|休假日)")
_UP_TO = re.compile(rf"(?P<number>{_NUMBER})日以内期限")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as the schema names units; percent stands for a daily percentage too."""

    value: float
    unit: str


def articles(text: str) -> dict[Article, str]:
    """Cut a statute into its articles, by number, chapter headings left out.

    An article inserted later (第十条之一) is "10-1". A text without articles is cut into its points.
    """
    found: dict[Article, str] = {}
    heads = list(_HEAD.finditer(text)) or list(_POINT.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    for head, end in zip(heads, ends, strict=True):
        number = _number(head)
        body = " ".join(_HEADING.sub("", text[head.start() : end]).split())
        found[number] = f"{found[number]} {body}" if number in found else body
    return found


def _number(head: re.Match[str]) -> Article:
    number, inserted = int(chinese_value(head[1])), head.groupdict().get("inserted")
    return f"{number}-{chinese_value(inserted):.0f}" if inserted else number


def quantities(text: str) -> Iterator[Quantity]:
    """Yield every quantity that a Chinese text states, in digits or in words."""
    for match in _QUANTITY.finditer(text):
        if match["part"]:
            yield _quantity(chinese_value(match["of"]) * _PARTS[match["part"]], "percent")
        elif match["below"] or match["under"]:
            above, below = match["above"] or match["over"], match["below"] or match["under"]
            share = chinese_value(above) / (chinese_value(below) or 1)
            yield _quantity(share, "times")
            yield _quantity(share * 100, "percent")
        elif match["percent"]:
            yield _quantity(chinese_value(match["percent"]), "percent")
        elif match["both"]:
            yield _quantity(2, "times")
        else:
            unit = _UNITS[match["unit"] or match["shared"]]
            yield _quantity(chinese_value(match["number"] or match["first"]), unit)


def working_days(whole: Mapping[Article, str]) -> Callable[[float], bool]:
    """Tell which numbers of days (日) a statute declares to be working days, from its own definition."""
    for body in whole.values():
        definition = _WORKING.search(body)
        if definition:
            limit = _UP_TO.search(definition[0])
            if limit:
                most = chinese_value(limit["number"])
                return lambda days: days <= most
            named = {each.value for each in quantities(definition[0]) if each.unit == "day"}
            return lambda days: not named or days in named
    return lambda _: False


def _quantity(value: float, unit: str) -> Quantity:
    return Quantity(round(value, PRECISION), unit)
