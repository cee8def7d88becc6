"""An admin takes an entry out of answering, with one tap and for every replica at once, and lets it answer again.

A row says so, and every unit of work reads the rows: what is committed holds from the next update on, and after a restart.
"""

import logging

from bot.domain.actions import Resume, Suspend
from bot.domain.audit import AuditAct
from bot.domain.outgoing import Rows, button, titled
from bot.domain.people import Person, Role
from bot.domain.steering_actions import WhySuspended
from bot.domain.suspension import SuspensionReason
from bot.domain.views import SuspendedEntry, SuspendedList
from bot.knowledge import answers
from bot.storage import audit, people, roster, suspensions
from bot.storage.suspensions import Suspension
from bot.usecases import questions, replies, views
from bot.usecases.messages import say, show, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

ASKED = tuple(reason for reason in SuspensionReason if reason is not SuspensionReason.WORDS)
"""The reasons that have a button."""
LONGEST_REASON = 300
"""Characters of an admin's own words that are kept."""
MOST_LINES = 20
"""Entries that one list shows; whoever lets some of them answer again sees the next."""


async def suspend(uow: UnitOfWork, admin: Person, code: str) -> None:
    """Take the entry that a button means out of answering."""
    entry = questions.entry_by_code(uow.knowledge, code)
    if entry is None:
        await uow.tell(say(admin, "suspension.gone"))
    else:
        await suspend_entry(uow, admin, entry)


async def suspend_entry(uow: UnitOfWork, admin: Person, entry: str, words: str = "") -> None:
    """Take an entry out of answering, by its id, and tell all admins; one that is unknown, or out already, is said to be.

    It holds at once. `words` say why; without them the admin is asked, and for one that is out already they are kept.
    """
    words = words[:LONGEST_REASON]
    if entry not in uow.knowledge.entries:
        await uow.tell(say(admin, "suspension.unknown", entry=entry))
    elif (
        await suspensions.suspend(uow.tx, entry, admin.id, uow.now, words) if _answers(uow, entry) else False
    ):
        logger.info("Entry %s was suspended by person %d.", entry, admin.id)
        code = replies.entry_code(entry)
        audit.note(uow.tx, AuditAct.ENTRY_SUSPENDED, uow.now, by=admin.id, entry=code)
        await _tell_begun(uow, admin, entry, explained=bool(words))
    elif words and await suspensions.explain(uow.tx, entry, SuspensionReason.WORDS, words):
        await uow.tell(say(admin, "suspension.explained", entry=entry))
    else:
        await uow.tell(say(admin, "suspension.already", entry=entry))


async def explain(uow: UnitOfWork, admin: Person, code: str, word: str) -> None:
    """Keep why an entry is out of answering."""
    found = [each.entry for each in await suspensions.in_force(uow.tx)]
    entry = next((each for each in found if replies.entry_code(each) == code), None)
    if entry is None:
        await uow.tell(say(admin, "suspension.over"))
    elif word not in ASKED:
        await uow.tell(say(admin, "tap.unknown"))
    else:
        await suspensions.explain(uow.tx, entry, SuspensionReason(word))
        await uow.tell(say(admin, "suspension.explained", entry=entry))


async def _tell_begun(uow: UnitOfWork, admin: Person, entry: str, *, explained: bool) -> None:
    """Tell all admins; the one who did it is asked why, if it was not said."""
    code = replies.entry_code(entry)
    resume_row = (button("button.resume", Resume(code)),)
    reasons = tuple((button(f"because.{each.value}", WhySuspended(code, each.value)),) for each in ASKED)
    for each in await roster.with_role(uow.tx, Role.ADMIN):
        asks = each.id == admin.id and not explained
        rows: Rows = (*reasons, resume_row) if asks else (resume_row,)
        postscript = "suspension.why" if asks else ""
        await uow.tell(
            say(each, "suspension.begun", rows, postscript=postscript, entry=entry, by=_name(admin))
        )


def _answers(uow: UnitOfWork, entry: str) -> bool:
    return bool(answers.answering(uow.knowledge, [entry]))


async def resume(uow: UnitOfWork, admin: Person, code: str) -> None:
    """Let an entry answer again, also one that is no longer in the knowledge, and tell all admins."""
    found = [each.entry for each in await suspensions.in_force(uow.tx)]
    entry = next((each for each in found if replies.entry_code(each) == code), None)
    if entry is None or not await suspensions.resume(uow.tx, entry, admin.id, uow.now):
        await uow.tell(say(admin, "suspension.over"))
        return
    logger.info("Entry %s was resumed by person %d.", entry, admin.id)
    audit.note(uow.tx, AuditAct.ENTRY_RESUMED, uow.now, by=admin.id, entry=code)
    rows = ((button("button.suspend", Suspend(replies.entry_code(entry))),),)
    await tell_admins(uow, "suspension.ended", rows, entry=entry, by=_name(admin))


async def list_suspended(uow: UnitOfWork, admin: Person) -> None:
    """List every entry that does not answer, with buttons that let those answer again which an admin took out."""
    found = await suspensions.in_force(uow.tx)
    taken_out = {each.entry for each in found}
    own = [each for each in uow.knowledge.entries.values() if each.status == "suspended"]
    lines = [await _line(uow, admin, each) for each in found]
    lines += [_titled(uow, admin, each.id) for each in own if each.id not in taken_out]
    shown = SuspendedList(tuple(lines[:MOST_LINES]), len(lines))
    await uow.tell(show(admin, "suspension.list", shown, _rows(shown)))


async def _line(uow: UnitOfWork, admin: Person, found: Suspension) -> SuspendedEntry:
    title = _titled(uow, admin, found.entry).title
    by = await people.find(uow.tx, found.by)
    why = f"because.{found.reason.value}" if found.reason in ASKED else "because.unsaid"
    name = _name(by) if by else str(found.by)
    return SuspendedEntry(found.entry, title, views.local_time(uow, found.since), name, why, found.words)


def _titled(uow: UnitOfWork, admin: Person, entry: str) -> SuspendedEntry:
    title = dict(answers.titles(uow.knowledge, [entry], admin.lang)).get(entry, "")
    return SuspendedEntry(entry, title)


def _rows(shown: SuspendedList) -> Rows:
    return tuple(
        (titled(f"▶ {each.title or each.entry}", Resume(replies.entry_code(each.entry))),)
        for each in shown.lines
        if each.since
    )


def _name(admin: Person) -> str:
    return admin.name or str(admin.id)
