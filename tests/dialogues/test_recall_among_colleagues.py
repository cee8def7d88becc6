"""What a lawyer takes back when several people read along: each copy goes, and nobody who comes later is shown what it was."""

from scenes import takes_ticket
from seat_scenes import has_an_enterprise, joins, shares, takes_part


def texts(somebody):
    return "\n".join((each["text"] or "") + (each["caption"] or "") for each in somebody.player.sees())


async def test_the_copies_of_colleagues_go_too_and_each_is_told_once(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await takes_part(stage, colleague)
    stage.lawyer.says("底价是八十万", reply_to=yours)
    for reader in (stage.owner, colleague):
        await reader.hears("八十万")
    await stage.moves(seconds=20)
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("已撤回")
    for reader in (stage.owner, colleague):
        await reader.hears("撤回了", "工单 #1")
        await reader.hears_nothing_more()
        assert "八十万" not in texts(reader)


async def test_whoever_lost_the_seat_loses_the_copy_and_is_told_nothing(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await takes_part(stage, colleague)
    stage.lawyer.says("底价是八十万", reply_to=yours)
    await stage.owner.hears("八十万")
    await colleague.hears("八十万")
    stage.owner.says("/team")
    await stage.owner.hears("示例同事 · 成员")
    stage.owner.taps("取消 示例同事")
    stage.owner.taps("确定取消席位", await stage.owner.hears("真的要取消"))
    await colleague.hears("已被负责人取消")
    await stage.settles()
    before = len(colleague.player.sees())
    await stage.moves(seconds=20)
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("已撤回")
    await stage.owner.hears("撤回了")
    await stage.settles()
    assert "八十万" not in texts(colleague)
    assert len(colleague.player.sees()) < before


async def test_a_colleague_who_joins_later_reads_that_something_was_taken_back_and_not_what(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    yours = await shares(stage, colleague)
    stage.lawyer.says("底价是八十万", reply_to=yours)
    await stage.owner.hears("八十万")
    stage.lawyer.says("/recall")
    await stage.lawyer.hears("已撤回")
    colleague.taps("参与 #1")
    await colleague.hears("您参与了工单 #1")
    await colleague.hears("撤回）")
    assert "八十万" not in texts(colleague)


async def test_whoever_takes_the_ticket_over_is_shown_no_file_that_was_taken_back(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.sends("photo", caption="底价单", reply_to=yours)
    stage.lawyer.sends("photo", caption="授权书", reply_to=yours)
    await stage.owner.hears("底价单")
    await stage.owner.hears("授权书")
    first = next(each for each in stage.lawyer.player.sees() if each["caption"] == "底价单")
    stage.lawyer.says("/recall", reply_to=first)
    await stage.lawyer.hears("已撤回")
    stage.lawyer.taps("退回", yours)
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("工单 #1 归您办理")
    await stage.settles()
    shown = [each["caption"] or "" for each in stage.second_lawyer.player.sees() if each["kind"] == "photo"]
    assert len(shown) == 1
    assert "授权书" in shown[0]
