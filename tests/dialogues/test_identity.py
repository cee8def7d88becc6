"""A credit code is public: whoever types one is called as they typed themselves, marked as not verified, and lends nobody a name."""

import re

from engines import raw_rows_of
from scenes import STRANGE, forges, takes_ticket_of

CODE = "91330421MA28A0000P"
FALSE_NAME, TRUE_NAME = "示例老赖贸易有限公司", "示例诚信贸易有限公司"
UNVERIFIED = "（未核实）"
OTHER_NAME = "示例换名贸易有限公司"


async def registers(somebody, name):
    somebody.says("/enterprise")
    await somebody.hears("叫什么名字")
    somebody.says(name)
    await somebody.hears("统一社会信用代码")
    somebody.says(CODE)
    await somebody.hears("哪个镇")
    somebody.taps("姚庄")
    return await somebody.hears()


async def a_stranger_typed_the_code_first(stage):
    """Somebody else has registered the owner's code under a false name, and then the owner comes."""
    stranger = stage.newcomer("示例生人")
    await stranger.agrees()
    await registers(stranger, FALSE_NAME)
    await stage.owner.agrees()
    await registers(stage.owner, TRUE_NAME)


async def test_a_stranger_who_types_the_code_first_gives_the_true_owner_no_false_name(stage):
    stranger = stage.newcomer("示例生人")
    await stranger.agrees()
    await registers(stranger, FALSE_NAME)
    await stage.owner.agrees()
    claimed = await registers(stage.owner, TRUE_NAME)
    assert TRUE_NAME in claimed["text"]
    assert FALSE_NAME not in claimed["text"]
    await stage.admin.hears(TRUE_NAME, CODE)
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says(STRANGE)
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1", TRUE_NAME, "未核实")
    assert FALSE_NAME not in card["text"]
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理", TRUE_NAME, "未核实")
    stranger.says("/tickets")
    assert "#1" not in (await stranger.hears())["text"]
    stranger.says("/team")
    assert TRUE_NAME not in (await stranger.hears())["text"]


async def test_the_lawyer_who_has_looked_confirms_an_enterprise_and_takes_that_back(stage):
    await stage.owner.agrees()
    await registers(stage.owner, TRUE_NAME)
    await takes_ticket_of(stage, stage.owner, 1)
    forges(stage.lawyer, "more:1")
    await stage.lawyer.hears("#1")
    stage.lawyer.taps("身份已核实")
    await stage.lawyer.hears("营业执照", TRUE_NAME, CODE)
    stage.lawyer.taps("核对过了，确认")
    done = await stage.lawyer.hears("已确认", TRUE_NAME)
    await stage.owner.hears(TRUE_NAME, "已核实")
    for data in ("identity:1", "identified:1"):
        forges(stage.lawyer, data)
        await stage.lawyer.hears("现在没有要您核实或撤回的")
    forges(stage.lawyer, "details:1")
    await stage.lawyer.hears(f"{TRUE_NAME} · 姚庄（{stage.clock().date()} 已核实）")
    forges(stage.lawyer, "more:1")
    await stage.lawyer.hears("#1")
    stage.lawyer.taps("撤回核实")
    await stage.lawyer.hears("现在显示未核实")
    await stage.owner.hears("现在是未核实")
    stage.lawyer.taps("撤回核实", done)
    await stage.lawyer.hears("现在没有要您核实或撤回的")
    forges(stage.lawyer, "details:1")
    await stage.lawyer.hears(f"{TRUE_NAME} · 姚庄（未核实）")
    assert await noted(stage) == ["enterprise_verified", "enterprise_unverified"]


async def test_another_name_has_to_be_confirmed_anew(stage):
    await stage.owner.agrees()
    await registers(stage.owner, TRUE_NAME)
    stage.admin.says("/butler 诚信")
    page = await stage.admin.hears()
    stage.admin.taps(f"{TRUE_NAME}（未核实） · –", page)
    await stage.settles()
    stage.admin.taps("身份已核实", page)
    done = await stage.admin.hears("已确认", TRUE_NAME)
    await stage.owner.hears("已核实")
    stage.owner.says("/enterprise")
    await stage.owner.hears(TRUE_NAME)
    stage.owner.says(OTHER_NAME)
    await stage.owner.hears("要改成")
    stage.owner.taps("是，改成这个")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.says(CODE)
    await stage.owner.hears("哪个镇")
    stage.owner.taps("姚庄")
    await stage.owner.hears(OTHER_NAME, "未核实")
    stage.admin.taps("撤回核实", done)
    await stage.admin.hears("没有可撤回的核实")
    stage.admin.says("/enterprises")
    await stage.admin.hears("未核实的企业：1", OTHER_NAME)
    assert await noted(stage) == ["enterprise_verified", "enterprise_unverified"]


async def noted(stage):
    url = stage.butler.config.database.url.get_secret_value()
    return [
        act for (act,) in await raw_rows_of(url, "SELECT act FROM audit WHERE enterprise = 1 ORDER BY number")
    ]


async def test_who_only_typed_the_code_is_confirmed_by_no_lawyer(stage):
    await a_stranger_typed_the_code_first(stage)
    await stage.admin.hears(TRUE_NAME)
    await takes_ticket_of(stage, stage.owner, 1)
    forges(stage.lawyer, "identity:1")
    await stage.lawyer.hears("现在没有要您核实或撤回的")


async def test_nobody_who_decides_by_it_reads_the_name_of_an_unverified_enterprise_bare(stage):
    await stage.owner.agrees()
    await registers(stage.owner, TRUE_NAME)
    await takes_ticket_of(stage, stage.owner, 1)
    stage.owner.says("请看看这个", reply_to=stage.owner.last)
    await stage.lawyer.hears(TRUE_NAME, "请看看这个")
    for data in ("details:1", "transcript:1", "more:1"):
        forges(stage.lawyer, data)
        await stage.lawyer.hears("#1")
    stage.lawyer.says("怎么申请法律援助")
    await stage.lawyer.hears()
    assert any(TRUE_NAME in each for each in stage.lawyer.labels())
    stage.admin.says("/butler")
    page = await stage.admin.hears()
    stage.admin.taps(f"{TRUE_NAME}{UNVERIFIED} · 示例甲", page)
    await stage.settles()
    stage.admin.taps("示例乙 (0)", page)
    await stage.admin.hears(TRUE_NAME)
    await stage.second_lawyer.hears(TRUE_NAME)
    await stage.settles()
    staff = (stage.lawyer, stage.second_lawyer, stage.admin)
    seen = "\n".join(str(each) for somebody in staff for each in somebody.player.sees())
    assert seen.count(TRUE_NAME) >= len(staff) * 3
    bare = re.sub(rf"{TRUE_NAME}( · 姚庄)?{UNVERIFIED}", "", seen)
    assert TRUE_NAME not in bare


async def test_when_the_true_owner_has_left_the_false_name_does_not_take_the_place_of_theirs(stage):
    await a_stranger_typed_the_code_first(stage)
    await stage.admin.hears(TRUE_NAME)
    await takes_ticket_of(stage, stage.owner, 1)
    stage.owner.says("/team")
    await stage.owner.hears(TRUE_NAME)
    stage.owner.taps("退出席位")
    sure = await stage.owner.hears("真的要退出")
    stage.owner.taps("确定退出", sure)
    await stage.settles()
    stage.lawyer.says("/mine")
    listed = await stage.lawyer.hears("#1")
    assert FALSE_NAME not in listed["text"]
