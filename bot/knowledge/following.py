"""What the knowledge and the calendar have in common while the bot runs: an edit comes into force whole, or is refused.

Whatever goes wrong with what people save, the state before stays in force and the admins hear of it. Nothing that
stands in a file ends the loop that follows it.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import watchfiles

from bot.errors import ButlerError, Fault, FaultyFiles, StorageError, message

log = logging.getLogger(__name__)

QUIET_MS = 150
"""How long nothing must be written before files are read: editors save in several steps."""

LOOK_AGAIN_MS = 1_000
"""How often files are looked at although nobody told of a change, as when a folder was replaced as a whole."""

Stamp = Mapping[str, tuple[int, int, int]]
"""Inode, size and time of change of every file: differs whenever something was saved."""

UNSEEN: Stamp = {}
"""The stamp of files that were not taken yet, however they look."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[V]):
    """What became of edited files. With `faults` the `old` state stays in force, and `new` is the same.

    `news` says whether anything is otherwise than before this reading: what is in force, or what is wrong.
    """

    old: V
    new: V
    faults: tuple[Fault, ...] = ()
    news: bool = True

    @property
    def mended(self) -> bool:
        """Whether faulty files are in order again, with nothing in them but what was in force all the time."""
        return self.news and not self.faults and self.old == self.new


C = TypeVar("C", bound=Outcome[Any])


class Followed(ABC, Generic[V, C]):
    """Files that people edit: `current` is what is in force, one frozen value that is only ever replaced."""

    current: V
    faults: tuple[Fault, ...] = ()
    """What is wrong with the files as they are now; empty while `current` is what they say."""

    def __init__(self, path: Path) -> None:
        """Begin to follow `path`; who inherits reads it then for the first time."""
        self.path = path
        self._seen = self._looked()
        self._reading = asyncio.Lock()

    @property
    @abstractmethod
    def watched(self) -> tuple[Path, bool]:
        """The folder in which editors save, and whether the folders below it count too."""

    @abstractmethod
    def _stamp(self) -> Stamp:
        """Say how the files look from outside. Blocking."""

    @abstractmethod
    def _successor(self) -> V:
        """Read the files. Blocking. Whatever it raises, they are not in force."""

    @abstractmethod
    def _outcome(self, old: V, told: tuple[Fault, ...]) -> C:
        """Compare what is in force, and `faults`, with what was before."""

    async def reload(self) -> C:
        """Read the files now, in a thread. What is wrong with them is in the outcome, never raised."""
        async with self._reading:
            old, told = self.current, self.faults
            self._seen = await asyncio.to_thread(self._looked)
            try:
                self.current, self.faults = await asyncio.to_thread(self._successor), ()
                log.info("%s is in force", self)
            except Exception as error:  # noqa: BLE001 -- whatever people save, the bot goes on
                self.faults = faults_of(self.path, error)
                log.warning("%s is refused: %d faults (%s)", self.path, len(self.faults), _kind(error))
            return self._outcome(old, told)

    async def watch(self, on_change: Callable[[C], Awaitable[None]], stop: asyncio.Event) -> None:
        """Follow the files until `stop` is set or it is cancelled, and tell of each change, accepted or refused, once.

        Faults that the start found are told first. While the database cannot be used, telling waits.
        """
        untold = deque([self._outcome(self.current, ())] if self.faults else [])
        await self._follow(untold, on_change)
        async for _ in _stirrings(*self.watched, stop):
            await self._follow(untold, on_change)

    async def _follow(self, untold: deque[C], on_change: Callable[[C], Awaitable[None]]) -> None:
        """Read what was saved since the last look, and tell what is not told yet."""
        if await asyncio.to_thread(self._looked) != self._seen:
            change = await self.reload()
            untold.extend([change] if change.news else [])
        await _tell(untold, on_change)

    def _looked(self) -> Stamp:
        """Look from outside, for as much as there is to see: reading tells what is wrong with the rest."""
        try:
            return self._stamp()
        except Exception as error:  # noqa: BLE001 -- the loop goes on, whatever a file system says
            log.warning("cannot look at %s: %s", self.path, _kind(error))
            return {}


def faults_of(path: Path, error: Exception) -> tuple[Fault, ...]:
    """Turn whatever reading files raised into faults; of an error that nobody foresaw only its kind is told."""
    if isinstance(error, FaultyFiles):
        return error.faults
    if isinstance(error, ButlerError):
        return (Fault(str(path), 0, 0, "", message("other.said", text=error)),)
    return (Fault(str(path), 0, 0, "", message("other.unforeseen", kind=_kind(error))),)


def stamp_of(file: Path) -> tuple[int, int, int] | None:
    """Say how one file looks from outside; None for one that cannot be looked at, which is a difference too."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


async def _tell(untold: deque[C], on_change: Callable[[C], Awaitable[None]]) -> None:
    """Tell what waits, in order, and leave what the database cannot take now."""
    while untold:
        try:
            await on_change(untold[0])
        except StorageError as trouble:
            log.warning("a change of files will be told later: %s", trouble)
            return
        except Exception as error:  # noqa: BLE001 -- what cannot be told must not end the following
            log.error("a change of files could not be told: %s", _kind(error))  # noqa: TRY400 -- ids only
        untold.popleft()


async def _stirrings(folder: Path, deep: bool, stop: asyncio.Event) -> AsyncIterator[None]:
    """Come round whenever something in the folder may have changed, and every LOOK_AGAIN_MS anyway, until `stop` is set.

    The watcher looks at `stop` from its thread every QUIET_MS: whoever cancels waits until it comes round.
    """
    polling = False
    while not stop.is_set():
        try:
            async for _ in watchfiles.awatch(
                folder,
                watch_filter=None,
                step=QUIET_MS,
                debounce=2 * QUIET_MS,
                rust_timeout=LOOK_AGAIN_MS,
                yield_on_timeout=True,
                stop_event=stop,
                force_polling=polling,
                recursive=deep,
            ):
                yield
        except Exception as error:  # noqa: BLE001 -- without a watcher the files are still looked at
            log.warning("cannot watch %s: %s", folder, _kind(error))
            polling = True
            await asyncio.sleep(LOOK_AGAIN_MS / 1_000)
            yield


def _kind(error: Exception) -> str:
    return type(error).__name__
