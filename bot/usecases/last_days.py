"""An owner works out the last day of a time limit that an answer states: which limit, from which day, until when.

The day is tapped or typed (`bot.domain.spoken_dates`), the rest is `bot.domain.deadlines`. Nothing is kept of it, unless
its owner wants to be reminded (`kept_deadlines`): the buttons carry the entry, the limit and the day.
"""

import datetime as dt

from bot.domain.actions import AskLawyer
from bot.domain.answer import Lang
from bot.domain.deadline_actions import AskTrigger, LastDayAsFile, ReckonFrom
from bot.domain.deadlines import StatedLimit, is_rest_day, reckon
from bot.domain.dialogue import AskingTrigger
from bot.domain.identity import Caller
from bot.domain.kept_deadline_actions import RemindMe
from bot.domain.language import in_chosen_script
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import LastDayFile, Notice, Rows, Shown, button, titled
from bot.domain.packed_day import packed, unpacked
from bot.domain.people import Person
from bot.domain.spoken_dates import Reading, read
from bot.domain.views import LastDay
from bot.knowledge import answers
from bot.storage import dialogues
from bot.usecases import drafts, questions
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

NEAR = (("button.today", 0), ("button.yesterday", 1), ("button.day_before", 2))
"""Days that are offered as buttons, and how many days ago they are."""
MOST_MEANT = 4
"""Days among which somebody chooses with buttons."""
LONG = 40
"""Characters of a message that is no date but something to be answered."""


async def begin(uow: UnitOfWork, caller: Caller, question: int, code: str) -> None:
    """Ask which limit of the entry is meant, or, where it has one, for its first day."""
    lang = await _lang(uow, caller.person, question)
    found = _limits(uow, code, lang)
    if len(found) == 1:
        await ask(uow, caller, question, code, 1)
    elif found:
        rows = tuple(
            (titled(each.act, AskTrigger(question, code, number)),) for number, each in enumerate(found, 1)
        )
        await uow.tell(say(caller.person, "deadline.which", rows, lang=lang))
    else:
        await uow.tell(say(caller.person, "answer.withdrawn"))


async def ask(uow: UnitOfWork, caller: Caller, question: int, code: str, number: int) -> None:
    """Ask for the day on which the limit was set off."""
    lang = await _lang(uow, caller.person, question)
    stated = limit_of(uow, code, number, lang)
    if stated is None:
        await uow.tell(say(caller.person, "answer.withdrawn"))
    elif not await drafts.tell_unsent(uow, caller):
        step = AskingTrigger(question, code, number)
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, step, uow.now)
        rows = _near(uow, step)
        act, trigger = stated.act, stated.trigger
        await uow.tell(say(caller.person, "deadline.ask", rows, lang=lang, act=act, trigger=trigger))


async def hear(
    uow: UnitOfWork, caller: Caller, step: AskingTrigger, message: IncomingMessage, *, urgent: bool
) -> bool:
    """Whether a text was a day, or may have been meant as one; anything else is left to be answered."""
    reading = read(message.text, uow.said_on)
    named = bool(reading.days or reading.impossible)
    if urgent or len(message.text) > LONG or (not named and questions.is_question(uow, message.text)):
        await dialogues.end(uow.tx, uow.account.id, caller.person.id)
        return False
    if reading.day is None:
        await _ask_again(uow, caller, step, reading)
    else:
        await tell(uow, caller, step.question, step.code, step.number, packed(reading.day))
    return True


async def tell(uow: UnitOfWork, caller: Caller, question: int, code: str, number: int, day: int) -> None:
    """Say the last day of a limit that was set off on a day (20260305), and how it was reckoned."""
    lang = await _lang(uow, caller.person, question)
    view = _last_day(uow, limit_of(uow, code, number, lang), day)
    if view is None:
        await uow.tell(say(caller.person, "answer.withdrawn"))
        return
    if caller.dialogue is not None and isinstance(caller.dialogue.step, AskingTrigger):
        await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    remind = () if view.left < 0 else (button("button.remind_me", RemindMe(question, code, number, day)),)
    rows: Rows = (
        (*remind, button("button.lawyer", AskLawyer(question))),
        (
            button("button.calendar_file", LastDayAsFile(question, code, number, day)),
            button("button.other_day", AskTrigger(question, code, number)),
        ),
    )
    await uow.tell(Notice(caller.person.id, Shown("deadline.last", view, rows), lang))


async def send_file(uow: UnitOfWork, person: Person, question: int, code: str, number: int, day: int) -> None:
    """Send the last day as a file for the calendar of a phone."""
    lang = await _lang(uow, person, question)
    view = _last_day(uow, limit_of(uow, code, number, lang), day)
    if view is None:
        await uow.tell(say(person, "answer.withdrawn"))
        return
    stamp = uow.now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    await uow.tell(Notice(person.id, LastDayFile(view, stamp), lang))


async def _ask_again(uow: UnitOfWork, caller: Caller, step: AskingTrigger, reading: Reading) -> None:
    lang = await _lang(uow, caller.person, step.question)
    if reading.impossible is not None:
        told = say(caller.person, "deadline.impossible", lang=lang, written=reading.impossible)
    elif reading.days:
        days = reading.days[:MOST_MEANT]
        rows = tuple((titled(day.isoformat(), _from(step, day)),) for day in days)
        told = say(caller.person, "deadline.several", rows, lang=lang)
    else:
        told = say(caller.person, "deadline.no_day", _near(uow, step), lang=lang)
    await uow.tell(told)


def _near(uow: UnitOfWork, step: AskingTrigger) -> Rows:
    """Buttons with their date, so that one tapped tomorrow still means the day that it names."""
    today = uow.today
    days = [(label, today - dt.timedelta(days=ago)) for label, ago in NEAR]
    days.append(("button.last_monday", today - dt.timedelta(days=today.weekday() + 7)))
    return tuple((button(label, _from(step, day), day=day.isoformat()),) for label, day in days)


def _from(step: AskingTrigger, day: dt.date) -> ReckonFrom:
    return ReckonFrom(step.question, step.code, step.number, packed(day))


def _last_day(uow: UnitOfWork, stated: StatedLimit | None, day: int) -> LastDay | None:
    """How a limit runs from a day; None for a limit that is no longer stated, or a day that does not exist."""
    trigger = unpacked(day)
    if stated is None or trigger is None:
        return None
    found = reckon(trigger, stated.limit, uow.calendar)
    return LastDay(
        act=stated.act,
        trigger=stated.trigger,
        citation=stated.citation,
        length=stated.limit.length,
        unit=stated.limit.unit.value,
        since=trigger.isoformat(),
        first=found.first.isoformat(),
        counted=found.counted.isoformat(),
        last=found.last.isoformat(),
        rests=len(found.rest_days),
        left=found.days_left(uow.today),
        month_end=found.month_end,
        is_rest_day=is_rest_day(uow.calendar, found.last),
        post_counts=stated.limit.post_counts,
        unknown_years=found.unknown_years,
    )


def _limits(uow: UnitOfWork, code: str, lang: Lang) -> tuple[StatedLimit, ...]:
    entry = questions.entry_by_code(uow.knowledge, code)
    if entry is None or not answers.answering(uow.knowledge, [entry]):
        return ()
    return answers.limits(uow.knowledge, entry, lang)


def limit_of(uow: UnitOfWork, code: str, number: int, lang: Lang) -> StatedLimit | None:
    """The limit of an entry with this number, from 1; None for one that is no longer stated."""
    found = _limits(uow, code, lang)
    return found[number - 1] if 1 <= number <= len(found) else None


async def _lang(uow: UnitOfWork, person: Person, question_id: int) -> Lang:
    """The language of the question that the entry answered, else the person's."""
    question = await questions.own_question(uow, person, question_id)
    return in_chosen_script(question.lang, person.lang) if question else person.lang
