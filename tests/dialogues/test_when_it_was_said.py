"""Words that waited, as through an outage, say when they were written: "today" was that day."""

from scenes import opens_ticket, takes_ticket

BY_NOW = "合同我今天下午送过来"


async def test_words_that_come_late_say_when_they_were_written(stage):
    await takes_ticket(stage)
    with stage.long_ago(hours=11):  # Sunday, 23:00
        stage.owner.says(BY_NOW)
        await stage.lawyer.hears("#1（11-22 23:00 写的）", BY_NOW)


async def test_words_that_come_at_once_do_not(stage):
    await takes_ticket(stage)
    with stage.long_ago(minutes=9):
        stage.owner.says(BY_NOW)
        assert "写的" not in (await stage.lawyer.hears(BY_NOW))["text"]


async def test_an_owner_reads_in_english_when_a_lawyer_wrote(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("/language")
    await stage.owner.hears()
    stage.owner.taps("English")
    await stage.owner.hears()
    with stage.long_ago(hours=11):
        stage.lawyer.says("今天先别签字", reply_to=yours)
        await stage.owner.hears("(written 11-22 23:00)", "今天先别签字")


async def test_whoever_takes_a_ticket_reads_when_everything_in_it_was_written(stage):
    card = await opens_ticket(stage)
    with stage.long_ago(hours=11):
        stage.owner.says(BY_NOW)
        await stage.owner.hears("已放进工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("11-22 23:00", BY_NOW)


async def test_an_edit_leaves_it_as_it_was(stage):
    await takes_ticket(stage)
    with stage.long_ago(hours=11):
        written = stage.owner.says(BY_NOW)
        await stage.lawyer.hears(BY_NOW)
    stage.owner.edits(written, "合同我今天上午送过来")
    await stage.settles()
    assert "（11-22 23:00 写的）（已修改）" in stage.lawyer.sees(stage.lawyer.last)["text"]
