"""Rights at the time of effect: what was written about a ticket is looked at once more before it is brought, or brought again.

The courier asks when it claims a notice, `deliveries` when one is to be sent again; where a role or a consent ends, all that is
under way to somebody, or of theirs, is looked at at once. What may not go is withdrawn for good, and whoever should know is told.
"""

from bot.domain import delivery_rights as rights
from bot.domain.delivery import State
from bot.domain.delivery_rights import Kept
from bot.domain.people import Person
from bot.storage import people, withdrawals
from bot.storage.engine.database import Transaction
from bot.storage.outbox import Delivery, OutboxItem
from bot.storage.thread import Message
from bot.usecases.messages import say, tell_admins
from bot.usecases.unit_of_work import UnitOfWork


async def kept_back(tx: Transaction, notice: Delivery) -> Kept | None:
    """Why a notice may not be brought as things stand; None if it may. One query, and none for what belongs to no ticket."""
    what = await withdrawals.bringing(tx, notice)
    return None if what is None else rights.kept_back(what)


def claimed(item: OutboxItem) -> Delivery:
    """A notice that is about to leave, as what is asked about."""
    return Delivery(item.id, item.to, item.kind, item.ticket, item.sender, State.SENDING, None)


async def withhold(uow: UnitOfWork, notice: Delivery, why: Kept) -> None:
    """Let a notice not be brought, and tell whoever counts on it; what nobody was shown of a former lawyer counts as taken back."""
    said = await withdrawals.carried(uow.tx, notice.notice)
    if not await withdrawals.stop(uow.tx, notice, why.value, uow.now):
        return
    writer = await people.find(uow.tx, notice.sender) if notice.sender is not None else None
    if writer is None or notice.kind not in rights.WORDS_OF_PEOPLE:
        return
    if why is Kept.NO_LAWYER:
        await _take_back_unseen(uow, said)
        await _tell_unsent(uow, notice, writer)
    elif why is Kept.NO_CONSENT:
        once = _once("unheard", notice, uow)
        await uow.tell(say(writer, "rights.no_consent", once=once, number=notice.ticket or 0))


async def ended(uow: UnitOfWork, person: int) -> None:
    """A role or the consent of somebody has ended: nothing stays under way that may not go any more."""
    for notice in await withdrawals.under_way(uow.tx, person):
        why = await kept_back(uow.tx, notice)
        if why is not None:
            await withhold(uow, notice, why)


async def _take_back_unseen(uow: UnitOfWork, said: list[Message]) -> None:
    for message in said:
        if not any(each.is_seen for each in await withdrawals.carriers(uow.tx, message.id)):
            await withdrawals.withdraw(uow.tx, message.id, uow.now)


async def _tell_unsent(uow: UnitOfWork, notice: Delivery, writer: Person) -> None:
    """Tell the admins that words of a former lawyer stay here: somebody else has to say what is needed."""
    once, name = _once("unsent", notice, uow), writer.name or str(writer.id)
    await tell_admins(uow, "rights.no_lawyer", once=once, number=notice.ticket or 0, name=name)


def _once(what: str, notice: Delivery, uow: UnitOfWork) -> str:
    """One word for all notices of a ticket that stop at about the same time."""
    return f"{what}:{notice.ticket}:{notice.sender}:{uow.now:%Y%m%d%H}"
