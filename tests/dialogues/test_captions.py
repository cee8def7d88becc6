"""A question under a picture is a question; the picture waits, and goes along to a lawyer."""

import pytest

TO_LAWYER = ("转给律师", "轉給律師", "Ask my lawyer")


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("收到罚款决定书多久内可以申请复议？", ("60日", "行政复议法")),
        ("试用期最长可以多久？", ("1个月",)),
        ("收到處罰決定書，幾耐之內可以申請復議？", ("60日",)),
        ("How long do I have to apply for reconsideration?", ("60 days",)),
    ],
)
async def test_it_is_answered_and_the_picture_goes_along_to_the_lawyer(stage, caption, parts):
    await stage.owner.agrees()
    stage.owner.sends("photo", caption=caption)
    await stage.owner.hears()
    await stage.owner.hears(*parts)
    stage.owner.taps(next(label for label in stage.owner.labels() if label in TO_LAWYER))
    await stage.owner.hears("#1")
    card = await stage.lawyer.hears("新工单 #1")
    assert caption not in card["text"]
    await stage.lawyer.takes(caption, "随附：1 张图片")
    await stage.lawyer.hears(caption)


@pytest.mark.parametrize("caption", ["罚单", "这是合同第一页", "see page two"])
async def test_words_that_ask_nothing_only_go_with_the_picture(stage, caption):
    await stage.owner.agrees()
    stage.owner.sends("photo", caption=caption)
    await stage.owner.hears()
    await stage.owner.hears_nothing_more()


async def test_what_may_mean_several_things_is_asked_back_under_a_picture_too(stage):
    await stage.owner.agrees()
    stage.owner.sends("photo", caption="这个罚款决定我不服，怎么办？")
    await stage.owner.hears("文件我先替您收着")
    await stage.owner.hears()
    await stage.lawyer.hears_nothing_more()


async def test_the_details_of_a_ticket_count_what_came_with_it(stage):
    await stage.owner.agrees()
    stage.owner.says("/lawyer")
    await stage.owner.hears()
    for kind in ("photo", "voice"):
        stage.owner.sends(kind)
        await stage.owner.hears("收到")
    stage.owner.says("处罚决定书在图里，事情经过我说了一遍")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    yours = await stage.lawyer.takes("随附：1 张图片、1 条语音")
    stage.lawyer.taps("详情", yours)
    while "工单 #1 详情" not in ((await stage.lawyer.hears())["text"] or ""):
        pass
    assert "随附：1 张图片、1 条语音" in stage.lawyer.last["text"]
