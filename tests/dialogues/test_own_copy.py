"""Somebody gets a copy of what is kept of them, once a day, after being asked: theirs, and nobody else's."""

import json

from scenes import STRANGE, closes, forges, takes_ticket

from bot.domain.conflict import PartySide, Side
from bot.domain.deadlines import Limit, Roll, Unit
from bot.storage import conflicts, deadlines, enterprises, snippets, tickets

CODE = "91330421MA2CYEX123"


def content(stage, heard):
    return stage.sim.world.the_bot.files.find(heard["file"]["id"]).content.decode()


async def gets_copy(stage, somebody):
    somebody.says("/export_my_data")
    asked = await somebody.hears("两个文件", "第45条")
    somebody.taps("发给我")
    told = await somebody.hears("可以直接看")
    data = await somebody.hears("JSON")
    await stage.settles()
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


async def test_each_kind_of_thing_that_is_kept_has_its_name_in_the_copy(stage):
    yours = await takes_ticket(stage)
    stage.owner.sends("photo", caption="死鱼的照片", reply_to=stage.owner.last)
    await stage.lawyer.hears("死鱼的照片")
    await stage.owner.hears("已转给")
    words = stage.lawyer.says("先别动", reply_to=yours)
    await stage.owner.hears("先别动")
    stage.lawyer.says("/recall", reply_to={"id": words.message_id})
    await stage.lawyer.hears("已撤回")
    await something_of_each_kind_is_kept(stage)
    told, _ = await gets_copy(stage, stage.owner)
    for name in (
        "信用代码",
        "对方: 示例饲料厂",
        "文件",
        "收回的时间",
        "要提醒的期限",
        "最后一天",
        "存下的时间",
    ):
        assert name in told
    told, _ = await gets_copy(stage, stage.lawyer)
    for name in ("常用语", "申报的客户和对方", "哪一方"):
        assert name in told


async def something_of_each_kind_is_kept(stage):
    """What other dialogues have people say step by step."""
    owner, lawyer, now = await stage.person(stage.owner), await stage.person(stage.lawyer), stage.clock()
    async with stage.butler.database.transaction() as tx:
        await enterprises.join(tx, owner, name="示例五金制品有限公司", credit_code=CODE, town="姚庄", now=now)
        await conflicts.set_side(tx, await tickets.find(tx, 1), Side.NAMED, "示例饲料厂")
        await conflicts.declare(tx, lawyer, PartySide.CLIENT, "示例纺织厂", now)
        await snippets.add(tx, lawyer, "送检", "请先送检", now)
        limit, today = Limit(60, Unit.DAY, Roll.CIVIL), now.date()
        await deadlines.keep(
            tx,
            person=owner,
            ticket=None,
            question=None,
            entry="reconsideration-deadline",
            number=0,
            limit=limit,
            trigger=today,
            last=today,
            told=None,
            now=now,
        )


async def test_a_second_copy_on_the_same_day_is_refused_also_by_the_old_button(stage):
    await stage.owner.agrees()
    await gets_copy(stage, stage.owner)
    stage.owner.says("/export_my_data")
    await stage.owner.hears("一天只能导出一次", "2026-11-24 10:00")
    forges(stage.owner, "exportme")
    await stage.owner.hears("一天只能导出一次")
    await stage.moves(days=1, minutes=1)
    await gets_copy(stage, stage.owner)
