"""Facts that a lawyer will want to know: asked with buttons before a ticket is sent, one after the other, three at most.

    other side told ─▶ asked ─▶ a tap, typed words, "skip" ─▶ the next one ─▶ offered
                             ├─ "send now" ─▶ offered
                             └─ nothing until somebody should have taken it ─▶ offered as it is

They stand under `ask_before_escalating` of the entry that answered the question. Nobody is asked who is in a hurry, nor for
what the question tells already. What is typed is heard in `told_in_words`.
"""

import datetime as dt

from bot.domain.dialogue import AskingFact
from bot.domain.fact_actions import OTHER_DAY, SKIP, SendNow, TellFact
from bot.domain.facts import ANSWERS, WEEK, Asked, Fact, Kind, State
from bot.domain.identity import Caller
from bot.domain.outgoing import Button, Rows, Sentence, button
from bot.domain.packed_day import packed, unpacked
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.knowledge import answers
from bot.matching.text.facts import facts as facts_in
from bot.storage import dialogues, facts, journal, thread, tickets
from bot.storage.thread import Audience
from bot.usecases import buttons, fact_views, sending
from bot.usecases.messages import about, rewrite
from bot.usecases.unit_of_work import UnitOfWork

MOST = 3
"""Facts that one person is asked for; more would be an interrogation."""
QUIET_S = 10
"""Seconds in which the same reminder is given once only, however many lines and pictures come."""
NEAR = (("button.today", 0), ("button.yesterday", 1))
"""Days that are offered as buttons, and how many days ago they are."""
IN_A_ROW = 2


async def begin(uow: UnitOfWork, owner: Person, ticket: Ticket) -> bool:
    """Whether the owner of a ticket is asked for facts before it is sent; once only."""
    if ticket.urgent or ticket.emergency or await facts.of_ticket(uow.tx, ticket.id):
        return False
    missing = await _missing(uow, ticket)
    if missing:
        await _put(uow, owner, await facts.begin(uow.tx, ticket, missing[:MOST]), "fact.ask")
    return bool(missing)


async def tap(
    uow: UnitOfWork, caller: Caller, card: int, ticket_id: int, number: int, word: str
) -> Sentence | None:
    """The owner tells a fact with a button, or skips it; what speaks against it is said in passing."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != caller.person.id:
        return Sentence("ticket.unknown")
    asked = await facts.of_ticket(uow.tx, ticket_id)
    fact = next((each for each in asked if each.number == number), None)
    told = _meant(fact, word) if fact is not None else None
    if fact is None or told is None:
        return Sentence("tap.unknown")
    if not fact.is_open or not still_asks(ticket):
        return _too_late(ticket)
    if word == OTHER_DAY:
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, AskingFact(ticket_id), uow.now)
        return Sentence("fact.type_day")
    state = State.SKIPPED if word == SKIP else State.TOLD
    await facts.settle(uow.tx, ticket_id, number, state, uow.now, word=told)
    await uow.tell(rewrite(caller.person, card, fact_views.noted(fact, told, ticket.lang), ticket.lang))
    await go_on(uow, caller.person, ticket)
    return None


async def send_now(uow: UnitOfWork, caller: Caller, card: int, ticket_id: int) -> Sentence | None:
    """The owner wants to be asked no more: the ticket is sent as it is."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != caller.person.id:
        return Sentence("ticket.unknown")
    if not still_asks(ticket):
        return _too_late(ticket)
    for each in await facts.of_ticket(uow.tx, ticket_id):
        if each.is_open:
            await facts.settle(uow.tx, ticket_id, each.number, State.SKIPPED, uow.now)
    await buttons.spend(uow, caller, card)
    await _send(uow, caller.person, ticket)
    return None


async def remind(uow: UnitOfWork, owner: Person, ticket: Ticket, *, once: str) -> None:
    """Words went into a ticket instead: the question for a fact still stands."""
    if still_asks(ticket):
        await _put(uow, owner, ticket, "fact.still", once=once)


def quiet(uow: UnitOfWork, ticket: Ticket) -> str:
    """What is the same for all that is said of a ticket within a quiet period."""
    return f"still:{ticket.id}:{int(uow.now.timestamp()) // QUIET_S}"


def still_asks(ticket: Ticket) -> bool:
    """Whether the owner of a ticket is being asked for facts now."""
    return ticket.asks_facts and ticket.is_asking


def _too_late(ticket: Ticket) -> Sentence:
    """What a tap on a button says whose time is over."""
    if not ticket.is_open:
        return Sentence("ticket.is_closed", {"number": ticket.id})
    return Sentence("fact.told" if still_asks(ticket) else "fact.gone", {"number": ticket.id})


async def _missing(uow: UnitOfWork, ticket: Ticket) -> list[Asked]:
    """The facts that nobody has told yet. Who has written more than a question was asked for them with the draft."""
    question = await journal.find(uow.tx, ticket.question) if ticket.question is not None else None
    if question is None or question.entry is None:
        return []
    said = [each.message.text for each in await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)]
    added = any(text and text != question.text for text in said)
    found = facts_in("\n".join([question.text, *said]))
    held = {Kind.DATE: found.dates, Kind.AMOUNT: found.amounts, Kind.CONTRACT: found.contracts}
    wanted = answers.facts_wanted(uow.knowledge, question.entry)
    return [
        each
        for each in wanted
        if each.kind is not Kind.PARTY and not held.get(each.kind) and (each.kind in held or not added)
    ]


def next_of(asked: list[Fact]) -> Fact | None:
    """The first fact that is open."""
    return next((each for each in asked if each.is_open), None)


async def go_on(uow: UnitOfWork, owner: Person, ticket: Ticket) -> None:
    """Ask for the next fact, or send the ticket."""
    if next_of(await facts.of_ticket(uow.tx, ticket.id)) is None:
        await _send(uow, owner, ticket)
    else:
        await _put(uow, owner, ticket, "fact.next")


async def _send(uow: UnitOfWork, owner: Person, ticket: Ticket) -> None:
    await sending.send(uow, owner, await facts.end(uow.tx, ticket))


async def _put(uow: UnitOfWork, owner: Person, ticket: Ticket, key: str, *, once: str | None = None) -> None:
    """Ask for the first fact that is open."""
    asked = await facts.of_ticket(uow.tx, ticket.id)
    fact = next_of(asked)
    if fact is None:
        return
    await dialogues.begin(uow.tx, uow.account.id, owner.id, AskingFact(ticket.id), uow.now)
    rows, text = rows_of(uow, ticket, fact), fact_views.question(fact, ticket.lang)
    more = {"asked": text, "at": fact.number, "count": len(asked)}
    await uow.tell(about(ticket, owner, key, rows, once=once, **more))


def rows_of(uow: UnitOfWork, ticket: Ticket, fact: Fact) -> Rows:
    """The buttons that tell a fact of its kind, and below them the two that tell none."""
    kind = fact.asked.kind
    words = [button(f"told.{word}", TellFact(ticket.id, fact.number, word)) for word in ANSWERS[kind]]
    if kind is Kind.DATE:
        other = button("button.type_day", TellFact(ticket.id, fact.number, OTHER_DAY))
        words = [*_days(uow, ticket, fact), other]
    told = tuple(tuple(words[at : at + IN_A_ROW]) for at in range(0, len(words), IN_A_ROW))
    skip = button("button.skip", TellFact(ticket.id, fact.number, SKIP))
    return (*told, (skip, button("button.send_now", SendNow(ticket.id))))


def _meant(fact: Fact, word: str) -> str | None:
    """What a word on a button tells, as it is kept; None for one that no button of this kind carries."""
    if word == SKIP or (word == OTHER_DAY and fact.asked.kind is Kind.DATE):
        return ""
    if word in ANSWERS[fact.asked.kind]:
        return word
    mark, digits = (WEEK, word[1:]) if word.startswith(WEEK) else ("", word)
    day = unpacked(int(digits)) if fact.asked.kind is Kind.DATE and digits.isdecimal() else None
    return mark + day.isoformat() if day is not None else None


def _days(uow: UnitOfWork, ticket: Ticket, fact: Fact) -> list[Button]:
    """Buttons with their date, so that one tapped tomorrow still means the day that it names."""
    day = uow.today
    monday = day - dt.timedelta(days=day.weekday() + 7)
    days = [(label, "", day - dt.timedelta(days=ago)) for label, ago in NEAR]
    return [
        button(label, TellFact(ticket.id, fact.number, f"{mark}{packed(day)}"), day=day.isoformat())
        for label, mark, day in (*days, ("button.last_week", WEEK, monday))
    ]
