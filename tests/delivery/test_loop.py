"""The event loop that the bot runs on."""

import asyncio
import sys

from bot.runtime import loop


async def _whose():
    return type(asyncio.get_running_loop()).__module__.partition(".")[0]


def test_it_is_uvloops_where_that_exists():
    assert loop.run(_whose()) == "uvloop"


def test_it_is_asyncios_elsewhere(monkeypatch):
    monkeypatch.setitem(sys.modules, "uvloop", None)
    assert loop.run(_whose()) == "asyncio"
