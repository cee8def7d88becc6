"""Owners are told when the desk rests: an admin sees the very notice and for how many it is, and sends it once.

It goes out a few at a time, so that words in tickets do not wait behind it; an alarm goes on with it until all is delivered.
"""

import datetime as dt

from bot.domain.answer import LANGS, Lang
from bot.domain.delivery import State
from bot.domain.holiday import Holiday, next_holiday
from bot.domain.notice_actions import DropNotice, NoticesOff, NoticesOn, SendNotice
from bot.domain.outgoing import Notice, Rows, button
from bot.domain.people import Person
from bot.storage import alarms
from bot.storage import holiday_notices as kept
from bot.storage.alarms import DeskAlarm
from bot.usecases import views
from bot.usecases.messages import say, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

RECENT_DAYS = 90
"""Whoever asked something within so many days is thought to have something with the desk."""
RECENT, ALL = AUDIENCES = ("recent", "all")
AT_ONCE = 20
"""Notices that are written at once: less than a second of what the bot may send."""
PAUSE = dt.timedelta(seconds=2)
PATIENCE = dt.timedelta(minutes=1)
"""Between two looks whether all has arrived."""


async def draft(uow: UnitOfWork, admin: Person) -> None:
    """Show the notice of the next holiday as owners will see it, in each language, and for how many it is."""
    holiday = _next(uow)
    before = await kept.find(uow.tx, holiday.first)
    if before is not None:
        await _tell_already(uow, admin, before)
        return
    for lang in LANGS:
        await uow.tell(_notice(admin.id, holiday, lang))
    counts = {each: len(await kept.readers(uow.tx, each, _recently(uow))) for each in AUDIENCES}
    known = uow.calendar.covered(holiday.first.year)
    preview = say(
        admin,
        "holiday.preview",
        _choices(holiday, counts),
        postscript="" if known else "holiday.not_announced",
        first=holiday.first.isoformat(),
        last=holiday.last.isoformat(),
        days=RECENT_DAYS,
        recent=counts[RECENT],
        all=counts[ALL],
        year=holiday.first.year,
    )
    await uow.tell(preview)


async def send(uow: UnitOfWork, admin: Person, first: str, audience: str) -> None:
    """Begin to send it; of two admins who tap at once one does."""
    holiday = _next(uow)
    if holiday.first.isoformat() != first or audience not in AUDIENCES:
        await uow.tell(say(admin, "holiday.stale"))
        return
    if not await kept.begin(uow.tx, holiday, audience, admin.id, uow.now):
        before = await kept.find(uow.tx, holiday.first)
        assert before is not None
        await _tell_already(uow, admin, before)
        return
    await alarms.wind(uow.tx, DeskAlarm.NOTICE, None, uow.now, uow.now)
    await uow.tell(say(admin, "holiday.sending"))


async def drop(uow: UnitOfWork, admin: Person) -> None:
    """Send nothing."""
    await uow.tell(say(admin, "holiday.dropped"))


async def go_on(uow: UnitOfWork) -> None:
    """Write the next few, or tell the admins that all has arrived."""
    notice = await kept.running(uow.tx)
    if notice is None:
        return
    coming = await kept.readers(uow.tx, notice.audience, _recently(uow), after=notice.reached, most=AT_ONCE)
    for person, lang in coming:
        await uow.tell(_notice(person, notice.holiday, lang, once=f"{_prefix(notice.holiday)}{person}"))
    if coming:
        await kept.reached(uow.tx, notice, coming[-1][0])
        await alarms.wind(uow.tx, DeskAlarm.NOTICE, None, uow.now + PAUSE, uow.now)
        return
    fates = await kept.fates(uow.tx, _prefix(notice.holiday))
    if fates.get(State.PENDING) or fates.get(State.SENDING):
        await alarms.wind(uow.tx, DeskAlarm.NOTICE, None, uow.now + PATIENCE, uow.now)
        return
    await kept.told(uow.tx, notice, uow.now)
    sent = fates.get(State.SENT, 0)
    failed = sum(fates.values()) - sent
    await tell_admins(uow, "holiday.done", first=notice.holiday.first.isoformat(), sent=sent, failed=failed)
    await alarms.wind(
        uow.tx, DeskAlarm.NOTICE, None, uow.now, uow.now
    )  # another may have been begun meanwhile


async def want(uow: UnitOfWork, person: Person, *, wanted: bool) -> None:
    """Somebody wants to hear of holidays, or not any more."""
    await kept.set_wanted(uow.tx, person.id, uow.now, wanted=wanted)
    rows: Rows = () if wanted else ((button("button.notices_on", NoticesOn()),),)
    await uow.tell(say(person, "holiday.on" if wanted else "holiday.off", rows))


def _next(uow: UnitOfWork) -> Holiday:
    return next_holiday(uow.calendar, uow.today)


def _recently(uow: UnitOfWork) -> dt.datetime:
    return uow.now - dt.timedelta(days=RECENT_DAYS)


def _prefix(holiday: Holiday) -> str:
    return f"holiday:{holiday.first.isoformat()}:"


def _notice(person: int, holiday: Holiday, lang: Lang, once: str | None = None) -> Notice:
    rows = ((button("button.notices_off", NoticesOff()),),)
    return say(
        person,
        "holiday.notice",
        rows,
        lang=lang,
        once=once,
        first=holiday.first.isoformat(),
        last=holiday.last.isoformat(),
        back=holiday.back.isoformat(),
    )


def _choices(holiday: Holiday, counts: dict[str, int]) -> Rows:
    first = holiday.first.isoformat()
    recent = button("button.holiday_recent", SendNotice(first, RECENT), count=counts[RECENT])
    everybody = button("button.holiday_all", SendNotice(first, ALL), count=counts[ALL])
    ways = [each for each, audience in ((recent, RECENT), (everybody, ALL)) if counts[audience]]
    return (*((each,) for each in ways), (button("button.holiday_drop", DropNotice()),))


async def _tell_already(uow: UnitOfWork, admin: Person, before: kept.HolidayNotice) -> None:
    first, at = before.holiday.first.isoformat(), views.local_time(uow, before.at)
    await uow.tell(say(admin, "holiday.already", first=first, name=before.by, at=at))
