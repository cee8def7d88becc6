"""The uow: what a use case is handed for one transaction."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.calendar import WorkingCalendar
from bot.domain.outgoing import Notice
from bot.domain.policy import Policy
from bot.errors import Fault
from bot.knowledge.live import Knowledge
from bot.storage import outbox
from bot.storage.engine.database import Transaction


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """One open transaction, the knowledge in force when it began, the rules, and the time.

    Everything a use case changes or says goes through `tx`, so that it commits together or not at all.
    """

    tx: Transaction
    knowledge: Knowledge
    policy: Policy
    calendar: WorkingCalendar
    now: dt.datetime
    bot_username: str
    faults: tuple[Fault, ...] = ()
    """What is wrong with a newer state of the knowledge folder, which is therefore not in force."""

    async def tell(self, notice: Notice, not_before: dt.datetime | None = None) -> int | None:
        """Put a notice into the outbox; its id, or None if its `once` key was used before."""
        return await outbox.write(self.tx, notice, self.now, not_before=not_before)
