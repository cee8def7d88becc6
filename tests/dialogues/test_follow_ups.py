"""An owner asks on: about the answer replied to, about the one just given, or about nothing that anybody knows of."""

import pytest

from bot.cli.reply import Counter, answer
from bot.domain.policy import Policy

PAYMENT_ORDER = "什么是支付令，怎么申请"
DEADLINE = "收到罚款决定书多久内可以申请复议"
DEPOSIT = "定金双倍返还怎么算"


async def asks(owner, question, *heard):
    owner.says(question)
    return await owner.hears(*heard)


async def answered(stage, question=PAYMENT_ORDER, title="什么是支付令"):
    """Somebody who has agreed is answered, and time goes by until they ask on."""
    await stage.owner.agrees()
    card = await asks(stage.owner, question, title)
    await stage.moves(minutes=1)
    return card


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("那费用呢", ["费用：按财产案件受理费标准的三分之一交纳"]),
        ("要几多日啊", ["期限：法院5日内通知"]),
        ("去的时候手里要带点啥", ["要带的材料：", "欠条"]),
        ("归哪个部门管", ["谁来办：有管辖权的基层人民法院"]),
        ("接下来怎么弄", ["怎么做", "1. 写申请书", "2. 向有管辖权"]),
        ("这种事要不要请律师", ["这种情况请找律师：对方有异议"]),
        ("有什么法律依据", ["法律依据", "《"]),
        ("他要是死活不肯给呢", ["没有单独写“对方不配合、您不服时”", "强制执行"]),
    ],
)
async def test_what_is_asked_next_is_answered_first_and_alone(stage, text, parts):
    await answered(stage)
    said = await asks(stage.owner, text, "什么是支付令", *parts)
    assert len(said["text"]) < 300
    assert stage.owner.labels(said)[:2] == ["完整答案", "转给律师"]
    assert len(stage.owner.labels(said)) <= 4


@pytest.mark.parametrize("text", ["能讲得通俗点伐", "太长了看不进去", "我没太看懂"])
async def test_whoever_cannot_follow_hears_the_gist_where_to_begin_and_who_explains(stage, text):
    await answered(stage)
    said = await asks(stage.owner, text, "简单说：", "先做这一步：写申请书", "还不清楚，就点“转给律师”")
    assert said["text"].startswith("什么是支付令")
    assert "费用" not in said["text"]
    assert stage.owner.labels(said)[:2] == ["完整答案", "转给律师"]


@pytest.mark.parametrize(
    ("text", "title", "button"),
    [
        ("我要找律师", "我要找真人律师", "转给律师"),
        ("我还是请律师来处理吧", "我要找真人律师", "转给律师"),
        ("could one of your lawyers talk to me please", "I want a human lawyer", "None of these → my lawyer"),
    ],
)
async def test_a_wish_for_a_lawyer_is_no_question_about_the_answer_before_it(stage, text, title, button):
    await answered(stage)
    said = await asks(stage.owner, text, title)
    assert button in stage.owner.labels(said)


@pytest.mark.parametrize(
    "text",
    [
        "你这回答跟没说一样",
        "钱上个礼拜就付清了",
        "我们是夫妻店就两个人",
        "this answer is no use to me",
        "he left us last month",
    ],
)
async def test_what_asks_nothing_of_the_answer_gets_no_part_of_it(stage, text):
    await answered(stage)
    said = await asks(stage.owner, text)
    assert "什么是支付令" not in said["text"]
    assert "Payment order" not in said["text"]


async def test_a_follow_up_in_english_is_answered_in_english(stage):
    await answered(stage, "how do i apply for a payment order", "Payment order")
    await asks(stage.owner, "and what about the fee?", "Payment order", "Cost: One third of the fee")
    await asks(stage.owner, "how long does it take", "Time limit", "15 days")


async def test_a_follow_up_in_traditional_chinese_stays_traditional_also_where_its_characters_do_not_tell(
    stage,
):
    await answered(stage, "什麼是支付令，怎麼申請", "什麼是支付令")
    await asks(stage.owner, "那要多久", "期限：法院5日內通知")
    await asks(stage.owner, "費用呢", "費用：按財產案件")


async def test_what_an_answer_says_elsewhere_is_named_as_such(stage):
    await answered(stage, DEPOSIT, "双倍")
    await asks(stage.owner, "最多能拿回多少", "没有单独写“金额”", "双倍")


async def test_an_answer_that_does_not_say_it_says_so_and_offers_the_lawyer(stage):
    await answered(stage, DEADLINE, "60")
    said = await asks(stage.owner, "费用呢", "没有写“费用”", "请律师告诉您")
    assert "转给律师" in stage.owner.labels(said)
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(DEADLINE, "费用呢")  # alone it would tell nothing


async def test_two_parts_are_answered_in_the_order_asked(stage):
    await answered(stage)
    said = await asks(stage.owner, "多少钱？要多久？", "费用：", "期限：")
    assert said["text"].index("费用：") < said["text"].index("期限：")


async def test_the_whole_answer_and_related_ones_are_a_tap_away(stage):
    await answered(stage)
    said = await asks(stage.owner, "费用呢", "费用：")
    related = stage.owner.labels(said)[2]
    assert "诉讼费" in related or "起诉" in related
    stage.owner.taps("完整答案")
    await stage.owner.hears("什么是支付令", "要带的材料", "法律依据")
    stage.owner.taps(related, said)
    await stage.owner.hears(related.rstrip("…"))


async def test_more_of_it_is_the_whole_answer_and_a_doubt_is_answered_with_its_first_sentence(stage):
    await answered(stage)
    await asks(stage.owner, "能说详细一点吗", "什么是支付令", "要带的材料", "法律依据")
    await asks(stage.owner, "真的吗", "收到后15日内不还", "更细的这一条没有写")


async def test_follow_ups_go_on_from_follow_ups(stage):
    await answered(stage)
    for text, part in (
        ("费用呢", "费用："),
        ("谢谢", ""),
        ("那要多久", "期限："),
        ("材料呢", "要带的材料："),
    ):
        await stage.moves(minutes=4)
        await asks(stage.owner, text, part)


async def test_after_eleven_minutes_the_butler_asks_about_what_and_says_it_after_the_pick(stage):
    await answered(stage, DEPOSIT, "双倍")
    await asks(stage.owner, PAYMENT_ORDER, "什么是支付令")
    await stage.moves(minutes=11)
    asked = await asks(stage.owner, "费用呢", "哪件事")
    labels = stage.owner.labels(asked)
    assert labels[0].startswith("什么是支付令")
    assert labels[2:] == ["转给律师"]
    stage.owner.taps(labels[0])
    await stage.owner.hears("什么是支付令", "费用：按财产案件")
    await asks(stage.owner, "那要多久", "期限：法院5日内通知")  # the pick is an answer, too


async def test_with_nothing_before_it_the_subject_is_asked_for(stage):
    await stage.owner.agrees()
    said = await asks(stage.owner, "那要多久", "您问的是哪件事", "劳动仲裁要多久")
    assert stage.owner.labels(said) == ["看十条措施", "转给律师"]
    await asks(stage.owner, "what about the fee", "About what?")
    await asks(stage.owner, "費用呢", "您問的是哪件事")


async def test_a_reply_is_about_the_answer_replied_to_however_old_and_whatever_came_since(stage):
    card = await answered(stage)
    await asks(stage.owner, DEPOSIT, "双倍")
    await stage.moves(hours=3)
    stage.owner.says("费用呢", card)
    said = await stage.owner.hears("什么是支付令", "费用：按财产案件")
    await stage.moves(hours=3)
    stage.owner.says("去哪里办", said)
    await stage.owner.hears("什么是支付令", "谁来办：")


async def test_a_reply_that_the_butler_does_not_understand_stays_with_its_answer(stage):
    card = await answered(stage)
    stage.owner.says("个体工商户也一样吗", card)
    await stage.owner.hears("什么是支付令", "更细的这一条没有写")


async def test_a_reply_that_sounds_like_another_answer_is_asked_back(stage):
    card = await answered(stage)
    stage.owner.says("我们是小微企业也一样吗", card)
    options = await stage.owner.hears("您问的是哪一个")
    assert "什么是支付令，怎么申请" in stage.owner.labels(options)


async def test_a_reply_to_ones_own_question_is_about_its_answer(stage):
    await stage.owner.agrees()
    message = stage.owner.says(PAYMENT_ORDER)
    await stage.owner.hears("什么是支付令")
    await stage.moves(hours=1)
    stage.owner.says("要带什么", {"id": message.message_id})
    await stage.owner.hears("什么是支付令", "要带的材料：")


async def test_a_reply_to_an_answer_is_heard_while_a_draft_is_open(stage):
    card = await answered(stage)
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    stage.owner.says("费用呢", card)
    await stage.owner.hears("费用：按财产案件")


@pytest.mark.parametrize(
    "text", ["公证要带什么材料", "行政复议要多久", "how long does labour arbitration take"]
)
async def test_a_question_with_a_subject_of_its_own_is_not_about_the_last_answer(stage, text):
    await answered(stage)
    said = await asks(stage.owner, text)
    assert not said["text"].startswith("什么是支付令")


async def test_a_question_that_was_only_asked_back_leaves_open_what_the_next_is_about(stage):
    await answered(stage)
    options = await asks(stage.owner, "合同", "您问的是哪一个")
    first = stage.owner.labels(options)[0]
    await stage.moves(minutes=1)
    asked = await asks(stage.owner, "费用呢", "哪件事")
    assert stage.owner.labels(asked)[0] == first
    await stage.moves(seconds=5)
    stage.owner.taps(first, options)
    await stage.owner.hears(first.rstrip("…"))
    await stage.moves(minutes=1)
    await asks(stage.owner, "费用呢", first.rstrip("…"))


async def test_an_entry_that_was_browsed_to_can_be_asked_on_about(stage):
    await stage.owner.agrees()
    stage.owner.says("/measures")
    listed = await stage.owner.hears()
    stage.owner.taps(stage.owner.labels(listed)[8])
    opened = await stage.owner.hears()
    title = stage.owner.labels(opened)[0]
    stage.owner.taps(title)
    await stage.owner.hears(title.rstrip("…"))
    await asks(stage.owner, "费用呢", title.rstrip("…"))


async def test_follow_ups_are_counted_with_the_questions(stage):
    await answered(stage)
    await asks(stage.owner, "费用呢", "费用：")
    stage.admin.says("/figures")
    await stage.admin.hears("一共问了 2 次")
    stage.admin.taps("细目")
    await stage.admin.hears("提问 2 次", "直接回答：1", "接着上一条回答：1")


def test_the_same_is_said_without_a_database(knowledge):
    counter = Counter(knowledge.current, Policy())
    found = answer(counter, "那费用呢", earlier=["合同", PAYMENT_ORDER, "谢谢"])
    assert (found["verdict"], found["entry"], found["fields"]) == ("followup", "debt-payment-order", ["fee"])
    assert "三分之一" in found["reply"]
    assert answer(counter, "那费用呢")["verdict"] == "rephrase"
    assert answer(counter, "那费用呢", earlier=["合同"])["verdict"] == "clarify"


def test_an_entry_that_may_not_answer_is_not_quoted_either(knowledge):
    strict = Counter(knowledge.current, Policy(unreviewed="ask_lawyer"))
    assert answer(strict, "那费用呢", earlier=[PAYMENT_ORDER])["verdict"] == "rephrase"
