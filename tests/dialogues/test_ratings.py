"""Two taps and, for whoever likes, a word: whether an answer helped, why, and who hears of it."""

import pytest
from scenes import closes, forges, takes_ticket

ADVICE = "先发催告函，再起诉"


@pytest.fixture
async def closed(stage):
    """A ticket that its lawyer answered and closed; the owner is asked whether it helped."""
    yours = await takes_ticket(stage)
    stage.lawyer.says(ADVICE, reply_to=yours)
    await stage.owner.hears(ADVICE)
    await closes(stage, yours)
    await stage.owner.hears("已办结", "有帮助吗")
    return yours


async def test_two_taps_say_that_it_helped_and_why_and_the_lawyer_hears_it_once(stage, closed):
    stage.owner.taps("有帮助")
    asked = await stage.owner.hears("好在哪里", "不用理会")
    stage.owner.taps("答得快")
    await stage.lawyer.hears("工单 #1", "有帮助", "答得快")
    await stage.owner.hears_nothing_more()
    assert "记下了：答得快" in stage.owner.sees(asked)["text"]
    assert "答得快" not in stage.owner.labels(stage.owner.sees(asked))
    forges(stage.owner, "why:1:quick")
    await stage.lawyer.hears_nothing_more()
    await stage.admin.hears_nothing_more()


async def test_own_words_stay_in_the_ticket_and_do_not_open_it_again(stage, closed):
    stage.owner.taps("有帮助")
    await stage.owner.hears()
    stage.owner.taps("自己说一句")
    await stage.owner.hears("得写明理由")
    stage.owner.says("<b>王律师</b>讲得很耐心")
    await stage.owner.hears("记下了")
    told = await stage.lawyer.hears("这样评价答复", "<b>王律师</b>讲得很耐心")
    await stage.admin.hears_nothing_more()
    stage.lawyer.says("谢谢您", reply_to=told)
    await stage.lawyer.hears("这条没有发出去")
    stage.lawyer.taps("全部对话", closed)
    await stage.lawyer.hears("讲得很耐心")


async def test_a_question_in_place_of_own_words_is_answered(stage, closed):
    stage.owner.taps("有帮助")
    await stage.owner.hears()
    stage.owner.taps("自己说一句")
    await stage.owner.hears()
    stage.owner.says("收到罚款决定书多久内可以申请复议？")
    await stage.owner.hears("行政复议法")
    await stage.lawyer.hears_nothing_more()


@pytest.mark.parametrize("why", ["没看懂", "太慢", "答的不是我的事", "依据像是旧的"])
async def test_who_is_not_helped_says_why_and_goes_on_with_the_same_lawyer(stage, closed, why):
    stage.owner.taps("没解决")
    asked = await stage.owner.hears("已重新打开")
    await stage.lawyer.hears("#1")
    stage.owner.taps(why)
    await stage.lawyer.hears("没解决", why)
    await stage.settles()
    assert f"记下了：{why}" in stage.owner.sees(asked)["text"]
    stage.owner.says("还差管辖法院", reply_to=asked)
    await stage.lawyer.hears("还差管辖法院")


async def test_a_reason_that_does_not_fit_or_is_a_strangers_counts_for_nothing(stage, closed):
    stage.owner.taps("有帮助")
    await stage.owner.hears()
    for somebody, data in (
        (stage.owner, "why:1:slow"),
        (stage.owner, "why:1:rubbish"),
        (stage.admin, "why:1:clear"),
    ):
        somebody.says("/help")
        await somebody.hears()
        forges(somebody, data)
        await stage.settles()
    await stage.lawyer.hears_nothing_more()


async def test_all_of_it_is_said_in_english_too(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("/language")
    await stage.owner.hears()
    stage.owner.taps("English")
    await stage.owner.hears()
    await closes(stage, yours)
    await stage.owner.hears("closed")
    stage.owner.taps("It helped")
    await stage.owner.hears("What was good?")
    stage.owner.taps("I know what to do")
    await stage.lawyer.hears("知道怎么办了")
    stage.owner.taps("In my own words")
    await stage.owner.hears("only for a stated reason")
