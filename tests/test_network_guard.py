"""The guard of `conftest.py` itself: tests that forget a server fail loudly."""

import asyncio
import socket

import pytest


def test_connecting_outside_fails_loudly():
    with socket.socket() as connection, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        connection.connect(("192.0.2.1", 80))


def test_looking_up_a_name_fails_loudly():
    with pytest.raises(AssertionError, match=r"api\.telegram\.org"):
        socket.getaddrinfo("api.telegram.org", 443)


async def test_asyncio_is_guarded_too():
    with pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        await asyncio.open_connection("192.0.2.1", 80)


def test_this_machine_may_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
