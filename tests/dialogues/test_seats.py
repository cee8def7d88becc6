"""Several people share the tickets of an enterprise: invited by its keeper, each by what was opened to everybody."""

from scenes import STRANGE, forges, forgets
from seat_scenes import asks_a_lawyer, has_an_enterprise, joins, shares, takes_part


async def test_a_colleague_takes_part_and_who_wrote_what_is_seen_by_all(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await takes_part(stage, colleague)
    stage.lawyer.says("请把送货单发来", reply_to=yours)
    words = await colleague.hears("示例甲", "请把送货单发来")
    await stage.owner.hears("请把送货单发来")
    colleague.says("送货单在我这里", reply_to=words)
    await colleague.hears("已转给示例甲")
    heard = await stage.lawyer.hears("示例五金制品有限公司（未核实） · 示例同事", "送货单在我这里")
    await stage.owner.hears("示例同事", "送货单在我这里")
    stage.lawyer.says("收到，谢谢", reply_to=heard)
    await colleague.hears("收到，谢谢")
    await stage.owner.hears("收到，谢谢")


async def test_a_colleague_who_does_not_take_part_hears_nothing_but_finds_the_ticket(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await shares(stage, colleague)
    stage.lawyer.says("请把送货单发来", reply_to=yours)
    await stage.owner.hears("请把送货单发来")
    await colleague.hears_nothing_more()
    colleague.says("/tickets")
    await colleague.hears("#1", "示例企业主 发起")
    colleague.taps("催一下 #1")
    await stage.lawyer.hears("#1")
    await colleague.hears("示例甲")
    await stage.owner.hears_nothing_more()
    colleague.says("/tickets")
    await colleague.hears("#1")
    forges(colleague, "view:1")
    await colleague.hears(STRANGE)
    assert "参与 #1" in colleague.labels()
    colleague.taps("参与 #1")
    await colleague.hears("您参与了工单 #1")
    await colleague.hears(STRANGE, "请把送货单发来")
    forges(colleague, "follow:1")
    await colleague.is_alerted("已经参与")
    colleague.taps("不再参与 #1")
    await colleague.hears("不再发给您")


async def test_a_ticket_stays_with_whoever_keeps_it_to_themselves(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    card = await asks_a_lawyer(stage, colleague, "老板拖欠我三个月工资怎么办，想请律师看看")
    asked = await colleague.hears("建议只给自己看")
    assert "未核实" in card["text"]
    colleague.taps("只给我看", asked)
    await stage.settles()
    assert "只有您看得到" in colleague.sees(asked)["text"]
    for data in (
        "view:1",
        "withdraw:1",
        "withdrawn:1",
        "settle:1",
        "remind:1",
        "stay:1",
        "share:1",
        "private:1",
        "follow:1",
    ):
        forges(stage.owner, data)
        await stage.owner.is_alerted()
    forges(stage.owner, "talk:1")
    await stage.owner.hears("这个工单不存在")
    stage.owner.says("/tickets")
    await stage.owner.hears("没有")
    await stage.owner.hears_nothing_more()


async def test_a_revoked_seat_sees_nothing_from_that_moment(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await takes_part(stage, colleague)
    stage.lawyer.says("请把送货单发来", reply_to=yours)
    words = await colleague.hears("请把送货单发来")
    await stage.owner.hears("请把送货单发来")
    colleague.says("送货单在我这里", reply_to=words)
    await colleague.hears("已转给示例甲")
    own = colleague.player.sees()[-2]
    await stage.lawyer.hears("送货单在我这里")
    await stage.owner.hears("送货单在我这里")
    stage.owner.says("/team")
    await stage.owner.hears("示例同事 · 成员")
    stage.owner.taps("取消 示例同事")
    sure = await stage.owner.hears("真的要取消 示例同事 的席位吗")
    stage.owner.taps("确定取消席位", sure)
    await colleague.hears("已被负责人取消")
    await stage.settles()
    assert "已取消" in stage.owner.sees(sure)["text"]
    stage.lawyer.says("这句只给在席的人", reply_to=yours)
    await stage.owner.hears("这句只给在席的人")
    colleague.says("我还想补充", reply_to=words)
    await colleague.hears("不在您名下，这条没有发给任何人")
    for data in ("view:1", "remind:1", "withdrawn:1", "follow:1", "unfollow:1"):
        forges(colleague, data)
        await colleague.is_alerted()
    assert own["from"] != "bot"
    colleague.player.edits(own["id"], "改成别的话")
    await colleague.hears("改")
    await colleague.hears_nothing_more()
    await stage.lawyer.hears_nothing_more()
    colleague.says("/team")
    await colleague.hears("还没有登记企业")
    colleague.says("/tickets")
    assert STRANGE not in (await colleague.hears())["text"]


async def test_what_waits_for_a_blocked_colleague_is_not_brought_after_the_seat_is_gone(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await takes_part(stage, colleague)
    colleague.player.blocks()
    stage.lawyer.says("这句对方收不到", reply_to=yours)
    await stage.owner.hears("这句对方收不到")
    await stage.settles()
    stage.owner.says("/team")
    await stage.owner.hears("示例同事")
    stage.owner.taps("取消 示例同事")
    await stage.owner.hears("真的要取消")
    stage.owner.taps("确定取消席位")
    await stage.settles()
    colleague.player.unblocks()
    colleague.says("/help")
    await stage.settles()
    assert all("这句对方收不到" not in str(each) for each in colleague.player.sees())


async def test_edits_and_reactions_go_both_ways_among_those_who_take_part(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await takes_part(stage, colleague)
    said = stage.lawyer.says("请把送货单发来", reply_to=yours)
    words = await colleague.hears("请把送货单发来")
    mine = await stage.owner.hears("请把送货单发来")
    stage.lawyer.edits(said, "请把送货单和对账单发来")
    await colleague.hears("（更正）", "对账单")
    await stage.owner.hears("（更正）", "对账单")
    await stage.settles()
    assert "对账单" in colleague.sees(words)["text"]
    assert "对账单" in stage.owner.sees(mine)["text"]
    colleague.player.reacts(words["id"], "👍")
    await stage.settles()
    assert stage.lawyer.player.sees()[-1]


async def test_what_is_shared_goes_on_when_whoever_opened_it_leaves(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    await asks_a_lawyer(stage, colleague)
    asked = await colleague.hears("建议只给自己看")
    colleague.taps("同事也能看 #1", asked)
    told = await stage.owner.hears("示例同事", "工单 #1")
    stage.owner.taps("看看 #1", told)
    await stage.owner.hears(STRANGE, "示例同事 发起")
    colleague.says("/tickets")
    await colleague.hears("同事也能看")
    colleague.says("/team")
    await colleague.hears("（您）")
    colleague.taps("退出席位")
    sure = await colleague.hears("会交给负责人 示例企业主")
    colleague.taps("确定退出", sure)
    await stage.owner.hears("示例同事 离开了", "#1")
    await stage.owner.hears("示例同事 退出了")
    forges(colleague, "view:1")
    await colleague.is_alerted()
    stage.owner.says("/tickets")
    await stage.owner.hears("#1")
    forges(stage.owner, "share:1")
    await stage.owner.is_alerted("已经看得到")
    forges(stage.owner, "withdraw:1")
    await stage.owner.hears("撤回")


async def test_a_keeper_who_takes_the_consent_back_leaves_what_is_shared_with_the_next(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    await shares(stage, colleague)
    await asks_a_lawyer(stage, stage.owner, "我自己的事想请律师看看", 2)
    await stage.owner.hears("#2 现在只有您自己看得到")
    forges(stage.owner, "private:1")
    await stage.owner.is_alerted("已经看得到")
    stage.owner.says("/privacy")
    await stage.owner.hears("怎么处理", "同事")
    await forgets(stage.owner)
    await colleague.hears("您现在是企业的负责人了")
    await colleague.hears("离开了", "#1")
    colleague.says("/tickets")
    heard = await colleague.hears("#1")
    assert "#2" not in heard["text"]


async def test_a_ticket_of_before_is_shared_with_a_newcomer_only_by_its_owner(stage):
    await has_an_enterprise(stage)
    await asks_a_lawyer(stage, stage.owner)
    forges(stage.owner, "share:1")
    await stage.owner.is_alerted("没有同事")
    stage.clock.moves(minutes=1)
    colleague = await joins(stage)
    forges(colleague, "view:1")
    await colleague.is_alerted()
    forges(stage.owner, "view:1")
    await stage.owner.hears(STRANGE)
    stage.owner.taps("同事也能看 #1")
    await colleague.hears("工单 #1")
    colleague.taps("看看 #1")
    await colleague.hears(STRANGE)
