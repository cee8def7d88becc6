"""How the time that the desk aims at is read by owners: with its weekday, and never as a promise."""

import datetime as dt

from bot.domain.answer import Lang
from bot.locales import say
from bot.usecases.unit_of_work import UnitOfWork


def aim(uow: UnitOfWork, instant: dt.datetime, lang: Lang) -> str:
    """An instant that the desk aims at, with its weekday: `周一（11-23）16:40`, in the office's time zone."""
    local = instant.astimezone(uow.calendar.timezone)
    weekday = say("lastday.weekdays", lang).split()[local.weekday()]
    return say("aim.time", lang, weekday=weekday, day=local.strftime("%m-%d"), time=local.strftime("%H:%M"))
