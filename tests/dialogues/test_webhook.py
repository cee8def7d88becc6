"""The same butler when Telegram calls it instead of being asked."""

import asyncio
import socket

import pytest
from stage import Clock, configured, performing, set_up
from telegram import Bot

from bot.app import serve
from bot.errors import ConfigError
from handlers import patience
from handlers.connection import http_request
from handlers.polling import ALLOWED_UPDATES
from handlers.webhook import ELSEWHERE, WebhookListener
from simulator.bots import Webhook
from simulator.faults import Fault
from simulator.running import running_simulator

SECRET = "0123456789abcdef0123"


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch):
    monkeypatch.setenv(
        "PTB_TIMEDELTA", "true"
    )  # the library warns of the older form, and warnings are errors


@pytest.fixture
def environ():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    return {
        "BUTLER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{port}/updates",
        "BUTLER_TELEGRAM__WEBHOOK_PORT": str(port),
        "BUTLER_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }


@pytest.fixture
def unhurried(monkeypatch):
    """Troubles without the pauses between them; what went wrong."""
    troubles = []
    monkeypatch.setattr(patience, "pause_after", lambda trouble, _: troubles.append(trouble) or 0.0)
    return troubles


async def keep_nothing(updates):
    return len(updates)


async def until(holds):
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 -- other tasks have no event for tests
            await asyncio.sleep(0.005)


async def test_a_question_brought_by_webhook_is_answered(tmp_path, knowledge, environ):
    async with set_up(tmp_path, knowledge, **environ) as stage:
        await stage.owner.agrees()
        stage.owner.says("企业自己可以申请法律援助吗")
        await stage.owner.hears("法律援助")
        assert "getUpdates" not in {call.method for call in stage.sim.world.calls}


@pytest.mark.parametrize("way_in", ["polling", "webhook"])
async def test_trouble_at_the_start_is_waited_out_by_every_call(
    tmp_path, knowledge, environ, unhurried, way_in
):
    async with running_simulator() as sim:
        for kind in ("502", "502", "502", "drop_before"):
            sim.world.faults.order(Fault(kind, method="getMe"))
        for kind in ("429", "502", "500", "drop_after"):
            for method in ("setMyCommands", *(["setWebhook"] if way_in == "webhook" else [])):
                sim.world.faults.order(Fault(kind, method=method, retry_after=1))
        config = configured(tmp_path, sim, **(environ if way_in == "webhook" else {}))
        async with performing(config, sim, Clock(), knowledge):
            owner = sim.person("示例企业主")
            owner.starts()
            await owner.hears()
            await until(lambda: not sim.world.faults.orders)
            await until(
                lambda: {("default:", lang) for lang in ("", "zh", "en")} <= set(sim.world.the_bot.commands)
            )
            made = [call.method for call in sim.world.calls]
    assert made.count("getMe") == 5
    assert made.count("setWebhook") == (5 if way_in == "webhook" else 0)
    assert "RetryAfter" in {type(trouble).__name__ for trouble in unhurried}


async def test_a_list_of_kinds_that_somebody_has_narrowed_is_widened(tmp_path, knowledge, environ):
    async with running_simulator() as sim:
        sim.world.the_bot.updates.allowed = frozenset({"message"})
        async with performing(configured(tmp_path, sim, **environ), sim, Clock(), knowledge):
            await until(lambda: sim.world.the_bot.webhook is not None)
            assert sim.world.the_bot.updates.allowed == set(ALLOWED_UPDATES)


async def test_a_wrong_token_ends_the_start_at_once(tmp_path, unhurried):
    async with running_simulator() as sim:
        config = configured(tmp_path, sim, BUTLER_TELEGRAM__BASE_URL=f"{sim.url}/elsewhere/bot")
        with pytest.raises(ConfigError, match=r"BUTLER_TELEGRAM__TOKEN: telegram\.wrong_token"):
            await serve(config)
    assert unhurried == []


async def test_an_address_that_telegram_refuses_is_a_fault_of_the_setting(tmp_path, knowledge, environ):
    async with running_simulator() as sim:
        refusal = "Bad Request: bad webhook: HTTPS url must be provided for webhook"
        sim.world.faults.order(Fault("400", method="setWebhook", description=refusal))
        with pytest.raises(ConfigError, match=r"telegram.webhook_url: telegram\.refused\(reason=Bad webhook"):
            async with performing(configured(tmp_path, sim, **environ), sim, Clock(), knowledge) as butler:
                await butler.stop.wait()


async def test_stopping_while_telegram_does_not_answer_takes_no_time(tmp_path):
    async with running_simulator() as sim:
        sim.world.faults.order(Fault("429", method="getMe", retry_after=10_000))
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(configured(tmp_path, sim), stop))
        await until(lambda: "getMe" in {call.method for call in sim.world.calls})
        stop.set()
        async with asyncio.timeout(5):
            await serving


class TestWhenSomebodyMeddles:
    """The listener looks after its webhook."""

    @pytest.fixture
    async def sim(self):
        async with running_simulator() as running:
            yield running

    @pytest.fixture
    def faults(self, sim):
        return sim.world.faults

    @pytest.fixture
    async def listening(self, tmp_path, sim, environ):
        """The bot of the simulator, whose program looks every few milliseconds, and its address."""
        telegram = configured(tmp_path, sim, **environ).telegram
        request, stop = http_request(telegram), asyncio.Event()
        async with Bot("1:a", sim.base_url, request=request, get_updates_request=request) as bot:
            listener = WebhookListener(bot, keep_nothing, telegram, look_every_s=0.005)
            task = asyncio.create_task(listener.run(stop))
            await until(lambda: sim.world.the_bot.webhook is not None)
            yield sim.world.the_bot, telegram.webhook_url
            stop.set()
            await task

    async def test_a_webhook_that_was_taken_down_is_set_again(self, listening, caplog):
        bot, url = listening
        bot.webhook = None
        await until(lambda: bot.webhook is not None)
        assert bot.webhook.url == url
        assert "set again" in caplog.text

    async def test_a_list_that_was_narrowed_is_widened_again(self, listening):
        bot, _ = listening
        bot.updates.allowed = frozenset({"message"})
        await until(lambda: bot.updates.allowed == set(ALLOWED_UPDATES))

    async def test_the_webhook_of_another_is_left_alone_and_told_of_now_and_then(self, listening, caplog):
        bot, _ = listening
        other = bot.webhook = Webhook("http://127.0.0.1:9/other")
        await until(lambda: caplog.text.count(ELSEWHERE) == 2)
        assert bot.webhook is other

    async def test_a_look_that_fails_is_made_again(self, listening, faults):
        bot, _ = listening
        for method in ("getWebhookInfo", "setWebhook"):
            faults.order(Fault("502", method=method))
        bot.webhook = None
        await until(lambda: bot.webhook is not None and not faults.orders)
