"""Whoever takes a ticket over reads all that was said in it so far, in one piece, and may have it again."""

from scenes import STRANGE, closes, collects, forges, gives_ticket_to_first_lawyer, opens_ticket, takes_ticket


async def goes_to_the_second_lawyer(stage, yours):
    """The first lawyer hands the ticket back; the second takes it."""
    stage.lawyer.taps("退回", yours)
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    return await stage.second_lawyer.hears("归您办理")


async def test_who_is_passed_a_ticket_reads_everything_with_times_and_senders(stage):
    yours = await takes_ticket(stage)
    await stage.moves(minutes=5)
    stage.lawyer.says("请把合同拍给我", reply_to=yours)
    heard = await stage.owner.hears("请把合同拍给我")
    stage.owner.says("没有书面合同", reply_to=heard)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("没有书面合同")
    await goes_to_the_second_lawyer(stage, yours)
    await stage.second_lawyer.hears(
        "工单 #1 到现在的全部对话",
        f"11-23 10:00 · 🏢 示例五金制品有限公司（未核实）\n{STRANGE}",
        "11-23 10:05 · 👤 示例甲（律师）\n请把合同拍给我",
        "11-23 10:05 · 🏢 示例五金制品有限公司（未核实）\n没有书面合同",
    )
    await stage.second_lawyer.hears_nothing_more()


async def test_what_the_bot_said_to_the_question_stands_below_it(stage):
    question = "收到罚款决定书多久内可以申请复议"
    await stage.owner.agrees()
    stage.owner.says(question)
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("#1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("归您办理", question, "机器人已答")
    await stage.lawyer.hears_nothing_more()  # no more was said than stands on the card
    stage.lawyer.taps("全部对话", yours)
    told = await stage.lawyer.hears(f"🏢 企业主\n{question}", "🤖 机器人\n机器人已答：", "60日")
    assert told["text"].count(question) == 1


async def test_the_files_follow_the_transcript_that_names_them(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "事情经过在图里")
    stage.owner.sends("photo", caption="欠条")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("事情经过在图里", "📎 1 张图片\n欠条")
    picture = await stage.lawyer.hears("欠条")
    assert picture["kind"] == "photo"
    await stage.owner.hears("接手了工单 #1")
    await stage.settles()
    stage.lawyer.says("请拍得清楚些", reply_to=picture)
    answered = await stage.owner.hears("请拍得清楚些")
    assert answered["reply_to"]


async def test_a_long_one_comes_in_numbered_parts(stage):
    yours = await takes_ticket(stage)
    for letter in "甲乙丙":
        stage.lawyer.says(letter * 3000, reply_to=yours)
        await stage.owner.hears(letter * 3000)
    await goes_to_the_second_lawyer(stage, yours)
    await stage.second_lawyer.hears("全部对话（1/3）", STRANGE, "甲" * 3000)
    await stage.second_lawyer.hears("全部对话（2/3）", "乙" * 3000)
    await stage.second_lawyer.hears("全部对话（3/3）", "丙" * 3000)
    await stage.second_lawyer.hears_nothing_more()


async def test_it_can_be_had_again_also_of_a_closed_ticket(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    stage.lawyer.taps("全部对话", yours)
    await stage.lawyer.hears("全部对话", STRANGE, "可以起诉")
    await closes(stage, yours)
    stage.lawyer.taps("全部对话", yours)
    await stage.lawyer.hears("全部对话", STRANGE, "可以起诉")


async def test_nobody_else_is_shown_one(stage):
    await takes_ticket(stage)
    for somebody, told in (
        (stage.second_lawyer, "不存在"),
        (stage.owner, "律师用的"),
        (stage.admin, "律师用的"),
    ):
        await somebody.hears_nothing_more()
        somebody.says("/help")
        await somebody.hears()
        forges(somebody, "transcript:1")
        heard = await somebody.hears()
        assert "观赏鱼" not in heard["text"]
        assert told in heard["text"]


async def test_a_lawyer_to_whom_it_is_only_offered_reads_no_transcript(stage):
    await opens_ticket(stage)
    forges(stage.lawyer, "transcript:1")
    heard = await stage.lawyer.hears()
    assert "观赏鱼" not in heard["text"]


async def test_an_edit_of_what_stands_in_a_transcript_still_reaches_its_reader(stage):
    card = await opens_ticket(stage)
    said = stage.owner.says("货值三十万")
    await stage.owner.hears("已放进工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("货值三十万")
    await stage.owner.hears("接手了工单 #1")
    stage.owner.edits(said, "货值十三万")
    seen = await stage.lawyer.hears("（已修改）", "货值十三万")
    await stage.settles()
    stage.lawyer.says("那就按十三万起诉", reply_to=seen)
    answer = await stage.owner.hears("按十三万起诉")
    assert answer["reply_to"] == said.message_id


async def test_words_that_answer_something_in_a_transcript_bring_it_along(stage):
    card = await opens_ticket(stage)
    said = stage.owner.says("货值三十万")
    await stage.owner.hears("已放进工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("货值三十万")
    await stage.owner.hears("接手了工单 #1")
    stage.owner.says("不含运费", reply_to={"id": said.message_id})
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("❝ 货值三十万 ❞", "不含运费")


async def test_a_reply_to_a_transcript_goes_to_the_owner(stage):
    card = await gives_ticket_to_first_lawyer(stage)
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    told = await stage.lawyer.hears("🏢 企业主\n邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("接手了工单 #1")
    await stage.settles()
    stage.lawyer.says("先拍照留证", reply_to=told)
    await stage.owner.hears("先拍照留证")
