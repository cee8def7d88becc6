"""Long texts are thought about beside the transaction: while that lasts, others have their turn at the database.

SQLite has one writer, and the verdict on a story of some thousand characters takes a tenth of a second. So whoever needs it inside
a transaction, after all limits, gives the transaction up, lets a thread think, and begins anew with what came of it.
A short text takes less than that way would.
"""

import functools
import logging
from typing import Any, TypeAlias

from bot.errors import StillToThink
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Verdict

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""Characters of a text that is judged where it is needed."""

Thoughts: TypeAlias = dict[Any, Any]
"""What has been thought of one piece of work: verdicts by judge and text; None for a text on which the judge failed."""


def verdict(thoughts: Thoughts | None, judge: Judge, text: str) -> Verdict:
    """What the judge says of a text; without `thoughts` at once.

    Raises StillToThink where that is to be thought of first.
    """
    if thoughts is None or len(text) <= AT_ONCE:
        return judge.judge(text)
    if (judge, text) not in thoughts:
        raise StillToThink(functools.partial(_think, thoughts, judge, text))
    said: Verdict | None = thoughts[judge, text]
    return said or judge.judge(text)  # what failed beside the transaction fails in it, as one of its tries


def _think(thoughts: Thoughts, judge: Judge, text: str) -> None:
    try:
        thoughts[judge, text] = judge.judge(text)
    except Exception as error:  # noqa: BLE001 -- it is met again where the verdict is needed
        logger.warning("A text could not be judged: %s", type(error).__name__)
        thoughts[judge, text] = None
