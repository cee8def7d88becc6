"""Emergencies, whatever state the conversation is in: first aid first, one urgent ticket, and everybody is called."""

import pytest
from scenes import forges, nobody_is_on_duty, takes_ticket
from stage import PICTURE

from bot.storage import tickets
from simulator.faults import Fault

FIRE = "车间着火了，火还没灭"
DETAINED = "老板刚刚被警察带走了怎么办"
STUCK = "厂房要被拆了"
"""Sounds like one, but is not sure."""


async def ticket(stage, number=1):
    async with stage.butler.database.transaction() as tx:
        return await tickets.find(tx, number)


async def test_what_saves_is_said_first_and_everybody_is_called_at_once(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    said = (await stage.owner.hears("工单 #1 已按急事办", "2 位律师", "1 位管理员", "12348"))["text"]
    assert said.startswith("先撤人，马上打 119")
    assert "11-23 10:00（上班时间）" in said
    for lawyer in (stage.lawyer, stage.second_lawyer):
        await lawyer.hears("急", "新工单 #1", "着火")
    told = await stage.admin.hears("急事工单 #1", "着火", "2 位律师")
    assert FIRE not in told["text"]


async def test_whoever_takes_it_frees_the_others_and_the_calling_ends(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.owner.hears("急事")
    card = await stage.second_lawyer.hears("新工单 #1")
    mine = await stage.lawyer.hears("新工单 #1")
    await stage.admin.hears("急事工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.owner.hears("接手了工单 #1")
    await stage.settles()
    assert "示例乙" in stage.lawyer.sees(mine)["text"]
    await stage.lawyer.hears("已由示例乙（律师）接手")
    await stage.moves(minutes=60)
    await stage.settles()
    await stage.lawyer.hears_nothing_more()
    await stage.admin.hears_nothing_more()


async def test_an_owner_hears_when_nobody_is_known_to_have_been_reached_once_with_what_saves(stage):
    await stage.owner.agrees()
    await stage.settles()
    for one in (stage.lawyer, stage.second_lawyer, stage.admin):
        stage.sim.world.faults.order(Fault("500", method="sendMessage", chat=one.id, times=40))
    stage.owner.says(FIRE)
    await stage.owner.hears("工单 #1 已按急事办")
    await stage.moves(minutes=5)
    said = (await stage.owner.hears("不能确认有人收到工单 #1", "接着通知"))["text"]
    assert said.startswith("先撤人，马上打 119")
    await stage.moves(minutes=5)
    await stage.moves(minutes=1)  # what was to be said by then is said
    assert sum("不能确认有人收到" in each["text"] for each in stage.owner.player.sees()) == 1


async def test_in_the_middle_of_the_night_real_minutes_count(stage):
    stage.clock.moves(hours=14)  # midnight in Jiashan
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.owner.hears("00:00（不是上班时间）")
    await stage.lawyer.hears("新工单 #1")
    await stage.admin.hears("急事工单 #1")
    for minutes in (5, 5, 10, 10):  # 5, 10, 20 minutes after, then every 10
        await stage.moves(minutes=minutes)
        await stage.lawyer.hears("急事工单 #1 还没人接手", "着火", "00:00")
        await stage.admin.hears("仍没人接手", "2 位律师")
    await stage.moves(minutes=5)
    await stage.lawyer.hears_nothing_more()


async def test_a_lawyer_who_passed_it_on_is_left_in_peace(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.owner.hears("急事")
    card = await stage.lawyer.hears("新工单 #1")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.admin.hears("急事工单 #1")
    stage.lawyer.taps("转给别人", card)
    await stage.lawyer.hears("别的值班律师也收到了")
    await stage.admin.hears_nothing_more()
    await stage.moves(minutes=5)
    await stage.second_lawyer.hears("还没人接手")
    await stage.lawyer.hears_nothing_more()


async def test_when_all_have_passed_it_on_the_admins_are_called_at_once(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.admin.hears("急事工单 #1")
    await stage.moves(minutes=1)
    for lawyer in (stage.lawyer, stage.second_lawyer):
        card = await lawyer.hears("新工单 #1")
        lawyer.taps("转给别人", card)
        await lawyer.hears("#1")
    await stage.admin.hears("仍没人接手", "0 位律师")


async def test_an_emergency_that_is_handed_back_is_called_out_again(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    card = await stage.lawyer.hears("新工单 #1")
    await stage.second_lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("归您办理")
    await stage.second_lawyer.hears("已由示例甲")
    await stage.moves(minutes=1)
    stage.lawyer.taps("退回", yours)
    await stage.second_lawyer.hears("急事工单 #1", "接手")
    await stage.lawyer.hears("别的值班律师也收到了")


async def test_an_emergency_whose_lawyer_leaves_is_called_out_again(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    card = await stage.lawyer.hears("新工单 #1")
    await stage.second_lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.second_lawyer.hears("已由示例甲")
    await stage.admin.hears("急事工单 #1")
    await stage.moves(minutes=1)
    stage.admin.says("/people")
    await stage.admin.hears("示例甲")
    stage.admin.taps("移除 示例甲")
    await stage.admin.hears("真的要让", "示例甲")
    stage.admin.taps("确定移除")
    await stage.admin.hears("示例甲 不再是律师")
    await stage.admin.hears("仍没人接手", "1 位律师")
    await stage.second_lawyer.hears("急", "新工单 #1")


async def test_nobody_on_duty_is_said_honestly(stage):
    await nobody_is_on_duty(stage)
    await stage.owner.agrees()
    stage.owner.says(DETAINED)
    await stage.owner.hears("没有律师值班", "1 位管理员", "110", "12348")
    await stage.admin.hears("急事工单 #1", "0 位律师")
    stage.lawyer.says("/duty on")
    await stage.lawyer.hears("正在值班")
    await stage.lawyer.hears("新工单 #1")


async def test_one_emergency_is_one_ticket_and_the_first_aid_is_not_repeated(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.owner.hears("119")
    await stage.settles()
    await stage.moves(minutes=4)
    stage.owner.says("火越烧越大了，仓库也着了")
    await stage.owner.hears("已加进急事工单 #1")
    await stage.moves(minutes=40)
    stage.owner.says("着火了，快来人啊")
    await stage.owner.hears("119", "工单 #1 已按急事办")
    assert await ticket(stage, 2) is None


async def test_another_kind_in_the_same_hour_gets_its_own_first_aid_in_the_same_ticket(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.owner.hears("119")
    stage.owner.says("有个工人昏过去了叫不醒")
    await stage.owner.hears("120", "工单 #1 已按急事办")
    assert (await ticket(stage)).emergency == "injury"
    assert await ticket(stage, 2) is None


async def test_within_a_ticket_its_lawyer_and_the_admins_are_called(stage):
    yours = await takes_ticket(stage)
    stage.owner.says(DETAINED, reply_to=stage.owner.last)
    await stage.owner.hears("工单 #1 已标为急事", "接手的律师")
    await stage.lawyer.hears(DETAINED)
    await stage.lawyer.hears("工单 #1 出了急事", "人被抓")
    await stage.admin.hears("工单 #1 里企业主说到急事", "人被抓")
    await stage.second_lawyer.hears_nothing_more()
    stage.lawyer.says("/mine")
    await stage.lawyer.hears("急", "#1", "人被抓")
    stage.owner.says("警察现在又来了，把会计也带走了")
    await stage.owner.hears("已转给律师（急事工单 #1）")
    assert yours


async def test_an_edit_a_caption_and_an_album_are_heard_too(stage):
    await stage.owner.agrees()
    stage.owner.sends("photo", caption="看，" + FIRE)
    await stage.owner.hears("119", "#1")
    await stage.lawyer.hears("新工单 #1")
    await stage.settles()


async def test_words_before_consent_get_first_aid_and_go_nowhere(stage):
    guest = stage.newcomer()
    guest.says(FIRE)
    first = await guest.hears("119", "同意并开始")
    assert "#1" not in first["text"]
    await guest.hears("专属管家", "保存", "境外", "/privacy")
    assert len(guest.last["text"]) < 120  # so that the first aid stays on the screen
    await stage.lawyer.hears_nothing_more()
    guest.taps("同意并开始")
    await stage.lawyer.hears("新工单 #1")


async def test_files_before_consent_are_heard_by_their_captions(stage):
    guest = stage.newcomer()
    guest.sends("photo", content=PICTURE, caption=FIRE)
    await guest.hears("119")
    await guest.hears("专属管家")
    guest.taps("同意并开始")
    await stage.lawyer.hears("新工单 #1")


@pytest.mark.parametrize("tap", [True, False])
async def test_what_may_be_an_emergency_is_answered_and_asked_about(stage, tap):
    await stage.owner.agrees()
    stage.owner.says(STUCK)
    asked = await stage.owner.hears("如果这事正在发生", "机械")
    await stage.owner.hears()
    await stage.lawyer.hears_nothing_more()
    if tap:
        stage.owner.taps("🚨 是急事，马上叫律师", asked)
        await stage.owner.hears("工单 #1 已按急事办")
        await stage.lawyer.hears("新工单 #1", "强拆")
        await stage.settles()
        assert stage.owner.labels(stage.owner.sees(asked)) == []
    else:
        assert await ticket(stage) is None


async def test_what_may_be_an_emergency_in_a_ticket_is_asked_about_there(stage):
    await takes_ticket(stage)
    stage.owner.says(STUCK, reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    asked = await stage.owner.hears("如果这事正在发生")
    await stage.lawyer.hears(STUCK)
    stage.owner.taps("🚨 是急事，马上叫律师", asked)
    await stage.owner.hears("工单 #1 已标为急事")
    await stage.lawyer.hears("工单 #1 出了急事", "强拆")


async def test_an_admin_who_sees_to_it_ends_the_calls_for_admins_and_not_for_lawyers(stage):
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await stage.lawyer.hears("新工单 #1")
    called = await stage.admin.hears("急事工单 #1")
    assert stage.admin.labels(called) == ["我来跟"]
    stage.admin.taps("我来跟", called)
    await stage.admin.hears("由您跟")
    stage.admin.taps("我来跟", called)
    await stage.admin.hears("已经有管理员在跟")
    await stage.moves(minutes=5)
    await stage.lawyer.hears("还没人接手")
    await stage.admin.hears_nothing_more()
    await stage.moves(minutes=6)
    stage.owner.says(FIRE)
    await stage.admin.hears("急事工单 #1")  # something new: they are called again


async def test_the_other_admins_hear_who_sees_to_it(stage):
    stage.admin.says("/invite admin")
    invitation = await stage.admin.hears("邀请管理员的链接")
    second = stage.newcomer("示例戊")
    second.player.starts(invitation["text"].rpartition("start=")[2].strip())
    await second.hears("您现在是管理员")
    await stage.admin.hears("现在是管理员")
    await stage.owner.agrees()
    stage.owner.says(FIRE)
    await second.hears("急事工单 #1")
    await stage.admin.hears("急事工单 #1")
    stage.admin.taps("我来跟")
    await second.hears("示例管理员 在跟工单 #1 的急事")


async def comes_up_in_hand(stage):
    """The owner speaks of danger in a ticket that its lawyer has taken."""
    yours = await takes_ticket(stage)
    await stage.moves(minutes=1)
    stage.owner.says(FIRE)
    await stage.owner.hears("119")
    await stage.lawyer.hears("着火")
    await stage.lawyer.hears("出了急事")
    await stage.admin.hears("说到急事")
    return yours


async def test_its_lawyer_is_called_again_until_they_answer(stage):
    yours = await comes_up_in_hand(stage)
    for minutes in (5, 5):
        await stage.moves(minutes=minutes)
        await stage.lawyer.hears("工单 #1 出了急事")
        await stage.admin.hears("说到急事")
    stage.lawyer.says("我马上到", reply_to=yours)
    await stage.owner.hears("我马上到")
    await stage.moves(minutes=30)
    await stage.lawyer.hears_nothing_more()
    stage.owner.says("好的谢谢")
    await stage.owner.hears()
    await stage.moves(minutes=5)
    await stage.admin.hears_nothing_more()


async def test_an_admin_who_sees_to_it_ends_the_calls_for_its_lawyer(stage):
    await comes_up_in_hand(stage)
    stage.admin.taps("我来跟")
    await stage.admin.hears("由您跟")
    await stage.moves(minutes=30)
    await stage.lawyer.hears_nothing_more()
    await stage.admin.hears_nothing_more()


async def test_what_is_over_needs_nobody_to_see_to_it(stage):
    await takes_ticket(stage)
    stage.admin.says("/queue")
    await stage.admin.hears("#1")
    forges(stage.admin, "seen:1")
    await stage.admin.hears("没有急事要跟了")
