"""The ways to send something ready-made, an entry or a snippet, to a ticket that a lawyer holds."""

import functools
from dataclasses import replace

from bot.domain.actions import AskLawyer, unpack
from bot.domain.canned_actions import ChooseWhom, Prepare, of_entry
from bot.domain.excerpt import beginning
from bot.domain.outgoing import AnswerShown, Button, Notice, Rows, Sentence, button, titled
from bot.domain.page import paged
from bot.domain.people import Person
from bot.domain.ticket import Act, Ticket, may
from bot.storage import tickets
from bot.usecases import pages, views
from bot.usecases.firm_names import called
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

MOST_BUTTONS = 3
"""Tickets with a button each; of more there is a list."""
LONGEST_NAME = 16
"""Characters of an enterprise's name on a button."""
LONGEST_WORDS = 24
"""Characters of an owner's first words on a button."""


async def ways(uow: UnitOfWork, lawyer: Person, source: str) -> Rows:
    """A button for each ticket that this lawyer may write into, or one that lists them."""
    held = await _held(uow, lawyer)
    if len(held) > MOST_BUTTONS:
        return ((button("button.canned_whom", ChooseWhom(0, source)),),)
    return tuple([(await _way(uow, lawyer, each, source),) for each in held])


async def below(uow: UnitOfWork, notice: Notice, reader: Person, code: str) -> Notice:
    """An entry's card as a lawyer sees it: instead of the way to a lawyer those to their tickets. Others see it as it is."""
    content = notice.content
    if not reader.is_lawyer or not isinstance(content, AnswerShown):
        return notice
    rows = (*without_lawyer(content.rows), *await ways(uow, reader, of_entry(code)))
    return replace(notice, content=replace(content, rows=rows))


def without_lawyer(rows: Rows) -> Rows:
    """Buttons without those that lead to a lawyer: a lawyer needs none."""
    kept = (tuple(each for each in row if not isinstance(unpack(each.action), AskLawyer)) for row in rows)
    return tuple(row for row in kept if row)


async def choose(uow: UnitOfWork, lawyer: Person, source: str, place: Place = FIRST) -> None:
    """List the tickets to which it may go, with enterprise and first words."""
    held = await _held(uow, lawyer)
    if not held:
        await uow.tell(say(lawyer, "mine.none"))
        return
    page = paged(place.page, len(held))
    lines = [(await _line(uow, lawyer, each), Prepare(each.id, source)) for each in page.cut(held)]
    rows = tuple((titled(line, action),) for line, action in lines)
    turning = pages.row(page, functools.partial(ChooseWhom, source=source))
    await pages.put(uow, lawyer, place, Sentence("canned.whom", rows=(*rows, *turning)))


async def named(uow: UnitOfWork, ticket: Ticket, lawyer: Person, *, most: int | None = None) -> str:
    """A ticket by its number and its enterprise, `most` characters of it: numbers are easily mixed up."""
    firm = await views.enterprise_of(uow, ticket)
    return f"#{ticket.id} {called(firm, lawyer.lang, most=most)}" if firm else f"#{ticket.id}"


async def _held(uow: UnitOfWork, lawyer: Person) -> list[Ticket]:
    held = await tickets.held_by(uow.tx, lawyer.id)
    return [each for each in held if may(lawyer, each, Act.ANSWER)]


async def _way(uow: UnitOfWork, lawyer: Person, ticket: Ticket, source: str) -> Button:
    firm = await views.enterprise_of(uow, ticket)
    action = Prepare(ticket.id, source)
    if firm is None:
        return button("button.canned_to", action, number=ticket.id)
    return button(
        "button.canned_to_named", action, number=ticket.id, name=called(firm, lawyer.lang, most=LONGEST_NAME)
    )


async def _line(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> str:
    known = await views.background(uow, ticket)
    firm = called(known.enterprise, lawyer.lang, most=LONGEST_NAME)
    return " · ".join(filter(None, (f"#{ticket.id}", firm, beginning(known.asked, LONGEST_WORDS))))
