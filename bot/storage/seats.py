"""Who has a seat in an enterprise, invitations to one, and which of its tickets are shared with whom."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Standing
from bot.domain.ticket import Ticket
from bot.storage import codec, tickets
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody with a seat; `name` is that by which colleagues know them."""

    person: int
    name: str
    lang: Lang
    since: dt.datetime
    standing: Standing


async def of_enterprise(tx: Transaction, enterprise: int) -> list[Seated]:
    """Those who share an enterprise's tickets, the keeper first."""
    return [each for each in await all_of(tx, enterprise) if each.standing is not Standing.CLAIMED]


async def all_of(tx: Transaction, enterprise: int) -> list[Seated]:
    """Whoever has a seat in an enterprise, the keeper first; also those who only say that they belong to it."""
    return [_seated(row) for row in await tx.all("seats.of_enterprise", enterprise=enterprise)]


async def beside(tx: Transaction, ticket: Ticket) -> set[int]:
    """Its owner, and whoever has a seat in its enterprise or says so: none of them is its lawyer."""
    firm = await all_of(tx, ticket.enterprise) if ticket.enterprise is not None else []
    return {ticket.owner, *(each.person for each in firm)}


async def invite(
    tx: Transaction, code: str, enterprise: int, *, by: int, now: dt.datetime, expires_at: dt.datetime
) -> None:
    """Keep a one-time invitation to a seat."""
    values = {"now": to_ms(now), "expires_at": to_ms(expires_at), "enterprise": enterprise}
    await tx.change("seats.invite", code=vault.Findable(code), by=by, **values)


async def is_invitation(tx: Transaction, code: str) -> bool:
    """Whether this is, or was, an invitation to a seat."""
    return await tx.one("seats.is_invitation", code=vault.Findable(code)) is not None


async def invitation(tx: Transaction, code: str, now: dt.datetime) -> int | None:
    """To which enterprise an invitation leads; None if it is unknown, used, expired, or its maker no longer the keeper."""
    row = await tx.one("seats.invitation", code=vault.Findable(code), now=to_ms(now))
    return row["enterprise"] if row else None


async def use_invitation(tx: Transaction, code: str, person: int, now: dt.datetime) -> bool:
    """Use an invitation up; False if somebody was faster."""
    return (
        await tx.change("seats.use_invitation", code=vault.Findable(code), person=person, now=to_ms(now)) == 1
    )


async def admit(tx: Transaction, person: int, enterprise: int, now: dt.datetime) -> bool:
    """Give somebody a seat beside its keeper, in place of the one they have; False if nobody keeps this enterprise.

    Its name and town are as the keeper typed them, kept with the key of whoever is let in: the keeper may be forgotten.
    """
    kept = await tx.one("seats.as_kept", enterprise=enterprise)
    if kept is None:
        return False
    words = {
        column: kept[column]
        and codec.write_text(
            codec.read_text(kept[column]), codec.place(vault.person(person), f"seats.{column}", person)
        )
        for column in ("name", "town")
    }
    return await tx.change("seats.admit", person=person, enterprise=enterprise, now=to_ms(now), **words) == 1


async def let_in(tx: Transaction, person: int, enterprise: int, now: dt.datetime) -> bool:
    """Let somebody share an enterprise's tickets who only said that they belong to it; False if they say so no longer."""
    return await tx.change("seats.let_in", person=person, enterprise=enterprise, now=to_ms(now)) == 1


async def set_standing(tx: Transaction, person: int, enterprise: int, standing: Standing) -> None:
    """Make somebody with a seat the keeper, or a member."""
    await tx.change("seats.set_standing", person=person, enterprise=enterprise, standing=standing.value)


async def stand_up(tx: Transaction, person: int, enterprise: int) -> bool:
    """Take a seat away, and what waits to be said to them of others' tickets; False if they had none there.

    What they own is passed on before (`pass_tickets_on`).
    """
    values = {"person": person, "enterprise": enterprise}
    if await tx.change("seats.stand_up", **values) == 0:
        return False
    await tx.change("seats.unfollow_all", **values)
    await tx.change("seats.forget_relays", **values)
    await tx.change("seats.drop_waiting", **values)
    return True


async def pass_tickets_on(
    tx: Transaction, enterprise: int, *, person: int, heir: int, lang: Lang
) -> list[Ticket]:
    """Make `heir` the owner of what somebody opened and shared; those tickets as they are then."""
    await tx.change("seats.detach_deadlines", enterprise=enterprise, person=person)
    values = {"enterprise": enterprise, "person": person, "heir": heir, "lang": lang}
    return [tickets.of_row(row) for row in await tx.all("seats.pass_tickets_on", **values)]


async def share(tx: Transaction, ticket: Ticket, now: dt.datetime) -> Ticket | None:
    """Let those see a ticket who have a seat in its enterprise now; None if it has changed since it was read."""
    row = await tx.one("seats.share", ticket=ticket.id, version=ticket.version, now=to_ms(now))
    return tickets.of_row(row) if row else None


async def follow(tx: Transaction, ticket: int, person: int, now: dt.datetime) -> bool:
    """Note that a colleague takes part in a ticket; False if they do already."""
    return await tx.change("seats.follow", ticket=ticket, person=person, now=to_ms(now)) == 1


async def unfollow(tx: Transaction, ticket: int, person: int) -> bool:
    """Note that a colleague no longer takes part in a ticket; False if they did not."""
    return await tx.change("seats.unfollow", ticket=ticket, person=person) == 1


async def followers(tx: Transaction, ticket: int) -> list[int]:
    """The colleagues who take part in a ticket, the first who came first. Whether they still may is asked elsewhere."""
    return [row["person"] for row in await tx.all("seats.followers", ticket=ticket)]


def _seated(row: Row) -> Seated:
    name = codec.read_text(row["name"] or "")
    return Seated(
        row["person"], name, row["language"] or "zh", from_ms(row["since"]), Standing(row["standing"])
    )
