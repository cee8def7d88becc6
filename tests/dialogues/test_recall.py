"""A lawyer takes back what they sent: before it leaves, within seconds, and later; and what both sides read of it afterwards."""

from engines import rows_of
from scenes import closes, forges, takes_ticket

from bot.storage import tickets
from simulator.faults import Fault

FIRM = "示例五金制品有限公司"


def texts(somebody):
    """All that somebody can read in their chat now."""
    return "\n".join((each["text"] or "") + (each["caption"] or "") for each in somebody.player.sees())


async def events(stage, act="recall"):
    async with stage.butler.database.transaction() as tx:
        return [each for each in await tickets.events(tx, 1) if each[0] == act]


async def state(stage):
    async with stage.butler.database.transaction() as tx:
        return (await tickets.find(tx, 1)).state


async def says(stage, yours, words):
    """The lawyer's words have reached the owner: the message as it was written, and as it is read."""
    written = stage.lawyer.says(words, reply_to=yours)
    return {"id": written.message_id}, await stage.owner.hears(words)


async def test_words_taken_back_within_seconds_are_gone_and_the_owner_is_told_nothing(stage):
    yours = await takes_ticket(stage)
    mine, _ = await says(stage, yours, "另一家公司的底价是八十万")
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("已撤回", f"#1 {FIRM}", "不另外提醒")
    await stage.owner.hears_nothing_more()
    assert "八十万" not in texts(stage.owner)
    assert [(act, after) for act, after, *_ in await events(stage)] == [("recall", "taken")]


async def test_later_the_owner_is_told_once_that_something_was_taken_back(stage):
    yours = await takes_ticket(stage)
    mine, _ = await says(stage, yours, "另一家公司的底价是八十万")
    await stage.moves(seconds=16)
    stage.lawyer.says("/recall")  # alone: the last one
    await stage.lawyer.hears("已撤回", "对方会知道")
    await stage.owner.hears("示例甲撤回了", "工单 #1", "不要再按它办")
    assert "八十万" not in texts(stage.owner)
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("已经撤回过了")
    await stage.owner.hears_nothing_more()


async def test_words_that_have_not_left_yet_never_do(stage):
    yours = await takes_ticket(stage)
    picture = stage.lawyer.sends("photo", caption="底价单", album="a", reply_to=yours)
    await stage.moves(milliseconds=1)  # an album is still being collected
    stage.lawyer.says("/recall", reply_to={"id": picture.message_id})
    await stage.lawyer.hears("已撤回", "还没有送到")
    await stage.moves(hours=1)
    await stage.owner.hears_nothing_more()
    assert "底价单" not in texts(stage.owner)


async def test_words_that_are_just_being_sent_are_deleted_once_they_have_left(stage, database_url):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("slow", method="sendMessage", chat=stage.owner.id, delay_s=0.5))
    mine = stage.lawyer.says("底价是八十万", reply_to=yours)

    async def is_being_sent():
        return ("relay",) in await rows_of(database_url, "SELECT kind FROM outbox WHERE state = 'sending'")

    await stage._until(is_being_sent)
    stage.lawyer.says("/recall", reply_to={"id": mine.message_id})
    await stage.lawyer.hears("已撤回", "不另外提醒")
    await stage.settles()
    sent = [each.method for each in stage.sim.world.calls if each.chat == stage.owner.id]
    assert sent[-2:] == ["sendMessage", "deleteMessages"]
    assert "八十万" not in texts(stage.owner)


async def test_a_whole_album_is_taken_back_by_a_reply_to_one_of_its_pictures(stage):
    yours = await takes_ticket(stage)
    sent = [stage.lawyer.sends("photo", caption=f"底价单 {n}", album="a", reply_to=yours) for n in range(3)]
    await stage.moves(seconds=2)
    for n in range(3):
        await stage.owner.hears(f"底价单 {n}")
    stage.lawyer.says("/recall", reply_to={"id": sent[1].message_id})
    await stage.lawyer.hears("已撤回")
    await stage.settles()
    assert "底价单" not in texts(stage.owner)


async def test_every_part_of_a_long_message_goes(stage):
    yours = await takes_ticket(stage)
    mine = stage.lawyer.says("底价" + "说明" * 2040, reply_to=yours)
    await stage.settles()
    assert texts(stage.owner).count("说明说明") > 1
    stage.lawyer.says("/recall", reply_to={"id": mine.message_id})
    await stage.lawyer.hears("已撤回")
    await stage.settles()
    assert "说明说明" not in texts(stage.owner)


async def test_what_was_corrected_openly_goes_with_its_correction(stage):
    yours = await takes_ticket(stage)
    mine, _ = await says(stage, yours, "底价是八十万")
    stage.lawyer.player.edits(mine["id"], "底价是九十万")
    await stage.owner.hears("更正", "八十万", "九十万")
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("已撤回")
    await stage.settles()
    assert "十万" not in texts(stage.owner)
    stage.lawyer.player.edits(mine["id"], "底价是七十万")
    await stage.lawyer.hears("已经撤回了", "修改不会发给任何人")
    await stage.owner.hears_nothing_more()


async def test_what_was_sent_again_goes_in_both_copies_and_is_not_sent_once_more(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("drop_after", method="sendMessage", chat=stage.owner.id))
    mine = stage.lawyer.says("底价是八十万", reply_to=yours)
    await stage.owner.hears("八十万")  # it has arrived, but that was not answered
    doubt = await stage.lawyer.hears("可能没有送到对方")
    stage.lawyer.taps("再发一次", doubt)
    await stage.lawyer.hears("已再发一次")
    await stage.owner.hears("八十万")
    stage.lawyer.says("/recall", reply_to={"id": mine.message_id})
    await stage.lawyer.hears("已撤回", "查不到", "删不掉")
    await stage.settles()
    assert texts(stage.owner).count("八十万") == 1  # the one of which nobody knows the number
    stage.lawyer.taps("再发一次", doubt)
    await stage.lawyer.hears("不能补发")
    await stage.owner.hears_nothing_more()


async def test_a_deletion_that_telegram_refuses_is_told_with_the_next_step(stage):
    yours = await takes_ticket(stage)
    mine, _ = await says(stage, yours, "底价是八十万")
    await stage.settles()
    await stage.moves(hours=1)
    with stage.long_ago(hours=-49):  # to Telegram it is two days later
        stage.lawyer.says("/recall", reply_to=mine)
        await stage.lawyer.hears("已撤回")
        await stage.lawyer.hears("没能从对方手机上删掉", "48 小时", "以哪句为准")
        await stage.owner.hears("撤回了")
    stage.sim.world.faults.order(Fault("403", method="deleteMessages", chat=stage.owner.id))
    mine, _ = await says(stage, yours, "底价是九十万")
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("已撤回")
    await stage.lawyer.hears("没能从对方手机上删掉", "停用了机器人")


async def test_the_thread_keeps_that_something_was_taken_back_and_for_the_owner_not_what(stage):
    yours = await takes_ticket(stage)
    await says(stage, yours, "底价是八十万")
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("已撤回")
    stage.lawyer.taps("详情", yours)
    await stage.lawyer.hears("工单 #1")
    stage.lawyer.taps("全部对话")
    await stage.lawyer.hears("（已于 11-23 10:00 撤回）", "八十万")
    await says(stage, yours, "请以书面意见为准")
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.taps("存下对话")
    page = await stage.owner.hears("工单 #1")
    saved = stage.sim.world.the_bot.files.find(page["file"]["id"]).content.decode()
    assert "（已于 2026-11-23 10:00 撤回）" in saved
    assert "书面意见" in saved
    assert "八十万" not in saved


async def test_words_taken_back_are_not_said_again_by_a_reply_to_them(stage):
    yours = await takes_ticket(stage)
    mine, _ = await says(stage, yours, "底价是八十万")
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("已撤回")
    stage.lawyer.player.says("请忘掉刚才那句", mine["id"], quote="八十万")
    heard = await stage.owner.hears("请忘掉刚才那句")
    assert "八十万" not in heard["text"]


async def test_after_the_only_answer_is_taken_back_the_lawyer_owes_one_again(stage, database_url):
    yours = await takes_ticket(stage)
    await stage.moves(minutes=5)
    await says(stage, yours, "第一句")
    await says(stage, yours, "第二句")
    assert await state(stage) == "answered"
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("已撤回")
    assert await state(stage) == "answered"
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("已撤回")
    assert await state(stage) == "taken"
    kinds = await rows_of(database_url, "SELECT kind FROM alarms WHERE state = 'waiting' AND ticket = 1")
    assert ("answer",) in kinds
    async with stage.butler.database.transaction() as tx:
        assert (await tickets.find(tx, 1)).answered_at is None


async def test_what_a_button_sent_is_taken_back_by_the_button_below(stage):
    await takes_ticket(stage)
    stage.lawyer.says("请问损失有多少")
    card = await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(stage.lawyer.labels()[0])
    await stage.owner.hears("请问损失有多少")
    await stage.settles()
    stage.lawyer.taps("撤回", stage.lawyer.sees(card))
    await stage.settles()
    assert "已撤回" in stage.lawyer.sees(card)["text"]
    assert "损失有多少" not in texts(stage.owner)
    forges(stage.lawyer, "recall:1:1:99")
    await stage.lawyer.is_alerted("已经撤回过了")


async def test_what_is_no_own_word_to_an_owner_is_not_taken_back(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("要撤回哪一条")
    stage.lawyer.says("/recall", reply_to=yours)
    await stage.lawyer.hears("这条撤不回")
    note = stage.lawyer.says("/note #1 对方去年被执行过")
    await stage.lawyer.hears("内部备注")
    stage.lawyer.says("/recall", reply_to={"id": note.message_id})
    await stage.lawyer.hears("这条撤不回")
    await says(stage, yours, "请等我看完合同")
    await stage.moves(hours=2)
    stage.lawyer.says("/recall")  # long ago: it has to be named
    await stage.lawyer.hears("要撤回哪一条")
    forges(stage.second_lawyer, "recall:1:1:99")
    await stage.second_lawyer.is_alerted("这条撤不回")
    stage.owner.says("/recall")
    await stage.owner.hears("律师")
    assert "请等我看完合同" in texts(stage.owner)


async def test_a_lawyer_who_gave_the_ticket_away_is_told_who_can_help(stage):
    yours = await takes_ticket(stage)
    mine, _ = await says(stage, yours, "底价是八十万")
    forges(stage.lawyer, "pass:1")
    await stage.lawyer.hears("已转给下一位律师")
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("不在您名下", "管理员")
    assert "八十万" in texts(stage.owner)


async def test_in_english_everything_is_said_in_english(stage):
    yours = await takes_ticket(stage)
    for somebody in (stage.lawyer, stage.owner):
        somebody.says("/language")
        await somebody.hears()
        somebody.taps("English")
        await somebody.hears()
    mine, _ = await says(stage, yours, "The other firm pays 800,000")
    await stage.moves(seconds=20)
    stage.lawyer.says("/recall", reply_to=mine)
    await stage.lawyer.hears("Taken back", "they are told")
    await stage.owner.hears("has taken back", "do not act on it")
