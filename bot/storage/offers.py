"""Who was offered a ticket, why, by which notice, and whether it was passed on."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import to_ms
from bot.storage.engine.database import Row, Transaction

TAKEN_BACK = "taken_back"
"""The reason of an offer that its lawyer could not be shown, or was not there for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A ticket shown to a lawyer: why, by which notice, and whether it was passed on."""

    ticket: int
    lawyer: int
    reason: str
    notice: int | None
    passed: bool


async def make(
    tx: Transaction, ticket: int, lawyer: int, reason: str, now: dt.datetime, *, notice: int | None = None
) -> None:
    """Note that a ticket is offered to a lawyer, by this notice."""
    await tx.change("offers.make", ticket=ticket, lawyer=lawyer, reason=reason, now=to_ms(now), notice=notice)


async def pass_on(tx: Transaction, ticket: int, lawyer: int, now: dt.datetime) -> bool:
    """Note that a lawyer passed an offer on; False if it was not offered or passed on before."""
    return await tx.change("offers.pass_on", ticket=ticket, lawyer=lawyer, now=to_ms(now)) == 1


async def take_back(tx: Transaction, ticket: int, lawyer: int, now: dt.datetime) -> bool:
    """Note that a lawyer was not there for an offer, which is no refusal; False if it was not open."""
    values = {"ticket": ticket, "lawyer": lawyer, "reason": TAKEN_BACK, "now": to_ms(now)}
    return await tx.change("offers.take_back", **values) == 1


async def forget_taken_back(tx: Transaction, lawyer: int) -> None:
    """Let what was taken back from a lawyer be offered to them again: they are there now."""
    await tx.change("offers.forget_taken_back", lawyer=lawyer, reason=TAKEN_BACK)


async def of_ticket(tx: Transaction, ticket: int) -> list[Offer]:
    """To whom a ticket was offered, in order."""
    return [_offer(row) for row in await tx.all("offers.of_ticket", ticket=ticket)]


async def find(tx: Transaction, ticket: int, lawyer: int) -> Offer | None:
    """The offer of a ticket to one lawyer."""
    row = await tx.one("offers.find", ticket=ticket, lawyer=lawyer)
    return _offer(row) if row else None


async def is_open(tx: Transaction, ticket: int, lawyer: int) -> bool:
    """Whether a ticket is offered to this lawyer and not passed on."""
    offer = await find(tx, ticket, lawyer)
    return offer is not None and not offer.passed


async def by_notice(tx: Transaction, notice: int) -> Offer | None:
    """The offer whose card this notice is."""
    row = await tx.one("offers.by_notice", notice=notice)
    return _offer(row) if row else None


async def withdraw(tx: Transaction, ticket: int) -> None:
    """Forget to whom a ticket was offered, so that everybody can be asked again."""
    await tx.change("offers.withdraw", ticket=ticket)


def _offer(row: Row) -> Offer:
    return Offer(row["ticket"], row["lawyer"], row["reason"], row["notice"], row["passed_at"] is not None)
