"""Owners who do the unexpected: nothing they type or send vanishes, and nothing reaches the wrong person."""

from scenes import STRANGE, closes, collects, forges, forgets, opens_ticket, takes_ticket


async def test_what_stands_in_a_draft_is_kept_when_the_owner_says_lawyer_again(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "货少了三百箱")
    stage.owner.says("/lawyer")
    await stage.owner.hears("现在有 1 条")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("货少了三百箱")


async def test_words_behind_the_command_are_the_first_of_the_draft(stage):
    await stage.owner.agrees()
    stage.owner.says("/lawyer 货少了三百箱\n怎么索赔")
    await stage.owner.hears("现在有 1 条")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("货少了三百箱\n怎么索赔")


async def test_what_was_added_goes_along_when_the_owner_taps_the_lawyer_under_the_answer(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    card = await stage.owner.hears("行政复议法")
    await collects(stage.owner, "决定书是上周五收到的")
    stage.owner.taps("转给律师", card)
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("决定书是上周五收到的")


async def test_a_draft_is_not_lost_to_another_button(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "货少了三百箱")
    stage.owner.says("/enterprise")
    await stage.owner.hears("没发出的内容（1 条）")
    for data in ("skip:enterprise-name", "town:姚庄"):
        forges(stage.owner, data)
        await stage.owner.hears("失效")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")


async def test_a_message_corrected_before_it_is_sent_goes_corrected(stage):
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears()
    written = stage.owner.says("欠我三万")
    await stage.owner.hears("收到")
    stage.owner.edits(written, "欠我三十万")
    await stage.settles()
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("欠我三十万")


async def test_a_question_corrected_after_it_went_to_a_lawyer_follows_to_the_lawyer(stage):
    await stage.owner.agrees()
    written = stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.owner.hears("接手")
    stage.owner.edits(written, "五月收到罚款决定书，现在还能复议吗")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("五月收到罚款决定书")


async def test_a_question_asked_where_the_enterprise_was_expected_is_answered(stage):
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("收到罚款决定书多久内可以申请复议？")
    await stage.owner.hears("我先回答")
    await stage.owner.hears("行政复议法")


async def test_a_file_sent_before_consent_is_in_a_draft_after_it(stage):
    stage.owner.sends("document", "合同.pdf", b"%PDF-1.4 example")
    await stage.owner.hears("同意就点")
    stage.owner.taps("同意并开始")
    await stage.owner.hears("文件我先替您收着")
    stage.owner.taps("发给律师")
    await stage.owner.hears("再同意一次")
    stage.owner.taps("同意，转给律师")
    await stage.owner.hears("工单 #1")


async def test_an_album_sent_before_consent_is_asked_about_once_and_is_whole_in_the_draft_after_it(stage):
    for _ in range(3):
        stage.owner.sends("photo", album="pages")
    await stage.owner.hears("同意就点")
    await stage.owner.hears_nothing_more()
    stage.owner.taps("同意并开始")
    for _ in range(2):
        await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("现在有 3 条")
    await stage.owner.hears_nothing_more()


async def test_an_album_goes_to_the_lawyer_whole_after_the_owner_was_asked_whereto(stage):
    await takes_ticket(stage)
    await stage.moves(minutes=30)
    for number in range(3):
        stage.owner.sends("photo", caption=f"第 {number + 1} 页", album="pages")
    await stage.owner.hears("给律师的，还是新问题")
    await stage.owner.hears_nothing_more()
    stage.owner.taps("给律师（#1）")
    await stage.owner.hears("已转给")
    await stage.moves(seconds=2)
    for number in range(3):
        await stage.lawyer.hears(f"第 {number + 1} 页")


async def test_after_the_consent_is_withdrawn_nobody_writes_and_no_button_sends_words(stage):
    yours = await takes_ticket(stage)
    await stage.moves(minutes=30)
    stage.owner.says("损失大概三万")
    asked = await stage.owner.hears("给律师的，还是新问题")
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")
    await forgets(stage.owner)
    await stage.lawyer.hears("撤回了同意")
    stage.owner.taps("给律师（#1）", asked)
    await stage.owner.hears("同意就点")
    stage.lawyer.says("还在吗", reply_to=yours)
    await stage.lawyer.hears("已办结")
    stage.lawyer.taps("重新打开")
    await stage.lawyer.hears("撤回了同意")
    await stage.moves(hours=30)
    await stage.owner.hears_nothing_more()


async def test_questions_are_emptied_when_the_consent_is_withdrawn(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("行政复议法")
    stage.owner.says("/privacy")
    await stage.owner.hears()
    await forgets(stage.owner)
    async with stage.butler.database.transaction() as tx:
        assert (await tx.one("journal.find", question=1))["text"] == ""


async def test_no_words_of_one_owner_reach_another_of_the_same_enterprise(stage):
    colleague = stage.newcomer("示例同事")
    for person, name in ((stage.owner, "示例五金（王总私人称呼）"), (colleague, "示例五金制品有限公司")):
        await person.agrees()
        person.says("/enterprise")
        await person.hears("叫什么名字")
        person.says(name)
        await person.hears("统一社会信用代码")
        person.says("91350100M000100Y43")
        await person.hears("哪个镇")
        person.taps("姚庄")
        done = await person.hears("已登记", name)
    assert "王总" not in done["text"]
    colleague.says("/enterprise")
    again = await colleague.hears("现在登记的是")
    assert "王总" not in again["text"]


async def test_a_red_flag_does_not_wait_for_a_tap_because_another_ticket_is_open(stage):
    await takes_ticket(stage)
    await stage.moves(minutes=30)
    stage.owner.says("老板刚刚被警察带走拘留了怎么办")
    await stage.owner.hears("急事", "#2")


async def test_not_solved_after_many_days_offers_a_new_ticket(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    await stage.moves(days=15)
    stage.owner.taps("没解决")
    await stage.owner.hears("办结已久")
    await stage.lawyer.hears_nothing_more()


async def test_an_english_owner_is_spoken_to_in_english_all_the_way(stage):
    guest = stage.newcomer("Example Owner", "en")
    guest.player.starts()
    await guest.hears("I am not a lawyer")
    guest.taps("Agree and start")
    await guest.hears("Just type your question")
    guest.says("/lawyer")
    await guest.hears("Tell me what to ask")
    guest.says("Our goods came late, who pays?")
    await guest.hears("Got it")
    guest.taps("Send to lawyer")
    await guest.hears("One more consent")
    guest.taps("I agree, ask a lawyer")
    await guest.hears("Sent to a lawyer, ticket #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await guest.hears("has taken ticket #1")
    yours = await stage.lawyer.hears("归您办理")
    stage.lawyer.taps("退回", yours)
    await guest.hears("another lawyer")


async def test_a_very_long_question_reaches_the_lawyer_whole(stage):
    await stage.owner.agrees()
    stage.owner.says(STRANGE + "，这是前因后果" * 500 + "完")
    await stage.owner.hears()
    stage.owner.taps(next(label for label in stage.owner.labels() if "转给律师" in label))
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.owner.hears("接手")
    await stage.settles()
    heard = "".join(m["text"] or "" for m in stage.lawyer.player.sees() if m["from"] == "bot")
    assert "前因后果完" in heard


async def test_a_command_from_every_state_is_answered(stage):
    await opens_ticket(stage)
    for command in (
        "/cancel",
        "/lawyer",
        "/cancel",
        "/cancel",
        "/enterprise",
        "/cancel",
        "/tickets",
        "/help",
    ):
        stage.owner.says(command)
        await stage.owner.hears()
