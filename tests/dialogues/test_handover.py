"""The second consent: words go to a lawyer only after a tap of its own, asked for with the first ticket, once."""

from scenes import STRANGE

FIRE = "车间着火了，火还没灭"
DEADLINE = "收到罚款决定书多久内可以申请复议"


async def agrees_to_be_answered(somebody):
    """The first consent alone."""
    somebody.player.starts()
    await somebody.hears("专属管家", "待司法局确认")
    somebody.taps("同意并开始")
    await somebody.hears()


async def test_nothing_goes_to_a_lawyer_before_the_second_consent(stage):
    await agrees_to_be_answered(stage.owner)
    stage.owner.says(DEADLINE)
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    asked = await stage.owner.hears("再同意一次", "值班律师", "只看到企业名称", "/privacy")
    await stage.lawyer.hears_nothing_more()
    stage.owner.taps("同意，转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(DEADLINE)
    await stage.settles()
    assert stage.owner.labels(stage.owner.sees(asked)) == []


async def test_it_is_asked_only_once(stage):
    await agrees_to_be_answered(stage.owner)
    stage.owner.says(DEADLINE)
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("再同意一次")
    stage.owner.taps("同意，转给律师")
    await stage.owner.hears("工单 #1")
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says(STRANGE)
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #2")


async def test_a_draft_waits_for_it_and_is_sent_with_its_tap(stage):
    await agrees_to_be_answered(stage.owner)
    stage.owner.says("/lawyer")
    await stage.owner.hears("发给律师")
    stage.owner.says(STRANGE)
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("再同意一次")
    await stage.lawyer.hears_nothing_more()
    stage.owner.taps("同意，转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(STRANGE)


async def test_a_second_tap_does_nothing(stage):
    await agrees_to_be_answered(stage.owner)
    stage.owner.says(DEADLINE)
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    asked = await stage.owner.hears("再同意一次")
    for _ in range(2):
        stage.owner.taps("同意，转给律师", asked)
    await stage.owner.hears("工单 #1")
    await stage.owner.hears_nothing_more()


async def test_an_emergency_does_not_wait_for_it(stage):
    await agrees_to_be_answered(stage.owner)
    stage.owner.says(FIRE)
    await stage.owner.hears("119", "工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(FIRE)


async def test_it_ends_with_the_first_consent(stage):
    await stage.owner.agrees()
    stage.owner.says("/privacy")
    await stage.owner.hears("待司法局确认")
    stage.owner.taps("撤回同意")
    await stage.owner.hears("真的要撤回")
    stage.owner.taps("确定撤回同意")
    await stage.owner.hears("已撤回同意")
    await agrees_to_be_answered(stage.owner)
    stage.owner.says(DEADLINE)
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("再同意一次")
