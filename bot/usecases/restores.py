"""After a backup was restored: the admins are told, once, since when anything is lost and what may have been said twice."""

from bot.domain.actions import RetryUpdate
from bot.domain.outgoing import Param, Rows, button
from bot.storage import epochs, set_aside
from bot.storage.restored import REASON
from bot.usecases import views
from bot.usecases.messages import tell_admins
from bot.usecases.unit_of_work import UnitOfWork

MOST_BUTTONS = 20
"""Updates that can be put back from the first message; all others by `butler db retry`."""


async def tell(uow: UnitOfWork) -> None:
    """Tell the admins of a restore of which they do not know yet; they may put back what waited then."""
    found = await epochs.untold(uow.tx, uow.now)
    if found is None:
        return
    said: dict[str, Param] = {
        "since": views.local_time(uow, found.backup_at),
        "uncertain": found.uncertain,
        "updates": found.updates,
        "invitations": found.invitations,
    }
    await tell_admins(uow, "restore.told", await _rows(uow), once=f"restored:{found.epoch}", **said)


async def _rows(uow: UnitOfWork) -> Rows:
    waited = [each.id for each in await set_aside.everything(uow.tx) if each.error == REASON]
    return tuple(
        (button("button.retry_number", RetryUpdate(each), number=each),) for each in waited[:MOST_BUTTONS]
    )
