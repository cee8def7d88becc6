"""An owner goes to a lawyer: with one tap, or with words and files added first."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actions import AgreeToHandOver, DropDraft, SendDraft
from bot.domain.dialogue import Dialogue, Drafting, TalkingIn
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.ticket import Ticket
from bot.knowledge import answers
from bot.storage import dialogues, enterprises, journal, thread, tickets
from bot.storage.journal import Question
from bot.usecases import buttons, hints, lifecycle, limits, other_side
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_DRAFT = 50
"""Messages that one draft may hold; more than anybody sends by hand before asking."""

DRAFT_ROWS: Rows = ((button("button.send_draft", SendDraft()), button("button.drop_draft", DropDraft())),)
"""The buttons under a draft."""


async def ask_lawyer(uow: UnitOfWork, caller: Caller, question_id: int) -> Sentence | None:
    """Send a question to a lawyer with one tap; asking again only tells in passing which ticket it is."""
    question = await journal.find(uow.tx, question_id) if question_id else None
    if question is None or question.person != caller.person.id:
        await start_draft(uow, caller, 0)
        return None
    if await _wants_consent(uow, caller, question.id):
        return None
    if not await tickets.by_question(uow.tx, question.id) and await limits.has_too_many(
        uow, caller, question.id
    ):
        return None
    draft = draft_of(caller)
    opened = await open_ticket(uow, caller, question, draft.collected if draft else ())
    if opened is None:
        return await _already_sent(uow, caller, question)
    await other_side.ask(uow, caller.person, opened)
    return None


async def start_draft(
    uow: UnitOfWork, caller: Caller, question_id: int, first: IncomingMessage | None = None, follows: int = 0
) -> None:
    """Begin to collect words and files for a lawyer; nothing is sent before the person says so.

    What was collected before stays in the draft. `follows` is the closed ticket that it goes on with.
    """
    before = draft_of(caller)
    question = await journal.find(uow.tx, question_id) if question_id else None
    if question is not None and question.person != caller.person.id:
        question = None
    if question is not None and await tickets.by_question(uow.tx, question.id):
        await _tell_already_sent(uow, caller, question)
        return
    kept = (*(before.collected if before else ()), *([first] if first else ()))
    draft = Drafting(question.id if question else 0, kept, follows or (before.follows if before else 0))
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, draft, uow.now)
    if (before and before.collected) or (first is not None and first.kind == "text"):
        await uow.tell(say(caller.person, "draft.added", DRAFT_ROWS, count=len(kept)))
    else:
        await _invite(uow, caller, question, first)


async def collect(uow: UnitOfWork, caller: Caller, files: Sequence[IncomingMessage]) -> None:
    """Begin a draft with several files at once."""
    *others, last = files
    if others:
        draft = Drafting(0, tuple(others))
        caller = replace(caller, dialogue=Dialogue(draft, uow.now))
    await start_draft(uow, caller, 0, last)


def draft_of(caller: Caller) -> Drafting | None:
    """What a person has collected for a lawyer and not yet sent."""
    step = caller.dialogue.step if caller.dialogue else None
    return step if isinstance(step, Drafting) else None


async def tell_unsent(uow: UnitOfWork, caller: Caller) -> bool:
    """Whether a draft waits to be sent or dropped; if so the person is told, so that nothing in it is lost."""
    draft = draft_of(caller)
    if draft is None or not draft.collected:
        return False
    await uow.tell(say(caller.person, "draft.unsent", DRAFT_ROWS, count=len(draft.collected)))
    return True


async def edit_draft(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Put the new words of an edited message into the draft; False if it is not in there."""
    draft = draft_of(caller)
    if draft is None or all(each.message_id != message.message_id for each in draft.collected):
        return False
    changed = [message if each.message_id == message.message_id else each for each in draft.collected]
    await dialogues.begin(
        uow.tx, uow.account.id, caller.person.id, replace(draft, collected=tuple(changed)), uow.now
    )
    return True


async def add_to_draft(uow: UnitOfWork, caller: Caller, draft: Drafting, message: IncomingMessage) -> None:
    """Put one more message into the draft."""
    person = caller.person
    if len(draft.collected) >= LONGEST_DRAFT:
        await uow.tell(say(person, "draft.full", DRAFT_ROWS, most=LONGEST_DRAFT))
        return
    longer = replace(draft, collected=(*draft.collected, message))
    await dialogues.begin(uow.tx, uow.account.id, person.id, longer, uow.now)
    once = f"draft:{person.id}:{message.album}" if message.album else None
    count = len(longer.collected)
    await uow.tell(say(person, "draft.added", DRAFT_ROWS, once=once, count=count))


async def send_draft(uow: UnitOfWork, caller: Caller, card: int) -> None:
    """Send the draft to a lawyer; a second tap on the same buttons does nothing."""
    draft = draft_of(caller)
    if draft is None:
        await _tell_gone(uow, caller, card)
        return
    question = await journal.find(uow.tx, draft.question) if draft.question else None
    if question is None and not draft.collected:
        await uow.tell(say(caller.person, "draft.empty", DRAFT_ROWS))
        return
    if await _wants_consent(uow, caller, 0):
        return
    sent = await tickets.by_question(uow.tx, question.id) if question is not None else None
    if sent is None and await limits.has_too_many(uow, caller):
        return
    await buttons.spend(uow, caller, card)
    opened = await open_ticket(uow, caller, question, draft.collected, follows=draft.follows or None)
    if opened is not None:
        await other_side.ask(uow, caller.person, opened)
        return
    assert question is not None
    await _add_to_sent(uow, caller, question, draft)


async def _wants_consent(uow: UnitOfWork, caller: Caller, question_id: int) -> bool:
    """Whether it must first be agreed that words go to lawyers; what was to be sent waits for that tap."""
    if caller.person.handover_at is not None:
        return False
    rows = ((button("button.handover", AgreeToHandOver(question_id)),),)
    await uow.tell(say(caller.person, "handover.ask", rows))
    return True


async def drop_draft(uow: UnitOfWork, caller: Caller, card: int) -> None:
    """Throw the draft away; a second tap on the same buttons does nothing."""
    if draft_of(caller) is None:
        await _tell_gone(uow, caller, card)
        return
    await buttons.spend(uow, caller, card)
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    await uow.tell(say(caller.person, "draft.dropped"))


async def _tell_gone(uow: UnitOfWork, caller: Caller, card: int) -> None:
    if await buttons.spend(uow, caller, card):
        await uow.tell(say(caller.person, "draft.gone"))


async def keep_talking(uow: UnitOfWork, caller: Caller, ticket: Ticket) -> None:
    """What the person writes next belongs to this ticket, for a while (see `routing`); a draft begun goes before."""
    draft = draft_of(caller)
    if draft is None or not draft.collected:
        await begin_talking(uow, caller, ticket)


async def begin_talking(uow: UnitOfWork, caller: Caller, ticket: Ticket) -> None:
    """What the person writes next belongs to this ticket, for a while (see `routing`)."""
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, TalkingIn(ticket.id), uow.now)


async def _add_to_sent(uow: UnitOfWork, caller: Caller, question: Question, draft: Drafting) -> None:
    """The question went to a lawyer meanwhile: nothing collected is lost, it joins the ticket's thread."""
    ticket = await tickets.by_question(uow.tx, question.id)
    assert ticket is not None
    for message in draft.collected:
        await _keep(uow, caller, ticket, message)
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    await _tell_already_sent(uow, caller, question)


async def _keep(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> None:
    await thread.add(
        uow.tx,
        ticket.id,
        author="owner",
        person=caller.person.id,
        address=caller.address.id,
        message=message,
        now=uow.now,
    )


async def open_ticket(
    uow: UnitOfWork,
    caller: Caller,
    question: Question | None,
    said: Sequence[IncomingMessage],
    *,
    emergency: str | None = None,
    follows: int | None = None,
) -> Ticket | None:
    """Open a ticket, which is offered to nobody yet; None when the question already has one."""
    return await lifecycle.open_ticket(
        uow,
        caller.person,
        caller.address.id,
        question=question,
        enterprise=await enterprises.of_person(uow.tx, caller.person.id),
        said=said,
        urgent=emergency is not None or _is_pressing(uow, question),
        emergency=emergency,
        follows=follows,
    )


def _is_pressing(uow: UnitOfWork, question: Question | None) -> bool:
    """Whether the entry nearest to the question is one that cannot wait."""
    best = hints.best_entry(question) if question else None
    return best is not None and answers.urgency_of(uow.knowledge, best) == "now"


async def _invite(
    uow: UnitOfWork,
    caller: Caller,
    question: Question | None,
    first: IncomingMessage | None,
) -> None:
    """Say that words and files are welcome, and which facts would help."""
    facts = hints.facts_to_add(uow, question, caller.person.lang)
    key = "draft.file" if first else "draft.about" if question else "draft.start"
    once = f"draft:{caller.person.id}:{first.album}" if first and first.album else None
    notice = say(
        caller.person,
        key,
        DRAFT_ROWS,
        once=once,
        postscript="ticket.hints" if facts else "",
        hints=facts,
        asked=question.text[:200] if question else "",
    )
    await uow.tell(notice)


async def _already_sent(uow: UnitOfWork, caller: Caller, question: Question) -> Sentence | None:
    """What a second tap says in passing; of a closed ticket a message tells, for a reply to it opens it again."""
    ticket = await tickets.by_question(uow.tx, question.id)
    if ticket is not None and ticket.is_open:
        return Sentence("ticket.already_short", {"number": ticket.id})
    await _tell_already_sent(uow, caller, question)
    return None


async def _tell_already_sent(uow: UnitOfWork, caller: Caller, question: Question) -> None:
    ticket = await tickets.by_question(uow.tx, question.id)
    number = ticket.id if ticket else 0
    notice = say(caller.person, "ticket.already", ticket=number or None, number=number)
    await uow.tell(notice)
