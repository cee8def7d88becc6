"""Somebody gets a copy of what is kept of them, once a day, after being asked: theirs, and nobody else's."""

import json

from scenes import STRANGE, closes, forges, takes_ticket


def content(stage, heard):
    return stage.sim.world.the_bot.files.find(heard["file"]["id"]).content.decode()


async def gets_copy(stage, somebody):
    somebody.says("/export_my_data")
    asked = await somebody.hears("两个文件", "第45条")
    somebody.taps("发给我")
    told = await somebody.hears("可以直接看")
    data = await somebody.hears("JSON")
    assert "马上发来" in somebody.sees(asked)["text"]
    return content(stage, told), json.loads(content(stage, data))


async def test_an_owner_gets_what_they_said_and_were_told_and_no_note_for_staff(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("/note #1 对方去年被执行过", reply_to=yours)
    await stage.lawyer.hears("内部备注")
    stage.lawyer.says("先把死鱼冻起来送检", reply_to=yours)
    await stage.owner.hears("冻起来")
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("60")
    told, data = await gets_copy(stage, stage.owner)
    for said in (STRANGE, "先把死鱼冻起来送检", "示例五金制品有限公司", "收到罚款决定书", "同意保存的时间"):
        assert said in told
    assert "被执行过" not in told + json.dumps(data, ensure_ascii=False)
    assert data["enterprise"][0]["town"] == "姚庄"
    assert [row["ticket"] for row in data["tickets"]] == ["#1"]
    assert "示例五金" not in content_of_lawyer(await gets_copy(stage, stage.lawyer))


def content_of_lawyer(copy):
    told, data = copy
    assert data["you"][0]["roles"] == "lawyer"
    return told


async def test_a_second_copy_on_the_same_day_is_refused_also_by_the_old_button(stage):
    await stage.owner.agrees()
    await gets_copy(stage, stage.owner)
    stage.owner.says("/export_my_data")
    await stage.owner.hears("一天只能导出一次", "2026-11-24 10:00")
    forges(stage.owner, "exportme")
    await stage.owner.hears("一天只能导出一次")
    await stage.moves(days=1, minutes=1)
    await gets_copy(stage, stage.owner)
