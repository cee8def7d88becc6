"""Conflict of interest before content: who is asked, who is left out, what is seen before a ticket is taken, who may clear."""

import pytest
from scenes import STRANGE, forges, opens_ticket, takes_ticket

from bot.domain.conflict import PartySide
from bot.storage import conflicts, enterprises, tickets

FODDER = "嘉善示例饲料有限公司"


async def sends(stage, question=STRANGE):
    """The owner sends words to a lawyer and is asked for the other side."""
    owner = stage.owner
    owner.names_other_side = True
    await owner.agrees()
    await owner.registers()
    owner.says("/lawyer")
    await owner.hears("发给律师")
    owner.says(question)
    await owner.hears("收到")
    owner.taps("发给律师")
    return await owner.hears("已收下，工单 #1", "对方叫什么")


async def declares(lawyer, *names, label="加客户"):
    lawyer.says("/conflicts")
    await lawyer.hears("客户和对方")
    lawyer.taps(label)
    await lawyer.hears("一行一个")
    lawyer.says("\n".join(names))
    await lawyer.hears("加了")


async def events(stage, number=1):
    async with stage.butler.database.transaction() as tx:
        return [(act, reason) for act, _, _, reason in await tickets.events(tx, number)]


async def test_nobody_is_shown_a_ticket_before_the_other_side_is_told(stage):
    await sends(stage)
    for lawyer in (stage.lawyer, stage.second_lawyer):
        await lawyer.hears_nothing_more()
    stage.lawyer.says("/queue")
    await stage.lawyer.hears("没有")
    forges(stage.lawyer, "take:1")
    await stage.lawyer.hears("还在问企业主对方是谁")
    stage.owner.says(FODDER)
    await stage.owner.hears("已转给律师", "工单 #1")
    await stage.lawyer.hears("新工单 #1", "对方：" + FODDER)
    assert ("other_side", "named") in await events(stage)


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        ("没有", "没有对方"),
        ("不知道", "企业主不知道"),
        ("王建国", "王建国"),
        ("甲厂、乙公司", "甲厂、乙公司"),
    ],
)
async def test_a_word_or_a_name_is_enough(stage, says, shown):
    asked = await sends(stage)
    stage.owner.says(says, reply_to=asked)
    await stage.owner.hears("已转给律师")
    await stage.lawyer.hears("新工单 #1", f"对方：{shown}")


async def test_with_buttons_it_is_one_tap_and_a_second_tap_changes_nothing(stage):
    asked = await sends(stage)
    stage.owner.taps("不知道", asked)
    await stage.owner.hears("已转给律师")
    await stage.lawyer.hears("对方：企业主不知道")
    stage.owner.taps("没有对方", asked)
    await stage.owner.hears("记下了")
    await stage.lawyer.hears_nothing_more()
    forges(stage.owner, "side:1:whatever")
    await stage.owner.hears("不存在")


async def test_a_card_is_blind_until_it_is_taken(stage):
    card = await opens_ticket(stage)
    assert "姚庄" in card["text"]
    assert STRANGE not in card["text"]
    assert stage.lawyer.labels(card) == ["接手", "转给别人", "我有利益冲突"]
    for data in ("details:1", "transcript:1"):
        forges(stage.lawyer, data)
        assert STRANGE not in (await stage.lawyer.hears())["text"]
    stage.lawyer.says("请问是哪家厂？", reply_to=card)
    await stage.lawyer.hears("先点“接手”")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE)


async def test_words_that_are_no_name_go_into_the_ticket_and_the_question_stays(stage):
    await sends(stage)
    stage.owner.says("他们上个月还说要赔，后来就不接电话了，您看我该怎么办")
    await stage.owner.hears("放进工单 #1")
    await stage.owner.hears("还差一句", "对方叫什么")
    await stage.lawyer.hears_nothing_more()
    stage.clock.moves(seconds=20)
    stage.owner.sends("photo", caption="送货单")
    await stage.owner.hears("放进工单 #1")
    await stage.owner.hears("还差一句")
    stage.owner.says(FODDER)
    await stage.owner.hears("已转给律师")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("不接电话了")


async def test_who_does_not_say_it_is_not_left_waiting(stage):
    await sends(stage)
    await stage.moves(minutes=40)
    await stage.owner.hears("没说", "我先转给一位律师了")
    await stage.lawyer.hears("新工单 #1", "对方：企业主没有说")
    await stage.admin.hears_nothing_more()


async def test_who_does_not_say_it_hears_that_nobody_is_on_duty(stage):
    for lawyer in (stage.lawyer, stage.second_lawyer):
        lawyer.says("/duty off")
        await lawyer.hears("不在值班")
    await sends(stage)
    await stage.moves(minutes=40)
    await stage.admin.hears("#1")
    await stage.owner.hears("没有律师值班", "12348")


@pytest.mark.parametrize("named", ["示例饲料", "姚庄示例飼料廠", "示例司料", "shi li si liao"])
async def test_a_lawyer_of_the_other_side_is_left_out_by_any_of_its_names(stage, named):
    await declares(stage.lawyer, FODDER)
    await sends(stage)
    stage.owner.says(named)
    await stage.owner.hears("已转给律师")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.lawyer.hears_nothing_more()
    for data in ("take:1", "details:1", "transcript:1", "pass:1", "reopen:1", "close:1"):
        forges(stage.lawyer, data)
        said = await stage.lawyer.hears()
        assert STRANGE not in said["text"]
        assert "归您办理" not in said["text"]
    stage.lawyer.says("/queue")
    await stage.lawyer.hears("没有")
    assert ("conflict", "client") in await events(stage)


async def test_a_lawyer_who_acts_against_the_enterprise_is_left_out(stage):
    await declares(stage.lawyer, "示例五金", label="加对方")
    await sends(stage)
    stage.owner.taps("没有对方")
    await stage.owner.hears("已转给律师")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.lawyer.hears_nothing_more()
    assert ("conflict", "opponent") in await events(stage)


async def test_whose_ticket_a_lawyer_took_is_a_client_of_theirs(stage):
    await takes_ticket(stage)
    other = stage.newcomer("示例乙方")
    await other.agrees()
    other.names_other_side = True
    other.says("客户欠货款一年多不给怎么办")
    await other.hears()
    other.taps("转给律师")
    await other.hears("对方叫什么")
    other.says("示例五金")
    await other.hears("已转给律师")
    await stage.second_lawyer.hears("新工单 #2")
    await stage.lawyer.hears_nothing_more()


async def test_one_tap_says_that_there_is_a_conflict_and_no_reason_is_asked(stage):
    card = await opens_ticket(stage)
    stage.lawyer.taps("我有利益冲突", card)
    await stage.lawyer.hears("已记下", "不问原因")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.settles()
    assert "示例五金" not in stage.lawyer.sees(card)["text"]
    stage.second_lawyer.taps("转给别人")
    await stage.second_lawyer.hears("已退回")
    await stage.admin.hears("#1")
    await stage.lawyer.hears_nothing_more()  # never offered again
    assert stage.admin.labels() == []  # nor can anybody clear it
    forges(stage.admin, f"conflict:1:{(await stage.person(stage.lawyer))}")
    await stage.admin.hears("没有您能解除的冲突")


async def test_who_steps_aside_after_taking_it_hears_and_reads_no_more_of_it(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("详情", yours)
    details = await stage.lawyer.hears("工单 #1 详情")
    forges(stage.lawyer, "aside:1")
    await stage.lawyer.hears("已记下")
    await stage.owner.hears("律师换人了")
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("归您办理")
    await stage.second_lawyer.hears(STRANGE)
    await stage.owner.hears("示例乙")
    stage.owner.says("合同原件在仓库里")
    await stage.owner.hears("已转给")
    await stage.second_lawyer.hears("仓库里")
    await stage.lawyer.hears_nothing_more()
    stage.lawyer.says("我还有一句", reply_to=details)
    said = await stage.lawyer.hears()
    assert "仓库里" not in said["text"]
    await stage.owner.hears_nothing_more()
    for data in ("details:1", "transcript:1", "take:1", "aside:1"):
        forges(stage.lawyer, data)
        assert "仓库里" not in (await stage.lawyer.hears())["text"]


async def all_in_conflict(stage):
    for lawyer in (stage.lawyer, stage.second_lawyer):
        await declares(lawyer, FODDER)
    await sends(stage)
    stage.owner.says("示例饲料")
    await stage.owner.hears("暂时没有派", "已请管理员核对")
    told = await stage.admin.hears("工单 #1 没有律师可派", "2 位律师")
    assert "饲料" not in told["text"]
    return told


async def test_where_nobody_is_left_an_admin_sees_two_names_and_clears_a_lawyer_for_a_reason(stage):
    await all_in_conflict(stage)
    stage.admin.taps("看 示例甲 的冲突")
    seen = await stage.admin.hears("示例甲", "示例饲料", FODDER)
    assert STRANGE not in seen["text"]
    stage.admin.taps("同名，不是同一家")
    await stage.admin.hears("可以派给 示例甲")
    await stage.lawyer.hears("新工单 #1")
    await stage.second_lawyer.hears_nothing_more()
    lawyer = await stage.person(stage.lawyer)
    assert ("conflict_cleared", f"{lawyer}:other") in await events(stage)
    assert ("conflict_look", "client") in await events(stage)
    forges(stage.admin, f"clear:1:{lawyer}:former")
    await stage.admin.hears("没有您能解除的冲突")
    stage.lawyer.taps("接手")
    await stage.lawyer.hears("归您办理")


@pytest.mark.parametrize("label", ["早已不是，与此事无关", "双方书面同意"])
async def test_there_are_other_reasons_to_clear(stage, label):
    await all_in_conflict(stage)
    stage.admin.taps("看 示例乙 的冲突")
    await stage.admin.hears("示例乙")
    stage.admin.taps(label)
    await stage.admin.hears("可以派给 示例乙")
    await stage.second_lawyer.hears("新工单 #1")


async def test_an_opponent_is_told_from_a_client(stage):
    for lawyer in (stage.lawyer, stage.second_lawyer):
        await declares(lawyer, "示例五金", label="加对方")
    await sends(stage)
    stage.owner.taps("没有对方")
    await stage.admin.hears("没有律师可派")
    stage.admin.taps("看 示例甲 的冲突")
    await stage.admin.hears("求助的企业：示例五金制品有限公司", "案子里的对方：示例五金", "未必核实过")


async def test_an_emergency_is_called_out_at_once_and_blind_and_nobody_is_asked(stage):
    await declares(stage.second_lawyer, "示例五金", label="加对方")
    stage.owner.names_other_side = True
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("我们的成品库烧起来了，门打不开")
    await stage.owner.hears("119")
    card = await stage.lawyer.hears("新工单 #1", "着火", "对方：没有问")
    assert "成品库" not in card["text"]
    await stage.second_lawyer.hears_nothing_more()
    await stage.owner.hears_nothing_more()


async def test_words_of_danger_in_place_of_the_name_call_everybody(stage):
    await sends(stage)
    stage.owner.says("我们的成品库烧起来了，门打不开")
    await stage.owner.hears("119")
    await stage.lawyer.hears("新工单 #1")
    await stage.admin.hears("急事")


async def test_a_name_told_late_takes_the_card_back_from_whom_it_concerns(stage):
    await sends(stage)
    await stage.moves(minutes=40)
    await stage.owner.hears("没说")
    card = await stage.lawyer.hears("新工单 #1")
    await declares(stage.lawyer, "示例五金", label="加对方")
    await stage.lawyer.hears("可能和您有利益冲突")
    await stage.second_lawyer.hears("新工单 #1")
    assert "示例五金" not in stage.lawyer.sees(card)["text"]


async def test_a_lawyer_keeps_a_list_of_parties_that_only_they_see(stage):
    stage.lawyer.says("/conflicts")
    await stage.lawyer.hears("还没有")
    await declares(stage.lawyer, "示例外贸", "示例印染")
    await declares(stage.lawyer, "示例化工", label="加对方")
    stage.lawyer.says("/conflicts")
    await stage.lawyer.hears("客户和对方（3）")
    assert stage.lawyer.labels()[:3] == ["客户 示例外贸 ✕", "客户 示例印染 ✕", "对方 示例化工 ✕"]
    stage.lawyer.taps("客户 示例印染 ✕")
    await stage.lawyer.hears("已移除")
    stage.lawyer.taps("客户 示例印染 ✕")
    await stage.lawyer.hears("已经不在")
    stage.second_lawyer.says("/conflicts")
    await stage.second_lawyer.hears("还没有")
    forges(stage.lawyer, "party:nobody")
    await stage.lawyer.hears("失效")


async def test_a_lawyer_who_holds_it_is_warned_when_the_name_comes_later(stage):
    await sends(stage)
    await stage.moves(minutes=40)
    asked = stage.owner.last
    await stage.owner.hears("没说")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE)
    await stage.owner.hears("示例甲")
    lawyer = await stage.person(stage.lawyer)
    async with stage.butler.database.transaction() as tx:
        firm = await enterprises.of_person(tx, (await tickets.find(tx, 1)).owner)
        await conflicts.declare(tx, lawyer, PartySide.OPPONENT, firm.name, stage.clock())
    stage.owner.taps("不知道", asked)
    await stage.owner.hears("记下了")
    await stage.lawyer.hears("名称和您的客户或对手相像")
    stage.lawyer.taps("我有利益冲突")
    await stage.lawyer.hears("已记下")
    await stage.owner.hears("律师换人了")
    await stage.second_lawyer.hears("新工单 #1")
