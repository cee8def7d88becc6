"""Work beside the bot's own: whatever becomes of it, the bot goes on, and somebody hears of it."""

import asyncio

import pytest

from bot.runtime import supervision
from bot.runtime.supervision import tended


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that were made, each of them over at once."""
    made = []

    async def rest(stop, seconds):
        made.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(supervision, "rest", rest)
    return made


class Work:
    """Fails with each of the errors in turn, and is done then."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.told = []

    async def __call__(self):
        if self.errors:
            raise self.errors.pop(0)

    async def tell(self, name, error):
        self.told.append((name, type(error)))


async def test_work_that_fails_begins_again_until_it_is_done(pauses):
    work = Work(KeyError(), KeyError(), KeyError())
    await tended("example", work, asyncio.Event(), work.tell)
    assert work.errors == []
    assert pauses == [1, 2, 4]


async def test_the_pauses_have_an_end(pauses):
    work = Work(*(KeyError() for _ in range(12)))
    await tended("example", work, asyncio.Event(), work.tell)
    assert max(pauses) == pauses[-1] == supervision.LONGEST_PAUSE_S


async def test_each_kind_of_failure_is_told_once(pauses):
    work = Work(KeyError(), ValueError(), KeyError())
    await tended("example", work, asyncio.Event(), work.tell)
    assert work.told == [("example", KeyError), ("example", ValueError)]


async def test_what_could_not_be_told_is_told_after_the_next_failure(pauses):
    work, troubles = Work(KeyError(), KeyError()), [ConnectionError()]

    async def tell(name, error):
        if troubles:
            raise troubles.pop()
        await work.tell(name, error)

    await tended("example", work, asyncio.Event(), tell)
    assert work.told == [("example", KeyError)]


async def test_its_words_reach_no_log(pauses, caplog):
    work = Work(KeyError("secret"))
    await tended("example", work, asyncio.Event(), work.tell)
    assert "example failed (KeyError)" in caplog.text
    assert "secret" not in caplog.text


async def test_nothing_begins_again_once_the_bot_is_to_stop():
    stop = asyncio.Event()

    async def work():
        stop.set()
        raise KeyError

    await tended("example", work, stop, Work().tell)


async def test_a_stop_that_cancels_is_no_failure():
    working = asyncio.create_task(tended("example", asyncio.Event().wait, asyncio.Event(), Work().tell))
    await asyncio.sleep(0)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
