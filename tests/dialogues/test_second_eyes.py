"""A first answer in a topic so marked waits until a colleague has read it; nothing of it reaches its owner before."""

import copy
import dataclasses
import types

import pytest
from scenes import collects, forges
from stage import LAWYER, SECOND_LAWYER, set_up

from bot.storage import thread, tickets
from bot.storage.thread import Audience

PERMIT = "许可证申请被拒怎么办"
MEASURE = "administrative-reconsideration"
APPEAL, APPEAL_ENTRY = "一审判决不服怎么上诉", "court-appeal"
"""A question that cannot wait."""
ADVICE = "可以在六十日内申请复议，先把决定书拍给我"


@pytest.fixture(scope="module")
def marked(knowledge):
    """The product's knowledge, with a measure and an entry of another whose answers want a second pair of eyes."""
    live, current = copy.copy(knowledge), knowledge.current
    measures = {**current.measures}
    measures[MEASURE] = measures[MEASURE].model_copy(update={"second_eyes": True})
    entries = {**current.entries}
    entries[APPEAL_ENTRY] = entries[APPEAL_ENTRY].model_copy(update={"second_eyes": True})
    live.current = dataclasses.replace(
        current, measures=types.MappingProxyType(measures), entries=types.MappingProxyType(entries)
    )
    return live


@pytest.fixture
async def stage(tmp_path, marked, database_url):
    async with set_up(tmp_path, marked, BUTLER_DATABASE__URL=database_url) as ready:
        yield ready


async def asks(stage, question=PERMIT):
    """The owner takes a question to a lawyer, who takes it."""
    await stage.owner.agrees()
    stage.owner.says(question)
    await stage.owner.hears()
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    return await takes(stage)


async def takes(stage):
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    yours = await stage.lawyer.hears("工单 #1 归您办理")
    await stage.owner.hears("接手了")
    return yours


async def answers(stage, yours, words=ADVICE):
    """The lawyer's first words, which wait; whoever reads them is shown a blind card."""
    said = stage.lawyer.says(words, reply_to=yours)
    await stage.lawyer.hears("还没有发给企业主", "示例乙 在看")
    card = await stage.second_lawyer.hears("工单 #1", "示例甲 请您做第二双眼睛")
    assert PERMIT not in card["text"]
    assert words not in card["text"]
    await stage.owner.hears_nothing_more()
    return said


async def reads(stage, *parts):
    stage.second_lawyer.taps("看答复")
    await stage.second_lawyer.hears(PERMIT)
    return await stage.second_lawyer.hears("还没有发", *parts)


async def test_the_first_answer_goes_when_a_colleague_finds_it_fine_and_later_ones_go_at_once(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    await reads(stage, ADVICE)
    stage.second_lawyer.taps("可以发")
    await stage.second_lawyer.hears("谢谢")
    await stage.owner.hears(ADVICE, "示例甲")
    await stage.lawyer.hears("示例乙 看过了")
    stage.lawyer.says("还有营业执照", reply_to=yours)
    await stage.owner.hears("还有营业执照")
    for data in ("transcript:1", "details:1"):
        forges(stage.second_lawyer, data)
        assert PERMIT not in (await stage.second_lawyer.hears())["text"]
    for data in ("second-fine:1:abc", "second-read:1", "second-back:1"):
        forges(stage.second_lawyer, data)
        await stage.second_lawyer.is_alerted("没有在等的答复")
    await stage.owner.hears_nothing_more()


async def test_it_comes_back_with_a_note_that_its_owner_never_sees(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    await reads(stage)
    stage.second_lawyer.taps("退回，写一句")
    await stage.second_lawyer.hears("哪里要改")
    stage.second_lawyer.says("期限从知道之日起算，请写明")
    await stage.second_lawyer.hears("内部备注")
    await stage.lawyer.hears("期限从知道之日起算")
    await stage.lawyer.hears("示例乙 看了", "先改")
    await stage.owner.hears_nothing_more()
    better = "从知道之日起六十日内可以申请复议"
    await answers(stage, yours, better)
    await reads(stage, better)
    stage.second_lawyer.taps("可以发")
    heard = await stage.owner.hears(better)
    assert ADVICE not in heard["text"]
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps("全部对话", yours)
    told = "".join([(await stage.lawyer.hears())["text"], (await stage.lawyer.hears())["text"]])
    assert "期限从知道之日起算" in told


async def test_several_messages_and_an_album_wait_together_and_go_in_their_order(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    stage.lawyer.says("材料见图", reply_to=yours)
    await stage.lawyer.hears("还没有发")
    for _ in range(2):
        stage.lawyer.sends("photo", album="p", reply_to=yours)
    await stage.lawyer.hears("还没有发")
    await stage.lawyer.hears_nothing_more()
    stage.second_lawyer.taps("看答复")
    await stage.second_lawyer.hears(PERMIT)
    await stage.moves(seconds=2)
    while "可以发" not in stage.second_lawyer.labels(await stage.second_lawyer.hears()):
        pass
    stage.second_lawyer.taps("可以发")
    await stage.owner.hears(ADVICE)
    await stage.owner.hears("材料见图")
    await stage.moves(seconds=2)
    first = await stage.owner.hears()
    assert first["kind"] == "photo"


async def test_what_was_changed_after_it_was_read_is_read_again(stage):
    yours = await asks(stage)
    said = await answers(stage, yours)
    await reads(stage, ADVICE)
    stage.lawyer.edits(said, "改成：三十日内")
    await stage.lawyer.hears("改好了")
    stage.second_lawyer.taps("可以发")
    await stage.second_lawyer.is_alerted("改过了")
    await stage.owner.hears_nothing_more()
    await stage.second_lawyer.hears(PERMIT)
    await stage.second_lawyer.hears("三十日内")
    stage.second_lawyer.taps("可以发")
    await stage.owner.hears("三十日内")


async def test_with_nobody_there_the_lawyer_decides_and_admins_are_told(stage):
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    yours = await asks(stage)
    stage.lawyer.says(ADVICE, reply_to=yours)
    await stage.lawyer.hears("眼下没有合适的同事", "由您决定")
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps("不等了，直接发")
    await stage.owner.hears(ADVICE)
    await stage.lawyer.hears("没有第二个人看过")
    await stage.admin.hears("示例甲 没有等第二双眼睛", "#1")
    async with stage.butler.database.transaction() as tx:
        assert "second_alone" in [act for act, *_ in await tickets.events(tx, 1)]


async def test_what_is_not_urgent_is_not_sent_past_a_colleague_who_reads_it(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    forges(stage.lawyer, "second-alone:1")
    await stage.lawyer.is_alerted("请稍等")
    for somebody in (stage.owner, stage.admin):
        for data in ("second-alone:1", "second-fine:1:abc", "second-read:1", "second-drop:1"):
            forges(somebody, data)
            assert ADVICE not in (await somebody.hears())["text"]
    await stage.owner.hears_nothing_more()


async def test_what_cannot_wait_may_be_sent_at_once_knowingly(stage):
    yours = await asks(stage, APPEAL)
    stage.lawyer.says(ADVICE, reply_to=yours)
    await stage.lawyer.hears("还没有发给企业主", "示例乙 在看")
    await stage.second_lawyer.hears("第二双眼睛")
    stage.lawyer.taps("不等了，直接发")
    await stage.owner.hears(ADVICE)
    await stage.lawyer.hears("没有第二个人看过")
    await stage.admin.hears("示例甲 没有等第二双眼睛")
    await stage.second_lawyer.hears("不用您看了")


async def test_a_colleague_who_does_not_read_it_in_time_is_replaced_or_the_lawyer_decides(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    await stage.moves(hours=2, minutes=5)
    await stage.second_lawyer.hears("不用您看了")
    await stage.lawyer.hears("眼下没有合适的同事")
    forges(stage.second_lawyer, "second-read:1")
    await stage.second_lawyer.is_alerted("没有在等的答复")
    stage.lawyer.taps("先不发")
    await stage.lawyer.hears("没有发", "内部备注")
    await stage.owner.hears_nothing_more()


async def test_another_colleague_is_asked_when_the_first_one_leaves(tmp_path, marked, database_url):
    environ = {"BUTLER_DATABASE__URL": database_url, "BUTLER_LAWYERS": f"{LAWYER},{SECOND_LAWYER},777"}
    async with set_up(tmp_path, marked, **environ) as stage:
        third = stage.newcomer("示例丙", number=777)
        third.player.starts()
        await third.hears()
        yours = await asks(stage)
        stage.lawyer.says(ADVICE, reply_to=yours)
        first = (await stage.lawyer.hears("还没有发给企业主"))["text"]
        reader, other = (stage.second_lawyer, third) if "示例乙" in first else (third, stage.second_lawyer)
        await reader.hears("第二双眼睛")
        reader.taps("我有利益冲突")
        await stage.lawyer.hears()
        await stage.lawyer.hears("现在在看")
        await other.hears("第二双眼睛")
        forges(reader, "second-read:1")
        await reader.is_alerted("没有在等的答复")
        other.taps("看答复")
        await other.hears(PERMIT)
        await other.hears(ADVICE)
        other.taps("可以发")
        await stage.owner.hears(ADVICE)


async def test_it_is_not_closed_as_answered_while_no_answer_has_left(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    stage.lawyer.taps("已答复")
    await stage.lawyer.hears()
    if "仍要办结" in stage.lawyer.labels():
        stage.lawyer.taps("仍要办结")
        await stage.lawyer.hears("先由同事看过")
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps("先不发")
    await stage.lawyer.hears("没有发")
    await stage.second_lawyer.hears("不用您看了")


async def test_an_answer_from_before_a_hand_back_is_not_sent_later(stage):
    yours = await asks(stage)
    await answers(stage, yours)
    stage.lawyer.taps("退回", yours)
    await stage.settles()
    forges(stage.second_lawyer, "second-read:1")
    await stage.second_lawyer.is_alerted("没有在等的答复")
    await stage.owner.hears("换人了")
    await stage.owner.hears_nothing_more()


async def test_in_other_topics_nothing_waits(stage):
    await stage.owner.agrees()
    await collects(stage.owner, "邻居的厂漏水泡坏了我们的货")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    yours = await takes(stage)
    stage.lawyer.says("先拍照", reply_to=yours)
    await stage.owner.hears("先拍照")
    await stage.second_lawyer.hears_nothing_more()


async def test_what_is_ready_made_waits_with_the_words_before_it(stage):
    await asks(stage)
    stage.lawyer.says("行政复议多久出结果？")
    await stage.lawyer.hears()
    await stage.lawyer.hears("复议")
    label = next(each for each in stage.lawyer.labels() if "#1" in each)
    stage.lawyer.taps(label)
    await stage.lawyer.hears()
    stage.lawyer.says("您看这条：")
    await stage.lawyer.hears("您看这条")
    stage.lawyer.taps(next(each for each in stage.lawyer.labels() if "发到" in each or "发给" in each))
    await stage.lawyer.hears("还没有发给企业主")
    await stage.lawyer.hears("还没有发给企业主")
    await stage.owner.hears_nothing_more()
    await stage.second_lawyer.hears("第二双眼睛")
    await reads(stage, "您看这条")
    stage.second_lawyer.taps("可以发")
    await stage.owner.hears("您看这条")
    await stage.owner.hears("复议")


async def test_words_of_another_ticket_are_not_copied_past_the_second_pair_of_eyes(stage):
    await asks(stage)
    stage.owner.says("/lawyer")
    await stage.owner.hears()
    stage.owner.says("邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears()
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #2")
    card = await stage.second_lawyer.hears("新工单 #2")
    forges(stage.lawyer, "take:2")
    yours = await stage.lawyer.hears("工单 #2 归您办理")
    await stage.lawyer.hears("漏水")
    assert card
    await stage.owner.hears("接手了")
    stage.lawyer.says("先拍照", reply_to=yours)
    await stage.owner.hears("先拍照")
    async with stage.butler.database.transaction() as tx:
        [said] = [each for each in await thread.of_ticket(tx, 2, Audience.ALL) if each.author == "lawyer"]
    forges(stage.lawyer, f"also:1:{said.id}")
    await stage.lawyer.is_alerted("在那个工单里另写")
    await stage.owner.hears_nothing_more()
