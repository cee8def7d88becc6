"""What the butler did not answer lately: counted by the entry that was nearest. Nobody's words, names or times."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from bot.domain.actions import Show
from bot.domain.desk_views import UnansweredLine, UnansweredList
from bot.domain.outgoing import Rows, Sentence, Shown, titled
from bot.domain.page import paged
from bot.domain.page_actions import TurnUnanswered
from bot.domain.people import Person
from bot.knowledge import answers
from bot.storage import journal
from bot.storage.journal import Unanswered
from bot.usecases import pages, replies
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

DAYS = 30
IN_A_ROW = 4
"""Buttons with a number that stand beside each other."""


async def list_unanswered(uow: UnitOfWork, admin: Person, place: Place = FIRST) -> None:
    """List for an admin what was asked back, declined or did not help, the most frequent first."""
    found = await journal.unanswered(uow.tx, uow.now - dt.timedelta(days=DAYS))
    if not found:
        await pages.put(uow, admin, place, Sentence("unanswered.nothing", {"days": DAYS}))
        return
    counted = Counter((each.entry if each.entry in uow.knowledge.entries else "") for each in found)
    ordered = sorted(counted, key=lambda entry: (-counted[entry], entry))
    page = paged(place.page, len(ordered))
    shown = list(page.cut(ordered))
    lines = tuple(_line(uow, admin, entry, found) for entry in shown)
    rows = (*_rows(shown, page.skipped), *pages.row(page, TurnUnanswered))
    listed = UnansweredList(lines, len(found), DAYS, page)
    await pages.put(uow, admin, place, Shown("unanswered.list", listed, rows))


def _line(uow: UnitOfWork, admin: Person, entry: str, found: Sequence[Unanswered]) -> UnansweredLine:
    known = uow.knowledge.entries
    here = [each for each in found if (each.entry if each.entry in known else "") == entry]
    kinds = Counter(each.kind for each in here)
    title = dict(answers.titles(uow.knowledge, [entry], admin.lang)).get(entry, "")
    return UnansweredLine(title, kinds["clarify"], kinds["escalate"], kinds["decline"], kinds["not_helped"])


def _rows(entries: Sequence[str], skipped: int) -> Rows:
    """A button for each entry, with the number of its line, that shows its answer."""
    each = [
        titled(str(number), Show(0, replies.entry_code(entry)))
        for number, entry in enumerate(entries, start=skipped + 1)
        if entry
    ]
    return tuple(tuple(each[start : start + IN_A_ROW]) for start in range(0, len(each), IN_A_ROW))
