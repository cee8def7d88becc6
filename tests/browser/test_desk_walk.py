"""A ticket's way over the desk as an owner, two lawyers and an admin see it; with `make pictures` it draws docs/walk/desk."""

import pytest
from handheld import telephone
from pictures import WALK
from stage import product_knowledge

QUESTION = "我们和外地合伙人合养的一批珍稀观赏鱼死了，饲料厂和兽药店互相推，怎么分责任"
OTHER_SIDE = "嘉善示例饲料有限公司"
SECRET = "兽药店有责任险，先不要告诉对方"
ADVICE = "请先把死鱼和剩下的饲料封存、拍照，再请有资质的机构检测。"


@pytest.fixture(scope="module")
def knowledge():
    return product_knowledge()


async def test_a_ticket_goes_over_the_desk_in_confidence_and_each_sees_it_on_one_screen(tmp_path, knowledge):
    async with telephone(tmp_path, knowledge, "zh-hans", WALK / "desk") as phone:
        stage = phone.somebody.stage
        first, second, admin = (stage.lawyer, stage.second_lawyer, stage.admin)
        for each in (first, second, admin):
            await each.hears()
        await acts_for_the_other_side(await phone.turns_to(first))
        await asks_for_a_lawyer(await phone.turns_to(stage.owner))
        await first.hears_nothing_more()
        yours = await takes_what_is_shown_blind(await phone.turns_to(second))
        await is_told_who_took_it(await phone.turns_to(stage.owner))
        await answers_and_notes(await phone.turns_to(second), yours)
        await hears_the_answer(await phone.turns_to(stage.owner))
        await looks_after_the_desk(await phone.turns_to(admin))
        await is_told_of_it_and_closes(await phone.turns_to(second), yours)
        await says_whether_it_helped(await phone.turns_to(stage.owner))
        for somebody in (stage.owner, first):
            assert SECRET not in repr(somebody.player.sees())
        assert ADVICE not in repr(first.player.sees())


async def acts_for_the_other_side(phone):
    await phone.says("/conflicts")
    await phone.hears("客户和对方")
    await phone.taps("加客户")
    await phone.hears("一行一个")
    await phone.says(OTHER_SIDE)
    await phone.sees("1-clients", "加了")


async def asks_for_a_lawyer(phone):
    owner = phone.somebody
    await owner.agrees()
    await owner.registers()
    owner.names_other_side = True
    await phone.says("/lawyer")
    await phone.hears("发给律师")
    await phone.says(QUESTION)
    await phone.hears("收到")
    await phone.taps("发给律师")
    await phone.sees("2-other-side", "对方叫什么")
    await phone.says(OTHER_SIDE)
    await phone.sees("3-sent", "已转给律师")


async def takes_what_is_shown_blind(phone):
    card = await phone.sees("4-blind-card", "新工单 #1", OTHER_SIDE)
    assert QUESTION not in card["text"]
    await phone.taps("接手")
    yours = await phone.hears("工单 #1 归您办理")
    await phone.sees("5-brief", QUESTION)
    return yours


async def is_told_who_took_it(phone):
    await phone.sees("6-butler", "接手了工单 #1")


async def answers_and_notes(phone, yours):
    phone.somebody.says(f"/note #1 {SECRET}")
    await phone.sees("7-note", "内部备注")
    phone.somebody.says(ADVICE, reply_to=yours)
    await phone.is_in_view("8-answered")


async def hears_the_answer(phone):
    await phone.sees("9-advice", ADVICE)


async def looks_after_the_desk(phone):
    await phone.says("/queue")
    await phone.sees("10-queue", "没有办结的工单", "#1")
    await phone.taps("#1")
    details = await phone.sees("11-details", "不含谈话内容")
    assert ADVICE not in details["text"]
    await phone.taps("看谈话内容")
    await phone.sees("12-reason", "为什么要看")
    await phone.taps("检查办理质量")
    await phone.hears("全部对话", ADVICE)
    await phone.says("/figures")
    await phone.sees("13-figures")


async def is_told_of_it_and_closes(phone, yours):
    await phone.sees("14-inspected", "看过工单 #1", "检查办理质量")
    phone.somebody.taps("办结", yours)
    await phone.sees("15-outcome", "为什么办结")
    await phone.taps("已答复")
    await phone.hears("已办结")


async def says_whether_it_helped(phone):
    await phone.sees("16-rating", "已办结", "有帮助吗")
    await phone.taps("存下对话")
    await phone.sees("17-kept")
