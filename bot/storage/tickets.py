"""Tickets, who was offered them, what was said in them, and their alarms."""

import datetime as dt
import json
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.instant import from_ms, to_ms
from bot.domain.message import IncomingMessage
from bot.domain.ticket import CloseReason, State, Ticket
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Offer:
    """A ticket shown to a lawyer: why, by which notice, and whether it was passed on."""

    lawyer: int
    reason: str
    notice: int | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a ticket. `notice` is the one that carries it to the other side."""

    id: int
    ticket: int
    author: str
    person: int
    said: IncomingMessage
    notice: int | None
    at: dt.datetime
    edited_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """An SLA step that fell due: "take" (nobody took it) or "answer" (nobody answered)."""

    ticket: int
    kind: str
    due_at: dt.datetime


async def open_ticket(
    tx: Transaction,
    *,
    owner: int,
    enterprise: int | None,
    question: int | None,
    measure: str | None,
    lang: Lang,
    urgent: bool,
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
        now=to_ms(now),
    )
    return await find(tx, row["id"]) if row else None


async def find(tx: Transaction, ticket: int) -> Ticket | None:
    """The ticket with this number."""
    row = await tx.one("tickets.find", ticket=ticket)
    return _ticket(row) if row else None


async def by_question(tx: Transaction, question: int) -> Ticket | None:
    """The ticket that a question became."""
    row = await tx.one("tickets.by_question", question=question)
    return _ticket(row) if row else None


async def of_owner(tx: Transaction, owner: int, most: int = 10) -> list[Ticket]:
    """An owner's tickets, the newest first."""
    return [_ticket(row) for row in await tx.all("tickets.of_owner", owner=owner, most=most)]


async def open_of_owner(tx: Transaction, owner: int) -> list[Ticket]:
    """An owner's tickets that are not closed, the oldest first."""
    return [_ticket(row) for row in await tx.all("tickets.open_of_owner", owner=owner)]


async def of_lawyer(tx: Transaction, lawyer: int) -> list[Ticket]:
    """The tickets that a lawyer holds, the urgent and old ones first."""
    return [_ticket(row) for row in await tx.all("tickets.of_lawyer", lawyer=lawyer)]


async def waiting(tx: Transaction) -> list[Ticket]:
    """Tickets that nobody has taken, the urgent and old ones first."""
    return [_ticket(row) for row in await tx.all("tickets.waiting")]


async def still_open(tx: Transaction, most: int = 20) -> list[Ticket]:
    """Tickets that are not closed, the urgent and old ones first."""
    return [_ticket(row) for row in await tx.all("tickets.still_open", most=most)]


async def take(tx: Transaction, ticket: int, lawyer: int, now: dt.datetime) -> bool:
    """Take a waiting ticket: one conditional change, so that two lawyers can't both have it."""
    return await tx.change("tickets.take", ticket=ticket, lawyer=lawyer, now=to_ms(now)) == 1


async def hand_back(tx: Transaction, ticket: int, lawyer: int) -> bool:
    """Put a ticket back into the queue; only its lawyer can."""
    return await tx.change("tickets.hand_back", ticket=ticket, lawyer=lawyer) == 1


async def answered(tx: Transaction, ticket: int, now: dt.datetime) -> bool:
    """Note the lawyer's first words; False if there were words before."""
    return await tx.change("tickets.answered", ticket=ticket, now=to_ms(now)) == 1


async def close(tx: Transaction, ticket: int, reason: CloseReason, now: dt.datetime) -> bool:
    """Close an open ticket and settle its alarms; False if it was closed already."""
    closed = await tx.change("tickets.close", ticket=ticket, reason=reason.value, now=to_ms(now)) == 1
    await tx.change("tickets.settle_all_alarms", ticket=ticket, now=to_ms(now))
    return closed


async def reopen(tx: Transaction, ticket: int) -> bool:
    """Open a closed ticket again, with the lawyer it had; False if it was open."""
    with_lawyer = await tx.change("tickets.reopen", ticket=ticket)
    return with_lawyer + await tx.change("tickets.reopen_waiting", ticket=ticket) == 1


async def set_helped(tx: Transaction, ticket: int, *, helped: bool) -> None:
    """Note whether the owner says that the answer helped."""
    await tx.change("tickets.set_helped", ticket=ticket, helped=int(helped))


async def offer(tx: Transaction, ticket: int, lawyer: int, reason: str, now: dt.datetime) -> None:
    """Note that a ticket is offered to a lawyer."""
    await tx.change("tickets.offer", ticket=ticket, lawyer=lawyer, reason=reason, now=to_ms(now))


async def offer_shown(tx: Transaction, ticket: int, lawyer: int, notice: int | None) -> None:
    """Note which notice shows the ticket's card to the lawyer."""
    await tx.change("tickets.offer_shown", ticket=ticket, lawyer=lawyer, notice=notice)


async def pass_on(tx: Transaction, ticket: int, lawyer: int, now: dt.datetime) -> bool:
    """Note that a lawyer passed an offer on; False if it was not offered or passed on before."""
    return await tx.change("tickets.pass_on", ticket=ticket, lawyer=lawyer, now=to_ms(now)) == 1


async def offers(tx: Transaction, ticket: int) -> list[Offer]:
    """To whom a ticket was offered, in order."""
    return [_offer(row) for row in await tx.all("tickets.offers", ticket=ticket)]


async def offer_of(tx: Transaction, ticket: int, lawyer: int) -> Offer | None:
    """The offer of a ticket to one lawyer."""
    row = await tx.one("tickets.offer_of", ticket=ticket, lawyer=lawyer)
    return _offer(row) if row else None


async def withdraw_offers(tx: Transaction, ticket: int) -> None:
    """Forget to whom a ticket was offered, so that everybody can be asked again."""
    await tx.change("tickets.withdraw_offers", ticket=ticket)


async def add_message(
    tx: Transaction, ticket: int, *, author: str, person: int, said: IncomingMessage, now: dt.datetime
) -> int | None:
    """Keep what was said in a ticket; None if this very message is kept already."""
    row = await tx.one(
        "tickets.add_message",
        ticket=ticket,
        author=author,
        person=person,
        message_id=said.message_id,
        now=to_ms(now),
        body=json.dumps(said.as_json(), ensure_ascii=False),
    )
    return int(row["id"]) if row else None


async def message_by_source(tx: Transaction, person: int, message_id: int) -> Message | None:
    """The ticket's message that a person wrote as this message of their own chat."""
    row = await tx.one("tickets.message_by_source", person=person, message_id=message_id)
    return _message(row) if row else None


async def messages_of(tx: Transaction, ticket: int) -> list[Message]:
    """All that was said in a ticket, in order."""
    return [_message(row) for row in await tx.all("tickets.messages_of", ticket=ticket)]


async def carried_by(tx: Transaction, message: int, notice: int | None) -> None:
    """Note which notice carries a message to the other side."""
    await tx.change("tickets.carried_by", message=message, notice=notice)


async def edit_message(tx: Transaction, message: int, said: IncomingMessage, now: dt.datetime) -> None:
    """Keep the new words of an edited message."""
    body = json.dumps(said.as_json(), ensure_ascii=False)
    await tx.change("tickets.edit_message", message=message, body=body, now=to_ms(now))


async def set_alarm(tx: Transaction, ticket: int, kind: str, due_at: dt.datetime) -> None:
    """Let an alarm of this kind ring at an instant, instead of an earlier one of the same kind."""
    await tx.change("tickets.set_alarm", ticket=ticket, kind=kind, due_at=to_ms(due_at))


async def settle_alarms(tx: Transaction, ticket: int, kind: str, now: dt.datetime) -> None:
    """Alarms of this kind are no longer needed."""
    await tx.change("tickets.settle_alarms", ticket=ticket, kind=kind, now=to_ms(now))


async def ring(tx: Transaction, now: dt.datetime) -> list[Alarm]:
    """All alarms that are due, each exactly once."""
    rows = await tx.all("tickets.ring", now=to_ms(now))
    return [Alarm(row["ticket"], row["kind"], from_ms(row["due_at"])) for row in rows]


async def counts(tx: Transaction, since: dt.datetime) -> dict[str, int]:
    """How many tickets opened since then were taken, answered, closed, helped."""
    row = await tx.one("tickets.counts_since", since=to_ms(since))
    assert row is not None
    return {key: int(row[key]) for key in ("opened", "taken", "answered", "closed", "helped", "not_helped")}


async def median_wait(tx: Transaction, since: dt.datetime) -> dt.timedelta | None:
    """The median time from opening to the lawyer's first words, for tickets opened since then."""
    rows = await tx.all("tickets.reaction_times", since=to_ms(since))
    return dt.timedelta(milliseconds=rows[len(rows) // 2]["waited"]) if rows else None


def _instant(milliseconds: int | None) -> dt.datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)


def _ticket(row: Row) -> Ticket:
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
    )


def _offer(row: Row) -> Offer:
    return Offer(row["lawyer"], row["reason"], row["notice"], row["passed_at"] is not None)


def _message(row: Row) -> Message:
    return Message(
        id=row["id"],
        ticket=row["ticket"],
        author=row["author"],
        person=row["person"],
        said=IncomingMessage.from_json(json.loads(row["body"])),
        notice=row["notice"],
        at=from_ms(row["at"]),
        edited_at=_instant(row["edited_at"]),
    )
