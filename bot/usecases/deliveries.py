"""What the fate of a notice means for the people and the case: refused, uncertain, missed, sent again.

The courier tells here what became of a call; everything that follows commits with it.
"""

import datetime as dt
from dataclasses import replace

from bot.domain.actions import SendAgain
from bot.domain.delivery import Refused, State
from bot.domain.duty_actions import SetDuty
from bot.domain.identity import Caller
from bot.domain.outgoing import DELETION, WORDS, DeliveryDoubt, Notice, Rows, Sentence, Shown, button
from bot.domain.page_actions import TurnUndelivered
from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import State as TicketState
from bot.domain.topic import KINDS_OF_TOPICS
from bot.errors import NotAllowed, NotFound
from bot.storage import inbox, not_delivered, offers, outbox, people, roster, tickets
from bot.storage.outbox import Delivery, OutboxItem
from bot.usecases import assignment, delivery_rights, marks, pages, views
from bot.usecases.messages import say, tell_admins
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

TRANSIENT = KINDS_OF_TOPICS | {
    "toast", "rewrite", "buttons_gone", "look_again", "relay_edit", "reaction", "menu", "doubt",
}  # fmt: skip
"""Kinds of notices that mean nothing later: nobody is told that they failed, nobody is brought them afterwards."""
_REFUSED = {
    (False, False): "delivery.refused",
    (False, True): "delivery.unreachable",
    (True, False): "recall.not_deleted",
    (True, True): "recall.not_deleted_stopped",
}
"""What somebody is told of their own words that were refused: whether these were to be deleted, whether nobody is reached."""
_NO_VOICE = "delivery.no_voice"
_TOLD_OF_WORDS = frozenset({*_REFUSED.values(), _NO_VOICE})
_REFUSED_BEFORE = "delivery.refused_before"


async def refused(uow: UnitOfWork, item: OutboxItem, refusal: Refused) -> None:
    """A notice was refused for good: its sender hears it, and an offer that was not seen goes to somebody else."""
    if refusal.unreachable and not await inbox.heard_since(uow.tx, item.address.id, item.sending_since):
        await unreachable(uow, item.address.id, item.to)  # unless they have written since: then it is over
    if item.sender is not None and (refusal.unreachable or item.kind not in TRANSIENT):
        other = _REFUSED[item.kind == DELETION, refusal.unreachable]
        key = _NO_VOICE if refusal.takes_no_voice else other
        sender = await people.find(uow.tx, item.sender)
        if sender is not None:
            once, number, reply_to = f"refused:{item.id}", item.ticket or 0, await _own_message(uow, item)
            await uow.tell(say(sender, key, reply_to=reply_to, ticket=item.ticket, once=once, number=number))
    offer = await offers.by_notice(uow.tx, item.id)
    if offer is not None and not offer.passed:
        await _offer_elsewhere(uow, offer)
    elif item.sender is None and not refusal.unreachable:
        await _not_shown(uow, item)


async def _not_shown(uow: UnitOfWork, item: OutboxItem) -> None:
    """What the bot itself had to say was refused in its plainest form, too: who waits for it hears so, and the admins do.

    That words of theirs were refused is said once more instead: with the sentence the words themselves would be forgotten.
    """
    reader = await people.find(uow.tx, item.to)
    content = item.notice().content if item.kind == "sentence" else None
    said = content if isinstance(content, Sentence) else None
    if reader is None or item.kind in TRANSIENT or (said is not None and _says_so(said)):
        return
    once = f"not-shown:{item.id}"
    if said is not None and said.key in _TOLD_OF_WORDS:
        again = replace(said, postscript=_REFUSED_BEFORE)
        await uow.tell(Notice(reader.id, again, reader.lang, ticket=item.ticket, once=once))
    else:
        key = "delivery.not_shown_staff" if reader.roles else "delivery.not_shown"
        await uow.tell(say(reader, key, once=once, number=item.id))
    once = f"not-shown:{item.kind}:{uow.now:%Y%m%d%H}"
    await tell_admins(uow, "delivery.not_shown_admin", once=once, number=item.id)


def _says_so(said: Sentence) -> bool:
    """Whether a sentence is itself the word that something could not be shown: of that there is no further one."""
    return said.key.startswith("delivery.not_shown") or said.postscript == _REFUSED_BEFORE


async def uncertain(uow: UnitOfWork, item: OutboxItem) -> None:
    """A notice may or may not have arrived: whoever spoke, or else its reader, may have it sent again."""
    if item.kind in TRANSIENT:
        return
    to = await people.find(uow.tx, item.to if item.sender is None else item.sender)
    if to is not None:
        is_senders = item.sender is not None
        doubt = DeliveryDoubt(item.id, is_senders, await _own_message(uow, item) if is_senders else None)
        once = f"uncertain:{item.id}"
        await uow.tell(Notice(to.id, doubt, to.lang, ticket=item.ticket, once=once))


async def _own_message(uow: UnitOfWork, item: OutboxItem) -> int | None:
    """The message of its sender that a notice sends on, where it can be replied to."""
    source = await marks.source_of(uow, item) if item.kind in WORDS else None
    return source.message.message_id if source is not None else None


async def unreachable(uow: UnitOfWork, address: int, person_id: int) -> None:
    """Somebody has blocked the bot or is gone: a lawyer is off duty at once, and what was offered goes on."""
    await people.mark_unreachable(uow.tx, address, uow.now)
    person = await people.find(uow.tx, person_id)
    if person is None or not person.is_lawyer:
        return
    if await people.is_reachable_elsewhere(uow.tx, uow.account.id, person.id):
        return
    if await roster.set_duty(uow.tx, person.id, on_duty=False):
        name = person.name or str(person.id)
        once = f"unreachable:{person.id}:{uow.now:%Y%m%d%H}"
        await tell_admins(uow, "staff.unreachable", once=once, name=name)
    await assignment.pass_on_offers(uow, person)


async def came_back(uow: UnitOfWork, caller: Caller) -> None:
    """Somebody who could not be reached has written: they are brought what they missed, once, in order."""
    since = caller.unreachable_since
    if since is None:
        return
    await people.mark_reachable(uow.tx, caller.address.id)
    for ticket, sender in (await _bring_missed(uow, caller, since)).items():
        lawyer = await people.find(uow.tx, sender)
        if lawyer is not None:
            await uow.tell(say(lawyer, "delivery.came_back", ticket=ticket, number=ticket))
    if caller.person.is_lawyer:
        rows = ((button("button.duty_on", SetDuty("on")),),)
        await uow.tell(say(caller.person, "duty.off_meanwhile", rows))


async def _bring_missed(uow: UnitOfWork, caller: Caller, since: dt.datetime) -> dict[int, int]:
    """Send what somebody missed once more; by ticket, who had sent it."""
    brought = [
        each
        for each in await not_delivered.missed(uow.tx, caller.address.id, since)
        if each.kind not in TRANSIENT
        and await delivery_rights.kept_back(uow.tx, each) is None
        and await outbox.write_again(uow.tx, each.notice, uow.account.id, uow.now) is not None
    ]
    return {
        each.ticket: each.sender for each in brought if each.ticket is not None and each.sender is not None
    }


async def list_undelivered(uow: UnitOfWork, admin: Person, place: Place = FIRST) -> None:
    """Show an admin the notices that failed or stayed uncertain: numbers and reasons, no words."""
    listed = await views.undelivered(uow, place.page)
    if not listed.count and not listed.elsewhere:
        await pages.put(uow, admin, place, Sentence("delivery.none"))
        return
    rows: Rows = tuple(
        (button("button.send_again_number", SendAgain(each.notice), number=each.notice),)
        for each in listed.lines
    )
    rows = (*rows, *pages.row(listed.page, TurnUndelivered))
    await pages.put(uow, admin, place, Shown("delivery.list", listed, rows))


async def send_again(uow: UnitOfWork, person: Person, notice_id: int) -> None:
    """Send a copy of a notice that did not arrive, or may not have; once, and only for whom it concerns."""
    try:
        copy = await copy_of(uow, person, notice_id)
    except (NotFound, NotAllowed):
        copy = None
    await uow.tell(say(person, "delivery.again" if copy is not None else "delivery.not_again"))


async def copy_of(uow: UnitOfWork, by: Person, notice_id: int) -> int | None:
    """Write an undelivered notice once more; the copy's id, or None when there is a copy already.

    Allowed to whoever it was sent for, to its reader, and to an admin; words of a ticket only while they may still
    be spoken there. Raises NotFound when there is no such undelivered notice, NotAllowed when it is none of this
    person's business or its time is over.
    """
    notice = await outbox.find(uow.tx, notice_id)
    is_over = notice is None or notice.state not in {State.FAILED, State.UNCERTAIN}
    if notice is None or is_over or notice.kind in KINDS_OF_TOPICS:
        raise NotFound("this message is not waiting to be sent again")
    if not by.is_admin and by.id not in {notice.sender, notice.to}:
        raise NotAllowed("this message may be sent again only by its sender or its reader")
    if await delivery_rights.kept_back(uow.tx, notice) is not None or not await _is_in(uow, notice):
        raise NotAllowed("it may not be brought to its reader any more")
    return await outbox.write_again(uow.tx, notice_id, uow.account.id, uow.now)


async def _is_in(uow: UnitOfWork, notice: Delivery) -> bool:
    """Whether the reader is in the conversation of the ticket, or it still waits and this is the card that offers it."""
    ticket = await tickets.find(uow.tx, notice.ticket) if notice.ticket else None
    person = await people.find(uow.tx, notice.to)
    if ticket is None or person is None or asks_in(person, ticket):
        return True
    if ticket.state is TicketState.WAITING:
        return await offers.by_notice(uow.tx, notice.notice) is not None
    return ticket.lawyer == notice.to


async def _offer_elsewhere(uow: UnitOfWork, offer: offers.Offer) -> None:
    ticket = await tickets.find(uow.tx, offer.ticket)
    if ticket is not None and ticket.state is TicketState.WAITING:
        await offers.take_back(uow.tx, ticket.id, offer.lawyer, uow.now)
        await assignment.offer_next(uow, ticket)
