"""A running simulator, a client for its HTTP side, and a real python-telegram-bot Bot."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from simulator.running import Simulator, running_simulator

TOKEN = "123456:simulated"


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with running_simulator() as simulator:
        yield simulator


@pytest.fixture
async def http(sim: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sim.url, trust_env=False, verify=False, timeout=10) as client:
        yield client


class Api:
    """Calls the Bot API as a bot without a library would."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def __call__(self, method: str, **params):
        return (await self.http.post(f"/bot{TOKEN}/{method}", json=params)).json()

    async def result(self, method: str, **params):
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def fault(self, method: str, **params) -> str:
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
def api(http: httpx.AsyncClient) -> Api:
    return Api(http)


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=sim.base_url, base_file_url=sim.base_file_url) as bot:
        yield bot


@pytest.fixture
def owner(sim: Simulator):
    """Somebody who has already written to the bot."""
    player = sim.person("示例企业主")
    player.says("你好")
    return player
