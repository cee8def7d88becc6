"""What admins hear of files that the running bot follows: once, however many replicas follow them.

What was told last stands in a row. Of replicas that come to the same state one tells it; so does a start that finds what was
told already.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.domain.calendar import WorkingCalendar
from bot.domain.people import Role
from bot.errors import Fault
from bot.knowledge.live import Change
from bot.knowledge.live_calendar import CalendarChange
from bot.storage import roster, shared_state
from bot.usecases import knowledge_admin, ringing
from bot.usecases.knowledge_admin import faults_shown
from bot.usecases.messages import show, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

KNOWLEDGE, CALENDAR = "told:knowledge", "told:calendar"
"""Names of the rows that say what was told last."""
FAULTS = "faults:"
"""How the state begins in which files are not in force."""
ANSWERED = "reload answered"
"""Name of the row that says which call for reading again was answered last."""


async def started(
    uow: UnitOfWork, knowledge_faults: Sequence[Fault], calendar_faults: Sequence[Fault]
) -> None:
    """Note what is in force at a start, where nothing was noted yet or faults are over; of faults the watching tells.

    Replicas that start one by one with files that were edited meanwhile come from the state before, and go on to the same
    new one: what one of them has told of it stays noted.
    """
    if not knowledge_faults:
        await _note(uow, KNOWLEDGE, uow.knowledge.revision)
    if not calendar_faults:
        await _note(uow, CALENDAR, _print_of(uow.calendar))


async def _note(uow: UnitOfWork, name: str, state: str) -> None:
    told = await shared_state.fetch(uow.tx, name)
    if told is None or told.startswith(FAULTS):
        await shared_state.keep(uow.tx, name, state)


async def tell_knowledge(uow: UnitOfWork, change: Change) -> bool:
    """Tell the admins what became of an edited folder, unless another replica has; return whether it was told."""
    state = _print_of_faults(change.faults) if change.faults else uow.knowledge.revision
    if not await shared_state.keep(uow.tx, KNOWLEDGE, state):
        return False
    if change.faults:
        await knowledge_admin.tell_faults(uow, change.faults)
    elif change.mended:
        await tell_admins(uow, "knowledge.mended", revision=uow.knowledge.revision)
    else:
        await knowledge_admin.tell_new_revision(uow, change.added, change.removed, change.altered)
    return True


async def tell_calendar(uow: UnitOfWork, change: CalendarChange) -> bool:
    """Reckon by an edited calendar, and tell the admins, unless another replica has; return whether it was told."""
    if not change.faults and not change.mended:
        await ringing.reckon_anew(uow)
    state = _print_of_faults(change.faults) if change.faults else _print_of(uow.calendar)
    if not await shared_state.keep(uow.tx, CALENDAR, state):
        return False
    if change.faults:
        await _tell_calendar_faults(uow, change.faults)
    elif change.mended:
        await tell_admins(uow, "calendar.mended")
    else:
        await tell_admins(uow, "calendar.new", years=", ".join(map(str, sorted(uow.calendar.years))))
    return True


async def tell_reloaded(uow: UnitOfWork, asked: str, knowledge: Change, calendar: CalendarChange) -> None:
    """Tell what came of the call `asked` for reading again: what is new once, else from one replica how things stand."""
    is_first = await shared_state.keep(uow.tx, ANSWERED, asked)
    is_told = calendar.news and await tell_calendar(uow, calendar)
    is_told = (knowledge.news and await tell_knowledge(uow, knowledge)) or is_told
    if not is_first or is_told:
        return
    if calendar.faults:
        await _tell_calendar_faults(uow, calendar.faults)
    if knowledge.faults:
        await knowledge_admin.tell_faults(uow, knowledge.faults)
    else:
        await knowledge_admin.tell_unchanged(uow)


async def _tell_calendar_faults(uow: UnitOfWork, faults: Sequence[Fault]) -> None:
    """Tell the admins why the calendar that was saved is not in force."""
    for admin in await roster.with_role(uow.tx, Role.ADMIN):
        await uow.tell(show(admin, "calendar.faults", faults_shown(faults, admin.lang)))


def _print_of(calendar: WorkingCalendar) -> str:
    return _fingerprint(
        [*sorted(calendar.holidays), "", *sorted(calendar.make_up_days), "", *sorted(calendar.years)]
    )


def _print_of_faults(faults: Sequence[Fault]) -> str:
    # Not the folder: each replica may keep its copy in another.
    return FAULTS + _fingerprint(
        (Path(each.file).name, each.line, each.column, each.field, each.message) for each in faults
    )


def _fingerprint(parts: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]
