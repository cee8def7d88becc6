"""What is urgent always sounds; what is only good to know does not."""

import pytest

from bot.domain.outgoing import Notice, Sentence
from bot.locales import gaps, keys
from handlers.render.notices import render
from handlers.render.sound import QUIET

URGENT = ("emergency.", "alarm.", "nudge.", "resolve.", "ticket.", "kept.", "assign.", "failure.")


def is_silent(key):
    calls = render(Notice(1, Sentence(key, dict.fromkeys(gaps(key, "zh"), "1"))))
    return {call.params.get("disable_notification", False) for call in calls} == {True}


@pytest.mark.parametrize("key", sorted(each for each in keys("zh") if each.startswith(URGENT)))
def test_what_is_urgent_always_sounds(key):
    assert not is_silent(key) or key == "emergency.seen_told"


@pytest.mark.parametrize("key", sorted(QUIET))
def test_what_is_only_good_to_know_comes_without_a_sound(key):
    assert is_silent(key)
