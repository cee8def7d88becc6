import pytest

from bot.matching.decision import guards
from bot.matching.text import normal_form


def objections(question, *phrasings):
    guarded = guards.Guarded.of([normal_form.normalise(one) for one in phrasings])
    return guards.fired(normal_form.normalise(question), guarded)


@pytest.mark.parametrize(
    ("guard", "question", "phrasing"),
    [
        ("negation", "试用期不可以辞退员工吗", "试用期可以辞退员工吗"),
        ("negation", "do we have to sign a contract", "do we not have to sign a contract"),
        ("party", "劳动合同到期员工不续签要赔偿吗", "劳动合同到期公司不续签要赔偿吗"),
        ("party", "can an employee fire me", "can i fire an employee"),
        ("period", "仲裁时效是1年吗", "仲裁时效是3年吗"),
        ("period", "is the limit 30 days", "is the limit 60 days"),
        ("register or deregister", "公司注册要多久", "公司注销要多久"),
        ("apply or withdraw", "怎么撤回复议", "怎么申请复议"),
        ("labour or commercial arbitration", "商事仲裁收费吗", "劳动仲裁收费吗"),
        ("people's or commercial mediation", "商事调解要钱吗", "人民调解要钱吗"),
        ("owed or owing", "我欠别人货款怎么办", "客户欠我货款怎么办"),
    ],
)
def test_a_difference_that_turns_the_question_round_is_seen(guard, question, phrasing):
    assert guard in objections(question, phrasing)


@pytest.mark.parametrize(
    ("question", "phrasing"),
    [
        ("可以不续伐", "能不能不续签"),
        ("可不可以辞退员工", "可以辞退员工吗"),
        ("有没有时间限制", "有时间限制吗"),
        ("员工干了3个月没签合同要双倍工资吗", "入职没有签劳动合同赔几倍工资"),
        ("试用期能辞退吗", "试用期能辞退员工吗"),
        ("时效是一年吗", "时效是12个月吗"),
        ("公司注销流程", "注销公司怎么办"),
        ("fined 20000 yuan, how to appeal", "fined 50000 yuan, how to appeal"),
    ],
)
def test_a_harmless_difference_is_let_pass(question, phrasing):
    assert objections(question, phrasing) == ()


def test_one_phrasing_with_the_same_marks_is_enough_to_let_pass():
    assert objections("公司不续签要赔吗", "员工不续签要赔吗", "公司不续签要赔吗") == ()
