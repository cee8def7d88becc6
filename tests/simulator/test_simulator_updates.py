import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.errors import ApiError
from simulator.updates import CONFLICT, UpdateQueue, Window
from simulator.world import World


async def test_updates_stay_until_an_offset_confirms_them(api, owner):
    owner.says("二")
    first = await api.result("getUpdates")
    assert [update["message"]["text"] for update in first] == ["你好", "二"]
    assert await api.result("getUpdates", limit=1) == first[:1]
    assert await api.result("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await api.result("getUpdates", offset=-1) == first[1:]
    assert await api.result("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_long_poll_returns_as_soon_as_somebody_writes(api, sim):
    owner = sim.person("示例企业主")
    poll = asyncio.create_task(api.result("getUpdates", timeout=30))
    await sim.world.feed.until(lambda: bool(sim.world.bots) or None, 5)
    owner.says("hi")
    assert [update["message"]["text"] for update in await poll] == ["hi"]


async def test_a_second_poller_ends_the_first_with_a_conflict():
    queue = UpdateQueue()
    first = asyncio.create_task(queue.poll(Window(timeout_s=30)))
    await asyncio.sleep(0)  # lets the first one begin to wait
    second = asyncio.create_task(queue.poll(Window(timeout_s=30)))
    with pytest.raises(ApiError, match="terminated by other getUpdates request"):
        await first
    queue.put("message", {})
    assert len(await second) == 1
    assert CONFLICT.startswith("Conflict: ")


async def test_only_kinds_that_the_bot_wants_are_queued(api, owner):
    await api.result("getUpdates", offset=-1, allowed_updates=["callback_query"])
    owner.says("unwanted")
    assert len(await api.result("getUpdates")) == 1
    await api.result("getUpdates", allowed_updates=[])
    owner.says("wanted")
    assert len(await api.result("getUpdates")) == 2


async def test_what_was_written_before_the_bot_came_waits_for_it(sim, api):
    owner = sim.person("示例企业主")
    message = owner.says("有人吗")
    (update,) = await api.result("getUpdates")
    assert update["message"]["message_id"] == message.message_id


async def test_people_write_to_the_named_bot_even_if_another_comes_first():
    world = World(default_token="2:named")
    assert world.bot("1:other") is not world.the_bot
    assert world.bot("2:named") is world.the_bot
    with pytest.raises(ApiError, match="Unauthorized"):
        world.bot("no token")


class Receiver:
    """A bot's webhook in this process; it refuses the first calls if told so."""

    def __init__(self, refuse: int = 0) -> None:
        self.refuse = refuse
        self.got: asyncio.Queue = asyncio.Queue()
        self.app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])

    async def take(self, request: Request) -> Response:
        if self.refuse:
            self.refuse -= 1
            return Response(status_code=500)
        secret = request.headers.get("x-telegram-bot-api-secret-token")
        await self.got.put((secret, await request.json()))
        return Response()


@pytest.fixture
def receiver(monkeypatch):
    receiver = Receiver(refuse=1)
    real = httpx.AsyncClient

    def through_the_app(**options):
        return real(transport=httpx.ASGITransport(receiver.app), **options)

    monkeypatch.setattr("simulator.webhooks.httpx.AsyncClient", through_the_app)
    return receiver


async def test_a_webhook_gets_each_update_in_order_with_its_secret_and_after_a_failure_again(
    api, owner, receiver, http
):
    owner.says("二")
    await api.result("setWebhook", url="http://127.0.0.1/hook", secret_token="s-3_cret")
    async with asyncio.timeout(5):
        got = [await receiver.got.get() for _ in range(2)]
    assert [(secret, update["message"]["text"]) for secret, update in got] == [
        ("s-3_cret", "你好"),
        ("s-3_cret", "二"),
    ]
    info = await api.result("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    assert "can't use getUpdates method while webhook is active" in await api.fault("getUpdates")
    await api.result("deleteWebhook")
    assert (await api.result("getWebhookInfo"))["url"] == ""
    assert http.base_url.host == "127.0.0.1"


def test_ids_never_repeat_those_of_an_earlier_world(monkeypatch):
    monkeypatch.setattr("simulator.clock.time.time", lambda: 1_800_000_000.0)
    world = World()
    before = world.bot("1:a")
    update_id, message_id = before.updates.put("message", {}), before.new_message_id()
    world.reset()
    after = world.bot("1:a")
    assert after.updates.put("message", {}) > update_id
    assert after.new_message_id() > message_id
    assert update_id < 2**31
