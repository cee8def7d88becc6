"""A process that thinks about messages before it is their turn, for `bot.runtime.foresight`.

`python -m bot.knowledge.thinking_ahead FILE` says at stdout which knowledge is kept in a file, by its recipe, or None where
none is: nothing is built here. Then it takes lists of texts at stdin and says what is heard in each, until stdin
ends, as it does with whoever began it. All are pickles, each behind its length, between a program and itself.

It is nice, and the first to go where memory runs out: without it all goes on, only slower.
"""

import gc
import os
import pickle
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from bot.knowledge.cache import fetch
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.utterance import Heard, Utterance

NICENESS = 10
"""Others that want the processor get ten times as much of it."""
LENGTH = struct.Struct("<Q")
"""What stands before each pickle."""
FIRST_TO_GO = "1000"
"""The most that Linux takes for how gladly a process is ended when memory runs out (proc(5), `oom_score_adj`)."""


def main(file: str) -> None:
    """Think until no more texts come."""
    texts, heard = sys.stdin.buffer, sys.stdout.buffer
    _step_back()
    knowledge = fetch(Path(file))
    _say(heard, knowledge and knowledge.recipe)
    if knowledge is None:
        return
    gc.freeze()
    while length := texts.read(LENGTH.size):
        asked = pickle.loads(texts.read(*LENGTH.unpack(length)))  # noqa: S301 -- from whoever began this process
        _say(heard, _thought(knowledge, asked))


def command(file: Path) -> list[str]:
    """What starts such a process."""
    return [sys.executable, "-m", __spec__.name, str(file)]


def framed(thing: Any) -> bytes:
    """A pickle behind its length."""
    pickled = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(pickled)) + pickled


def _step_back() -> None:
    with suppress(OSError):
        os.nice(NICENESS)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)


def _thought(knowledge: Knowledge, texts: Sequence[str]) -> list[Heard | None]:
    """What is heard in each text; None for one on which the judge fails: whoever asked will meet that."""
    try:
        said = knowledge.hear_several(texts)
    except Exception:  # noqa: BLE001 -- on one of them, which fails again by itself
        said = [knowledge.hear(text) for text in texts]
    return [_heard(one) for one in said]


def _heard(said: Utterance) -> Heard | None:
    try:
        return said.heard
    except Exception:  # noqa: BLE001 -- it is met again where the text is handled
        return None


def _say(heard: BinaryIO, thing: Any) -> None:
    heard.write(framed(thing))
    heard.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
