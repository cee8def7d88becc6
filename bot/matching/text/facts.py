"""Which facts a message tells: dates, periods, amounts, parties, as they were typed."""

import re
from dataclasses import dataclass

from bot.matching.text import tables
from bot.matching.text.idiom import HAN

# No run of digits, numerals, letters or spaces is tried from each of its places: a text of 4,096 digits would take half a second.
_NUMERALS = "(?<![一二两三四五六七八九十百千])[一二两三四五六七八九十百千]+"
_AMOUNT = re.compile(
    r"(?:rmb|cny|¥|￥|\$)\s*\d[\d,.]*\s*(?:million|k|万)?"
    r"|(?<![\d.])(?<!\d,)\d[\d,.]*\s*(?:(?:千|百)?[万亿]多?(?:元|块钱|块)?|多?(?:元|块钱|块)|(?:yuan|rmb|cny|dollars|euros))"
    rf"|{_NUMERALS}(?:多)?(?:万|亿)(?:多)?(?:元|块)?|{_NUMERALS}(?:多)?(?:元|块钱)",
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
    r"(?<!前)(?:(?<!\d)\d+|(?<![一二两三四五六七八九十半])[一二两三四五六七八九十半]+)\s*个?多?(?:年|月|星期|礼拜|周|天|日|小时)(?![份底初日号\d])"
    r"|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:years?|months?|weeks?|days?|hours?)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    rf"(?:(?![给和与跟向被叫是对找把的我你他们家欠])[{HAN}（）A-Za-z]){{2,18}}?(?:有限责任公司|股份有限公司|有限公司|合作社|事务所|商行|经营部)"
    r"|\b(?:[A-Z][\w&.-]{0,40} ){1,5}(?:Co\.?,? Ltd\.?|Limited|Ltd\.?|Inc\.?|LLC|GmbH)"
)
_CONTRACT = re.compile(
    r"(?:书面|口头)(?:的)?(?:合同|协议|约定)|(?:没签|没有签|没有|签了|签过|有)(?:书面|劳动|租赁|买卖)?(?:合同|协议)|合同(?:没签|签了|签过)|口头(?:说|讲|约)"
    r"|\b(?:written|oral|verbal|signed|no) (?:contract|agreement)\b|\bnothing in writing\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message tells that a lawyer will want to know, as it was typed, each once and in order."""

    dates: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    """Whether there is a contract, and in which form."""

    @property
    def all(self) -> tuple[str, ...]:
        """All that stand for themselves."""
        return (*self.parties, *self.amounts, *self.dates, *self.periods)


def facts(message: str) -> Facts:
    """The dates, periods, amounts and parties that a message names, and what it says of a contract."""
    amounts, rest = _taken(_AMOUNT, message)
    dates, rest = _taken(_DATE, rest)
    periods, _ = _taken(_PERIOD, rest)
    parties, _ = _taken(_PARTY, message)
    contracts, _ = _taken(_CONTRACT, message)
    return Facts(dates, periods, amounts, parties, contracts)


def _taken(pattern: re.Pattern[str], message: str) -> tuple[tuple[str, ...], str]:
    """What a pattern finds, each once, as it was typed, and the message without it. Traditional is read as Simplified."""
    spans = [match.span() for match in pattern.finditer(message.translate(tables.simplified()))]
    found = dict.fromkeys(message[begin:end].strip() for begin, end in spans)
    ends, begins = [0, *(end for _, end in spans)], [*(begin for begin, _ in spans), len(message)]
    return tuple(found), " | ".join(message[end:begin] for end, begin in zip(ends, begins, strict=True))
