"""The line to Telegram: which proxy it takes, and that the environment has no say unless it is asked."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import NetworkError
from told import all_in_full

from bot.config.settings import Telegram
from bot.errors import ConfigError
from handlers.connection import http_request, proxy_of
from simulator.running import running_simulator

DEAD = "http://127.0.0.1:1"
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Sets proxies in the environment, which has none at first."""
    for name in (*VARIABLES, "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

    def set_all(address=DEAD, **more):
        for name, value in {**dict.fromkeys(VARIABLES, address), **more}.items():
            monkeypatch.setenv(name, value)

    return set_all


async def name_through(telegram):
    """Ask the server for the bot's name."""
    request, other = http_request(telegram), http_request(telegram)
    async with Bot("1:a", telegram.base_url, request=request, get_updates_request=other) as bot:
        return bot.username


def telegram(base_url, proxy=None):
    return Telegram.model_validate({"base_url": base_url, "proxy": proxy})


@pytest.fixture
async def simulator():
    async with running_simulator() as running:
        yield running


async def test_a_dead_proxy_of_the_environment_is_in_nobodys_way(simulator, environment):
    environment()
    assert await name_through(telegram(simulator.base_url)) == simulator.world.the_bot.username


@pytest.mark.parametrize("address", ["socks://127.0.0.1:7891/", "socks5://127.0.0.1:1", "rubbish://x"])
async def test_nor_is_one_that_no_program_understands(simulator, environment, address):
    environment(address, NO_PROXY="127.0.0.1,fe80::/10,::1/128")
    assert await name_through(telegram(simulator.base_url)) == simulator.world.the_bot.username


async def test_the_environment_speaks_when_it_is_asked(simulator, environment):
    environment()
    with pytest.raises(NetworkError, match="no connection"):
        await name_through(telegram(simulator.base_url, "environment"))
    environment(NO_PROXY="example.org,fe80::/10,127.0.0.1")
    assert await name_through(telegram(simulator.base_url, "environment"))


def test_the_environment_names_a_proxy_for_the_address_before_one_for_all(environment):
    official = telegram("https://api.telegram.org/bot", "environment")
    environment(HTTPS_PROXY="10.0.0.1:3128", ALL_PROXY="socks5://10.0.0.2:1080")
    assert proxy_of(official) == "http://10.0.0.1:3128"
    environment(HTTPS_PROXY="", ALL_PROXY="socks5://10.0.0.2:1080")
    assert proxy_of(official) == "socks5://10.0.0.2:1080"
    environment("")
    assert proxy_of(official) is None


@pytest.mark.parametrize(
    "address", ["socks://me:hush@127.0.0.1:7891/", "http://me:hush@", "http://me:hush@h:x"]
)
def test_a_proxy_of_the_environment_that_cannot_be_used_is_named_but_not_printed(environment, address):
    environment(address)
    with pytest.raises(ConfigError, match="HTTPS_PROXY or ALL_PROXY") as caught:
        http_request(telegram("https://api.telegram.org/bot", "environment"))
    assert "socks5://" in all_in_full(caught.value)
    assert "hush" not in all_in_full(caught.value) + str(caught.value)


@pytest.mark.parametrize("address", ["http://256.1.1.1:80", "http://xn--:80", "http://a%3Ab:c@h:80"])
def test_a_proxy_that_only_the_http_client_refuses_is_a_fault_as_well(address):
    with pytest.raises(ConfigError, match=r"telegram\.proxy"):
        http_request(telegram("http://127.0.0.1:9/bot", address))


@asynccontextmanager
async def a_proxy(greet):
    """A server that greets as a proxy does, and then passes bytes on; the greetings it has heard."""
    heard = []

    async def serve(reader, writer):
        host, port = await greet(reader, writer, heard)
        there, to_there = await asyncio.open_connection(host, port)
        await asyncio.gather(pass_on(reader, to_there), pass_on(there, writer))

    async def pass_on(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", heard


async def greet_as_socks5(reader, writer, heard):
    methods = (await reader.readexactly(2))[1]
    await reader.readexactly(methods)
    writer.write(b"\x05\x02")  # name and password, please
    _, length = await reader.readexactly(2)
    name = await reader.readexactly(length)
    password = await reader.readexactly((await reader.readexactly(1))[0])
    writer.write(b"\x01\x00")
    *_, kind = await reader.readexactly(4)
    length = (await reader.readexactly(1))[0] if kind == 3 else 4
    host = await reader.readexactly(length)
    port = int.from_bytes(await reader.readexactly(2))
    writer.write(b"\x05\x00\x00\x01" + bytes(6))
    heard.append((name, password))
    return (host.decode() if kind == 3 else ".".join(map(str, host))), port


async def test_a_socks5_proxy_with_a_password_is_passed_through(simulator):
    async with a_proxy(greet_as_socks5) as (place, heard):
        through = telegram(simulator.base_url, f"socks5://me:p%40ss@{place}")
        assert await name_through(through) == simulator.world.the_bot.username
    assert heard == [(b"me", b"p@ss")]
