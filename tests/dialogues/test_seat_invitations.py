"""How people come to the seats of an enterprise, who keeps it, and whether it is what it says."""

import pytest
from engines import raw_rows_of
from scenes import forges
from seat_scenes import has_an_enterprise, invites, joins

from bot.domain.enterprise import check_character
from bot.domain.register import EnterpriseEntry
from bot.storage import register


def code(number):
    """A credit code whose check character fits."""
    first = f"91330421MA{number:07d}"
    return first + check_character(first)


async def registers_code(somebody, name, number):
    somebody.says("/enterprise")
    await somebody.hears("叫什么名字")
    somebody.says(name)
    await somebody.hears("统一社会信用代码")
    somebody.says(code(number))
    await somebody.hears("哪个镇")
    somebody.taps("姚庄")


async def newcomer(stage, name="示例同事"):
    somebody = stage.newcomer(name)
    await somebody.agrees()
    return somebody


async def test_a_link_works_once_and_not_for_ever(stage):
    await has_an_enterprise(stage)
    used = await invites(stage)
    stage.owner.says(f"/start {used}")
    await stage.owner.hears("已经在这家企业的席位上")
    first = await newcomer(stage)
    first.says(f"/start {used}")
    await first.hears("席位了")
    await stage.owner.hears("有您企业的席位了")
    second = await newcomer(stage, "示例别人")
    second.says(f"/start {used}")
    await second.hears("已经用过、过期")
    late = await invites(stage)
    stage.clock.moves(days=8)
    second.says(f"/start {late}")
    await second.hears("已经用过、过期")
    second.says("/team")
    await second.hears("还没有登记企业")
    url = stage.butler.config.database.url.get_secret_value()
    noted = [
        act for (act,) in await raw_rows_of(url, "SELECT act FROM audit WHERE enterprise = 1 ORDER BY number")
    ]
    assert noted == ["invitation_made", "invitation_used", "invitation_made"]
    assert used not in str(await raw_rows_of(url, "SELECT code FROM invitations"))


async def test_a_link_asks_for_consent_first_and_is_not_used_up_by_that(stage):
    await has_an_enterprise(stage)
    link = await invites(stage)
    colleague = stage.newcomer("示例同事")
    colleague.says(f"/start {link}")
    await colleague.hears("请先同意下面的说明")
    await colleague.hears()
    colleague.taps("同意并开始")
    await colleague.hears("直接把问题打给我")
    colleague.says(f"/start {link}")
    await colleague.hears("席位了")


async def test_a_link_ends_with_the_keeping_of_who_made_it(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    link = await invites(stage)
    stage.owner.taps("让 示例同事 负责")
    sure = await stage.owner.hears("真的要让 示例同事 当负责人吗")
    stage.owner.taps("确定换负责人", sure)
    await colleague.hears("您现在是企业的负责人了")
    await stage.settles()
    assert "您是成员" in stage.owner.sees(sure)["text"]
    third = await newcomer(stage, "示例别人")
    third.says(f"/start {link}")
    await third.hears("不再是负责人")
    for data in ("unseat:1", "unseated:1", "keeping:1", "kept:1"):
        forges(stage.owner, data)
        await stage.owner.hears("现在做不了")
    forges(stage.owner, "colleague")
    await stage.owner.hears("只有企业的负责人能邀请")


async def test_whoever_keeps_an_enterprise_may_leave_it_to_the_next(stage):
    await has_an_enterprise(stage)
    colleague = await joins(stage)
    stage.owner.says("/enterprise")
    await stage.owner.hears("的席位", "示例同事 · 成员")
    stage.owner.taps("退出席位")
    await stage.owner.hears("负责人会换成 示例同事")
    stage.owner.taps("确定退出")
    await colleague.hears("您现在是企业的负责人了")
    await colleague.hears("退出了企业席位")
    forges(stage.owner, "left:1")
    await stage.owner.hears("失效")
    forges(stage.owner, "unsit:1")
    await stage.owner.hears("失效")
    colleague.says("/team")
    await colleague.hears("现在只有您一个人")
    colleague.taps("退出席位")
    await colleague.hears("您自己的工单都还在")
    colleague.taps("确定退出")
    await stage.settles()
    colleague.says("/team")
    await colleague.hears("还没有登记企业")
    colleague.taps("登记企业")
    await colleague.hears("叫什么名字")


async def test_whoever_shares_an_enterprise_leaves_it_before_another(stage):
    await has_an_enterprise(stage)
    await joins(stage)
    other = await newcomer(stage, "示例另一家")
    await other.registers("示例另一家有限公司")
    other.says("/team")
    await other.hears("示例另一家有限公司")
    other.taps("邀请同事")
    said = await other.hears("只能用一次")
    link = said["text"].split("start=")[1].split()[0]
    stage.owner.says(f"/start {link}")
    await stage.owner.hears("请先在 /team 里退出")
    stage.owner.taps("企业席位")
    await stage.owner.hears("示例同事")


async def test_who_types_the_same_name_or_code_shares_nothing_until_an_admin_knows_them(stage):
    await stage.owner.agrees()
    await registers_code(stage.owner, "示例五金制品有限公司", 1)
    await stage.owner.hears("已登记", "不在司法局的名单上")
    named = await newcomer(stage, "示例同名")
    await named.registers("示例五金制品有限公司")
    named.says("/team")
    heard = await named.hears("现在只有您一个人")
    assert "示例企业主" not in heard["text"]
    claims = await newcomer(stage)
    await registers_code(claims, "示例五金", 1)
    await claims.hears("已经有人登记过", "/team")
    await stage.owner.hears_nothing_more()
    asked = await stage.admin.hears("示例同事 说自己是“示例五金”", code(1))
    claims.says("/team")
    heard = await claims.hears("还没有人确认")
    assert "示例企业主" not in heard["text"]
    stage.admin.taps("确认 示例同事", asked)
    await claims.hears("席位了")
    await stage.owner.hears("示例同事 现在有您企业的席位了")
    await stage.settles()
    assert "已通知" in stage.admin.sees(asked)["text"]
    forges(stage.admin, "letin:1:1")
    await stage.admin.hears("没有可确认的了")


async def listed(stage, name, number):
    async with stage.butler.database.transaction() as tx:
        await register.keep_enterprise(
            tx, None, EnterpriseEntry(0, name, credit_code=code(number)), stage.clock()
        )


async def test_an_enterprise_on_the_bureaus_list_is_verified_by_its_code(stage):
    await listed(stage, "示例五金制品有限公司", 2)
    await stage.owner.agrees()
    await registers_code(stage.owner, "五金厂", 2)
    await stage.owner.hears("已登记：五金厂", "已核实")
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says("邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("示例五金制品有限公司 · 姚庄（已核实）")
    stage.admin.says("/enterprises")
    await stage.admin.hears("没有待核实的企业")


async def test_somebody_who_only_claims_a_verified_enterprise_is_not_verified_by_that(stage):
    await listed(stage, "示例五金制品有限公司", 2)
    await stage.owner.agrees()
    await registers_code(stage.owner, "五金厂", 2)
    await stage.owner.hears("已核实")
    other = await newcomer(stage, "示例冒名")
    await registers_code(other, "冒名厂", 2)
    await other.hears("已经有人登记过")
    other.says("/lawyer")
    await other.hears("发给律师")
    other.says("邻居的厂漏水泡坏了我们的货")
    await other.hears("收到")
    other.taps("发给律师")
    await other.hears("工单 #1")
    await stage.lawyer.hears("冒名厂", "未核实")


async def test_an_admin_confirms_an_enterprise(stage):
    await has_an_enterprise(stage)
    for number in range(8):
        other = await newcomer(stage, f"示例{number}")
        await other.registers(f"示例{number}有限公司")
    stage.admin.says("/enterprises")
    shown = await stage.admin.hears("未核实的企业：9", "没有代码", "示例7")
    stage.admin.taps("›", shown)
    await stage.settles()
    assert "示例五金制品有限公司" in stage.admin.sees(shown)["text"]
    stage.admin.taps("确认 示例五金制品有限公司", shown)
    await stage.owner.hears("已核实")
    await stage.admin.hears("已确认“示例五金制品有限公司”")
    stage.admin.taps("确认 示例五金制品有限公司", shown)
    await stage.admin.hears("已经确认过了")
    stage.owner.says("/team")
    await stage.owner.hears("已核实")
    stage.owner.taps("改登记")
    await stage.owner.hears("要换的话，请发新的企业名称")


@pytest.mark.parametrize("data", ["letin:1:1", "verify:1", "enterprises:1"])
async def test_only_an_admin_confirms(stage, data):
    await has_an_enterprise(stage)
    forges(stage.owner, data)
    await stage.owner.hears("给管理员用的")


async def test_a_credit_code_that_a_stranger_typed_before_changes_no_name_and_proves_nothing(stage):
    stranger = await newcomer(stage, "示例陌生人")
    await registers_code(stranger, "示例冒名公司", 2)
    await stranger.hears("未核实")
    await stage.owner.agrees()
    await registers_code(stage.owner, "示例五金制品有限公司", 2)
    await stage.owner.hears("已登记：示例五金制品有限公司")
    for owner, name, other in (
        (stage.owner, "示例五金制品有限公司", "示例冒名公司"),
        (stranger, "示例冒名公司", "示例五金制品有限公司"),
    ):
        await stage.lets_words_go_to_lawyers(owner)
        owner.says("/lawyer 货被扣了怎么办")
        await owner.hears("收到")
        owner.taps("发给律师")
        await owner.hears("工单 #")
        card = await stage.lawyer.hears("新工单 #", name, "（未核实）")
        assert other not in card["text"]
