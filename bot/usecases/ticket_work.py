"""A lawyer works on tickets: take, pass on, look, close, reopen; the owner says whether it helped."""

from typing import Any

from bot.domain.people import Person, Role
from bot.domain.ticket import CloseReason, State, Ticket
from bot.knowledge import answers
from bot.matching.text.facts import facts
from bot.storage import journal, people, tickets
from bot.usecases import alarms, assignment, drafts, ticket_thread
from bot.usecases.messages import Rows, button, say
from bot.usecases.unit_of_work import UnitOfWork


async def take(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Take a waiting ticket. Of two lawyers one gets it, and the other is told who has it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer or ticket.owner == lawyer.id:
        await uow.tell(say(lawyer, "ticket.unknown"))
        return
    if not await tickets.take(uow.tx, ticket.id, lawyer.id, uow.now):
        await _tell_taken(uow, lawyer, ticket)
        return
    await tickets.settle_alarms(uow.tx, ticket.id, "take", uow.now)
    taken = await tickets.find(uow.tx, ticket.id)
    assert taken is not None
    await _make_butler(uow, taken, lawyer)
    await _settle_cards(uow, taken, lawyer)
    await ticket_thread.hand_over(uow, taken, lawyer)
    await _tell_owner_taken(uow, taken, lawyer)


async def pass_on(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Leave a ticket to somebody else: an offer is declined, a taken ticket goes back into the queue."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer:
        await uow.tell(say(lawyer, "ticket.unknown"))
        return
    if await assignment.hand_back(uow, ticket, lawyer):
        await alarms.wind(uow, ticket)
    elif not await tickets.pass_on(uow.tx, ticket.id, lawyer.id, uow.now):
        await _tell_taken(uow, lawyer, ticket)
        return
    waiting = await tickets.find(uow.tx, ticket.id)
    assert waiting is not None
    await assignment.settle_card(uow, waiting, lawyer, "ticket.card_passed")
    found = await assignment.offer_next(uow, waiting)
    await uow.tell(say(lawyer, "ticket.passed_on" if found else "ticket.passed_on_nobody", number=ticket.id))


async def pass_on_offers(uow: UnitOfWork, lawyer: Person) -> None:
    """Offer to somebody else what waits with a lawyer who has gone off duty or left."""
    for ticket in await tickets.waiting(uow.tx):
        if await tickets.pass_on(uow.tx, ticket.id, lawyer.id, uow.now):
            await assignment.settle_card(uow, ticket, lawyer, "ticket.card_passed")
            await assignment.offer_next(uow, ticket)


async def release(uow: UnitOfWork, lawyer: Person) -> None:
    """Put the tickets of a lawyer who has left back into the queue, and tell their owners that somebody else comes."""
    for ticket in await tickets.of_lawyer(uow.tx, lawyer.id):
        if not await tickets.hand_back(uow.tx, ticket.id, lawyer.id):
            continue
        await tickets.withdraw_offers(uow.tx, ticket.id)
        await alarms.wind(uow, ticket)
        await uow.tell(
            say(ticket.owner, "ticket.new_lawyer", lang=ticket.lang, ticket=ticket.id, number=ticket.id)
        )
        waiting = await tickets.find(uow.tx, ticket.id)
        assert waiting is not None
        await assignment.offer_next(uow, waiting)
    await pass_on_offers(uow, lawyer)


async def details(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Show a lawyer all about a ticket that is theirs, or offered to them; nobody else."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not await _may_read(uow, lawyer, ticket):
        await uow.tell(say(lawyer, "ticket.unknown"))
        return
    params = await assignment.card_params(uow, ticket, lawyer)
    extra = await _background(uow, ticket, lawyer)
    extra["told"] = " · ".join(facts(params["question"]).all)
    rows = _rows_for(ticket, lawyer)
    await uow.tell(say(lawyer, "ticket.details", rows, ticket=ticket.id, **{**params, **extra}))


async def queue(uow: UnitOfWork, lawyer: Person) -> None:
    """List what waits, without anybody's words."""
    await _list(uow, lawyer, "queue", await tickets.waiting(uow.tx), "take")


async def mine(uow: UnitOfWork, lawyer: Person) -> None:
    """List the tickets that this lawyer holds."""
    await _list(uow, lawyer, "mine", await tickets.of_lawyer(uow.tx, lawyer.id), "details")


async def ask_reason(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Ask why a ticket is to be closed."""
    ticket = await _held(uow, lawyer, ticket_id)
    if ticket is None:
        return
    rows = [[button(f"reason.{reason.value}", "closed", ticket.id, reason.value)] for reason in CloseReason]
    await uow.tell(say(lawyer, "ticket.why_close", rows, ticket=ticket.id, number=ticket.id))


async def close(uow: UnitOfWork, lawyer: Person, ticket_id: int, reason: str) -> None:
    """Close a ticket for a reason, tell its owner, and ask whether it helped."""
    ticket = await _held(uow, lawyer, ticket_id)
    if ticket is None or reason not in set(CloseReason):
        return
    await tickets.close(uow.tx, ticket.id, CloseReason(reason), uow.now)
    await uow.tell(say(lawyer, "ticket.closed", ticket=ticket.id, number=ticket.id))
    rated = [
        button("button.helped", "helped", ticket.id, 1),
        button("button.not_helped", "helped", ticket.id, 0),
    ]
    rows = [[button("button.lawyer", "draft", 0)] if reason == CloseReason.WITHDRAWN else rated]
    key = "ticket.closed_owner" if reason == CloseReason.ANSWERED else f"ticket.closed_owner_{reason}"
    await uow.tell(say(ticket.owner, key, rows, lang=ticket.lang, ticket=ticket.id, number=ticket.id))


async def reopen(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Open a ticket again that this lawyer closed."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.lawyer != lawyer.id or not lawyer.is_lawyer:
        await uow.tell(say(lawyer, "ticket.unknown"))
    elif not await ticket_thread.may_hear(uow, ticket):
        await uow.tell(say(lawyer, "ticket.owner_withdrew", number=ticket_id))
    elif not await ticket_thread.reopen(uow, ticket, by_owner=False):
        await uow.tell(say(lawyer, "ticket.open_already", number=ticket_id))


async def rate(uow: UnitOfWork, owner: Person, ticket_id: int, *, helped: bool) -> None:
    """Note whether the answer helped; "no" opens the ticket again with the same lawyer."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != owner.id:
        await uow.tell(say(owner, "ticket.unknown"))
        return
    await tickets.set_helped(uow.tx, ticket.id, helped=helped)
    if helped:
        await uow.tell(say(owner, "rate.thanks", lang=ticket.lang))
        return
    if not ticket.is_open and not await ticket_thread.wake(uow, owner, ticket):
        return
    await drafts.keep_talking(uow, owner, ticket)
    await uow.tell(say(owner, "rate.reopened", lang=ticket.lang, ticket=ticket.id, number=ticket.id))


async def withdraw(uow: UnitOfWork, owner: Person) -> None:
    """Close the open tickets of an owner who takes the consent back; who works on them is told why."""
    for ticket in await tickets.open_of_owner(uow.tx, owner.id):
        await tickets.close(uow.tx, ticket.id, CloseReason.WITHDRAWN, uow.now)
        shown = [offer.lawyer for offer in await tickets.offers(uow.tx, ticket.id) if not offer.passed]
        for lawyer_id in [ticket.lawyer] if ticket.lawyer else shown:
            lawyer = await people.find(uow.tx, lawyer_id)
            if lawyer is not None:
                await assignment.settle_card(uow, ticket, lawyer, "ticket.card_passed")
                await uow.tell(say(lawyer, "ticket.owner_withdrew", number=ticket.id))


async def my_tickets(uow: UnitOfWork, owner: Person) -> None:
    """List an owner's own tickets."""
    own = await tickets.of_owner(uow.tx, owner.id)
    if not own:
        await uow.tell(say(owner, "tickets.none", [[button("button.lawyer", "draft", 0)]]))
        return
    lines = [
        {
            "number": ticket.id,
            "state": f"state.{ticket.state.value}",
            "since": alarms.local_time(uow, ticket.opened_at),
        }
        for ticket in own
    ]
    rows = [
        [button("button.write_to", "talk", ticket.id, number=ticket.id)] for ticket in own if ticket.is_open
    ]
    await uow.tell(say(owner, "tickets.list", rows, lines=lines))


async def _tell_taken(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> None:
    current = await tickets.find(uow.tx, ticket.id)
    assert current is not None
    if current.state is State.CLOSED:
        await uow.tell(say(lawyer, "ticket.is_closed", number=ticket.id))
    elif current.lawyer == lawyer.id:
        await uow.tell(say(lawyer, "ticket.is_yours", ticket=ticket.id, number=ticket.id))
    elif current.lawyer is not None:
        holder = await people.find(uow.tx, current.lawyer)
        await uow.tell(
            say(lawyer, "ticket.is_taken", number=ticket.id, name=(holder.name or "") if holder else "")
        )
    else:
        await uow.tell(say(lawyer, "ticket.not_offered", number=ticket.id))


async def _make_butler(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Whoever first takes an enterprise's ticket becomes its butler."""
    enterprise = await people.enterprise(uow.tx, ticket.enterprise) if ticket.enterprise else None
    if enterprise is not None and enterprise.butler is None:
        await people.set_butler(uow.tx, enterprise.id, lawyer.id)


async def _settle_cards(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """The taker gets the card for working on; every other lawyer's card says who has the ticket."""
    params = await assignment.card_params(uow, ticket, lawyer, most=None)
    await assignment.settle_card(uow, ticket, lawyer, "ticket.card_taken")
    await uow.tell(say(lawyer, "ticket.yours", _rows_for(ticket, lawyer), ticket=ticket.id, **params))
    for offer in await tickets.offers(uow.tx, ticket.id):
        other = await people.find(uow.tx, offer.lawyer)
        if other is not None and other.id != lawyer.id and not offer.passed:
            await assignment.settle_card(uow, ticket, other, "ticket.card_taken_by", name=lawyer.name or "")
            await uow.tell(say(other, "ticket.is_taken", number=ticket.id, name=lawyer.name or ""))


async def _tell_owner_taken(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    await uow.tell(
        say(
            ticket.owner,
            "ticket.taken_owner",
            lang=ticket.lang,
            ticket=ticket.id,
            number=ticket.id,
            name=lawyer.name or "",
        )
    )


async def _may_read(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> bool:
    if not lawyer.is_lawyer:
        return False
    if ticket.lawyer is not None:
        return ticket.lawyer == lawyer.id
    offer = await tickets.offer_of(uow.tx, ticket.id, lawyer.id)
    return offer is not None and not offer.passed


async def _held(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> Ticket | None:
    """The open ticket if this lawyer holds it; otherwise the lawyer is told how it stands."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer:
        await uow.tell(say(lawyer, "ticket.unknown"))
        return None
    if ticket.state is not State.TAKEN or ticket.lawyer != lawyer.id:
        await _tell_taken(uow, lawyer, ticket)
        return None
    return ticket


async def _background(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> dict[str, Any]:
    """What helps to answer: the enterprise, when it was asked, what the butler would have said."""
    enterprise = await people.enterprise(uow.tx, ticket.enterprise) if ticket.enterprise else None
    question = await journal.find(uow.tx, ticket.question) if ticket.question else None
    best = question.candidates[:3] if question else []
    titles = [title for _, title in answers.titles(uow.knowledge, [entry for entry, _ in best], lawyer.lang)]
    return {
        "code": (enterprise.credit_code or "") if enterprise else "",
        "since": alarms.local_time(uow, ticket.opened_at),
        "near": " / ".join(titles),
        "count": len(await tickets.messages_of(uow.tx, ticket.id)),
    }


def _rows_for(ticket: Ticket, lawyer: Person) -> Rows:
    if ticket.state is State.TAKEN and ticket.lawyer == lawyer.id:
        return [[button("button.close", "close", ticket.id), button("button.hand_back", "pass", ticket.id)]]
    if ticket.state is State.WAITING:
        return [[button("button.take", "take", ticket.id), button("button.pass_on", "pass", ticket.id)]]
    return [[button("button.reopen", "reopen", ticket.id)]]


async def _list(uow: UnitOfWork, lawyer: Person, key: str, found: list[Ticket], action: str) -> None:
    if not found:
        await uow.tell(say(lawyer, f"{key}.none"))
        return
    lines = [await _line(uow, ticket, lawyer) for ticket in found[:10]]
    label = "button.take_number" if action == "take" else "button.details_number"
    rows = [[button(label, action, ticket.id, number=ticket.id)] for ticket in found[:10]]
    await uow.tell(
        say(lawyer, f"{key}.list", rows if lawyer.is_lawyer else [], lines=lines, count=len(found))
    )


async def _line(uow: UnitOfWork, ticket: Ticket, reader: Person) -> dict[str, str | int | bool]:
    holder = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    return {
        "number": ticket.id,
        "urgent": ticket.urgent,
        "state": f"state.{ticket.state.value}",
        "since": alarms.local_time(uow, ticket.opened_at),
        "measure": answers.measure_title(uow.knowledge, ticket.measure, reader.lang)
        if ticket.measure
        else "",
        "name": (holder.name or "") if holder else "",
    }


async def all_open(uow: UnitOfWork, admin: Person) -> None:
    """List for an admin every open ticket and who has it, without anybody's words."""
    if Role.ADMIN in admin.roles:
        await _list(uow, admin, "open", await tickets.still_open(uow.tx), "none")
