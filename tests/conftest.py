"""What holds for every test: no network but this machine's own, and both database engines at hand."""

import ipaddress
import os
import socket

import pytest
from engines import (
    breakable_server,
    clock,
    database,
    database_url,
    empty_url,
    postgres_databases,
    postgres_server,
    sqlite,
)

from bot.cli.language import VARIABLES
from bot.knowledge import following
from bot.operations import nightly, watch
from bot.storage.engine import master_key

__all__ = [
    "breakable_server",
    "clock",
    "database",
    "database_url",
    "empty_url",
    "postgres_databases",
    "postgres_server",
    "sqlite",
]


class OutsideNetworkError(AssertionError):
    """A test tried to reach the outside network; tests talk to this machine only."""


def _insist_on_this_machine(address):
    if not isinstance(address, tuple):  # a unix socket
        return
    host = address[0]
    if host in ("localhost", ""):
        return
    try:
        inside = ipaddress.ip_address(host).is_loopback
    except ValueError:
        inside = False
    if not inside:
        raise OutsideNetworkError(f"a test tried to reach {host!r}")


@pytest.fixture(autouse=True, scope="session")
def _a_place_for_the_master_key(tmp_path_factory):
    """Where a PostgreSQL is the database, its master key lies in the working folder: not in that of the tests."""
    patch = pytest.MonkeyPatch()
    patch.setattr(master_key, "STATE", tmp_path_factory.mktemp("state"))
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine():
    """Guard every way out of Python: connections, datagrams and the look-up of names."""
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        patch.delenv(name)  # libraries would ask servers of this machine through it
    for name in VARIABLES:
        patch.delenv(name, raising=False)  # the command line speaks English unless a test asks for more
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    sendto, getaddrinfo = socket.socket.sendto, socket.getaddrinfo

    def guarded_connect(self, address):
        _insist_on_this_machine(address)
        return connect(self, address)

    def guarded_connect_ex(self, address):
        _insist_on_this_machine(address)
        return connect_ex(self, address)

    def guarded_sendto(self, data, *rest):
        _insist_on_this_machine(rest[-1])
        return sendto(self, data, *rest)

    def guarded_getaddrinfo(host, *rest, **more):
        name = host.decode() if isinstance(host, bytes) else host
        _insist_on_this_machine((name or "", 0))
        return getaddrinfo(host, *rest, **more)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket.socket, "sendto", guarded_sendto)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _nobody_looks_around_unasked():
    """Dialogues move their clock by days: whoever looked around then would find that the bot had been away."""
    patch = pytest.MonkeyPatch()
    for loop in (watch, nightly):
        patch.setattr(loop, "LOOK_EVERY_S", 1e6)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _watchers_let_go_at_once():
    """Whoever stops a watcher waits until it looks next: half a second after each dialogue."""
    patch = pytest.MonkeyPatch()
    patch.setattr(following, "QUIET_MS", 20)
    yield
    patch.undo()
