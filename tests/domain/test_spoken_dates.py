"""Which day somebody means, in Chinese and English."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spoken_dates import Reading, read

WEDNESDAY = dt.date(2026, 3, 18)

ONE_DAY = """
今天 | 2026-03-18
今日 | 2026-03-18
昨天 | 2026-03-17
昨天下午收到的 | 2026-03-17
前天 | 2026-03-16
大前天 | 2026-03-15
明天 | 2026-03-19
后天 | 2026-03-20
後天 | 2026-03-20
上周五 | 2026-03-13
上週五 | 2026-03-13
我是上周五签收的判决书 | 2026-03-13
上个星期五 | 2026-03-13
上個禮拜五 | 2026-03-13
上上周五 | 2026-03-06
上周日 | 2026-03-15
上星期天 | 2026-03-15
这周一 | 2026-03-16
本周一 | 2026-03-16
周五 | 2026-03-13
星期三 | 2026-03-18
礼拜天 | 2026-03-15
3月5号 | 2026-03-05
3月5日 | 2026-03-05
3 月 5 日 | 2026-03-05
３月５日 | 2026-03-05
3月5 | 2026-03-05
3月份5号 | 2026-03-05
三月五号 | 2026-03-05
二月二十八日 | 2026-02-28
十二月三十一号 | 2025-12-31
12月30日 | 2025-12-30
去年12月30日 | 2025-12-30
今年1月2号 | 2026-01-02
前年5月1日 | 2024-05-01
2026年3月5日 | 2026-03-05
26年3月5日 | 2026-03-05
二〇二六年三月五日 | 2026-03-05
3月5日星期四 | 2026-03-05
这个月1号 | 2026-03-01
這個月1號 | 2026-03-01
本月10日 | 2026-03-10
上个月15号 | 2026-02-15
上月28日 | 2026-02-28
上上个月31号 | 2026-01-31
5号 | 2026-03-05
25号 | 2026-02-25
十五号收到的 | 2026-03-15
3天前 | 2026-03-15
两天前 | 2026-03-16
十天前 | 2026-03-08
两周前 | 2026-03-04
一个星期前 | 2026-03-11
2026-03-05 | 2026-03-05
2026/3/5 | 2026-03-05
2026.3.5 | 2026-03-05
20260305 | 2026-03-05
3/3 | 2026-03-03
2/28 | 2026-02-28
28/2 | 2026-02-28
today | 2026-03-18
Yesterday. | 2026-03-17
the day before yesterday | 2026-03-16
tomorrow | 2026-03-19
last Friday | 2026-03-13
I got it last friday | 2026-03-13
Friday last week | 2026-03-13
Monday of this week | 2026-03-16
this Tuesday | 2026-03-17
on Monday | 2026-03-16
Friday | 2026-03-13
Thursday, 5 March | 2026-03-05
5 March | 2026-03-05
5th of March | 2026-03-05
March 5 | 2026-03-05
Mar. 5th, 2026 | 2026-03-05
Sept 30 | 2025-09-30
30 December last year | 2025-12-30
29 Feb 2024 | 2024-02-29
the 5th | 2026-03-05
the 1st of this month | 2026-03-01
the 28th of last month | 2026-02-28
3 days ago | 2026-03-15
two weeks ago | 2026-03-04
a week ago | 2026-03-11
"""

SEVERAL = """
3/5 | 2025-05-03 2026-03-05
3.5 | 2025-05-03 2026-03-05
3/5/2026 | 2026-03-05 2026-05-03
4月1日 | 2025-04-01 2026-04-01
last Monday | 2026-03-09 2026-03-16
3月5号判的，3月8号收到 | 2026-03-05 2026-03-08
3月5日星期五 | 2026-03-05 2026-03-13
周一或者周五 | 2026-03-13 2026-03-16
"""

IMPOSSIBLE = """
2月30日 | 2月30日
2月29日 | 2月29日
2026年2月29日 | 2026年2月29日
2026-02-29 | 2026-02-29
2026-13-01 | 2026-13-01
13月5日 | 13月5日
4月31号 | 4月31号
上个月31号 | 上个月31号
32号 | 32号
31/4 | 31/4
31 April | 31 april
Feb 30 | feb 30
the 32nd | the 32nd
1026年3月5日 | 1026年3月5日
"""

NONE = """
不知道
上个月
上个月底
一个月前
3个月前
去年
三月初
农历三月初五
正月十五
每周五
每个星期五
提前日期
之前天天催
收到判决15日内
收到15日后
1号楼
3.5万元
1/3的货款
下午3点
3月5千元
第5号
every Friday
a month ago
in March 2026
I may pay 5
I sat down in the sun
99999天前

"""


def rows(table: str) -> list[str]:
    return [line for line in table.strip().splitlines() if line]


@pytest.mark.parametrize("row", rows(ONE_DAY))
def test_one_day_is_understood(row):
    text, day = row.split(" | ")
    assert read(text, WEDNESDAY) == Reading((dt.date.fromisoformat(day),))
    assert str(read(text, WEDNESDAY).day) == day


@pytest.mark.parametrize("row", rows(SEVERAL))
def test_where_several_days_may_be_meant_all_are_given_and_none_is_taken(row):
    text, days = row.split(" | ")
    found = read(text, WEDNESDAY)
    assert [str(day) for day in found.days] == days.split()
    assert found.day is None


@pytest.mark.parametrize("row", rows(IMPOSSIBLE))
def test_a_day_that_does_not_exist_is_refused_by_name(row):
    text, named = row.split(" | ")
    assert read(text, WEDNESDAY) == Reading((), named)


@pytest.mark.parametrize("text", [*rows(NONE), ""])
def test_what_names_no_day_gives_none(text):
    assert read(text, WEDNESDAY) == Reading()


def test_an_impossible_day_beside_a_real_one_is_not_passed_over():
    assert read("2月30日或者3月5日", WEDNESDAY).day is None


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("上周五", "2026-01-02", "2025-12-26"),
        ("昨天", "2026-01-01", "2025-12-31"),
        ("31号", "2026-01-30", "2025-12-31"),
        ("上个月31号", "2026-01-15", "2025-12-31"),
        ("2月29日", "2024-03-01", "2024-02-29"),
        ("2月29日", "2024-02-29", "2024-02-29"),
        ("2月29日", "2025-01-05", "2024-02-29"),
        ("前天", "2024-03-01", "2024-02-28"),
        ("周五", "2026-03-20", "2026-03-20"),
        ("上周日", "2026-03-16", "2026-03-15"),
        ("last Friday", "2026-03-20", "2026-03-13"),
        ("12月30日", "2026-12-30", "2026-12-30"),
    ],
)
def test_a_day_is_seen_from_today(text, today, day):
    assert str(read(text, dt.date.fromisoformat(today)).day) == day


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), today=st.dates(dt.date(2000, 1, 1)))
def test_a_whole_date_is_the_same_in_every_form(day, today):
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    )
    assert {read(form, today).day for form in forms} == {day}


@given(text=st.text(alphabet="0123456789年月日号周上个天前大一十/-. 星期last5th of march", max_size=24))
def test_no_text_is_too_odd(text):
    assert isinstance(read(text, WEDNESDAY), Reading)
