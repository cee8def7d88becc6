"""Words that are still under way when their reader loses the ticket: they stay with whoever has it now."""

import datetime as dt

import pytest
from scenes import STRANGE, forges, removes, takes_ticket

from bot.storage import outbox, people

WORDS = "送货单在会计那里"
OTHERS = "邻居的厂漏水泡坏了我们的货"


async def the_line_is_slow(stage, somebody, minutes=5):
    """Nothing is brought to somebody for a while, as when Telegram asks for patience."""
    person = await stage.person(somebody)
    async with stage.butler.database.transaction() as tx:
        address = await people.address_of(tx, stage.butler.account.id, person)
        await outbox.pause_address(tx, address.id, stage.clock() + dt.timedelta(minutes=minutes))


async def hands_back(stage):
    forges(stage.lawyer, "pass:1")


async def is_given_away(stage):
    stage.admin.says("/queue")
    await stage.admin.hears("#1")
    forges(stage.admin, f"assigned:1:{await stage.person(stage.second_lawyer)}")
    await stage.admin.hears("已指派给示例乙")


async def is_removed(stage):
    await removes(stage, "示例甲")


@pytest.mark.parametrize("loses_it", [hands_back, is_given_away, is_removed])
async def test_they_do_not_reach_the_former_lawyer_and_the_next_one_reads_them(stage, loses_it):
    await takes_ticket(stage)
    await the_line_is_slow(stage, stage.lawyer)
    stage.owner.says(WORDS, reply_to=stage.owner.last)
    await stage.owner.hears("已转给示例甲")
    await loses_it(stage)
    await stage.owner.hears("律师")
    await stage.second_lawyer.hears("工单 #1")
    await stage.moves(minutes=6)
    await stage.settles()
    assert not [each for each in stage.lawyer.player.sees() if WORDS in str(each)]
    await stage.second_lawyer.takes()
    await stage.second_lawyer.hears("全部对话", WORDS)


async def holds_two(stage):
    """The first lawyer has a ticket of the usual owner's in hand, and one of a newcomer's."""
    await takes_ticket(stage)
    other = stage.newcomer()
    await other.agrees()
    other.says(f"/lawyer {OTHERS}")
    await other.hears("收到")
    other.taps("发给律师")
    await other.hears("工单 #2")
    await stage.second_lawyer.hears("新工单 #2")
    forges(stage.lawyer, "take:2")
    await stage.lawyer.hears("工单 #2 归您办理")
    await stage.lawyer.hears(OTHERS)


@pytest.mark.parametrize("asks", ["先把合同拍给我", "/mine"])
async def test_a_list_of_what_is_in_hand_is_not_brought_once_one_of_it_is_lost(stage, asks):
    await holds_two(stage)
    await the_line_is_slow(stage, stage.lawyer)
    heard = len(stage.lawyer.player.sees())
    stage.lawyer.says(asks)
    await stage.moves(seconds=1)
    await is_given_away(stage)
    await stage.moves(minutes=6)
    await stage.settles()
    since = [str(each) for each in stage.lawyer.player.sees()[heard:] if each["from"] == "bot"]
    assert any("过时了" in each and "/mine" in each for each in since)
    assert not [each for each in since if STRANGE[:12] in each]
