"""Answers that wait until a colleague has read them: who reads which, and the words that wait."""

import datetime as dt

from bot.domain.instant import from_ms, to_ms
from bot.domain.second_look import PENDING, SecondLook, State
from bot.storage import thread
from bot.storage.engine.database import Row, Transaction
from bot.storage.thread import Audience, Message


async def begin(
    tx: Transaction, ticket: int, lawyer: int, reader: int | None, now: dt.datetime, *, invited: bool
) -> SecondLook:
    """Let a lawyer's answer wait for a colleague; without one its lawyer decides."""
    state = State.NOBODY if reader is None else State.ASKED
    values = {"reader": reader, "invited": int(invited), "state": state.value, "now": to_ms(now)}
    row = await tx.one("second_looks.begin", ticket=ticket, lawyer=lawyer, **values)
    assert row is not None
    return _look(row)


async def ask(tx: Transaction, look: int, reader: int | None, now: dt.datetime, *, invited: bool) -> None:
    """Ask another colleague; None for nobody."""
    state = State.NOBODY if reader is None else State.ASKED
    values = {"reader": reader, "invited": int(invited), "state": state.value, "now": to_ms(now)}
    await tx.change("second_looks.ask", look=look, **values)


async def pending(tx: Transaction, ticket: int) -> SecondLook | None:
    """The second look for which a ticket waits now; None for none."""
    row = await tx.one("second_looks.latest", ticket=ticket)
    look = _look(row) if row else None
    return look if look is not None and look.state in PENDING else None


async def of_message(tx: Transaction, message: int) -> SecondLook | None:
    """The second look in which a message waits or waited."""
    row = await tx.one("second_looks.look_of", message=message)
    return _look(row) if row else None


async def settle(tx: Transaction, look: int, state: State) -> bool:
    """End a second look that waits; False if it did not, as for the second of two quick taps."""
    return await tx.change("second_looks.settle", look=look, state=state.value) > 0


async def add_word(tx: Transaction, look: int, message: int) -> None:
    """Let one more message wait."""
    await tx.change("second_looks.add_word", look=look, message=message)


async def words(tx: Transaction, look: int) -> list[Message]:
    """What waits, in order."""
    return [thread.of_row(row) for row in await tx.all("second_looks.words", look=look)]


async def let_out(tx: Transaction, message: int, now: dt.datetime) -> None:
    """From now on the owner of its ticket may read a message that waited."""
    await tx.change("second_looks.let_out", message=message, audience=Audience.ALL.value, now=to_ms(now))


def _look(row: Row) -> SecondLook:
    return SecondLook(
        row["id"],
        row["ticket"],
        row["lawyer"],
        row["reader"],
        bool(row["invited"]),
        State(row["state"]),
        from_ms(row["asked_at"]),
    )
