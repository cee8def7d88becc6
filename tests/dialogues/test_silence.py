"""An owner says nothing more after the lawyer's words: two warnings, then the ticket ends; each step once."""

from scenes import closes, forgets, takes_ticket

from bot.storage import tickets


async def answered(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("可以先发一份书面通知", reply_to=yours)
    await stage.owner.hears("可以先发一份书面通知")
    return yours


async def state(stage):
    async with stage.butler.database.transaction() as tx:
        return (await tickets.find(tx, 1)).state


async def test_silence_is_warned_of_twice_and_then_the_ticket_ends_and_a_reply_opens_it_again(stage):
    await answered(stage)  # Monday 23 November, 10:00
    await stage.moves(days=8, hours=23)
    await stage.owner.hears_nothing_more()
    await stage.moves(hours=1)  # Wednesday 2 December: seven working days
    await stage.owner.hears("有一阵没有您的消息了", "12-11 10:00")
    assert stage.owner.labels() == ["给 #1 补充", "已解决 #1"]
    await stage.moves(days=5)  # Monday 7 December
    await stage.owner.hears("最后提醒", "12-11 10:00")
    await stage.moves(days=4)
    ended = await stage.owner.hears("已自动办结", "14 天内")
    await stage.lawyer.hears("已自动办结")
    assert await state(stage) == "closed"
    await stage.moves(days=5)
    await stage.owner.hears_nothing_more()
    stage.owner.says("还有一个问题", reply_to=ended)
    await stage.lawyer.hears("企业主说工单 #1 还没解决")
    await stage.lawyer.hears("还有一个问题")
    assert await state(stage) == "taken"


async def test_any_word_of_the_owner_stops_it_and_the_days_count_from_the_lawyers_next_words(stage):
    yours = await answered(stage)
    await stage.moves(days=9)
    await stage.owner.hears("有一阵没有您的消息了")
    stage.owner.taps(stage.owner.labels()[0])
    await stage.owner.hears("请说")
    stage.owner.says("还在等对方的回信")
    await stage.lawyer.hears("还在等对方的回信")
    await stage.owner.hears("已转给")
    stage.lawyer.says("好的，来了告诉我", reply_to=yours)
    await stage.owner.hears("好的，来了告诉我")
    await stage.moves(days=8)
    await stage.owner.hears_nothing_more()
    await stage.moves(days=1)
    await stage.owner.hears("有一阵没有您的消息了")


async def test_a_further_word_of_the_lawyer_puts_the_warning_off(stage):
    yours = await answered(stage)
    await stage.moves(days=7)
    stage.lawyer.says("补充一句：保留好快递单", reply_to=yours)
    await stage.owner.hears("补充一句")
    await stage.moves(days=3)
    await stage.owner.hears_nothing_more()
    await stage.moves(days=6)
    await stage.owner.hears("有一阵没有您的消息了")


async def test_a_butler_that_was_asleep_warns_first_and_keeps_the_distances(stage):
    await answered(stage)
    await stage.settles()
    stage.clock.moves(days=40)  # Saturday 2 January 2027, a holiday
    for _ in range(2):
        first, second = stage.butler.worker(), stage.butler.worker()
        await first.ring_due()
        await second.ring_due()
    await stage.owner.hears("有一阵没有您的消息了")
    await stage.owner.hears_nothing_more()
    assert await state(stage) == "answered"
    await stage.moves(days=6)
    await stage.owner.hears("最后提醒")
    await stage.owner.hears_nothing_more()
    await stage.moves(days=2)
    await stage.owner.hears_nothing_more()
    assert await state(stage) == "answered"
    await stage.moves(days=5)
    await stage.owner.hears("已自动办结")


async def test_solved_withdrawn_or_closed_nothing_is_warned_of(stage):
    yours = await answered(stage)
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    await stage.moves(days=30)
    await stage.owner.hears_nothing_more()


async def test_a_ticket_of_an_owner_who_blocked_the_bot_ends_all_the_same_and_nothing_piles_up(stage):
    await answered(stage)
    stage.owner.player.blocks()
    await stage.settles()
    for days in (9, 5, 4):
        await stage.moves(days=days)
        await stage.settles()
    assert await state(stage) == "closed"
    await stage.lawyer.hears()


async def test_who_withdrew_the_consent_hears_no_warning(stage):
    await answered(stage)
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")
    await forgets(stage.owner)
    await stage.moves(days=30)
    await stage.owner.hears_nothing_more()
