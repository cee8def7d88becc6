"""An owner and the butler: consent, answers, questions back, what can't be answered."""

from scenes import forges, forgets

from simulator import person_actions

PAID_LATE = "客户拖欠货款一年多不还怎么办"


async def test_a_newcomer_is_told_who_this_is_and_agrees_before_anything_is_kept(stage):
    stage.owner.player.starts()
    await stage.owner.hears("专属管家", "不是律师", "Telegram")
    assert "同意并开始" in stage.owner.labels()
    owner = await stage.person(stage.owner)
    async with stage.butler.database.transaction() as tx:
        row = await tx.one("people.find", person=owner)
    assert (row["name"], row["language"], row["consented_at"]) == (None, None, None)
    stage.owner.taps("同意并开始")
    await stage.owner.hears("直接把问题打给我")


async def test_a_question_asked_before_consent_is_answered_after_it(stage):
    stage.owner.says(PAID_LATE)
    await stage.owner.hears("同意就点下面的按钮")
    stage.owner.taps("同意并开始")
    await stage.owner.hears("法律依据")
    await stage.owner.hears_nothing_more()


async def test_the_request_for_consent_changes_its_language_without_storing_it(stage):
    stage.owner.player.starts()
    asked = await stage.owner.hears("专属管家")
    stage.owner.taps("English")
    await stage.settles()
    assert "I am not a lawyer" in stage.owner.sees(asked)["text"]
    owner = await stage.person(stage.owner)
    async with stage.butler.database.transaction() as tx:
        assert (await tx.one("people.find", person=owner))["language"] is None
    stage.owner.taps("Agree and start")
    await stage.owner.hears("type your question")


async def test_an_answer_gives_the_short_answer_first_and_names_the_law_and_who_checked_it(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    card = await stage.owner.hears("60", "行政复议法", "尚未经律师确认")
    assert stage.owner.labels(card)[:2] == ["转给律师", "✓ 解决了"]  # a time limit runs
    stage.owner.taps("✓ 解决了")
    await stage.owner.hears("太好了")


async def test_the_answer_comes_in_the_language_of_the_question(stage):
    await stage.owner.agrees()
    stage.owner.says("how long do i have to apply for administrative reconsideration")
    await stage.owner.hears("60", "Legal basis")
    stage.owner.says("收到罰款決定書多久內可以申請複議")
    await stage.owner.hears("法律依據")


async def test_a_bare_word_is_asked_back_and_the_pick_is_answered(stage):
    await stage.owner.agrees()
    stage.owner.says("合同")
    options = await stage.owner.hears("您问的是哪一个")
    labels = stage.owner.labels(options)
    assert 3 <= len(labels) <= 5
    assert labels[-1] == "都不是，转给律师"
    stage.owner.taps(labels[0])
    await stage.owner.hears(labels[0].rstrip("…"))


async def test_small_talk_is_answered_kindly_and_what_is_outside_is_declined(stage):
    await stage.owner.agrees()
    stage.owner.says("你好")
    await stage.owner.hears()
    stage.owner.says("我要离婚，孩子归谁")
    declined = await stage.owner.hears()
    assert "法律依据" not in declined["text"]


async def test_what_cannot_be_read_is_named(stage):
    await stage.owner.agrees()
    person_actions.send_sticker(stage.owner.player.world, stage.owner.player.person)
    await stage.owner.hears("看不了贴纸")


async def test_an_old_button_answers_kindly(stage):
    await stage.owner.agrees()
    forges(stage.owner, "show:999999:0123456789")
    await stage.owner.hears("已经更新或撤下")


async def test_the_ten_measures_can_be_browsed_down_to_an_answer(stage):
    await stage.owner.agrees()
    stage.owner.says("/measures")
    listed = await stage.owner.hears("十条措施", "公开资料整理")
    labels = stage.owner.labels(listed)
    assert len(labels) == 10
    stage.owner.taps(labels[5])
    opened = await stage.owner.hears()
    stage.owner.taps(stage.owner.labels(opened)[0])
    await stage.owner.hears("尚未经律师确认")


async def test_an_enterprise_is_registered_and_a_mistyped_code_is_explained(stage):
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("示例五金制品有限公司")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.says("91330421MA2B00000X")
    await stage.owner.hears("校验位对不上")
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    stage.owner.says("魏塘")
    await stage.owner.hears("已登记：示例五金制品有限公司")


async def test_consent_can_be_taken_back(stage):
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")
    await forgets(stage.owner)
    stage.owner.says(PAID_LATE)
    await stage.owner.hears("同意就点下面的按钮")


async def test_a_burst_is_slowed_down_with_one_sentence_and_nothing_breaks(stage):
    await stage.owner.agrees()
    for number in range(30):
        stage.owner.says(f"第 {number} 个问题：合同怎么签")
    await stage.moves(minutes=5)
    await stage.settles()
    texts = [m["text"] for m in stage.owner.player.sees() if m["from"] == "bot"]
    assert sum("消息来得太快" in text for text in texts) <= 2


async def test_markup_and_odd_characters_in_a_question_do_no_harm(stage):
    await stage.owner.agrees()
    for text in ("<b>合同</b> & <script>", "\u202e\u200b合同\u200d？", "🙂" * 50, "a" * 10_000):
        stage.owner.says(text)
        await stage.owner.hears()


async def test_a_command_of_another_role_is_refused_kindly(stage):
    await stage.owner.agrees()
    for command in ("/queue", "/mine", "/invite lawyer", "/people", "/figures", "/duty on", "/nonsense"):
        stage.owner.says(command)
        heard = await stage.owner.hears()
        assert "命令" in heard["text"]
