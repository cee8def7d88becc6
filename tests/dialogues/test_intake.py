"""Facts that a lawyer will want to know: asked with buttons before a ticket is sent, once, and read once it is taken."""

import datetime as dt

import pytest
from scenes import closes, forges, nobody_is_on_duty
from whole_files import words_of_page

PERMIT = "许可证申请被拒怎么办"
"""Its entry asks for a day, and whether there is a receipt."""
CUSTOM = "定做的东西客户不要了怎么办"
"""Its entry asks for words, a sum and the contract."""
SUSPEND = "听说客户要倒闭，我能先不发货吗"
"""Its entry asks for a side, and for words."""


async def is_asked(stage, question, *parts):
    """The owner takes an answered question to a lawyer, and is asked for facts."""
    owner = stage.owner
    owner.tells_facts = True
    await owner.agrees()
    await owner.registers()
    owner.says(question)
    await owner.hears()
    owner.taps("转给律师")
    return await owner.hears("工单 #1", *parts)


async def types(stage, *words):
    """Time to read a question, and words that answer it."""
    stage.clock.moves(seconds=20)
    for each in words:
        stage.owner.says(each)


async def card_once_taken(stage, *parts):
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    return await stage.lawyer.hears("工单 #1 归您办理", *parts)


async def test_two_taps_tell_what_the_lawyer_would_have_asked_and_the_card_stays_blind_until_taken(stage):
    asked = await is_asked(stage, PERMIT, "1/2", "哪天申请的")
    assert stage.owner.labels() == [
        "今天（2026-11-23）",
        "昨天（2026-11-22）",
        "上周（2026-11-16 起）",
        "别的日子",
        "跳过",
        "直接发给律师",
    ]
    await stage.lawyer.hears_nothing_more()
    stage.owner.taps("昨天（2026-11-22）")
    await stage.owner.hears("有没有受理回执", "2/2")
    stage.owner.taps("是 / 有")
    await stage.owner.hears("已转给律师，工单 #1")
    await stage.settles()
    assert stage.owner.sees(asked)["text"] == "✓ 哪天申请的？ 2026-11-22"
    assert stage.owner.sees(asked)["buttons"] == []
    card = await stage.lawyer.hears("新工单 #1")
    assert "受理回执" not in card["text"]
    stage.lawyer.taps("接手", card)
    heard = await stage.lawyer.hears("归您办理", "哪天申请的？ 2026年11月22日", "书面答复？ 是 / 有")
    lines = heard["text"].splitlines()
    places = [
        next(at for at, line in enumerate(lines) if part in line)
        for part in ("事项：", PERMIT, "哪天申请的", "企业：", "对方：", "机器人")
    ]
    assert places == sorted(places)


async def test_a_day_that_is_typed_is_the_one_it_was_when_it_was_typed(stage):
    await is_asked(stage, PERMIT, "1/2", "哪天申请的")
    with stage.long_ago(hours=11):  # Sunday, 23:00
        await types(stage, "昨天")
    await stage.owner.hears("2/2")
    stage.owner.taps("是 / 有")
    await stage.owner.hears("已转给律师，工单 #1")
    await card_once_taken(stage, "哪天申请的？ 昨天 · 2026年11月21日（周六）")


async def test_every_kind_has_its_buttons(stage):
    await is_asked(stage, CUSTOM, "1/3", "做到哪一步了")
    assert stage.owner.labels() == ["跳过", "直接发给律师"]
    await types(stage, "做了一半")
    await stage.owner.hears("收了多少钱", "2/3")
    assert stage.owner.labels()[:5] == ["1万元以内", "1万到10万元", "10万到50万元", "50万元以上", "不清楚"]
    stage.owner.taps("1万到10万元")
    await stage.owner.hears("有没有书面", "3/3")
    assert stage.owner.labels()[:4] == ["书面的", "口头的", "没有", "不清楚"]
    stage.owner.taps("口头的")
    await stage.owner.hears("已转给律师")
    await card_once_taken(stage, "做到哪一步了？ 做了一半", "收了多少钱？ 1万到10万元", "有没有书面？ 口头的")


async def test_a_side_is_one_of_two_and_skipped_is_not_told(stage):
    await is_asked(stage, SUSPEND, "谁应当先履行")
    assert stage.owner.labels()[:3] == ["我们", "对方", "不清楚"]
    stage.owner.taps("对方")
    asked = await stage.owner.hears("有什么证据")
    stage.owner.taps("跳过")
    await stage.owner.hears("已转给律师")
    await stage.settles()
    assert stage.owner.sees(asked)["text"].endswith("跳过")
    heard = await card_once_taken(stage, "谁应当先履行？ 对方")
    assert "有什么证据" not in heard["text"]


@pytest.mark.parametrize("skips", ["跳过", "Skip"])
async def test_skip_may_be_typed(stage, skips):
    await is_asked(stage, SUSPEND, "谁应当先履行")
    await types(stage, skips)
    await stage.owner.hears("有什么证据")
    await types(stage, skips)
    await stage.owner.hears("已转给律师")
    await stage.lawyer.hears("新工单 #1")


async def test_send_now_ends_the_asking(stage):
    asked = await is_asked(stage, CUSTOM, "1/3")
    stage.owner.taps("直接发给律师")
    await stage.owner.hears("已转给律师，工单 #1")
    await stage.settles()
    assert stage.owner.sees(asked)["buttons"] == []
    await stage.lawyer.hears("新工单 #1")
    await stage.owner.hears_nothing_more()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("上周五", "上周五 · 2026年11月20日"),
        ("3月5号", "3月5号 · 2026年3月5日"),
        ("记不清了，好像是国庆前", "记不清了，好像是国庆前"),
    ],
)
async def test_typed_words_are_taken_as_the_answer_and_a_day_in_them_is_read(stage, typed, read):
    await is_asked(stage, PERMIT, "哪天申请的")
    stage.owner.taps("别的日子")
    await stage.owner.is_alerted("直接打日期")
    await types(stage, typed)
    await stage.owner.hears("有没有受理回执")
    stage.owner.taps("不清楚")
    await stage.owner.hears("已转给律师")
    await card_once_taken(stage, f"哪天申请的？ {read}", "书面答复？ 不清楚")


async def test_a_reply_to_the_question_tells_it_too_and_a_day_that_does_not_exist_is_asked_again(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    stage.owner.says("2月30号", reply_to=asked)
    await stage.owner.hears("2月30号", "不存在")
    stage.owner.says("2026-02-27", reply_to=asked)
    await stage.owner.hears("有没有受理回执")
    stage.owner.taps("否 / 没有")
    await stage.owner.hears("已转给律师")
    await card_once_taken(stage, "2026年2月27日", "否 / 没有")


async def test_an_edit_of_what_was_typed_reaches_the_card(stage):
    await is_asked(stage, SUSPEND, "谁应当先履行")
    stage.owner.taps("我们")
    await stage.owner.hears("有什么证据")
    stage.clock.moves(seconds=20)
    said = stage.owner.says("有传票")
    await stage.owner.hears("已转给律师")
    stage.owner.edits(said, "有三张传票")
    await stage.settles()
    await card_once_taken(stage, "谁应当先履行？ 我们", "有三张传票")


async def test_what_the_question_tells_is_not_asked(stage):
    await is_asked(stage, "许可证申请上周五被拒了怎么办", "1/1", "有没有受理回执")


async def test_who_wrote_more_before_is_asked_only_for_what_can_be_seen_to_be_missing(stage):
    owner = stage.owner
    owner.tells_facts = True
    await owner.agrees()
    owner.says(CUSTOM)
    await owner.hears()
    owner.says("/cancel")
    await owner.hears()
    forges(owner, "draft:1")
    await owner.hears("可以先补充", "收了多少钱")
    owner.says("做了一半，口头约定的")
    await owner.hears("收到")
    owner.taps("发给律师")
    await owner.hears("收了多少钱", "1/1")


async def test_nobody_in_a_hurry_is_asked(stage):
    owner = stage.owner
    owner.tells_facts = True
    await owner.agrees()
    owner.says("一审判决不服怎么上诉")
    await owner.hears()
    urgent = [label for label in owner.labels() if "律师" in label]
    owner.taps(urgent[0])
    heard = await owner.hears("#1")
    assert "直接发给律师" not in owner.labels(heard)


async def test_danger_told_meanwhile_goes_out_at_once_and_an_old_button_is_answered_kindly(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    stage.owner.says("着火了！成品库！")
    while "119" not in (await stage.owner.hears())["text"]:
        pass
    await stage.lawyer.hears("新工单 #1")
    stage.owner.taps("昨天（2026-11-22）", asked)
    await stage.owner.is_alerted("工单 #1 已经转出去了")


async def test_old_buttons_are_answered_kindly(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    buttons = {each["label"]: each["data"] for row in asked["buttons"] for each in row}
    stage.owner.taps("今天（2026-11-23）")
    await stage.owner.hears("有没有受理回执")
    forges(stage.owner, buttons["昨天（2026-11-22）"])
    await stage.owner.is_alerted("已经记下了")
    for nonsense in ("fact:1:9:yes", "fact:1:2:whatever", "fact:1:2:20260230"):
        forges(stage.owner, nonsense)
        await stage.owner.is_alerted("按钮")
    stage.owner.taps("直接发给律师")
    await stage.owner.hears("已转给律师")
    for data in ("fact:1:2:yes", "send-now:1"):
        forges(stage.owner, data)
        await stage.owner.is_alerted("已经转出去了")
    for data in ("fact:1:2:yes", "send-now:1"):
        forges(stage.lawyer, data)
        await stage.lawyer.is_alerted("不存在")
    stage.owner.says("/tickets")
    await stage.owner.hears("#1")


async def test_a_withdrawn_ticket_is_not_asked_about(stage):
    await is_asked(stage, PERMIT, "哪天申请的")
    forges(stage.owner, "withdrawn:1")
    await stage.settles()
    forges(stage.owner, "fact:1:1:20261122")
    await stage.owner.is_alerted("工单 #1")
    await stage.lawyer.hears_nothing_more()


async def test_who_says_nothing_is_not_left_waiting(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    stage.lawyer.says("/queue")
    await stage.lawyer.hears("没有")
    forges(stage.lawyer, "take:1")
    await stage.lawyer.hears("还在问企业主")
    await stage.moves(minutes=40)
    await stage.owner.hears("还没说完", "先转给一位律师")
    await stage.lawyer.hears("新工单 #1")
    stage.owner.taps("昨天（2026-11-22）", asked)
    await stage.owner.is_alerted("已经转出去了")
    stage.owner.says("是昨天申请的")
    await stage.owner.hears("放进工单 #1")
    stage.lawyer.taps("接手")
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("是昨天申请的")


async def test_with_nobody_on_duty_it_goes_on_all_the_same(stage):
    await nobody_is_on_duty(stage)
    await is_asked(stage, PERMIT, "哪天申请的")
    await stage.moves(minutes=40)
    await stage.owner.hears("没有律师值班", "12348")


async def test_cancel_leaves_the_ticket_and_the_buttons_still_tell(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    stage.owner.says("/cancel")
    await stage.owner.hears("#1")
    stage.owner.taps("今天（2026-11-23）", asked)
    await stage.owner.hears("有没有受理回执")
    stage.owner.taps("直接发给律师")
    await stage.owner.hears("已转给律师")


async def test_a_question_of_its_own_is_answered_and_the_fact_can_still_be_told(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    stage.clock.moves(seconds=20)
    stage.owner.says("行政复议多久出结果？")
    await stage.owner.hears("复议")
    stage.owner.taps("今天（2026-11-23）", asked)
    await stage.owner.hears("有没有受理回执")


async def test_lines_forwards_and_an_album_within_seconds_are_one_ticket_and_the_question_stays(stage):
    await is_asked(stage, SUSPEND, "谁应当先履行")
    await types(stage, "合同说我们先发货")
    await stage.owner.hears("有什么证据")
    stage.owner.says("他们的人说的")
    await stage.owner.hears("放进工单 #1")
    await stage.owner.hears("还差这一句", "有什么证据")
    stage.owner.player.forwards("我们下月就停产了", "示例客户")
    await stage.owner.hears("放进工单 #1")
    for _ in range(3):
        stage.owner.sends("photo", album="a")
    await stage.owner.hears("放进工单 #1")
    await stage.owner.hears_nothing_more()
    await types(stage, "微信记录")
    await stage.owner.hears("已转给律师，工单 #1")
    await card_once_taken(stage, "合同说我们先发货", "微信记录", "3 张图片")
    await stage.lawyer.hears("他们的人说的", "我们下月就停产了")


async def test_what_comes_within_seconds_of_asking_for_a_lawyer_is_one_ticket(stage):
    owner = stage.owner
    owner.names_other_side = True
    await owner.agrees()
    owner.says(PERMIT)
    await owner.hears()
    owner.taps("转给律师")
    await owner.hears("对方叫什么")
    owner.says("他们那边一直说让我们等，等了三个月还是这样")
    await owner.hears("放进工单 #1")
    await owner.hears("还差一句")
    owner.player.forwards("材料不齐，不予受理，请补正后再来", "示例窗口")
    await owner.hears("放进工单 #1")
    for _ in range(2):
        owner.sends("photo", album="b")
    await owner.hears("放进工单 #1")
    await owner.hears_nothing_more()
    owner.taps("没有对方")
    await owner.hears("已转给律师，工单 #1")
    await card_once_taken(stage, "2 张图片")
    await stage.lawyer.hears("等了三个月", "不予受理")
    owner.says("/tickets")
    heard = await owner.hears("#1")
    assert "#2" not in heard["text"]


async def test_what_was_told_stands_in_the_transcript_and_in_the_saved_conversation(stage):
    await is_asked(stage, PERMIT, "哪天申请的")
    stage.owner.taps("上周（2026-11-16 起）")
    asked = await stage.owner.hears("有没有受理回执")
    await types(stage, "回执丢了，窗口说可以补")
    await stage.owner.hears("已转给律师")
    await stage.settles()
    assert stage.owner.sees(asked)["text"].startswith("有没有受理回执")
    yours = await card_once_taken(stage, "2026年11月16日", "那一周")
    told = await stage.lawyer.hears("那一周", "回执丢了，窗口说可以补")
    assert told["text"].count("回执丢了") == 1
    await stage.owner.hears("接手了")
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.taps("存下对话")
    heard = await stage.owner.hears()
    words = words_of_page(stage.sim.world.the_bot.files.find(heard["file"]["id"]).content.decode())
    assert "哪天申请的？" in words
    assert "回执丢了，窗口说可以补" in words


async def test_who_reads_english_or_traditional_is_asked_in_it(stage):
    stage.owner.tells_facts = True
    await stage.owner.agrees()
    stage.owner.says("/language")
    await stage.owner.hears()
    stage.owner.taps("English")
    await stage.owner.hears()
    stage.owner.says("appeal a denied licence")
    await stage.owner.hears()
    stage.owner.taps("Ask my lawyer")
    await stage.owner.hears("Ticket #1", "When did you apply?")
    stage.owner.taps("Last week (from 2026-11-16)")
    await stage.owner.hears("Is there a receipt")
    stage.owner.taps("Not sure")
    await stage.owner.hears("Sent to a lawyer")
    await card_once_taken(stage, "哪天申请的？", "书面答复？ 不清楚")


async def test_time_goes_by_and_the_buttons_mean_the_days_that_they_name(stage):
    asked = await is_asked(stage, PERMIT, "哪天申请的")
    stage.clock.now += dt.timedelta(minutes=20)
    stage.owner.taps("昨天（2026-11-22）", asked)
    await stage.owner.hears("有没有受理回执")
