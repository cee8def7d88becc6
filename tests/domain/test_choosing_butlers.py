"""Which lawyer becomes the butler of an enterprise: town, speciality, language, fewest enterprises."""

import dataclasses
import datetime as dt

import pytest

from bot.domain.butlers import choose_butler
from bot.domain.duty import Duty
from bot.domain.people import Lawyer

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)
PLAIN = Lawyer(1, "示例1", on_duty=True, idle_since=NOON)
OF_TOWN = dataclasses.replace(PLAIN, id=2, towns=frozenset({"西塘镇"}), on_duty=False)
SKILLED = dataclasses.replace(
    PLAIN, id=3, specialities=frozenset({"legal-aid"}), languages=frozenset({"zh", "en"})
)
ROSTER = (PLAIN, OF_TOWN, SKILLED)


@pytest.mark.parametrize(
    ("asked", "counts", "expected"),
    [
        ({"town": "西塘", "measure": "legal-aid", "language": "zh"}, {}, (2, "town")),
        ({"town": "姚庄", "measure": "legal-aid", "language": "zh"}, {}, (3, "speciality")),
        ({"town": None, "measure": None, "language": "en"}, {}, (3, "language")),
        ({"town": None, "measure": None, "language": "zh"}, {1: 4, 2: 2, 3: 3}, (2, "few")),
        ({"town": "西塘镇", "measure": None, "language": "zh", "excluded": {2}}, {1: 1}, (3, "few")),
        ({"town": None, "measure": None, "language": "zh", "excluded": {2, 3}}, {}, (1, "only")),
    ],
)
def test_the_butler_is_chosen_by_town_need_language_and_fewest_enterprises(asked, counts, expected):
    choice = choose_butler(ROSTER, counts, **asked)
    assert (choice.lawyer.id, choice.reason) == expected


def test_whoever_is_off_duty_without_an_end_or_in_conflict_is_never_chosen():
    away = dataclasses.replace(PLAIN, duty=Duty(on=False))
    asked = {"town": None, "measure": None, "language": "zh"}
    assert choose_butler([away], {}, **asked) is None
    assert choose_butler(ROSTER, {}, excluded={1, 2, 3}, **asked) is None
    later = dataclasses.replace(away, duty=Duty(on=False, until=NOON))
    assert choose_butler([later], {}, **asked).lawyer.id == 1


@pytest.mark.parametrize(
    ("industry", "expected"),
    [
        ("木制家具制造业", (4, "industry")),
        ("家具", (4, "industry")),
        ("家具行业", (4, "industry")),
        ("纽扣", (3, "speciality")),
        ("业", (3, "speciality")),
        (None, (3, "speciality")),
    ],
)
def test_who_knows_the_trade_goes_before_who_knows_the_matter(industry, expected):
    at_home = dataclasses.replace(PLAIN, id=4, industries=frozenset({"家具业", "五金"}))
    asked = {"town": "姚庄", "measure": "legal-aid", "language": "zh", "industry": industry}
    choice = choose_butler((*ROSTER, at_home), {}, **asked)
    assert (choice.lawyer.id, choice.reason) == expected
