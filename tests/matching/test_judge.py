import pytest
from small_base import ENTRIES

from bot.matching import EntryText, Judge, Kind


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("收到罚款决定书多久可以申请复议", "reconsideration-deadline"),
        ("收到罰款決定書多久內可以申請復議", "reconsideration-deadline"),
        ("复意要交钱吗", "reconsideration-fee"),
        ("试用期不行的员工能不能辞掉", "probation-dismissal"),
        ("公司注销要登报吗？", "company-deregister"),
        ("can i fire an employee in probation", "probation-dismissal"),
        ("HOW MANY DAYS TO APPLY FOR RECONSIDERATION", "reconsideration-deadline"),
    ],
)
def test_a_question_that_the_base_knows_is_answered(judge, question, entry):
    verdict = judge.judge(question)
    assert (verdict.kind, verdict.entry) == (Kind.ANSWER, entry)
    assert verdict.score >= judge.thresholds.answer


@pytest.mark.parametrize(
    "question",
    [
        "试用期不可以辞退员工吗",
        "劳动合同到期员工不续签要赔偿吗",
        "劳动仲裁时效是3年吗",
        "can an employee fire me",
        "合同",
        "contract",
        "仲裁",
        "公司注册还是注销",
    ],
)
def test_a_question_turned_round_or_a_bare_word_is_asked_back(judge, question):
    verdict = judge.judge(question)
    assert verdict.kind is Kind.CLARIFY
    assert 2 <= len(verdict.candidates) <= 4
    assert len({one.entry for one in verdict.candidates}) == len(verdict.candidates)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("公司注册流程", "company-deregister"),
        ("公司注销流程", "company-register"),
        ("how do i register a firm", "company-deregister"),
        ("复议收费吗", "reconsideration-deadline"),
    ],
)
def test_a_lookalike_never_answers_for_the_other(judge, question, others):
    assert judge.judge(question).entry != others


@pytest.mark.parametrize(
    ("question", "kind", "talk"),
    [
        ("你好呀", Kind.CHAT, "greeting"),
        ("哈哈哈哈", Kind.CHAT, "laughing"),
        ("我要离婚 孩子归谁", Kind.DECLINE, "divorce"),
        ("write me a react component", Kind.DECLINE, "programming"),
        ("给法官送点钱能不能摆平", Kind.REFUSE, "bribery"),
    ],
)
def test_talk_that_no_entry_answers_is_recognised(judge, question, kind, talk):
    verdict = judge.judge(question)
    assert (verdict.kind, verdict.talk, verdict.entry) == (kind, talk, None)


@pytest.mark.parametrize("question", ["。。。", "", "asdf", "😀"])
def test_a_message_with_nothing_to_go_on_is_asked_for_again(judge, question):
    assert judge.judge(question).kind is Kind.REPHRASE


@pytest.mark.parametrize(
    ("question", "talk"),
    [
        ("他们正在查封我们仓库", "seizure"),
        ("老板刚刚被刑拘了", "detention"),
        ("police took our manager this morning", "detention"),
    ],
)
def test_an_emergency_goes_to_a_lawyer_at_once(judge, question, talk):
    verdict = judge.judge(question)
    assert (verdict.kind, verdict.urgent, verdict.talk) == (Kind.ESCALATE, True, talk)


@pytest.mark.parametrize(
    "question",
    [
        "they sealed our goods 40 days ago, how long can they keep them",
        "货被查封了最长多久",
        "扣押期限是几天",
    ],
)
def test_a_calm_question_with_the_words_of_an_alarm_is_none(judge, question):
    verdict = judge.judge(question)
    assert not verdict.urgent
    assert "seizure-how-long" in {verdict.entry, *(one.entry for one in verdict.candidates)}


def test_a_question_of_the_trade_that_shares_nothing_with_the_base_goes_to_a_lawyer():
    judge = Judge.build([EntryText("fee", "m", ("复议收费吗",), ("复议要钱吗", "复议免费吗"))])
    verdict = judge.judge("trademark licence for our supplier")
    assert (verdict.kind, verdict.urgent) == (Kind.ESCALATE, False)


def test_options_of_several_measures_come_before_more_of_the_same():
    entries = [
        EntryText(f"a{at}", "a", (f"申请法律援助要什么材料{word}",), ()) for at, word in enumerate("甲乙丙丁")
    ]
    judge = Judge.build([*entries, EntryText("b", "b", ("申请公证要什么材料",), ())])
    verdict = judge.judge("申请要什么材料")
    assert "b" in {one.entry for one in verdict.candidates}


def test_the_same_base_gives_the_same_verdict_whatever_the_order_of_its_entries():
    one, other = Judge.build(ENTRIES), Judge.build(ENTRIES[::-1])
    for question in ("复议要交钱吗", "试用期能辞退吗", "公司怎么关掉"):
        assert one.judge(question).candidates[0].entry == other.judge(question).candidates[0].entry


def test_a_base_of_one_entry_never_fails_and_an_empty_one_neither():
    Judge.build([EntryText("only", "m", ("怎么申请",), ("how to apply",))]).judge("怎么申请复议")
    assert Judge.build([]).judge("怎么申请复议").kind in {Kind.ESCALATE, Kind.REPHRASE}
