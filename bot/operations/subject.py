"""What is looked at: one running bot, through what it hands out for that."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StorageError
from bot.runtime.vitals import Vitals
from bot.storage import vital_signs
from bot.storage.engine import migrate
from bot.storage.engine.database import Database
from bot.storage.vital_signs import Signs


@dataclass(frozen=True, slots=True)
class Subject:
    """The running bot, as operations see it."""

    database: Database
    vitals: Vitals
    clock: Callable[[], dt.datetime]
    revision: Callable[[], str]
    """The revision of the knowledge that is in force now."""
    faults: Callable[[], int]
    """How many faults keep what was saved last from being in force."""
    file: Path | None
    """The SQLite file; None for PostgreSQL."""
    backs_up: bool
    """Whether nightly backups are made."""
    way_in: str
    """polling | webhook"""

    @property
    def folder(self) -> Path:
        """Whose disk must not fill up."""
        return Path.cwd() if self.file is None else self.file.absolute().parent

    async def signs(self) -> Signs:
        """Look at the rows. Raises StorageError."""
        async with self.database.reading() as tx:
            return await vital_signs.read(tx, self.revision(), self.clock())

    async def database_trouble(self) -> StorageError | None:
        """Say why the database is of no use now; None when it can be read and has this program's tables."""
        try:
            await migrate.insist_on_current(self.database, migrate.known())
        except StorageError as trouble:
            return trouble
        return None
