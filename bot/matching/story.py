"""Long messages: which sentences of a story ask, and which facts it tells.

Works on what the person typed, since punctuation and line breaks are gone from the normal form.
"""

import re
from dataclasses import dataclass

from bot.matching import text
from bot.matching.idiom import HAN

_END = re.compile(r"(?<=[。！？!?；;])|\n|(?<!ltd)(?<!co)(?<!inc)(?<!no)\.\s", re.IGNORECASE)
_CLAUSE = re.compile(rf"[，,](?!\s*(?:\d{{3}}|ltd))|(?<=[{HAN}])\s+(?=[{HAN}])", re.IGNORECASE)
_ASKS = re.compile(
    "[?？吗呢伐]|怎么|怎样|如何|咋|多久|多长|多少|几天|几个|几年|什么|啥|哪|谁|能不能|能否|可否|可不可以|要不要|是不是|有没有|行不行"
    "|算不算|合不合法|该不该|需不需要"
    r"|\b(?:how|what|when|where|who|whom|which|why|can|could|may|must|should|do (?:i|we|they)|does|is|are|am i) \w"
)
_LONG_HAN, _LONG_WORDS = 24, 18
"""Han characters, or words, from which on a message that asks only once may be a story around one question."""
_CONTEXT = 9
"""Characters that the asking part of a story should have at least; clauses before it are taken along until it has."""

_AMOUNT = re.compile(
    r"(?:rmb|cny|¥|￥|\$)\s*\d[\d,.]*\s*(?:million|k|万)?"
    r"|(?<![\d.])\d[\d,.]*\s*(?:(?:千|百)?[万亿]多?(?:元|块钱|块)?|多?(?:元|块钱|块)|\s*(?:yuan|rmb|cny|dollars|euros))"
    r"|[一二两三四五六七八九十百千]+(?:多)?(?:万|亿)(?:多)?(?:元|块)?|[一二两三四五六七八九十百千]+(?:多)?(?:元|块钱)",
    re.IGNORECASE,
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*[日号]?|\s*月)"
    r"|(?:今年|去年|前年|本月|上个?月|下个?月)?\d{1,2}月(?:\d{1,2}[日号]|底|初|份)?"
    r"|(?:今年|去年|前年|上个?月|这个?月|下个?月|昨天|今天|明天|前天|上周|下周|上个?星期|下个?星期)[一二三四五六日天]?"
    rf"|\b(?:{_MONTHS}) \d{{4}}\b|\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})(?:,? \d{{4}})?\b"
    r"|\b(?:yesterday|today|tomorrow|last (?:week|month|year)|next (?:week|month))\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?<!前)(?:\d+|[一二两三四五六七八九十半]+)\s*个?多?(?:年|月|星期|礼拜|周|天|日|小时)(?![份底初日号\d])"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    rf"(?:(?![给和与跟向被叫是对找把的我你他们家欠])[{HAN}（）A-Za-z]){{2,18}}?(?:有限责任公司|股份有限公司|有限公司|合作社|事务所|商行|经营部)"
    r"|\b(?:[A-Z][\w&.-]* ){1,5}(?:Co\.?,? Ltd\.?|Limited|Ltd\.?|Inc\.?|LLC|GmbH)"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message tells that a lawyer will want to know, as it was typed, each once and in order."""

    dates: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.parties, *self.amounts, *self.dates, *self.periods)


def questions(message: str) -> list[str]:
    """The parts of a message that ask, if it asks several things or tells a story around its question; else none.

    Each comes with as much of what stands before it as makes sense of it.
    """
    sentences = [clauses for one in _END.split(message) if (clauses := _clauses(one))]
    asking = [at for at, clauses in enumerate(sentences) if asks("，".join(clauses))]
    if not asking or (len(asking) == 1 and not _is_long(message)):
        return []
    bounds = zip([0, *(at + 1 for at in asking)], asking, strict=False)
    return [
        _narrowed([clause for some in sentences[first : at + 1] for clause in some]) for first, at in bounds
    ]


def asks(sentence: str) -> bool:
    """Whether a sentence asks something."""
    return _ASKS.search(sentence.casefold()) is not None


def facts(message: str) -> Facts:
    """The dates, periods, amounts and parties that a message names."""
    amounts, rest = _taken(_AMOUNT, message)
    dates, rest = _taken(_DATE, rest)
    periods, _ = _taken(_PERIOD, rest)
    parties, _ = _taken(_PARTY, message)
    return Facts(dates, periods, amounts, parties)


def _taken(pattern: re.Pattern[str], message: str) -> tuple[tuple[str, ...], str]:
    """What a pattern finds, each once, and the message without it."""
    found = dict.fromkeys(match[0].strip() for match in pattern.finditer(message))
    return tuple(found), pattern.sub(" | ", message)


def _is_long(message: str) -> bool:
    words = text.tokens(text.normalise(message))
    han = sum(len(word) for word in words if text.is_han(word))
    return han >= _LONG_HAN or len(words) - (han > 0) >= _LONG_WORDS


def _clauses(sentence: str) -> list[str]:
    return [one.strip(" 。；;") for one in _CLAUSE.split(sentence) if text.normalise(one)]


def _narrowed(clauses: list[str]) -> str:
    """The last clause that asks and what follows it, and clauses before it until there is something to go on."""
    asking = max((at for at, one in enumerate(clauses) if asks(one)), default=len(clauses) - 1)
    kept, before = clauses[asking:], clauses[:asking]
    while before and len(text.content(text.normalise(" ".join(kept)))) < _CONTEXT:
        kept.insert(0, before.pop())
    return "，".join(kept)
