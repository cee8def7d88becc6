"""Whoever writes while no queue stands is answered without waiting for others to share the commit."""

import pytest

from bot.errors import StillToThink
from bot.runtime.worker import AT_ONCE
from bot.storage import inbox

SAID = {"update_id": 1, "message": {"chat": {"id": 7}, "text": "公证需要多长时间"}}


@pytest.fixture
async def said(office, clock):
    async with office.database.transaction() as tx:
        await inbox.receive(tx, office.account.id, [SAID], clock())


@pytest.mark.parametrize(("waited", "is_hurried"), [(0 * AT_ONCE, True), (AT_ONCE, False)])
async def test_what_was_said_just_now_hurries_and_what_stood_in_a_queue_shares(
    said, clock, worker_of, waited, is_hurried
):
    seen = []

    async def hear(tx, item):
        seen.append(tx.is_hurried)

    clock.moves(waited.total_seconds())
    assert await worker_of(hear).handle_waiting() == 1
    assert seen == [is_hurried]


async def test_what_was_thought_about_beside_its_transaction_still_hurries(said, clock, worker_of):
    seen = []

    def think(item):
        item.thoughts["done"] = True
        clock.moves(1)

    async def hear(tx, item):
        if not item.thoughts:
            raise StillToThink(lambda: think(item))
        seen.append(tx.is_hurried)

    assert await worker_of(hear).handle_waiting() == 1
    assert seen == [True]
