"""The way in: nothing lost, nothing twice, in order per chat."""

import asyncio
import contextlib
import datetime as dt
import sqlite3

import pytest
from engines import NOON

from bot.storage import inbox, people, set_aside
from bot.storage.engine.queries import load_queries
from bot.storage.engine.transaction import BaseTransaction


def message(update_id, chat=7, text="hello"):
    return {"update_id": update_id, "message": {"message_id": 1, "chat": {"id": chat}, "text": text}}


async def account(tx, external_id="1"):
    """The bot to which updates come; a test without another has this one only."""
    return (await people.account(tx, external_id, "test_bot", NOON)).id


def chat_of(item):
    return int(item.address.external_id)


async def receive(database, *updates, now=NOON, bot="1"):
    async with database.transaction() as tx:
        return await inbox.receive(tx, await account(tx, bot), updates, now)


async def take(database, now=NOON, bot="1"):
    async with database.transaction() as tx:
        item = await inbox.take_next(tx, await account(tx, bot), now)
        if item is not None:
            await inbox.done(tx, item)
        return item


async def fail(database, now=NOON, pauses=inbox.PAUSES):
    async with database.transaction() as tx:
        item = await inbox.take_next(tx, await account(tx), now)
    async with database.transaction() as tx:
        return await inbox.failed(tx, item, "KeyError", now, pauses)


async def test_a_repeated_update_is_taken_once(database):
    assert await receive(database, message(5), message(6), message(5)) == 2
    assert await receive(database, message(6), message(7)) == 1
    assert [(await take(database)).update_id for _ in range(3)] == [5, 6, 7]
    assert await take(database) is None
    assert await receive(database, message(5)) == 0


async def test_a_hundred_updates_cost_no_more_statements_than_one(database, monkeypatch):
    """Telegram hands out a hundred at once, and nobody's turn is reckoned before they are kept."""
    asked, statement = [], BaseTransaction._statement

    def counted(self, doing):
        asked.append(doing)
        return statement(self, doing)

    updates = [message(number, chat=number % 30) for number in range(1, 101)]
    async with database.transaction() as tx:
        bot = await account(tx)
        await inbox.receive(tx, bot, updates[:1], NOON)
        monkeypatch.setattr(BaseTransaction, "_statement", counted)
        assert await inbox.receive(tx, bot, updates, NOON) == 99
    assert asked.count("inbox.open_lane") <= 1
    assert len([each for each in asked if "inbox.receive" in each]) == 2


async def test_the_first_words_of_a_chat_are_kept_although_another_replica_has_just_met_it(database):
    if database.engine == "sqlite":
        pytest.skip("has one writer at a time")

    class Overtaken:
        """A transaction that others overtake right after its first look."""

        def __init__(self, tx):
            self._tx = tx

        def __getattr__(self, name):
            return getattr(self._tx, name)

        async def many(self, query, each):
            rows = await self._tx.many(query, each)
            if query == "inbox.receive" and not rows:
                await receive(database, message(2))
            return rows

    await receive(database, message(1, chat=8))
    await take(database)
    async with database.transaction() as tx:
        assert await inbox.receive(Overtaken(tx), await account(tx), [message(3)], NOON) == 1
    assert [(await take(database)).update_id for _ in range(2)] == [2, 3]


async def test_an_update_that_comes_after_a_later_one_is_not_dropped(database):
    await receive(database, message(9))
    assert (await take(database)).update_id == 9
    assert await receive(database, message(8)) == 1
    assert (await take(database)).update_id == 8


async def test_an_update_comes_out_as_it_went_in(database):
    update = message(5, text="你好 \u202e \u0000 \ud800 😀")
    await receive(database, update)
    item = await take(database)
    assert item.update == update
    assert (chat_of(item), item.attempts) == (7, 0)


async def test_what_is_no_update_is_left_out_and_stops_nothing(database):
    odd = [
        {},
        {"update_id": "5"},
        {"update_id": True},
        {"update_id": 2**70},
        None,
        [],
        {"update_id": 6, "x": 1},
    ]
    assert await receive(database, *odd, message(7)) == 2
    assert [(await take(database)).update_id for _ in range(2)] == [6, 7]


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 7}, "from": {"id": 8}}}, 7),
        ({"update_id": 1, "edited_message": {"chat": {"id": 7}}}, 7),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 7}}}}, 7),
        ({"update_id": 1, "callback_query": {"from": {"id": 7}}}, 7),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": 7}, "from": {"id": 7}}}, 7),
        ({"update_id": 1, "message_reaction": {"chat": {"id": 7}, "user": {"id": 8}}}, 7),
        ({"update_id": 1, "poll_answer": {"user": {"id": 8}}}, 8),
        ({"update_id": 1, "poll": {"id": "1"}}, 0),
        ({"update_id": 1, "message": {"chat": {"id": "x"}, "from": 3}}, 0),
        ({"update_id": 1}, 0),
    ],
)
def test_the_lane_is_the_chat_else_the_person(update, chat):
    assert inbox.lane(update) == chat


async def test_the_words_are_gone_when_the_update_is_done(database):
    await receive(database, message(5, text="confidential"))
    done = await take(database)
    async with database.transaction() as tx:
        await tx.script(f"UPDATE inbox SET state = 'waiting' WHERE id = {done.id};")
        kept = await tx.one("inbox.oldest_of_lane", address=done.address.id)
    assert kept["body"] == ""


async def test_a_transaction_that_fails_leaves_the_update_waiting(database):
    await receive(database, message(5))
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with database.transaction() as tx:
            await inbox.done(tx, await inbox.take_next(tx, await account(tx), NOON))
            raise KeyError
    assert (await take(database)).update_id == 5


async def test_a_failed_update_waits_and_holds_its_chat_but_no_other(database):
    await receive(database, message(5), message(6), message(7, chat=8))
    assert await fail(database) is False
    assert (await take(database)).update_id == 7
    assert await take(database) is None
    later = NOON + inbox.PAUSES[0]
    assert [(await take(database, later)).update_id for _ in range(2)] == [5, 6]


async def test_after_three_failures_an_update_is_set_aside_and_its_chat_goes_on(database):
    await receive(database, message(5), message(6))
    now = NOON
    verdicts = []
    for pause in (*inbox.PAUSES, dt.timedelta()):
        verdicts.append(await fail(database, now))
        now += pause
    assert verdicts == [False, False, True]
    assert (await take(database, now)).update_id == 6
    async with database.reading() as tx:
        (row,) = await set_aside.everything(tx)
        assert await inbox.set_aside_count(tx) == 1
    assert (row.kind, row.since, row.tries, row.error) == ("update", NOON, 3, "KeyError")


async def test_an_update_set_aside_can_be_tried_again(database):
    await receive(database, message(5))
    for _ in range(3):
        await fail(database, pauses=(dt.timedelta(), dt.timedelta()))
    async with database.transaction() as tx:
        (aside,) = await set_aside.everything(tx)
        assert await inbox.try_again(tx, aside.id) is True
        assert await inbox.try_again(tx, aside.id) is False
    assert (await take(database)).update_id == 5


async def test_old_updates_are_forgotten_but_not_those_that_wait(database):
    await receive(database, message(5), message(6, chat=8))
    await take(database)
    later = NOON + dt.timedelta(hours=49)
    async with database.transaction() as tx:
        assert await inbox.prune(tx, NOON + dt.timedelta(hours=47)) == 0
        assert await inbox.prune(tx, later) == 1
    assert (await take(database, later)).update_id == 6


async def test_receiving_rings_the_bell_only_for_news(database):
    bell = database.bell(inbox.BELL)
    await receive(database, message(5))
    assert bell.is_set()
    bell.clear()
    await receive(database, message(5))
    assert not bell.is_set()


async def test_updates_of_two_accounts_are_kept_apart_although_their_ids_are_the_same(database):
    assert await receive(database, message(5, text="to the old bot"), bot="1") == 1
    assert await receive(database, message(5, text="to the new bot"), bot="2") == 1
    assert (await take(database, bot="2")).update["message"]["text"] == "to the new bot"
    assert await take(database, bot="2") is None
    assert (await take(database, bot="1")).update["message"]["text"] == "to the old bot"


async def test_a_clock_that_was_set_back_holds_up_nothing_that_failed_before(database):
    await receive(database, message(5))
    tomorrow = NOON + dt.timedelta(days=1)
    await fail(database, tomorrow)
    assert await take(database) is None
    async with database.transaction() as tx:
        await inbox.shorten_waits(tx, NOON + inbox.PAUSES[-1])
    assert (await take(database, NOON + inbox.PAUSES[-1])).update_id == 5


async def test_two_workers_never_hold_one_chat(database):
    await receive(database, *(message(number, chat=number % 5) for number in range(100, 200)))
    working, seen = set(), []
    async with database.transaction() as tx:
        bot = await account(tx)

    async def worker():
        while True:
            async with database.transaction() as tx:
                item = await inbox.take_next(tx, bot, NOON)
                if item is None:
                    return
                chat = chat_of(item)
                assert chat not in working
                working.add(chat)
                await asyncio.sleep(0)
                await inbox.done(tx, item)
                seen.append((chat, item.update_id))
                # PostgreSQL lets go of the chat with the commit, which follows at once.
                working.discard(chat)

    await asyncio.gather(*(worker() for _ in range(8)))
    # A worker that finds every chat held goes home; what is left is worked off by one.
    await worker()
    assert sorted(update for _, update in seen) == list(range(100, 200))
    for chat in range(5):
        mine = [update for lane, update in seen if lane == chat]
        assert mine == sorted(mine)


async def test_whoever_comes_behind_a_backlog_is_served_next(database):
    await receive(database, *(message(number, chat=8) for number in range(1, 201)))
    for _ in range(50):
        await take(database)
    await receive(database, message(900, chat=7))
    assert 900 in [(await take(database)).update_id for _ in range(2)]


async def test_chats_take_turns_and_each_keeps_its_order(database):
    await receive(database, *(message(number, chat=8) for number in range(1, 5)))
    await receive(database, *(message(number, chat=9) for number in range(11, 14)), message(21, chat=7))
    turns = [(await take(database)).update_id for _ in range(8)]
    assert turns == [1, 11, 21, 2, 12, 3, 13, 4]


async def test_a_chat_that_was_served_often_is_behind_others_by_a_few_updates_and_no_further(database):
    for number in range(1, 30):
        await receive(database, message(number, chat=8))
        await take(database)
    await receive(database, *(message(number, chat=9) for number in range(100, 110)))
    await receive(database, message(200, chat=8))
    served = [(await take(database)).update_id for _ in range(11)]
    assert served.index(200) == 1 + inbox.LATELY // inbox.EACH


async def test_a_newcomer_goes_before_those_who_write_again_as_soon_as_they_are_answered(database):
    crowd = range(10, 20)
    for step in range(3):
        await receive(database, *(message(100 * chat + step, chat=chat) for chat in crowd))
        for _ in crowd if step < 2 else ():
            await take(database)
    await receive(database, message(9_001, chat=7))
    assert (await take(database)).update_id == 9_001


async def test_whoever_was_served_long_ago_is_a_newcomer_again(database):
    await receive(database, message(1, chat=8))
    await take(database)
    later = NOON + inbox.LATELY
    await receive(database, message(2, chat=8), now=later)
    await receive(database, message(9_001, chat=7), now=later)
    assert [(await take(database, now=later)).update_id for _ in range(2)] == [2, 9_001]


async def test_who_writes_now_and_then_goes_before_many_who_flood_and_they_before_who_comes_after_their_turn(
    database,
):
    for chat in range(10, 20):
        await receive(database, *(message(100 * chat + number, chat=chat) for number in range(1, 11)))
    for _ in range(40):
        await take(database)
    await receive(database, message(9_001, chat=7), now=NOON + 2 * inbox.EACH)
    assert (await take(database)).update_id == 9_001
    await receive(database, message(9_002, chat=8), now=NOON + 11 * inbox.EACH)
    assert 9_002 not in [(await take(database)).update_id for _ in range(60)]


@pytest.mark.parametrize(("pause", "counted"), [(dt.timedelta(seconds=1), 4), (dt.timedelta(minutes=10), 0)])
async def test_how_fast_somebody_writes_is_counted_by_when_it_was_sent_not_by_when_it_came_after_an_outage(
    database, pause, counted
):
    written = [NOON - pause * (5 - number) for number in range(5)]
    updates = [message(number) for number in range(1, 6)]
    for update, when in zip(updates, written, strict=True):
        update["message"]["date"] = int(when.timestamp())
    await receive(database, *updates)
    for _ in range(4):
        await take(database)
    async with database.transaction() as tx:
        since = NOON - dt.timedelta(minutes=1)
        assert (await people.caller(tx, await account(tx), "7", NOON, since)).said_lately == counted


@pytest.mark.parametrize("date", [None, "yesterday", -1, True, 10**12])
async def test_what_does_not_say_when_it_was_sent_counts_from_when_it_came(database, date):
    sent = message(1)
    sent["message"]["date"] = date
    await receive(database, sent, message(2))
    await take(database)
    async with database.transaction() as tx:
        assert (await people.caller(tx, await account(tx), "7", NOON, NOON)).said_lately == 1


@pytest.mark.parametrize("name", ["inbox.lock_next_lane", "inbox.receive"])
async def test_a_turn_is_found_without_looking_through_all_that_waits(sqlite, tmp_path, name):
    names = ("account", "external_id", "update_id", "now", "sent_at", "body", "said", "each", "lately")
    with contextlib.closing(sqlite3.connect(tmp_path / "test.db")) as connection:
        sql = f"EXPLAIN QUERY PLAN {load_queries('sqlite')[name].sql}"
        steps = [row[3] for row in connection.execute(sql, dict.fromkeys(names, 1))]
    assert not [step for step in steps if step.startswith(("SCAN inbox", "USE TEMP B-TREE"))], steps
