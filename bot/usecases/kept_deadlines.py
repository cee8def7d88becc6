"""What owners do with last days that they want to be reminded of: keep, look, say that it is done, forget."""

from collections.abc import Sequence

from bot.domain.actions import Browse
from bot.domain.deadline_actions import LastDayAsFile
from bot.domain.deadlines import reckon
from bot.domain.kept_deadline_actions import Filed, ForgetDeadline
from bot.domain.outgoing import Notice, Rows, Sentence, Shown, button
from bot.domain.packed_day import packed, unpacked
from bot.domain.page import LONGEST_PAGE, paged
from bot.domain.page_actions import TurnDeadlines
from bot.domain.people import Person
from bot.domain.reminders import is_pressing, stage_at
from bot.domain.ticket import Ticket
from bot.domain.views import KeptDays
from bot.storage import deadlines, tickets
from bot.storage.deadlines import Kept
from bot.usecases import deadline_reminders, last_days, pages, questions, replies
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

MOST_KEPT = 40
"""Last days that one person may keep: more are nobody's own."""


async def keep(uow: UnitOfWork, owner: Person, question: int, code: str, number: int, day: int) -> None:
    """Keep a last day that was worked out, and say when its owner will be reminded."""
    entry, trigger = questions.entry_by_code(uow.knowledge, code), unpacked(day)
    stated = last_days.limit_of(uow, code, number, owner.lang)
    if entry is None or stated is None or trigger is None:
        await uow.tell(say(owner, "answer.withdrawn"))
        return
    last = reckon(trigger, stated.limit, uow.calendar).last
    if last < uow.today:
        await uow.tell(say(owner, "kept.over"))
        return
    if len(await deadlines.of_person(uow.tx, owner.id)) >= MOST_KEPT:
        await uow.tell(say(owner, "kept.too_many", count=MOST_KEPT))
        return
    asked = await questions.own_question(uow, owner, question)
    ticket = await _open_ticket(uow, owner, asked.id) if asked and asked.id else None
    kept = await deadlines.keep(
        uow.tx,
        person=owner.id,
        ticket=ticket.id if ticket else None,
        question=asked.id if asked else None,
        entry=entry,
        number=number,
        limit=stated.limit,
        trigger=trigger,
        last=last,
        told=stage_at(last, uow.now, uow.calendar),
        now=uow.now,
    )
    await _begin(uow, owner, kept)


async def _begin(uow: UnitOfWork, owner: Person, kept: Kept) -> None:
    await deadline_reminders.wind(uow, kept)
    key = "kept.near" if is_pressing(kept.last, uow.today) else "kept.done"
    content = Shown(key, deadline_reminders.shown(uow, kept, owner.lang), deadline_reminders.buttons(kept))
    await uow.tell(Notice(owner.id, content, owner.lang))
    await deadline_reminders.tell_lawyer(uow, kept, f"kept:{kept.id}:{kept.kept_at:%Y%m%d%H%M%S}")
    await deadline_reminders.press(uow, kept)


async def show_all(uow: UnitOfWork, owner: Person, place: Place = FIRST) -> None:
    """List the last days that somebody keeps, with what can be done with each."""
    own = await deadlines.of_person(uow.tx, owner.id)
    if not own:
        none = Sentence("kept.none", rows=((button("button.measures", Browse()),),))
        await pages.put(uow, owner, place, none)
        return
    page = paged(place.page, len(own))
    first = (page.number - 1) * LONGEST_PAGE + 1
    seen = page.cut(own)
    lines = tuple(deadline_reminders.shown(uow, each, owner.lang) for each in seen)
    rows = (*_rows(seen, first), *pages.row(page, TurnDeadlines))
    await pages.put(uow, owner, place, Shown("kept.list", KeptDays(lines, first, page), rows))


async def filed(uow: UnitOfWork, owner: Person, deadline: int) -> None:
    """It is done in time: nobody is reminded any more."""
    kept = await _own(uow, owner, deadline)
    if kept is not None:
        await deadlines.file(uow.tx, kept.id, uow.now)
        await uow.tell(say(owner, "kept.filed"))


async def still_open(uow: UnitOfWork, owner: Person, deadline: int) -> None:
    """The reminder was read: what comes next, and when."""
    kept = await _own(uow, owner, deadline)
    if kept is not None:
        ahead = await deadlines.due(uow.tx, kept.id) is not None
        content = Shown(
            "kept.still_open" if ahead else "kept.still_open_last",
            deadline_reminders.shown(uow, kept, owner.lang),
            ((button("button.filed", Filed(kept.id)),),),
        )
        await uow.tell(Notice(owner.id, content, owner.lang))


async def forget(uow: UnitOfWork, owner: Person, deadline: int) -> None:
    """Forget a last day altogether."""
    kept = await _own(uow, owner, deadline)
    if kept is not None:
        await deadlines.drop(uow.tx, kept.id)
        await uow.tell(say(owner, "kept.forgotten"))


async def _own(uow: UnitOfWork, owner: Person, deadline: int) -> Kept | None:
    """Somebody's own that is not filed; of all others they are told the same."""
    kept = await deadlines.find(uow.tx, deadline)
    if kept is None or kept.person != owner.id or not kept.is_open:
        await uow.tell(say(owner, "kept.gone"))
        return None
    return kept


async def _open_ticket(uow: UnitOfWork, owner: Person, question: int) -> Ticket | None:
    ticket = await tickets.by_question(uow.tx, question)
    return ticket if ticket is not None and ticket.is_open and ticket.owner == owner.id else None


def _rows(seen: Sequence[Kept], first: int) -> Rows:
    return tuple(
        (
            button("button.filed_number", Filed(each.id), number=number),
            button("button.forget_number", ForgetDeadline(each.id), number=number),
            button("button.file_number", _as_file(each), number=number),
        )
        for number, each in enumerate(seen, first)
    )


def _as_file(kept: Kept) -> LastDayAsFile:
    code = replies.entry_code(kept.entry)
    return LastDayAsFile(kept.question or 0, code, kept.number, packed(kept.trigger))
