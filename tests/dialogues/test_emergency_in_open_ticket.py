"""An emergency told while a ticket is open: heard at once, however far the conversation is in something else."""

import pytest
from scenes import opens_ticket, takes_ticket

SAID = [
    ("suicide", "撑不住了，想从楼上跳下去", "您的命比什么债都要紧"),
    ("suicide", "我對唔住屋企人，想一了百了", "您的命比什麼債都要緊"),
    ("suicide", "im so stressed i want to die", "Your life matters more than any debt"),
    ("detention", "警察刚把我们会计带走了", "人被带走"),
    ("fire", "着火了！成品库！", "先撤人，马上打 119"),
    ("injury", "師傅隻手俾啤機夾住拉唔出", "馬上打 120"),
]


@pytest.mark.parametrize(("kind", "text", "first"), SAID)
async def test_within_the_ten_minutes_after_a_ticket(stage, kind, text, first):
    """These go into the ticket without a question; words of danger among them are not swallowed."""
    await opens_ticket(stage)
    stage.owner.says("补充一下，鱼是上周二到的")
    await stage.owner.hears("已放进工单 #1")
    stage.owner.says(text)
    said = (await stage.owner.hears("#1", "12348"))["text"]
    assert said.startswith(first)
    await stage.owner.hears_nothing_more()
    for lawyer in (stage.lawyer, stage.second_lawyer):
        await lawyer.hears("急", "#1")
    await stage.admin.hears("#1")


@pytest.mark.parametrize(("kind", "text", "first"), SAID)
async def test_hours_later_while_a_lawyer_has_the_ticket(stage, kind, text, first):
    await takes_ticket(stage)
    await stage.moves(hours=2)
    stage.owner.says(text)
    said = (await stage.owner.hears("12348"))["text"]
    assert said.startswith(first)
    await stage.admin.hears("急事工单")


@pytest.mark.parametrize(("kind", "text", "first"), SAID)
async def test_while_something_is_collected_for_a_lawyer(stage, kind, text, first):
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears()
    stage.owner.says("邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到，现在有 1 条")
    stage.owner.says(text)
    said = (await stage.owner.hears("#1", "12348"))["text"]
    assert said.startswith(first)
    await stage.lawyer.hears("新工单 #1")
