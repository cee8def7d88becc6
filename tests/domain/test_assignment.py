"""Which lawyer is offered a ticket, and why: butler, speciality, language, load, longest idle; only on duty."""

import dataclasses
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
        ({"butler": None, "measure": "notary-services"}, (3, "load idle")),
        ({"butler": None, "measure": None, "tried": {2, 3}}, (1, "only")),
        ({"butler": None, "measure": None, "tried": {2}}, (3, "idle")),
        ({"butler": 1, "measure": None, "tried": {1}}, (3, "load")),
        ({"butler": None, "measure": None, "tried": {1, 2, 3}}, None),
        ({"butler": 1, "measure": None, "excluded": {1}}, (3, "load")),
        ({"butler": None, "measure": None, "tried": {1}, "excluded": {2, 3}}, None),
        ({"butler": 2, "measure": "legal-aid", "most": 3}, (3, "idle")),
        ({"butler": 2, "measure": None, "tried": {1, 3}, "most": 3}, None),
        ({"butler": 2, "measure": None, "tried": {1, 3}, "most": 4}, (2, "butler")),
    ],
)
def test_the_choice_follows_the_order_of_reasons(asked, expected):
    choice = choose(ROSTER, **asked)
    assert (choice and (choice.lawyer.id, choice.reason)) == expected


def test_the_choice_does_not_depend_on_the_order_of_the_roster():
    chosen = {choose(order, butler=None, measure=None).lawyer.id for order in itertools.permutations(ROSTER)}
    assert chosen == {3}


def test_among_the_skilled_whoever_speaks_the_owners_language_goes_before_less_to_do():
    english = dataclasses.replace(ROSTER[1], languages=frozenset({"zh", "en"}), load=9)
    choice = choose([ROSTER[0], english], butler=None, measure=None, language="en")
    assert (choice.lawyer.id, choice.reasons) == (2, ("language",))


@pytest.mark.parametrize("language", ["zh", "zh-Hant"])
def test_every_lawyer_speaks_chinese_unless_a_list_says_otherwise(language):
    foreign = dataclasses.replace(ROSTER[0], languages=frozenset({"en"}), lang="en")
    assert not foreign.speaks(language)
    assert ROSTER[0].speaks(language)
    assert not ROSTER[0].speaks("en")


def test_where_nobody_speaks_the_language_somebody_is_asked_all_the_same():
    assert choose(ROSTER[:1], butler=None, measure=None, language="en").reasons == ("only",)


def test_whoever_got_less_lately_is_asked_before_whoever_waited_longer_with_as_many_in_hand():
    busy, quiet = (dataclasses.replace(each, lately=got) for each, got in ((ROSTER[2], 8), (ROSTER[0], 2)))
    choice = choose([busy, quiet], butler=None, measure=None)
    assert (choice.lawyer.id, choice.reasons) == (1, ("load",))
