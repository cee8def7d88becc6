"""What owners do with their own tickets: look, remind, withdraw, call them solved, and speak to them in a few words."""

import datetime as dt

import pytest
from scenes import STRANGE, closes, collects, forges, nobody_is_on_duty, opens_ticket, removes, takes_ticket

from bot.domain.ticket import State
from bot.storage import alarms, tickets

DEADLINE = "收到罚款决定书多久内可以申请复议"
UNPAID = "客户欠货款一年多不给怎么办"


async def ticket(stage, number=1):
    async with stage.butler.database.transaction() as tx:
        return await tickets.find(tx, number)


async def running(stage, number=1):
    async with stage.butler.database.transaction() as tx:
        return {alarm.kind for alarm in await alarms.running(tx, number)}


async def answers(stage, yours, words="可以起诉"):
    stage.lawyer.says(words, reply_to=yours)
    return await stage.owner.hears(words)


async def opens_another(stage, words, number):
    await stage.moves(minutes=11)
    stage.owner.says(f"/lawyer {words}")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    return await stage.owner.hears(f"工单 #{number}")


# --- withdraw


async def test_a_ticket_is_withdrawn_after_asking_once_and_whoever_was_asked_is_told(stage):
    card = await opens_ticket(stage)
    assert stage.owner.labels() == ["催一下 #1", "撤回 #1"]
    stage.owner.taps("撤回 #1")
    asked = await stage.owner.hears("真的要撤回工单 #1 吗")
    assert (await ticket(stage)).state is State.WAITING
    stage.owner.taps("确定撤回")
    await stage.lawyer.hears("工单 #1 的企业主撤回了工单")
    await stage.settles()
    assert "企业主已撤回" in stage.lawyer.sees(card)["text"]
    assert stage.owner.sees(asked)["text"].startswith("工单 #1 已撤回")
    assert (await ticket(stage)).close_reason == "withdrawn"
    assert await running(stage) == set()
    stage.owner.says(STRANGE)
    await stage.owner.hears("点按钮看全文")  # a new question, not words for the ticket


async def test_a_ticket_in_a_lawyers_hands_is_withdrawn_and_wakes_by_a_reply(stage):
    await takes_ticket(stage)
    assert stage.owner.labels() == ["催一下 #1", "已解决 #1", "撤回 #1"]
    stage.owner.taps("撤回 #1")
    asked = await stage.owner.hears("真的要撤回")
    stage.owner.taps("确定撤回")
    await stage.lawyer.hears("撤回了工单")
    stage.owner.says("还是要问一下", reply_to=asked)
    await stage.lawyer.hears("已重新打开")
    await stage.lawyer.hears("还是要问一下")


async def test_a_ticket_that_is_not_withdrawn_after_all_stays_as_it_is(stage):
    await takes_ticket(stage)
    stage.owner.taps("撤回 #1")
    asked = await stage.owner.hears("真的要撤回")
    stage.owner.taps("不撤回")
    await stage.settles()
    assert stage.owner.sees(asked)["text"] == "好的，工单 #1 照旧。"
    assert (await ticket(stage)).state is State.TAKEN
    await stage.lawyer.hears_nothing_more()


async def test_old_buttons_of_a_withdrawn_ticket_tell_in_passing_that_it_is_closed(stage):
    await opens_ticket(stage)
    sent = stage.owner.last
    stage.owner.taps("撤回 #1")
    await stage.owner.hears("真的要撤回")
    stage.owner.taps("确定撤回")
    await stage.lawyer.hears("撤回了工单")
    for label in ("撤回 #1", "催一下 #1"):
        stage.owner.taps(label, sent)
        await stage.owner.is_alerted("工单 #1 已办结")
    forges(stage.owner, "withdrawn:1")
    await stage.owner.is_alerted("工单 #1 已办结")
    forges(stage.owner, "stay:1")
    await stage.owner.is_alerted("失效")
    await stage.owner.hears_nothing_more()


async def test_nobody_withdraws_settles_reminds_or_sees_the_ticket_of_somebody_else(stage):
    await takes_ticket(stage)
    stranger = stage.newcomer("示例旁人")
    await stranger.agrees()
    for data in ("withdraw:1", "withdrawn:1", "settle:1", "remind:1", "view:1"):
        forges(stranger, data)
        await stranger.is_alerted("不存在，或者不归您处理")
    forges(stranger, "add:1:1")
    await stranger.hears("失效")
    assert (await ticket(stage)).state is State.TAKEN
    await stage.lawyer.hears_nothing_more()


# --- solved


async def test_the_owner_calls_a_ticket_solved_and_both_sides_are_thanked(stage):
    yours = await takes_ticket(stage)
    taken = stage.owner.last
    await answers(stage, yours)
    stage.owner.taps("已解决 #1", taken)
    await stage.owner.hears("太好了，工单 #1 已办结")
    await stage.lawyer.hears("企业主说工单 #1 已经解决")
    closed = await ticket(stage)
    assert (closed.state, closed.close_reason) == (State.CLOSED, "solved")
    stage.owner.says("还有一点没明白", reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    assert (await ticket(stage)).state is State.TAKEN


async def test_what_no_lawyer_has_taken_cannot_be_called_solved(stage):
    await opens_ticket(stage)
    forges(stage.owner, "settle:1")
    await stage.owner.is_alerted("还没有律师接手", "撤回")
    assert (await ticket(stage)).state is State.WAITING


async def test_a_lawyer_cannot_close_as_solved_for_the_owner(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    assert "企业主说已解决" not in stage.lawyer.labels()
    forges(stage.lawyer, "closed:1:solved")
    await stage.lawyer.hears("失效")
    assert (await ticket(stage)).state is State.TAKEN


async def test_it_helped_closes_a_ticket_that_not_solved_had_opened_again(stage):
    yours = await takes_ticket(stage)
    await answers(stage, yours)
    await closes(stage, yours)
    rated = await stage.owner.hears("有帮助吗")
    stage.owner.taps("没解决", rated)
    await stage.owner.hears("已重新打开")
    await stage.lawyer.hears("还没解决")
    stage.owner.taps("有帮助", rated)
    await stage.owner.hears("谢谢")
    await stage.lawyer.hears("已经解决")
    closed = await ticket(stage)
    assert (closed.state, closed.close_reason, closed.helped) == (State.CLOSED, "solved", True)


async def test_it_helped_while_the_ticket_waits_again_asks_whether_to_withdraw(stage):
    yours = await takes_ticket(stage)
    await answers(stage, yours)
    await closes(stage, yours)
    rated = await stage.owner.hears("有帮助吗")
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")
    stage.owner.taps("没解决", rated)
    await stage.owner.hears("已重新打开")
    await stage.second_lawyer.hears("新工单 #1")
    stage.owner.taps("有帮助", rated)
    await stage.owner.hears("又在排队", "要撤回吗")
    stage.owner.taps("确定撤回")
    await stage.second_lawyer.hears("撤回了工单")


# --- remind


async def test_the_holder_is_reminded_and_the_owner_hears_who_and_when_at_most_once_an_hour(stage):
    await takes_ticket(stage)
    stage.owner.taps("催一下 #1")
    await stage.lawyer.hears("工单 #1 的企业主在问进展")
    await stage.owner.hears("已提醒 示例甲（律师）", "争取 周一（11-23）", "我会再催")
    for _ in range(3):
        stage.owner.taps("催一下 #1")
    await stage.owner.is_alerted("已经催过工单 #1", "争取 周一（11-23）")
    await stage.owner.hears_nothing_more()
    await stage.lawyer.hears_nothing_more()
    await stage.moves(minutes=61)
    stage.owner.taps("催一下 #1")
    await stage.lawyer.hears("在问进展")
    await stage.owner.hears("已提醒 示例甲")


async def test_a_reminder_does_not_put_the_answer_off_and_after_an_answer_asks_for_another(stage):
    yours = await takes_ticket(stage)
    await answers(stage, yours)
    assert await running(stage) == {"silence"}
    forges(stage.owner, "remind:1")
    await stage.owner.hears("已提醒")
    assert (await ticket(stage)).state is State.TAKEN
    assert await running(stage) == {"answer", "resolve"}
    await stage.moves(hours=3)
    forges(stage.owner, "remind:1")
    await stage.owner.hears("已提醒")
    await stage.lawyer.hears("在问进展")
    await stage.lawyer.hears("在问进展")
    await stage.moves(hours=3)
    await stage.lawyer.hears("已过答复时限")


async def test_a_reminder_while_nobody_has_taken_it_asks_the_next_lawyer_then_all_and_the_admins(stage):
    await opens_ticket(stage)
    stage.owner.taps("催一下 #1")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.owner.hears("又请了一位律师", "我会再催")
    await stage.lawyer.hears_nothing_more()
    stage.second_lawyer.taps("转给别人")
    await stage.second_lawyer.hears("已退回")
    await stage.admin.hears("没有律师可派")
    await stage.moves(minutes=61)
    await stage.admin.hears("没有律师可派")  # its alarm
    stage.owner.taps("催一下 #1")
    await stage.owner.hears("我已提醒管理员", "12348")
    await stage.lawyer.hears("企业主在等，还没有人接手")
    assert stage.lawyer.labels() == ["接手", "转给别人", "我有利益冲突"]
    await stage.admin.hears("企业主在催")
    await stage.second_lawyer.hears_nothing_more()


# --- the list


async def test_the_list_tells_the_subject_the_state_who_since_when_and_what_happens_next(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("/tickets")
    await stage.owner.hears(
        STRANGE[:24] + "…", "律师办理中 · 示例甲 · 11-23 10:00 起", "律师答复；争取 周一（11-23）16:"
    )
    assert stage.owner.labels() == ["给 #1 补充", "催一下 #1", "已解决 #1", "撤回 #1"]
    await answers(stage, yours)
    stage.owner.says("/tickets")
    await stage.owner.hears("律师已答复", "解决了就点“已解决”")
    await closes(stage, yours)
    await stage.owner.hears("有帮助吗")
    stage.owner.says("/tickets")
    listed = await stage.owner.hears("已办结", "还没解决？12-07 10:00 前回复")
    assert stage.owner.labels(listed) == ["看看 #1"]
    await stage.moves(days=15)
    stage.owner.says("/tickets")
    assert "还没解决" not in (await stage.owner.hears("已办结"))["text"]


async def test_a_ticket_that_begins_with_a_file_and_one_that_waits_are_listed_too(stage):
    await stage.owner.agrees()
    stage.owner.sends("photo")
    await stage.owner.hears("收着")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    stage.owner.says("/tickets")
    await stage.owner.hears("#1 （文件）", "等律师接手 · 11-23 10:00 起", "等律师接手；争取 ")


async def test_of_many_open_tickets_each_is_looked_at_by_itself(stage):
    await stage.owner.agrees()
    for number in range(1, 5):
        await opens_another(stage, f"第 {number} 批货", number)
    stage.owner.says("/tickets")
    await stage.owner.hears("第 4 批货", "第 1 批货")
    assert stage.owner.labels() == [f"看看 #{number}" for number in (4, 3, 2, 1)]
    stage.owner.taps("看看 #2")
    await stage.owner.hears("您的工单 #2", "第 2 批货", "等律师接手")
    assert stage.owner.labels() == ["给 #2 补充", "催一下 #2", "撤回 #2", "存下对话"]


# --- /cancel


async def test_cancel_names_the_draft_that_it_threw_away(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "货少了三百箱", "对方不认账")
    stage.owner.says("/cancel")
    told = await stage.owner.hears("没发出的 2 条内容已经删掉")
    assert "工单" not in told["text"]


async def test_cancel_names_the_registration(stage):
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("/cancel")
    await stage.owner.hears("企业登记不做了")


async def test_cancel_in_a_ticket_says_that_the_ticket_itself_stays_and_how_it_ends(stage):
    await opens_ticket(stage)
    stage.owner.says("/cancel")
    await stage.owner.hears("不再放进工单 #1", "工单没有取消（#1）")
    assert stage.owner.labels() == ["撤回 #1"]
    stage.owner.says(DEADLINE)
    card = await stage.owner.hears("行政复议法")
    assert "也放进工单 #1" not in stage.owner.labels(card)
    stage.owner.says("/cancel")
    await stage.owner.hears("没有正在进行的事", "工单没有取消（#1）")
    stage.owner.taps("撤回 #1")
    await stage.owner.hears("真的要撤回工单 #1 吗")


async def test_cancel_of_anything_else_is_said_in_general(stage):
    await takes_ticket(stage)
    await stage.moves(minutes=30)
    stage.owner.sends("photo", album="pages")
    await stage.owner.hears("给律师的，还是新问题")
    stage.owner.says("/cancel")
    await stage.owner.hears("好的，已取消", "工单没有取消（#1）")


# --- a few words


@pytest.mark.parametrize("words", ["取消这个工单", "不用了", "算了不问了", "never mind, cancel it"])
async def test_a_farewell_is_asked_about_and_withdraws_only_when_confirmed(stage, words):
    await takes_ticket(stage)
    stage.owner.says(words)
    asked = await stage.owner.hears("不需要工单 #1 了")
    assert stage.owner.labels() == ["已解决 #1", "确定撤回", "不撤回"]
    await stage.lawyer.hears_nothing_more()
    stage.owner.taps("确定撤回")
    await stage.lawyer.hears("撤回了工单")
    await stage.lawyer.hears_nothing_more()  # the words did not go to the lawyer
    assert "已撤回" in stage.owner.sees(asked)["text"]


async def test_a_farewell_goes_to_the_lawyer_when_the_ticket_is_kept(stage):
    await takes_ticket(stage)
    stage.owner.says("不用了")
    asked = await stage.owner.hears("不需要工单 #1 了")
    stage.owner.taps("不撤回")
    await stage.lawyer.hears("不用了")
    await stage.settles()
    assert "照旧" in stage.owner.sees(asked)["text"]
    stage.owner.says("损失大概三万")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("损失大概三万")
    await stage.lawyer.hears_nothing_more()


async def test_whoever_goes_on_writing_has_not_left_and_nothing_is_lost(stage):
    await takes_ticket(stage)
    stage.owner.says("算了")
    await stage.owner.hears("不需要工单 #1 了")
    stage.owner.says("还是请律师看看仓单")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("算了")
    await stage.lawyer.hears("还是请律师看看仓单")
    await stage.lawyer.hears_nothing_more()


async def test_a_farewell_of_yesterday_goes_before_what_is_asked_today(stage):
    await takes_ticket(stage)
    stage.owner.says("算了")
    await stage.owner.hears("不需要工单 #1 了")
    await stage.moves(minutes=20)
    stage.owner.says("仓单找到了")
    await stage.owner.hears("给律师的，还是新问题")
    await stage.lawyer.hears("算了")


async def test_cancel_after_a_farewell_leaves_the_ticket(stage):
    await takes_ticket(stage)
    stage.owner.says("算了")
    await stage.owner.hears("不需要工单 #1 了")
    stage.owner.says("/cancel")
    await stage.owner.hears("不再放进工单 #1", "工单没有取消（#1）")


async def test_it_is_solved_in_words_offers_to_call_it_solved(stage):
    await takes_ticket(stage)
    stage.owner.says("已经解决了，谢谢")
    await stage.owner.hears("不需要工单 #1 了")
    stage.owner.taps("已解决 #1")
    await stage.owner.hears("太好了")
    await stage.lawyer.hears("已经解决")
    stage.owner.says(DEADLINE)
    await stage.owner.hears("行政复议法")
    await stage.lawyer.hears_nothing_more()


@pytest.mark.parametrize("words", ["律师怎么还没回我", "催一下", "any news from the lawyer?"])
async def test_where_is_the_answer_reminds_the_lawyer(stage, words):
    await takes_ticket(stage)
    stage.owner.says(words)
    await stage.lawyer.hears("在问进展")
    await stage.owner.hears("已提醒 示例甲")
    stage.owner.says("怎么还没人回")
    await stage.owner.hears("已经催过")
    await stage.lawyer.hears_nothing_more()


async def test_hours_later_without_a_reply_the_words_still_find_their_ticket(stage):
    yours = await takes_ticket(stage)
    await stage.moves(hours=2)
    stage.owner.says("律师怎么还没回我？")
    await stage.owner.hears("已提醒 示例甲")
    await stage.lawyer.hears("在问进展")
    await answers(stage, yours)
    await stage.moves(minutes=30)
    stage.owner.says("谢谢")
    await stage.owner.hears("已带到")
    await stage.lawyer.hears("谢谢")
    stage.owner.says("不用了")
    await stage.owner.hears("不需要工单 #1 了")


async def test_with_several_tickets_it_is_asked_which(stage):
    await stage.owner.agrees()
    for number in (1, 2):
        await opens_another(stage, f"第 {number} 批货", number)
    await stage.moves(minutes=11)
    stage.owner.says("催一下")
    await stage.owner.hears("哪个工单")
    assert stage.owner.labels() == ["催一下 #1", "催一下 #2"]
    stage.owner.says("不用了")
    await stage.owner.hears("哪个工单")
    stage.owner.taps("撤回 #2")
    await stage.owner.hears("真的要撤回工单 #2 吗")
    stage.owner.says("谢谢")
    assert "带到" not in (await stage.owner.hears())["text"]


@pytest.mark.parametrize("words", ["谢谢", "thank you", "好的", "🙏"])
async def test_thanks_reach_the_lawyer_and_wind_no_alarm(stage, words):
    yours = await takes_ticket(stage)
    heard = await answers(stage, yours)
    stage.owner.says(words, reply_to=heard)
    await stage.owner.hears("✓ 已带到")
    await stage.lawyer.hears(words)
    assert (await ticket(stage)).state is State.ANSWERED
    assert await running(stage) == {"silence"}
    await stage.moves(days=3)
    await stage.lawyer.hears_nothing_more()
    await stage.admin.hears_nothing_more()


@pytest.mark.parametrize("words", ["谢谢", "不用了"])
async def test_thanks_and_farewells_do_not_open_a_closed_ticket(stage, words):
    yours = await takes_ticket(stage)
    heard = await answers(stage, yours)
    await closes(stage, yours)
    await stage.owner.hears("有帮助吗")
    stage.owner.says(words, reply_to=heard)
    await stage.owner.hears("工单 #1 已经办结")
    assert (await ticket(stage)).state is State.CLOSED
    await stage.lawyer.hears_nothing_more()


async def test_thanks_to_a_ticket_that_waits_are_kept_for_whoever_takes_it(stage):
    card = await opens_ticket(stage)
    stage.owner.says("好的，谢谢")
    await stage.owner.hears("已带到")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE, "好的，谢谢")


@pytest.mark.parametrize(
    "words", ["他叫我取消订单", "不用了三年的商标", "对方怎么还没回我", "谢谢，但对方还是不认账"]
)
async def test_words_that_only_sound_like_it_go_to_the_lawyer(stage, words):
    await takes_ticket(stage)
    stage.owner.says(words)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears(words)


async def test_somebody_elses_thanks_passed_on_are_words_for_the_lawyer(stage):
    await takes_ticket(stage)
    stage.owner.player.forwards("不用了", "示例客户")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("不用了")


async def test_an_emergency_is_heard_before_a_farewell(stage):
    await takes_ticket(stage)
    stage.owner.says("不用了")
    await stage.owner.hears("不需要工单 #1 了")
    stage.owner.says("老板刚刚被警察带走拘留了怎么办")
    await stage.owner.hears("人被带走", "工单 #1 已标为急事")


# --- a question of its own


async def test_a_question_of_its_own_gets_its_answer_and_a_way_into_the_ticket(stage):
    await takes_ticket(stage)
    stage.owner.says(DEADLINE)
    card = await stage.owner.hears("行政复议法")
    assert stage.owner.labels(card)[-1] == "也放进工单 #1"
    await stage.lawyer.hears_nothing_more()
    stage.owner.taps("也放进工单 #1")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears(DEADLINE)
    stage.owner.taps("也放进工单 #1", card)
    await stage.owner.is_alerted("已经在工单 #1 里了")
    await stage.lawyer.hears_nothing_more()


async def test_a_question_within_a_reply_to_the_lawyer_goes_to_the_lawyer(stage):
    yours = await takes_ticket(stage)
    heard = await answers(stage, yours)
    stage.owner.says(DEADLINE, reply_to=heard)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears(DEADLINE)


async def test_a_question_of_its_own_hours_later_is_answered_without_asking_whereto(stage):
    await takes_ticket(stage)
    await stage.moves(hours=1)
    stage.owner.says(UNPAID)
    await stage.owner.hears("法律依据")
    assert stage.owner.labels()[-1] == "也放进工单 #1"


async def test_what_is_told_to_the_lawyer_and_asks_nothing_goes_into_the_ticket(stage):
    await takes_ticket(stage)
    stage.owner.says("我们五月收到过一份罚款决定书，已经申请了复议")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("罚款决定书")


async def test_a_question_is_not_put_into_a_ticket_that_was_closed_meanwhile(stage):
    yours = await takes_ticket(stage)
    stage.owner.says(DEADLINE)
    card = await stage.owner.hears("行政复议法")
    await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    stage.owner.taps("也放进工单 #1", card)
    await stage.owner.is_alerted("工单 #1 已办结")


# --- a lawyer who has said nothing; the lawyer's button tapped again


async def test_a_lawyer_who_never_answered_is_asked_before_closing_as_answered(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    stage.lawyer.taps("已答复")
    asked = await stage.lawyer.hears("还没有回复过企业主")
    assert (await ticket(stage)).state is State.TAKEN
    stage.lawyer.says("三年内起诉", reply_to=asked)
    await stage.owner.hears("三年内起诉")
    stage.lawyer.taps("已答复")
    await stage.lawyer.hears("已办结")
    await stage.owner.hears("律师的答复有帮助吗")


async def test_an_owner_is_not_asked_about_an_answer_that_there_was_not(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    told = await stage.owner.hears("律师没有另外留话")
    assert "答复有帮助" not in told["text"]


async def test_who_takes_over_an_answered_ticket_is_asked_too(stage):
    yours = await takes_ticket(stage)
    await answers(stage, yours)
    stage.lawyer.taps("退回", yours)
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    yours = await stage.second_lawyer.hears("归您办理")
    stage.second_lawyer.taps("办结", yours)
    await stage.second_lawyer.hears(STRANGE, "可以起诉")
    await stage.second_lawyer.hears("为什么办结")
    stage.second_lawyer.taps("已答复")
    await stage.second_lawyer.hears("还没有回复过企业主")


async def test_many_taps_to_the_lawyer_become_one_ticket_and_no_further_message(stage):
    stage.owner.names_other_side = True
    await stage.owner.agrees()
    stage.owner.says(DEADLINE)
    card = await stage.owner.hears("行政复议法")
    for _ in range(8):
        stage.owner.taps("转给律师", card)
    await stage.owner.hears("工单 #1")
    await stage.owner.is_alerted("已经在工单 #1 里了")
    await stage.owner.hears_nothing_more()


async def test_the_button_of_a_question_whose_ticket_is_closed_tells_how_it_is_opened_again(stage):
    await stage.owner.agrees()
    stage.owner.says(DEADLINE)
    card = await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师", card)
    await stage.owner.hears("工单 #1")
    stage.owner.taps("撤回 #1")
    await stage.owner.hears("真的要撤回")
    stage.owner.taps("确定撤回")
    await stage.settles()
    stage.owner.taps("转给律师", card)
    await stage.owner.hears("已经在工单 #1 里了", "回复这条消息")


# --- the consent


async def test_the_consent_is_taken_back_only_when_said_twice(stage):
    await takes_ticket(stage)
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")
    stage.owner.taps("撤回同意")
    await stage.owner.hears("真的要撤回同意吗", "1 个没办结的工单", "全部关闭")
    assert (await ticket(stage)).state is State.TAKEN
    stage.owner.taps("确定撤回同意")
    await stage.owner.hears("已撤回同意")
    await stage.lawyer.hears("撤回了同意")
    assert (await ticket(stage)).state is State.CLOSED


async def test_a_reminder_at_night_names_the_working_hour(stage):
    stage.clock.now = dt.datetime(2026, 11, 27, 14, 0, tzinfo=dt.UTC)  # Friday, 22:00 in Jiashan
    await nobody_is_on_duty(stage)
    await stage.owner.agrees()
    stage.owner.says(f"/lawyer {STRANGE}")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.admin.hears("没有律师可派")
    await stage.moves(minutes=61)
    stage.owner.taps("催一下 #1")
    await stage.owner.hears("我已提醒管理员", "争取 周一（11-30）")
    await stage.admin.hears("企业主在催")  # and not once more that nobody is left
    await stage.admin.hears_nothing_more()
