"""Whose message is this and what does it mean: every text, caption, edit and reaction, whatever the state.

a lawyer   replies to a ticket, or writes in its topic ─▶ its owner hears it      was asked for words to send, a snippet ─▶ that
           else ─▶ "to whom?", and what the knowledge surely has for it; without a ticket in hand, that alone
an owner   writes faster than a person types ─▶ what belongs to a ticket or a draft is kept; else one sentence
           says something urgent ─▶ first aid, and an urgent ticket or a ticket marked urgent, before all else
           replies to a ticket ─▶ its lawyer hears it
           replies to an answer and asks on ─▶ that part of it
           was asked for something (enterprise, draft) ─▶ that
           wrote to a lawyer a moment ago ─▶ the same ticket; but a question with a sure answer is answered
           speaks to an open ticket itself (no longer needed, where is the answer, thanks) ─▶ that is done
           has a ticket in a lawyer's hands ─▶ "to the lawyer, or a new question?"
           else words ─▶ a question, a file ─▶ a draft for a lawyer
"""

from bot.domain.actions import AskAnew, TalkIn
from bot.domain.dialogue import (
    AskingCode,
    AskingFact,
    AskingName,
    AskingOtherSide,
    AskingSnooze,
    AskingTown,
    AskingTrigger,
    ConfirmingName,
    Drafting,
    ExplainingInspection,
    RatingInWords,
    TalkingIn,
)
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import Ticket
from bot.matching.decision.verdict import Verdict
from bot.storage import dialogues, journal, tickets
from bot.usecases import (
    asides,
    canned,
    consents,
    deliveries,
    drafts,
    edits,
    emergencies,
    follow_ups,
    held_albums,
    inspections,
    introductions,
    last_days,
    lawyer_words,
    limits,
    other_side,
    owner_words,
    questions,
    ratings,
    snoozing,
    ticket_thread,
    told_in_words,
    topic_words,
    which_ticket,
    wrong_client,
)
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

MOST_CHOICES = 6
"""Tickets among which somebody chooses with buttons."""


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Do what a message asks for."""
    await deliveries.came_back(uow, caller)
    if not caller.person.is_known:
        await consents.ask(uow, caller, message)
        return
    replied = message.reply_to
    ticket = await ticket_thread.ticket_of(uow, caller.address.id, replied) if replied else None
    if ticket is not None and _speaks_as_lawyer(caller.person, ticket):
        await wrong_client.send_on(uow, caller, ticket, message)
        return
    if ticket is None and await topic_words.hear(uow, caller, message):
        return
    caller = await owner_words.go_on(uow, caller)
    flag = None if caller.person.is_lawyer else emergencies.red_flag(uow, message.text)
    if await consents.hear_more(uow, caller, message, urgent=flag is not None):
        return
    if flag is None and (
        await _heard_in_haste(uow, caller, message, ticket)
        or await _told_other_side(uow, caller, message, ticket)
    ):
        return
    if ticket is not None:
        if flag is not None or not await owner_words.heard(uow, caller, ticket, message):
            await _into(uow, caller, ticket, message, flag)
    elif flag is None and await follow_ups.hear_reply(uow, caller, message):
        return
    elif not await _hear_dialogue(uow, caller, message, flag):
        await _hear_else(uow, caller, message, flag)


async def hear_edit(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Let an edit follow into its ticket; an edited question is asked again. Urgent words are heard here, too."""
    if not caller.person.is_known:
        return
    ticket = await edits.edited(uow, caller, message)
    if ticket is not None:
        flag = emergencies.red_flag(uow, message.text) if asks_in(caller.person, ticket) else None
        if flag is not None and ticket.is_open:
            await emergencies.raised(uow, caller, ticket, message, flag)
        return
    if await canned.edited(uow, caller, message):
        return
    if await drafts.edit_draft(uow, caller, message) or caller.person.is_lawyer:
        return
    question = await journal.by_message(uow.tx, caller.address.id, message.message_id)
    if question is None or not message.text or message.text == question.text:
        return
    asked = await tickets.by_question(uow.tx, question.id)
    flag = emergencies.red_flag(uow, message.text)
    if asked is not None and asked.is_open:
        await _into(uow, caller, asked, message, flag)
    elif flag is None and limits.is_too_fast(caller):
        await limits.tell_too_fast(uow, caller)
    else:
        await follow_ups.ask(uow, caller, message, flag)


async def hear_reaction(uow: UnitOfWork, caller: Caller, message_id: int, emoji: str | None) -> None:
    """Let a reaction follow into its ticket."""
    if caller.person.is_known:
        await ticket_thread.reacted(uow, caller, message_id, emoji)


async def as_new_question(uow: UnitOfWork, caller: Caller, message: IncomingMessage | None) -> None:
    """The person says that a message is a new question, not words to a lawyer."""
    if message is None:  # it was deleted
        await uow.tell(say(caller.person, "tap.unknown"))
    elif message.kind == "text":
        if drafts.draft_of(caller) is None:
            await dialogues.end(uow.tx, uow.account.id, caller.person.id)
        await follow_ups.ask(uow, caller, message)
    else:
        await _draft_whole(uow, caller, message)


async def to_ticket(
    uow: UnitOfWork,
    caller: Caller,
    ticket_id: int,
    message: IncomingMessage | None,
    card: int,
    *,
    sure: bool = False,
) -> Sentence | None:
    """The person says that a message belongs to a ticket; without a message an owner, that the next ones will.

    `card` is the message with the buttons, which then says where a lawyer's words went; a lawyer who is `sure` was asked before
    whether they are another client's.
    """
    person = caller.person
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not (asks_in(person, ticket) or (person.is_lawyer and ticket.lawyer == person.id)):
        await uow.tell(say(person, "ticket.unknown"))
        return None
    if _speaks_as_lawyer(person, ticket):
        return await which_ticket.send(uow, caller, ticket, message, card, sure=sure)
    for each in await held_albums.whole(uow, caller, message) if message is not None else ():
        ticket = await ticket_thread.from_owner(uow, caller, ticket, each) or ticket
    if message is None and await drafts.tell_unsent(uow, caller):
        return None
    await drafts.keep_talking(uow, caller, ticket)
    if message is None:
        await uow.tell(about(ticket, person, "talk.go_on"))
    return None


def _speaks_as_lawyer(person: Person, ticket: Ticket) -> bool:
    """Whether somebody's words in a ticket are a lawyer's; one person may be both."""
    return person.is_lawyer and not asks_in(person, ticket)


async def _into(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage, flag: Verdict | None
) -> None:
    """An owner's words that belong to a ticket."""
    if not asks_in(caller.person, ticket):
        await uow.tell(say(caller.person, "talk.not_yours", reply_to=message.message_id, number=ticket.id))
        return
    if flag is not None:
        await emergencies.into(uow, caller, ticket, message, flag)
        return
    kept = await ticket_thread.from_owner(uow, caller, ticket, message)
    alarm = uow.alarm(message.text) if kept is not None and message.text else None
    if kept is not None and alarm is not None and not kept.emergency:
        await emergencies.ask_whether(uow, caller, message, alarm.kind, ticket=kept.id)


async def _heard_in_haste(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage, replied: Ticket | None
) -> bool:
    """Whether an owner writes faster than a person types: what belongs to a ticket or a draft is kept, nothing else is thought about."""
    if not limits.is_too_fast(caller):
        return False
    step = caller.dialogue.step if caller.dialogue and caller.dialogue.is_fresh(uow.now) else None
    talked_in = (
        await tickets.find(uow.tx, step.ticket) if isinstance(step, TalkingIn) and not replied else None
    )
    ticket = replied or (talked_in if talked_in is not None and talked_in.is_open else None)
    if ticket is not None:
        await _into(uow, caller, ticket, message, None)
    elif isinstance(step, Drafting) and message.can_be_sent_on:
        await drafts.add_to_draft(uow, caller, step, message)
    else:
        await limits.tell_too_fast(uow, caller)
    return True


async def _hear_dialogue(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage, flag: Verdict | None
) -> bool:
    """Whether the message was what the butler was waiting for."""
    if caller.dialogue is None or not caller.dialogue.is_fresh(uow.now):
        return False
    match caller.dialogue.step:
        case AskingName() | ConfirmingName() | AskingCode() | AskingTown() as step if message.kind == "text":
            if flag is None:
                return await introductions.hear(uow, caller, step, message)
            await introductions.set_aside(uow, caller)
        case AskingTrigger() | AskingSnooze() | ExplainingInspection() | RatingInWords() as step if (
            message.kind == "text"
        ):
            return await _hear_asked(uow, caller, step, message, flag)
        case Drafting() as draft if message.can_be_sent_on and flag is None:
            await drafts.add_to_draft(uow, caller, draft, message)
            return True
        case TalkingIn(number) | AskingOtherSide(number) | AskingFact(number) if (
            not caller.person.is_lawyer
        ):  # a lawyer's words never go to whatever is current
            return await _go_on_talking(uow, caller, number, message, flag)
    return False


async def _hear_asked(
    uow: UnitOfWork,
    caller: Caller,
    step: AskingTrigger | AskingSnooze | ExplainingInspection | RatingInWords,
    message: IncomingMessage,
    flag: Verdict | None,
) -> bool:
    """Whether a text was what a question of the butler asked for, and no question itself."""
    if isinstance(step, AskingTrigger):
        return await last_days.hear(uow, caller, step, message, urgent=flag is not None)
    if isinstance(step, AskingSnooze):
        return await snoozing.hear(uow, caller, step, message)
    if isinstance(step, RatingInWords):
        is_else = flag is not None or questions.is_question(uow, message.text)
        return not is_else and await ratings.hear(uow, caller, step.ticket, message)
    if flag is None:
        await inspections.hear(uow, caller, step.ticket, message)
    return flag is None


async def _go_on_talking(
    uow: UnitOfWork, caller: Caller, number: int, message: IncomingMessage, flag: Verdict | None
) -> bool:
    ticket = await tickets.find(uow.tx, number)
    if ticket is None or not ticket.is_open:
        return False
    if flag is None and (
        await owner_words.heard(uow, caller, ticket, message)
        or await asides.answered(uow, caller, [ticket], message)
        or await told_in_words.hear(uow, caller, ticket, message)
    ):
        return True
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, TalkingIn(number), uow.now)
    await _into(uow, caller, ticket, message, flag)
    if flag is None:
        await other_side.remind(uow, caller.person, ticket)
    return True


async def _told_other_side(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage, replied: Ticket | None
) -> bool:
    """Whether a message, perhaps a reply in a ticket, tells the other side or the fact that its writer was asked for."""
    if replied is not None and await told_in_words.hear(uow, caller, replied, message):
        return True
    number = other_side.asked_in(caller)
    if number is None or (replied is not None and replied.id != number):
        return False
    ticket = await tickets.find(uow.tx, number)
    return ticket is not None and await other_side.hear(uow, caller, ticket, message)


async def _hear_else(uow: UnitOfWork, caller: Caller, message: IncomingMessage, flag: Verdict | None) -> None:
    """A message that nobody was waiting for."""
    if caller.person.is_lawyer:
        await lawyer_words.hear(uow, caller, message)
    elif not message.can_be_sent_on:
        fills = {"kind": f"kind.{message.kind}"}
        await uow.tell(say(caller.person, "ask.cannot_read", reply_to=message.message_id, fills=fills))
    elif flag is not None:
        await follow_ups.ask(uow, caller, message, flag)
    elif await owner_words.heard_outside(uow, caller, message):
        return
    elif caller.held_tickets:
        await _ask_whereto(uow, caller, message)
    elif message.kind == "text":
        await follow_ups.ask(uow, caller, message)
    else:
        await drafts.start_draft(uow, caller, 0, message)
        await asides.answer_caption(uow, caller, message)


async def _ask_whereto(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    held = [each for each in await tickets.open_of_owner(uow.tx, caller.person.id) if each.is_held]
    if await asides.answered(uow, caller, held, message):
        return
    await held_albums.keep(uow, caller, message)
    choices = [
        (button("button.to_lawyer", TalkIn(each.id), number=each.id),) for each in held[: MOST_CHOICES - 1]
    ]
    rows: Rows = (*choices, (button("button.as_question", AskAnew(0)),))
    once = f"whereto:{caller.person.id}:{message.album}" if message.album else None
    await uow.tell(say(caller.person, "talk.whereto", rows, reply_to=message.message_id, once=once))


async def _draft_whole(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Begin a draft with a file, or with all of its album."""
    first, *others = await held_albums.whole(uow, caller, message)
    await drafts.start_draft(uow, caller, 0, first)
    for other in others:
        dialogue = await dialogues.find(uow.tx, uow.account.id, caller.person.id)
        if dialogue is not None and isinstance(dialogue.step, Drafting):
            await drafts.add_to_draft(uow, caller, dialogue.step, other)
