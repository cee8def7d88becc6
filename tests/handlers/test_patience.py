"""How trouble with Telegram is waited out: how long, how often it is told, and when it is none to wait for."""

import asyncio

import pytest
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.errors import ConfigError, StorageError
from handlers import patience
from handlers.gateway import LONGEST_WAIT_S
from handlers.patience import Patience, pause_after, persist


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch):
    monkeypatch.setenv(
        "PTB_TIMEDELTA", "true"
    )  # the library warns of the older form, and warnings are errors


@pytest.fixture
def stop():
    return asyncio.Event()


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that were asked for; nobody waits for them."""
    asked = []

    async def rest(_stop, seconds):
        asked.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(patience, "rest", rest)
    return asked


def failing(*errors, answer="done"):
    """A call that fails in these ways, one after the other, and then succeeds."""
    left = list(errors)

    async def call():
        if left:
            raise left.pop(0)
        return answer

    return call


@pytest.mark.parametrize(("tries", "seconds"), [(1, 0.5), (2, 1), (3, 2), (7, 30), (50, 30), (10_000, 30)])
def test_pauses_grow_to_half_a_minute(tries, seconds):
    assert pause_after(NetworkError("x"), tries) == seconds
    assert pause_after(StorageError("x"), tries) == seconds


@pytest.mark.parametrize(
    ("asked", "seconds"), [(7, 7), (3600, 3600), (86_400, LONGEST_WAIT_S), (10**9, LONGEST_WAIT_S), (-5, 0.5)]
)
def test_telegram_says_how_long_but_after_an_hour_we_look_again(asked, seconds):
    assert LONGEST_WAIT_S == 3600
    assert pause_after(RetryAfter(asked), 1) == seconds


async def test_a_call_is_made_until_it_succeeds(stop, pauses):
    call = failing(RetryAfter(7), NetworkError("Bad Gateway"), TimedOut())
    assert await persist(call, stop, "It fails") == "done"
    assert pauses == [7, 1, 2]


async def test_an_answer_that_is_none_of_the_bot_apis_is_waited_out_too(stop, pauses):
    call = failing(KeyError("result"), OverflowError("retry_after"), TypeError())
    assert await persist(call, stop, "It fails") == "done"
    assert len(pauses) == 3


async def test_trouble_is_told_once_then_at_every_twentieth_try_and_at_the_end(stop, pauses, caplog):
    caplog.set_level("INFO")
    await persist(failing(*[NetworkError("secret")] * 45), stop, "It fails")
    assert [record.message for record in caplog.records] == [
        "It fails (NetworkError); trying again.",
        "It fails (NetworkError); trying again.",
        "It fails (NetworkError); trying again.",
        "Telegram answers again.",
    ]


def test_a_new_kind_of_trouble_is_told_at_once(caplog):
    waiting = Patience()
    for sentence in ("the line is broken", "the line is broken", "a webhook is set", "the line is broken"):
        waiting.pause(NetworkError("x"), sentence)
    assert [record.message for record in caplog.records] == [
        "the line is broken; trying again.",
        "a webhook is set; trying again.",
    ]
    waiting.over("well again")
    for sentence in ("a webhook is set", "the line is broken"):
        waiting.pause(NetworkError("x"), sentence)
    assert len(caplog.records) == 4


async def test_a_wrong_token_is_a_fault_at_once_and_is_not_repeated(stop, pauses):
    with pytest.raises(ConfigError, match="BUTLER_TELEGRAM__TOKEN") as caught:
        await persist(failing(InvalidToken("The token `1:abc` was rejected")), stop, "It fails")
    assert pauses == []
    assert "abc" not in str(caught.value)


async def test_what_is_final_is_raised_at_once(stop, pauses):
    with pytest.raises(BadRequest):
        await persist(failing(BadRequest("x")), stop, "It fails", final=(BadRequest,))
    assert pauses == []


async def test_stopping_ends_a_call_that_hangs_and_a_pause(stop):
    async def hanging():
        stop.set()
        await asyncio.Event().wait()

    assert await persist(hanging, stop, "It fails") is None
    stop.clear()

    async def failing_while_stopped():
        asyncio.get_running_loop().call_soon(stop.set)
        raise TelegramError("x")

    async with asyncio.timeout(5):
        assert await persist(failing_while_stopped, stop, "It fails") is None
