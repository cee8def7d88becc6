"""Each text of a message is thought about once, and a long one beside the transaction.

Whoever needs to know something of a text while a message is handled gets the same `Utterance`, which is gone with the message.

SQLite has one writer, and the verdict on a story of some thousand characters takes a tenth of a second. So whoever needs it inside
a transaction, after all limits, gives the transaction up, lets a thread think, and begins anew with what came of it: while that
lasts, others have their turn at the database. A short text takes less than that way would.
"""

import functools
import logging
from typing import Any, TypeAlias

from bot.errors import StillToThink
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.utterance import Utterance

logger = logging.getLogger(__name__)

AT_ONCE = 100
"""Characters of a text that is judged where it is needed."""

Thoughts: TypeAlias = dict[Any, Any]
"""What was heard while one piece of work is done: utterances by judge and text."""


def utterance(thoughts: Thoughts | None, knowledge: Knowledge, text: str) -> Utterance:
    """A text as this knowledge hears it, the same one each time while a piece of work is done."""
    new = knowledge.hear(text)
    if thoughts is None:
        return new
    found: Utterance = thoughts.setdefault((knowledge.judge, text), new)
    return found


def remember(thoughts: Thoughts, knowledge: Knowledge, said: Utterance) -> None:
    """What was heard in a text before its turn came; whoever asks about that text is given it."""
    thoughts[knowledge.judge, said.text] = said


def judged(thoughts: Thoughts | None, knowledge: Knowledge, text: str) -> Utterance:
    """The same once there is a verdict on it; without `thoughts` that is reached at once.

    Raises StillToThink where that is to be thought of first.
    """
    said = utterance(thoughts, knowledge, text)
    if thoughts is not None and len(text) > AT_ONCE and not said.was_judged:
        raise StillToThink(functools.partial(_think, said))
    return said


def _think(said: Utterance) -> None:
    try:
        _ = said.verdict
    except Exception as error:  # noqa: BLE001 -- it is met again where the verdict is needed, as one of its tries
        logger.warning("A text could not be judged: %s", type(error).__name__)
