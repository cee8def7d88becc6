"""Tickets and their events. Only `bot.usecases.lifecycle` opens, changes and closes them."""

import datetime as dt
import json

from bot.domain.answer import Lang
from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Person
from bot.domain.resolution import Event
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, State, Ticket
from bot.storage.engine.database import Row, Transaction

OPENED = "open"
"""The event with which a ticket begins."""
URGENT = "urgent"
"""The event of a ticket that cannot wait any longer, such as for its last day."""


async def open_ticket(
    tx: Transaction,
    *,
    owner: int,
    enterprise: int | None,
    question: int | None,
    measure: str | None,
    lang: Lang,
    urgent: bool,
    emergency: str | None,
    follows: int | None = None,
    now: dt.datetime,
) -> Ticket | None:
    """A new waiting ticket; None when the question already has one."""
    row = await tx.one(
        "tickets.open",
        owner=owner,
        enterprise=enterprise,
        question=question,
        measure=measure,
        lang=lang,
        urgent=int(urgent),
        emergency=emergency,
        follows=follows,
        state=State.WAITING.value,
        now=to_ms(now),
    )
    return of_row(row) if row else None


async def save(tx: Transaction, ticket: Ticket) -> Ticket | None:
    """Keep a ticket as `bot.domain.ticket.moved` made it; None if it has changed since it was read."""
    row = await tx.one(
        "tickets.save",
        id=ticket.id,
        version=ticket.version,
        before=ticket.version - 1,
        state=ticket.state.value,
        lawyer=ticket.lawyer,
        urgent=int(ticket.urgent),
        emergency=ticket.emergency,
        emergency_at=_ms(ticket.emergency_at),
        taken_at=_ms(ticket.taken_at),
        answered_at=_ms(ticket.answered_at),
        closed_at=_ms(ticket.closed_at),
        close_reason=ticket.close_reason,
        asked=ticket.asked,
        guest=ticket.guest,
        snoozed_until=_ms(ticket.snoozed_until),
    )
    return of_row(row) if row else None


async def note_event(
    tx: Transaction,
    ticket: Ticket,
    act: Act | str,
    now: dt.datetime,
    *,
    by: int | None = None,
    reason: str | None = None,
) -> None:
    """Write down what happened to a ticket, and how it stands now."""
    await tx.change(
        "tickets.note_event",
        ticket=ticket.id,
        now=to_ms(now),
        act=str(act),
        state=ticket.state.value,
        person=by,
        reason=reason,
    )


async def events(tx: Transaction, ticket: int) -> list[tuple[str, str, int | None, str | None]]:
    """(act, state afterwards, person, reason) of all that happened to a ticket, in order."""
    rows = await tx.all("tickets.events", ticket=ticket)
    return [(row["act"], row["state"], row["person"], row["reason"]) for row in rows]


async def history(tx: Transaction, ticket: int) -> list[Event]:
    """What happened to a ticket when, in order."""
    rows = await tx.all("tickets.events", ticket=ticket)
    return [Event(from_ms(row["at"]), row["act"], State(row["state"])) for row in rows]


async def last_event(tx: Transaction, ticket: int, act: Act) -> dt.datetime | None:
    """When this was last done with a ticket; None for never."""
    row = await tx.one("tickets.last_event", ticket=ticket, act=act.value)
    return _instant(row["at"]) if row else None


async def times_of(tx: Transaction, ticket: int, act: Act | str) -> list[dt.datetime]:
    """When this happened to a ticket, in order."""
    return [from_ms(row["at"]) for row in await tx.all("tickets.times_of", ticket=ticket, act=str(act))]


async def find(tx: Transaction, ticket: int) -> Ticket | None:
    """The ticket with this number."""
    row = await tx.one("tickets.find", ticket=ticket)
    return of_row(row) if row else None


async def by_question(tx: Transaction, question: int) -> Ticket | None:
    """The ticket that a question became."""
    row = await tx.one("tickets.by_question", question=question)
    return of_row(row) if row else None


async def of_owner(tx: Transaction, owner: int) -> list[Ticket]:
    """An owner's tickets, the newest first."""
    return [of_row(row) for row in await tx.all("tickets.of_owner", owner=owner)]


async def seen_by(tx: Transaction, person: Person) -> list[Ticket]:
    """The tickets that a person asks in, their own and those shared with them, the newest first."""
    found = [of_row(row) for row in await tx.all("tickets.seen_by", person=person.id)]
    return [each for each in found if asks_in(person, each)]


async def open_of_owner(tx: Transaction, owner: int) -> list[Ticket]:
    """An owner's tickets that are not closed, the oldest first."""
    return [of_row(row) for row in await tx.all("tickets.open_of_owner", owner=owner)]


async def held_by(tx: Transaction, lawyer: int) -> list[Ticket]:
    """The tickets that a lawyer holds, the urgent and old ones first."""
    return [of_row(row) for row in await tx.all("tickets.held_by", lawyer=lawyer)]


async def shared_with(tx: Transaction, lawyer: int) -> list[Ticket]:
    """Tickets that a colleague holds and this lawyer reads along in, or is asked to take over; the old ones first."""
    return [of_row(row) for row in await tx.all("tickets.shared_with", lawyer=lawyer)]


async def closed_of(tx: Transaction, lawyer: int) -> list[Ticket]:
    """The closed tickets of a lawyer from which no conflict of interest keeps them, the latest first."""
    found = [of_row(row) for row in await tx.all("tickets.closed_of", lawyer=lawyer)]
    return [ticket for ticket in found if lawyer not in ticket.conflicted]


async def waiting(tx: Transaction) -> list[Ticket]:
    """Tickets that nobody has taken, the urgent and old ones first."""
    return [of_row(row) for row in await tx.all("tickets.waiting", state=State.WAITING.value)]


async def waiting_with(tx: Transaction, lawyer: int) -> list[Ticket]:
    """Tickets that nobody has taken and that are offered to this lawyer now."""
    rows = await tx.all("tickets.waiting_with", state=State.WAITING.value, lawyer=lawyer)
    return [of_row(row) for row in rows]


async def unoffered(tx: Transaction) -> list[Ticket]:
    """Tickets that nobody has taken and nobody is looking at, the urgent and old ones first."""
    return [of_row(row) for row in await tx.all("tickets.unoffered", state=State.WAITING.value)]


async def set_helped(tx: Transaction, ticket: int, *, helped: bool) -> None:
    """Note whether the owner says that the answer helped."""
    await tx.change("tickets.set_helped", ticket=ticket, helped=int(helped))


async def speak_to_owner(tx: Transaction, owner: int, lang: Lang) -> None:
    """Let all that is said of an owner's tickets from now on be said in this language."""
    await tx.change("tickets.speak_to_owner", owner=owner, lang=lang)


async def counts(tx: Transaction, since: dt.datetime) -> dict[str, int]:
    """How many tickets opened since then were taken, answered, closed, helped."""
    row = await tx.one("tickets.counts_since", since=to_ms(since))
    assert row is not None
    return {key: int(row[key]) for key in ("opened", "taken", "answered", "closed", "helped", "not_helped")}


async def median_wait(tx: Transaction, since: dt.datetime) -> dt.timedelta | None:
    """The median time from opening to the lawyer's first words, for tickets opened since then."""
    rows = await tx.all("tickets.reaction_times", since=to_ms(since))
    return dt.timedelta(milliseconds=rows[len(rows) // 2]["waited"]) if rows else None


def of_row(row: Row) -> Ticket:
    """The ticket of a row with all columns of `tickets`."""
    return Ticket(
        id=row["id"],
        owner=row["owner"],
        enterprise=row["enterprise"],
        question=row["question"],
        measure=row["measure"],
        lang=row["lang"],
        urgent=bool(row["urgent"]),
        state=State(row["state"]),
        lawyer=row["lawyer"],
        opened_at=from_ms(row["opened_at"]),
        taken_at=_instant(row["taken_at"]),
        answered_at=_instant(row["answered_at"]),
        closed_at=_instant(row["closed_at"]),
        close_reason=row["close_reason"],
        helped=None if row["helped"] is None else bool(row["helped"]),
        emergency=row["emergency"],
        emergency_at=_instant(row["emergency_at"]),
        side=row["side"],
        conflicted=frozenset(json.loads(row["conflicted"])),
        asked=row["asked"],
        guest=row["guest"],
        snoozed_until=_instant(row["snoozed_until"]),
        follows=row["follows"],
        shared_at=_instant(row["shared_at"]),
        asks_facts=bool(row["asks_facts"]),
        version=row["version"],
    )


def _instant(milliseconds: int | None) -> dt.datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)


def _ms(instant: dt.datetime | None) -> int | None:
    return None if instant is None else to_ms(instant)
