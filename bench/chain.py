"""A question through the whole chain: update in → inbox → verdict → outbox → reply sent, on SQLite.

The rival of the same run is an echo bot: python-telegram-bot with its own polling loop, which keeps nothing. The ratio
tells what durability, matching and delivery cost on top.

    python -m bench.chain [--questions 200]
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from bot.app import serving
from bot.config import load_config
from bot.runtime.rate_limit import Pace
from simulator.player import Player
from simulator.running import Simulator, running_simulator

ROOT = Path(__file__).parents[1]
QUESTIONS = (
    "收到罚款决定书多久内可以申请复议",
    "合同",
    "员工没签合同要双倍工资",
    "how long does a notary take",
)
UNHURRIED = Pace(per_second=100_000, chat_burst=100_000)


async def _rounds(players: list[Player], number: int) -> list[float]:
    """Milliseconds from a question to the first reply, one question after another."""
    spent = []
    for place in range(number):
        player = players[place % len(players)]
        began = time.perf_counter()
        player.says(QUESTIONS[place % len(QUESTIONS)])
        await player.hears(30)
        spent.append((time.perf_counter() - began) * 1000)
    return spent


@asynccontextmanager
async def _butler(simulator: Simulator, folder: Path) -> AsyncIterator[None]:
    config = load_config(
        ROOT / "config.yaml",
        {
            "BUTLER_TELEGRAM__TOKEN": "1:bench",
            "BUTLER_TELEGRAM__BASE_URL": simulator.base_url,
            "BUTLER_DATABASE__URL": f"sqlite:///{folder / 'bench.db'}",
            "BUTLER_KNOWLEDGE__PATH": os.environ.get("BUTLER_KNOWLEDGE__PATH", str(ROOT / "knowledge")),
            "BUTLER_KNOWLEDGE__CALENDAR": str(ROOT / "knowledge" / "calendar.yaml"),
        },
    )
    async with serving(config, pace=UNHURRIED) as butler:
        work = asyncio.create_task(butler.run())
        yield
        butler.stop.set()
        await work


@asynccontextmanager
async def _echo(simulator: Simulator) -> AsyncIterator[None]:
    async def answer(update: Update, _context: Any) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    application: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token("1:bench").base_url(simulator.base_url).build()
    )
    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        assert application.updater is not None
        await application.updater.start_polling()
        await application.start()
        yield
        await application.updater.stop()
        await application.stop()


async def measure(questions: int) -> dict[str, Any]:
    """Medians and 99th percentiles of both, in milliseconds, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        async with running_simulator() as simulator, _butler(simulator, Path(folder)):
            players = [simulator.person(f"示例{number}") for number in range(20)]
            for player in players:
                player.starts()
                await player.hears(30)
                player.taps("同意并开始")
                await player.hears(30)
            await _rounds(players, 20)
            ours = await _rounds(players, questions)
    async with running_simulator() as simulator, _echo(simulator):
        players = [simulator.person(f"示例{number}") for number in range(20)]
        await _rounds(players, 20)
        echo = await _rounds(players, questions)
    return {
        "butler_ms": _figures(ours),
        "echo_ms": _figures(echo),
        "ratio_of_medians": round(statistics.median(ours) / statistics.median(echo), 2),
        "ask_cold_s": _cold_ask(),
    }


def _figures(spent: list[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {
        "p50": round(statistics.median(ordered), 2),
        "p99": round(ordered[int(len(ordered) * 0.99) - 1], 2),
    }


def _cold_ask() -> dict[str, float]:
    """Seconds of `butler ask` as a whole process, five times."""
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        command = [sys.executable, "-m", "bot", "ask", QUESTIONS[0]]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
        spent.append(time.perf_counter() - began)
    return {"min": round(min(spent), 2), "median": round(statistics.median(spent), 2)}


def main() -> int:
    """Measure, print, and keep the figures under bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.chain", description=__doc__)
    parser.add_argument("--questions", type=int, default=200)
    figures = asyncio.run(measure(parser.parse_args().questions))
    text = json.dumps(figures, indent=2)
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    (results / "chain.json").write_text(text + "\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
