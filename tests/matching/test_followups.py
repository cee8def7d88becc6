"""Which texts lean on what was said before, what they ask for, and which only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.answer import Field
from bot.matching.followups import leaning as followups
from bot.matching.text import normal_form


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("那大概得花多少钱啊", [Field.FEE]),
        ("費用呢？", [Field.FEE]),
        ("几钿", [Field.FEE]),
        ("贵不贵", [Field.FEE]),
        ("要几耐", [Field.TIME_LIMIT]),
        ("啥辰光能好", [Field.TIME_LIMIT]),
        ("要带啥子东西", [Field.MATERIALS]),
        ("边度办", [Field.DECIDED_BY]),
        ("不服咋整", [Field.OBJECTION]),
        ("那要赔多少", [Field.AMOUNT]),
        ("什么时候该请律师", [Field.LAWYER_WHEN]),
        ("哪条规定的", [Field.BASIS]),
        ("然后呢", [Field.STEPS]),
        ("具体说说", [Field.WHOLE]),
        ("去哪里办，要多久", [Field.DECIDED_BY, Field.TIME_LIMIT]),
        ("what about the fee", [Field.FEE]),
        ("and if he refuses", [Field.OBJECTION]),
        ("how long does that take", [Field.TIME_LIMIT]),
        ("when should i get a lawyer", [Field.LAWYER_WHEN]),
        ("how much do i have to pay him", [Field.AMOUNT]),
        ("do i need to bring my id", [Field.MATERIALS]),
        ("wat about fees", [Field.FEE]),
        ("too long, say it shorter", [Field.SIMPLER]),
        ("too long to wait", [Field.TIME_LIMIT]),
    ],
)
def test_a_fragment_names_the_part_that_it_asks_for(text, fields):
    leaning = followups.read(text)
    assert leaning is not None
    assert leaning.is_sure
    assert list(leaning.fields) == fields


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("仲裁费多少钱", "仲裁"),
        ("工伤认定要多久", "工伤认定"),
        ("how long does labour arbitration take", "arbitration"),
        ("你们收费吗", "你们"),
        ("the deadline is tomorrow, what do i do", "tomorrow"),
        ("他们不让走怎么办", "不让"),
    ],
)
def test_a_subject_of_its_own_is_left_over(text, rest):
    leaning = followups.read(text)
    assert leaning is not None
    assert not leaning.is_sure
    assert rest in "".join(leaning.rest)


@pytest.mark.parametrize("text", ["", "🙂", "我带了材料", "i have paid", "他是" * 20, "and so " * 10])
def test_what_asks_nothing_or_tells_a_story_does_not_lean(text):
    assert followups.read(text) is None


def test_somebody_who_does_something_is_no_subject():
    leaning = followups.read("and if the landlord refuses")
    assert leaning is not None
    assert not leaning.is_sure
    assert leaning.names_parties_only


@given(st.text(max_size=80))
def test_any_text_can_be_read_and_reads_the_same_in_normal_form(text):
    leaning = followups.read(text)
    again = followups.read(normal_form.normalise(text))
    if leaning is not None and again is not None:
        assert leaning == again
