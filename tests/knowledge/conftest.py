"""A small knowledge folder for each test to break in one way, and a watcher of it."""

import asyncio
import contextlib
import datetime as dt
from pathlib import Path

import pytest
from small_folder import TODAY, Room

SOON = 10
"""Seconds after which a change that was not noticed never will be; a noticed one takes a fraction of one."""


@contextlib.asynccontextmanager
async def _watching(live, hear=None):
    """Watch; give what hands out the next change, once `hear` (if any) has heard it too."""
    changes = asyncio.Queue()

    async def on_change(change):
        if hear is not None:
            await hear(change)
        await changes.put(change)

    async def next_change():
        return await asyncio.wait_for(changes.get(), SOON)

    watcher = asyncio.create_task(live.watch(on_change, asyncio.Event()))
    try:
        yield next_change
        assert changes.empty()
        assert not watcher.done()
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher


@pytest.fixture
def watching():
    return _watching


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "knowledge")


@pytest.fixture
def today() -> dt.date:
    return TODAY
