"""Whoever an admin bans, or who floods beyond all limits, hears so once and is then not heard; danger and own data excepted."""

import pytest
from engines import rows_of
from scenes import forges, takes_ticket
from stage import product_knowledge, set_up
from test_limits import bot_texts, floods

from bot.domain.button_data import stamped
from bot.matching import Judge


async def bans_owner_of_1(stage, reason="辱骂或威胁", days="7 天"):
    stage.admin.says("/ban #1")
    await stage.admin.hears("为什么不再听 P")
    stage.admin.taps(reason)
    await stage.admin.hears("多久")
    stage.admin.taps(days)
    await stage.admin.hears("从现在起不再听 P")


async def test_whoever_is_banned_hears_why_once_and_costs_nothing_until_it_is_lifted(
    stage, monkeypatch, database_url
):
    await takes_ticket(stage)
    await bans_owner_of_1(stage)
    await stage.owner.hears("管理员决定先不听您的消息了", "辱骂或威胁", "2026-", "（待司法局确认）", "12348")
    await stage.lawyer.hears("工单 #1 的企业主被管理员限制了")
    judged = []
    monkeypatch.setattr(Judge, "decided", lambda self, told, *heard: judged.append(told.text))
    before = bot_texts(stage.owner)
    for said in ("试用期可以随便辞退吗", "/start", "/lawyer 帮帮我", "你们等着"):
        stage.owner.says(said)
    forges(stage.owner, stamped("tickets:1", stage.butler.epoch))
    await stage.settles()
    assert (judged, bot_texts(stage.owner)) == ([], before)
    for _ in range(2):  # what may save a life is told, and not over and over
        stage.owner.says("车间着火了，火还没灭")
        await stage.settles()
    assert [text for text in bot_texts(stage.owner) if "我现在叫不了律师" in text][1:] == []
    await stage.owner.hears("我现在叫不了律师", "119")
    monkeypatch.undo()
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")

    stage.admin.says("/ban #1")
    await stage.admin.hears("现在已经被限制了")
    stage.admin.says("/ban")
    listed = await stage.admin.hears("现在不听的人：1", "企业主", "· P")
    lifts = f"解除 P{await stage.person(stage.owner)} 示例企业主"
    stage.admin.taps(lifts)
    await stage.admin.hears("又可以说话了")
    await stage.owner.hears("限制解除了")
    stage.admin.taps(lifts, listed)
    await stage.admin.hears("这项限制已经结束了")
    stage.owner.says("试用期可以随便辞退吗")
    await stage.owner.hears()
    acts = await rows_of(
        database_url, "SELECT act FROM audit WHERE act IN ('banned', 'unbanned') ORDER BY number"
    )
    assert [act for (act,) in acts] == ["banned", "unbanned"]


async def test_a_ban_ends_by_itself_or_never_and_nobody_who_works_here_is_banned(stage):
    stage.admin.says("/ban")
    await stage.admin.hears("现在没有被限制的人")
    for said in ("/ban #77", "/ban 某某"):
        stage.admin.says(said)
        await stage.admin.hears("没有找到“")
    for colleague in (stage.admin, stage.lawyer):
        stage.admin.says(f"/ban P{await stage.person(colleague)}")
        await stage.admin.hears("不能限制律师、管理员和您自己")
    await takes_ticket(stage)
    await bans_owner_of_1(stage, "冒充别人或别的企业", "1 天")
    await stage.owner.hears("2026-11-24 10:00")
    await stage.moves(hours=25)
    stage.owner.says("/language")
    await stage.settles()
    assert "请选择语言" in bot_texts(stage.owner)[-1]
    stage.admin.says("/ban #1")
    await stage.admin.hears("为什么不再听 P")
    stage.admin.taps("发得太多")
    await stage.admin.hears("多久")
    stage.admin.taps("解除为止")
    await stage.settles()
    assert "管理员解除为止" in bot_texts(stage.owner)[-1]


@pytest.fixture
async def strict(tmp_path, database_url):
    """A house in which 10 messages a minute are beyond all limits."""
    limits = {"BUTLER_ACCESS__QUARANTINE_AFTER_MESSAGES": "10", "BUTLER_ACCESS__QUARANTINE_MINUTES": "60"}
    async with set_up(tmp_path, product_knowledge(), BUTLER_DATABASE__URL=database_url, **limits) as stage:
        yield stage


async def test_whoever_floods_is_quiet_for_an_hour_and_an_admin_sees_it(strict):
    await strict.owner.agrees()
    await floods(strict, 10)
    await floods(strict, 3)
    assert sum("您发得太多太快" in text for text in bot_texts(strict.owner)) == 1
    await strict.moves(minutes=5)
    before = bot_texts(strict.owner)
    strict.owner.says("试用期可以随便辞退吗")
    await strict.settles()
    assert bot_texts(strict.owner) == before
    strict.admin.says("/ban")
    await strict.admin.hears("现在不听的人：1", "⚙")
    await strict.moves(minutes=60)
    strict.owner.says("试用期可以随便辞退吗")
    await strict.owner.hears()
    strict.admin.says("/ban")
    await strict.admin.hears("现在没有被限制的人")
