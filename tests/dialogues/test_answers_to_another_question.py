"""A sure answer must be one to the very question: of another trade, another side or another accident it is none."""

import pytest


async def is_not_answered_with(stage, text, *titles):
    await stage.owner.agrees()
    stage.owner.says(text)
    said = (await stage.owner.hears())["text"]
    assert not said.startswith(titles)
    assert any(word in " ".join(stage.owner.labels()) for word in ("律师", "律師", "lawyer"))


BUILDING = ("工程项目欠农民工工资", "工程項目欠農民工工資", "Unpaid wages on building projects")


@pytest.mark.parametrize(
    "text",
    [
        "老板跑路了，工资谁来发",
        "老板卷钱跑了工人找我要",
        "厂里没人管了，老板人影都没了，工钱问谁要",
        "老闆走佬，三個月人工未出，點追",
        "the owner has disappeared, who pays our wages",
    ],
)
async def test_wages_of_a_factory_are_not_those_of_a_building_site(stage, text):
    await is_not_answered_with(stage, text, *BUILDING)


GUARANTOR = ("替别人担保", "替別人擔保", "The creditor calls on my guarantee")


@pytest.mark.parametrize(
    "text",
    [
        "债主天天上门怎么办",
        "收債公司日日上門，點算",
        "讨债公司一天打二十个电话到车间",
        "debt collectors come to our gate every morning",
    ],
)
async def test_creditors_at_the_door_are_no_guarantee(stage, text):
    await is_not_answered_with(stage, text, *GUARANTOR)


HARASSMENT = ("员工投诉性骚扰", "員工投訴性騷擾", "Complaints of sexual harassment")


@pytest.mark.parametrize(
    "text",
    [
        "催收公司天天打电话到我厂里骚扰员工，能告吗",
        "要账的一直打我们前台电话骂人",
        "debt collectors keep phoning my staff, can i sue them",
    ],
)
async def test_debt_collectors_on_the_telephone_are_no_sexual_harassment(stage, text):
    await is_not_answered_with(stage, text, *HARASSMENT)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("员工骑电瓶车回家路上摔了，算工伤吗", ("上下班", "主要责任")),
        ("工人上班路上被车撞了算不算工伤", ("上下班", "主要责任")),
        ("工友返工途中俾車撞，算唔算工傷", ("上下班", "主要責任")),
        ("a worker was hit by a car on his way home, is that a work injury", ("way to or from work",)),
    ],
)
async def test_an_accident_on_the_way_to_work_is_answered_as_such(stage, text, parts):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears(*parts)


@pytest.mark.parametrize(
    "text",
    [
        "员工辞职要提前几天？加班费怎么算？",
        "试用期最长可以多久？另外客户欠货款一年多不给怎么办？",
        "How long do I have to apply for reconsideration? And what can I do if a customer does not pay?",
    ],
)
async def test_of_two_clear_questions_in_one_message_none_is_dropped(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears()
    choices = [
        label
        for label in stage.owner.labels()
        if label not in ("都不是，转给律师", "None of these, ask my lawyer")
    ]
    assert len(choices) >= 2
    assert "✓ 解决了" not in choices


@pytest.mark.parametrize(
    ("text", "answered", "asked_besides", "other"),
    [
        (
            "员工上班路上被车撞了算不算工伤？另外公司没给他交社保怎么办？",
            "上下班途中",
            "您还问了别的",
            "社保",
        ),
        ("加班费怎么算？还有那个客户的事也不知道该找哪个法院", "150%", "您还问了别的", "法院"),
        ("加班費怎麼算？還有那個客戶的事也不知道該找哪個法院", "150%", "您還問了別的", "法院"),
    ],
)
async def test_beside_the_answer_to_one_question_the_other_is_offered(
    stage, text, answered, asked_besides, other
):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears(answered, asked_besides)
    offered = [label for label in stage.owner.labels() if other in label]
    assert offered
    stage.owner.taps(offered[-1])
    said = (await stage.owner.hears())["text"]
    assert said.startswith(offered[-1])
