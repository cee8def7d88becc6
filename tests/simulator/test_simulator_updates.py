import asyncio
import time

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
        self.refused: asyncio.Queue = asyncio.Queue()
        self.app = Starlette(routes=[Route("/hook", self.take, methods=["POST"])])

    async def take(self, request: Request) -> Response:
        if self.refuse:
            self.refuse -= 1
            await self.refused.put(await request.json())
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


def is_reset(world):
    world.reset()
    return world


def ends_and_another_begins(world):
    world.close()
    return World()


@pytest.mark.parametrize("happens", [is_reset, ends_and_another_begins])
def test_ids_never_repeat_those_of_an_earlier_world_however_soon_the_next_one_begins(monkeypatch, happens):
    now = time.time()
    monkeypatch.setattr("simulator.clock.time.time", lambda: now)
    world = World()
    before = world.bot("1:a")
    update_id, message_id = before.updates.put("message", {}), before.new_message_id()
    after = happens(world).bot("1:a")
    assert after.updates.put("message", {}) > update_id
    assert after.new_message_id() > message_id
    assert update_id < 2**31


async def test_a_setting_of_allowed_updates_stays_in_force_until_another_comes(api, owner):
    await api.result("getUpdates", offset=-1, allowed_updates=["callback_query"])
    for unread in ({}, {"allowed_updates": None}, {"allowed_updates": "{"}, {"allowed_updates": [5]}):
        await api.result("getUpdates", **unread)
        owner.says("unwanted")
    await api.result("setWebhook", url="http://127.0.0.1:9/hook")
    owner.says("still unwanted")
    info = await api.result("getWebhookInfo")
    assert (info["allowed_updates"], info["pending_update_count"]) == (["callback_query"], 1)


@pytest.mark.parametrize("default", [[], ["nonsense"], ["nonsense", "other"]])
async def test_an_empty_list_means_all_but_members_and_reactions(api, owner, default):
    await api.result("getUpdates", offset=-1, allowed_updates=["message_reaction"])
    await api.result("getUpdates", allowed_updates=default)
    assert "allowed_updates" not in await api.result("getWebhookInfo")
    owner.reacts(owner.says("hi").message_id, "👍")
    owner.blocks()
    kinds = [set(update) - {"update_id"} for update in await api.result("getUpdates")]
    assert kinds[1:] == [{"message"}, {"my_chat_member"}]


async def test_names_of_updates_are_taken_in_any_case_and_unknown_ones_passed_over(api):
    await api.result("setWebhook", url="", allowed_updates=["Poll", "MESSAGE", "nonsense"])
    assert (await api.result("getWebhookInfo"))["allowed_updates"] == ["message", "poll"]


async def test_updates_that_wait_already_stay_whatever_is_allowed_later(api, owner):
    await api.result("getUpdates", allowed_updates=["poll"])
    assert [update["message"]["text"] for update in await api.result("getUpdates")] == ["你好"]


async def test_a_webhook_that_is_set_ends_a_waiting_poll(api, sim):
    poll = asyncio.create_task(api.fault("getUpdates", timeout=30))
    await sim.world.feed.until(lambda: bool(sim.world.bots) or None, 5)
    await asyncio.sleep(0)
    await api.result("setWebhook", url="http://127.0.0.1:9/hook")
    assert await poll == "409 Conflict: terminated by setWebhook request"


async def test_the_state_of_a_webhook_is_told_until_it_is_set_anew(api, owner, receiver, sim):
    receiver.refuse = 10**6
    hook = {"url": "http://127.0.0.1/hook", "max_connections": 500}
    await api.result("setWebhook", **hook)
    failed = sim.world.the_bot.webhook
    async with asyncio.timeout(5):
        for _ in range(2):  # when the second try comes, the failure of the first has been noted
            await receiver.refused.get()
    info = await api.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook["url"], 1, 100)
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["last_error_date"] > 1_700_000_000
    await api.result("setWebhook", **hook)  # the same again: it goes on
    assert sim.world.the_bot.webhook is failed
    await api.result("setWebhook", **hook, secret_token="other")
    assert sim.world.the_bot.webhook is not failed
    await api.result("deleteWebhook", drop_pending_updates=True)
    info = await api.result("getWebhookInfo")
    assert info == {"url": "", "has_custom_certificate": False, "pending_update_count": 0}


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"url": "hook"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "http://127.0.0.1", "secret_token": "é"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_webhook_that_telegram_would_refuse_is_refused(api, params, fault):
    assert await api.fault("setWebhook", **params) == f"400 Bad Request: {fault}"
    assert (await api.result("getWebhookInfo"))["url"] == ""
