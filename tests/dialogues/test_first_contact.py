"""The first minutes: one request for consent, nothing kept before it, and everything that waited answered after it."""

import contextlib
import json
import sqlite3

from bot.storage import dialogues, journal, people
from simulator import person_actions

LATE = "收到罚款决定书多久内可以申请复议"
BURST = ["您好", "我们被罚款了", "罚款决定书上周收到的", LATE]


def everything_in(path):
    """All that an SQLite database holds, as one text."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


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
        waiting = await dialogues.find(tx, owner)
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
    await stage.owner.hears("工单 #1")


async def test_an_emergency_among_what_waited_calls_a_lawyer_at_once(stage):
    await writes_all(stage, stage.owner, ["您好", "老板刚刚被警察带走拘留了怎么办"])
    stage.owner.taps("同意并开始")
    await stage.owner.hears("这一条也看到了")
    await stage.owner.hears("急事", "#1")
    await stage.lawyer.hears("新工单 #1", "拘留")


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


async def test_after_the_consent_was_withdrawn_it_is_asked_for_again(stage):
    await writes_all(stage, stage.owner, [LATE])
    stage.owner.taps("同意并开始")
    await stage.owner.hears("行政复议法")
    stage.owner.says("/privacy")
    await stage.owner.hears("您的话怎么处理")
    stage.owner.taps("撤回同意")
    await stage.owner.hears("已撤回同意")
    await writes_all(stage, stage.owner, ["您好", "公司被罚款了"])
    await stage.owner.hears_nothing_more()
