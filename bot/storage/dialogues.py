"""What the butler is waiting for from each person in their chat with one bot account; see `bot.domain.dialogue`."""

import datetime as dt

from bot.domain.dialogue import AnyStep, Dialogue
from bot.domain.instant import from_ms, to_ms
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Transaction


async def find(tx: Transaction, account: int, person: int) -> Dialogue | None:
    """What is waited for; None for nothing, or for a step of an older program."""
    row = await tx.one("dialogues.find", person=person, account=account)
    step = codec.read_step(row["step"], row["data"]) if row else None
    return Dialogue(step, from_ms(row["since"])) if row and step is not None else None


async def begin(tx: Transaction, account: int, person: int, step: AnyStep, now: dt.datetime) -> None:
    """Wait for this from now on; what was waited for before is given up."""
    name, data = codec.write_step(step, codec.place(vault.person(person), "dialogues.data", person, account))
    values = {"person": person, "account": account, "step": name, "data": data, "now": to_ms(now)}
    await tx.change("dialogues.begin", **values)


async def end(tx: Transaction, account: int, person: int) -> bool:
    """Stop waiting; False if nothing was waited for."""
    return await tx.change("dialogues.end", person=person, account=account) > 0
