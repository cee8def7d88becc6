"""`butler run` as it is, without Telegram's limit of messages a second, which would be all that is measured.

python -m bench.bots.butler DATABASE_URL BASE_URL ENCODER [webhook]
"""

import asyncio
import os
import secrets
import signal
import socket
import sys
from pathlib import Path

from bot.app import serve
from bot.config import load_config
from bot.runtime import loop
from bot.runtime.rate_limit import Pace

ROOT = Path(__file__).parents[2]
KEY = "BUTLER_SECRETS__MASTER_KEY"


async def main(database: str, base_url: str, encoder: str, way_in: str = "polling") -> None:
    """Serve until SIGTERM."""
    config = load_config(
        ROOT / "config.yaml",
        {
            "BUTLER_TELEGRAM__TOKEN": "1:bench",
            "BUTLER_TELEGRAM__BASE_URL": base_url,
            "BUTLER_DATABASE__URL": database,
            KEY: os.environ.get(KEY, ""),
            "BUTLER_ANSWERS__ENCODER": encoder,
            "BUTLER_KNOWLEDGE__PATH": str(ROOT / "knowledge"),
            "BUTLER_KNOWLEDGE__CALENDAR": str(ROOT / "knowledge" / "calendar.yaml"),
            **(_webhook() if way_in == "webhook" else {}),
        },
    )
    unhurried = Pace(per_second=1_000_000, chat_burst=1_000_000)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await serve(config, stop, pace=unhurried)


def _webhook() -> dict[str, str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        "BUTLER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram",
        "BUTLER_TELEGRAM__WEBHOOK_SECRET": secrets.token_hex(32),
        "BUTLER_TELEGRAM__WEBHOOK_PORT": str(port),
    }


if __name__ == "__main__":
    loop.run(main(*sys.argv[1:]))
