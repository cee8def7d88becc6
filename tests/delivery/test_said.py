"""What a chat was told last is the same whether it has arrived already or still waits: else a queue would change what is said."""

import pytest

from bot.domain.outgoing import Sentence, Shown
from bot.domain.reply import Options
from bot.storage import amending, outbox, said, settling
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


async def told_lately(database, office):
    address = await office.address(CHAT)
    async with database.transaction() as tx:
        return await said.lately(tx, address)


async def test_what_is_sent_once_more_is_told_once_more(database, office):
    notice = await office.say("…", CHAT, kind="key")
    await bring_all(database, office)
    async with database.transaction() as tx:
        await outbox.write_again(tx, notice, office.account.id, office.clock())
    assert await told_lately(database, office) == ["key", "key"]


async def test_what_was_amended_before_it_left_counts_as_it_left(database, office):
    notice = await office.say("…", CHAT, kind="key")
    async with database.transaction() as tx:
        assert await amending.amend(tx, notice, Sentence("other"))
    assert await told_lately(database, office) == ["other"]


def test_a_view_is_known_by_its_heading():
    assert outbox.key_of(Shown("ask.clarify", Options(()))) == "ask.clarify"
