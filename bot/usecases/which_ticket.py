"""A lawyer names the ticket for words that were no reply: to whom they went is shown, and a second choice is made knowingly.

Words that stand in one ticket go to another only by one of two buttons: they are moved (taken back from the first owner, sent to the
second), or sent there, too. What was taken back may be sent anew.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actions import TalkIn
from bot.domain.excerpt import beginning
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Button, Rows, Sentence, button
from bot.domain.people import Person
from bot.domain.recall_actions import MoveWords, SendAlso
from bot.domain.ticket import Act, Ticket, denial, may
from bot.storage import thread, tickets
from bot.storage.thread import Audience, Message
from bot.usecases import canned_rows, held_albums, recalls, second_looks, ticket_thread, views, wrong_client
from bot.usecases.firm_names import called
from bot.usecases.messages import rewrite
from bot.usecases.unit_of_work import UnitOfWork

MOST_CHOICES = 6
"""Tickets among which a lawyer chooses with buttons."""
LONGEST_NAME = canned_rows.LONGEST_NAME
LONGEST_WORDS = 40
"""Characters of an owner's first words that tell one ticket from another."""


async def buttons(uow: UnitOfWork, lawyer: Person, but: Sequence[int] = ()) -> Rows:
    """A button for each ticket that a lawyer holds, but these; the urgent and old ones first."""
    held = await tickets.held_by(uow.tx, lawyer.id)
    return tuple(
        [
            (await _button(uow, lawyer, each),)
            for each in [one for one in held if one.id not in but][:MOST_CHOICES]
        ]
    )


async def lines(uow: UnitOfWork, lawyer: Person) -> str:
    """The tickets to choose among, each with its enterprise and its first words; empty where there is no choice."""
    held = (await tickets.held_by(uow.tx, lawyer.id))[:MOST_CHOICES]
    if len(held) <= 1:
        return ""
    return "\n".join([await _line(uow, lawyer, each) for each in held if may(lawyer, each, Act.READ)])


async def send(
    uow: UnitOfWork,
    caller: Caller,
    ticket: Ticket,
    message: IncomingMessage | None,
    card: int,
    *,
    sure: bool = False,
) -> Sentence | None:
    """Send the words to which the message with the button (`card`) replies, unless they stand in another ticket.

    What speaks against it is told in passing. Words that seem to be another client's are held, unless their writer is `sure`.
    """
    if message is None:
        return Sentence("whom.gone")
    written = await thread.by_source(uow.tx, caller.address.id, message.message_id)
    before = await _sent(uow, caller, written)
    if before and before[0].withdrawn_at is None and before[0].ticket != ticket.id:
        await _ask(uow, caller, ticket, before, card)
        return None
    if before and before[0].withdrawn_at is None:
        return Sentence("whom.there", {"number": ticket.id})
    pieces = tuple(each.message for each in before) or await held_albums.whole(uow, caller, message)
    if not sure and await wrong_client.asks(uow, caller, ticket, pieces, message):
        await held_albums.hold(uow, caller, pieces)
        return None
    for each in before:
        await thread.let_go(uow.tx, each.id)
    if await _all_sent(uow, caller, ticket, pieces):
        told = Sentence("whom.sent", {"whom": await canned_rows.named(uow, ticket, caller.person)})
        await _show(uow, caller, card, told, ticket, pieces)
    return None


async def move(
    uow: UnitOfWork, caller: Caller, card: int, ticket_id: int, message_id: int
) -> Sentence | None:
    """Take words back from their owner and send them to that of another ticket; what speaks against it is told in passing."""
    ticket, before = await _both(uow, caller, ticket_id, message_id)
    if ticket is None or not before:
        return Sentence("tap.unknown")
    if ticket.id in {each.ticket for each in await thread.with_copies(uow.tx, before[0])}:
        return Sentence("whom.there", {"number": ticket.id})
    if not await _is_open_to(uow, caller.person, ticket):
        return None
    told = await recalls.take_back(uow, caller.person, before)
    if told.key in recalls.REFUSED:
        return told
    for each in before:
        await thread.let_go(uow.tx, each.id)
    pieces = [replace(each.message, reply_to=None) for each in before]
    if await _all_sent(uow, caller, ticket, pieces):
        for each in before:
            again = await thread.by_source(uow.tx, caller.address.id, each.message.message_id)
            if again is not None:
                await thread.go_on(uow.tx, each.id, again.id)
        first = await tickets.find(uow.tx, before[0].ticket)
        assert first is not None
        names = {
            "whom": await canned_rows.named(uow, ticket, caller.person),
            "other": await canned_rows.named(uow, first, caller.person),
        }
        moved = Sentence("whom.moved", names, postscript=told.postscript)
        await _show(uow, caller, card, moved, ticket, pieces)
    return None


async def also(
    uow: UnitOfWork, caller: Caller, card: int, ticket_id: int, message_id: int
) -> Sentence | None:
    """Send words that stand in one ticket to another owner, too; what speaks against it is told in passing."""
    ticket, before = await _both(uow, caller, ticket_id, message_id)
    if ticket is None or not before:
        return Sentence("tap.unknown")
    copies = [await thread.with_copies(uow.tx, each) for each in before]
    if any(each.ticket == ticket.id and each.withdrawn_at is None for each in copies[0]):
        return Sentence("whom.there", {"number": ticket.id})
    if not await _is_open_to(uow, caller.person, ticket):
        return None
    if await second_looks.wanted(uow, ticket):
        return Sentence("second.write_it")
    for each, known in zip(before, copies, strict=True):
        await ticket_thread.from_lawyer(
            uow, caller, ticket, replace(each.message, reply_to=None), copy_of=known[-1].id
        )
        ticket = await tickets.find(uow.tx, ticket.id) or ticket
    first = await tickets.find(uow.tx, before[0].ticket)
    assert first is not None
    sent = [each for one in before for each in await thread.with_copies(uow.tx, one)]
    values = {
        "whom": await canned_rows.named(uow, first, caller.person),
        "other": await canned_rows.named(uow, ticket, caller.person),
    }
    rows = tuple((_take_back(sent, number),) for number in dict.fromkeys(each.ticket for each in sent))
    await uow.tell(rewrite(caller.person, card, Sentence("whom.both", values, rows=rows)))
    return None


async def _ask(uow: UnitOfWork, caller: Caller, ticket: Ticket, before: Sequence[Message], card: int) -> None:
    """Ask whether the words are to be moved, or are for both."""
    first = await tickets.find(uow.tx, before[0].ticket)
    assert first is not None
    values = {
        "whom": await canned_rows.named(uow, first, caller.person),
        "other": await canned_rows.named(uow, ticket, caller.person),
    }
    rows = (
        (button("button.move", MoveWords(ticket.id, before[0].id), number=ticket.id, other=first.id),),
        (button("button.also", SendAlso(ticket.id, before[0].id), number=ticket.id),),
        (_take_back(before, first.id),),
    )
    await uow.tell(rewrite(caller.person, card, Sentence("whom.elsewhere", values, rows=rows)))


async def _show(
    uow: UnitOfWork,
    caller: Caller,
    card: int,
    told: Sentence,
    ticket: Ticket,
    pieces: Sequence[IncomingMessage],
) -> None:
    """Say in the message with the buttons where the words went, with the ways to take them back or to another ticket."""
    back = await recalls.below(uow, caller, ticket, [each.message_id for each in pieces])
    rows = (*back, *await buttons(uow, caller.person, [ticket.id]))
    await uow.tell(rewrite(caller.person, card, replace(told, rows=rows)))


async def _all_sent(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, pieces: Sequence[IncomingMessage]
) -> bool:
    """Whether each piece went to the owner; otherwise the lawyer knows why not."""
    for piece in pieces:
        if not await ticket_thread.from_lawyer(uow, caller, ticket, piece):
            return False
        ticket = await tickets.find(uow.tx, ticket.id) or ticket
    return True


async def _both(
    uow: UnitOfWork, caller: Caller, ticket_id: int, message_id: int
) -> tuple[Ticket | None, list[Message]]:
    """The ticket to which words are to go, and the words, that still stand in another one."""
    written = await thread.find(uow.tx, message_id)
    sent = await _sent(uow, caller, written)
    return await tickets.find(uow.tx, ticket_id), [each for each in sent if each.withdrawn_at is None]


async def _sent(uow: UnitOfWork, caller: Caller, written: Message | None) -> list[Message]:
    """Own words that went to an owner, with the whole album; none for anything else."""
    if written is None or written.person != caller.person.id or written.address != caller.address.id:
        return []
    if written.author != "lawyer" or written.audience is not Audience.ALL:
        return []
    return await recalls.with_album(uow, written)


async def _is_open_to(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> bool:
    """Whether this lawyer may write into a ticket; otherwise they are told, and nothing is taken back."""
    denied = denial(lawyer, ticket, Act.ANSWER)
    if denied is not None:
        await ticket_thread.tell_denied(uow, lawyer, ticket, denied)
    return denied is None


def _take_back(sent: Sequence[Message], ticket: int) -> Button:
    own = [each for each in sent if each.ticket == ticket]
    return button("button.recall_from", recalls.stands_for(own), number=ticket)


async def _button(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> Button:
    """Numbers are easily mixed up: the enterprise's name stands beside."""
    firm = await views.enterprise_of(uow, ticket)
    if firm is None:
        return button("button.send_to", TalkIn(ticket.id), number=ticket.id)
    name = called(firm, lawyer.lang, most=LONGEST_NAME)
    return button("button.send_to_named", TalkIn(ticket.id), number=ticket.id, name=name)


async def _line(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> str:
    known = await views.background(uow, ticket)
    name = called(known.enterprise, lawyer.lang)
    return " · ".join(filter(None, (f"#{ticket.id}", name, beginning(known.asked, LONGEST_WORDS))))
