"""The nightly backup: made by one process, proven before it counts, old ones deleted after that."""

import asyncio
import datetime as dt
import logging
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.errors import StorageError
from bot.operations.subject import Subject
from bot.runtime.supervision import rest
from bot.storage import backups
from bot.storage.engine import kept_keys, proof

logger = logging.getLogger(__name__)

LOOK_EVERY_S = 60.0


@dataclass(frozen=True, slots=True)
class Plan:
    """When backups are made, where, and how many are kept; none when that is 0."""

    url: str
    key: str | None = field(repr=False)
    """The master key of its words; None where a file beside the database holds it."""
    folder: Path
    hour: int
    keep: int
    zone: ZoneInfo

    @property
    def keys(self) -> Path:
        """The file of the keys that the backups need."""
        return self.folder / kept_keys.NAME


async def back_up_nightly(subject: Subject, plan: Plan, stop: asyncio.Event) -> None:
    """Make the backup of each night, until `stop` is set; the first soon after the start, if that of last night is missing.

    Keys that were destroyed are taken out of the file beside the backups within a minute.
    """
    while not stop.is_set():
        await rest(stop, LOOK_EVERY_S)
        if stop.is_set():
            return
        try:
            await look_after(subject, plan)
        except StorageError as trouble:
            logger.warning("The backup waits for the database: %s", trouble)
        except Exception as error:  # noqa: BLE001 -- whoever only looks after the bot may not end it
            logger.error("The backup broke off: %s", type(error).__name__)  # noqa: TRY400 -- a traceback could show words


async def look_after(subject: Subject, plan: Plan) -> None:
    """Take keys that were destroyed out of the file beside the backups, and make the backup that is due."""
    if await kept_keys.renew(subject.database, plan.keys):
        logger.info("%s was written anew, without the keys that were destroyed.", plan.keys)
    if plan.keep:
        await back_up_if_due(subject, plan)


async def back_up_if_due(subject: Subject, plan: Plan) -> Path | None:
    """Make last night's backup if nobody has; return the file. Raises StorageError when nothing can be noted."""
    begun_at = subject.clock()
    day = night_of(begun_at, plan)
    async with subject.database.transaction() as tx:
        if not await backups.claim(tx, day, begun_at):
            return None
    file = await _made(plan, begun_at)
    size = None if file is None else file.stat().st_size
    async with subject.database.transaction() as tx:
        await backups.settle(tx, day, begun_at, subject.clock(), size)
    return file


def night_of(now: dt.datetime, plan: Plan) -> dt.date:
    """The day whose backup is due last."""
    return (now.astimezone(plan.zone) - dt.timedelta(hours=plan.hour)).date()


async def _made(plan: Plan, now: dt.datetime) -> Path | None:
    """Make the backup apart from the loop, which serves people meanwhile; None when it failed, and the log knows why."""
    try:
        file = await asyncio.to_thread(asyncio.run, proof.proven_backup(plan.url, plan.folder, now, plan.key))
        old = await asyncio.to_thread(proof.prune, plan.folder, plan.keep)
    except (StorageError, OSError) as trouble:
        logger.error("The backup failed: %s", trouble)  # noqa: TRY400 -- one line tells it
        return None
    logger.info(
        "Backup %s is written and was restored on trial; %s old ones are deleted.", file.name, len(old)
    )
    return file
