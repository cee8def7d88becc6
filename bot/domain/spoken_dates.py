"""The day that somebody means: 上周五, 3月5号, 去年12月30日, last Friday, 5 March, 2026-03-05.

Pure: today is an argument. Days are looked for in the past, because time limits are set off by what has happened. Where
two days could be meant, both are given, so that the butler asks; a day that no calendar has is told apart from no day at
all. Approximate times (上个月, 月底, a month ago) and the lunar calendar give none.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

EARLIEST, LATEST = 1949, 2100
"""Years outside are numbers of something else."""
SOON = dt.timedelta(days=31)
"""A day without a year that lies so near ahead may be meant as well as last year's."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Which days a text may mean, in order. `impossible` names a day that does not exist, as it was written."""

    days: tuple[dt.date, ...] = ()
    impossible: str | None = None

    @property
    def day(self) -> dt.date | None:
        """The one day that is meant; None where there is none, or where several may be."""
        return self.days[0] if len(self.days) == 1 and self.impossible is None else None


def read(text: str, today: dt.date) -> Reading:
    """Read the day that a text means, seen from today."""
    left = " ".join(unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED).lower().split())
    if _LUNAR.search(left):
        return Reading()
    found: set[dt.date] = set()
    impossible: str | None = None
    for pattern, days_of in _FORMS:
        for match in list(pattern.finditer(left)):
            try:
                days = set(days_of(match, today))
                if not _only_repeats(match, days, found):
                    found |= days
            except (ValueError, OverflowError):
                impossible = impossible or match[0].strip()
        left = pattern.sub(" ; ", left)
    return Reading(tuple(sorted(found)), impossible)


def _only_repeats(match: re.Match[str], days: set[dt.date], found: set[dt.date]) -> bool:
    """Whether it is the weekday beside a date, as in 3月5日星期四, and not a day of its own."""
    parts = match.groupdict()
    bare = "w" in parts and "big" not in parts and not parts.get("which") and not parts.get("after")
    return bare and {day.weekday() for day in days} <= {day.weekday() for day in found}


_SIMPLIFIED = str.maketrans("這個號週後禮兩貳參陰曆農臘", "这个号周后礼两二三阴历农腊")
_LUNAR = re.compile(r"农历|阴历|旧历|正月|腊月|初[一二三四五六七八九十]|\blunar\b")

_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6} | {
    str(at + 1): at for at in range(7)
}
_NAMED = {name: at for at, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = {
    name: at + 1
    for at, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    )
}
_WORDS = {
    word: at
    for at, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
} | {"a": 1, "an": 1}


def _number(written: str) -> int:
    """A count in digits, Chinese numerals to 99, or an English word."""
    if written.isdecimal():
        return int(written)
    if written in _WORDS:
        return _WORDS[written]
    tens, ten, ones = written.rpartition("十")
    if ten:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in written))


def _year(written: str | None, today: dt.date) -> int | None:
    """The year that is said: in full, in two digits, as this or last; None if none is said."""
    if written is None:
        return None
    back = {"今年": 0, "本年": 0, "this year": 0, "去年": 1, "last year": 1, "前年": 2}
    if written in back:
        return today.year - back[written]
    year = _number(written.rstrip("年"))
    year += 2000 if len(written.rstrip("年")) == len("26") else 0
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"no year {year}")
    return year


def _of_year(year: int | None, month: int, day: int, today: dt.date) -> Iterable[dt.date]:
    """The day in its year; without one the latest past, and the coming one where it is near. Raises ValueError."""
    if year is not None:
        return (dt.date(year, month, day),)
    if (month, day) == (2, 29) and today < dt.date(today.year, 3, 1):
        return tuple(_existing((today.year, today.year - 1), month, day))[:1] or _none(month, day)
    this = dt.date(today.year, month, day)
    if this <= today:
        return (this,)
    last = this.replace(year=today.year - 1)
    return (last, this) if this - today <= SOON else (last,)


def _existing(years: Iterable[int], month: int, day: int) -> Iterable[dt.date]:
    for year in years:
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue


def _none(month: int, day: int) -> Iterable[dt.date]:
    raise ValueError(f"no day {month}-{day}")


def _whole(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    year = _year(match["y"], today)
    assert year is not None
    return (dt.date(year, int(match["m"]), int(match["d"])),)


def _chinese(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    year = _year(match["y"], today)
    return _of_year(year, _number(match["m"]), _number(match["d"]), today)


def _english(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    year = _year(match["y"], today)
    return _of_year(year, _MONTHS[match["m"][:3]], int(match["d"]), today)


def _slashed(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    """3/5 is the fifth of March to one and the third of May to another: both, unless only one exists."""
    first, second, year = int(match["a"]), int(match["b"]), _year(match["y"], today)
    found: set[dt.date] = set()
    for month, day in ((first, second), (second, first)):
        if month <= len(_MONTHS):
            found.update(_tried(year, month, day, today))
    return found or _none(first, second)


def _tried(year: int | None, month: int, day: int, today: dt.date) -> Iterable[dt.date]:
    try:
        return _of_year(year, month, day, today)
    except ValueError:
        return ()


def _of_month(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    """The 5th of this month, or of an earlier one: 这个月1号, 上个月15号, the 5th of last month."""
    before = {"上上": 2, "上": 1, "last": 1, "previous": 1}.get(match["which"], 0)
    return (_month_before(today, before, _number(match["d"])),)


def _month_before(today: dt.date, before: int, day: int) -> dt.date:
    years, month = divmod(today.month - 1 - before, 12)
    return dt.date(today.year + years, month + 1, day)


def _bare_day(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    """The 5th: the latest, which may be last month's. Where that month has none, it is a day that does not exist."""
    day = _number(match["d"])
    return (_month_before(today, 0 if day <= today.day else 1, day),)


def _week(today: dt.date, before: int, weekday: int) -> dt.date:
    return today - dt.timedelta(days=today.weekday() + 7 * before - weekday)


def _chinese_week(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    which, weekday = match["which"] or "", _WEEKDAYS[match["w"]]
    if which:
        before = which.count("上") - which.count("下")
        return (_week(today, before, weekday),)
    return (_latest(weekday, today),)


def _latest(weekday: int, today: dt.date) -> dt.date:
    return today - dt.timedelta(days=(today.weekday() - weekday) % 7)


def _english_week(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    """On a Wednesday, last Monday is this week's to one and last week's to another: both."""
    weekday = _NAMED[match["w"][:3]]
    this, before = _week(today, 0, weekday), _week(today, 1, weekday)
    if match["after"]:
        return (before if "last" in match["after"] else this,)
    if match["which"] == "last":
        return (before, this) if this < today else (before,)
    if match["which"] == "next":
        return (_week(today, -1, weekday),)
    return (this,) if match["which"] else (_latest(weekday, today),)


_NEAR = {
    **dict.fromkeys(("day before yesterday",), 2),
    **dict.fromkeys(("day after tomorrow",), -2),
    **dict.fromkeys(("今天", "今日", "今早", "今晚", "today"), 0),
    **dict.fromkeys(("昨天", "昨日", "昨晚", "yesterday"), 1),
    **dict.fromkeys(("前天", "前日"), 2),
    **dict.fromkeys(("明天", "明日", "tomorrow"), -1),
    **dict.fromkeys(("后天", "后日"), -2),
}
_NEAR_EN = [word for word in _NEAR if word.isascii()]
_NEAR_ZH = [word for word in _NEAR if not word.isascii()]


def _near(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    days = _NEAR[match["w"]]
    farther = len(match["big"] or "") * (1 if days > 0 else -1)
    return (today - dt.timedelta(days=days + farther),)


def _ago(match: re.Match[str], today: dt.date) -> Iterable[dt.date]:
    weeks = match["u"].removeprefix("个") in ("周", "星期", "礼拜", "week", "weeks")
    return (today - dt.timedelta(days=_number(match["n"]) * (7 if weeks else 1)),)


_ZH = r"[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_CN_YEAR = r"(?:(?:[0-9]{4}|[0-9]{2}|[〇零○一二三四五六七八九]{4})年|今年|本年|去年|前年)"
_ORDINAL = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_EN_YEAR = r"(?:,?\s+(?P<y>[0-9]{4}|(?:this|last)\s+year)\b)?"
_DAY_NAME = (
    r"(?P<w>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r?s?(?:day)?)|fri(?:day)?|saturday|sunday)\b"
)
_NOT_A_DAY = r"(?![0-9内之以楼门厂库店线机后前左幢栋仓车桌会间])"

Days = Callable[[re.Match[str], dt.date], Iterable[dt.date]]
_FORMS: tuple[tuple[re.Pattern[str], Days], ...] = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (r"(?<![0-9])(?P<y>[0-9]{4})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?![0-9])", _whole),
        (r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9])", _whole),
        (
            rf"(?P<y>{_CN_YEAR})?的?\s*(?<![0-9])(?P<m>{_ZH})\s*月\s*(?:份的?)?\s*(?P<d>{_ZH})(?:[号日]|(?![0-9个万千百元]))",
            _chinese,
        ),
        (
            rf"(?P<which>上上|上|这|本|当)个?月的?\s*(?P<d>{_ZH})[号日]",
            _of_month,
        ),
        (rf"\b{_ORDINAL}\s+(?:of\s+)?{_MONTH}{_EN_YEAR}", _english),
        (rf"\b{_MONTH}\s+(?:the\s+)?{_ORDINAL}\b{_EN_YEAR}", _english),
        (rf"\b{_ORDINAL}\s+(?:of\s+)?(?P<which>this|last|previous)\s+month\b", _of_month),
        (
            r"(?<![0-9/.-])(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?:/(?P<y>[0-9]{4}))?(?![0-9/])(?!\s*(?:的|of\b))",
            _slashed,
        ),
        (r"\A(?P<a>[0-9]{1,2})[.-](?P<b>[0-9]{1,2})(?:[.-](?P<y>[0-9]{4}))?\.?\Z", _slashed),
        (
            r"(?<![0-9])(?P<n>[0-9]{1,4}|[一二两三四五六七八九十]{1,3})\s*(?P<u>天|日|周|个?(?:星期|礼拜))(?:以|之)?前",
            _ago,
        ),
        (rf"\b(?P<n>[0-9]{{1,4}}|{'|'.join(_WORDS)})\s+(?P<u>days?|weeks?)\s+ago\b", _ago),
        (
            r"(?<!每)(?<!每个)(?P<which>上+|下+|这|本)?(?:一)?个?(?:周|星期|礼拜)(?P<w>[一二三四五六日天1-7])(?![0-9个天]|期)",
            _chinese_week,
        ),
        (
            rf"(?<!every )\b(?:(?P<which>last|this|next)\s+)?{_DAY_NAME}(?P<after>\s+(?:of\s+)?(?:last|this)\s+week\b)?",
            _english_week,
        ),
        (
            rf"\b(?P<big>)(?P<w>{'|'.join(_NEAR_EN)})\b",
            _near,
        ),
        (rf"(?<![提目之以从大])(?P<big>大*)(?P<w>{'|'.join(_NEAR_ZH)})", _near),
        (rf"(?<![0-9一二三四五六七八九十第年月.])(?P<d>{_ZH})[号日]{_NOT_A_DAY}", _bare_day),
        (r"\bthe\s+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)\b", _bare_day),
    )
)
"""Every form, the longer before what it contains: what one has read, none after it sees."""
