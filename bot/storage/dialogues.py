"""What the butler is waiting for from each person; see `bot.domain.dialogue`."""

import datetime as dt

from bot.domain.dialogue import AnyStep, Dialogue
from bot.domain.instant import from_ms, to_ms
from bot.storage import codec
from bot.storage.engine.database import Transaction


async def find(tx: Transaction, person: int) -> Dialogue | None:
    """What is waited for; None for nothing, or for a step of an older program."""
    row = await tx.one("dialogues.find", person=person)
    step = codec.read_step(row["step"], row["data"]) if row else None
    return Dialogue(step, from_ms(row["since"])) if row and step is not None else None


async def begin(tx: Transaction, person: int, step: AnyStep, now: dt.datetime) -> None:
    """Wait for this from now on; what was waited for before is given up."""
    name, data = codec.write_step(step)
    await tx.change("dialogues.begin", person=person, step=name, data=data, now=to_ms(now))


async def end(tx: Transaction, person: int) -> bool:
    """Stop waiting; False if nothing was waited for."""
    return await tx.change("dialogues.end", person=person) > 0
