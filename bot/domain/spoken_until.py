"""The moment until which, or from which, somebody says that they are away: 周三下午2点, 明天, 2026-12-03 14:00, friday.

Pure: now is an argument. Days are read by `bot.domain.spoken_dates`, which looks back; here they lie ahead. A day without a
time means its beginning, a time without a day the next such time.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from bot.domain import spoken_dates

NOON, LAST_MORNING_HOUR = 12, 7
"""An hour below 7 without morning or afternoon is the afternoon's: nobody is in court at three in the night."""

_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "十一": 11, "十二": 12}
_TIME = re.compile(
    r"(?P<part>凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*(?<![0-9])(?P<h>[0-9]{1,2}|十[一二]?|[一二两三四五六七八九])\s*"
    r"(?:(?::(?P<m>[0-9]{2}))|[点时](?:(?P<half>半)|(?P<zm>[0-9]{1,2})分?|整)?)\s*(?P<en>am|pm)?"
    r"|\b(?P<eh>[0-9]{1,2})\s*(?P<en2>am|pm)\b"
)
_PART = re.compile(r"(?P<part>早上|上午|中午|下午|晚上|\bmorning\b|\bnoon\b|\bafternoon\b|\bevening\b)")
_PARTS = {"中午": 12, "noon": 12, "下午": 14, "afternoon": 14, "晚上": 18, "evening": 18}
"""When a part of a day begins that is named without a time; a morning is the day's beginning."""
_AFTERNOON = ("下午", "傍晚", "晚上")
_PAST = re.compile(r"上个?(?:周|星期|礼拜|月)|昨|前天|去年|\b(?:last|yesterday|ago)\b")
_YEAR = re.compile(r"[0-9]{4}")
_WEEKDAY = re.compile(r"周|星期|礼拜|\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time, or both, as somebody named them."""

    day: dt.date | None
    time: dt.time | None

    def at(self, now: dt.datetime) -> dt.datetime | None:
        """The instant, seen from now in the office's time zone; None if it is over or nothing was named."""
        if self.day is None and self.time is None:
            return None
        day, time = self.day or now.date(), self.time or dt.time()
        instant = dt.datetime.combine(day, time, now.tzinfo)
        if self.day is None and instant <= now:
            instant = dt.datetime.combine(day + dt.timedelta(days=1), time, now.tzinfo)
        return instant if instant > now else None


def read(text: str, today: dt.date) -> Moment:
    """Read a moment, seen from today; without a day and a time where none can be told for certain."""
    left = unicodedata.normalize("NFKC", text).lower()
    match = _TIME.search(left)
    try:
        time = _time(match) if match else None
    except ValueError:
        return Moment(None, None)
    left = left.replace(match[0], " ", 1) if match else left
    part = _PART.search(left)
    if time is None and part is not None:
        time = dt.time(_PARTS[part["part"]]) if part["part"] in _PARTS else None
    left = _PART.sub(" ", left)
    day = _day(left, today)
    unread = day is None and left.strip(" ,，.。的") != ""
    return Moment(None, None) if unread else Moment(day, time)


def _time(match: re.Match[str]) -> dt.time:
    written = match["h"] or match["eh"]
    hour = int(written) if written.isdecimal() else _DIGITS[written]
    minute = 30 if match["half"] else int(match["m"] or match["zm"] or 0)
    half_day, part = match["en"] or match["en2"], match["part"]
    if half_day:
        hour = hour % NOON + (NOON if half_day == "pm" else 0)
    elif (part in _AFTERNOON and hour < NOON) or (
        part is None and 0 < hour < LAST_MORNING_HOUR and not (match["m"] and written.startswith("0"))
    ):
        hour += NOON
    return dt.time(hour, minute)


def _day(text: str, today: dt.date) -> dt.date | None:
    """The one day that is meant, today or ahead."""
    reading = spoken_dates.read(text, today)
    if reading.impossible is not None or not reading.days or _PAST.search(text):
        return None
    ahead = [day for day in reading.days if day >= today]
    if ahead:
        return ahead[0]
    if _YEAR.search(text):
        return None
    last = reading.days[-1]
    if _WEEKDAY.search(text):
        return last + dt.timedelta(days=7 * (-((last - today).days // 7)))
    return _next_year(last)


def _next_year(day: dt.date) -> dt.date | None:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return None
