"""What admins hear of files that the running bot follows: the calendar, and a folder that is in order again."""

from collections.abc import Sequence

from bot.domain.people import Role
from bot.errors import Fault
from bot.storage import roster
from bot.usecases.knowledge_admin import faults_shown
from bot.usecases.messages import show, tell_admins
from bot.usecases.unit_of_work import UnitOfWork


async def tell_knowledge_mended(uow: UnitOfWork) -> None:
    """Tell the admins that the folder has no faults any more, and says again what was in force all the time."""
    await tell_admins(uow, "knowledge.mended", revision=uow.knowledge.revision)


async def tell_new_calendar(uow: UnitOfWork) -> None:
    """Tell the admins that another calendar is in force, and the holidays of which years it knows."""
    await tell_admins(uow, "calendar.new", years=", ".join(map(str, sorted(uow.calendar.years))))


async def tell_calendar_mended(uow: UnitOfWork) -> None:
    """Tell the admins that the calendar has no faults any more, and says again what was in force all the time."""
    await tell_admins(uow, "calendar.mended")


async def tell_calendar_faults(uow: UnitOfWork, faults: Sequence[Fault]) -> None:
    """Tell the admins why the calendar that was saved is not in force."""
    for admin in await roster.with_role(uow.tx, Role.ADMIN):
        await uow.tell(show(admin, "calendar.faults", faults_shown(faults, admin.lang)))
