"""An owner's words speak of danger: first aid at once, one urgent ticket, and everybody who can help is called.

fresh words ─▶ a new urgent ticket, or the one in which this person's emergency is already being told
in a ticket ─▶ the ticket becomes urgent; its lawyer, or all lawyers, and the admins are called
"""

import datetime as dt
from collections.abc import Sequence

from bot.domain.actions import CallOut
from bot.domain.answer import Lang
from bot.domain.identity import Caller
from bot.domain.language import for_reply, in_chosen_script
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import button
from bot.domain.own_ticket_actions import CallOutTicket
from bot.domain.sides import asks_in
from bot.domain.ticket import Ticket
from bot.matching.decision.verdict import Verdict
from bot.storage import journal, tickets
from bot.usecases import buttons, drafts, lifecycle, owner_views, ticket_thread, views
from bot.usecases.call_out import Called, call_out
from bot.usecases.first_aid import first_aid
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

SAME_WITHIN = dt.timedelta(hours=12)
"""So long the words of danger of one person are about one emergency, and join its ticket."""
SAID_WITHIN = dt.timedelta(minutes=10)
"""So long the first aid for one kind of emergency is not said again: who writes on has read it."""


def red_flag(uow: UnitOfWork, text: str) -> Verdict | None:
    """The verdict on words that surely speak of danger; None for all others."""
    alarm = uow.alarm(text) if text else None
    return uow.verdict(text) if alarm is not None and alarm.is_sure else None


async def tell_before_consent(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Words of danger of somebody who has not agreed to anything yet: first aid all the same, and nothing is kept.

    True if there were such words.
    """
    flag = red_flag(uow, message.text)
    if flag is None:
        return False
    lang = for_reply(message.text, caller.person.lang)
    first, more = first_aid(uow.knowledge, flag.talk, lang)
    await uow.tell(say(caller.person, "emergency.before_consent", lang=lang, first=first, more=more))
    return True


async def tell_kept_out(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Words of danger of somebody who is not heard: first aid all the same, unless it was just said; nobody is called."""
    alarm = uow.alarm(message.text)
    if alarm is None or not alarm.is_sure:
        return
    lang = for_reply(message.text, caller.person.lang)
    first, more = first_aid(uow.knowledge, alarm.kind, lang)
    since = int(uow.now.timestamp() // SAID_WITHIN.total_seconds())
    once = f"kept-out-aid:{caller.person.id}:{alarm.kind}:{since}"
    await uow.tell(say(caller.person, "emergency.kept_out", lang=lang, once=once, first=first, more=more))


async def running(uow: UnitOfWork, caller: Caller) -> Ticket | None:
    """The open ticket in which this person's emergency is already being told; with very many open ones the last of them."""
    own = [each for each in await tickets.open_of_owner(uow.tx, caller.person.id) if each.emergency_at]
    lately = [each for each in own if each.emergency_at and uow.now - each.emergency_at <= SAME_WITHIN]
    if not lately and len(own) >= uow.policy.most_emergencies_per_owner:
        return own[-1]
    return lately[-1] if lately else None


async def opens(
    uow: UnitOfWork, caller: Caller, question_id: int, message: IncomingMessage, flag: Verdict, lang: Lang
) -> None:
    """Open an urgent ticket; what was collected in a draft goes with it."""
    draft = drafts.draft_of(caller)
    said = draft.collected if draft else ()
    if message.kind != "text" and all(each.message_id != message.message_id for each in said):
        said = (*said, message)
    await _open(uow, caller, question_id, flag.talk or "", said, lang)


async def ask_whether(
    uow: UnitOfWork,
    caller: Caller,
    message: IncomingMessage,
    kind: str,
    *,
    question: int = 0,
    ticket: int = 0,
) -> None:
    """Words that may tell of an emergency: what saves is said first, and one tap calls everybody."""
    lang = for_reply(message.text, caller.person.lang)
    action = CallOutTicket(ticket, kind) if ticket else CallOut(question, kind)
    first, _ = first_aid(uow.knowledge, kind, lang)
    rows = ((button("button.call_out", action),),)
    await uow.tell(
        say(caller.person, "emergency.maybe", rows, lang=lang, reply_to=message.message_id, first=first)
    )


async def confirmed(uow: UnitOfWork, caller: Caller, question_id: int, kind: str, card: int) -> None:
    """The person says that their question tells of an emergency; a second tap does nothing."""
    question = await journal.find(uow.tx, question_id)
    if question is None or question.person != caller.person.id or kind not in uow.knowledge.talks:
        await uow.tell(say(caller.person, "tap.unknown"))
        return
    if not await buttons.spend(uow, caller, card):
        return
    lang = in_chosen_script(question.lang, caller.person.lang)
    ticket = await tickets.by_question(uow.tx, question.id) or await running(uow, caller)
    if ticket is not None and ticket.is_open:
        await _call_in(uow, caller, ticket, kind, lang)
    elif ticket is None:
        await _open(uow, caller, question.id, kind, (), lang)
    else:
        await uow.tell(about(ticket, caller.person, "ticket.already"))


async def confirmed_in(uow: UnitOfWork, caller: Caller, number: int, kind: str, card: int) -> None:
    """The person says that what they wrote in a ticket tells of an emergency; a second tap does nothing."""
    ticket = await tickets.find(uow.tx, number)
    if ticket is None or not asks_in(caller.person, ticket) or kind not in uow.knowledge.talks:
        await uow.tell(say(caller.person, "ticket.unknown"))
    elif not ticket.is_open:
        await uow.tell(about(ticket, caller.person, "ticket.is_closed"))
    elif await buttons.spend(uow, caller, card):
        await _call_in(uow, caller, ticket, kind, caller.person.lang)


async def _open(
    uow: UnitOfWork,
    caller: Caller,
    question_id: int,
    kind: str,
    said: Sequence[IncomingMessage],
    lang: Lang,
) -> None:
    question = await journal.find(uow.tx, question_id)
    opened = await drafts.open_ticket(uow, caller, question, said, emergency=kind)
    if opened is None:
        return
    await _tell(uow, caller, opened, await call_out(uow, opened), lang)
    await drafts.begin_talking(uow, caller, opened)


async def into(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage, flag: Verdict
) -> None:
    """Add words of danger to a ticket."""
    kept = await ticket_thread.from_owner(uow, caller, ticket, message, confirm=False)
    if kept is not None:
        await raised(uow, caller, kept, message, flag)


async def raised(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage, flag: Verdict
) -> None:
    """Words that stand in a ticket speak of danger: first aid, unless it was just said, and everybody is called."""
    lang = for_reply(message.text, caller.person.lang)
    if ticket.emergency == flag.talk and _lately(uow, ticket):
        key = "emergency.added_held" if ticket.is_held else "emergency.added"
        await uow.tell(about(ticket, caller.person, key, reply_to=message.message_id))
        return
    await _call_in(uow, caller, ticket, flag.talk or "", lang)


async def _call_in(uow: UnitOfWork, caller: Caller, ticket: Ticket, kind: str, lang: Lang) -> None:
    marked = await lifecycle.mark_emergency(uow, ticket, caller.person, kind)
    await _tell(uow, caller, marked, await call_out(uow, marked), lang)


def _lately(uow: UnitOfWork, ticket: Ticket) -> bool:
    return ticket.emergency_at is not None and uow.now - ticket.emergency_at <= SAID_WITHIN


async def _tell(uow: UnitOfWork, caller: Caller, ticket: Ticket, called: Called, lang: Lang) -> None:
    """First what saves, then who was called and what happens next, at which hour: nothing is promised that may not hold."""
    key = "emergency.held" if ticket.is_held else "emergency.called" if called.lawyers else "emergency.nobody"
    hours = "emergency.open" if uow.calendar.is_working(uow.now) else "emergency.closed"
    first, more = first_aid(uow.knowledge, ticket.emergency, lang)
    notice = say(
        caller.person,
        key,
        owner_views.rows_of(ticket),
        lang=lang,
        ticket=ticket.id,
        number=ticket.id,
        fills={"hours": hours},
        first=first,
        more=more,
        clock=views.local_time(uow, uow.now),
        lawyers=called.lawyers,
        admins=called.admins,
    )
    await uow.tell(notice)
