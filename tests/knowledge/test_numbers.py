"""Numbers of two languages."""

import pytest

from bot.knowledge.checks.numbers import differing

SAME = [
    ("期限是60日。", "The limit is 60 days."),
    ("罚款3万元", "a fine of 30,000 yuan"),
    ("罚款2亿元", "200 million yuan"),
    ("每日加处百分之三", "3% a day"),
    ("每日万分之五", "0.05% a day"),
    ("由2名执法人员进行", "by two officers"),
    ("2倍工资", "double pay"),
    ("三十日内", "within 30 days"),
    ("一百二十日", "120 days"),
    ("2024年1月1日起", "since 1 January 2024"),
    ("第1次", "the first time"),
    ("半年", "0.5 years"),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_the_same_number_is_known_in_any_form(zh, en):
    assert differing(zh, en) == ((), ())


@pytest.mark.parametrize(
    ("zh", "en", "only"),
    [
        ("60日", "90 days", ((60,), (90,))),
        ("60日", "a few days", ((60,), ())),
        ("几日", "5 days", ((), (5,))),
        ("3%", "0.3%", ((3,), (0.3,))),
    ],
)
def test_another_number_is_found(zh, en, only):
    assert differing(zh, en) == only
