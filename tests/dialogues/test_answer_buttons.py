"""What an owner is answered, and the ways on from an answer."""

from scenes import takes_ticket
from stage import set_up

DEADLINE = "收到罚款决定书多久内可以申请复议"


async def test_one_answer_leads_to_those_that_are_related_to_it(stage):
    await stage.owner.agrees()
    stage.owner.says(DEADLINE)
    await stage.owner.hears("行政复议法")
    stage.owner.taps("相关问题")
    await stage.owner.hears("有关的还有")
    title = stage.owner.labels()[0]
    stage.owner.taps(title)
    await stage.owner.hears(title.rstrip("…"), "法律依据")


async def test_where_only_reviewed_entries_may_answer_the_others_lead_to_a_lawyer(tmp_path, knowledge):
    async with set_up(tmp_path, knowledge, BUTLER_ANSWERS__UNREVIEWED="ask_lawyer") as stage:
        await stage.owner.agrees()
        stage.owner.says(DEADLINE)
        await stage.owner.hears("没有可靠的现成答案")
        assert stage.owner.labels() == ["转给律师", "先补充再发"]


async def test_what_has_nothing_to_do_with_law_is_declined_and_may_still_go_to_a_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says("尤克里里指法")
    await stage.owner.hears("不在“助企十条”的范围里", "12348")
    assert "转给律师" in stage.owner.labels()


async def test_the_measures_can_be_looked_at_right_after_the_consent(stage):
    await stage.owner.agrees()
    stage.owner.taps("看十条措施")
    await stage.owner.hears("十条措施")


async def test_words_that_went_to_the_lawyer_by_habit_can_still_be_asked_as_a_question(stage):
    await takes_ticket(stage)
    stage.owner.says(DEADLINE, reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears(DEADLINE)
    stage.owner.taps("这是新问题")
    await stage.owner.hears("行政复议法")
    stage.owner.says("那从哪天算起")
    await stage.owner.hears("给律师的，还是新问题")
