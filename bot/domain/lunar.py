"""The days of the Chinese calendar on which statutory holidays hang, reckoned from sun and moon (GB/T 33661-2017).

A month begins on the day of the new moon in UTC+8; the winter solstice lies in the eleventh; of thirteen months between two
solstices the first without a principal term is a leap month. The formulas are those of J. Meeus, Astronomical Algorithms:
chapters 25 (the sun, to a quarter of an hour) and 49 (the new moon, to a minute).
"""

import datetime as dt
import functools
import itertools
import math

BEIJING_NOON = 8 / 24 - 0.5
"""Added to a Julian date, its whole part counts days that begin at midnight in UTC+8."""
J2000 = 2451545.0
EPOCH = 2451550.09766
"""The new moon of 6 January 2000, with which `k` counts from 0."""
MONTH = 29.530588861
LEAP_YEAR = 13
"""Months from one solstice to the next where one of them is a leap month."""
EARTH_S = 69.0
"""Seconds by which the even time of the formulas is ahead of the clock, in our years."""

_MOON = (
    (-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2), (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2), (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0), (0.00042, 1, 0, 2), (0.00038, 1, 0, -2), (-0.00024, -1, 2, 0),
)  # fmt: skip
"""Days by which a new moon is early or late: by sun's anomaly, moon's anomaly and moon's latitude, in these multiples."""


def solar_term(year: int, degrees: int) -> dt.date:
    """The day in UTC+8 on which the sun reaches a longitude, counted from the spring equinox (15: 清明) of a year."""
    guess = J2000 + (year - 2000) * 365.2422 + 79.3 + degrees * 1.0146
    for _ in range(6):
        left = (degrees - _sun(guess) + 180) % 360 - 180
        guess += left * 365.2422 / 360
    return _day(guess)


def lunar_day(year: int, month: int, day: int) -> dt.date:
    """A day of the Chinese year that begins in `year`; of months that come twice the first, which is no leap month."""
    for number, first in _months(year):
        if number == month:
            return first + dt.timedelta(days=day - 1)
    raise ValueError(f"a Chinese year has no month {month}")


@functools.lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[int, dt.date], ...]:
    """(number, first day) of the months 1 to 10 of a Chinese year, without a leap month."""
    begins = _new_moons(solar_term(year - 1, 270), solar_term(year, 270))
    numbers, number = [], 11
    leaps = len(begins) - 1 == LEAP_YEAR
    for first, following in itertools.pairwise(begins):
        if leaps and not _has_principal_term(first, following):
            leaps = False
            continue
        numbers.append(((number - 1) % 12 + 1, first))
        number += 1
    return tuple(each for each in numbers if each[0] < 11)  # noqa: PLR2004 -- the eleventh month opens the reckoning


def _new_moons(solstice: dt.date, following: dt.date) -> list[dt.date]:
    """The first days of the months from the one that holds a solstice to the one that holds the next."""
    k = round((solstice - dt.date(2000, 1, 6)).days / MONTH) - 2
    days = [_new_moon(each) for each in range(k, k + 18)]
    first = max(day for day in days if day <= solstice)
    last = max(day for day in days if day <= following)
    return [day for day in days if first <= day <= last]


def _has_principal_term(first: dt.date, following: dt.date) -> bool:
    """Whether the sun reaches a multiple of 30 degrees in a month."""
    return _sign_before(first) != _sign_before(following)


def _sign_before(day: dt.date) -> int:
    """The sign of the sun when a day begins in UTC+8."""
    return int(_sun(day.toordinal() + 1721424.5 - 8 / 24) // 30)


def _sun(julian: float) -> float:
    """The sun's apparent longitude in degrees."""
    t = (julian - J2000) / 36525
    anomaly = math.radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * math.sin(anomaly) + 0.019993 * math.sin(2 * anomaly)
    centre += 0.000289 * math.sin(3 * anomaly)
    node = math.radians(125.04 - 1934.136 * t)
    return (280.46646 + 36000.76983 * t + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


def _new_moon(k: int) -> dt.date:
    t = k / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * k)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    mean = EPOCH + MONTH * k + 0.00015437 * t * t
    node = math.radians(124.7746 - 1.56375588 * k)
    moved = sum(days * math.sin(a * sun + b * moon + c * latitude) for days, a, b, c in _MOON)
    return _day(mean + moved - 0.00017 * math.sin(node))


def _day(julian: float) -> dt.date:
    """The day in UTC+8 of an instant of even time."""
    days = math.floor(julian - EARTH_S / 86400 + BEIJING_NOON + 1)
    return dt.date.fromordinal(days - 1721425)
