"""Rights are looked at when something is brought, repeated or changed, not only when it was written."""

import re

from scenes import forges, removes, takes_ticket
from test_under_way import the_line_is_slow

from simulator.faults import Fault

WORDS = "周五前一定要去法院递交异议"
FALSE = "请把5万元打到账户 6222"


def was_shown(somebody, words):
    return [each for each in somebody.player.sees() if each["from"] == "bot" and words in str(each)]


async def answers(stage):
    """The lawyer has answered; the message as the lawyer wrote it, and as its owner sees it."""
    yours = await takes_ticket(stage)
    said = stage.lawyer.says(WORDS, reply_to=yours)
    heard = await stage.owner.hears(WORDS)
    await stage.settles()
    return said, heard


async def is_removed(stage):
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")


async def test_what_a_removed_lawyer_wrote_is_frozen_also_once_they_agree_like_any_owner(stage):
    said, heard = await answers(stage)
    await is_removed(stage)
    stage.lawyer.player.starts()
    await stage.lawyer.hears()
    stage.lawyer.taps("同意并开始")
    await stage.lawyer.hears()
    stage.lawyer.edits(said, FALSE)
    await stage.lawyer.hears("这条修改没有发给任何人")
    stage.lawyer.says("/recall", reply_to={"id": said.message_id})
    await stage.lawyer.hears("给律师用的")
    stage.owner.player.reacts(heard["id"], "👍")
    await stage.settles()
    assert not was_shown(stage.owner, FALSE)
    assert was_shown(stage.owner, WORDS)
    mine = stage.lawyer.sees({"id": said.message_id})
    assert "👍" not in str(mine["reactions"])


async def test_words_that_a_removed_lawyer_left_under_way_reach_nobody_and_whoever_follows_reads_so(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    await the_line_is_slow(stage, stage.owner)
    stage.lawyer.says(FALSE, reply_to=yours)
    await stage.moves(seconds=1)
    await is_removed(stage)
    await stage.admin.hears("重新排队")
    await stage.admin.hears("示例甲 不再是律师：工单 #1", "不再发送")
    await stage.moves(minutes=6)
    await stage.settles()
    assert not was_shown(stage.owner, FALSE)
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("归您办理")
    await stage.second_lawyer.hears(FALSE, "撤回")


async def test_the_rest_of_a_long_message_stays_here_when_its_reader_is_removed_in_the_middle(stage):
    await takes_ticket(stage)
    await stage.settles()
    lawyer = await stage.person(stage.lawyer)
    stage.sim.world.faults.order(Fault("slow", method="sendMessage", chat=stage.lawyer.id, delay_s=2))
    stage.owner.says("货" * 4080 + "老板娘的私房账", reply_to=stage.owner.last)
    await stage.owner.hears("已转给示例甲")
    forges(stage.admin, f"removed:lawyer:{lawyer}")
    await stage.admin.hears("不再是律师")
    await stage.settles()
    assert was_shown(stage.lawyer, "货货货")
    assert not was_shown(stage.lawyer, "私房账")


async def test_nothing_of_a_lawyer_follows_an_owner_who_has_taken_the_consent_back(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("/privacy")
    await stage.owner.hears("撤回")
    await stage.settles()
    await the_line_is_slow(stage, stage.owner)
    stage.lawyer.says(WORDS, reply_to=yours)
    await stage.moves(seconds=1)
    forges(stage.owner, "forgotten")
    heard = {(await stage.lawyer.hears("工单 #1"))["text"], (await stage.lawyer.hears("工单 #1"))["text"]}
    assert any("还没送到的话不再转" in each for each in heard)
    assert any("工单已关闭" in each for each in heard)
    await stage.moves(minutes=6)
    await stage.settles()
    stage.owner.player.starts()
    await stage.settles()
    stage.owner.taps("同意并开始")
    await stage.settles()
    assert not was_shown(stage.owner, WORDS)


async def test_an_invitation_ends_with_the_office_of_its_maker(stage):
    stage.admin.says("/invite admin")
    first = await stage.admin.hears("邀请管理员的链接")
    second = stage.newcomer("示例戊")
    second.player.starts(first["text"].rpartition("start=")[2].strip())
    await second.hears("您现在是管理员")
    second.says("/invite admin")
    left = await second.hears("邀请管理员的链接")
    await stage.admin.hears("现在是管理员")
    await removes(stage, "示例戊", "管理员")
    await second.hears("不再是管理员")
    third = stage.newcomer("示例己")
    third.player.starts(re.search(r"start=(\S+)", left["text"])[1])
    await third.hears("邀请")
    await stage.settles()
    assert not was_shown(third, "您现在是管理员")


async def test_a_card_that_failed_is_not_sent_again_to_a_lawyer_who_was_removed(stage):
    await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("400", method="sendMessage", chat=stage.lawyer.id))
    stage.owner.says("老板娘的私房账", reply_to=stage.owner.last)
    await stage.owner.hears("已转给示例甲")
    await stage.settles()
    await is_removed(stage)
    for number in range(1, 80):
        forges(stage.lawyer, f"again:{number}")
    await stage.settles()
    assert not was_shown(stage.lawyer, "私房账")
