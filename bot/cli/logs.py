"""What the program's own log is, and what its libraries may add to it."""

import logging
import sys
import warnings

QUIET = ("httpx", "httpcore", "telegram", "watchfiles", "aiosqlite")
"""Libraries whose lines below a warning hold addresses with the token, or rows with people's words."""
SILENT = ("telegram.request",)
"""It would print whole answers that it cannot read, as those of a front server that has trouble."""


def log_to_stderr() -> None:
    """One line an event."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    quieten_libraries()


def quieten_libraries() -> None:
    """Let libraries speak only of what is to be known, and never of what passes through them."""
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # The library announces a change at every 429; the gateway understands both forms.
    warnings.filterwarnings("ignore", message=".*`retry_after` will be of type")
