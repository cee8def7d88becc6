"""Scenes with colleagues: an enterprise, a link to a seat, a ticket that is shared."""

import re

from scenes import STRANGE


async def has_an_enterprise(stage):
    await stage.owner.agrees()
    await stage.owner.registers()


async def invites(stage):
    """The keeper makes a link; the code in it."""
    stage.owner.says("/team")
    await stage.owner.hears("的席位")
    stage.owner.taps("邀请同事")
    said = await stage.owner.hears("只能用一次", "https://t.me/")
    return re.search(r"start=(\S+)", said["text"])[1]


async def joins(stage, name="示例同事"):
    """Somebody new sits down beside the owner."""
    code = await invites(stage)
    colleague = stage.newcomer(name)
    await colleague.agrees()
    colleague.says(f"/start {code}")
    await colleague.hears("您现在有“示例五金制品有限公司”的席位了", "同事看不到")
    await stage.owner.hears(name, "有您企业的席位了")
    return colleague


async def asks_a_lawyer(stage, somebody, question=STRANGE, number=1):
    somebody.says("/lawyer")
    await somebody.hears("发给律师")
    somebody.says(question)
    await somebody.hears("收到")
    somebody.taps("发给律师")
    await somebody.hears(f"工单 #{number}")
    return await stage.lawyer.hears(f"新工单 #{number}")


async def shares(stage, colleague):
    """The owner's ticket, held by the lawyer, is open to the colleague."""
    card = await asks_a_lawyer(stage, stage.owner)
    asked = await stage.owner.hears("#1 现在只有您自己看得到", "1 位同事")
    assert stage.owner.labels() == ["同事也能看 #1", "只给我看"]
    stage.owner.taps("同事也能看 #1", asked)
    told = await colleague.hears("示例企业主", "工单 #1")
    assert STRANGE not in told["text"]
    assert "已给 1 位同事看" in stage.owner.sees(asked)["text"]
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    await stage.lawyer.hears(STRANGE)
    await stage.owner.hears("接手了工单 #1")
    return yours


async def takes_part(stage, colleague):
    yours = await shares(stage, colleague)
    colleague.taps("参与 #1")
    await colleague.hears("您参与了工单 #1")
    await colleague.hears(STRANGE)
    return yours
