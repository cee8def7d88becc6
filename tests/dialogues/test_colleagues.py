"""A ticket among lawyers: why it was passed on, handed to a named colleague, read along by one."""

import asyncio

import pytest
from engines import rows_of
from scenes import STRANGE, closes, forges, opens_ticket, removes, takes_ticket

from bot.domain.conflict import Hit, Reason
from bot.storage import conflicts, tickets

SECRET = "对方底线是八万"


async def more(stage, yours):
    stage.lawyer.taps("更多", yours)
    return await stage.lawyer.hears("工单 #1 还可以这样办")


async def lists(stage, yours, label):
    """The list of colleagues, which stands in the message with the button."""
    menu = await more(stage, yours)
    stage.lawyer.taps(label, menu)
    await stage.settles()
    return stage.lawyer.sees(menu)


async def asks_second_lawyer(stage, yours):
    listed = await lists(stage, yours, "交给同事")
    stage.lawyer.taps("示例乙 · 值班 · 0 件", listed)
    card = await stage.second_lawyer.hears("示例甲（律师）想把工单 #1 交给您", "示例五金制品有限公司")
    assert STRANGE not in card["text"]  # no word before it is theirs, as with any offer
    await stage.settles()
    assert "已问 示例乙" in stage.lawyer.sees(listed)["text"]
    return card


async def invites_second_lawyer(stage, yours):
    listed = await lists(stage, yours, "请同事一起看")
    assert "不能给企业主发话" in listed["text"]
    stage.lawyer.taps("示例乙 · 值班 · 0 件", listed)
    told = await stage.second_lawyer.hears("示例甲（律师）请您一起看工单 #1", "示例五金制品有限公司")
    assert STRANGE not in told["text"]
    await stage.settles()
    assert "已请 示例乙 一起看" in stage.lawyer.sees(listed)["text"]
    return told


async def holder(stage):
    async with stage.butler.database.transaction() as tx:
        return await tickets.find(tx, 1)


async def test_a_named_colleague_takes_over_with_all_that_was_said_and_the_owner_is_told_who_it_is(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("先看合同", reply_to=yours)
    await stage.owner.hears("先看合同")
    card = await asks_second_lawyer(stage, yours)
    stage.second_lawyer.taps("接过来", card)
    mine = await stage.second_lawyer.hears("工单 #1 归您办理")
    await stage.second_lawyer.hears("全部对话", STRANGE, "先看合同")
    await stage.settles()
    assert "您接过来了" in stage.second_lawyer.sees(card)["text"]
    await stage.lawyer.hears("示例乙（律师）接过了工单 #1")
    await stage.owner.hears("工单 #1 现在由示例乙（律师）办理")
    stage.second_lawyer.says("合同我看过了", reply_to=mine)
    await stage.owner.hears("示例乙", "合同我看过了")
    stage.lawyer.says("还有一句", reply_to=yours)
    await stage.lawyer.hears("不在您名下")
    await stage.owner.hears_nothing_more()


async def test_until_the_colleague_accepts_it_stays_with_its_lawyer_also_when_declined(stage):
    yours = await takes_ticket(stage)
    card = await asks_second_lawyer(stage, yours)
    stage.second_lawyer.says("我来", reply_to=card)
    await stage.second_lawyer.hears()
    stage.lawyer.says("还是我在看", reply_to=yours)
    await stage.owner.hears("示例甲", "还是我在看")
    stage.second_lawyer.taps("不接", card)
    await stage.lawyer.hears("示例乙（律师）没有接工单 #1")
    await stage.settles()
    assert "仍由原来的律师办理" in stage.second_lawyer.sees(card)["text"]
    forges(stage.second_lawyer, "accept:1")
    await stage.second_lawyer.hears("工单 #1 不用您接了")
    forges(stage.second_lawyer, "details:1")
    await stage.second_lawyer.hears("不存在，或者不归您处理")
    await stage.owner.hears_nothing_more()


async def test_a_question_to_one_colleague_is_taken_back_by_asking_another(stage):
    yours = await takes_ticket(stage)
    card = await asks_second_lawyer(stage, yours)
    stage.admin.says("/invite lawyer")
    link = await stage.admin.hears("https://t.me/")
    third = stage.newcomer("示例丙")
    third.player.starts(link["text"].partition("start=")[2].split()[0])
    await third.hears("律师")
    await stage.admin.hears("示例丙")
    listed = await lists(stage, yours, "交给同事")
    stage.lawyer.taps("示例丙 · 值班 · 0 件", listed)
    await third.hears("想把工单 #1 交给您")
    await stage.second_lawyer.hears("工单 #1 不用您接了")
    stage.second_lawyer.taps("接过来", card)
    await stage.second_lawyer.hears("工单 #1 不用您接了")
    third.taps("接过来")
    await third.hears("归您办理")


async def test_two_who_accept_and_take_back_in_the_same_moment_leave_one_lawyer(stage):
    yours = await takes_ticket(stage)
    card = await asks_second_lawyer(stage, yours)
    stage.second_lawyer.taps("接过来", card)
    stage.lawyer.taps("退回", yours)
    await stage.settles()
    ticket = await holder(stage)
    second = await stage.person(stage.second_lawyer)
    assert ticket.asked is None
    assert ticket.lawyer in {None, second}
    assert (ticket.lawyer is None) is (ticket.state == "waiting")


async def test_who_has_a_conflict_of_interest_is_not_in_the_list_and_cannot_be_let_in_by_any_button(stage):
    yours = await takes_ticket(stage)
    menu = await more(stage, yours)
    second = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        hit = Hit(second, Reason.CLIENT, "甲公司", "甲公司")
        await conflicts.add(tx, await tickets.find(tx, 1), hit, stage.clock())
    stage.lawyer.taps("交给同事", menu)
    await stage.settles()
    assert "没有别的同事可选" in stage.lawyer.sees(menu)["text"]
    for data in (f"hand:1:{second}", f"guest:1:{second}"):
        forges(stage.lawyer, data)
        await stage.lawyer.hears("这位同事现在不能参与工单 #1")
    await stage.second_lawyer.hears_nothing_more()


async def test_a_conflict_that_is_found_later_keeps_whoever_was_asked_or_reads_along_out(stage):
    yours = await takes_ticket(stage)
    await invites_second_lawyer(stage, yours)
    card = await asks_second_lawyer(stage, yours)
    second = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        hit = Hit(second, Reason.CLIENT, "甲公司", "甲公司")
        await conflicts.add(tx, await tickets.find(tx, 1), hit, stage.clock())
    stage.second_lawyer.taps("接过来", card)
    await stage.second_lawyer.hears("可能和您有利益冲突")
    forges(stage.second_lawyer, "transcript:1")
    await stage.second_lawyer.hears("不存在，或者不归您处理")
    stage.second_lawyer.says(f"/note #1 {SECRET}")
    await stage.second_lawyer.hears("这条备注没有保存")


@pytest.mark.parametrize("ends", ["同事不用看了", "我不看了"])
async def test_a_guest_reads_and_writes_notes_and_the_owner_sees_no_trace(stage, ends, database_url):
    yours = await takes_ticket(stage)
    told = await invites_second_lawyer(stage, yours)
    stage.second_lawyer.says("企业主您好", reply_to=told)
    await stage.second_lawyer.hears("这条没有发给任何人", "/note #1")
    stage.second_lawyer.says(f"/note #1 {SECRET}")
    await stage.second_lawyer.hears("已记在工单 #1")
    note = await stage.lawyer.hears("示例乙", SECRET)
    stage.lawyer.says("/note 知道了", reply_to=note)
    await stage.lawyer.hears("已记在工单 #1")
    await stage.second_lawyer.hears("示例甲", "知道了")
    stage.second_lawyer.taps("全部对话", told)
    await stage.second_lawyer.hears(STRANGE, SECRET)
    forges(stage.second_lawyer, "details:1")
    await stage.second_lawyer.hears("工单 #1 详情")
    if ends == "我不看了":
        stage.second_lawyer.taps(ends, told)
    else:
        stage.lawyer.taps(ends, await more(stage, yours))
    await stage.second_lawyer.hears("工单 #1 您不用再看了")
    await stage.lawyer.hears("示例乙 不再看工单 #1")
    stage.second_lawyer.taps("全部对话", told)
    await stage.second_lawyer.hears("不存在，或者不归您处理")
    stage.second_lawyer.says("/note #1 再记一句")
    await stage.second_lawyer.hears("这条备注没有保存")
    forges(stage.lawyer, "dismiss:1")
    await stage.lawyer.hears("现在没有同事在一起看")
    await stage.owner.hears_nothing_more()
    owner = int(await stage.person(stage.owner))
    rows = await rows_of(database_url, f"SELECT body FROM outbox WHERE person = {owner}")
    said = "".join(body.encode().decode("unicode_escape") for (body,) in rows)
    assert "示例乙" not in said
    assert SECRET not in said


@pytest.mark.parametrize("joins", [asks_second_lawyer, invites_second_lawyer])
async def test_whoever_is_asked_or_let_in_steps_aside_with_one_tap_and_the_ticket_stays(stage, joins):
    yours = await takes_ticket(stage)
    card = await joins(stage, yours)
    stage.second_lawyer.taps("我有利益冲突", card)
    await stage.second_lawyer.hears("已记下您和工单 #1 有利益冲突")
    await stage.lawyer.hears("示例乙")
    ticket = await holder(stage)
    assert (ticket.asked, ticket.guest, ticket.state) == (None, None, "taken")
    for data in ("accept:1", "transcript:1", "details:1"):
        forges(stage.second_lawyer, data)
        said = await stage.second_lawyer.hears()
        assert STRANGE not in said["text"]
    await stage.owner.hears_nothing_more()


async def test_a_guest_stays_only_while_the_ticket_is_in_hand(stage):
    yours = await takes_ticket(stage)
    told = await invites_second_lawyer(stage, yours)
    await closes(stage, yours)
    await stage.owner.hears()
    stage.second_lawyer.taps("全部对话", told)
    await stage.second_lawyer.hears("不存在，或者不归您处理")


async def test_a_lawyer_who_is_removed_leaves_what_they_were_asked_and_what_they_read_along(stage):
    yours = await takes_ticket(stage)
    await invites_second_lawyer(stage, yours)
    await asks_second_lawyer(stage, yours)
    await removes(stage, "示例乙")
    await stage.lawyer.hears("示例乙（律师）没有接工单 #1")
    await stage.lawyer.hears("示例乙 不再看工单 #1")
    ticket = await holder(stage)
    assert (ticket.asked, ticket.guest) == (None, None)
    listed = await lists(stage, yours, "请同事一起看")
    assert "没有别的同事可选" in listed["text"]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("没有时间", "没有时间"),
        ("不是我的方向", "不是自己的方向"),
        ("有利益冲突", "不会再派给这位律师"),
        ("其他原因", "可以问问本人"),
    ],
)
async def test_why_a_ticket_was_passed_on_is_kept_and_told_to_the_admins(stage, label, told):
    card = await opens_ticket(stage)
    stage.lawyer.taps("转给别人", card)
    passed = await stage.lawyer.hears("已转给下一位律师")
    await stage.second_lawyer.hears("新工单 #1")
    stage.lawyer.taps(label, passed)
    await stage.admin.hears("示例甲（律师）转出了工单 #1", told)
    await stage.settles()
    assert label in stage.lawyer.sees(passed)["text"]
    first = await stage.person(stage.lawyer)
    async with stage.butler.database.transaction() as tx:
        reasons = [reason for act, _, _, reason in await tickets.events(tx, 1) if act == "pass_reason"]
        assert len(reasons) == 1
        excluded = await conflicts.is_excluded(tx, 1, first)
    assert excluded is (label == "有利益冲突")
    forges(stage.lawyer, "take:1")
    await stage.lawyer.hears("可能和您有利益冲突" if excluded else "归您办理")


async def test_only_who_passed_a_ticket_on_says_why(stage):
    await takes_ticket(stage)
    forges(stage.lawyer, "passwhy:1:no-time")
    await stage.lawyer.hears("不是您转出的")
    await stage.admin.hears_nothing_more()


async def test_colleagues_who_are_off_duty_come_last_and_are_marked(stage):
    yours = await takes_ticket(stage)
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears()
    listed = await lists(stage, yours, "交给同事")
    assert stage.lawyer.labels(listed) == ["示例乙 · 不值班 · 0 件"]


async def test_of_two_lawyers_who_take_in_the_same_moment_one_has_it_and_the_other_is_told_who(stage):
    await opens_ticket(stage)
    queues = []
    for lawyer in (stage.lawyer, stage.second_lawyer):
        lawyer.says("/queue")
        queues.append(await lawyer.hears("等律师接手"))
    stage.lawyer.taps("接手 #1", queues[0])
    stage.second_lawyer.taps("接手 #1", queues[1])
    heard = await asyncio.gather(stage.lawyer.hears(), stage.second_lawyer.hears())
    texts = sorted("归您办理" in each["text"] for each in heard)
    assert texts == [False, True]
    assert any("接手" in each["text"] and "示例" in each["text"] for each in heard)
    await stage.owner.hears("接手了工单 #1")
    await stage.owner.hears_nothing_more()
