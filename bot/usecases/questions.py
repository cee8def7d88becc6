"""An owner asks: the verdict becomes an answer, a question back, a kind word, or the offer of a lawyer."""

import functools
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actions import AskLawyer, OpenMeasure, Show, Suspend
from bot.domain.answer import Lang
from bot.domain.identity import Caller
from bot.domain.language import for_reply, in_chosen_script
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import (
    AnswerShown,
    FieldsShown,
    Notice,
    Sentence,
    Shown,
    button,
    titled,
)
from bot.domain.own_ticket_actions import AddToTicket
from bot.domain.page import paged
from bot.domain.page_actions import TurnEntries
from bot.domain.people import Person
from bot.domain.pinyin import is_pinyin
from bot.knowledge import answers
from bot.knowledge.live import Knowledge
from bot.matching.decision.verdict import Kind, Verdict
from bot.storage import journal
from bot.storage.journal import Question
from bot.usecases import canned_rows, emergencies, pages, repeats, replies, wordings
from bot.usecases.messages import replied, say
from bot.usecases.pages import FIRST, Place
from bot.usecases.replies import BROWSE_ROWS, entry_code, lawyer_rows
from bot.usecases.unit_of_work import UnitOfWork

QUESTION_ENDS = ("?", "？", "吗", "嗎", "呢", "怎么办", "怎麼辦", "咋办", "多久", "多少")
SHORT = 8
"""Characters of a sentence; less may be a name that happens to end like a question."""


def entry_by_code(knowledge: Knowledge, code: str) -> str | None:
    """The entry that a button means; None when it is no longer in the knowledge."""
    return next((entry for entry in knowledge.entries if entry_code(entry) == code), None)


async def ask(
    uow: UnitOfWork,
    caller: Caller,
    message: IncomingMessage,
    verdict: Verdict | None = None,
    *,
    beside: Sequence[int] = (),
) -> None:
    """Answer a question in its own language, and note what was decided and why.

    An emergency opens an urgent ticket at once; everything else waits for the person's tap. `verdict` is what the
    judge said of it, if it was asked before; `beside` are open tickets into which a tap puts the question, too.
    """
    if verdict is None and is_pinyin(message.text):
        await _ask_for_characters(uow, caller, message)
        return
    lang = for_reply(message.text, caller.person.lang)
    verdict = answers.settled(uow.knowledge, verdict or uow.verdict(message.text), uow.policy.unreviewed)
    before = await repeats.earlier(uow, caller, message.text, verdict)
    if before is not None:
        said = replies.to_question(uow.knowledge, verdict, lang, before, uow.policy.unreviewed)
        await repeats.answer(uow, caller, before, said.rows)
        return
    told = await emergencies.running(uow, caller) if verdict.urgent else None
    if told is not None:
        await emergencies.into(uow, caller, told, message, verdict)
        return
    question = await journal.add(uow.tx, record(uow, caller, message, lang, verdict))
    if verdict.urgent:
        await emergencies.opens(uow, caller, question, message, verdict, lang)
        return
    if verdict.alarm is not None:
        await emergencies.ask_whether(uow, caller, message, verdict.alarm, question=question)
    if verdict.warned is not None:
        warning = answers.talk_reply(uow.knowledge, verdict.warned, lang)
        await uow.tell(say(caller.person, "ask.refuse_maybe", lang=lang, reply=warning))
    reply = replies.to_question(uow.knowledge, verdict, lang, question, uow.policy.unreviewed)
    answered = replied(caller.person, reply, lang)
    varied = _beside(await wordings.varied(uow, caller, answered), question, beside)
    await uow.tell(for_admin(varied, caller.person))


async def _ask_for_characters(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Pinyin is never judged as if it were English: its writer is asked for characters, and may go to a lawyer."""
    person, unread = caller.person, Verdict(Kind.REPHRASE, rule="pinyin")
    question = await journal.add(uow.tx, record(uow, caller, message, person.lang, unread))
    await uow.tell(say(person, "ask.pinyin", ((button("button.lawyer", AskLawyer(question)),),)))


def for_admin(notice: Notice, reader: Person) -> Notice:
    """An answer as an admin sees it: with the button that takes its entry out of answering. Others see it as it is."""
    content = notice.content
    if not reader.is_admin or not isinstance(content, AnswerShown | FieldsShown):
        return notice
    entry = content.card.entry if isinstance(content, AnswerShown) else content.answers[0].entry
    row = (button("button.suspend", Suspend(entry_code(entry))),)
    return replace(notice, content=replace(content, rows=(*content.rows, row)))


async def show(uow: UnitOfWork, person: Person, question_id: int, code: str) -> None:
    """Show an entry that the person picked: from options, related entries or a measure's list."""
    question = await own_question(uow, person, question_id)
    entry = entry_by_code(uow.knowledge, code)
    lang = in_chosen_script(question.lang, person.lang) if question else person.lang
    if entry is None or not answers.answering(uow.knowledge, [entry]):
        await uow.tell(say(person, "answer.withdrawn", lawyer_rows(question_id)))
        return
    if question is not None:
        await journal.picked(uow.tx, question.id, entry, uow.knowledge.measure_of[entry])
    answered = replies.answer(uow.knowledge, entry, lang, question.id if question else 0)
    shown = replied(person, answered, lang)
    await uow.tell(for_admin(await canned_rows.below(uow, shown, person, code), person))


async def solved(uow: UnitOfWork, person: Person, question_id: int) -> None:
    """The person says that this answered the question."""
    question = await own_question(uow, person, question_id)
    if question is not None:
        await journal.solved(uow.tx, question.id)
    await uow.tell(say(person, "answer.solved"))


async def related(uow: UnitOfWork, person: Person, question_id: int, code: str) -> None:
    """Offer the entries related to one."""
    question = await own_question(uow, person, question_id)
    entry = entry_by_code(uow.knowledge, code)
    lang = in_chosen_script(question.lang, person.lang) if question else person.lang
    if entry is None or not answers.answering(uow.knowledge, [entry]):
        await uow.tell(say(person, "answer.withdrawn", lawyer_rows(question_id)))
        return
    card = answers.card(uow.knowledge, entry, lang)
    number = question.id if question else 0
    rows = tuple((titled(title, Show(number, entry_code(other))),) for other, title in card.related)
    await uow.tell(say(person, "answer.related", rows, lang=lang, title=card.title))


async def browse(uow: UnitOfWork, person: Person) -> None:
    """List the ten measures."""
    listed = answers.measures(uow.knowledge, person.lang)
    rows = tuple(
        (titled(f"{number}. {title}", OpenMeasure(number)),)
        for number, (_, title) in enumerate(listed, start=1)
    )
    await uow.tell(say(person, "measures.list", rows))


async def open_measure(uow: UnitOfWork, person: Person, number: int, place: Place = FIRST) -> None:
    """List the questions that one measure answers; `number` counts from 1."""
    if not 1 <= number <= len(uow.knowledge.measures):
        await browse(uow, person)
        return
    slug, title = answers.measures(uow.knowledge, person.lang)[number - 1]
    entries = answers.entries_of(uow.knowledge, slug, person.lang)
    page = paged(place.page, len(entries))
    rows = tuple((titled(name, Show(0, entry_code(entry))),) for entry, name in page.cut(entries))
    turning = pages.row(page, functools.partial(TurnEntries, measure=number))
    summary = answers.summary(uow.knowledge, slug, person.lang)
    told = {"title": title, "summary": summary}
    shown = Sentence("measures.one", told, rows=(*rows, *turning, *BROWSE_ROWS))
    await pages.put(uow, person, place, shown)


def is_question(uow: UnitOfWork, text: str) -> bool:
    """Whether words typed in place of something else are plainly a question."""
    if is_pinyin(text):
        return False
    asks = text.rstrip().endswith(QUESTION_ENDS)
    verdict = uow.verdict(text)
    return verdict.urgent or (verdict.kind is Kind.ANSWER and asks) or (len(text) > SHORT and asks)


def _beside(notice: Notice, question: int, numbers: Sequence[int]) -> Notice:
    """An answer with buttons that put its question into open tickets, too."""
    content = notice.content
    if not numbers or not isinstance(content, AnswerShown | Sentence | Shown):
        return notice
    ways = tuple(
        (button("button.add_to", AddToTicket(number, question), number=number),) for number in numbers
    )
    return replace(notice, content=replace(content, rows=(*content.rows, *ways)))


async def own_question(uow: UnitOfWork, person: Person, question_id: int) -> Question | None:
    """The person's own question with this id; nobody else's."""
    question = await journal.find(uow.tx, question_id) if question_id else None
    return question if question is not None and question.person == person.id else None


def record(
    uow: UnitOfWork,
    caller: Caller,
    message: IncomingMessage,
    lang: Lang,
    verdict: Verdict,
    words: str | None = None,
) -> Question:
    """A question as the journal keeps it, with its verdict; `words` are kept instead of the message's own."""
    return Question(
        person=caller.person.id,
        address=caller.address.id,
        message_id=message.message_id,
        asked_at=uow.now,
        sent_at=uow.said_at,
        text=message.text if words is None else words,
        lang=lang,
        verdict=verdict.kind.value,
        revision=uow.knowledge.revision,
        entry=verdict.entry,
        measure=_measure(uow.knowledge, verdict),
        score=verdict.score,
        candidates=[(each.entry, round(each.score, 4)) for each in verdict.options],
        talk=verdict.talk,
        urgent=verdict.urgent,
    )


def _measure(knowledge: Knowledge, verdict: Verdict) -> str | None:
    best = verdict.entry or (verdict.candidates[0].entry if verdict.candidates else None)
    return knowledge.measure_of.get(best) if best else None
