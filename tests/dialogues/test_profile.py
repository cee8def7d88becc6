"""What an owner tells of themselves: enterprise and language."""

import pytest
from scenes import forges

MISTYPED = {
    "123": "不是 18 位",
    "9133042IMA2B00000X": "不会出现的字符",
    "91330421MA2B00000X": "校验位对不上",
}


async def test_the_enterprise_can_be_told_right_after_the_consent(stage):
    await stage.owner.agrees()
    stage.owner.taps("登记企业")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("示例五金制品厂" * 15)
    await stage.owner.hears("最多 100 个字")
    stage.owner.says("示例五金制品有限公司")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    stage.owner.taps("跳过")
    await stage.owner.hears("已登记：示例五金制品有限公司")


@pytest.mark.parametrize("code", MISTYPED)
async def test_what_is_wrong_with_a_credit_code_is_named(stage, code):
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("示例五金制品有限公司")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.says(code)
    await stage.owner.hears(code, MISTYPED[code])


async def test_whoever_does_not_want_to_name_the_enterprise_goes_on(stage):
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.taps("跳过")
    await stage.owner.hears("先不登记")
    forges(stage.owner, "skip:enterprise-name")
    await stage.owner.hears("已经失效")


async def test_the_language_that_is_chosen_is_spoken_from_then_on(stage):
    await stage.owner.agrees()
    stage.owner.says("/language")
    await stage.owner.hears("请选择语言")
    assert stage.owner.labels() == ["简体中文", "繁體中文", "English"]
    stage.owner.taps("English")
    await stage.owner.hears("English it is")
    stage.owner.says("/help")
    await stage.owner.hears("How it works")
    stage.owner.says("/language")
    await stage.owner.hears("Please choose a language")
    stage.owner.taps("繁體中文")
    await stage.owner.hears("好的")
    stage.owner.says("/help")
    await stage.owner.hears("怎麼用")


async def test_the_menu_of_a_lawyer_changes_its_language_too(stage):
    stage.lawyer.says("/language")
    await stage.lawyer.hears("请选择语言")
    stage.lawyer.taps("English")
    await stage.lawyer.hears("English it is")
    await stage.settles()
    described = {each["command"]: each["description"] for each in stage.menu_of(stage.lawyer.id)}
    assert described["queue"].isascii()


async def test_a_request_for_consent_that_was_answered_long_ago_says_so(stage):
    stage.owner.player.starts()
    first = await stage.owner.hears("专属管家")
    stage.owner.player.starts()
    await stage.owner.hears("专属管家")
    stage.owner.taps("同意并开始")
    await stage.owner.hears("直接把问题打给我")
    stage.owner.taps("English", first)
    await stage.owner.hears("已经失效")
