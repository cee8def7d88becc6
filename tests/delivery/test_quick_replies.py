"""Whoever replies before it is noted what they were shown is heard in a moment, as the reply that it is."""

from bot.domain.delivery import Sent
from bot.runtime.worker import NOT_YET, Worker
from bot.storage import inbox, outbox
from bot.usecases import counterparts

SHOWN = 101
REPLY = {"update_id": 1, "message": {"chat": {"id": 7}}}


async def never(tx, work):
    raise AssertionError(work)


async def test_a_reply_to_what_is_being_delivered_waits_for_it_and_uses_up_no_try(office, clock):
    notice, here = await office.say("请尽快付款", ticket=12), await office.address(7)
    heard = []

    async def hear(tx, item):
        await counterparts.ticket_behind(office.unit_of_work(tx), here, SHOWN)
        heard.append((await outbox.by_message(tx, here, SHOWN), item.attempts))

    worker = Worker(
        office.database,
        office.account,
        clock,
        update=hear,
        update_set_aside=never,
        alarm=never,
        alarm_set_aside=never,
    )

    async def deliver(call):
        async with office.database.transaction() as tx:
            await inbox.receive(tx, office.account.id, [REPLY], clock())
        for _ in range(inbox.TRIES + 1):
            assert await worker.handle_waiting() == 1
            clock.moves(NOT_YET.total_seconds())
        return Sent((SHOWN,))

    await office.courier(deliver).deliver_due()
    assert heard == []
    assert await worker.handle_waiting() == 1
    ((shown, attempts),) = heard
    assert (shown.notice, shown.ticket, attempts) == (notice, 12, 0)


async def test_what_answers_something_unknown_waits_only_while_words_of_a_ticket_are_on_their_way(office):
    await office.say("tap", kind="toast", ticket=12)
    here, asked = await office.address(7), []

    async def deliver(call):
        async with office.database.reading() as tx:
            asked.append(await counterparts.ticket_behind(office.unit_of_work(tx), here, SHOWN))
        return Sent()

    await office.courier(deliver).deliver_due()
    assert asked == [None]
