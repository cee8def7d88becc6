"""The butler with words kept as they are: what sealing costs is the difference to `bench.bots.butler`.

python -m bench.bots.unsealed DATABASE_URL BASE_URL ENCODER
"""

import sys

from bench.bots.butler import main
from bot.runtime import loop
from bot.storage.codec import Place


def _as_it_is(_: Place, text: str) -> str:
    return text


if __name__ == "__main__":
    Place.sealing = _as_it_is  # type: ignore[method-assign]  # the product has no switch for it, on purpose
    loop.run(main(*sys.argv[1:]))
