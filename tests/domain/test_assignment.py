"""Which lawyer is offered a ticket: butler, speciality, load, longest idle; only on duty."""

import datetime as dt
import itertools

import pytest

from bot.domain.assignment import choose
from bot.domain.people import Lawyer

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


def lawyer(number, *, idle_hours=0, load=0, on_duty=True, skills=()):
    idle_since = NOON - dt.timedelta(hours=idle_hours)
    return Lawyer(number, f"示例{number}", on_duty, idle_since, specialities=frozenset(skills), load=load)


ROSTER = [
    lawyer(1, load=0, idle_hours=1),
    lawyer(2, load=3, idle_hours=9, skills=("legal-aid",)),
    lawyer(3, load=0, idle_hours=5),
    lawyer(4, load=0, idle_hours=99, on_duty=False, skills=("legal-aid",)),
]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"butler": 1, "measure": "legal-aid"}, (1, "butler")),
        ({"butler": 4, "measure": "legal-aid"}, (2, "speciality")),
        ({"butler": None, "measure": "legal-aid"}, (2, "speciality")),
        ({"butler": None, "measure": "notary-services"}, (3, "load")),
        ({"butler": None, "measure": None, "tried": {2, 3}}, (1, "idle")),
        ({"butler": 1, "measure": None, "tried": {1}}, (3, "load")),
        ({"butler": None, "measure": None, "tried": {1, 2, 3}}, None),
        ({"butler": 1, "measure": None, "excluded": {1}}, (3, "load")),
        ({"butler": None, "measure": None, "tried": {1}, "excluded": {2, 3}}, None),
    ],
)
def test_the_choice_follows_the_order_of_reasons(asked, expected):
    choice = choose(ROSTER, **asked)
    assert (choice and (choice.lawyer.id, choice.reason)) == expected


def test_the_choice_does_not_depend_on_the_order_of_the_roster():
    chosen = {choose(order, butler=None, measure=None).lawyer.id for order in itertools.permutations(ROSTER)}
    assert chosen == {3}
