"""What goes wrong in use: each time whoever can act is told in a clear sentence, nothing is lost and nobody reads what is not theirs."""

from scenes import STRANGE, closes, forges, removes, takes_ticket
from test_phone_shape import open_tickets

from bot.storage import tickets
from simulator.faults import Fault

FILE_OF_25_MB = bytes(25 * 1024 * 1024)
GROUP = -1001


def comes_from_a_group(stage, somebody, **content):
    """The bot was put into a group, and something happens there."""
    world = stage.sim.world
    chat = {"id": GROUP, "type": "group", "title": "示例群"}
    message = {"message_id": world.the_bot.new_message_id(), "date": world.clock.stamp(), "chat": chat}
    world.the_bot.updates.put("message", message | {"from": somebody.player.person.user(), **content})


async def test_the_five_tickets_of_a_lawyer_who_is_removed_wait_again_and_nothing_reaches_them_any_more(
    stage,
):
    yours = await takes_ticket(stage)
    await open_tickets(stage, 4, lawyer=stage.lawyer)
    await removes(stage, "示例甲")
    await stage.admin.hears("示例甲", "#1", "#5")
    await stage.lawyer.hears("不再是律师")
    async with stage.butler.database.transaction() as tx:
        waiting = await tickets.waiting(tx)
        assert sorted(each.id for each in waiting) == [1, 2, 3, 4, 5]
        assert {each.lawyer for each in waiting} == {None}
    await stage.owner.hears("律师", "#1", "#5")
    stage.lawyer.taps("详情", yours)
    stage.owner.says("再补充一句", reply_to=stage.owner.last)
    await stage.settles()
    assert not [each for each in stage.lawyer.player.sees() if "再补充一句" in str(each)]


async def test_what_happens_in_a_group_that_grows_up_disturbs_nobody(stage):
    yours = await takes_ticket(stage)
    comes_from_a_group(stage, stage.owner, text="有人在吗")
    comes_from_a_group(stage, stage.owner, migrate_to_chat_id=-1002)
    comes_from_a_group(
        stage, stage.owner, text="/tickets", entities=[{"type": "bot_command", "offset": 0, "length": 8}]
    )
    for somebody in (stage.owner, stage.lawyer, stage.admin):
        await somebody.hears_nothing_more()
    stage.lawyer.says("请把合同发来", reply_to=yours)
    await stage.owner.hears("请把合同发来")


async def test_a_button_in_somebody_elses_hands_does_what_is_theirs_to_do_and_no_more(stage):
    await takes_ticket(stage)
    stranger = stage.newcomer()
    await stranger.agrees()
    for somebody in (stranger, stage.second_lawyer):
        for data in (
            "details:1",
            "transcript:1",
            "closed:1:answered",
            "view:1",
            "save:1:html",
            "withdrawn:1",
        ):
            forges(somebody, data)
            await stage.settles()
    for somebody in (stranger, stage.second_lawyer):
        assert not [each for each in somebody.player.sees() if STRANGE in str(each)]
    async with stage.butler.database.transaction() as tx:
        assert (await tickets.find(tx, 1)).is_held
    await stage.owner.hears_nothing_more()


async def test_a_lawyers_reply_to_a_closed_ticket_goes_nowhere_and_says_what_to_do(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("办结")
    stage.lawyer.says("还有一句", reply_to=yours)
    await stage.lawyer.hears("工单 #1 已办结", "没有发出去", "重新打开")
    await stage.owner.hears_nothing_more()


async def test_a_file_of_25_megabytes_goes_both_ways(stage):
    yours = await takes_ticket(stage)
    stage.owner.sends("document", "账册.pdf", FILE_OF_25_MB, reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    assert (await stage.lawyer.hears())["kind"] == "document"
    stage.lawyer.sends("document", "意见.pdf", FILE_OF_25_MB, reply_to=yours)
    assert (await stage.owner.hears())["kind"] == "document"


async def test_whose_voice_is_not_taken_is_told_to_write(stage):
    yours = await takes_ticket(stage)
    forbidden = Fault(
        "400", method="sendVoice", chat=stage.owner.id, description="Bad Request: VOICE_MESSAGES_FORBIDDEN"
    )
    stage.sim.world.faults.order(forbidden)
    stage.lawyer.sends("voice", "note.ogg", b"OggS example", reply_to=yours)
    await stage.lawyer.hears("工单 #1", "不收语音", "请改发文字")
    await stage.owner.hears_nothing_more()
    stage.lawyer.says("请先停止付款", reply_to=yours)
    await stage.owner.hears("请先停止付款")
