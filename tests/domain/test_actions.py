"""Every action comes back from its button as it was; nobody else's data becomes one."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.actions import ACTIONS, ChooseTown, Show, unpack
from bot.domain.button_data import (
    EPOCH_LENGTH,
    LONGEST_DATA,
    LONGEST_NUMBER,
    MOST_BYTES,
    stamped,
    unstamped,
)
from bot.domain.deadline_actions import DeadlineAction
from bot.domain.ticket_work_actions import Take

OF_A_LIMIT = {"day": 10**8 - 1, "number": 10**2 - 1}
"""A day is written as 20260305, and the limits of an entry, a handful, are numbered."""
VALUES = {int: st.integers(0, 10**LONGEST_NUMBER - 1), str: st.text("abcxyz0189-", max_size=10)}


def drawn(action, field):
    """What may stand in a field; ids are as large as they may become."""
    if issubclass(action, DeadlineAction) and field.name in OF_A_LIMIT:
        return st.integers(0, OF_A_LIMIT[field.name])
    return VALUES[field.type]


@given(st.data(), st.sampled_from(sorted(ACTIONS)))
def test_what_a_button_carries_is_read_back(data, name):
    action = ACTIONS[name]
    values = [data.draw(drawn(action, field)) for field in dataclasses.fields(action)]
    packed = action(*values).pack()
    on_button = stamped(packed, "x" * EPOCH_LENGTH)
    assert len(on_button.encode()) <= MOST_BYTES
    assert unstamped(on_button) == (packed, "x" * EPOCH_LENGTH)
    assert unpack(packed) == action(*values)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "take",
        "take:",
        "take:-1",
        "take:1e3",
        "take:１２",
        "take:1:2",
        "take:x",
        "nobody",
        "take:" + "9" * 19,
    ],
)
def test_nonsense_on_a_button_is_no_action(data):
    assert unpack(data) is None


def test_an_action_that_would_not_come_back_is_not_packed():
    with pytest.raises(ValueError, match="fit on a button"):
        ChooseTown("姚庄:罗星").pack()
    with pytest.raises(ValueError, match="fit on a button"):
        Show(1, "x" * LONGEST_DATA).pack()


def test_two_actions_never_share_a_name():
    assert len(ACTIONS) == len({action.__name__ for action in ACTIONS.values()})
    assert ACTIONS["take"] is Take
