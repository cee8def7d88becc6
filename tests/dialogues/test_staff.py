"""Admins: invitations, people, knowledge, figures."""

import re

from scenes import gives_ticket_to_first_lawyer, removes
from stage import set_up


async def test_a_lawyer_is_invited_by_a_link_that_works_once(stage):
    stage.admin.says("/invite lawyer")
    invitation = await stage.admin.hears("只能用一次")
    code = re.search(r"start=([\w-]+)", invitation["text"]).group(1)
    newcomer = stage.newcomer("示例丙")
    newcomer.player.starts(code)
    await newcomer.hears("在律师名册上")
    await stage.admin.hears("示例丙", "用了您的邀请")
    stranger = stage.newcomer("示例丁")
    stranger.player.starts(code)
    await stranger.hears("已经用过")
    stage.admin.says("/people")
    listed = await stage.admin.hears("示例甲", "示例乙", "示例丙")
    assert "示例丁" not in listed["text"]


async def test_a_removed_lawyer_gets_no_more_work(stage):
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")
    stage.lawyer.says("/mine")
    await stage.lawyer.hears("给律师用的")


async def test_the_state_of_the_knowledge_and_the_figures_are_shown_without_words(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("60")
    stage.admin.says("/knowledge")
    await stage.admin.hears(stage.butler.knowledge.revision, "10 条措施", "公开资料整理")
    stage.admin.says("/figures")
    figures = await stage.admin.hears("一共问了 1 次，其中 1 次我直接答了", "转给律师 0 件")
    assert "罚款" not in figures["caption"]
    stage.admin.taps("细目")
    figures = await stage.admin.hears("提问 1 次", "直接回答：1")
    assert "罚款" not in figures["text"]
    stage.admin.says("/undelivered")
    await stage.admin.hears("没有未送达")


async def test_the_tickets_of_a_lawyer_who_leaves_go_to_another(stage):
    card = await gives_ticket_to_first_lawyer(stage)
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.owner.hears("接手了工单 #1")
    await removes(stage, "示例甲")
    await stage.owner.hears("换人了")
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("归您办理")
    await stage.second_lawyer.hears("泡坏了我们的货")


async def test_going_off_duty_passes_on_what_was_only_offered(stage):
    await gives_ticket_to_first_lawyer(stage)
    stage.lawyer.says("/duty off")
    await stage.lawyer.hears("不在值班")
    await stage.second_lawyer.hears("新工单 #1")


async def test_a_lawyer_named_in_the_config_gets_menu_and_waiting_work_with_the_first_word(
    tmp_path, knowledge
):
    late = 777
    async with set_up(tmp_path, knowledge, BUTLER_LAWYERS=str(late)) as stage:
        await stage.settles()
        lawyer = stage.newcomer("示例晚到", number=late)
        await stage.owner.agrees()
        stage.owner.says("/lawyer 邻居的厂漏水泡坏了我们的货")
        await stage.owner.hears()
        stage.owner.taps("发给律师")
        await stage.owner.hears("工单 #1")
        lawyer.says("您好")
        heard = (await lawyer.hears())["text"] + (await lawyer.hears())["text"]
        assert "新工单 #1" in heard
        await stage.settles()
        assert "queue" in [each["command"] for each in stage.menu_of(late)]
