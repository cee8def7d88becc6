"""Topics in a lawyer's private chat, one a ticket: the ticket is the truth, a topic a view that is made anew."""

import pytest
from scenes import STRANGE, closes, opens_ticket, removes, takes_ticket
from stage import set_up

from handlers.gateway import TelegramGateway
from simulator.faults import Fault

FIRM, OTHER_FIRM = "示例五金制品有限公司", "示例水暖器材厂"
OTHER_QUESTION = "我们仓库租给别人做展览，展品被雨淋坏了谁赔"
UNVERIFIED = "（未核实）"
NAME, DONE = f"#1 {FIRM}{UNVERIFIED}", f"✓ #1 {FIRM}{UNVERIFIED}"


@pytest.fixture
async def stage(tmp_path, knowledge, database_url):
    """Everybody in their place, with a bot that has topics, on each database engine in turn."""
    async with set_up(tmp_path, knowledge, topics=True, BUTLER_DATABASE__URL=database_url) as ready:
        yield ready


def names(somebody):
    return list(somebody.player.topics.values())


def topic_of(somebody, number=1):
    """The topic of a ticket in somebody's chat."""
    marks = (f"#{number} ", f"✓ #{number} ")
    return next(topic for topic, name in somebody.player.topics.items() if name.startswith(marks))


def made(stage, method="createForumTopic"):
    return [call for call in stage.sim.world.calls if call.method == method]


def breaks(stage, kind, method="createForumTopic", times=1, **more):
    stage.sim.world.faults.order(Fault(kind, method=method, times=times, **more))


async def opens_another(stage):
    """A second enterprise sends a question, which the first lawyer takes; (its owner, the lawyer's card)."""
    owner = stage.newcomer("示例店主")
    await owner.agrees()
    await owner.registers(OTHER_FIRM)
    owner.says("/lawyer")
    await owner.hears("发给律师")
    owner.says(OTHER_QUESTION)
    await owner.hears("收到")
    owner.taps("发给律师")
    await owner.hears("工单 #2")
    for lawyer in (stage.second_lawyer, stage.lawyer):
        await stage.settles()
        if any("新工单 #2" in (each["text"] or "") for each in lawyer.player.sees()):
            return owner, lawyer
    raise AssertionError("nobody was offered the second ticket")


async def holds_two(stage):
    """The first lawyer holds the tickets of two enterprises."""
    await takes_ticket(stage)
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    owner, lawyer = await opens_another(stage)
    assert lawyer is stage.lawyer
    await lawyer.hears("新工单 #2")
    await lawyer.takes(OTHER_FIRM, number=2)
    await lawyer.hears(OTHER_QUESTION)
    await owner.hears("接手了工单 #2")
    return owner


async def test_a_card_stands_in_the_general_part_until_it_is_taken_and_then_all_stands_in_the_topic(stage):
    card = await opens_ticket(stage)
    assert card["topic"] is None
    assert names(stage.lawyer) == []
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    words = await stage.lawyer.hears(STRANGE)
    assert names(stage.lawyer) == [NAME]
    assert {yours["topic"], words["topic"]} == {topic_of(stage.lawyer)}
    await stage.owner.hears("示例甲", "接手了工单 #1")
    stage.owner.says("还有一份合同", reply_to=stage.owner.last)
    assert (await stage.lawyer.hears("还有一份合同"))["topic"] == topic_of(stage.lawyer)
    assert names(stage.second_lawyer) == names(stage.owner) == names(stage.admin) == []
    assert len(made(stage)) == 1


async def test_words_in_the_topic_go_to_the_owner_without_a_question_and_a_reply_points_at_its_message(stage):
    await takes_ticket(stage)
    stage.owner.says("还有一份合同", reply_to=stage.owner.last)
    await stage.owner.hears()
    asked = await stage.lawyer.hears("还有一份合同")
    stage.lawyer.says("先别签字", topic=topic_of(stage.lawyer))
    await stage.owner.hears("示例甲", "先别签字")
    stage.lawyer.says("合同拍给我", reply_to=asked)
    answer = await stage.owner.hears("合同拍给我")
    written = next(each for each in stage.owner.player.sees() if each["text"] == "还有一份合同")
    assert answer["reply_to"] == written["id"]
    await stage.lawyer.hears_nothing_more()


async def test_words_in_the_general_part_are_asked_about_as_ever(stage):
    await takes_ticket(stage)
    stage.lawyer.says("先别签字")
    asked = await stage.lawyer.hears("要发给谁")
    assert asked["topic"] is None
    await stage.owner.hears_nothing_more()


async def test_a_picture_and_an_edit_in_the_topic_follow(stage):
    await takes_ticket(stage)
    said = stage.lawyer.says("先别签字", topic=topic_of(stage.lawyer))
    await stage.owner.hears("先别签字")
    stage.lawyer.edits(said, "先别盖章")
    await stage.owner.hears("更正", "先别盖章")
    stage.owner.sends("photo", caption="合同", reply_to=stage.owner.last)
    shown = await stage.lawyer.hears("合同")
    assert (shown["kind"], shown["topic"]) == ("photo", topic_of(stage.lawyer))


async def test_what_the_owner_edits_and_a_reminder_stand_in_the_topic(stage):
    await takes_ticket(stage)
    said = stage.owner.says("对方叫王五", reply_to=stage.owner.last)
    await stage.owner.hears()
    shown = await stage.lawyer.hears("对方叫王五")
    stage.owner.edits(said, "对方叫王六")
    corrected = await stage.lawyer.hears("更正", "王六")
    assert {shown["topic"], corrected["topic"]} == {topic_of(stage.lawyer)}
    assert "王六" in stage.lawyer.sees(shown)["text"]
    await stage.moves(hours=6)
    reminded = await stage.lawyer.hears("#1")
    assert reminded["topic"] == topic_of(stage.lawyer)


async def test_two_tickets_of_one_lawyer_are_never_mixed_up(stage):
    other_owner = await holds_two(stage)
    first, second = topic_of(stage.lawyer, 1), topic_of(stage.lawyer, 2)
    assert names(stage.lawyer) == [NAME, f"#2 {OTHER_FIRM}{UNVERIFIED}"]
    stage.lawyer.says("给五金的话", topic=first)
    stage.lawyer.says("给水暖的话", topic=second)
    await stage.owner.hears("给五金的话")
    await other_owner.hears("给水暖的话")
    stage.owner.says("五金的回话", reply_to=stage.owner.last)
    assert (await stage.lawyer.hears("五金的回话"))["topic"] == first
    other_owner.says("水暖的回话", reply_to=other_owner.last)
    assert (await stage.lawyer.hears("水暖的回话"))["topic"] == second
    await stage.settles()
    shown = [each for each in stage.lawyer.player.sees() if each["from"] == "bot"]
    assert not [each for each in shown if each["topic"] == first and "#2" in (each["text"] or "")]
    assert not [each for each in shown if each["topic"] == second and "#1" in (each["text"] or "")]


async def test_what_is_asked_in_one_topic_is_not_answered_in_another(stage):
    other_owner = await holds_two(stage)
    first, second = topic_of(stage.lawyer, 1), topic_of(stage.lawyer, 2)
    yours = next(each for each in stage.lawyer.player.sees() if "工单 #1 归您办理" in (each["text"] or ""))
    stage.lawyer.taps("更多", yours)
    assert (await stage.lawyer.hears("工单 #1 还可以"))["topic"] == first
    stage.lawyer.taps("稍后再办")
    assert (await stage.lawyer.hears("放到什么时候再办"))["topic"] == first
    stage.lawyer.taps("另选一天")
    assert (await stage.lawyer.hears("放到哪一天"))["topic"] == first
    stage.lawyer.says("下周三", topic=second)
    await other_owner.hears("下周三")
    stage.lawyer.says("下周三", topic=first)
    assert (await stage.lawyer.hears("放到 12-02 09:00"))["topic"] == first
    await stage.owner.hears("打算")


async def test_in_a_topic_the_last_words_of_its_ticket_are_taken_back(stage):
    other_owner = await holds_two(stage)
    first, second = topic_of(stage.lawyer, 1), topic_of(stage.lawyer, 2)
    stage.lawyer.says("给五金的话", topic=first)
    told = await stage.owner.hears("给五金的话")
    stage.lawyer.says("给水暖的话", topic=second)
    kept = await other_owner.hears("给水暖的话")
    stage.lawyer.says("/recall", topic=first)
    assert (await stage.lawyer.hears(FIRM))["topic"] == first
    await stage.settles()
    assert told["id"] not in [each["id"] for each in stage.owner.player.sees()]
    assert kept["id"] in [each["id"] for each in other_owner.player.sees()]


async def test_words_in_a_topic_that_name_another_client_are_held_like_replies(stage):
    other_owner = await holds_two(stage)
    stage.lawyer.says("示例水暖器材厂也是这样处理的", topic=topic_of(stage.lawyer, 1))
    asked = await stage.lawyer.hears("还没有发给 #1", OTHER_FIRM, "#2")
    assert asked["topic"] == topic_of(stage.lawyer, 1)
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps(f"仍发到 #1 {FIRM}{UNVERIFIED}")
    await stage.owner.hears("示例水暖器材厂也是这样处理的")
    await other_owner.hears_nothing_more()


async def test_a_long_text_that_is_no_day_goes_to_the_ticket_in_whose_topic_it_was_asked(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("更多", yours)
    await stage.lawyer.hears()
    stage.lawyer.taps("稍后再办")
    await stage.lawyer.hears()
    stage.lawyer.taps("另选一天")
    await stage.lawyer.hears("放到哪一天")
    words = "这个案子我刚看完全部材料，请先把合同原件、送货单和付款凭证都拍清楚发过来，别先和对方谈条件。"
    stage.lawyer.says(words, topic=topic_of(stage.lawyer))
    await stage.owner.hears(words)


async def test_a_snippet_that_was_asked_for_in_a_topic_goes_to_nobody(stage):
    await takes_ticket(stage)
    topic = topic_of(stage.lawyer)
    stage.lawyer.says("/snippets", topic=topic)
    assert (await stage.lawyer.hears())["topic"] == topic
    stage.lawyer.taps(next(label for label in stage.lawyer.labels() if "新" in label))
    await stage.lawyer.hears()
    stage.lawyer.says("开头语", topic=topic)
    await stage.lawyer.hears()
    await stage.owner.hears_nothing_more()


async def test_own_words_to_go_before_an_entry_are_shown_first_in_whichever_topic_they_are_typed(stage):
    other_owner = await holds_two(stage)
    stage.lawyer.says("行政复议期限多久")
    await stage.lawyer.hears("还没有发给任何人")
    await stage.lawyer.hears("行政复议")
    stage.lawyer.taps(f"把这条发到 #2 {OTHER_FIRM}{UNVERIFIED}")
    await stage.lawyer.hears("#2", "还没有发")
    stage.lawyer.says("先看这个", topic=topic_of(stage.lawyer, 1))
    shown = await stage.lawyer.hears("还没有发出", f"#2 {OTHER_FIRM}{UNVERIFIED}", "先看这个")
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps(f"发到 #2 {OTHER_FIRM}{UNVERIFIED}", shown)
    await other_owner.hears("先看这个")
    await stage.owner.hears_nothing_more()


async def test_words_in_a_topic_that_name_another_client_are_held(stage):
    other_owner = await holds_two(stage)
    stage.lawyer.says(f"{FIRM}那边愿意出八十万", topic=topic_of(stage.lawyer, 2))
    asked = await stage.lawyer.hears("还没有发给 #2", FIRM)
    assert asked["topic"] == topic_of(stage.lawyer, 2)
    await other_owner.hears_nothing_more()
    stage.lawyer.taps(f"仍发到 #2 {OTHER_FIRM}{UNVERIFIED}")
    await other_owner.hears("愿意出八十万")


async def test_a_note_in_the_topic_is_kept_in_its_ticket_and_a_reply_to_it_goes_to_nobody(stage):
    await takes_ticket(stage)
    topic = topic_of(stage.lawyer)
    note = stage.lawyer.says("/note 对方底线是八万", topic=topic)
    kept = await stage.lawyer.hears("📝 已记在工单 #1")
    assert kept["topic"] == topic
    stage.lawyer.player.says("就按这个谈", note.message_id)
    await stage.lawyer.hears("要发给谁")
    await stage.owner.hears_nothing_more()


async def test_a_deleted_topic_is_made_anew_and_nothing_is_lost(stage):
    await takes_ticket(stage)
    before = topic_of(stage.lawyer)
    stage.lawyer.player.deletes_topic(before)
    stage.owner.says("还在吗", reply_to=stage.owner.last)
    await stage.owner.hears()
    heard = await stage.lawyer.hears("还在吗")
    assert names(stage.lawyer) == [NAME]
    assert heard["topic"] == topic_of(stage.lawyer) != before
    stage.lawyer.says("在的", topic=heard["topic"])
    await stage.owner.hears("在的")
    await stage.admin.hears_nothing_more()


async def test_of_a_long_message_the_rest_follows_into_the_new_topic(stage):
    await takes_ticket(stage)
    stage.lawyer.player.deletes_topic(topic_of(stage.lawyer))
    stage.owner.sends("photo", caption="长" * 1020, reply_to=stage.owner.last)
    await stage.owner.hears()
    words, picture = await stage.lawyer.hears("长长"), await stage.lawyer.hears()
    assert words["topic"] == picture["topic"] == topic_of(stage.lawyer)
    assert picture["kind"] == "photo"


async def test_whoever_deletes_a_topic_again_and_again_gets_plain_replies(stage):
    await takes_ticket(stage)
    for number in range(3):
        stage.lawyer.player.deletes_topic(topic_of(stage.lawyer))
        stage.owner.says(f"第 {number} 句", reply_to=stage.owner.last)
        await stage.owner.hears()
        heard = await stage.lawyer.hears(f"第 {number} 句")
    assert heard["topic"] is None
    stage.lawyer.says("知道了", reply_to=heard)
    await stage.owner.hears("知道了")
    assert names(stage.lawyer) == []


async def test_topics_switched_off_meanwhile_leave_plain_replies(stage):
    await takes_ticket(stage)
    asked_before = len(made(stage, "getMe"))
    stage.sim.world.the_bot.has_topics = False
    stage.owner.says("还在吗", reply_to=stage.owner.last)
    await stage.owner.hears()
    heard = await stage.lawyer.hears("还在吗")
    assert heard["topic"] is None
    stage.lawyer.says("在的", reply_to=heard)
    await stage.owner.hears("在的")
    await stage.sim.world.feed.until(lambda: len(made(stage, "getMe")) > asked_before or None, 5)
    await stage.settles()
    calls = len(made(stage))
    await closes(stage, heard_card(stage))
    assert len(made(stage)) == calls
    assert made(stage, "editForumTopic") == []


def heard_card(stage):
    return next(each for each in stage.lawyer.player.sees() if "归您办理" in (each["text"] or ""))


async def test_a_closed_ticket_is_marked_in_the_name_and_a_reopened_one_no_more(stage):
    yours = await takes_ticket(stage)
    topic = topic_of(stage.lawyer)
    stage.lawyer.says("已看完", topic=topic)
    await stage.owner.hears("已看完")
    assert (await closes(stage, yours))["topic"] == topic
    await stage.settles()
    assert names(stage.lawyer) == [DONE]
    stage.lawyer.says("忘了一句", topic=topic)
    told = await stage.lawyer.hears("已办结", "没有发出去")
    assert told["topic"] == topic
    stage.lawyer.taps("重新打开")
    await stage.lawyer.hears("已重新打开")
    await stage.settles()
    assert names(stage.lawyer) == [NAME]
    stage.lawyer.says("忘了一句", topic=topic)
    await stage.owner.hears("办结")
    while "忘了一句" not in (await stage.owner.hears())["text"]:
        pass


async def hands_over(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("更多", yours)
    menu = await stage.lawyer.hears("工单 #1 还可以这样办")
    stage.lawyer.taps("交给同事", menu)
    await stage.settles()
    stage.lawyer.taps("示例乙 · 值班 · 0 件", stage.lawyer.sees(menu))
    card = await stage.second_lawyer.hears("想把工单 #1 交给您")
    assert card["topic"] is None
    assert names(stage.second_lawyer) == []
    stage.second_lawyer.taps("接过来", card)
    mine = await stage.second_lawyer.hears("工单 #1 归您办理")
    assert mine["topic"] == topic_of(stage.second_lawyer)
    await stage.second_lawyer.hears(STRANGE)
    await stage.lawyer.hears("示例乙（律师）接过了工单 #1")
    await stage.owner.hears("现在由示例乙（律师）办理")


async def test_a_ticket_handed_over_has_a_topic_with_its_new_lawyer_and_the_old_one_gets_no_more(stage):
    await hands_over(stage)
    await stage.settles()
    assert (names(stage.lawyer), names(stage.second_lawyer)) == ([DONE], [NAME])
    former = topic_of(stage.lawyer)
    before = [each["id"] for each in stage.lawyer.player.sees() if each["topic"] == former]
    stage.owner.says("还有一份合同", reply_to=stage.owner.last)
    await stage.owner.hears()
    await stage.second_lawyer.hears("还有一份合同")
    await stage.settles()
    assert [each["id"] for each in stage.lawyer.player.sees() if each["topic"] == former] == before


async def test_words_in_the_topic_of_a_ticket_that_was_handed_over_go_to_nobody(stage):
    await hands_over(stage)
    former = topic_of(stage.lawyer)
    stage.lawyer.says("还有一句", topic=former)
    told = await stage.lawyer.hears("不在您名下", "没有发给任何人")
    assert told["topic"] == former
    await stage.owner.hears_nothing_more()
    await stage.second_lawyer.hears_nothing_more()


async def test_a_lawyer_who_was_removed_sends_nothing_by_an_old_topic(stage):
    await takes_ticket(stage)
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")
    await stage.owner.hears("换人了")
    await stage.lawyer.agrees()
    stage.lawyer.says("还有一句", topic=topic_of(stage.lawyer))
    await stage.lawyer.hears("不在您名下")
    await stage.owner.hears_nothing_more()
    assert names(stage.lawyer) == [DONE]


async def test_a_colleague_who_reads_along_has_a_topic_too_and_writes_nothing_to_the_owner(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("更多", yours)
    menu = await stage.lawyer.hears("工单 #1 还可以这样办")
    stage.lawyer.taps("请同事一起看", menu)
    await stage.settles()
    stage.lawyer.taps("示例乙 · 值班 · 0 件", stage.lawyer.sees(menu))
    await stage.second_lawyer.hears("请您一起看工单 #1")
    await stage.settles()
    topic = topic_of(stage.second_lawyer)
    stage.second_lawyer.says("我觉得可以告", topic=topic)
    await stage.second_lawyer.hears("一起看工单 #1", "没有发给任何人")
    await stage.owner.hears_nothing_more()


@pytest.mark.parametrize("kind", ["429", "500"])
async def test_a_topic_that_could_not_be_opened_yet_is_tried_again_and_is_one(stage, kind, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns of its own way to count seconds
    card = await opens_ticket(stage)
    breaks(stage, kind, **({"retry_after": 1} if kind == "429" else {}))
    stage.lawyer.taps("接手", card)
    await stage.sim.world.feed.until(lambda: made(stage) or None, 5)
    for _ in range(3):
        await stage.moves(seconds=2)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    assert yours["topic"] == topic_of(stage.lawyer)
    assert names(stage.lawyer) == [NAME]
    await stage.lawyer.hears(STRANGE)


async def test_a_topic_that_may_have_been_opened_is_not_opened_twice_and_what_is_said_arrives(stage):
    card = await opens_ticket(stage)
    breaks(stage, "drop_after")
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    await stage.lawyer.hears(STRANGE)
    assert yours["topic"] is None
    assert len(made(stage)) == 1
    stage.lawyer.says("写在那个话题里", topic=topic_of(stage.lawyer))
    asked = await stage.lawyer.hears("要发给谁")
    assert asked["topic"] == topic_of(stage.lawyer)
    await stage.lawyer.hears_nothing_more()
    await stage.admin.hears_nothing_more()


async def test_a_topic_that_is_refused_leaves_plain_replies_and_nobody_is_told_of_it(stage):
    card = await opens_ticket(stage)
    breaks(stage, "400")
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    await stage.lawyer.hears(STRANGE)
    told = await stage.owner.hears("接手了工单 #1")
    assert yours["topic"] is None
    stage.admin.says("/undelivered")
    await stage.admin.hears("没有")
    await stage.moves(hours=1, minutes=1)
    stage.owner.says("还在吗", reply_to=told)
    heard = await stage.lawyer.hears("还在吗")
    assert heard["topic"] == topic_of(stage.lawyer)


async def test_a_program_that_stopped_while_it_opened_a_topic_says_all_the_same_what_waited_for_it(
    stage, monkeypatch
):
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns of its own way to count seconds
    card = await opens_ticket(stage)
    breaks(stage, "429", retry_after=1800)
    stage.lawyer.taps("接手", card)
    await stage.sim.world.feed.until(lambda: made(stage) or None, 5)
    await stage.moves(seconds=1)
    async with stage.butler.database.transaction() as tx:  # as a claim without an end stands there
        await tx.script("UPDATE outbox SET state = 'sending', sending_since = 1 WHERE kind = 'open_topic'")
    gateway = TelegramGateway(stage.butler.application.bot)
    await stage.butler.courier(gateway).recover()
    await stage.moves(minutes=31)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    assert yours["topic"] is None
    await stage.lawyer.hears(STRANGE)
    assert names(stage.lawyer) == []


async def test_help_tells_lawyers_of_topics_and_nobody_else(stage):
    stage.lawyer.says("/help")
    await stage.lawyer.hears("律师怎么用", "每件工单有自己的话题")
    stage.admin.says("/help")
    assert "话题" not in (await stage.admin.hears("管理员"))["text"]


async def test_somebody_who_writes_in_a_topic_of_their_own_is_answered_there(stage):
    await stage.owner.agrees()
    own = stage.sim.world.the_bot.new_message_id()
    stage.owner.player._dialog.topics[own] = "我的话题"
    stage.owner.says("/help", topic=own)
    assert (await stage.owner.hears())["topic"] == own
    stage.owner.player.deletes_topic(own)
    stage.owner.says("/help")
    assert (await stage.owner.hears())["topic"] is None


async def test_without_topics_not_one_call_more_is_made(tmp_path, knowledge):
    async with set_up(tmp_path, knowledge) as stage:
        stage.lawyer.says("/help")
        assert "话题" not in (await stage.lawyer.hears("律师怎么用"))["text"]
        yours = await takes_ticket(stage)
        assert yours["topic"] is None
        stage.lawyer.says("先看合同", reply_to=yours)
        await stage.owner.hears("先看合同")
        await closes(stage, yours)
        await stage.settles()
        assert len(made(stage, "getMe")) == 1
        assert not [call for call in stage.sim.world.calls if "ForumTopic" in call.method]
