"""An owner asks on: a reply to an answer, or "and the fee?" shortly after one, is about that entry.

What a message means is decided in `bot.knowledge.follow_ups`; here stands what went before it, and what is said.
"""

import datetime as dt
from dataclasses import dataclass

from bot.domain.actions import AskLawyer, unpack
from bot.domain.answer import Field
from bot.domain.identity import Caller
from bot.domain.language import for_reply, in_chosen_script
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import AnswerShown, FieldsShown
from bot.domain.people import Person
from bot.domain.pinyin import is_pinyin
from bot.knowledge import answers
from bot.knowledge.follow_ups import Before, decided, latest, stands_alone
from bot.matching.decision.utterance import Utterance
from bot.matching.decision.verdict import Kind, Verdict
from bot.storage import journal
from bot.storage import shown as shown_answers
from bot.storage.journal import Question
from bot.usecases import bursts, questions, replies
from bot.usecases.bursts import Burst
from bot.usecases.messages import replied
from bot.usecases.unit_of_work import UnitOfWork

WINDOW = dt.timedelta(minutes=10)
"""So long after an answer a question without a subject is about it."""
TOPICS_WITHIN = dt.timedelta(days=7)
"""How far back somebody is reminded of what they asked."""


@dataclass(frozen=True, slots=True)
class Context:
    """What went before a message, and the question that it goes on from."""

    before: Before
    question: Question | None = None


async def ask(uow: UnitOfWork, caller: Caller, message: IncomingMessage, flag: Verdict | None = None) -> None:
    """Answer a question in its conversation; one with a subject of its own as `questions.ask` does.

    `flag` is the verdict on words of danger.
    """
    if (flag is not None and flag.urgent) or is_pinyin(message.text):
        await questions.ask(uow, caller, message, flag)
        return
    said = uow.heard(message.text)
    if message.reply_to is None and said.is_surely_its_own:
        await questions.ask(uow, caller, message, said.verdict)
        return
    asks_on = said.leaning is not None and said.leaning.asks_on
    burst = None if asks_on else await bursts.joined(uow, caller, message, said.verdict)
    if burst is not None:
        await _answer_burst(uow, caller, burst)
        return
    context = await _context(uow, caller, message, said)
    verdict = decided(uow.knowledge, said, context.before, uow.policy.unreviewed)
    if verdict.fields:
        await _tell(uow, caller, message, verdict, context)
    else:
        await questions.ask(uow, caller, message, verdict)


async def _answer_burst(uow: UnitOfWork, caller: Caller, burst: Burst) -> None:
    if not burst.answered:
        await questions.ask(uow, caller, burst.message, burst.verdict)
        return
    lang = for_reply(burst.message.text, caller.person.lang)
    record = questions.record(uow, caller, burst.message, lang, burst.verdict)
    await bursts.say_answered(uow, caller, await journal.add(uow.tx, record))


async def hear_reply(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether a message replies to an answer and asks on about it, whatever else the butler was waiting for."""
    if message.reply_to is None or message.kind != "text" or caller.person.is_lawyer:
        return False
    context = await _replied(uow, caller, message.reply_to)
    if context is None:
        return False
    verdict = decided(uow.knowledge, uow.heard(message.text), context.before, uow.policy.unreviewed)
    if verdict.kind is not Kind.FOLLOWUP:  # a question that replies by habit is heard where it belongs
        return False
    await _tell(uow, caller, message, verdict, context)
    return True


async def about(uow: UnitOfWork, person: Person, question_id: int, code: str) -> None:
    """The person picked what a follow-up is about."""
    question = await questions.own_question(uow, person, question_id)
    entry = questions.entry_by_code(uow.knowledge, code)
    if (
        question is None
        or entry is None
        or not answers.may_answer(uow.knowledge, entry, uow.policy.unreviewed)
    ):
        await questions.show(uow, person, question_id, code)
        return
    leaning = uow.knowledge.listener.read(question.text)
    fields = (leaning.fields if leaning else ()) or (Field.SHORT,)
    await journal.picked(uow.tx, question.id, entry, uow.knowledge.measure_of[entry])
    lang = in_chosen_script(question.lang, person.lang)
    told = replies.fields_of(uow.knowledge, entry, fields, lang, question.id)
    await uow.tell(questions.for_admin(replied(person, told, lang), person))


async def _tell(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage, verdict: Verdict, context: Context
) -> None:
    went_before = context.question
    lang = for_reply(message.text, caller.person.lang, went_before.lang if went_before else None)
    question = questions.record(uow, caller, message, lang, verdict, _words(message, verdict, went_before))
    number = await journal.add(uow.tx, question)
    unreviewed = uow.policy.unreviewed
    told = replies.to_message(uow.knowledge, verdict, lang, number, unreviewed)
    await uow.tell(questions.for_admin(replied(caller.person, told, lang), caller.person))


def _words(message: IncomingMessage, verdict: Verdict, went_before: Question | None) -> str:
    """What a lawyer would read: a follow-up makes sense only below the question that it goes on from."""
    if verdict.kind is not Kind.FOLLOWUP or went_before is None or not went_before.text:
        return message.text
    return f"{went_before.text}\n{message.text}"


async def _context(uow: UnitOfWork, caller: Caller, message: IncomingMessage, said: Utterance) -> Context:
    """What a message may lean on; looked up only for one that looks as if it did."""
    leans = said.leaning
    if leans is None or (message.reply_to is None and stands_alone(leans, said.verdict)):
        return Context(Before())
    replied = await _replied(uow, caller, message.reply_to) if message.reply_to else None
    return replied or await _lately(uow, caller)


async def _replied(uow: UnitOfWork, caller: Caller, message_id: int) -> Context | None:
    """The answer, or the own question, to which a message replies; None for any other message."""
    shown = await shown_answers.by_message(uow.tx, caller.address.id, message_id)
    if shown is not None:
        question = await questions.own_question(uow, caller.person, _question_of(shown))
        return Context(Before(_entry_of(shown), by_reply=True), question)
    question = await journal.by_message(uow.tx, caller.address.id, message_id)
    if question is None or question.entry is None:
        return None
    return Context(Before(question.entry, by_reply=True), question)


async def _lately(uow: UnitOfWork, caller: Caller) -> Context:
    """What was answered or asked last, within the window; and what else it may be about."""
    since = uow.now - WINDOW
    topics = await journal.topics(uow.tx, caller.person.id, uow.now - TOPICS_WITHIN)
    asked = await journal.latest(uow.tx, caller.person.id, since)
    shown = await shown_answers.last(uow.tx, caller.address.id, asked.asked_at if asked else since)
    if shown is not None:
        question = await questions.own_question(uow, caller.person, _question_of(shown))
        return Context(Before(_entry_of(shown), latest(topics)), question)
    if asked is None:
        return Context(Before(None, latest(topics)))
    offered = [entry for entry, _ in asked.candidates] if asked.verdict == Kind.CLARIFY else []
    return Context(Before(asked.entry, latest([*offered, *topics])), asked)


def _entry_of(shown: AnswerShown | FieldsShown) -> str:
    return shown.card.entry if isinstance(shown, AnswerShown) else shown.answers[0].entry


def _question_of(shown: AnswerShown | FieldsShown) -> int:
    """The question that an answer was for, as its button to a lawyer tells; 0 for one that was browsed to."""
    actions = (unpack(each.action) for row in shown.rows for each in row)
    return next((action.question for action in actions if isinstance(action, AskLawyer)), 0)
