"""The memory of an idle bot, against an echo bot that keeps nothing, and how long the demo takes to be ready.

python -m bench.size
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from simulator.running import Simulator, running_simulator

ROOT = Path(__file__).parents[1]
ECHO = """
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters
async def echo(update, context): await update.message.reply_text(update.message.text)
application = ApplicationBuilder().token("1:bench").base_url(sys.argv[1]).build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling(stop_signals=None)
"""


async def _resident_mb(simulator: Simulator, *command: str, folder: str) -> float:
    """Megabytes in memory of a bot that has answered one message and rests."""
    environment = os.environ | {
        "BUTLER_TELEGRAM__TOKEN": "1:bench",
        "BUTLER_TELEGRAM__BASE_URL": simulator.base_url,
        "BUTLER_DATABASE__URL": f"sqlite:///{folder}/bench.db",
    }
    process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, env=environment)
    person = simulator.person("示例")
    person.starts()
    person.says("你好")
    await person.hears(60)
    status = await asyncio.to_thread(Path(f"/proc/{process.pid}/status").read_text)
    process.kill()
    await process.wait()
    return round(
        int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024, 1
    )


async def _demo_ready_s() -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0",
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    while not (await process.stdout.readline()).startswith(b"ready"):
        pass
    took = time.perf_counter() - began
    process.terminate()
    await process.communicate()
    return round(took, 2)


async def measure() -> dict[str, Any]:
    """The figures: megabytes of both bots and their ratio, seconds until the demo is ready."""
    with tempfile.TemporaryDirectory() as folder:
        async with running_simulator() as simulator:
            ours = await _resident_mb(simulator, "-m", "bot", "run", folder=folder)
        async with running_simulator() as simulator:
            echo = await _resident_mb(simulator, "-c", ECHO, simulator.base_url, folder=folder)
    return {
        "butler_mb": ours,
        "echo_mb": echo,
        "ratio": round(ours / echo, 2),
        "demo_ready_s": await _demo_ready_s(),
    }


def main() -> int:
    """Measure, print, and keep the figures under bench/results. Reads /proc: Linux only."""
    figures = asyncio.run(measure())
    text = json.dumps(figures, indent=2)
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    (results / "size.json").write_text(text + "\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
