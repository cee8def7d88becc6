"""Limits before the work: whoever writes faster than a person types, and whoever has very many open tickets."""

import pytest
from scenes import STRANGE, opens_ticket, takes_ticket
from stage import product_knowledge, set_up

from bot.matching import Judge
from bot.storage import tickets
from bot.usecases.limits import MOST_SAID

FIRE = "车间着火了，火还没灭"
DETAINED = "老板刚刚被警察带走了怎么办"


def bot_texts(somebody):
    return [said["text"] for said in somebody.player.sees() if said["from"] == "bot"]


async def floods(stage, count=MOST_SAID):
    """The owner, who has agreed, writes as much as is thought about in a minute."""
    for number in range(count):
        stage.owner.says(f"第 {number} 个问题：合同怎么签")
    await stage.settles()


async def open_tickets(stage, owner):
    number = await stage.person(owner)
    async with stage.butler.database.transaction() as tx:
        return await tickets.open_of_owner(tx, number)


async def test_what_comes_too_fast_is_not_judged_and_that_is_said_once(stage, monkeypatch):
    await stage.owner.agrees()
    await floods(stage)
    judged, decided = [], Judge.decided
    monkeypatch.setattr(Judge, "decided", lambda self, *heard: judged.append(heard) or decided(self, *heard))
    await floods(stage, 10)
    assert not judged
    assert sum("消息来得太快" in text for text in bot_texts(stage.owner)) == 1
    await stage.moves(minutes=2)
    stage.owner.says("试用期可以随便辞退吗")
    await stage.settles()
    assert judged


async def test_danger_is_heard_however_much_was_said_before(stage):
    await stage.owner.agrees()
    await floods(stage, MOST_SAID + 5)
    stage.owner.says(FIRE)
    await stage.settles()
    assert any("工单 #1 已按急事办" in text for text in bot_texts(stage.owner))
    await stage.admin.hears("急事工单 #1")


async def test_words_for_a_lawyer_reach_the_lawyer_however_fast_they_come(stage):
    await takes_ticket(stage)
    for number in range(MOST_SAID + 5):
        stage.owner.says(f"补充第 {number} 点")
    await stage.settles()
    assert any(f"补充第 {MOST_SAID + 4} 点" in text for text in bot_texts(stage.lawyer))
    assert not any("消息来得太快" in text for text in bot_texts(stage.owner))


async def test_a_draft_grows_however_fast_it_comes(stage):
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    for number in range(MOST_SAID + 5):
        stage.owner.says(f"第 {number} 件事")
    await stage.settles()
    assert not any("消息来得太快" in text for text in bot_texts(stage.owner))


async def test_an_edit_that_comes_too_fast_is_not_asked_anew(stage):
    await stage.owner.agrees()
    question = stage.owner.says("合同怎么签")
    await floods(stage, MOST_SAID)
    stage.owner.edits(question, "公司怎么注销")
    await stage.settles()
    assert "消息来得太快" in bot_texts(stage.owner)[-1]


@pytest.fixture
async def narrow(tmp_path, database_url):
    """A house in which an owner has one open ticket, and one open emergency, at most."""
    most = {"BUTLER_TICKETS__MOST_OPEN_PER_OWNER": "1", "BUTLER_TICKETS__MOST_EMERGENCIES_PER_OWNER": "1"}
    async with set_up(tmp_path, product_knowledge(), BUTLER_DATABASE__URL=database_url, **most) as stage:
        await stage.lets_words_go_to_lawyers(stage.owner)
        yield stage


async def test_a_question_beyond_the_most_goes_into_an_open_ticket_with_a_tap(narrow):
    await opens_ticket(narrow)
    await narrow.moves(minutes=11)
    narrow.owner.says("试用期可以随便辞退吗")
    await narrow.owner.hears()
    narrow.owner.taps("转给律师")
    await narrow.owner.hears("您有 1 件工单还没办结，最多同时 1 件", "#1")
    narrow.owner.taps("也放进工单 #1")
    await narrow.owner.hears("#1")
    assert [each.id for each in await open_tickets(narrow, narrow.owner)] == [1]


async def test_a_draft_beyond_the_most_is_kept_until_one_is_closed(narrow):
    await opens_ticket(narrow)
    await narrow.moves(minutes=11)
    narrow.owner.says(f"/lawyer {STRANGE}的第二批")
    await narrow.owner.hears("收到")
    narrow.owner.taps("发给律师")
    await narrow.owner.hears("您有 1 件工单还没办结", "这份草稿替您留着", "#1")
    assert len(await open_tickets(narrow, narrow.owner)) == 1


async def test_an_emergency_beyond_the_most_joins_the_one_that_is_open(narrow):
    await narrow.owner.agrees()
    narrow.owner.says(FIRE)
    await narrow.owner.hears("工单 #1 已按急事办")
    await narrow.moves(minutes=13 * 60)
    narrow.owner.says("/cancel")
    narrow.owner.says(DETAINED)
    await narrow.settles()
    assert [each.id for each in await open_tickets(narrow, narrow.owner)] == [1]
    assert not any("#2" in text for text in bot_texts(narrow.owner))
