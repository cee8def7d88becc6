"""Guards: differences of a word that turn a question into another one, which similarity cannot see.

A guard looks at a question and at the phrasings of the entry that would answer it, all in normal form. If it fires,
the butler asks back instead of answering; it never points to another entry.

Two kinds. A *twin* guard compares only with phrasings that are the same but for the words in question, so that a
question worded differently is left alone ("可以不续吗" beside "能不续吗"). An *opposite* guard fires when the question
speaks of one side of a pair and the entry only ever of the other.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from rapidfuzz import fuzz, process

from bot.matching.decision.opposite_pairs import OPPOSITES
from bot.matching.text.idiom import HAN

_A_NOT_A = re.compile(
    r"(\w)[不没]\1|可不可以|有没有|是否|能否|可否|不(?:晓得|知道|懂)|whether or not|or not\b"
)
_NEGATION = re.compile(
    r"[不没未别勿无]|\b(?:not|no|never|without|refuse[sd]?)\b|\bun(?=able|paid|signed|fair|lawful)"
)
_COMPANY = r"公司|单位|企业|老板|厂里|厂方|我司|雇主|employer|company|boss|firm|\b(?:i|we|me|us)\b"
_WORKER = r"员工|工人|职工|劳动者|打工的|雇员|employee|worker|staff"
_PARTY = re.compile(rf"(?P<worker>(?:公司|厂里|企业|单位)?的?(?:{_WORKER}))|(?P<company>{_COMPANY})")
_PERIOD = re.compile(
    r"(?<!\d)(\d+)\s*(?:个)?(?:多)?(年|月|周|天|日|小时|倍|成|%|years?|months?|weeks?|(?:working |calendar )?days?|hours?|times|percent)"
)
_SPACES = re.compile(rf"(?<=[{HAN}])\s+|\s+(?=[{HAN}])|(\s)\s*")
"""Spaces beside Han characters, which go, and others, which become one."""


def negation(text: str) -> tuple[str, ...]:
    """Whether the text says no, once double negation and the A-not-A question are taken out."""
    found = len(_NEGATION.findall(_A_NOT_A.sub(r"\1", text)))
    return ("no",) if found % 2 else ()


def party(text: str) -> tuple[str, ...]:
    """Company and worker in the order in which the text names them."""
    return tuple("worker" if match["worker"] else "company" for match in _PARTY.finditer(text))


def period(text: str) -> tuple[str, ...]:
    """Periods and multiples, as number and unit, a year as twelve months."""
    return tuple(sorted(_period(match[1], match[2]) for match in _PERIOD.finditer(text)))


def _period(number: str, unit: str) -> str:
    unit = unit.rstrip("s").split(" ")[-1]
    unit = {
        "year": "年",
        "month": "月",
        "week": "周",
        "day": "天",
        "日": "天",
        "hour": "小时",
        "time": "倍",
    }.get(unit, unit)
    return f"{int(number) * 12}月" if unit == "年" else f"{int(number)}{unit}"


def _without_negation(text: str) -> str:
    return _NEGATION.sub(" ", _A_NOT_A.sub(r"\1", text))


@dataclass(frozen=True, slots=True)
class Twin:
    """A guard that compares a question with phrasings that are the same but for these marks."""

    name: str
    marks: Callable[[str], tuple[str, ...]]
    masked: Callable[[str], str]
    alike: float
    """`token_sort_ratio` of two masked texts from which on they count as the same question but for the marks."""
    silence_speaks: bool = False
    """Whether having no mark differs from having one: so with a negation, not with a party left unnamed."""

    def rest(self, text: str) -> str:
        """The text without its marks; one without any is itself, so that a pickle holds it once."""
        masked = self.masked(text)
        rest = _SPACES.sub(lambda match: match[1] or "", masked).strip() if " " in masked else masked
        return text if rest == text else rest

    def fires(self, question: str, twins: "Twins") -> bool:
        """Whether some twin of the question among the phrasings carries other marks, and none the same."""
        mine = self.marks(question)
        if not mine and not self.silence_speaks:
            return False
        alike = process.cdist([self.rest(question)], twins.rests, scorer=fuzz.token_sort_ratio)[0]
        theirs = [twins.marks[at] for at in np.flatnonzero(alike >= self.alike).tolist()]
        return mine not in theirs and any(marks or self.silence_speaks for marks in theirs)


TWINS = (
    Twin("negation", negation, _without_negation, 80, silence_speaks=True),
    Twin("party", party, lambda text: _PARTY.sub(" ", text), 60),
    Twin("period", period, lambda text: _PERIOD.sub(" ", text), 80),
)


@dataclass(frozen=True, slots=True)
class Twins:
    """What a twin guard compares with: each phrasing without its marks, and its marks."""

    rests: Sequence[str]
    marks: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Guarded:
    """What guards look at in the phrasings of an entry, worked out once."""

    twins: Sequence[Twins]
    """One for each of TWINS."""
    sides: Sequence[tuple[bool, bool]]
    """For each pair of OPPOSITES, which of its sides any phrasing names."""
    orders: Collection[tuple[str, ...]]
    """The orders in which phrasings name company and worker, of those that name both."""

    @classmethod
    def of(cls, phrasings: Sequence[str]) -> Self:
        """What there is to look at in these phrasings, in normal form."""
        twins = [Twins(list(map(one.rest, phrasings)), list(map(one.marks, phrasings))) for one in TWINS]
        lines = "\n".join(phrasings)
        sides = [(_names(first, lines), _names(second, lines)) for _, first, second in OPPOSITES]
        return cls(twins, sides, {order for one in phrasings if len(order := _order(one)) > 1})


def _names(side: re.Pattern[str], text: str) -> bool:
    return side.search(text) is not None


def opposed(question: str, sides: Sequence[tuple[bool, bool]]) -> Iterable[str]:
    """The names of the pairs of which the question names one side and the phrasings only the other."""
    for (name, first, second), (one, other) in zip(OPPOSITES, sides, strict=True):
        if one != other and (_names(first, question), _names(second, question)) == (other, one):
            yield name


def reversed_parties(question: str, orders: Collection[tuple[str, ...]]) -> bool:
    """Whether the question names company and worker the other way round than every phrasing that names both."""
    mine = _order(question)
    return len(mine) > 1 and bool(orders) and mine not in orders


def _order(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party(text)))


def fired(question: str, guarded: Guarded) -> tuple[str, ...]:
    """The names of all guards that object to answering the question with the entry of these phrasings."""
    names = [one.name for one, twins in zip(TWINS, guarded.twins, strict=True) if one.fires(question, twins)]
    if "party" not in names and reversed_parties(question, guarded.orders):
        names.append("party")
    return (*names, *opposed(question, guarded.sides))
