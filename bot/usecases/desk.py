"""The admin's desk: every open ticket, how it stands and who has it, without a word of what is said in it."""

from bot.domain.desk import Filter
from bot.domain.desk_actions import AskAssign, AskInspection, Nudge, ShowGist
from bot.domain.desk_views import Gist, Inspection, OpenLine, OpenList
from bot.domain.outgoing import Button, Rows, Sentence, Shown, button
from bot.domain.page import paged
from bot.domain.page_actions import TurnOpen
from bot.domain.people import Person
from bot.domain.ticket import Act, Ticket, may
from bot.knowledge import answers
from bot.storage import desk, tickets
from bot.storage.desk import Standing
from bot.usecases import chosen, pages, views
from bot.usecases.messages import say, show
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

IN_A_ROW = 4
"""Buttons with a number that stand beside each other."""
MOST_INSPECTIONS = 5


async def queue(uow: UnitOfWork, admin: Person, only: Filter = Filter.ALL, place: Place = FIRST) -> None:
    """List the open tickets that a filter lets through, eight at a time, with a button for each filter."""
    found = await desk.still_open(uow.tx)
    let_through = {each: [one for one in found if _passes(uow, one, each)] for each in Filter}
    chosen = let_through[only]
    page = paged(place.page, len(chosen))
    lines = tuple(line_of(uow, each, admin) for each in page.cut(chosen))
    rows: Rows = (
        *numbered([each.number for each in lines]),
        *_filters(uow, {each: len(those) for each, those in let_through.items()}, only),
        *pages.row(page, lambda number: TurnOpen(number, only.value)),
    )
    listed = Shown("open.list", OpenList(lines, len(chosen), only, page), rows)
    await pages.put(uow, admin, place, listed if found else Sentence("open.none"))


async def gist(uow: UnitOfWork, admin: Person, ticket_id: int) -> None:
    """Show how a ticket stands, with what an admin may do about it."""
    standing = await desk.standing(uow.tx, ticket_id)
    if standing is None:
        await uow.tell(say(admin, "desk.no_ticket", number=ticket_id))
        return
    nudged = await tickets.last_event(uow.tx, ticket_id, Act.NUDGE)
    read = await desk.inspections(uow.tx, ticket_id)
    seen = Gist(
        line_of(uow, standing, admin),
        owed=standing.owed_since is not None,
        waited=waited_minutes(uow, standing),
        why=await chosen.why(uow, standing.ticket, admin),
        nudged=views.local_time(uow, nudged) if nudged else "",
        inspections=tuple(
            Inspection(views.local_time(uow, each.at), each.name, f"why.{each.why.value}", each.words)
            for each in read[:MOST_INSPECTIONS]
        ),
    )
    await uow.tell(show(admin, "desk.gist", seen, _acts(admin, standing.ticket)))


def line_of(uow: UnitOfWork, standing: Standing, reader: Person) -> OpenLine:
    """How a ticket stands, in one line."""
    ticket, lang = standing.ticket, reader.lang
    return OpenLine(
        number=ticket.id,
        state=f"state.{ticket.state.value}" if not standing.offered else "state.offered",
        since=views.local_time(uow, ticket.opened_at),
        urgent=ticket.urgent,
        emergency=answers.talk_title(uow.knowledge, ticket.emergency, lang),
        measure=answers.measure_title(uow.knowledge, ticket.measure, lang) if ticket.measure else "",
        name=standing.holder or standing.offered,
        due=views.local_time(uow, standing.due_at) if standing.due_at else "",
        is_late=standing.is_overdue,
    )


def waited_minutes(uow: UnitOfWork, standing: Standing) -> int:
    """The working minutes for which the owner of a ticket has waited for a word; 0 where nobody owes one."""
    if standing.owed_since is None:
        return 0
    return max(0, round(uow.calendar.working_minutes_between(standing.owed_since, uow.now)))


def numbered(numbers: list[int]) -> Rows:
    """A button for each ticket, that shows how it stands."""
    each = [button("button.number", ShowGist(number), number=number) for number in numbers]
    return tuple(tuple(each[start : start + IN_A_ROW]) for start in range(0, len(each), IN_A_ROW))


def _passes(uow: UnitOfWork, standing: Standing, only: Filter) -> bool:
    match only:
        case Filter.ALL:
            return True
        case Filter.URGENT:
            return standing.ticket.urgent
        case Filter.NOBODY:
            return standing.ticket.lawyer is None
        case Filter.LONG:
            return _waits_long(uow, standing)
        case Filter.LATE:
            return standing.is_overdue


def is_late(uow: UnitOfWork, standing: Standing) -> bool:
    """Whether the time is over within which the desk aims at the next word, or at the end of a ticket."""
    return standing.is_overdue or _waits_long(uow, standing)


def _waits_long(uow: UnitOfWork, standing: Standing) -> bool:
    if standing.owed_since is None:
        return False
    minutes = uow.policy.answer_after_working_hours * 60
    return uow.calendar.add_working_minutes(standing.owed_since, minutes) < uow.now


def _filters(uow: UnitOfWork, counts: dict[Filter, int], only: Filter) -> Rows:
    hours = f"{uow.policy.answer_after_working_hours:g}"
    each = [
        button(
            f"only.{word.value}",
            TurnOpen(1, word.value),
            mark="✓ " if word is only else "",
            count=count,
            hours=hours,
        )
        for word, count in counts.items()
    ]
    return (tuple(each[:2]), tuple(each[2:4]), tuple(each[4:]))


def _acts(admin: Person, ticket: Ticket) -> Rows:
    """The buttons under a gist, by what this admin may do with the ticket."""
    each: list[tuple[Act, Button]] = [
        (Act.ASSIGN, button("button.assign", AskAssign(ticket.id))),
        (Act.NUDGE, button("button.nudge", Nudge(ticket.id))),
        (Act.INSPECT, button("button.inspect", AskInspection(ticket.id))),
    ]
    return tuple((shown,) for act, shown in each if may(admin, ticket, act))
