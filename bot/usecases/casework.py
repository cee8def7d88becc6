"""A lawyer works on tickets: take, pass on, look, close, reopen; the owner says whether it helped."""

from typing import Any

from bot.desk import Desk
from bot.domain.people import Person, Role
from bot.domain.ticket import CloseReason, State, Ticket
from bot.knowledge import answers
from bot.matching.story import facts
from bot.storage import journal, people, tickets
from bot.usecases import clocks, escalating, offering, talking
from bot.usecases.saying import Rows, button, say


async def take(desk: Desk, lawyer: Person, ticket_id: int) -> None:
    """Take a waiting ticket. Of two lawyers one gets it, and the other is told who has it."""
    ticket = await tickets.find(desk.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer or ticket.owner == lawyer.id:
        await desk.tell(say(lawyer, "ticket.unknown"))
        return
    if not await tickets.take(desk.tx, ticket.id, lawyer.id, desk.now):
        await _tell_taken(desk, lawyer, ticket)
        return
    await tickets.settle_alarms(desk.tx, ticket.id, "take", desk.now)
    taken = await tickets.find(desk.tx, ticket.id)
    assert taken is not None
    await _make_butler(desk, taken, lawyer)
    await _settle_cards(desk, taken, lawyer)
    await talking.hand_over(desk, taken, lawyer)
    await _tell_owner_taken(desk, taken, lawyer)


async def pass_on(desk: Desk, lawyer: Person, ticket_id: int) -> None:
    """Leave a ticket to somebody else: an offer is declined, a taken ticket goes back into the queue."""
    ticket = await tickets.find(desk.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer:
        await desk.tell(say(lawyer, "ticket.unknown"))
        return
    if await offering.hand_back(desk, ticket, lawyer):
        await clocks.wind(desk, ticket)
    elif not await tickets.pass_on(desk.tx, ticket.id, lawyer.id, desk.now):
        await _tell_taken(desk, lawyer, ticket)
        return
    waiting = await tickets.find(desk.tx, ticket.id)
    assert waiting is not None
    await offering.settle_card(desk, waiting, lawyer, "ticket.card_passed")
    found = await offering.offer_next(desk, waiting)
    await desk.tell(say(lawyer, "ticket.passed_on" if found else "ticket.passed_on_nobody", number=ticket.id))


async def pass_on_offers(desk: Desk, lawyer: Person) -> None:
    """Offer to somebody else what waits with a lawyer who has gone off duty or left."""
    for ticket in await tickets.waiting(desk.tx):
        if await tickets.pass_on(desk.tx, ticket.id, lawyer.id, desk.now):
            await offering.settle_card(desk, ticket, lawyer, "ticket.card_passed")
            await offering.offer_next(desk, ticket)


async def release(desk: Desk, lawyer: Person) -> None:
    """Put the tickets of a lawyer who has left back into the queue, and tell their owners that somebody else comes."""
    for ticket in await tickets.of_lawyer(desk.tx, lawyer.id):
        if not await tickets.hand_back(desk.tx, ticket.id, lawyer.id):
            continue
        await tickets.withdraw_offers(desk.tx, ticket.id)
        await clocks.wind(desk, ticket)
        await desk.tell(
            say(ticket.owner, "ticket.new_lawyer", lang=ticket.lang, ticket=ticket.id, number=ticket.id)
        )
        waiting = await tickets.find(desk.tx, ticket.id)
        assert waiting is not None
        await offering.offer_next(desk, waiting)
    await pass_on_offers(desk, lawyer)


async def details(desk: Desk, lawyer: Person, ticket_id: int) -> None:
    """Show a lawyer all about a ticket that is theirs, or offered to them; nobody else."""
    ticket = await tickets.find(desk.tx, ticket_id)
    if ticket is None or not await _may_read(desk, lawyer, ticket):
        await desk.tell(say(lawyer, "ticket.unknown"))
        return
    params = await offering.card_params(desk, ticket, lawyer)
    extra = await _background(desk, ticket, lawyer)
    extra["told"] = " · ".join(facts(params["question"]).all)
    rows = _rows_for(ticket, lawyer)
    await desk.tell(say(lawyer, "ticket.details", rows, ticket=ticket.id, **{**params, **extra}))


async def queue(desk: Desk, lawyer: Person) -> None:
    """List what waits, without anybody's words."""
    await _list(desk, lawyer, "queue", await tickets.waiting(desk.tx), "take")


async def mine(desk: Desk, lawyer: Person) -> None:
    """List the tickets that this lawyer holds."""
    await _list(desk, lawyer, "mine", await tickets.of_lawyer(desk.tx, lawyer.id), "details")


async def ask_reason(desk: Desk, lawyer: Person, ticket_id: int) -> None:
    """Ask why a ticket is to be closed."""
    ticket = await _held(desk, lawyer, ticket_id)
    if ticket is None:
        return
    rows = [[button(f"reason.{reason.value}", "closed", ticket.id, reason.value)] for reason in CloseReason]
    await desk.tell(say(lawyer, "ticket.why_close", rows, ticket=ticket.id, number=ticket.id))


async def close(desk: Desk, lawyer: Person, ticket_id: int, reason: str) -> None:
    """Close a ticket for a reason, tell its owner, and ask whether it helped."""
    ticket = await _held(desk, lawyer, ticket_id)
    if ticket is None or reason not in set(CloseReason):
        return
    await tickets.close(desk.tx, ticket.id, CloseReason(reason), desk.now)
    await desk.tell(say(lawyer, "ticket.closed", ticket=ticket.id, number=ticket.id))
    rated = [
        button("button.helped", "helped", ticket.id, 1),
        button("button.not_helped", "helped", ticket.id, 0),
    ]
    rows = [[button("button.lawyer", "draft", 0)] if reason == CloseReason.WITHDRAWN else rated]
    key = "ticket.closed_owner" if reason == CloseReason.ANSWERED else f"ticket.closed_owner_{reason}"
    await desk.tell(say(ticket.owner, key, rows, lang=ticket.lang, ticket=ticket.id, number=ticket.id))


async def reopen(desk: Desk, lawyer: Person, ticket_id: int) -> None:
    """Open a ticket again that this lawyer closed."""
    ticket = await tickets.find(desk.tx, ticket_id)
    if ticket is None or ticket.lawyer != lawyer.id or not lawyer.is_lawyer:
        await desk.tell(say(lawyer, "ticket.unknown"))
    elif not await talking.may_hear(desk, ticket):
        await desk.tell(say(lawyer, "ticket.owner_withdrew", number=ticket_id))
    elif not await talking.reopen(desk, ticket, by_owner=False):
        await desk.tell(say(lawyer, "ticket.open_already", number=ticket_id))


async def rate(desk: Desk, owner: Person, ticket_id: int, *, helped: bool) -> None:
    """Note whether the answer helped; "no" opens the ticket again with the same lawyer."""
    ticket = await tickets.find(desk.tx, ticket_id)
    if ticket is None or ticket.owner != owner.id:
        await desk.tell(say(owner, "ticket.unknown"))
        return
    await tickets.set_helped(desk.tx, ticket.id, helped=helped)
    if helped:
        await desk.tell(say(owner, "rate.thanks", lang=ticket.lang))
        return
    if not ticket.is_open and not await talking.wake(desk, owner, ticket):
        return
    await escalating.keep_talking(desk, owner, ticket)
    await desk.tell(say(owner, "rate.reopened", lang=ticket.lang, ticket=ticket.id, number=ticket.id))


async def withdraw(desk: Desk, owner: Person) -> None:
    """Close the open tickets of an owner who takes the consent back; who works on them is told why."""
    for ticket in await tickets.open_of_owner(desk.tx, owner.id):
        await tickets.close(desk.tx, ticket.id, CloseReason.WITHDRAWN, desk.now)
        shown = [offer.lawyer for offer in await tickets.offers(desk.tx, ticket.id) if not offer.passed]
        for lawyer_id in [ticket.lawyer] if ticket.lawyer else shown:
            lawyer = await people.find(desk.tx, lawyer_id)
            if lawyer is not None:
                await offering.settle_card(desk, ticket, lawyer, "ticket.card_passed")
                await desk.tell(say(lawyer, "ticket.owner_withdrew", number=ticket.id))


async def my_tickets(desk: Desk, owner: Person) -> None:
    """List an owner's own tickets."""
    own = await tickets.of_owner(desk.tx, owner.id)
    if not own:
        await desk.tell(say(owner, "tickets.none", [[button("button.lawyer", "draft", 0)]]))
        return
    lines = [
        {
            "number": ticket.id,
            "state": f"state.{ticket.state.value}",
            "since": clocks.local_time(desk, ticket.opened_at),
        }
        for ticket in own
    ]
    rows = [
        [button("button.write_to", "talk", ticket.id, number=ticket.id)] for ticket in own if ticket.is_open
    ]
    await desk.tell(say(owner, "tickets.list", rows, lines=lines))


async def _tell_taken(desk: Desk, lawyer: Person, ticket: Ticket) -> None:
    current = await tickets.find(desk.tx, ticket.id)
    assert current is not None
    if current.state is State.CLOSED:
        await desk.tell(say(lawyer, "ticket.is_closed", number=ticket.id))
    elif current.lawyer == lawyer.id:
        await desk.tell(say(lawyer, "ticket.is_yours", ticket=ticket.id, number=ticket.id))
    elif current.lawyer is not None:
        holder = await people.find(desk.tx, current.lawyer)
        await desk.tell(
            say(lawyer, "ticket.is_taken", number=ticket.id, name=(holder.name or "") if holder else "")
        )
    else:
        await desk.tell(say(lawyer, "ticket.not_offered", number=ticket.id))


async def _make_butler(desk: Desk, ticket: Ticket, lawyer: Person) -> None:
    """Whoever first takes an enterprise's ticket becomes its butler."""
    enterprise = await people.enterprise(desk.tx, ticket.enterprise) if ticket.enterprise else None
    if enterprise is not None and enterprise.butler is None:
        await people.set_butler(desk.tx, enterprise.id, lawyer.id)


async def _settle_cards(desk: Desk, ticket: Ticket, lawyer: Person) -> None:
    """The taker gets the card for working on; every other lawyer's card says who has the ticket."""
    params = await offering.card_params(desk, ticket, lawyer, most=None)
    await offering.settle_card(desk, ticket, lawyer, "ticket.card_taken")
    await desk.tell(say(lawyer, "ticket.yours", _rows_for(ticket, lawyer), ticket=ticket.id, **params))
    for offer in await tickets.offers(desk.tx, ticket.id):
        other = await people.find(desk.tx, offer.lawyer)
        if other is not None and other.id != lawyer.id and not offer.passed:
            await offering.settle_card(desk, ticket, other, "ticket.card_taken_by", name=lawyer.name or "")
            await desk.tell(say(other, "ticket.is_taken", number=ticket.id, name=lawyer.name or ""))


async def _tell_owner_taken(desk: Desk, ticket: Ticket, lawyer: Person) -> None:
    await desk.tell(
        say(
            ticket.owner,
            "ticket.taken_owner",
            lang=ticket.lang,
            ticket=ticket.id,
            number=ticket.id,
            name=lawyer.name or "",
        )
    )


async def _may_read(desk: Desk, lawyer: Person, ticket: Ticket) -> bool:
    if not lawyer.is_lawyer:
        return False
    if ticket.lawyer is not None:
        return ticket.lawyer == lawyer.id
    offer = await tickets.offer_of(desk.tx, ticket.id, lawyer.id)
    return offer is not None and not offer.passed


async def _held(desk: Desk, lawyer: Person, ticket_id: int) -> Ticket | None:
    """The open ticket if this lawyer holds it; otherwise the lawyer is told how it stands."""
    ticket = await tickets.find(desk.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer:
        await desk.tell(say(lawyer, "ticket.unknown"))
        return None
    if ticket.state is not State.TAKEN or ticket.lawyer != lawyer.id:
        await _tell_taken(desk, lawyer, ticket)
        return None
    return ticket


async def _background(desk: Desk, ticket: Ticket, lawyer: Person) -> dict[str, Any]:
    """What helps to answer: the enterprise, when it was asked, what the butler would have said."""
    enterprise = await people.enterprise(desk.tx, ticket.enterprise) if ticket.enterprise else None
    question = await journal.find(desk.tx, ticket.question) if ticket.question else None
    best = question.candidates[:3] if question else []
    titles = [title for _, title in answers.titles(desk.knowledge, [entry for entry, _ in best], lawyer.lang)]
    return {
        "code": (enterprise.credit_code or "") if enterprise else "",
        "since": clocks.local_time(desk, ticket.opened_at),
        "near": " / ".join(titles),
        "count": len(await tickets.messages_of(desk.tx, ticket.id)),
    }


def _rows_for(ticket: Ticket, lawyer: Person) -> Rows:
    if ticket.state is State.TAKEN and ticket.lawyer == lawyer.id:
        return [[button("button.close", "close", ticket.id), button("button.hand_back", "pass", ticket.id)]]
    if ticket.state is State.WAITING:
        return [[button("button.take", "take", ticket.id), button("button.pass_on", "pass", ticket.id)]]
    return [[button("button.reopen", "reopen", ticket.id)]]


async def _list(desk: Desk, lawyer: Person, key: str, found: list[Ticket], action: str) -> None:
    if not found:
        await desk.tell(say(lawyer, f"{key}.none"))
        return
    lines = [await _line(desk, ticket, lawyer) for ticket in found[:10]]
    label = "button.take_number" if action == "take" else "button.details_number"
    rows = [[button(label, action, ticket.id, number=ticket.id)] for ticket in found[:10]]
    await desk.tell(
        say(lawyer, f"{key}.list", rows if lawyer.is_lawyer else [], lines=lines, count=len(found))
    )


async def _line(desk: Desk, ticket: Ticket, reader: Person) -> dict[str, str | int | bool]:
    holder = await people.find(desk.tx, ticket.lawyer) if ticket.lawyer else None
    return {
        "number": ticket.id,
        "urgent": ticket.urgent,
        "state": f"state.{ticket.state.value}",
        "since": clocks.local_time(desk, ticket.opened_at),
        "measure": answers.measure_title(desk.knowledge, ticket.measure, reader.lang)
        if ticket.measure
        else "",
        "name": (holder.name or "") if holder else "",
    }


async def all_open(desk: Desk, admin: Person) -> None:
    """List for an admin every open ticket and who has it, without anybody's words."""
    if Role.ADMIN in admin.roles:
        await _list(desk, admin, "open", await tickets.still_open(desk.tx), "none")
