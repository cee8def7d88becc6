"""Looking back on all the dialogues of this folder: what none of them has tried."""

from recording import RECORDING

from bot.domain.actions import ACTIONS
from bot.locales import keys
from handlers.routes import COMMANDS

ELSEWHERE = {
    "ask.urgent",  # `butler ask`, which opens no ticket
}
"""Sentences that nobody hears in Telegram."""


def assert_none(untried):
    assert not untried, "no dialogue has tried: " + ", ".join(sorted(untried))


def test_every_sentence_is_said_in_some_dialogue():
    assert_none(keys("zh") - RECORDING.sentences - ELSEWHERE)


def test_what_is_said_elsewhere_only_is_not_said_here():
    assert ELSEWHERE & RECORDING.sentences == set()


def test_every_button_is_tapped_in_some_dialogue():
    assert_none(set(ACTIONS) - RECORDING.actions)


def test_every_command_is_typed_in_some_dialogue():
    assert_none(set(COMMANDS) - RECORDING.commands)
