"""What people hear when something did not arrive, or could not be done."""

import asyncio
from dataclasses import replace

import pytest
from scenes import brings, opens_ticket, takes_ticket
from stage import set_up

from bot import app
from bot.storage import inbox
from bot.usecases import assignment, knowledge_admin
from simulator.faults import Fault

UNREADABLE = {"entities": [7]}
"""A message that no handler can read: its formatting is a number."""


async def test_an_answer_that_may_not_have_arrived_is_simply_said_again(stage):
    await stage.owner.agrees()
    stage.sim.world.faults.order(Fault("drop_before", method="sendMessage", chat=stage.owner.id))
    stage.owner.says("/help")
    await stage.moves(seconds=2)
    await stage.owner.hears("怎么用")
    await stage.owner.hears_nothing_more()


async def test_whoever_may_not_have_heard_something_for_a_day_can_have_it_sent_again_once(stage):
    await stage.owner.agrees()
    stage.sim.world.faults.order(Fault("drop_after", method="sendMessage", chat=stage.owner.id, times=2))
    stage.owner.says("/help")
    await stage.owner.hears("怎么用")  # it has arrived, but that was not answered
    await stage.moves(hours=25)
    await stage.owner.hears("怎么用")
    doubt = await stage.owner.hears("可能有一条消息没有送到您这里")
    stage.admin.says("/undelivered")
    await stage.admin.hears("不确定")
    stage.owner.taps("再发一次", doubt)
    await stage.owner.hears("怎么用")
    await stage.owner.hears("已再发一次")
    stage.owner.taps("再发一次", doubt)
    await stage.owner.hears("已经补发过")


async def test_a_lawyer_whose_words_may_not_have_arrived_can_send_them_again(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("drop_before", method="sendMessage", chat=stage.owner.id))
    stage.lawyer.says("三年内起诉", reply_to=yours)
    await stage.lawyer.hears("工单 #1", "可能没有送到对方")
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps("再发一次")
    await stage.owner.hears("示例甲", "三年内起诉")


async def test_a_lawyer_whose_words_were_refused_hears_that_at_once(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("400", method="sendMessage", chat=stage.owner.id))
    stage.lawyer.says("三年内起诉", reply_to=yours)
    await stage.lawyer.hears("工单 #1", "没有送到")
    stage.admin.says("/undelivered")
    await stage.admin.hears("失败", "工单 1")


async def test_a_lawyer_to_whom_even_that_may_not_be_shown_hears_of_the_words_all_the_same(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.sim.world.faults.order(Fault("400", method="sendMessage", chat=stage.owner.id))
    stage.sim.world.faults.order(Fault("400", method="sendMessage", chat=stage.lawyer.id, times=3))
    words = stage.lawyer.says("三年内起诉", reply_to=yours)
    told = await stage.lawyer.hears("工单 #1", "没有送到", "再发一次", "起先没让我")
    assert told["reply_to"] == words.message_id
    await stage.admin.hears("去掉格式和按钮也不行", "/undelivered")
    await stage.lawyer.hears_nothing_more()


async def test_what_telegram_refuses_goes_in_a_plainer_form_and_where_that_is_refused_too_people_hear_so(
    stage,
):
    await stage.owner.agrees()
    await stage.settles()
    refused = Fault("400", method="sendMessage", chat=stage.owner.id)
    stage.sim.world.faults.order(refused)
    stage.owner.says("/help")
    assert "<b>" not in (await stage.owner.hears("怎么用"))["text"]
    await stage.owner.hears_nothing_more()
    stage.sim.world.faults.order(replace(refused, times=3))
    stage.owner.says("/help")
    await stage.owner.hears("没能显示出来", "/lawyer", "/tickets")
    await stage.admin.hears("去掉格式和按钮也不行", "/undelivered")
    stage.sim.world.faults.order(replace(refused, times=3, chat=stage.lawyer.id))
    stage.lawyer.says("/queue")
    await stage.lawyer.hears("没能显示出来", "/mine")


async def test_a_message_that_cannot_be_dealt_with_is_owned_up_to_and_admins_may_try_again(stage):
    await stage.owner.agrees()
    brings(stage.owner, text="合同怎么签", **UNREADABLE)
    await stage.gives_up()
    await stage.owner.hears("没能处理好")
    failure = await stage.admin.hears("三次都没处理成")
    stage.admin.taps("再试一次", failure)
    await stage.admin.hears("马上再试一次")
    stage.admin.taps("再试一次", failure)
    await stage.admin.hears("已经在处理")
    await stage.gives_up()
    await stage.admin.hears("三次都没处理成")


async def test_many_messages_that_cannot_be_dealt_with_are_told_of_together(stage, monkeypatch):
    monkeypatch.setattr(knowledge_admin, "TOLD_SINGLY", 1)
    await stage.owner.agrees()
    for _ in range(3):
        brings(stage.owner, text="合同怎么签", **UNREADABLE)
        await stage.gives_up()
        await stage.owner.hears("没能处理好")
    await stage.admin.hears("三次都没处理成")
    await stage.admin.hears("2 条消息没能处理成", "db retry --all")
    await stage.admin.hears_nothing_more()


async def test_an_alarm_that_cannot_ring_is_told_to_the_admins_who_let_it_ring_again(stage, monkeypatch):
    async def breaks(*_, **__):
        raise RuntimeError

    await opens_ticket(stage)
    await stage.settles()
    with monkeypatch.context() as patch:
        patch.setattr(assignment, "offer_next", breaks)
        for _ in range(inbox.TRIES):
            await stage.moves(minutes=16)
    failure = await stage.admin.hears("工单 #1", "到时提醒三次都没办成")
    stage.admin.taps("再试一次", failure)
    await stage.admin.hears("马上再试一次")
    await stage.moves(minutes=1)
    await stage.second_lawyer.hears("新工单 #1")
    await stage.admin.hears("已再派一位")


@pytest.fixture
def failing_chores(monkeypatch):
    """Chores that fail at once, as a fault in the program would let them; how often they were begun."""
    begun = []

    async def fail(*_):
        begun.append(asyncio.get_running_loop().time())
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(app, "every_hour", fail)
    return begun


async def test_work_beside_the_bots_own_that_fails_ends_nothing_and_is_told_to_the_admin_once(
    tmp_path, knowledge, failing_chores, caplog
):
    for _ in range(2):  # a restart tells nothing again
        async with set_up(tmp_path, knowledge) as stage:
            await stage.settles()
            stage.owner.says("/help")
            await stage.owner.hears()
            told = [m["text"] for m in stage.admin.player.sees() if "chores" in (m.get("text") or "")]
            assert len(told) == (len(failing_chores) == 1)
            assert all("ZeroDivisionError" in each for each in told)
    assert "secret" not in caplog.text
