"""Which lawyer is shown a ticket, the card that shows it, and what becomes of the card."""

from typing import Any

from bot.domain.assignment import choose
from bot.domain.people import Person, Role
from bot.domain.ticket import Ticket
from bot.knowledge import answers
from bot.storage import journal, outbox, people, tickets
from bot.usecases.messages import Rows, button, edit, say
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_EXCERPT = 1500
"""Characters of the question on a card; the whole of it comes when the ticket is taken."""


async def offer_next(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Offer a waiting ticket to the next fitting lawyer on duty; False, and the admins know, if nobody is left."""
    enterprise = await people.enterprise(uow.tx, ticket.enterprise) if ticket.enterprise else None
    tried = [offer.lawyer for offer in await tickets.offers(uow.tx, ticket.id)]
    tried.append(ticket.owner)  # who asks is not answered by themselves
    choice = choose(
        await people.roster(uow.tx),
        butler=enterprise.butler if enterprise else None,
        measure=ticket.measure,
        tried=tried,
    )
    if choice is None:
        await _tell_admins_nobody(uow, ticket)
        return False
    lawyer = await people.find(uow.tx, choice.lawyer.id)
    assert lawyer is not None
    await people.given_work(uow.tx, lawyer.id, uow.now)
    await tickets.offer(uow.tx, ticket.id, lawyer.id, choice.reason, uow.now)
    await show_card(uow, ticket, lawyer)
    return True


async def show_card(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Send a ticket's card to a lawyer to whom it is offered."""
    rows = [
        [button("button.take", "take", ticket.id), button("button.pass_on", "pass", ticket.id)],
        [button("button.details", "details", ticket.id)],
    ]
    params = await card_params(uow, ticket, lawyer)
    notice = await uow.tell(say(lawyer, "ticket.card", rows, ticket=ticket.id, **params))
    await tickets.offer_shown(uow.tx, ticket.id, lawyer.id, notice)


async def card_params(
    uow: UnitOfWork, ticket: Ticket, reader: Person, most: int | None = LONGEST_EXCERPT
) -> dict[str, Any]:
    """What a ticket's card says, in the reader's language; the owner's words stay as they are."""
    enterprise = await people.enterprise(uow.tx, ticket.enterprise) if ticket.enterprise else None
    return {
        "number": ticket.id,
        "urgent": ticket.urgent,
        "enterprise": " · ".join(filter(None, (enterprise.name, enterprise.town))) if enterprise else "",
        "measure": answers.measure_title(uow.knowledge, ticket.measure, reader.lang)
        if ticket.measure
        else "",
        "question": await excerpt(uow, ticket, most),
    }


async def excerpt(uow: UnitOfWork, ticket: Ticket, most: int | None) -> str:
    """What the owner asked, in the question or in the first words added; only its beginning if `most` is given."""
    if ticket.question is not None:
        question = await journal.find(uow.tx, ticket.question)
        if question is not None:
            return question.text[:most]
    said = [message.said.text for message in await tickets.messages_of(uow.tx, ticket.id)]
    return next((text[:most] for text in said if text), "")


async def settle_card(
    uow: UnitOfWork, ticket: Ticket, lawyer: Person, key: str, rows: Rows = (), **params: str
) -> None:
    """Put other words and buttons on the card that a lawyer was shown, if it has arrived."""
    offer = await tickets.offer_of(uow.tx, ticket.id, lawyer.id)
    if offer is None or offer.notice is None:
        return
    shown = await card_params(uow, ticket, lawyer)
    for message_id in await outbox.messages_of(uow.tx, offer.notice):
        await uow.tell(edit(lawyer, message_id, key, rows, lang=lawyer.lang, **shown, **params))


async def show_offers_again(uow: UnitOfWork, lawyer: Person) -> None:
    """Send the cards of what waits with a lawyer once more: they could not be delivered before."""
    for ticket in await tickets.waiting(uow.tx):
        offer = await tickets.offer_of(uow.tx, ticket.id, lawyer.id)
        if offer is not None and not offer.passed:
            await show_card(uow, ticket, lawyer)


async def deal_out_waiting(uow: UnitOfWork) -> None:
    """Offer every waiting ticket that nobody is looking at, the oldest first: capacity has returned."""
    for ticket in await tickets.waiting(uow.tx):
        if all(offer.passed for offer in await tickets.offers(uow.tx, ticket.id)):
            await offer_next(uow, ticket)


async def hand_back(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> bool:
    """Put a ticket that a lawyer gives up back into the queue; its owner hears it. False if it was not theirs."""
    if not await tickets.hand_back(uow.tx, ticket.id, lawyer.id):
        return False
    await tickets.offer(uow.tx, ticket.id, lawyer.id, "held", uow.now)
    await tickets.pass_on(uow.tx, ticket.id, lawyer.id, uow.now)
    words = say(ticket.owner, "ticket.new_lawyer", lang=ticket.lang, ticket=ticket.id, number=ticket.id)
    await uow.tell(words)
    return True


async def _tell_admins_nobody(uow: UnitOfWork, ticket: Ticket) -> None:
    for admin in await people.with_role(uow.tx, Role.ADMIN):
        await uow.tell(
            say(
                admin,
                "ticket.nobody",
                once=f"nobody:{ticket.id}:{admin.id}:{uow.now:%Y%m%d%H}",
                number=ticket.id,
            )
        )
