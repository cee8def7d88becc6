"""Follow-ups are heard in words that nobody listed, and questions of their own stay questions of their own."""

import pytest

from bot.domain.answer import Field
from bot.encoder import Encoder
from bot.matching.followups import leaning
from bot.matching.followups.listener import Listener


@pytest.fixture(scope="module")
def listener():
    return Listener.shipped(Encoder.builtin())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("要破费不少吧", Field.FEE),
        ("年前弄得完不", Field.TIME_LIMIT),
        ("本子和章一道拿过去？", Field.MATERIALS),
        ("他耍赖皮呢", Field.OBJECTION),
        ("我一个人弄得来不，还是要叫个懂法的", Field.LAWYER_WHEN),
        ("my budget is tiny, is it dear", Field.FEE),
        ("and suppose he just laughs at me", Field.OBJECTION),
        ("do they open a counter for that anywhere", Field.DECIDED_BY),
    ],
)
def test_a_part_is_heard_without_any_word_that_names_it(listener, text, field):
    heard = listener.read(text)
    assert heard is not None
    assert heard.is_likely
    assert field in (*heard.fields, *heard.perhaps)


@pytest.mark.parametrize(
    "text", ["员工迟到能不能扣钱", "厂房漏水房东不修", "who pays for a broken pallet", "谢谢，明白了"]
)
def test_what_has_a_subject_of_its_own_or_asks_nothing_does_not_lean(listener, text):
    heard = listener.read(text)
    assert heard is None or not heard.is_likely


def test_a_word_that_names_a_part_weighs_more_than_what_it_sounds_like(listener):
    assert listener.read("费用呢").fields == (Field.FEE,)
    assert listener.read("how long does that take").fields == (Field.TIME_LIMIT,)


def test_without_an_encoder_the_words_decide_alone():
    plain = Listener.shipped(None)
    for text in ("费用呢", "去哪里办，要多久", "and if he refuses", "老板跑了", ""):
        assert plain.read(text) == leaning.read(text)


def test_a_story_leans_on_nothing(listener):
    assert (
        listener.read(
            "去年三月我们给他送了两车板材，讲好月底结清，到现在一分没给，电话也不接，这种情况我该怎么办才好呢"
        )
        is None
    )
