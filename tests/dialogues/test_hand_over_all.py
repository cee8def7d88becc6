"""A lawyer who leaves, or an admin for them, gives all that they hold away: one confirmation, nothing lost."""

import pytest
from engines import rows_of
from scenes import STRANGE, forges, takes_ticket
from test_conflicts import declares
from test_phone_shape import open_tickets


@pytest.fixture
async def holding(stage):
    """The first lawyer holds three tickets of one owner."""
    await takes_ticket(stage)
    await open_tickets(stage, 2, lawyer=stage.lawyer)
    await stage.settles()


async def hears_all(somebody, *parts):
    """Everything that was said meanwhile, one message with each part."""
    heard = [await somebody.hears() for _ in parts]
    assert all(any(part in each["text"] for each in heard) for part in parts), heard
    return heard


async def test_all_goes_to_a_named_colleague_who_sees_the_parties_before_the_words(
    stage, holding, database_url
):
    stage.lawyer.says("/handover")
    listed = await stage.lawyer.hears("示例甲 手上有 3 件工单（#1 #2 #3）", "等律师答复 3")
    stage.lawyer.taps("示例乙 · 值班 · 0 件")
    await stage.settles()
    assert "全部转给 示例乙" in stage.lawyer.sees(listed)["text"]
    await stage.second_lawyer.hears_nothing_more()
    stage.lawyer.taps("确定全部转出", stage.lawyer.sees(listed))
    cards = await hears_all(stage.second_lawyer, "新工单 #1", "新工单 #2", "新工单 #3")
    assert not any(STRANGE in each["text"] for each in cards)
    await stage.second_lawyer.hears("示例甲 把手上的工单转给您：#1 #2 #3")
    await stage.owner.hears("#1 #2 #3", "换人了")
    await stage.owner.hears_nothing_more()
    await stage.admin.hears("示例甲 手上的工单都转出了：#1 #2 #3", "专属律师")
    assert "等 示例乙 接手：#1 #2 #3" in stage.lawyer.sees(listed)["text"]
    stage.second_lawyer.taps("接手", cards[0])
    await stage.second_lawyer.hears("归您办理", STRANGE)
    events = await rows_of(database_url, "SELECT ticket FROM ticket_events WHERE act = 'hand_over_all'")
    assert sorted(number for (number,) in events) == [1, 2, 3]
    forges(stage.lawyer, f"all-give:{await stage.person(stage.lawyer)}:0")
    await stage.lawyer.hears("没有要转的")


async def test_all_goes_back_into_the_queue_and_may_be_thought_over_first(stage, holding):
    stage.lawyer.says("/handover")
    listed = await stage.lawyer.hears("3 件")
    for label in ("全部放回队列", "再想想", "全部放回队列", "确定全部转出"):
        stage.lawyer.taps(label, stage.lawyer.sees(listed))
        await stage.settles()
    assert "都放回队列了：#1 #2 #3" in stage.lawyer.sees(listed)["text"]
    await hears_all(stage.second_lawyer, "新工单 #1", "新工单 #2", "新工单 #3")
    await stage.owner.hears("换人了")
    stage.lawyer.taps("下班", stage.lawyer.sees(listed))
    await stage.lawyer.hears("不在值班")


async def test_what_the_colleague_may_not_take_goes_the_way_of_all_that_wait(stage, holding):
    await declares(stage.second_lawyer, "示例五金制品有限公司", label="加对方")
    stage.lawyer.says("/handover")
    listed = await stage.lawyer.hears("3 件")
    stage.lawyer.taps("示例乙 · 值班 · 0 件")
    await stage.settles()
    stage.lawyer.taps("确定全部转出", stage.lawyer.sees(listed))
    await hears_all(stage.second_lawyer, "新工单 #2", "新工单 #3")
    await stage.second_lawyer.hears("转给您：#2 #3")
    await stage.second_lawyer.hears_nothing_more()
    assert "等 示例乙 接手：#2 #3；放回队列派给别人：#1" in stage.lawyer.sees(listed)["text"]


async def test_an_admin_does_it_for_a_lawyer_who_is_told(stage, holding):
    stage.admin.says("/handover")
    asked = await stage.admin.hears("要把谁手上的")
    assert stage.admin.labels(asked) == ["示例甲 · 值班 · 3 件"]
    stage.admin.taps("示例甲 · 值班 · 3 件")
    await stage.settles()
    for label in ("示例乙 · 值班 · 0 件", "确定全部转出"):
        stage.admin.taps(label, stage.admin.sees(asked))
        await stage.settles()
    await stage.lawyer.hears("管理员把您手上的工单全部转出了：#1 #2 #3")
    stage.admin.says("/handover")
    await stage.admin.hears("都转出了")
    await stage.admin.hears("没有律师手上有工单")


async def test_nobody_gives_away_what_another_lawyer_holds(stage, holding):
    first, second = await stage.person(stage.lawyer), await stage.person(stage.second_lawyer)
    for data in (f"all-give:{first}:{second}", f"all-sure:{first}:0", f"all-whom:{first}:1"):
        forges(stage.second_lawyer, data)
        await stage.second_lawyer.hears("已经失效")
    for to in (first, 999):
        forges(stage.lawyer, f"all-give:{first}:{to}")
        await stage.lawyer.hears("已经失效")
    stage.second_lawyer.says("/handover")
    await stage.second_lawyer.hears("示例乙 手上没有工单")
    await stage.owner.hears_nothing_more()
