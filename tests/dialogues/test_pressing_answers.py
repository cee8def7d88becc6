"""Answers to questions that cannot wait: the lawyer first, and one tap that calls everybody, though a rule was asked for."""


async def test_who_asks_what_to_do_about_an_injury_is_answered_and_told_what_saves(stage):
    await stage.owner.agrees()
    stage.owner.says("员工在厂里受伤怎么办")
    asked = await stage.owner.hears("如果这事正在发生", "120")
    assert stage.owner.labels(asked) == ["🚨 是急事，马上叫律师"]
    card = await stage.owner.hears("员工在厂里受伤怎么办")
    assert stage.owner.labels(card)[0] == "转给律师"
    await stage.lawyer.hears_nothing_more()


async def test_an_answer_that_does_not_press_asks_nothing_of_the_kind(stage):
    await stage.owner.agrees()
    stage.owner.says("什么是支付令，怎么申请")
    card = await stage.owner.hears("什么是支付令")
    assert stage.owner.labels(card)[0] == "✓ 解决了"
    await stage.owner.hears_nothing_more()
