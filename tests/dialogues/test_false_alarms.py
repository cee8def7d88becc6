"""Words that only sound like an emergency: no first aid, no ticket that nobody asked for, nobody is called."""

import pytest

from bot.storage import tickets

ALARMED = ("按急事办", "正在发生", "按急事辦", "正在發生", "as an emergency", "happening now")
"""What stands in every reply to an emergency, and to what may be one."""

ASKED = "the lookout takes it for what may be an emergency, and asks whether it is happening"


@pytest.mark.parametrize(
    "text",
    [
        "客户的公司账号被查封，我那笔货款还追得到吗",
        "对方账户被别人冻结了我还能要到钱吗",
        "离职面谈怎么做",
        "去年仓库失火，保险一直拖着不赔怎么办",
        pytest.param("敲诈罪一般判几年", marks=pytest.mark.xfail(strict=True, reason=ASKED)),
        "火锅店转让合同怎么写",
        "下下个月开庭要准备哪些证据",
        "員工上個月跌傷手，工傷點報",
        "上個月開庭嘅案幾時有判決",
        "exit plan for a shareholder",
        "what is an exit interview",
        "should we ban overtime",
        "the customer's account is frozen, can we still collect",
        "dismissed for setting off the fire alarm as a joke, is that lawful",
        "laoban bu fa gongzi zenme ban",
        "zen me ban li zhuxiao",
    ],
)
async def test_nobody_is_called(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    said = (await stage.owner.hears())["text"]
    assert [words for words in ALARMED if words in said] == []
    await stage.owner.hears_nothing_more()
    for somebody in (stage.lawyer, stage.second_lawyer, stage.admin):
        await somebody.hears_nothing_more()
    async with stage.butler.database.transaction() as tx:
        assert await tickets.find(tx, 1) is None
