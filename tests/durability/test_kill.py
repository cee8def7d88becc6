"""The real bot, killed at arbitrary moments: every question is answered, and none twice."""

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from simulator.running import running_simulator

ROOT = Path(__file__).parents[2]
DOUBT = "可能有一条消息没有送到"


class Bot:
    """`butler run` as a process of its own, started again on demand."""

    def __init__(self, sim, database):
        self.environment = os.environ | {
            "BUTLER_TELEGRAM__TOKEN": "1:kill",
            "BUTLER_TELEGRAM__BASE_URL": sim.base_url,
            "BUTLER_DATABASE__URL": f"sqlite:///{database}",
        }
        self.process = None

    async def starts(self):
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=self.environment,
            stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip

    async def is_killed(self):
        self.process.kill()
        await self.process.wait()

    async def ends(self):
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            await self.process.wait()


@asynccontextmanager
async def bot_against(sim, database):
    bot = Bot(sim, database)
    await bot.starts()
    try:
        yield bot
    finally:
        await bot.ends()


async def calls(sim, method, number):
    """Until the bot has made this call so often."""
    made = await sim.world.feed.until(
        lambda: sum(call.method == method for call in sim.world.calls) >= number, 60
    )
    assert made


@pytest.mark.parametrize("after_ms", [0, 2, 5, 10, 20, 40])
async def test_a_kill_between_question_and_answer_loses_nothing_and_doubles_nothing(tmp_path, after_ms):
    async with running_simulator() as sim, bot_against(sim, tmp_path / "butler.db") as bot:
        owner = sim.person("示例企业主")
        owner.starts()
        await owner.hears(60)
        owner.taps("同意并开始")
        await owner.hears(60)
        owner.says("企业能不能申请法律援助")
        await asyncio.sleep(after_ms / 1000)  # the moment of the kill is what is tried, not waited for
        await bot.is_killed()
        await bot.starts()
        first = await owner.hears(60)
        owner.says("/help")
        last = await owner.hears(60)
        heard = [m for m in owner.sees() if m["from"] == "bot"][2:]
        assert "怎么用" in last["text"]
        assert len(heard) == 2
        if DOUBT in first["text"]:
            owner.taps("再发一次")
            await owner.hears(60)
            again = await owner.hears(60)
            assert "法律援助" in again["text"] or "法律援助" in owner.sees()[-2]["text"]
