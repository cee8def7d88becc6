"""How often updates are fetched: those that come thick come together, while the bot has more to do than the next moment takes."""

import asyncio
from itertools import count

import pytest
from small_folder import Room
from stage import set_up

from bot import app
from bot.runtime.foresight import FEW, Foresight
from handlers import polling
from handlers.polling import APART_S, Poller

FETCHES = 3


class Server:
    """Has one update for each call, at once; the last call ends the poller."""

    def __init__(self, stop):
        self.stop = stop
        self.numbers = count(1)

    async def do_api_request(self, endpoint, *, api_kwargs, read_timeout):
        number = next(self.numbers)
        if number == FETCHES:
            self.stop.set()
        return [{"update_id": number}]


async def pauses_between_fetches(monkeypatch, *, is_behind):
    stop, pauses = asyncio.Event(), []

    async def rest(wake, seconds):
        pauses.append(seconds)

    async def keep(updates):
        return len(updates)

    monkeypatch.setattr(polling, "rest", rest)
    await Poller(Server(stop), keep, is_behind=lambda: is_behind).run(stop)
    return pauses


async def test_who_is_behind_fetches_together_what_comes_thick(monkeypatch):
    pauses = await pauses_between_fetches(monkeypatch, is_behind=True)
    assert pauses[: FETCHES - 1] == [APART_S] * (FETCHES - 1)


async def test_who_keeps_up_fetches_at_once(monkeypatch):
    assert await pauses_between_fetches(monkeypatch, is_behind=False) == []


async def test_what_comes_now_and_then_is_fetched_at_once(monkeypatch):
    monkeypatch.setattr(polling, "APART_S", 0.0)  # nothing comes sooner
    assert await pauses_between_fetches(monkeypatch, is_behind=True) == []


def texts(waiting):
    return [{"update_id": number, "message": {"text": "多久"}} for number in range(waiting)]


@pytest.mark.parametrize(("waiting", "is_behind"), [(FEW - 1, False), (FEW, True)])
def test_a_bot_is_behind_when_more_texts_wait_than_the_next_moment_takes(waiting, is_behind):
    foresight = Foresight(lambda: None, lambda _: None)
    foresight.expect(texts(waiting))
    assert foresight.is_behind is is_behind


async def test_the_poller_is_told_when_the_bot_is_behind(tmp_path, monkeypatch):
    told, room = [], Room(tmp_path / "knowledge")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(app, "Poller", lambda *parts, is_behind: told.append(is_behind) or Poller(*parts))
    environ = {"BUTLER_KNOWLEDGE__PATH": str(room.path), "BUTLER_ANSWERS__ENCODER": "none"}
    async with set_up(tmp_path, **environ) as stage:
        [is_behind] = told
        assert not is_behind()
        stage.butler.foresight.expect(texts(FEW))
        assert is_behind()
