"""Lists with pages: a view, or a sentence with buttons, and below it one row that turns the page in the same message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain.button_data import Action
from bot.domain.outgoing import Button, Notice, Rows, Sentence, Shown, button
from bot.domain.page import Page
from bot.domain.people import Person
from bot.usecases.messages import rewrite
from bot.usecases.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Place:
    """Which page somebody wants, and the message of the bot in which it is to stand (None: in a new one)."""

    page: int = 1
    message_id: int | None = None


FIRST = Place()
IN_ROW = 4
"""Short buttons that stand beside each other."""


def in_rows(buttons: Sequence[Button]) -> Rows:
    """Short buttons, as many in a row as a phone shows whole."""
    return tuple(tuple(buttons[at : at + IN_ROW]) for at in range(0, len(buttons), IN_ROW))


def row(page: Page, turn: Callable[[int], Action]) -> Rows:
    """One row of buttons, `turn` being what leads to a page; none for a list of one page.

    The one in the middle tells where one is and shows the page as it is by now.
    """
    if page.of == 1:
        return ()
    here = button("button.page", turn(page.number), number=page.number, of=page.of)
    before = (button("button.page_before", turn(page.number - 1)),) if page.number > 1 else ()
    after = (button("button.page_after", turn(page.number + 1)),) if page.number < page.of else ()
    return ((*before, here, *after),)


async def put(
    uow: UnitOfWork, reader: Person, place: Place, content: Sentence | Shown, *, in_hand: bool = False
) -> None:
    """Show a page where it is wanted; `in_hand` as in `Notice`."""
    if place.message_id is None:
        notice = Notice(reader.id, content, reader.lang)
    else:
        notice = rewrite(reader, place.message_id, content)
    await uow.tell(replace(notice, in_hand=in_hand))
