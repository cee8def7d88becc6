"""A lawyer takes back words that they sent to an owner: what did not leave is not sent, what did is deleted by a notice.

Within `QUIET` of sending nobody on the other side is told; later they are told once that something was taken back. The thread
keeps it, marked: its owner reads that there was something, never again what. Whether it was the only answer decides whose
turn it is.
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Deletion, Notice, Rows, Sentence, button
from bot.domain.people import Person
from bot.domain.recall_actions import Recall
from bot.domain.ticket import Act, State, Ticket, may
from bot.storage import people, thread, tickets, withdrawals
from bot.storage.thread import Audience, Message
from bot.usecases import canned_rows, lifecycle, participants, topics, views
from bot.usecases.messages import about, rewrite
from bot.usecases.unit_of_work import UnitOfWork

QUIET = dt.timedelta(seconds=15)
"""Whoever takes something back so soon has it undone: the other side is told nothing."""
JUST_SENT = dt.timedelta(hours=1)
"""Without naming a message only one that was sent so lately is taken back."""
ANY = 10**17
"""Above the number of every message."""
OWING = (Act.TAKE, Act.ASK, Act.REMIND, Act.REOPEN)
"""After these a lawyer owes the next word."""


@dataclass
class Reach:
    """How far words had come: the notices that each reader may have seen, and whether one of these can't be found."""

    seen: dict[int, list[int]] = field(default_factory=dict)
    is_doubtful: bool = False


async def command(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Take back the own message that this one replies to, or the last one, in a topic that of its ticket; from everybody to whom it went."""
    found = await _meant(uow, caller, message)
    if found is None:
        key = "recall.how" if message.reply_to is None else "recall.not_this"
        told = [Sentence(key)]
    else:
        copies = [await _everywhere(uow, each) for each in await with_album(uow, found)]
        told = [await take_back(uow, caller.person, sent) for sent in _by_ticket(copies)]
    for each in told:
        content = replace(each, reply_to=message.message_id)
        await uow.tell(Notice(caller.person.id, content, caller.person.lang))


async def tap(uow: UnitOfWork, lawyer: Person, card: int, action: Recall) -> Sentence | None:
    """Take back what a button stands for; the message with the button (`card`) says so, what speaks against it is told in passing."""
    sent = await withdrawals.between(uow.tx, action.ticket, lawyer.id, action.first, action.last)
    if not sent:
        return Sentence("recall.not_this")
    told = await take_back(uow, lawyer, sent)
    if told.key in REFUSED:
        return told
    await uow.tell(rewrite(lawyer, card, told))
    return None


async def below(uow: UnitOfWork, caller: Caller, ticket: Ticket, sources: Sequence[int]) -> Rows:
    """The button that takes back what these messages of the lawyer's chat became in a ticket; none if they became nothing."""
    found = [await thread.by_source(uow.tx, caller.address.id, each) for each in sources]
    sent = [each for each in found if each is not None and each.ticket == ticket.id]
    return ((button("button.recall", stands_for(sent)),),) if sent else ()


def stands_for(sent: Sequence[Message]) -> Recall:
    """What a button does that takes back these messages of one ticket."""
    numbers = [each.id for each in sent]
    return Recall(sent[0].ticket, min(numbers), max(numbers))


REFUSED = frozenset({"recall.not_yours", "recall.already", "recall.not_this"})
"""What is said where nothing was taken back."""


async def take_back(uow: UnitOfWork, lawyer: Person, messages: Sequence[Message]) -> Sentence:
    """Take back messages of one ticket that this lawyer wrote; what they are to be told."""
    ticket = await tickets.find(uow.tx, messages[0].ticket)
    assert ticket is not None
    if not may(lawyer, ticket, Act.RECALL):
        return Sentence("recall.not_yours", {"number": ticket.id})
    standing = [each for each in messages if await withdrawals.withdraw(uow.tx, each.id, uow.now)]
    if not standing:
        return Sentence("recall.already")
    reach = await _bring_back(uow, ticket, lawyer, standing)
    late = any(uow.now - each.at > QUIET for each in standing)
    if late:
        await _tell_readers(uow, ticket, lawyer, standing[0], reach)
    await _whose_turn(uow, ticket, lawyer)
    key = "recall.unsent" if not reach.seen else "recall.done" if late else "recall.quiet"
    doubt = "recall.doubtful" if reach.is_doubtful else ""
    return Sentence(key, {"whom": await canned_rows.named(uow, ticket, lawyer)}, postscript=doubt)


async def _meant(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> Message | None:
    """The own message to an owner that is to be taken back."""
    if message.reply_to is None:
        here = await topics.ticket_at(uow, caller.address.id, message.topic)
        number = here.id if here is not None else None
        last = await withdrawals.last_of(uow.tx, caller.address.id, caller.person.id, ticket=number)
        return last if last is not None and uow.now - last.at <= JUST_SENT else None
    found = await thread.by_source(uow.tx, caller.address.id, message.reply_to)
    if found is None or found.person != caller.person.id:
        return None
    return found if found.author == "lawyer" and found.audience is Audience.ALL else None


async def with_album(uow: UnitOfWork, message: Message) -> list[Message]:
    """A message, or the whole album that it belongs to, as far as it stands or was taken back like this message."""
    if message.message.album is None:
        return [message]
    own = await withdrawals.between(uow.tx, message.ticket, message.person, 0, ANY)
    stands = message.withdrawn_at is None
    album = [each for each in own if each.message.album == message.message.album]
    return [each for each in album if (each.withdrawn_at is None) is stands]


async def _everywhere(uow: UnitOfWork, message: Message) -> list[Message]:
    """A message with its copies that still stand; the message itself if nothing does."""
    found = await thread.with_copies(uow.tx, message)
    return [each for each in found if each.withdrawn_at is None] or [message]


def _by_ticket(copies: Sequence[Sequence[Message]]) -> list[list[Message]]:
    found: dict[int, list[Message]] = {}
    for each in itertools.chain.from_iterable(copies):
        found.setdefault(each.ticket, []).append(each)
    return list(found.values())


async def _bring_back(uow: UnitOfWork, ticket: Ticket, lawyer: Person, messages: Sequence[Message]) -> Reach:
    """Let nothing more of it leave, and have deleted in each reader's chat what has left."""
    reach = Reach()
    for message in messages:
        for carrier in await withdrawals.carriers(uow.tx, message.id):
            if carrier.state.value != "withdrawn":
                await _stop(uow, carrier, reach)
    for reader, notices in reach.seen.items():
        deletion = Deletion(tuple(dict.fromkeys(notices)))
        await uow.tell(Notice(reader, deletion, ticket=ticket.id, sender=lawyer.id))
    return reach


async def _stop(uow: UnitOfWork, carrier: withdrawals.Carrier, reach: Reach) -> None:
    has_left = not await withdrawals.cancel(uow.tx, carrier.notice, uow.now)
    if not (has_left or carrier.parts or carrier.unclear):
        return
    reach.seen.setdefault(carrier.reader, []).append(carrier.notice)
    address = await people.address_of(uow.tx, uow.account.id, carrier.reader)
    elsewhere = address is None or address.id != carrier.address  # sent by a bot that was replaced since
    reach.is_doubtful = reach.is_doubtful or carrier.unclear or elsewhere


async def _tell_readers(
    uow: UnitOfWork, ticket: Ticket, lawyer: Person, first: Message, reach: Reach
) -> None:
    """Tell whoever may have read it, and still takes part, that something was taken back; once, whatever it was."""
    at = views.local_time(uow, first.at)
    for asker in await participants.askers(uow, ticket):
        if asker.id in reach.seen and asker.is_known:
            await uow.tell(about(ticket, asker, "recall.told", name=lawyer.name or "", at=at))


async def _whose_turn(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Note that it happened. If no answer stands, the lawyer owes one again."""
    said = await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)
    spoken = [each.at for each in said if each.author == "lawyer" and each.withdrawn_at is None]
    if ticket.state is State.ANSWERED and not await _is_answered(uow, ticket, spoken):
        again = await lifecycle.recall(uow, ticket, lawyer, spoken=bool(spoken))
        if again is not None:
            return
    await tickets.note_event(uow.tx, ticket, Act.RECALL, uow.now, by=lawyer.id)


async def _is_answered(uow: UnitOfWork, ticket: Ticket, spoken: Sequence[dt.datetime]) -> bool:
    """Whether a lawyer's words stand that came after the last thing which asked for them."""
    asked = [await tickets.last_event(uow.tx, ticket.id, act) for act in OWING]
    since = max([each for each in asked if each is not None], default=ticket.opened_at)
    return any(at >= since for at in spoken)
