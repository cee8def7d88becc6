"""An owner goes to a lawyer: with one tap, or with words and files added first."""

from bot.desk import Desk
from bot.domain.answer import Lang
from bot.domain.message import Said
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.knowledge import answers
from bot.storage import journal, people, tickets
from bot.storage.journal import Question
from bot.usecases import clocks, offering
from bot.usecases.saying import Rows, button, say

DRAFT = "draft"
"""The dialogue step in which words and files are collected for a lawyer."""

LONGEST_DRAFT = 50
"""Messages that one draft may hold; more than anybody sends by hand before asking."""


async def ask_lawyer(desk: Desk, person: Person, question_id: int) -> None:
    """Send a question to a lawyer with one tap; asking again only tells where it stands."""
    question = await journal.find(desk.tx, question_id) if question_id else None
    if question is None or question.person != person.id:
        await start_draft(desk, person, 0)
        return
    if await tickets.by_question(desk.tx, question.id):
        await _already_sent(desk, person, question)
        return
    collected = await draft_of(desk, person)
    await people.end_dialogue(desk.tx, person.id)
    ticket = await _open(desk, person, question, question.lang, collected)
    if ticket is not None:
        await _tell_sent(desk, person, ticket)


async def escalate_at_once(
    desk: Desk, person: Person, question_id: int, *, talk: str | None, lang: Lang
) -> None:
    """Open an urgent ticket because a red flag spoke; tell what to do and not to do until the lawyer answers."""
    question = await journal.find(desk.tx, question_id)
    ticket = await _open(desk, person, question, lang, urgent=True)
    if ticket is None:
        return
    reply = answers.talk_reply(desk.knowledge, talk, lang) if talk else ""
    key = "ticket.sent_urgent" if await _somebody_on_duty(desk) else "ticket.sent_urgent_closed"
    await desk.tell(
        say(person, key, lang=lang, ticket=ticket.id, number=ticket.id, reply=reply, opens=_opens(desk))
    )
    await keep_talking(desk, person, ticket)


async def start_draft(desk: Desk, person: Person, question_id: int, first: Said | None = None) -> None:
    """Begin to collect words and files for a lawyer; nothing is sent before the person says so.

    What was collected before stays in the draft.
    """
    kept = await draft_of(desk, person)
    question = await journal.find(desk.tx, question_id) if question_id else None
    if question is not None and question.person == person.id:
        if await tickets.by_question(desk.tx, question.id):
            await _already_sent(desk, person, question)
            return
        hints = _facts_to_add(desk, question)
    else:
        question, hints = None, ""
    lang = question.lang if question else person.lang
    said = [*kept, *([first] if first else [])]
    await _keep_draft(desk, person, question.id if question else 0, lang, said)
    if kept or (first is not None and first.kind == "text"):
        await desk.tell(say(person, "draft.added", draft_rows(), lang=lang, count=len(said)))
        return
    key = "draft.file" if first else "draft.about" if question else "draft.start"
    asked = question.text[:200] if question else ""
    once = f"draft:{person.id}:{first.album}" if first and first.album else None
    await desk.tell(say(person, key, draft_rows(), lang=lang, once=once, asked=asked, hints=hints))


async def draft_of(desk: Desk, person: Person) -> list[Said]:
    """What a person has collected for a lawyer and not yet sent."""
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is None or dialogue.step != DRAFT:
        return []
    return [Said.from_json(each) for each in dialogue.data["said"]]


async def unsent(desk: Desk, person: Person) -> bool:
    """Whether a draft waits to be sent or dropped; if so the person is told, so that nothing in it is lost."""
    collected = await draft_of(desk, person)
    if collected:
        await desk.tell(say(person, "draft.unsent", draft_rows(), count=len(collected)))
    return bool(collected)


async def edit_draft(desk: Desk, person: Person, said: Said) -> bool:
    """Put the new words of an edited message into the draft; False if it is not in there."""
    collected = await draft_of(desk, person)
    if not any(each.message_id == said.message_id for each in collected):
        return False
    dialogue = await people.dialogue(desk.tx, person.id)
    assert dialogue is not None
    changed = [said if each.message_id == said.message_id else each for each in collected]
    await _keep_draft(desk, person, dialogue.data["question"], dialogue.data["lang"], changed)
    return True


async def _keep_draft(desk: Desk, person: Person, question: int, lang: Lang, said: list[Said]) -> None:
    data = {"question": question, "lang": lang, "said": [each.as_json() for each in said]}
    await people.set_dialogue(desk.tx, person.id, DRAFT, data, desk.now)


async def add_to_draft(desk: Desk, person: Person, said: Said) -> None:
    """Put one more message into the draft."""
    dialogue = await people.dialogue(desk.tx, person.id)
    assert dialogue is not None
    lang: Lang = dialogue.data["lang"]
    collected = [*await draft_of(desk, person), said]
    if len(collected) > LONGEST_DRAFT:
        await desk.tell(say(person, "draft.full", draft_rows(), lang=lang, most=LONGEST_DRAFT))
        return
    await _keep_draft(desk, person, dialogue.data["question"], lang, collected)
    once = f"draft:{person.id}:{said.album}" if said.album else None
    await desk.tell(say(person, "draft.added", draft_rows(), lang=lang, once=once, count=len(collected)))


async def send_draft(desk: Desk, person: Person) -> None:
    """Send the draft to a lawyer."""
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is None or dialogue.step != DRAFT:
        await desk.tell(say(person, "draft.gone"))
        return
    lang: Lang = dialogue.data["lang"]
    question = await journal.find(desk.tx, dialogue.data["question"]) if dialogue.data["question"] else None
    said = await draft_of(desk, person)
    if question is None and not said:
        await desk.tell(say(person, "draft.empty", draft_rows(), lang=lang))
        return
    await people.end_dialogue(desk.tx, person.id)
    ticket = await _open(desk, person, question, lang, said)
    if ticket is None:
        assert question is not None
        await _already_sent(desk, person, question)
        return
    await _tell_sent(desk, person, ticket)


async def drop_draft(desk: Desk, person: Person) -> None:
    """Throw the draft away."""
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is None or dialogue.step != DRAFT:
        await desk.tell(say(person, "draft.gone"))
        return
    await people.end_dialogue(desk.tx, person.id)
    await desk.tell(say(person, "draft.dropped", lang=dialogue.data["lang"]))


def draft_rows() -> Rows:
    """The buttons under a draft."""
    return [[button("button.send_draft", "send"), button("button.drop_draft", "drop")]]


async def _open(
    desk: Desk,
    person: Person,
    question: Question | None,
    lang: Lang,
    said: list[Said] | None = None,
    *,
    urgent: bool = False,
) -> Ticket | None:
    enterprise = await people.enterprise_of(desk.tx, person.id)
    ticket = await tickets.open_ticket(
        desk.tx,
        owner=person.id,
        enterprise=enterprise.id if enterprise else None,
        question=question.id if question else None,
        measure=question.measure if question else None,
        lang=lang,
        urgent=urgent,
        now=desk.now,
    )
    if ticket is None:
        return None
    for each in said or []:
        await tickets.add_message(
            desk.tx, ticket.id, author="owner", person=person.id, said=each, now=desk.now
        )
    if question is not None:
        await journal.set_outcome(desk.tx, question.id, "lawyer")
    await clocks.wind(desk, ticket)
    await offering.offer_next(desk, ticket)
    return ticket


async def _tell_sent(desk: Desk, person: Person, ticket: Ticket) -> None:
    due = desk.calendar.add_working_minutes(desk.now, desk.policy.answer_after_working_hours * 60)
    key = "ticket.sent" if await _somebody_on_duty(desk) else "ticket.sent_nobody"
    question = await journal.find(desk.tx, ticket.question) if ticket.question else None
    hints = _facts_to_add(desk, question) if question else ""
    await desk.tell(
        say(
            person,
            key,
            lang=ticket.lang,
            ticket=ticket.id,
            number=ticket.id,
            due=clocks.local_time(desk, due),
            hints=hints,
        )
    )
    await keep_talking(desk, person, ticket)


async def keep_talking(desk: Desk, person: Person, ticket: Ticket) -> None:
    """What the person writes next belongs to this ticket, for a while (see `hearing`); a draft begun goes before."""
    if not await draft_of(desk, person):
        await people.set_dialogue(desk.tx, person.id, "talking", {"ticket": ticket.id}, desk.now)


async def _already_sent(desk: Desk, person: Person, question: Question) -> None:
    ticket = await tickets.by_question(desk.tx, question.id)
    number = ticket.id if ticket else 0
    await desk.tell(say(person, "ticket.already", lang=question.lang, ticket=number or None, number=number))


async def _somebody_on_duty(desk: Desk) -> bool:
    return any(lawyer.on_duty for lawyer in await people.roster(desk.tx))


def _opens(desk: Desk) -> str:
    return clocks.local_time(desk, desk.calendar.next_opening(desk.now))


def _facts_to_add(desk: Desk, question: Question) -> str:
    """What the best entry wants to know before a lawyer is asked, as one line."""
    best = question.entry or (question.candidates[0][0] if question.candidates else None)
    mark = "; " if question.lang == "en" else "；"
    return mark.join(answers.facts_to_ask(desk.knowledge, best, question.lang)) if best else ""
