"""The simulated year of bench/desk.py: its bookkeeping, not its figures."""

import pytest

from bench.desk import GROUPS, OFFICES, fairness, furnished, waits
from bot.config.settings import Config
from bot.domain.calendar import Shift, WorkingCalendar

CALENDAR = WorkingCalendar(
    tuple(Shift.parse(text) for text in Config().office.hours), frozenset(), frozenset(), Config().office.zone
)


def year(office, tickets=400, seed=1):
    desk = furnished(office, tickets, 8, seed, CALENDAR)
    desk.run()
    return desk


@pytest.mark.parametrize("office", OFFICES)
def test_every_ticket_is_taken_once_or_waits_for_the_next_year_and_nobody_off_duty_is_offered_one(office):
    desk = year(office)
    assert len(desk.taken) + len(desk.waiting) == 400
    assert len(desk.waiting) < 10
    assert (desk.off_duty_offers, desk.offered) == (0, {})
    assert {lawyer.load for lawyer in desk.lawyers.values()} == {0}


def test_all_that_was_taken_is_counted_in_some_group():
    desk = year("all alike")
    assert set(fairness(desk)) == set(GROUPS)
    assert all(fewest <= most for fewest, most, *_ in fairness(desk).values())
    median, p95, longest, _ = waits(desk)
    assert 0 < median <= p95 <= longest


def test_one_seed_gives_one_year():
    assert year("butlers").taken == year("butlers").taken
    assert year("butlers").taken != year("butlers", seed=2).taken
