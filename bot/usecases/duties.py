"""When a lawyer is there: on and off duty, off for a while, leave, days in court, own weekly hours.

Nothing ends by a timer: who is on duty is reckoned when it is asked (`bot.domain.duty`). A lawyer changes their own only.
"""

import datetime as dt
import re

from bot import locales
from bot.domain.duty import Absence, Away, Duty, WeeklyHours
from bot.domain.duty_actions import SetDuty, TakeBackAbsence
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.spoken_until import Moment, read
from bot.storage import roster
from bot.usecases import assignment
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

WORDS = {
    **dict.fromkeys(("on", "上班", "值班", "回来"), "on"),
    **dict.fromkeys(("off", "下班", "休息"), "off"),
    **dict.fromkeys(("leave", "休假", "请假"), "leave"),
    **dict.fromkeys(("court", "开庭"), "court"),
    **dict.fromkeys(("hours", "工作时间"), "hours"),
}
"""What a lawyer may write behind /duty, in either language."""
UNTIL = re.compile(r"^(?:until|till|to|直到|到)\s*")
BETWEEN = re.compile(r"\s+(?:to|until|till)\s+|\s*(?:到|至|~)\s*")
SHORT = dt.timedelta(hours=2)
"""For so long somebody is off who only says "for a while"."""
LONGEST = dt.timedelta(days=366)
"""A longer absence is a slip of the pen, or the end of the work here."""
MOST_PLANNED = 6
"""Absences that are listed with a button each."""


async def hear(uow: UnitOfWork, lawyer: Person, words: str) -> None:
    """What a lawyer wrote behind /duty; nothing: tell how it is."""
    first, _, rest = words.strip().partition(" ")
    known = next((each for each in WORDS if first.lower().startswith(each)), "")
    rest = f"{first[len(known) :]} {rest}".strip()
    match WORDS.get(known):
        case "on":
            await _on(uow, lawyer)
        case "off":
            await _off(uow, lawyer, UNTIL.sub("", rest.lower()))
        case "leave" | "court" as kind:
            await _away(uow, lawyer, Away(kind), rest)
        case "hours":
            await _hours(uow, lawyer, rest)
        case _ if words:
            await uow.tell(say(lawyer, "duty.how"))
        case _:
            await tell(uow, lawyer)


async def tap(uow: UnitOfWork, lawyer: Person, word: str) -> None:
    """A button of /duty."""
    ends = {"hours": uow.now + SHORT, "tomorrow": _midnight(uow, 1), "monday": _midnight(uow, 0, monday=True)}
    if word == "on":
        await _on(uow, lawyer)
    elif word == "off":
        await _set_off(uow, lawyer, None)
    elif word in ends:
        await _set_off(uow, lawyer, ends[word])
    else:
        await uow.tell(say(lawyer, "tap.unknown"))


async def take_back(uow: UnitOfWork, lawyer: Person, absence: int) -> None:
    """Take an absence back, or end it."""
    if await roster.end_absence(uow.tx, lawyer.id, absence, uow.now):
        await tell(uow, lawyer)
        if (await _duty_of(uow, lawyer)).is_on(uow.now, uow.calendar):
            await assignment.comes_on_duty(uow, lawyer)
    else:
        await uow.tell(say(lawyer, "tap.unknown"))


async def tell(uow: UnitOfWork, lawyer: Person) -> None:
    """Tell a lawyer whether tickets come, until when or from when, and their hours."""
    duty = await _duty_of(uow, lawyer)
    key, until = _standing(uow, duty)
    ahead = [each for each in duty.absences if not each.covers(uow.now)][:MOST_PLANNED]
    planned = "\n".join(_planned(uow, each, lawyer) for each in ahead)
    rows = (*_rows(duty, uow.now, is_on=key in ("duty.is_on", "duty.on_extra")), *_absence_rows(uow, ahead))
    postscript = "duty.hours_planned" if planned else "duty.hours"
    hours = _in_hours(uow, duty, lawyer)
    told = _time(uow, until, lawyer) if until else ""
    await uow.tell(say(lawyer, key, rows, postscript=postscript, hours=hours, planned=planned, until=told))


async def _on(uow: UnitOfWork, lawyer: Person) -> None:
    """Back: what keeps them away ends. Outside of their hours the word holds until these begin."""
    duty = await _duty_of(uow, lawyer)
    running = duty.absence(uow.now)
    if running is not None:
        await roster.end_absence(uow.tx, lawyer.id, running.id, uow.now)
    opens = duty.calendar(uow.calendar).next_opening(uow.now)
    await roster.set_duty(uow.tx, lawyer.id, on_duty=True, until=opens if opens > uow.now else None)
    await tell(uow, lawyer)
    await assignment.comes_on_duty(uow, lawyer)


async def _off(uow: UnitOfWork, lawyer: Person, words: str) -> None:
    if not words:
        await _set_off(uow, lawyer, None)
        return
    until = read(words, uow.said_on).at(_zoned(uow, uow.said_at))
    if until is None or until - uow.now > LONGEST:
        await uow.tell(say(lawyer, "duty.no_time"))
    elif until <= uow.now:  # the message has waited for longer than that
        await tell(uow, lawyer)
    else:
        await _set_off(uow, lawyer, until.astimezone(dt.UTC))


async def _set_off(uow: UnitOfWork, lawyer: Person, until: dt.datetime | None) -> None:
    await roster.set_duty(uow.tx, lawyer.id, on_duty=False, until=until)
    await tell(uow, lawyer)
    await assignment.pass_on_offers(uow, lawyer)


async def _away(uow: UnitOfWork, lawyer: Person, kind: Away, words: str) -> None:
    """Note a leave or a day in court: one day, or from a day or time to another; the last day counts."""
    first, *last = BETWEEN.split(words.lower(), maxsplit=1)
    begins = read(first, uow.said_on)
    span = _span(uow, begins, read(last[0], begins.day or uow.said_on) if last else begins)
    if span is None:
        await uow.tell(say(lawyer, "duty.no_time"))
        return
    await roster.add_absence(uow.tx, lawyer.id, kind, *span, uow.now)
    await tell(uow, lawyer)
    if span[0] <= uow.now:
        await assignment.pass_on_offers(uow, lawyer)


def _span(uow: UnitOfWork, begins: Moment, ends: Moment) -> tuple[dt.datetime, dt.datetime] | None:
    day = begins.day or uow.said_on
    last = ends.day or day
    named = begins.day is not None or begins.time is not None
    whole = ends.time is None or ends is begins
    begin = dt.datetime.combine(day, begins.time or dt.time(), uow.calendar.timezone)
    until = dt.timedelta(days=1) if whole else dt.timedelta()
    time = dt.time() if whole or ends.time is None else ends.time
    end = dt.datetime.combine(last, time, uow.calendar.timezone) + until
    fits = named and begin < end and end > uow.now and end - begin <= LONGEST
    return (begin.astimezone(dt.UTC), end.astimezone(dt.UTC)) if fits else None


async def _hours(uow: UnitOfWork, lawyer: Person, words: str) -> None:
    """Own weekly hours, or the office's again."""
    try:
        hours = None if words.lower() in ("office", "单位") else WeeklyHours.parse(words)
    except ValueError:
        await uow.tell(say(lawyer, "duty.no_hours"))
        return
    await roster.set_hours(uow.tx, lawyer.id, hours)
    await tell(uow, lawyer)
    await assignment.deal_out_waiting(uow)


async def _duty_of(uow: UnitOfWork, lawyer: Person) -> Duty:
    known = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    return next((each.duty for each in known if each.id == lawyer.id), Duty(on=False))


def _standing(uow: UnitOfWork, duty: Duty) -> tuple[str, dt.datetime | None]:
    """The sentence that tells how it is, and the time that it names."""
    absence = duty.absence(uow.now)
    if absence is not None:
        return f"away.{absence.kind.value}", duty.back_at(uow.now, uow.calendar) or absence.ends
    if duty.is_on(uow.now, uow.calendar):
        extra = duty.until is not None and duty.until > uow.now
        return ("duty.on_extra", duty.until) if extra else ("duty.is_on", None)
    back = duty.back_at(uow.now, uow.calendar)
    if duty.is_available(uow.now):
        return "duty.is_closed", back
    return ("duty.off_until", back) if back else ("duty.is_off", None)


def _rows(duty: Duty, now: dt.datetime, *, is_on: bool) -> Rows:
    on = button("button.duty_on", SetDuty("on"))
    off = button("button.duty_off", SetDuty("off"))
    if not is_on:
        return ((on, off),) if duty.is_available(now) else ((on,),)
    hours, tomorrow = (
        button("button.off_hours", SetDuty("hours")),
        button("button.off_tomorrow", SetDuty("tomorrow")),
    )
    return ((hours, tomorrow), (button("button.off_monday", SetDuty("monday")), off))


def _absence_rows(uow: UnitOfWork, ahead: list[Absence]) -> Rows:
    return tuple(
        (
            button(
                "button.take_back_absence", TakeBackAbsence(each.id), day=f"{_zoned(uow, each.begins):%m-%d}"
            ),
        )
        for each in ahead
    )


def _planned(uow: UnitOfWork, absence: Absence, lawyer: Person) -> str:
    span = {"begins": _time(uow, absence.begins, lawyer), "ends": _time(uow, absence.ends, lawyer)}
    return locales.say(f"planned.{absence.kind.value}", lawyer.lang, **span)


def _in_hours(uow: UnitOfWork, duty: Duty, lawyer: Person) -> str:
    calendar = duty.calendar(uow.calendar)
    days = locales.say("lastday.weekdays", lawyer.lang).split()
    shifts = ", ".join(f"{each.opens:%H:%M}-{each.closes:%H:%M}" for each in calendar.hours)
    return f"{' '.join(days[day] for day in sorted(calendar.weekdays))}, {shifts}"


def _time(uow: UnitOfWork, instant: dt.datetime, lawyer: Person) -> str:
    local = _zoned(uow, instant)
    return f"{locales.say('lastday.weekdays', lawyer.lang).split()[local.weekday()]} {local:%m-%d %H:%M}"


def _zoned(uow: UnitOfWork, instant: dt.datetime) -> dt.datetime:
    return instant.astimezone(uow.calendar.timezone)


def _midnight(uow: UnitOfWork, days: int, *, monday: bool = False) -> dt.datetime:
    """The beginning of a day ahead, in UTC."""
    day = uow.today + dt.timedelta(days=7 - uow.today.weekday() if monday else days)
    return dt.datetime.combine(day, dt.time(), uow.calendar.timezone).astimezone(dt.UTC)
