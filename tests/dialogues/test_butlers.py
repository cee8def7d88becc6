"""The exclusive butler: chosen at the first need, shown to the owner, changed by an admin, who tells all."""

from scenes import forges, opens_ticket, takes_ticket

from bot.domain.register import EnterpriseEntry, LawyerEntry
from bot.storage import butlers, register


async def lists(stage, somebody, **values):
    """The bureau's list says this of a lawyer."""
    number = await stage.person(somebody)
    async with stage.butler.database.transaction() as tx:
        entry = LawyerEntry(0, str(somebody.id), "", **values)
        await register.keep_lawyer(tx, number, entry)


async def profile(stage):
    async with stage.butler.database.transaction() as tx:
        return await butlers.profile(tx, 1)


async def test_the_first_ticket_brings_a_butler_whom_its_owner_is_shown(stage):
    await lists(
        stage,
        stage.lawyer,
        firm="示例律师事务所",
        licence="13304201010123456",
        languages=("zh", "en", "wuu"),
        towns=("姚庄镇",),
    )
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/lawyer 邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears(
        "您的专属律师：示例甲 · 示例律师事务所 · 执业证号 13304201010123456 · English/wuu/简体中文"
    )
    assert (await profile(stage)).because == ("town",)
    stage.owner.says("/enterprise")
    await stage.owner.hears("示例五金制品有限公司", "您的专属律师：示例甲 · 示例律师事务所")


async def test_of_two_lawyers_the_one_who_knows_the_trade_becomes_the_butler(stage):
    await lists(stage, stage.second_lawyer, industries=("五金", "纽扣"))
    await stage.owner.agrees()
    await stage.owner.registers()
    async with stage.butler.database.transaction() as tx:
        entry = EnterpriseEntry(0, "示例五金制品有限公司", industry="五金制品业")
        await register.keep_enterprise(tx, 1, entry, stage.clock())
    stage.owner.says("/lawyer 邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("您的专属律师：示例乙")
    stage.admin.says("/butler")
    listed = await stage.admin.hears("共 1 家企业")
    stage.admin.taps("示例五金制品有限公司（未核实） · 示例乙", listed)
    await stage.settles()
    assert "熟悉它的行业" in stage.admin.sees(listed)["text"]


async def test_a_butler_who_is_not_there_stays_butler_while_another_takes_the_ticket(stage):
    stage.lawyer.says("/duty off until 周三下午2点")
    await stage.lawyer.hears("周三")
    await lists(stage, stage.lawyer, towns=("姚庄",))
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/lawyer 邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("您的专属律师：示例甲")
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.owner.hears("示例乙", "接手了工单 #1")
    assert (await profile(stage)).name == "示例甲"


async def test_an_admin_names_another_butler_and_owner_and_both_lawyers_are_told(stage):
    await takes_ticket(stage)
    stage.admin.says("/butler")
    listed = await stage.admin.hears("共 1 家企业")
    stage.admin.taps("示例五金制品有限公司（未核实） · 示例甲", listed)
    await stage.settles()
    asked = stage.admin.sees(listed)
    assert "专属律师是 示例甲" in asked["text"]
    stage.admin.taps("示例乙 (0)", asked)
    await stage.admin.hears("示例乙 现在是 示例五金制品有限公司（未核实） 的专属律师")
    await stage.second_lawyer.hears("您现在是 示例五金制品有限公司（未核实） 的专属律师")
    await stage.lawyer.hears("示例五金制品有限公司（未核实） 换了专属律师", "手上的工单仍由您办")
    await stage.owner.hears("示例五金制品有限公司 的专属律师换成了 示例乙")
    stage.admin.says("/butler 示例五金")
    listed = await stage.admin.hears("共 1 家企业")
    stage.admin.taps("示例五金制品有限公司（未核实） · 示例乙", listed)
    await stage.settles()
    assert "管理员指定" in stage.admin.sees(listed)["text"]


async def test_reasons_are_told_in_words(stage):
    await opens_ticket(stage)
    lawyer = await stage.person(stage.lawyer)
    for reason, said in (
        ("town speciality", "服务这个镇；最擅长它第一次问的事"),
        ("language few", "会说企业主的语言；负责的企业最少"),
        ("only", "当时没有别人"),
    ):
        async with stage.butler.database.transaction() as tx:
            await butlers.change(tx, 1, lawyer, reason)
        stage.admin.says("/butler")
        listed = await stage.admin.hears("共 1 家企业")
        stage.admin.taps("示例五金制品有限公司（未核实） · 示例甲", listed)
        await stage.settles()
        assert said in stage.admin.sees(listed)["text"]


async def test_an_enterprise_without_a_butler_may_get_one_and_what_is_gone_is_told(stage):
    stage.admin.says("/butler")
    await stage.admin.hears("没有这家企业")
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.admin.says("/butler")
    listed = await stage.admin.hears("共 1 家企业")
    stage.admin.taps("示例五金制品有限公司（未核实） · –", listed)
    await stage.settles()
    asked = stage.admin.sees(listed)
    assert "还没有专属律师" in asked["text"]
    for somebody in ("示例甲", "示例乙"):
        assert any(label.startswith(somebody) for label in stage.admin.labels(asked))


async def test_a_button_of_something_that_is_gone_says_so(stage):
    forges(stage.admin, "firms:1")
    await stage.settles()
    forges(stage.admin, "butlered:1:99:99")
    await stage.admin.hears("已经不在了")


async def test_many_enterprises_are_turned_page_by_page(stage):
    async with stage.butler.database.transaction() as tx:
        for number in range(1, 10):
            await register.keep_enterprise(tx, None, EnterpriseEntry(0, f"示例企业{number}"), stage.clock())
    stage.admin.says("/butler")
    listed = await stage.admin.hears("共 9 家企业")
    assert "示例企业1 · –" not in stage.admin.labels(listed)
    stage.admin.taps("›", listed)
    await stage.settles()
    assert "示例企业1（未核实） · –" in stage.admin.labels(stage.admin.sees(listed))
