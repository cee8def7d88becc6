"""Who is sending what: the claims that this process holds, and those that nobody holds any more.

A claim is renewed while its call is under way. One that stands still belongs to a process that is gone. That is seen in
the claim itself, on two looks, and not in the clock alone, which may have jumped.
"""

from datetime import datetime, timedelta

from bot.storage import outbox
from bot.storage.engine.database import Transaction
from bot.storage.outbox import OutboxItem

LEASE = timedelta(seconds=60)
"""A claim of another process that was not renewed for so long is doubted. Longer than any call takes."""
RENEWALS = 8
"""How often a claim is renewed within the lease."""
LOOKS = 4
"""How often those of others are looked at within the lease."""


class Claims:
    """The claims on the notices of one bot account, as one process sees them."""

    def __init__(self, account: int, lease: timedelta = LEASE) -> None:
        self.lease = lease
        self._account = account
        self._own: dict[int, OutboxItem] = {}
        self._seen: dict[int, tuple[int, int]] = {}
        self._renewed: datetime | None = None
        self._looked: datetime | None = None

    def hold(self, item: OutboxItem) -> None:
        """A call for this notice is under way here."""
        self._own[item.id] = item

    def let_go(self, item: OutboxItem) -> None:
        """Its call is settled."""
        self._own.pop(item.id, None)

    def want_renewal(self, now: datetime) -> bool:
        """Whether it is time to renew what is held here, if anything is; a clock that was set back counts as well."""
        is_time = self._renewed is None or abs(now - self._renewed) > self.lease / RENEWALS
        return bool(self._own) and is_time

    def want_look(self, now: datetime) -> bool:
        """Whether it is time to look for what others left behind."""
        return self._looked is None or abs(now - self._looked) > self.lease / LOOKS

    async def renew(self, tx: Transaction, now: datetime) -> int:
        """Let every claim that is held here count from now on; how many are still held."""
        self._renewed = now
        return await outbox.renew(tx, list(self._own.values()), now)

    async def take_over(self, tx: Transaction, now: datetime, age: timedelta) -> list[OutboxItem]:
        """Make every claim one's own that is so old and that nobody here holds, as at the start of a process."""
        self._looked = now
        return await self._taken(tx, await self._stale(tx, now, age), now)

    async def take_over_abandoned(self, tx: Transaction, now: datetime) -> list[OutboxItem]:
        """The same with those older than the lease that did not move since the last look."""
        self._looked = now
        stale = await self._stale(tx, now, self.lease)
        before, self._seen = self._seen, {each.id: (each.claim, each.sending_since) for each in stale}
        still = [each for each in stale if before.get(each.id) == self._seen[each.id]]
        return await self._taken(tx, still, now)

    async def _stale(self, tx: Transaction, now: datetime, age: timedelta) -> list[OutboxItem]:
        return [each for each in await outbox.stale(tx, self._account, now, age) if each.id not in self._own]

    async def _taken(self, tx: Transaction, stale: list[OutboxItem], now: datetime) -> list[OutboxItem]:
        taken = [await outbox.take_over(tx, each, now) for each in stale]
        return [each for each in taken if each is not None]
