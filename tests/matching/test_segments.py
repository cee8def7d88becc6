import pytest

from bot.matching import Kind
from bot.matching.text import segments
from bot.matching.text.facts import Facts, facts


@pytest.mark.parametrize(
    ("message", "asking"),
    [
        ("试用期可以随便辞退吗", []),
        ("how do i sue", []),
        ("", []),
        ("今天送货去了杭州，客户很满意，我们也很高兴，大家都说明年继续合作，价格也谈好了", []),
        ("试用期可以辞退吗？另外公司注销要多久？", ["试用期可以辞退吗？", "另外公司注销要多久？"]),
        (
            "你好，我想问一下。员工干了五个月没签合同，他现在要双倍工资。要赔吗",
            ["员工干了五个月没签合同，他现在要双倍工资，要赔吗"],
        ),
        ("試用期可以辭退嗎？另外公司註銷要多久？", ["試用期可以辭退嗎？", "另外公司註銷要多久？"]),
        ("佢成日話遲啲先還，我點算？使唔使即刻告佢？", ["佢成日話遲啲先還，我點算？", "使唔使即刻告佢？"]),
        (
            "We delivered to Ningbo Trading Co., Ltd. in March. They have not paid. How long do I have to sue? Is mediation free?",
            ["They have not paid，How long do I have to sue?", "Is mediation free?"],
        ),
    ],
)
def test_the_parts_that_ask_are_found_in_long_messages_and_in_those_that_ask_twice(message, asking):
    assert segments.questions(message) == asking


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (
            "去年3月给杭州某某建材有限公司供货，货款12万多，催了半年不付",
            Facts(("去年3月",), ("半年",), ("12万多",), ("杭州某某建材有限公司",)),
        ),
        (
            "Ningbo Trading Co., Ltd. owes us 50,000 yuan since March 2025, 8 months now",
            Facts(("March 2025",), ("8 months",), ("50,000 yuan",), ("Ningbo Trading Co., Ltd.",)),
        ),
        ("2026年5月3日收到决定，罚款五千元", Facts(("2026年5月3日",), (), ("五千元",), ())),
        (
            "去年3月給上海某某電子有限公司供貨，貨款12萬多，三個月沒付",
            Facts(("去年3月",), ("三個月",), ("12萬多",), ("上海某某電子有限公司",)),
        ),
        ("可以申请复议吗", Facts()),
    ],
)
def test_dates_periods_amounts_and_parties_are_told_as_typed(message, told):
    assert facts(message) == told


def test_two_questions_in_one_message_become_a_choice(judge):
    verdict = judge.judge("试用期可以辞退员工吗？另外公司怎么注销？")
    assert verdict.kind is Kind.CLARIFY
    assert [one.entry for one in verdict.candidates] == ["probation-dismissal", "company-deregister"]


def test_the_question_at_the_end_of_a_story_is_heard(judge):
    told = "上个月执法队来我们厂里转了一圈，看了看车间又拍了很多照片，老板也没在家，后来就走了，"
    whole = judge.judge(told + "收到罚款决定书多久内可以申请复议")
    found = {whole.entry, *(one.entry for one in whole.candidates)}
    assert "reconsideration-deadline" in found


def test_an_alarm_in_one_of_the_questions_goes_before_all_else(judge):
    verdict = judge.judge("公司怎么注册？老板刚刚被警察带走了怎么办？")
    assert verdict.urgent
