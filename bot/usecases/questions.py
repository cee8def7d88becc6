"""An owner asks: the verdict becomes an answer, a question back, a kind word, or the offer of a lawyer."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict

from bot.domain.answer import Lang
from bot.domain.language import detect
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice
from bot.domain.people import Person
from bot.knowledge import answers
from bot.knowledge.live import Knowledge
from bot.matching.decision.verdict import Kind, Verdict
from bot.storage import journal
from bot.storage.journal import Question
from bot.usecases import drafts
from bot.usecases.messages import Button, Rows, button, say, titled
from bot.usecases.unit_of_work import UnitOfWork

BURST = 20
"""Questions that one person may ask within BURST_WINDOW; a person types slower than that."""
BURST_WINDOW = dt.timedelta(minutes=1)

QUESTION_ENDS = ("?", "？", "吗", "嗎", "呢", "怎么办", "怎麼辦", "咋办", "多久", "多少")
SHORT = 8
"""Characters of a sentence; less may be a name that happens to end like a question."""


def entry_code(entry: str) -> str:
    """Ten letters that stand for an entry on a button, where its id may not fit (64 bytes in all)."""
    return hashlib.sha256(entry.encode()).hexdigest()[:10]


def entry_by_code(knowledge: Knowledge, code: str) -> str | None:
    """The entry that a button means; None when it is no longer in the knowledge."""
    return next((entry for entry in knowledge.entries if entry_code(entry) == code), None)


async def ask(uow: UnitOfWork, person: Person, said: IncomingMessage) -> None:
    """Answer a question in its own language, and note what was decided and why.

    A red flag opens an urgent ticket at once; everything else waits for the person's tap.
    """
    if await _too_fast(uow, person):
        return
    lang = detect(said.text, person.lang)
    verdict = answers.settled(uow.knowledge, uow.knowledge.judge.judge(said.text), uow.policy.unreviewed)
    question = await journal.add(uow.tx, _question(uow, person, said, lang, verdict))
    if verdict.urgent:
        await drafts.escalate_at_once(uow, person, question, talk=verdict.talk, lang=lang)
        return
    await uow.tell(reply(uow.knowledge, verdict, person.id, lang, question))


def reply(knowledge: Knowledge, verdict: Verdict, chat: int, lang: Lang, question: int) -> Notice:
    """What is said because of a verdict. Pure: the same for Telegram, `butler ask` and `butler eval`."""
    if verdict.kind is Kind.ANSWER and verdict.entry is not None:
        return answer(knowledge, verdict.entry, chat, lang, question)
    if verdict.kind is Kind.CLARIFY:
        options = [
            titled(title, "show", question, entry_code(entry))
            for entry, title in _options(knowledge, verdict, lang)
        ]
        rows = [[option] for option in options] + [[button("button.none_of_these", "lawyer", question)]]
        return say(chat, "ask.clarify", rows, lang=lang)
    if verdict.talk is not None:
        return _talk(knowledge, verdict, chat, lang, question)
    if verdict.kind is Kind.ESCALATE:
        return say(chat, "ask.escalate", _lawyer_rows(question), lang=lang)
    if verdict.kind is Kind.DECLINE:
        return say(chat, "ask.decline", _lawyer_rows(question), lang=lang)
    return say(chat, "ask.rephrase", [[button("button.measures", "measures")]], lang=lang)


def answer(knowledge: Knowledge, entry: str, chat: int, lang: Lang, question: int) -> Notice:
    """An entry's card with the ways on. `question` is 0 when the entry was browsed to."""
    card = answers.card(knowledge, entry, lang)
    ways: list[Button] = [button("button.lawyer", "lawyer", question)]
    if question:
        ways.insert(0, button("button.solved", "solved", question))
    rows: list[list[Button]] = [ways]
    if card.related:
        rows.append([button("button.related", "related", question, entry_code(entry))])
    return Notice(chat=chat, kind="answer", lang=lang, body={"card": asdict(card), "buttons": rows})


async def show(uow: UnitOfWork, person: Person, question_id: int, code: str) -> None:
    """Show an entry that the person picked: from options, related entries or a measure's list."""
    question = await own_question(uow, person, question_id)
    entry = entry_by_code(uow.knowledge, code)
    lang = question.lang if question else person.lang
    if entry is None:
        await uow.tell(say(person, "answer.withdrawn", _lawyer_rows(question_id), lang=lang))
        return
    if question is not None:
        await journal.picked(uow.tx, question.id, entry, uow.knowledge.measure_of[entry])
    await uow.tell(answer(uow.knowledge, entry, person.id, lang, question.id if question else 0))


async def solved(uow: UnitOfWork, person: Person, question_id: int) -> None:
    """The person says that this answered the question."""
    question = await own_question(uow, person, question_id)
    if question is not None:
        await journal.set_outcome(uow.tx, question.id, "solved")
    await uow.tell(say(person, "answer.solved", lang=question.lang if question else None))


async def related(uow: UnitOfWork, person: Person, question_id: int, code: str) -> None:
    """Offer the entries related to one."""
    question = await own_question(uow, person, question_id)
    entry = entry_by_code(uow.knowledge, code)
    lang = question.lang if question else person.lang
    if entry is None:
        await uow.tell(say(person, "answer.withdrawn", _lawyer_rows(question_id), lang=lang))
        return
    card = answers.card(uow.knowledge, entry, lang)
    number = question.id if question else 0
    rows = [[titled(title, "show", number, entry_code(other))] for other, title in card.related]
    await uow.tell(say(person, "answer.related", rows, lang=lang, title=card.title))


async def browse(uow: UnitOfWork, person: Person) -> None:
    """List the ten measures."""
    listed = answers.measures(uow.knowledge, person.lang)
    rows = [
        [titled(f"{number}. {title}", "measure", number)] for number, (_, title) in enumerate(listed, start=1)
    ]
    await uow.tell(say(person, "measures.list", rows))


async def open_measure(uow: UnitOfWork, person: Person, number: int) -> None:
    """List the questions that one measure answers; `number` counts from 1."""
    if not 1 <= number <= len(uow.knowledge.measures):
        await browse(uow, person)
        return
    slug, title = answers.measures(uow.knowledge, person.lang)[number - 1]
    entries = answers.entries_of(uow.knowledge, slug, person.lang)
    rows = [[titled(name, "show", 0, entry_code(entry))] for entry, name in entries]
    summary = answers.summary(uow.knowledge, slug, person.lang)
    await uow.tell(
        say(
            person,
            "measures.one",
            [*rows, [button("button.measures", "measures")]],
            title=title,
            summary=summary,
        )
    )


def is_urgent(uow: UnitOfWork, text: str) -> bool:
    """Whether words raise a red flag."""
    return uow.knowledge.judge.judge(text).urgent


def is_question(uow: UnitOfWork, text: str) -> bool:
    """Whether words typed in place of something else are plainly a question."""
    asks = text.rstrip().endswith(QUESTION_ENDS)
    verdict = uow.knowledge.judge.judge(text)
    return verdict.urgent or (verdict.kind is Kind.ANSWER and asks) or (len(text) > SHORT and asks)


async def own_question(uow: UnitOfWork, person: Person, question_id: int) -> Question | None:
    """The person's own question with this id; nobody else's."""
    question = await journal.find(uow.tx, question_id) if question_id else None
    return question if question is not None and question.person == person.id else None


async def _too_fast(uow: UnitOfWork, person: Person) -> bool:
    recent = await journal.asked_since(uow.tx, person.id, uow.now - BURST_WINDOW)
    if recent < BURST:
        return False
    minute = uow.now.strftime("%Y%m%d%H%M")
    await uow.tell(say(person, "ask.too_fast", once=f"too-fast:{person.id}:{minute}"))
    return True


def _question(
    uow: UnitOfWork, person: Person, said: IncomingMessage, lang: Lang, verdict: Verdict
) -> Question:
    return Question(
        person=person.id,
        message_id=said.message_id,
        asked_at=uow.now,
        text=said.text,
        lang=lang,
        verdict=verdict.kind.value,
        revision=uow.knowledge.revision,
        entry=verdict.entry,
        measure=_measure(uow.knowledge, verdict),
        score=verdict.score,
        candidates=[(each.entry, round(each.score, 4)) for each in verdict.candidates],
        talk=verdict.talk,
        urgent=verdict.urgent,
    )


def _measure(knowledge: Knowledge, verdict: Verdict) -> str | None:
    best = verdict.entry or (verdict.candidates[0].entry if verdict.candidates else None)
    return knowledge.measure_of.get(best) if best else None


def _options(knowledge: Knowledge, verdict: Verdict, lang: Lang) -> Sequence[tuple[str, str]]:
    return answers.offered(knowledge, verdict.candidates, lang)


def _talk(knowledge: Knowledge, verdict: Verdict, chat: int, lang: Lang, question: int) -> Notice:
    assert verdict.talk is not None
    said = answers.talk_reply(knowledge, verdict.talk, lang)
    if verdict.urgent:
        return say(chat, "ask.urgent", lang=lang, reply=said)
    rows = {Kind.CHAT: [[button("button.measures", "measures")]], Kind.REFUSE: []}.get(
        verdict.kind, _lawyer_rows(question)
    )
    return say(chat, "ask.talk", rows, lang=lang, reply=said)


def _lawyer_rows(question: int) -> Rows:
    return [[button("button.lawyer", "lawyer", question)], [button("button.add_first", "draft", question)]]
