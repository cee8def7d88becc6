"""A lawyer's words that reply to nothing: where they went is shown, and a second choice moves them or is made knowingly."""

import pytest
from scenes import forges, takes_ticket_of

FIRST = "示例五金制品有限公司（未核实）"


def texts(somebody):
    return "\n".join((each["text"] or "") + (each["caption"] or "") for each in somebody.player.sees())


@pytest.fixture
async def other(stage):
    """The lawyer holds the tickets #1, of a registered enterprise, and #2, of this newcomer."""
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    await stage.owner.agrees()
    await stage.owner.registers()
    await takes_ticket_of(stage, stage.owner, 1)
    newcomer = stage.newcomer()
    await newcomer.agrees()
    await takes_ticket_of(stage, newcomer, 2)
    return newcomer


async def chooses(stage, number=1, words="请把传票拍给我"):
    """Words went to a ticket by its button: the message as written, and the card with the buttons."""
    said = stage.lawyer.says(words)
    card = await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(f"发到 #1 {FIRST}" if number == 1 else f"发到 #{number}")
    await stage.settles()
    return said, card


def shown(stage, card):
    """The card as it looks now, and its buttons."""
    seen = stage.lawyer.sees(card)
    return seen["text"], stage.lawyer.labels(seen)


async def test_a_second_tap_sends_nothing_before_it_is_known_what_is_meant(stage, other):
    _, card = await chooses(stage)
    await stage.owner.hears("请把传票拍给我")
    stage.lawyer.taps("发到 #2", stage.lawyer.sees(card))
    await stage.settles()
    text, labels = shown(stage, card)
    assert f"已经发到 #1 {FIRST}，还没有发给 #2" in text
    assert labels == ["改发到 #2（从 #1 撤回）", "也发到 #2", "从 #1 撤回"]
    await other.hears_nothing_more()
    await stage.owner.hears_nothing_more()


async def test_words_are_moved_from_the_first_owner_to_the_second(stage, other):
    said, card = await chooses(stage)
    await stage.owner.hears("请把传票拍给我")
    stage.lawyer.taps("发到 #2", stage.lawyer.sees(card))
    await stage.settles()
    stage.lawyer.taps("改发到 #2（从 #1 撤回）", stage.lawyer.sees(card))
    await other.hears("请把传票拍给我")
    await stage.settles()
    assert "传票" not in texts(stage.owner)
    text, labels = shown(stage, card)
    assert text == f"✓ 已改发到 #2；发给 #1 {FIRST} 的已撤回。"
    assert labels == ["撤回", f"发到 #1 {FIRST}"]
    stage.lawyer.edits(said, "请把判决书拍给我")
    await other.hears("更正", "判决书")
    await stage.settles()
    assert "判决书" not in texts(stage.owner)
    stage.lawyer.taps("撤回", stage.lawyer.sees(card))
    await stage.settles()
    assert "已撤回" in shown(stage, card)[0]
    assert "判决书" not in texts(other)


async def test_words_are_sent_to_both_knowingly_and_edits_and_a_recall_reach_both(stage, other):
    said, card = await chooses(stage)
    await stage.owner.hears("请把传票拍给我")
    stage.lawyer.taps("发到 #2", stage.lawyer.sees(card))
    await stage.settles()
    stage.lawyer.taps("也发到 #2", stage.lawyer.sees(card))
    seen = await other.hears("#2", "请把传票拍给我")
    await stage.settles()
    text, labels = shown(stage, card)
    assert f"✓ 已发到 #1 {FIRST}，也发到了 #2" in text
    assert labels == ["从 #1 撤回", "从 #2 撤回"]
    other.says("传票在会计那里", reply_to=seen)
    answer = await stage.lawyer.hears("#2", "传票在会计那里")
    assert answer["reply_to"] == said.message_id
    stage.lawyer.edits(said, "请把判决书拍给我")
    await stage.owner.hears("更正", "判决书")
    await other.hears("已转给")
    await other.hears("更正", "判决书")
    forges(stage.lawyer, "also:2:1")
    await stage.lawyer.is_alerted("这个按钮")
    stage.lawyer.says("/recall", reply_to={"id": said.message_id})
    await stage.lawyer.hears("已撤回", "#1")
    await stage.lawyer.hears("已撤回", "#2")
    await stage.settles()
    assert "判决书" not in texts(stage.owner) + texts(other)


async def test_of_two_copies_each_can_be_taken_back_alone(stage, other):
    _, card = await chooses(stage)
    await stage.owner.hears("请把传票拍给我")
    stage.lawyer.taps("发到 #2", stage.lawyer.sees(card))
    await stage.settles()
    stage.lawyer.taps("也发到 #2", stage.lawyer.sees(card))
    await other.hears("请把传票拍给我")
    await stage.settles()
    stage.lawyer.taps("从 #2 撤回", stage.lawyer.sees(card))
    await stage.settles()
    assert "传票" not in texts(other)
    assert "传票" in texts(stage.owner)


async def test_an_album_is_moved_whole(stage, other):
    for number in range(3):
        stage.lawyer.sends("photo", caption=f"第 {number + 1} 页", album="pages")
    await stage.moves(seconds=2)
    card = await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps("发到 #2")
    await stage.moves(seconds=2)
    await stage.settles()
    assert texts(other).count("第 ") == 3
    stage.lawyer.taps(f"发到 #1 {FIRST}", stage.lawyer.sees(card))
    await stage.settles()
    stage.lawyer.taps("改发到 #1（从 #2 撤回）", stage.lawyer.sees(card))
    await stage.moves(seconds=2)
    await stage.settles()
    assert texts(other).count("第 ") == 0
    pages = [await stage.owner.hears(f"第 {number + 1} 页") for number in range(3)]
    assert len({page["album"] for page in pages}) == 1


async def test_what_was_taken_back_can_be_sent_anew_and_nothing_goes_twice(stage, other):
    said, card = await chooses(stage)
    await stage.owner.hears("请把传票拍给我")
    forges_below(stage, card, "talk:1")
    await stage.lawyer.is_alerted("已经在 #1 里了")
    await stage.owner.hears_nothing_more()
    stage.lawyer.says("/recall", reply_to={"id": said.message_id})
    await stage.lawyer.hears("已撤回")
    stage.lawyer.taps("发到 #2", stage.lawyer.sees(card))
    await other.hears("请把传票拍给我")
    await stage.settles()
    assert "✓ 已发到 #2。" in shown(stage, card)[0]


async def test_whoever_does_not_hold_the_other_ticket_moves_nothing(stage, other):
    _, card = await chooses(stage)
    await stage.owner.hears("请把传票拍给我")
    stage.lawyer.taps("发到 #2", stage.lawyer.sees(card))
    await stage.settles()
    forges(other, "withdrawn:2")
    await stage.lawyer.hears("撤回了工单")
    stage.lawyer.taps("改发到 #2（从 #1 撤回）", stage.lawyer.sees(card))
    await stage.lawyer.hears("工单 #2 已办结")
    assert "传票" in texts(stage.owner)
    forges(stage.second_lawyer, "move:2:1")
    await stage.second_lawyer.is_alerted("失效")


async def test_words_whose_message_is_gone_go_to_nobody(stage, other):
    forges(stage.lawyer, "talk:1")  # below a message that replies to nothing
    await stage.lawyer.is_alerted("原来那条消息不在了")
    await stage.owner.hears_nothing_more()


def forges_below(stage, card, data):
    stage.lawyer.last = card
    forges(stage.lawyer, data)
