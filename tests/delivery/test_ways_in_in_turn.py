"""The ways in of several replicas: one fetches at a time, one sets the webhook, and whoever slept disturbs nobody."""

import asyncio
import socket

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.config.settings import Telegram
from bot.runtime.turns import InTurn
from handlers import polling
from handlers.connection import http_request
from handlers.polling import Poller
from handlers.webhook import WebhookListener
from simulator.running import running_simulator

TERMINATED = Conflict("Conflict: terminated by other getUpdates request")


async def keep_nothing(updates):
    return len(updates)


async def until(holds):
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 -- other tasks have no event for tests
            await asyncio.sleep(0.01)


def turn_of(database):
    return InTurn(database, "way in", beat_s=0.01, gone_s=600)


class Replicas:
    """Ways in at work, each of which can be ended."""

    def __init__(self, make):
        self.stops = [asyncio.Event() for _ in range(3)]
        self.tasks = [asyncio.create_task(make().run(stop)) for stop in self.stops]

    async def end(self, number):
        self.stops[number].set()
        await self.tasks[number]

    async def end_all(self):
        for number in range(3):
            await self.end(number)


class Line:
    """Telegram as pollers see it: how many calls are open, and how many were at most."""

    def __init__(self):
        self.open = self.most = self.calls = 0

    async def do_api_request(self, *_, **__):
        self.calls += 1
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            await asyncio.sleep(0.01)
        finally:
            self.open -= 1
        return []


async def test_of_three_pollers_one_fetches_at_a_time_until_the_last_has_ended(sqlite):
    line = Line()
    replicas = Replicas(lambda: Poller(line, keep_nothing, turn_of(sqlite)))
    for number in range(3):
        before = line.calls
        await until(lambda: line.calls > before + 3)  # noqa: B023
        await replicas.end(number)
    assert line.most == 1


@pytest.fixture
def free_ports():
    with socket.socket() as first, socket.socket() as second, socket.socket() as third:
        for each in (first, second, third):
            each.bind(("127.0.0.1", 0))
        ports = [each.getsockname()[1] for each in (first, second, third)]
    return iter(ports)


async def test_of_three_listeners_behind_one_address_one_sets_the_webhook(sqlite, free_ports):
    async with running_simulator() as sim:
        request = http_request(Telegram())
        async with Bot("1:a", sim.base_url, request=request, get_updates_request=request) as bot:

            def listener():
                return WebhookListener(bot, keep_nothing, telegram(next(free_ports)), turn_of(sqlite))

            replicas = Replicas(listener)
            await until(lambda: sim.world.the_bot.webhook is not None)
            await asyncio.sleep(0.1)
            made = [call.method for call in sim.world.calls]
            assert made.count("setWebhook") == 1
            await replicas.end_all()


def telegram(port):
    secret = {"webhook_secret": "0123456789abcdef0123"}
    return Telegram(webhook_url="http://127.0.0.1:1/updates", webhook_port=port, **secret)


class Sleeper:
    """A turn that is another's by the time that a call of this one ends."""

    def __init__(self):
        self.mine = True

    async def hold(self, work, stop):
        await work(stop)

    async def is_mine(self):
        return self.mine


async def test_a_poller_that_slept_while_another_took_over_says_nothing_and_fetches_nothing(caplog):
    turn = Sleeper()

    class Terminating:
        calls = 0

        async def do_api_request(self, *_, **__):
            self.calls += 1
            turn.mine = False
            raise TERMINATED

    await Poller(bot := Terminating(), keep_nothing, turn).run(asyncio.Event())
    assert bot.calls == 1
    assert caplog.text == ""


async def test_a_poller_that_is_disturbed_in_its_own_turn_says_so(caplog, monkeypatch):
    turn, stop = Sleeper(), asyncio.Event()

    class Terminating:
        async def do_api_request(self, *_, **__):
            raise TERMINATED

    async def rest(_stop, _seconds):
        stop.set()

    monkeypatch.setattr(polling, "rest", rest)
    await Poller(Terminating(), keep_nothing, turn).run(stop)
    assert polling.explain(TERMINATED) in caplog.text
