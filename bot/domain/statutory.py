"""The public holidays that the law itself names: 全国年节及纪念日放假办法, as revised on 10 November 2024, art. 2.

What the State Council arranges around them each year (long holidays, make-up days, the day off for a holiday on a weekend,
art. 6 and 7) stands in `knowledge/calendar.yaml` once it is announced, and is not guessed here.
"""

import datetime as dt
import functools

from bot.domain.lunar import lunar_day, solar_term

SINCE = 2025
"""The first year under the revised rules; of earlier years that are not on file nothing is said."""
UNTIL = 2100
"""The last year for which the formulas of `bot.domain.lunar` are meant."""
DAY = dt.timedelta(days=1)
TOMB_SWEEPING = 15
"""Degrees of the sun's way at 清明."""


@functools.lru_cache(maxsize=128)
def statutory_holidays(year: int) -> frozenset[dt.date]:
    """Every day of the year that is off for everybody by the law alone; none outside the years that it is known for."""
    if not SINCE <= year <= UNTIL:
        return frozenset()
    spring = lunar_day(year, 1, 1)
    fixed = {dt.date(year, month, day) for month, day in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))}
    moving = {solar_term(year, TOMB_SWEEPING), lunar_day(year, 5, 5), lunar_day(year, 8, 15)}
    return frozenset({*fixed, *moving, *(spring + number * DAY for number in range(-1, 3))})
