"""Looks around now and then: what goes wrong around this process becomes rows, and what admins are told."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable

from bot.domain.trouble import Trouble
from bot.errors import StorageError
from bot.operations import machine
from bot.operations.subject import Subject
from bot.runtime.supervision import rest, unless_stopped
from bot.storage import backups
from bot.storage.engine.database import Transaction
from bot.usecases import stuck, troubles
from bot.usecases.troubles import Seen
from bot.usecases.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 30.0
SILENT_S = 60.0
"""After so long Telegram is asked something, to see whether it answers: a webhook may be quiet for hours."""
ASK_S = 15.0
PATIENCE_S = {
    Trouble.UNREACHABLE: 300.0,
    Trouble.OTHER_POLLER: 60.0,
    Trouble.WEBHOOK_ELSEWHERE: 60.0,
    Trouble.KNOWLEDGE: 1800.0,
}
"""What is often over by itself has to last so long; the others are told at once. Whoever saves a faulty file hears of it at once anyway."""
LEAST_ROOM_BYTES = 10**9
LEAST_ROOM_SHARE = 0.1
OLDEST_BACKUP = dt.timedelta(hours=36)
"""A night that was missed, and half a day to make up for it."""
JUMP_S = 120.0
"""A clock that went so much further than time did has jumped. Small corrections are everyday."""


class Watch:
    """One process's eyes on what is around it."""

    def __init__(
        self,
        subject: Subject,
        unit_of_work: Callable[[Transaction], Awaitable[UnitOfWork]],
        ask: Callable[[], Awaitable[object]],
        *,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`ask` asks Telegram something; it does not raise for what Telegram does."""
        self._subject = subject
        self._unit_of_work = unit_of_work
        self._ask = ask
        self._wall, self._steady = wall, steady
        self._last_look = wall(), steady()

    async def run(self, stop: asyncio.Event) -> None:
        """Look around until `stop` is set; a look that fails is said, and made again."""
        while not stop.is_set():
            await rest(stop, LOOK_EVERY_S)
            try:
                await unless_stopped(stop, self.look())
            except StorageError as trouble:
                logger.warning("What goes wrong cannot be noted: %s", trouble)
            except Exception as error:  # noqa: BLE001 -- whoever only looks on may not end the bot
                logger.error("A look around failed: %s", type(error).__name__)  # noqa: TRY400 -- a traceback could show words

    async def look(self) -> None:
        """Look around once. Raises StorageError."""
        silence = self._subject.vitals.silence_s
        if silence is None or silence > SILENT_S:
            await self._asked()
        jumped = self._look_at_machine()
        async with self._subject.database.transaction() as tx:
            uow = await self._unit_of_work(tx)
            if self._subject.backs_up:
                await self._look_at_backups(tx)
            gap_since = None if jumped else await self._gap_since(uow)
            await troubles.look(uow, self._seen(uow.now, gap_since, await self._stuck(uow)))
        for trouble in troubles.PASSING:
            self._subject.vitals.ends(trouble)

    async def _asked(self) -> None:
        try:
            async with asyncio.timeout(ASK_S):
                await self._ask()
        except TimeoutError:
            self._subject.vitals.begins(Trouble.UNREACHABLE)

    def _look_at_machine(self) -> bool:
        """Note what the machine shows; whether the clock has jumped since the last look."""
        room, jump_s = machine.room_at(self._subject.folder), self._jump_s()
        is_full = room.free < LEAST_ROOM_BYTES or room.free < room.total * LEAST_ROOM_SHARE
        self._note(Trouble.DISK, is_full)
        self._note(Trouble.KNOWLEDGE, self._subject.faults() > 0)
        self._note(Trouble.CLOCK, jump_s > JUMP_S)
        return jump_s > JUMP_S

    def _jump_s(self) -> float:
        (wall, steady), self._last_look = self._last_look, (self._wall(), self._steady())
        return abs((self._last_look[0] - wall) - (self._last_look[1] - steady))

    async def _look_at_backups(self, tx: Transaction) -> None:
        it, now = await backups.standing(tx), self._subject.clock()
        reference = it.good_at or it.first_at
        is_old = reference is not None and now - reference > OLDEST_BACKUP
        self._note(Trouble.BACKUP, it.has_failed or is_old)

    async def _gap_since(self, uow: UnitOfWork) -> dt.datetime | None:
        silence = self._subject.vitals.silence_s
        answered_at = None if silence is None else uow.now - dt.timedelta(seconds=silence)
        since = await troubles.silent_since(uow, answered_at)
        self._note(Trouble.MISSED, since is not None)
        return since

    async def _stuck(self, uow: UnitOfWork) -> Seen | None:
        """What does not arrive; where nothing does, or can, that is the trouble."""
        lasting = (self._subject.vitals.lasting_s(each) for each in troubles.UNSPEAKABLE)
        found = await stuck.look(uow) if all(each is None for each in lasting) else None
        self._note(Trouble.UNDELIVERED, found is not None)
        return found

    def _note(self, trouble: Trouble, lasts: bool) -> None:
        note = self._subject.vitals.begins if lasts else self._subject.vitals.ends
        note(trouble)

    def _seen(self, now: dt.datetime, gap_since: dt.datetime | None, stuck_now: Seen | None) -> list[Seen]:
        lasting = {trouble: self._subject.vitals.lasting_s(trouble) for trouble in Trouble}
        begun = {
            trouble: now - dt.timedelta(seconds=seconds)
            for trouble, seconds in lasting.items()
            if seconds is not None and seconds >= PATIENCE_S.get(trouble, 0.0)
        }
        if gap_since is not None:
            begun[Trouble.MISSED] = gap_since
        seen = {trouble: Seen(trouble, since) for trouble, since in begun.items()}
        if stuck_now is not None:
            seen[Trouble.UNDELIVERED] = stuck_now
        return list(seen.values())
