"""Which tickets colleagues see: a ticket is its owner's alone until they share it; whoever sees it may take part.

A ticket goes to a lawyer at once, and its owner is asked afterwards whether colleagues may see it: one about a colleague is
shared by nobody's haste.
"""

from bot.domain.outgoing import Button, Notice, Rows, Sentence, button
from bot.domain.own_ticket_actions import ViewTicket
from bot.domain.people import Person
from bot.domain.seat_actions import Follow, KeepPrivate, Share, Unfollow
from bot.domain.sides import asks_in
from bot.domain.ticket import Ticket
from bot.storage import seats, tickets
from bot.storage.seats import Seated
from bot.usecases import transcripts
from bot.usecases.messages import about, rewrite, say
from bot.usecases.unit_of_work import UnitOfWork

SHARED = "share"
"""The event of a ticket that its owner let colleagues see."""


async def offer(uow: UnitOfWork, owner: Person, ticket: Ticket) -> None:
    """Ask whether colleagues may see a new ticket, if there are any."""
    others = await _without_it(uow, owner, ticket)
    if not others:
        return
    rows = ((_share(ticket), button("button.private", KeepPrivate(ticket.id))),)
    await uow.tell(about(ticket, owner, "share.ask", rows, count=len(others)))


async def share(uow: UnitOfWork, owner: Person, ticket_id: int, card: int) -> Sentence | None:
    """Let those who have a seat now see an own ticket; they are told of it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != owner.id:
        return Sentence("ticket.unknown")
    others = await _without_it(uow, owner, ticket)
    shared = await seats.share(uow.tx, ticket, uow.now) if others else None
    if shared is None:
        key = "share.already" if ticket.shared_at is not None else "share.nobody"
        return Sentence(key, {"number": ticket_id})
    await tickets.note_event(uow.tx, shared, SHARED, uow.now, by=owner.id)
    done = Sentence("share.done", {"number": ticket_id, "count": len(others)})
    await uow.tell(rewrite(owner, card, done, ticket.lang))
    for each in others:
        rows: Rows = ((button("button.view", ViewTicket(ticket_id), number=ticket_id), _follow(ticket)),)
        told = say(
            each.person,
            "share.told",
            rows,
            lang=each.lang,
            ticket=ticket_id,
            number=ticket_id,
            name=owner.name or "",
        )
        await uow.tell(told)
    return None


async def keep_private(uow: UnitOfWork, owner: Person, ticket_id: int, card: int) -> Sentence | None:
    """The owner keeps a ticket to themselves; the question becomes the word that it is so."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != owner.id:
        return Sentence("ticket.unknown")
    if ticket.shared_at is not None:
        return Sentence("share.already", {"number": ticket_id})
    kept = Sentence("share.private", {"number": ticket_id})
    await uow.tell(rewrite(owner, card, kept, ticket.lang))
    return None


async def follow(uow: UnitOfWork, person: Person, ticket_id: int) -> Sentence | None:
    """Take part in a colleague's ticket: what was said so far is shown, and what its lawyer says from now on."""
    ticket = await _of_colleague(uow, person, ticket_id)
    if ticket is None:
        return Sentence("ticket.unknown")
    if not await seats.follow(uow.tx, ticket_id, person.id, uow.now):
        return Sentence("share.following_already", {"number": ticket_id})
    rows = ((button("button.unfollow", Unfollow(ticket_id), number=ticket_id),),)
    await uow.tell(about(ticket, person, "share.following", rows))
    await transcripts.tell_asker(uow, ticket, person)
    return None


async def unfollow(uow: UnitOfWork, person: Person, ticket_id: int) -> Sentence | None:
    """No longer take part in a colleague's ticket; it stays in the list."""
    ticket = await _of_colleague(uow, person, ticket_id)
    if ticket is None:
        return Sentence("ticket.unknown")
    await seats.unfollow(uow.tx, ticket_id, person.id)
    said = Sentence("share.unfollowed", {"number": ticket_id})
    await uow.tell(Notice(person.id, said, person.lang, ticket=ticket_id))
    return None


async def rows_for(uow: UnitOfWork, person: Person, ticket: Ticket) -> Rows:
    """The buttons under a ticket that are about colleagues: to share an own one, to take part in theirs."""
    if ticket.owner != person.id:
        follows = person.id in await seats.followers(uow.tx, ticket.id)
        return (
            ((button("button.unfollow", Unfollow(ticket.id), number=ticket.id),),)
            if follows
            else ((_follow(ticket),),)
        )
    if await _without_it(uow, person, ticket):
        return ((_share(ticket),),)
    return ()


async def _without_it(uow: UnitOfWork, owner: Person, ticket: Ticket) -> list[Seated]:
    """The colleagues who do not see a ticket yet: who sit in the enterprise for which it was opened, as its owner does."""
    seat, shared = owner.seat, ticket.shared_at
    if seat is None or not seat.is_shared or seat.enterprise != ticket.enterprise:
        return []
    sitting = await seats.of_enterprise(uow.tx, seat.enterprise)
    return [each for each in sitting if each.person != owner.id and (shared is None or each.since > shared)]


async def _of_colleague(uow: UnitOfWork, person: Person, ticket_id: int) -> Ticket | None:
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner == person.id or not asks_in(person, ticket):
        return None
    return ticket


def _share(ticket: Ticket) -> Button:
    return button("button.share", Share(ticket.id), number=ticket.id)


def _follow(ticket: Ticket) -> Button:
    return button("button.follow", Follow(ticket.id), number=ticket.id)
