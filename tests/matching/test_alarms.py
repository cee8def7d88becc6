"""The lookout: what it hears by itself, and what the sentences of a knowledge folder teach it."""

from functools import partial

import pytest

from bot.encoder import Encoder
from bot.matching.alarms import Lookout
from bot.matching.alarms.lookout import BY_BOTH, BY_WORDS
from bot.matching.text.normal_form import normalise

LESSONS = {
    "fire": ("车间着火了", "our workshop is on fire"),
    "detention": ("老板被警察带走了",),
    "bribery": ("给法官送钱行不行",),
    "none": ("消防器材怎么采购",),
}


@pytest.fixture(scope="module", params=["words", "meaning"])
def taught(request):
    """How a lookout is made: one that hears words alone, and one that hears the meaning as well."""
    encoder = Encoder.builtin() if request.param == "meaning" else None
    return partial(Lookout.taught, encoder=encoder)


@pytest.fixture(scope="module")
def lookout(taught):
    return taught(LESSONS, ["bribery"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("仓库烧起来了 火很大", "fire"),
        ("倉庫燒起來了，火很大", "fire"),
        ("您好律师，麻烦问一下，我们厂仓库刚才烧起来了，现在火还很大，我该怎么办，谢谢", "fire"),
        ("the warehouse is burning please help what do we do", "fire"),
        ("民警刚把我们经理铐走", "detention"),
        ("cangku zhaohuo le huo hen da", "fire"),
    ],
)
def test_an_emergency_is_heard_in_any_script_and_frame(lookout, text, kind):
    alarm = lookout.hears(text)
    assert (alarm.kind, alarm.is_sure) == (kind, True)


@pytest.mark.parametrize(
    "text",
    [
        "去年仓库着过一次火，保险公司到现在没赔",
        "消防验收没通过可以先开业吗",
        "what does the law say about fire exits",
        "老板被拘留一般关几天",
        "合同到期不续签要赔钱吗",
        "zenme ban",
        "",
        "。。。",
    ],
)
def test_what_only_sounds_like_one_is_none(lookout, text):
    assert lookout.hears(text) is None


def test_a_cry_for_help_behind_another_question_is_heard(lookout):
    assert lookout.hears("公司怎么注册？厂里着火了怎么办？").is_sure


def test_a_missed_sentence_is_heard_once_it_is_taught(taught):
    missed = "灶王爷发脾气哉"
    assert taught(LESSONS).hears(missed) is None
    after = taught({**LESSONS, "fire": (*LESSONS["fire"], missed)})
    assert after.hears(missed).kind == "fire"


def test_a_false_alarm_is_none_once_it_is_taught(taught):
    sounds = "仓库着火了"
    assert taught(LESSONS).hears(sounds).is_sure
    after = taught({**LESSONS, "none": (*LESSONS["none"], sounds)})
    assert after.hears(sounds) is None or not after.hears(sounds).is_sure


def test_a_lesson_changes_little_else(lookout, taught):
    after = taught({**LESSONS, "fire": (*LESSONS["fire"], "灶王爷发脾气哉")}, ["bribery"])
    for text in ("合同到期不续签要赔钱吗", "民警刚把我们经理铐走", "去年仓库着过一次火，保险公司到现在没赔"):
        (one,), (other,) = (each.hearing.probabilities([normalise(text)]) for each in (lookout, after))
        assert max(abs(one[kind] - other[kind]) for kind in one) < 0.05


def test_a_kind_that_nobody_knew_is_learnt_from_its_lessons(taught):
    flood = taught({**LESSONS, "flood": ("水漫进车间了", "河水倒灌进厂房", "雨水把仓库淹了")})
    assert flood.hears("河水漫进仓库了").kind == "flood"


def test_without_lessons_nothing_is_heard(taught):
    assert taught({}).hears("车间着火了") is None


def test_help_with_something_unlawful_is_refused_and_its_victim_is_not(lookout):
    assert lookout.refuses("给法官送点钱能不能摆平") == "bribery"
    assert lookout.refuses("有个干部向我要钱，不给就不批") is None


def test_the_floors_leave_room_for_a_question_back():
    for floors in (BY_WORDS, BY_BOTH):
        assert 0 < floors.maybe < floors.sure < 1
