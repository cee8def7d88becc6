"""Which holidays owners were told of, how far that has come, and who wants to hear of them."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.delivery import State
from bot.domain.holiday import Holiday
from bot.domain.instant import from_ms, to_ms
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction

EVERYBODY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """A notice that was begun; `reached` is the last person for whom it was written."""

    holiday: Holiday
    audience: str
    reached: int
    at: dt.datetime
    by: str


async def begin(tx: Transaction, holiday: Holiday, audience: str, by: int, now: dt.datetime) -> bool:
    """Note that a notice is sent; False if one for this holiday was begun before, by whomever."""
    changed = await tx.change(
        "holiday_notices.begin",
        first_day=holiday.first.isoformat(),
        last_day=holiday.last.isoformat(),
        back_day=holiday.back.isoformat(),
        audience=audience,
        sent_by=by,
        now=to_ms(now),
    )
    return changed == 1


async def find(tx: Transaction, first: dt.date) -> HolidayNotice | None:
    """The notice of the holiday that begins on this day."""
    row = await tx.one("holiday_notices.find", first_day=first.isoformat())
    return _notice(row) if row else None


async def running(tx: Transaction) -> HolidayNotice | None:
    """A notice of which the admins were not told yet that it is through."""
    row = await tx.one("holiday_notices.running")
    return _notice(row) if row else None


async def readers(
    tx: Transaction, audience: str, since: dt.datetime, *, after: int = 0, most: int = EVERYBODY
) -> list[tuple[int, Lang]]:
    """(person, language) of those who are to be told, by their ids, from the one after `after` on."""
    rows = await tx.all(
        "holiday_notices.readers", audience=audience, since=to_ms(since), after=after, most=most
    )
    return [(row["id"], row["language"] or "zh") for row in rows]


async def reached(tx: Transaction, notice: HolidayNotice, person: int) -> None:
    """Note for whom it was written last."""
    await tx.change("holiday_notices.reached", first_day=notice.holiday.first.isoformat(), reached=person)


async def fates(tx: Transaction, prefix: str) -> dict[State, int]:
    """How many of the notices whose `once` begins so are in which state."""
    rows = await tx.all("holiday_notices.fates", pattern=f"{prefix}%")
    return {State(row["state"]): int(row["number"]) for row in rows}


async def told(tx: Transaction, notice: HolidayNotice, now: dt.datetime) -> None:
    """Note that the admins were told that it is through."""
    await tx.change("holiday_notices.told", first_day=notice.holiday.first.isoformat(), now=to_ms(now))


async def set_wanted(tx: Transaction, person: int, now: dt.datetime, *, wanted: bool) -> None:
    """Note whether somebody wants to hear of holidays."""
    await tx.change("holiday_notices.set_wanted", person=person, wanted=int(wanted), now=to_ms(now))


def _notice(row: Row) -> HolidayNotice:
    days = (dt.date.fromisoformat(row[name]) for name in ("first_day", "last_day", "back_day"))
    return HolidayNotice(
        Holiday(*days),
        row["audience"],
        row["reached"],
        from_ms(row["sent_at"]),
        codec.read_text(row["name"] or ""),
    )
