"""The first minutes: one request for consent, nothing kept before it, and everything that waited answered after it."""

import contextlib
import json
import sqlite3

import pytest
from engines import in_the_clear
from scenes import collects

from bot.runtime.rate_limit import CHAT_BURST
from bot.storage import dialogues, enterprises, journal, people, tickets
from simulator import person_actions
from simulator.faults import Fault

LATE = "收到罚款决定书多久内可以申请复议"
BURST = ["您好", "我们被罚款了", "罚款决定书上周收到的", LATE]


def everything_in(path):
    """All that an SQLite database holds, in the clear, as one text."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        connection.row_factory = in_the_clear(path)
        return "\n".join(
            str(row) for (table,) in tables for row in connection.execute(f"SELECT * FROM {table}")
        )


def deletes(somebody, message):
    """The person deletes a message of their own; Telegram tells no bot of it."""
    world, person = somebody.player.world, somebody.player.person
    dialog = person_actions.open_dialog(world, person)
    dialog.find(message.message_id).deleted = True


async def writes_all(stage, person, texts=BURST):
    for text in texts:
        person.says(text)
    await person.hears("同意就点")


async def test_four_lines_before_consent_bring_one_request_and_one_answer(stage):
    await writes_all(stage, stage.owner)
    await stage.owner.hears_nothing_more()
    stage.owner.taps("同意并开始")
    for _ in range(3):
        await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("60", "行政复议法")
    await stage.owner.hears_nothing_more()


async def test_of_what_is_said_before_consent_only_numbers_are_kept(stage, tmp_path):
    await writes_all(stage, stage.owner)
    await stage.settles()
    owner = await stage.person(stage.owner)
    async with stage.butler.database.transaction() as tx:
        person = await people.find(tx, owner)
        waiting = await dialogues.find(tx, stage.butler.account.id, owner)
    assert (person.name, person.language, person.consented_at) == (None, None, None)
    assert len(waiting.step.messages) == len(BURST)
    if stage.butler.database.engine == "sqlite":
        kept = everything_in(tmp_path / "butler.db")
        assert not any(words in kept for line in BURST[1:] for words in (line, json.dumps(line)[1:-1]))


async def test_the_answer_joins_what_was_said_in_the_order_in_which_it_was_said(stage):
    await writes_all(stage, stage.owner)
    stage.owner.taps("同意并开始")
    await stage.settles()
    async with stage.butler.database.transaction() as tx:
        question = await journal.find(tx, 1)
    assert question.text == "\n".join(BURST)


async def test_whoever_goes_on_writing_is_reminded_once_a_minute_at_most(stage):
    await writes_all(stage, stage.owner, ["您好"])
    await stage.moves(seconds=61)
    stage.owner.says("有人在吗")
    stage.owner.says(LATE)
    await stage.owner.hears("请先点下面的按钮同意")
    await stage.owner.hears_nothing_more()
    stage.owner.taps("同意并开始")
    for _ in range(2):
        await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("行政复议法")
    await stage.owner.hears_nothing_more()


async def test_the_first_question_after_start_is_reminded_at_once_and_answered_after_consent(stage):
    stage.owner.player.starts()
    card = await stage.owner.hears("同意就点")
    stage.owner.says(LATE)
    await stage.owner.hears("请先点下面的按钮同意")
    stage.owner.taps("同意并开始", card)
    await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("行政复议法")


async def test_a_second_tap_on_the_consent_does_nothing(stage):
    await writes_all(stage, stage.owner, [LATE])
    card = stage.owner.last
    for _ in range(2):
        stage.owner.taps("同意并开始", card)
    await stage.owner.hears("行政复议法")
    await stage.owner.hears_nothing_more()


async def test_the_card_that_was_agreed_on_offers_to_register_the_enterprise(stage):
    await writes_all(stage, stage.owner, [LATE])
    card = stage.owner.last
    stage.owner.taps("同意并开始", card)
    await stage.owner.hears("行政复议法")
    await stage.settles()
    assert stage.owner.labels(stage.owner.sees(card)) == ["登记企业"]


async def test_a_message_deleted_before_the_consent_is_left_out_and_the_others_are_answered(stage):
    await writes_all(stage, stage.owner, [LATE])
    second = stage.owner.says("这条我删掉")
    await stage.settles()
    deletes(stage.owner, second)
    stage.owner.taps("同意并开始")
    await stage.owner.hears()
    await stage.owner.hears("行政复议法")


async def test_an_edit_before_the_consent_counts(stage):
    await writes_all(stage, stage.owner, ["您好"])
    written = stage.owner.says("收到罚款")
    await stage.settles()
    stage.owner.edits(written, LATE)
    await stage.settles()
    stage.owner.taps("同意并开始")
    await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("行政复议法")


async def test_words_and_files_before_the_consent_are_answered_and_kept_for_a_lawyer(stage):
    await writes_all(stage, stage.owner, [LATE])
    stage.owner.sends("photo")
    await stage.settles()
    stage.owner.taps("同意并开始")
    await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("文件我先替您收着")
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("再同意一次")
    stage.owner.taps("同意，转给律师")
    await stage.owner.hears("工单 #1")


async def test_an_emergency_among_what_waited_calls_a_lawyer_at_once(stage):
    await writes_all(stage, stage.owner, ["您好", "老板刚刚被警察带走拘留了怎么办"])
    await stage.owner.hears("人被带走")
    stage.owner.taps("同意并开始")
    await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("急事", "#1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("拘留")


async def test_more_than_can_be_remembered_is_asked_for_again(stage):
    await writes_all(stage, stage.owner, [f"第 {number} 句" for number in range(11)] + [LATE])
    stage.owner.taps("同意并开始")
    for _ in range(9):
        await stage.owner.hears("这一条也看到了")
    await stage.owner.hears()
    await stage.owner.hears("另外还有 2 条", "请再发一次")


async def test_what_is_said_while_the_butler_looks_again_joins_the_others(stage):
    await writes_all(stage, stage.owner, ["您好", "我们被罚款了"])
    stage.owner.taps("同意并开始")
    stage.owner.says(LATE)
    await stage.owner.hears("这一条也看到了")
    heard = await stage.owner.hears()
    if "行政复议法" not in heard["text"]:  # the answer may have been faster than the last line
        await stage.owner.hears("行政复议法")
    await stage.owner.hears_nothing_more()


async def goes_wrong_while_looking_again(stage, kind, texts, times=1):
    """The reply for whose sake a message is shown again fails; the consent is given before it."""
    await writes_all(stage, stage.owner, texts)
    stage.sim.world.faults.order(Fault(kind, method="sendMessage", chat=stage.owner.id, times=times))
    stage.owner.taps("同意并开始")


@pytest.mark.parametrize("kind", ["400", "drop_before", "drop_after"])
async def test_what_cannot_be_looked_at_again_holds_up_nothing(stage, kind):
    await goes_wrong_while_looking_again(stage, kind, [LATE, "谢谢您"])
    if kind == "drop_after":
        await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("行政复议法")
    await stage.owner.hears_nothing_more()


async def test_urgent_words_do_not_wait_for_what_is_still_looked_at(stage):
    await goes_wrong_while_looking_again(stage, "500", ["您好", "我们厂出事了"])
    stage.owner.says("老板刚刚被警察带走拘留了怎么办")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("拘留")


async def test_what_is_written_long_after_the_consent_is_answered_with_what_is_at_hand(stage):
    await goes_wrong_while_looking_again(stage, "500", [LATE, "谢谢您"], times=3)
    stage.owner.says("在上个月")
    await stage._until(stage._has_nothing_due)
    stage.clock.moves(seconds=31)
    stage.owner.says("是周五收到的")
    await stage._until(lambda: asked(stage, 1))
    async with stage.butler.database.transaction() as tx:
        question = await journal.find(tx, 1)
    assert question.text == f"{LATE}\n在上个月\n是周五收到的"


async def asked(stage, number):
    async with stage.butler.database.transaction() as tx:
        return await journal.find(tx, number)


async def test_after_the_consent_was_withdrawn_it_is_asked_for_again(stage):
    await writes_all(stage, stage.owner, [LATE])
    stage.owner.taps("同意并开始")
    await stage.owner.hears("行政复议法")
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")
    stage.owner.taps("撤回同意")
    await stage.owner.hears("真的要撤回同意吗")
    stage.owner.taps("确定撤回同意")
    await stage.owner.hears("已撤回同意")
    await writes_all(stage, stage.owner, ["您好", "公司被罚款了"])
    await stage.owner.hears_nothing_more()


async def is_asked_for_the_name(owner):
    owner.says("/enterprise")
    await owner.hears("叫什么名字")


async def is_asked_for_the_code(stage, name="示例五金制品有限公司"):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says(name)
    await stage.owner.hears("统一社会信用代码")


async def name_of(stage, somebody):
    person = await stage.person(somebody)
    async with stage.butler.database.transaction() as tx:
        known = await enterprises.of_person(tx, person)
    return known.name if known else None


async def test_whoever_is_got_to_know_never_waits_for_the_pace_of_their_chat(stage):
    await is_asked_for_the_code(stage)
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    stage.owner.taps("姚庄")
    await stage.owner.hears("已登记")
    await stage.settles()
    made = [call.method for call in stage.sim.world.calls if call.chat == stage.owner.id]
    paced = [name for name in made if name.startswith(("send", "edit"))]
    assert paced[:2] == ["sendMessage", "editMessageText"]
    assert "sendMessage" not in paced[CHAT_BURST:]


async def test_a_double_tap_on_skip_leaves_out_one_thing(stage):
    await is_asked_for_the_code(stage)
    card = stage.owner.last
    for _ in range(2):
        stage.owner.taps("跳过", card)
    await stage.owner.hears("哪个镇")
    await stage.owner.hears_nothing_more()
    assert stage.owner.labels(stage.owner.sees(card)) == []


async def test_whoever_taps_is_answered_before_the_buttons_go(stage):
    await is_asked_for_the_code(stage)
    await stage.settles()
    number = len(stage.sim.world.calls)
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    await stage.settles()
    made = [call.method for call in list(stage.sim.world.calls)[number:]]
    assert [name for name in made if name.startswith(("send", "edit"))] == [
        "sendMessage",
        "editMessageReplyMarkup",
    ]


async def test_a_double_tap_on_the_town_registers_once(stage):
    await is_asked_for_the_code(stage)
    stage.owner.taps("跳过")
    card = await stage.owner.hears("哪个镇")
    for _ in range(2):
        stage.owner.taps("姚庄", card)
    await stage.owner.hears("已登记")
    await stage.owner.hears_nothing_more()


async def test_a_double_tap_on_send_opens_one_ticket_and_says_no_more(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "发票抬头开错了")
    card = stage.owner.last
    for _ in range(2):
        stage.owner.taps("发给律师", card)
    await stage.owner.hears("工单 #1")
    await stage.owner.hears_nothing_more()


async def test_a_double_tap_on_drop_says_once_that_it_is_deleted(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "发票抬头开错了")
    card = stage.owner.last
    for _ in range(2):
        stage.owner.taps("不发了", card)
    await stage.owner.hears("已删除")
    await stage.owner.hears_nothing_more()


@pytest.mark.parametrize("command", ["/start", "/help", "/measures", "/tickets", "/language", "/privacy"])
async def test_every_command_leaves_the_questions_about_the_enterprise(stage, command):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says(command)
    await stage.owner.hears()
    stage.owner.says(LATE)
    await stage.owner.hears("行政复议法")
    assert await name_of(stage, stage.owner) is None


async def test_a_command_does_not_leave_a_draft_with_something_in_it(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "发票抬头开错了")
    stage.owner.says("/help")
    await stage.owner.hears()
    stage.owner.says("还有一张也错了")
    await stage.owner.hears("现在有 2 条")


async def test_a_command_leaves_a_draft_with_nothing_in_it(stage):
    await stage.owner.agrees()
    await collects(stage.owner)
    stage.owner.says("/help")
    await stage.owner.hears()
    stage.owner.says(LATE)
    await stage.owner.hears("行政复议法")


@pytest.mark.parametrize(
    "question",
    ["客户欠我钱不还想告他", "试用期最长可以约多久", LATE, "你好", "收到罚款决定书多久内可以申请复议？"],
)
async def test_a_plain_question_is_answered_and_not_taken_for_a_name(stage, question):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says(question)
    await stage.owner.hears("我先回答")
    await stage.owner.hears()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")


async def test_a_doubtful_name_is_asked_about_and_taken_when_it_is_right(stage):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says("我爱我家房产")
    card = await stage.owner.hears("“我爱我家房产”是企业名称吗")
    assert stage.owner.labels() == ["是，就叫这个", "不是，是问题"]
    for _ in range(2):
        stage.owner.taps("是，就叫这个", card)
    await stage.owner.hears("统一社会信用代码")
    await stage.owner.hears_nothing_more()


async def test_a_doubtful_name_that_is_a_question_is_answered(stage):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says("想找律师帮我看合同")
    card = await stage.owner.hears("是企业名称吗")
    for _ in range(2):
        stage.owner.taps("不是，是问题", card)
    heard = await stage.owner.hears()
    assert "信用代码" not in heard["text"]
    await stage.owner.hears_nothing_more()
    assert await name_of(stage, stage.owner) is None


async def test_another_name_typed_in_place_of_an_answer_is_read_anew_and_the_old_button_is_over(stage):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says("我爱我家房产")
    card = await stage.owner.hears("是企业名称吗")
    stage.owner.says("示例五金制品有限公司")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.taps("是，就叫这个", card)
    await stage.owner.hears("失效")
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    stage.owner.taps("姚庄")
    await stage.owner.hears("已登记：示例五金制品有限公司")


async def test_a_known_name_is_replaced_only_after_asking(stage):
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/enterprise")
    await stage.owner.hears("现在登记的是")
    stage.owner.says("示例塑料制品有限公司")
    await stage.owner.hears("现在登记的是“示例五金制品有限公司”，要改成“示例塑料制品有限公司”吗")
    assert stage.owner.labels() == ["是，改成这个", "不改"]
    stage.owner.taps("不改")
    await stage.owner.hears("还是“示例五金制品有限公司”")
    stage.owner.says("/enterprise")
    await stage.owner.hears("现在登记的是")
    stage.owner.says("示例塑料制品有限公司")
    await stage.owner.hears("要改成")
    stage.owner.taps("是，改成这个")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.taps("跳过")
    await stage.owner.hears("哪个镇")
    stage.owner.taps("姚庄")
    await stage.owner.hears("已登记：示例塑料制品有限公司")
    assert await name_of(stage, stage.owner) == "示例塑料制品有限公司"


async def test_a_doubtful_text_in_place_of_a_known_name_may_be_kept_changed_or_asked(stage):
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/enterprise")
    await stage.owner.hears("现在登记的是")
    stage.owner.says("想找律师帮我看合同")
    await stage.owner.hears("要改成")
    assert stage.owner.labels() == ["是，改成这个", "不改", "不是，是问题"]
    stage.owner.taps("不是，是问题")
    await stage.owner.hears()
    assert await name_of(stage, stage.owner) == "示例五金制品有限公司"


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("帮助", "怎么用"),
        ("help", "怎么用"),
        ("取消", "企业登记不做了"),
        ("跳过", "先不登记"),
    ],
)
async def test_a_word_that_says_what_is_wished_is_no_name(stage, word, heard):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says(word)
    await stage.owner.hears(heard)
    stage.owner.says(LATE)
    await stage.owner.hears("行政复议法")


async def test_somebody_without_the_code_at_hand_types_so(stage):
    await is_asked_for_the_code(stage)
    stage.owner.says("没带")
    await stage.owner.hears("哪个镇")
    stage.owner.says("不知道")
    await stage.owner.hears("已登记")


@pytest.mark.parametrize("skips", [0, 1])
async def test_a_question_in_place_of_the_code_or_the_town_is_answered(stage, skips):
    await is_asked_for_the_code(stage)
    for _ in range(skips):
        stage.owner.taps("跳过")
        await stage.owner.hears("哪个镇")
    stage.owner.says("客户欠我钱不还想告他")
    await stage.owner.hears("我先回答")
    await stage.owner.hears("法律依据")


async def test_an_alarm_is_never_taken_for_a_name(stage):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says("老板刚刚被警察带走拘留了")
    await stage.owner.hears("我先回答")
    await stage.owner.hears("急事", "#1")


async def test_a_name_that_is_too_long_is_asked_for_again(stage):
    await stage.owner.agrees()
    await is_asked_for_the_name(stage.owner)
    stage.owner.says("示例" * 60 + "有限公司")
    await stage.owner.hears("最多 100 个字")


async def test_the_same_question_sent_twice_is_one_question_and_one_ticket(stage):
    await stage.owner.agrees()
    stage.owner.says(LATE)
    card = await stage.owner.hears("行政复议法")
    stage.owner.says(f" {LATE}？")
    again = await stage.owner.hears("刚才问过")
    assert stage.owner.labels(again) == stage.owner.labels(card)
    stage.owner.taps("转给律师", again)
    await stage.owner.hears("工单 #1")
    stage.owner.says("/cancel")
    await stage.owner.hears()
    stage.owner.says(LATE)
    await stage.owner.hears("已经在工单 #1 里")
    await stage.settles()
    owner = await stage.person(stage.owner)
    async with stage.butler.database.transaction() as tx:
        assert len(await tickets.of_owner(tx, owner)) == 1
        assert await journal.find(tx, 2) is None


async def test_after_some_minutes_the_same_question_is_answered_anew(stage):
    await stage.owner.agrees()
    stage.owner.says(LATE)
    await stage.owner.hears("行政复议法")
    await stage.moves(minutes=6)
    stage.owner.says(LATE)
    await stage.owner.hears("行政复议法")


async def test_another_person_who_asks_the_same_is_answered(stage):
    for person in (stage.owner, stage.newcomer()):
        await person.agrees()
        person.says(LATE)
        await person.hears("行政复议法")


async def test_a_greeting_is_greeted_back_each_time(stage):
    await stage.owner.agrees()
    for _ in range(2):
        stage.owner.says("你好")
        heard = await stage.owner.hears()
        assert "刚才问过" not in heard["text"]
