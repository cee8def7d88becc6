"""What goes wrong around the bot reaches an admin: once when it begins, again after a day, and when it is over."""

import asyncio

import pytest
from scenes import takes_ticket
from stage import set_up

from bot.domain.trouble import Trouble
from bot.operations import machine
from bot.operations.machine import Room
from bot.runtime.vitals import Vitals
from bot.storage import backups
from simulator.faults import Fault


@pytest.fixture
async def stage(tmp_path, knowledge, database_url):
    async with set_up(tmp_path, knowledge, BUTLER_DATABASE__URL=database_url) as stage:
        yield stage


async def until(holds):
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 -- other tasks have no event for tests
            await asyncio.sleep(0.005)


async def looks(stage, watch=None, **later):
    """Somebody looks around, so much later."""
    stage.clock.moves(**later)
    await (watch or stage.butler.lookout().watch()).look()


def begins(stage, trouble, minutes=59.5):
    """This process has noticed a trouble for so long; what real calls to Telegram show does not mix with it."""
    stage.butler.vitals = Vitals()
    stage.butler.vitals.begins(trouble)
    stage.butler.vitals._spells[trouble] -= 60 * minutes


@pytest.mark.parametrize(
    ("trouble", "words", "over"),
    [
        (Trouble.OTHER_POLLER, ["另一个程序", "停掉"], ["没有别的程序"]),
        (Trouble.WEBHOOK_ELSEWHERE, ["别的地址", "11-23 09:00"], ["又把消息送到这里"]),
        (Trouble.KNOWLEDGE, ["没有生效", "butler kb check"], ["都改好了"]),
        (Trouble.DISK, ["快满了", "清理"], ["又有空间了"]),
    ],
)
async def test_what_lasts_is_told_once_again_after_a_day_and_at_its_end(
    stage, monkeypatch, trouble, words, over
):
    full, room = Room(100, 1), Room(100, 10**12)
    monkeypatch.setattr(machine, "room_at", lambda _: full if trouble is Trouble.DISK else room)
    stage.butler.calendar.faults = (object(),) if trouble is Trouble.KNOWLEDGE else ()
    begins(stage, trouble)
    await looks(stage)
    await stage.admin.hears(*words)
    await looks(stage, hours=23)
    await stage.admin.hears_nothing_more()
    await looks(stage, hours=1)
    await stage.admin.hears(*words)
    monkeypatch.setattr(machine, "room_at", lambda _: room)
    stage.butler.calendar.faults = ()
    stage.butler.vitals.ends(trouble)
    await looks(stage, minutes=1)
    await stage.admin.hears_nothing_more()  # it may come again at once
    await looks(stage, minutes=2)
    await stage.admin.hears(*over)
    await looks(stage, minutes=9)
    await stage.admin.hears_nothing_more()


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Trouble.UNREACHABLE, ["连不上 Telegram", "11-23 09:00", "现在恢复了"]),
        (Trouble.TOKEN, ["不接受机器人的令牌", "现在恢复了"]),
    ],
)
async def test_what_shuts_the_bot_up_is_told_when_it_is_over(stage, trouble, words):
    begins(stage, trouble)
    await looks(stage)
    await stage.admin.hears_nothing_more()
    stage.butler.vitals.ends(trouble)
    await looks(stage, minutes=3)
    await stage.admin.hears(*words)


@pytest.mark.parametrize(
    ("kind", "text", "trouble"),
    [
        ("401", None, Trouble.TOKEN),
        ("409", None, Trouble.OTHER_POLLER),
        ("409", "Conflict: can't use getUpdates method while webhook is active", Trouble.WEBHOOK_ELSEWHERE),
        ("502", None, Trouble.UNREACHABLE),
        ("drop_before", None, Trouble.UNREACHABLE),
    ],
)
async def test_a_call_to_telegram_shows_each_trouble_and_its_end(stage, monkeypatch, kind, text, trouble):
    begun, vitals = [], stage.butler.vitals
    begins_truly = vitals.begins
    monkeypatch.setattr(vitals, "begins", lambda each: (begun.append(each), begins_truly(each)))
    stage.sim.world.faults.order(Fault(kind, method="getUpdates", description=text))
    stage.owner.player.starts()  # ends the call that is held open
    await until(lambda: trouble in begun)  # another call may have ended it at once
    await stage.owner.hears()
    stage.owner.player.starts()
    await until(lambda: stage.butler.vitals.lasting_s(trouble) is None)


async def test_a_short_silence_of_telegram_is_told_to_nobody(stage):
    begins(stage, Trouble.UNREACHABLE, minutes=4)
    await looks(stage)
    stage.butler.vitals.ends(Trouble.UNREACHABLE)
    await looks(stage, minutes=5)
    await stage.admin.hears_nothing_more()


async def test_more_than_20_hours_without_telegram_are_told_in_so_many_words(stage):
    await looks(stage)
    await looks(stage, hours=19)
    await stage.admin.hears_nothing_more()
    await looks(stage, hours=21)
    await stage.admin.hears("超过 20 小时", "只保留 24 小时", "再发一次")
    await looks(stage, minutes=5)
    await stage.admin.hears_nothing_more()


async def test_a_backup_that_failed_is_told_and_so_is_the_next_good_one(stage):
    now = stage.clock()

    async def made(size):
        async with stage.butler.database.transaction() as tx:
            assert await backups.claim(tx, now.date(), stage.clock())
            await backups.settle(tx, now.date(), stage.clock(), stage.clock(), size)

    stage.butler.vitals = Vitals()
    await looks(stage)
    await stage.admin.hears_nothing_more()
    await made(None)
    await looks(stage)
    await stage.admin.hears("夜间备份没有做成", "butler db backup")
    stage.clock.moves(hours=1)
    await made(100_000)
    await looks(stage)
    await stage.admin.hears("又有可用的备份了")
    await looks(stage, hours=35)
    await stage.admin.hears_nothing_more()
    await looks(stage, hours=2)
    await stage.admin.hears("超过 36 小时")


async def test_a_webhook_that_was_taken_down_is_told_once(stage):
    begins(stage, Trouble.WEBHOOK_TAKEN_DOWN, minutes=0)
    await looks(stage)
    await stage.admin.hears("webhook", "已重新设好")
    await looks(stage, minutes=5)
    await stage.admin.hears_nothing_more()


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_jumps_is_told_once(stage, hours):
    wall, steady = [0.0], [0.0]
    watch = stage.butler.lookout().watch()
    watch._wall, watch._steady = (lambda: wall[0]), (lambda: steady[0])
    watch._last_look = 0.0, 0.0
    await looks(stage, watch)
    await stage.admin.hears_nothing_more()
    wall[0], steady[0] = 30.0 + 3600 * hours, 30.0
    await looks(stage, watch, hours=hours)
    await stage.admin.hears("时钟跳动过", "时间同步")
    await looks(stage, watch, minutes=3)
    await stage.admin.hears_nothing_more()


async def test_two_replicas_and_a_restart_tell_of_a_trouble_once(stage):
    begins(stage, Trouble.WEBHOOK_ELSEWHERE, minutes=2)
    one, other = stage.butler.lookout().watch(), stage.butler.lookout().watch()
    await asyncio.gather(one.look(), other.look())
    await stage.admin.hears("别的地址")
    await stage.admin.hears_nothing_more()
    stage.butler.vitals = Vitals()  # a new process has noticed nothing yet
    await looks(stage, minutes=1)
    await stage.admin.hears_nothing_more()


async def test_words_that_do_not_arrive_are_told_after_a_while_again_after_a_day_and_at_their_end(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("400", method="sendMessage", chat=stage.owner.id))
    stage.lawyer.says("三年内起诉", reply_to=yours)
    await stage.lawyer.hears("没有送到")
    stage.butler.vitals = Vitals()
    await looks(stage, minutes=14)
    await stage.admin.hears_nothing_more()
    await looks(stage, minutes=1)
    told = await stage.admin.hears("1 条消息没有送到", "律师的话 1 条", "/undelivered")
    assert "三年" not in told["text"]
    await looks(stage, hours=23)
    await stage.admin.hears_nothing_more()
    await looks(stage, hours=1)
    await stage.admin.hears("1 条消息没有送到")
    await looks(stage, days=3)
    await stage.admin.hears("没有消息再积压")
