"""Tickets that nobody can take now are dealt out when somebody can: hours begin, or a lawyer has one less."""

import pytest
from scenes import closes, opens_ticket
from stage import set_up


async def asks(stage, words):
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says(words)
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    return await stage.owner.hears("工单 #")


async def test_a_ticket_of_the_evening_waits_without_alarming_admins_and_is_dealt_out_when_hours_begin(stage):
    await stage.owner.agrees()
    await stage.moves(hours=9)
    await asks(stage, "邻居的厂漏水泡坏了我们的货")
    assert "11-24 09:00 上班就转给律师" in stage.owner.last["text"]
    await stage.lawyer.hears_nothing_more()
    await stage.admin.hears_nothing_more()
    await stage.moves(hours=14)
    await stage.lawyer.hears("新工单 #1")
    await stage.admin.hears_nothing_more()


@pytest.fixture
async def small_desk(tmp_path, knowledge, database_url):
    environ = {"BUTLER_DATABASE__URL": database_url, "BUTLER_TICKETS__MOST_PER_LAWYER": "1"}
    async with set_up(tmp_path, knowledge, **environ) as stage:
        yield stage


async def test_a_lawyer_who_has_as_many_as_they_may_gets_the_next_when_one_is_closed(small_desk):
    stage = small_desk
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears()
    card = await opens_ticket(stage)
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears()
    await stage.owner.hears("接手了工单 #1")
    await asks(stage, "邻居的厂漏水泡坏了我们的货")
    await stage.admin.hears("工单 #2", "没有律师可派")
    await stage.lawyer.hears_nothing_more()
    await closes(stage, yours)
    await stage.moves(seconds=5)
    await stage.lawyer.hears("新工单 #2")
