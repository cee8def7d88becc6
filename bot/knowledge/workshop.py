"""Building the index in a process of its own, which then ends.

Building needs seconds of a processor and three times the memory of the finished index. Done within the bot, it would
hold up answers while an edited folder is taken in, and the memory would stay with the process.
"""

import logging
import pickle
import subprocess
import sys
from typing import Any

from bot.matching.judge import Judge

logger = logging.getLogger(__name__)


def build_apart(*parts: Any) -> Judge:
    """Do what `Judge.build` does with the same arguments, elsewhere; here, if no other process can be had."""
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(command, input=pickle.dumps(parts), capture_output=True, check=True)  # noqa: S603 - our own module
    except (OSError, subprocess.CalledProcessError) as error:
        logger.warning("the index is built here, which holds up answers: %s", type(error).__name__)
        return Judge.build(*parts)
    judge: Judge = pickle.loads(done.stdout)  # noqa: S301 - from the process that was just started
    return judge


def main() -> int:
    """Read the arguments from standard input and write the judge to standard output, pickled."""
    parts = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    pickle.dump(Judge.build(*parts), sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
