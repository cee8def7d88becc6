"""What the program's own log is, and what its libraries may add to it."""

import logging
import sys
import warnings
from typing import Literal

from bot.cli.log_lines import FoldingHandler, JsonLine, TextLine

QUIET = ("aiohttp", "httpx", "httpcore", "telegram", "watchfiles", "aiosqlite")
"""Libraries whose lines below a warning hold addresses with the token, or rows with people's words."""
SILENT = ("telegram.request",)
"""It would print whole answers that it cannot read, as those of a front server that has trouble."""


def log_to_stderr(form: Literal["text", "json"] = "text") -> None:
    """One line an event; the same over and over is folded."""
    handler = FoldingHandler(sys.stderr)
    handler.setFormatter(JsonLine() if form == "json" else TextLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    quieten_libraries()


def quieten_libraries() -> None:
    """Let libraries speak only of what is to be known, and never of what passes through them."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # The library announces a change at every 429; the gateway understands both forms.
    warnings.filterwarnings("ignore", message=".*`retry_after` will be of type")
