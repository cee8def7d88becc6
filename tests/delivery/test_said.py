"""What a chat was told last is the same whether it has arrived already or still waits: else a queue would change what is said."""

import pytest

from bot.storage import outbox, said, settling
from bot.storage.settling import Arrival

CHAT = 7
TOLD = [f"key{number}" for number in range(2 * said.LATELY)]


async def told(database, office, keys):
    for key in keys:
        await office.say("…", CHAT, kind=key)


async def bring_all(database, office):
    """Everything that waits arrives, one message after another."""
    while True:
        async with database.transaction() as tx:
            due = await outbox.due(tx, office.account.id, office.clock(), 1)
            if not due:
                return
            [item] = await outbox.claim(tx, due, office.clock())
            await settling.arrived(tx, [Arrival(item, (1000 + item.id,), is_last=True)], office.clock())


@pytest.mark.parametrize("arrived", range(len(TOLD) + 1))
async def test_as_much_is_known_of_what_waits_as_of_what_has_arrived(database, office, arrived):
    await told(database, office, TOLD[:arrived])
    await bring_all(database, office)
    await told(database, office, TOLD[arrived:])
    address = await office.address(CHAT)
    async with database.transaction() as tx:
        lately = await said.lately(tx, address)
    assert lately == TOLD[: -said.LATELY - 1 : -1]


async def test_an_answer_to_a_tap_is_no_message(database, office):
    await told(database, office, TOLD[: said.LATELY])
    await office.say("done", CHAT, kind="toast")
    address = await office.address(CHAT)
    async with database.transaction() as tx:
        assert len(await said.lately(tx, address)) == said.LATELY
