"""An owner goes to a lawyer: with one tap, or with words and files added first."""

from bot.domain.answer import Lang
from bot.domain.message import IncomingMessage
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.knowledge import answers
from bot.storage import journal, people, tickets
from bot.storage.journal import Question
from bot.usecases import alarms, assignment
from bot.usecases.messages import Rows, button, say
from bot.usecases.unit_of_work import UnitOfWork

DRAFT = "draft"
"""The dialogue step in which words and files are collected for a lawyer."""

LONGEST_DRAFT = 50
"""Messages that one draft may hold; more than anybody sends by hand before asking."""


async def ask_lawyer(uow: UnitOfWork, person: Person, question_id: int) -> None:
    """Send a question to a lawyer with one tap; asking again only tells where it stands."""
    question = await journal.find(uow.tx, question_id) if question_id else None
    if question is None or question.person != person.id:
        await start_draft(uow, person, 0)
        return
    if await tickets.by_question(uow.tx, question.id):
        await _already_sent(uow, person, question)
        return
    collected = await draft_of(uow, person)
    await people.end_dialogue(uow.tx, person.id)
    ticket = await _open(uow, person, question, question.lang, collected)
    if ticket is not None:
        await _tell_sent(uow, person, ticket)


async def escalate_at_once(
    uow: UnitOfWork, person: Person, question_id: int, *, talk: str | None, lang: Lang
) -> None:
    """Open an urgent ticket because a red flag spoke; tell what to do and not to do until the lawyer answers."""
    question = await journal.find(uow.tx, question_id)
    ticket = await _open(uow, person, question, lang, urgent=True)
    if ticket is None:
        return
    reply = answers.talk_reply(uow.knowledge, talk, lang) if talk else ""
    key = "ticket.sent_urgent" if await _somebody_on_duty(uow) else "ticket.sent_urgent_closed"
    await uow.tell(
        say(person, key, lang=lang, ticket=ticket.id, number=ticket.id, reply=reply, opens=_opens(uow))
    )
    await keep_talking(uow, person, ticket)


async def start_draft(
    uow: UnitOfWork, person: Person, question_id: int, first: IncomingMessage | None = None
) -> None:
    """Begin to collect words and files for a lawyer; nothing is sent before the person says so.

    What was collected before stays in the draft.
    """
    kept = await draft_of(uow, person)
    question = await journal.find(uow.tx, question_id) if question_id else None
    if question is not None and question.person == person.id:
        if await tickets.by_question(uow.tx, question.id):
            await _already_sent(uow, person, question)
            return
        hints = _facts_to_add(uow, question)
    else:
        question, hints = None, ""
    lang = question.lang if question else person.lang
    said = [*kept, *([first] if first else [])]
    await _keep_draft(uow, person, question.id if question else 0, lang, said)
    if kept or (first is not None and first.kind == "text"):
        await uow.tell(say(person, "draft.added", draft_rows(), lang=lang, count=len(said)))
        return
    key = "draft.file" if first else "draft.about" if question else "draft.start"
    asked = question.text[:200] if question else ""
    once = f"draft:{person.id}:{first.album}" if first and first.album else None
    await uow.tell(say(person, key, draft_rows(), lang=lang, once=once, asked=asked, hints=hints))


async def draft_of(uow: UnitOfWork, person: Person) -> list[IncomingMessage]:
    """What a person has collected for a lawyer and not yet sent."""
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is None or dialogue.step != DRAFT:
        return []
    return [IncomingMessage.from_json(each) for each in dialogue.data["said"]]


async def unsent(uow: UnitOfWork, person: Person) -> bool:
    """Whether a draft waits to be sent or dropped; if so the person is told, so that nothing in it is lost."""
    collected = await draft_of(uow, person)
    if collected:
        await uow.tell(say(person, "draft.unsent", draft_rows(), count=len(collected)))
    return bool(collected)


async def edit_draft(uow: UnitOfWork, person: Person, said: IncomingMessage) -> bool:
    """Put the new words of an edited message into the draft; False if it is not in there."""
    collected = await draft_of(uow, person)
    if not any(each.message_id == said.message_id for each in collected):
        return False
    dialogue = await people.dialogue(uow.tx, person.id)
    assert dialogue is not None
    changed = [said if each.message_id == said.message_id else each for each in collected]
    await _keep_draft(uow, person, dialogue.data["question"], dialogue.data["lang"], changed)
    return True


async def _keep_draft(
    uow: UnitOfWork, person: Person, question: int, lang: Lang, said: list[IncomingMessage]
) -> None:
    data = {"question": question, "lang": lang, "said": [each.as_json() for each in said]}
    await people.set_dialogue(uow.tx, person.id, DRAFT, data, uow.now)


async def add_to_draft(uow: UnitOfWork, person: Person, said: IncomingMessage) -> None:
    """Put one more message into the draft."""
    dialogue = await people.dialogue(uow.tx, person.id)
    assert dialogue is not None
    lang: Lang = dialogue.data["lang"]
    collected = [*await draft_of(uow, person), said]
    if len(collected) > LONGEST_DRAFT:
        await uow.tell(say(person, "draft.full", draft_rows(), lang=lang, most=LONGEST_DRAFT))
        return
    await _keep_draft(uow, person, dialogue.data["question"], lang, collected)
    once = f"draft:{person.id}:{said.album}" if said.album else None
    await uow.tell(say(person, "draft.added", draft_rows(), lang=lang, once=once, count=len(collected)))


async def send_draft(uow: UnitOfWork, person: Person) -> None:
    """Send the draft to a lawyer."""
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is None or dialogue.step != DRAFT:
        await uow.tell(say(person, "draft.gone"))
        return
    lang: Lang = dialogue.data["lang"]
    question = await journal.find(uow.tx, dialogue.data["question"]) if dialogue.data["question"] else None
    said = await draft_of(uow, person)
    if question is None and not said:
        await uow.tell(say(person, "draft.empty", draft_rows(), lang=lang))
        return
    await people.end_dialogue(uow.tx, person.id)
    ticket = await _open(uow, person, question, lang, said)
    if ticket is None:
        assert question is not None
        await _already_sent(uow, person, question)
        return
    await _tell_sent(uow, person, ticket)


async def drop_draft(uow: UnitOfWork, person: Person) -> None:
    """Throw the draft away."""
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is None or dialogue.step != DRAFT:
        await uow.tell(say(person, "draft.gone"))
        return
    await people.end_dialogue(uow.tx, person.id)
    await uow.tell(say(person, "draft.dropped", lang=dialogue.data["lang"]))


def draft_rows() -> Rows:
    """The buttons under a draft."""
    return [[button("button.send_draft", "send"), button("button.drop_draft", "drop")]]


async def _open(
    uow: UnitOfWork,
    person: Person,
    question: Question | None,
    lang: Lang,
    said: list[IncomingMessage] | None = None,
    *,
    urgent: bool = False,
) -> Ticket | None:
    enterprise = await people.enterprise_of(uow.tx, person.id)
    ticket = await tickets.open_ticket(
        uow.tx,
        owner=person.id,
        enterprise=enterprise.id if enterprise else None,
        question=question.id if question else None,
        measure=question.measure if question else None,
        lang=lang,
        urgent=urgent,
        now=uow.now,
    )
    if ticket is None:
        return None
    for each in said or []:
        await tickets.add_message(uow.tx, ticket.id, author="owner", person=person.id, said=each, now=uow.now)
    if question is not None:
        await journal.set_outcome(uow.tx, question.id, "lawyer")
    await alarms.wind(uow, ticket)
    await assignment.offer_next(uow, ticket)
    return ticket


async def _tell_sent(uow: UnitOfWork, person: Person, ticket: Ticket) -> None:
    due = uow.calendar.add_working_minutes(uow.now, uow.policy.answer_after_working_hours * 60)
    key = "ticket.sent" if await _somebody_on_duty(uow) else "ticket.sent_nobody"
    question = await journal.find(uow.tx, ticket.question) if ticket.question else None
    hints = _facts_to_add(uow, question) if question else ""
    await uow.tell(
        say(
            person,
            key,
            lang=ticket.lang,
            ticket=ticket.id,
            number=ticket.id,
            due=alarms.local_time(uow, due),
            hints=hints,
        )
    )
    await keep_talking(uow, person, ticket)


async def keep_talking(uow: UnitOfWork, person: Person, ticket: Ticket) -> None:
    """What the person writes next belongs to this ticket, for a while (see `hearing`); a draft begun goes before."""
    if not await draft_of(uow, person):
        await people.set_dialogue(uow.tx, person.id, "talking", {"ticket": ticket.id}, uow.now)


async def _already_sent(uow: UnitOfWork, person: Person, question: Question) -> None:
    ticket = await tickets.by_question(uow.tx, question.id)
    number = ticket.id if ticket else 0
    await uow.tell(say(person, "ticket.already", lang=question.lang, ticket=number or None, number=number))


async def _somebody_on_duty(uow: UnitOfWork) -> bool:
    return any(lawyer.on_duty for lawyer in await people.roster(uow.tx))


def _opens(uow: UnitOfWork) -> str:
    return alarms.local_time(uow, uow.calendar.next_opening(uow.now))


def _facts_to_add(uow: UnitOfWork, question: Question) -> str:
    """What the best entry wants to know before a lawyer is asked, as one line."""
    best = question.entry or (question.candidates[0][0] if question.candidates else None)
    mark = "; " if question.lang == "en" else "；"
    return mark.join(answers.facts_to_ask(uow.knowledge, best, question.lang)) if best else ""
