"""Lines sent within seconds are one question: the last reply speaks for all of them, and a lawyer gets all of them."""


async def test_two_halves_of_a_question_are_answered_as_one(stage):
    await stage.owner.agrees()
    stage.owner.says("员工要走")
    await stage.owner.hears("哪一个")
    stage.clock.moves(seconds=4)
    stage.owner.says("没签劳动合同")
    await stage.owner.hears("双倍", "劳动合同法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("员工要走\n没签劳动合同")


async def test_three_lines_come_together(stage):
    await stage.owner.agrees()
    for line in ("上个月的事了", "我们厂被罚款了", "单子上写两万块"):
        stage.owner.says(line)
        await stage.owner.hears()
        stage.clock.moves(seconds=3)
    stage.owner.taps(next(label for label in stage.owner.labels() if "转给律师" in label))
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("上个月的事了\n我们厂被罚款了\n单子上写两万块")


async def test_what_adds_nothing_to_an_answer_says_so_and_goes_to_the_lawyer_with_it(stage):
    await stage.owner.agrees()
    stage.owner.says("客户欠我货款")
    await stage.owner.hears("民法典")
    stage.clock.moves(seconds=5)
    stage.owner.says("好几回了")
    await stage.owner.hears("和上一条一起看了")
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("客户欠我货款\n好几回了")


async def test_lines_of_another_minute_stand_alone(stage):
    await stage.owner.agrees()
    stage.owner.says("员工要走")
    await stage.owner.hears("哪一个")
    stage.clock.moves(seconds=40)
    stage.owner.says("合同没签")
    await stage.owner.hears("哪一个")
    stage.owner.taps("都不是，转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    card = await stage.lawyer.takes("合同没签")
    assert "员工要走" not in card["text"]


async def test_a_greeting_is_no_half_of_a_question(stage):
    await stage.owner.agrees()
    stage.owner.says("您好")
    await stage.owner.hears()
    stage.owner.says("合同没签")
    await stage.owner.hears("哪一个")
    stage.owner.taps("都不是，转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    card = await stage.lawyer.takes("合同没签")
    assert "您好" not in card["text"]


async def test_what_was_sent_minutes_apart_is_not_one_question_because_it_arrives_at_once(stage):
    await stage.owner.agrees()
    with stage.long_ago(hours=3):
        stage.owner.says("客户欠我货款")
        await stage.owner.hears("民法典")
    with stage.long_ago(hours=2):
        stage.owner.says("好几回了")
        heard = await stage.owner.hears()
    assert "和上一条一起看了" not in heard["text"]


async def test_lines_sent_within_seconds_are_one_question_however_long_they_wait(stage):
    await stage.owner.agrees()
    with stage.long_ago(hours=3):
        stage.owner.says("客户欠我货款")
        await stage.owner.hears("民法典")
    with stage.long_ago(hours=3, seconds=-5):
        stage.owner.says("好几回了")
        await stage.owner.hears("和上一条一起看了")


async def test_the_same_question_sent_again_hours_later_is_answered_again_though_both_arrive_at_once(stage):
    await stage.owner.agrees()
    for hours in (3, 2):
        with stage.long_ago(hours=hours):
            stage.owner.says("客户欠我货款")
            await stage.owner.hears("民法典")


async def goes_to_a_lawyer_alone(stage):
    stage.owner.says("合同没签")
    await stage.owner.hears("哪一个")
    stage.owner.taps("都不是，转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    return (await stage.lawyer.takes("合同没签"))["text"]


async def test_whoever_sends_line_upon_line_is_heard_line_by_line(stage):
    await stage.owner.agrees()
    for number in range(9):
        stage.owner.says(f"这事有点复杂{number}")
        await stage.owner.hears()
    stage.owner.says("员工要走")
    await stage.owner.hears()
    assert "员工要走" not in await goes_to_a_lawyer_alone(stage)


async def test_a_long_story_is_no_half_of_what_follows(stage):
    await stage.owner.agrees()
    stage.owner.says("事情是这样的" * 40)
    await stage.owner.hears()
    assert "事情是这样的" not in await goes_to_a_lawyer_alone(stage)
