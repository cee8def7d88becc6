"""A credit code is public: whoever types one is called as they typed themselves, marked as not verified, and lends nobody a name."""

from scenes import STRANGE, takes_ticket_of

CODE = "91330421MA28A0000P"
FALSE_NAME, TRUE_NAME = "示例老赖贸易有限公司", "示例诚信贸易有限公司"


async def registers(somebody, name):
    somebody.says("/enterprise")
    await somebody.hears("叫什么名字")
    somebody.says(name)
    await somebody.hears("统一社会信用代码")
    somebody.says(CODE)
    await somebody.hears("哪个镇")
    somebody.taps("姚庄")
    return await somebody.hears()


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


async def test_when_the_true_owner_has_left_the_false_name_does_not_take_the_place_of_theirs(stage):
    stranger = stage.newcomer("示例生人")
    await stranger.agrees()
    await registers(stranger, FALSE_NAME)
    await stage.owner.agrees()
    await registers(stage.owner, TRUE_NAME)
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
