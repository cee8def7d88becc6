"""What admins do with the knowledge, and what they are told of it and of work that failed."""

from collections.abc import Sequence

from bot.domain.actions import Reload, RetryUpdate
from bot.domain.answer import Lang
from bot.domain.outgoing import button
from bot.domain.people import Person, Role
from bot.domain.views import KnowledgeChange, KnowledgeFaults
from bot.errors import Fault
from bot.locales.faults import told
from bot.storage import alarms, inbox, journal, roster, shared_state
from bot.storage.engine.database import Transaction
from bot.usecases import views
from bot.usecases.messages import say, show, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

TOLD_SINGLY = 10
"""So many updates that stand aside are told of one by one. More have one cause, most likely, and are told of once an hour."""
MOST_FAULTS = 15
"""Faults, or entries, that one message lists; `butler kb check` lists them all."""

RELOAD = "reload"
"""The bell that asks for the knowledge folder to be read again, once the asking is committed; and the name of the row that
counts how often that was asked, at which all replicas look."""


async def tell_knowledge(uow: UnitOfWork, admin: Person) -> None:
    """Show the revision in force, what it holds, and the faults of a newer folder that is not in force."""
    rows = ((button("button.reload", Reload()),),)
    await uow.tell(show(admin, "knowledge.status", views.knowledge_status(uow), rows))
    if uow.faults:
        await uow.tell(show(admin, "knowledge.faults", faults_shown(uow.faults, admin.lang)))


async def reload(uow: UnitOfWork, admin: Person) -> None:
    """Have every replica read the knowledge folder again; what comes of it is told when it is known."""
    times = int(await reloads_asked(uow.tx))
    await shared_state.keep(uow.tx, RELOAD, str(times + 1))
    uow.tx.ring(RELOAD)
    await uow.tell(say(admin, "knowledge.reading"))


async def reloads_asked(tx: Transaction) -> str:
    """How often anybody asked for the folder to be read again, as a number that only grows."""
    return await shared_state.fetch(tx, RELOAD) or "0"


async def tell_unchanged(uow: UnitOfWork) -> None:
    """Tell the admins that reading again changed nothing."""
    await tell_admins(uow, "knowledge.unchanged", revision=uow.knowledge.revision)


async def tell_new_revision(
    uow: UnitOfWork, added: Sequence[str], removed: Sequence[str], changed: Sequence[str]
) -> None:
    """Tell the admins that a new revision is in force and what differs."""
    revision = uow.knowledge.revision
    await journal.note_revision(uow.tx, revision, len(uow.knowledge.entries), uow.now)
    lists = (tuple(names[:MOST_FAULTS]) for names in (added, removed, changed))
    change = KnowledgeChange(revision, *lists)
    for admin in await roster.with_role(uow.tx, Role.ADMIN):
        once = f"revision:{revision}:{admin.id}:{uow.now:%Y%m%d%H%M%S}"
        await uow.tell(show(admin, "knowledge.new", change, once=once))


async def tell_faults(uow: UnitOfWork, faults: Sequence[Fault]) -> None:
    """Tell the admins why what they saved is not in force."""
    for admin in await roster.with_role(uow.tx, Role.ADMIN):
        await uow.tell(show(admin, "knowledge.faults", faults_shown(faults, admin.lang)))


def faults_shown(faults: Sequence[Fault], lang: Lang) -> KnowledgeFaults:
    """The first faults in somebody's language, and how many more there are."""
    shown = tuple(told(fault, lang) for fault in faults[:MOST_FAULTS])
    return KnowledgeFaults(shown, max(0, len(faults) - MOST_FAULTS))


async def tell_set_aside(uow: UnitOfWork, item: int, person: int | None) -> None:
    """An update could not be dealt with: one honest sentence to its sender, and the admins may try it again.

    Where many stand aside an admin's chat would hold nothing else for hours, least of all what is urgent.
    """
    if person is not None:
        await uow.tell(say(person, "failure.apology", once=f"aside:{item}:{uow.now:%Y%m%d%H%M%S}"))
    count = await inbox.set_aside_count(uow.tx)
    if count > TOLD_SINGLY:
        await tell_admins(uow, "failure.many", once=f"aside-many:{uow.now:%Y%m%d%H}", count=count)
        return
    rows = ((button("button.try_again", RetryUpdate(item)),),)
    once = f"aside:{item}:{uow.now:%Y%m%d%H%M%S}:admin"
    await tell_admins(uow, "failure.admin", rows, once=once, update=item)


async def tell_failed_work(uow: UnitOfWork, work: str, kind: str) -> None:
    """Side work failed, and begins again by itself; the same is told once a day, whichever replica it befell."""
    once = f"work:{work}:{kind}:{uow.now:%Y%m%d}"
    await tell_admins(uow, "failure.work", once=once, work=work, kind=kind)


async def retry_update(uow: UnitOfWork, admin: Person, item: int) -> None:
    """Put an update that was set aside back in line."""
    again = await inbox.try_again(uow.tx, item)
    await uow.tell(say(admin, "failure.again" if again else "failure.not_again"))


async def retry_alarm(uow: UnitOfWork, admin: Person, alarm: int) -> None:
    """Let an alarm that was set aside ring again."""
    again = await alarms.try_again(uow.tx, alarm)
    await uow.tell(say(admin, "failure.again" if again else "failure.not_again"))
