"""Who the other side is: asked with every ticket, before any lawyer is shown it, and once only.

    opened ─▶ asked ─▶ a name, "no other side", "I don't know" ─▶ screened ─▶ facts (`intake`) ─▶ offered
                    └─ nothing until somebody should have taken it ─▶ offered as it is

In an emergency nobody is asked: see docs/decisions/0023-conflict-before-content.md. Words that are no name go into the ticket, and the question stays.
"""

from bot.domain.conflict import Side
from bot.domain.conflict_actions import StepAside, TellSide
from bot.domain.dialogue import AskingOtherSide, TalkingIn
from bot.domain.enterprise_name import Reading, read_name
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.matching.parties.words import is_no_other_side, is_unknown, names_an_enterprise
from bot.storage import conflicts, dialogues, people, tickets
from bot.usecases import assignment, intake, sending
from bot.usecases.conflicts import Screening, hit_of
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_NAME = 100
"""Characters of what may be a name; more tells a story."""
TOLD = "other_side"
"""The event of a ticket when its owner has told who the other side is; its reason is a word of `Side`."""


async def ask(uow: UnitOfWork, owner: Person, ticket: Ticket) -> Ticket:
    """Ask the owner of a new ticket for the other side; it is offered to nobody meanwhile."""
    asked = await conflicts.set_side(uow.tx, ticket, Side.ASKED)
    await _wait(uow, owner, asked)
    await uow.tell(about(asked, owner, "side.ask", _rows(asked)))
    return asked


def asked_in(caller: Caller) -> int | None:
    """The ticket whose other side a person was asked for last; None for none."""
    step = caller.dialogue.step if caller.dialogue else None
    return step.ticket if isinstance(step, AskingOtherSide) else None


async def hear(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> bool:
    """Whether a message of an owner told the other side of a ticket for which it was asked."""
    if (
        not ticket.is_asking
        or ticket.side != Side.ASKED
        or ticket.owner != caller.person.id
        or message.kind != "text"
    ):
        return False
    text = " ".join(message.text.split())
    if is_no_other_side(text):
        await told(uow, caller.person, ticket, Side.NONE)
    elif is_unknown(text):
        await told(uow, caller.person, ticket, Side.UNKNOWN)
    elif len(text) <= LONGEST_NAME and _reads_as_name(text):
        await told(uow, caller.person, ticket, Side.NAMED, text)
    else:
        return False
    return True


async def remind(uow: UnitOfWork, owner: Person, ticket: Ticket) -> None:
    """Words went into a ticket instead: the question for the other side, or for a fact, still stands."""
    fresh, once = await tickets.find(uow.tx, ticket.id), intake.quiet(uow, ticket)
    if fresh is None or not fresh.is_asking:
        return
    if fresh.side == Side.ASKED:
        await _wait(uow, owner, fresh)
        await uow.tell(about(fresh, owner, "side.still", _rows(fresh), once=once))
    else:
        await intake.remind(uow, owner, fresh, once=once)


async def tap(uow: UnitOfWork, owner: Person, ticket_id: int, word: str) -> None:
    """The owner says by button that there is no other side, or that they do not know it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != owner.id or word not in {Side.NONE, Side.UNKNOWN}:
        await uow.tell(say(owner, "ticket.unknown"))
    elif not ticket.is_open:
        await uow.tell(about(ticket, owner, "ticket.is_closed"))
    elif ticket.side not in {Side.ASKED, Side.SILENT}:
        await uow.tell(about(ticket, owner, "side.told"))
    else:
        await told(uow, owner, ticket, Side(word))


async def told(uow: UnitOfWork, owner: Person, ticket: Ticket, side: Side, name: str = "") -> None:
    """Note the other side, keep away whoever may act for it, and let the ticket go its way."""
    was_asking = ticket.is_asking
    screening = Screening(uow)
    ticket = await screening.screen(await conflicts.set_side(uow.tx, ticket, side, name))
    await tickets.note_event(uow.tx, ticket, TOLD, uow.now, by=owner.id, reason=side.value)
    if was_asking:
        if not await intake.begin(uow, owner, ticket):
            await sending.send(uow, owner, ticket, screening)
        return
    await dialogues.begin(uow.tx, uow.account.id, owner.id, TalkingIn(ticket.id), uow.now)
    await assignment.take_from_conflicted(uow, ticket)
    await uow.tell(about(ticket, owner, "side.told"))
    if ticket.is_held:
        await _warn_holder(uow, ticket)


async def _warn_holder(uow: UnitOfWork, ticket: Ticket) -> None:
    """Whoever holds it already judges themselves: a name alike is no reason to leave an owner alone."""
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer is not None else None
    if lawyer is None or await hit_of(uow, ticket) is None:
        return
    rows: Rows = ((button("button.conflicted", StepAside(ticket.id)),),)
    await uow.tell(about(ticket, lawyer, "conflict.holder", rows))


async def _wait(uow: UnitOfWork, owner: Person, ticket: Ticket) -> None:
    await dialogues.begin(uow.tx, uow.account.id, owner.id, AskingOtherSide(ticket.id), uow.now)


def _rows(ticket: Ticket) -> Rows:
    none = button("button.no_other_side", TellSide(ticket.id, Side.NONE.value))
    return ((none, button("button.other_side_unknown", TellSide(ticket.id, Side.UNKNOWN.value))),)


def _reads_as_name(text: str) -> bool:
    return read_name(text) is not Reading.DOUBTFUL or names_an_enterprise(text)
