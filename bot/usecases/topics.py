"""Topics in a lawyer's private chat, one a ticket, where the bot has them: in which one a notice is to stand.

That is asked when the notice leaves, of the ticket as it is then: what a lawyer who reads a ticket is told of it stands in
its topic, everything else where its reader wrote what it answers, or in the general part. So a topic never tells more than its lawyer may read,
and a card that was not taken stands in none. A topic is opened at the first need, by a notice of its own that goes before the one that
needs it. The ticket is the truth: a topic that was deleted is opened anew, and where none can be opened everything goes without.
"""

import datetime as dt
from dataclasses import replace

from bot import locales
from bot.domain.delivery import Refused, Sent, State, Unknown
from bot.domain.outgoing import Notice
from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Ticket, may
from bot.domain.topic import NameTopic, OpenTopic
from bot.storage import outbox, people, tickets, topics
from bot.storage.outbox import OutboxItem
from bot.storage.topics import Topic
from bot.usecases import views
from bot.usecases.firm_names import called
from bot.usecases.unit_of_work import UnitOfWork

NOWHERE = frozenset(
    {"toast", "rewrite", "buttons_gone", "reaction", "deletion", "menu", "open_topic", "name_topic"}
)
"""Kinds of notices that make no message of their own."""
HELD_FOR = dt.timedelta(seconds=2)
"""A notice looks again so soon whether its topic is open; near enough to keep its place in the chat (`outbox.SOON`)."""
PLAIN_FOR = dt.timedelta(hours=1)
"""After a topic could not be opened, or may have been, its ticket does without for so long."""
MOST_LOST = 3
"""Whoever deletes the topic of a ticket so often does not want it."""
LONGEST_NAME = 100
"""Characters of an enterprise's name in that of a topic, which may have 128."""


async def placed(uow: UnitOfWork, item: OutboxItem) -> OutboxItem | None:
    """A notice that is about to leave, with the topic in which it is to stand; None if it waits for that to be open."""
    if not uow.topics or item.kind in NOWHERE:
        return item
    ticket = await tickets.find(uow.tx, item.ticket) if item.ticket else None
    reader = await people.find(uow.tx, item.to) if ticket else None
    if ticket is None or reader is None or asks_in(reader, ticket):
        return replace(item, topic=item.here)
    if not _works_on(reader, ticket):
        return item
    topic = await topics.find(uow.tx, ticket.id, item.address.id)
    if topic is not None and topic.number is not None:
        return replace(item, topic=topic.number)
    if topic is not None and await _does_without(uow, topic):
        return item
    if topic is None or topic.opening is None:
        await _open(uow, item, ticket, reader)
    await topics.hold(uow.tx, item.id, uow.now + HELD_FOR)
    return None


async def lost(uow: UnitOfWork, item: OutboxItem) -> None:
    """The topic in which a notice was to stand is gone: it is placed anew when it goes again."""
    assert item.topic is not None
    await topics.forget(uow.tx, item.address.id, item.topic)
    if item.here == item.topic:
        await topics.leave_here(uow.tx, item.id)


async def settled(uow: UnitOfWork, item: OutboxItem, fate: Sent | Refused | Unknown) -> None:
    """What became of a notice that opens or names a topic; what waited for one that is opened goes now."""
    content = item.notice().content
    if isinstance(content, NameTopic) and isinstance(fate, Refused) and fate.topic_gone:
        await topics.forget(uow.tx, item.address.id, content.topic)
    topic = await topics.by_opening(uow.tx, item.id)
    if topic is None:
        return
    if isinstance(fate, Sent) and fate.topic is not None:
        await topics.opened(uow.tx, topic, fate.topic)
    else:
        await topics.stay_plain(uow.tx, topic, uow.now + PLAIN_FOR)
    if topic.held is not None:
        await topics.let_go(uow.tx, topic.held, uow.now)


async def follow(uow: UnitOfWork, ticket: Ticket) -> None:
    """Let the names of a ticket's topics tell whether there is anything to do: each lawyer's own, and only when it changes."""
    if not uow.topics:
        return
    for person, topic in await topics.of_ticket(uow.tx, ticket.id, uow.account.id):
        reader = await people.find(uow.tx, person)
        if reader is None or topic.number is None or _is_done(reader, ticket) is topic.is_done:
            continue
        await topics.mark(uow.tx, topic, done=not topic.is_done)
        name = await _name(uow, ticket, reader)
        await uow.tell(Notice(person, NameTopic(topic.number, name), reader.lang, ticket=ticket.id))


async def ticket_at(uow: UnitOfWork, address: int, topic: int | None) -> Ticket | None:
    """The ticket that a topic of a chat shows; None for a topic of the person's own, and outside of topics."""
    number = await topics.by_number(uow.tx, address, topic) if topic is not None else None
    return await tickets.find(uow.tx, number) if number is not None else None


def _works_on(reader: Person, ticket: Ticket) -> bool:
    """Whether somebody reads a ticket as a lawyer: one who holds it, or who was let in."""
    return reader.is_lawyer and not asks_in(reader, ticket) and may(reader, ticket, Act.READ)


def _is_done(reader: Person, ticket: Ticket) -> bool:
    return not ticket.is_open or not _works_on(reader, ticket)


async def _does_without(uow: UnitOfWork, topic: Topic) -> bool:
    """Whether a ticket goes without a topic here, for good or for a while."""
    if topic.lost >= MOST_LOST:
        return True
    if topic.plain_until is not None and uow.now < topic.plain_until:
        return True
    opening = await outbox.find(uow.tx, topic.opening) if topic.opening else None
    if topic.opening is None or (opening is not None and opening.state in (State.PENDING, State.SENDING)):
        return False
    await topics.stay_plain(uow.tx, topic, uow.now + PLAIN_FOR)  # what became of it was never noted
    return True


async def _open(uow: UnitOfWork, item: OutboxItem, ticket: Ticket, reader: Person) -> None:
    name = await _name(uow, ticket, reader)
    opening = await uow.tell(Notice(reader.id, OpenTopic(name), reader.lang, ticket=ticket.id))
    assert opening is not None, (
        "nothing is written once only here, and its reader has an address: the notice stands in it"
    )
    done = _is_done(reader, ticket)
    await topics.opening(uow.tx, ticket.id, item.address.id, notice=opening, held=item.id, done=done)


async def _name(uow: UnitOfWork, ticket: Ticket, reader: Person) -> str:
    """The name of a ticket's topic: its number and its enterprise, and whether there is anything to do."""
    firm = await views.enterprise_of(uow, ticket)
    key = "topic.done" if _is_done(reader, ticket) else "topic.name"
    name = called(firm, reader.lang, most=LONGEST_NAME)
    return locales.say(key, reader.lang, number=ticket.id, name=name).strip()
