"""The simulator on a port of this machine, for tests and for the command line."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import uvicorn

from simulator.player import Player
from simulator.port import HOST, bound
from simulator.server import create_app
from simulator.world import World


@dataclass(frozen=True)
class Simulator:
    """A running simulator and its addresses."""

    url: str
    world: World

    @property
    def base_url(self) -> str:
        """The Bot API's address in python-telegram-bot's meaning."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """The files' address in python-telegram-bot's meaning."""
        return f"{self.url}/file/bot"

    def person(self, name: str, language_code: str = "zh-hans", *, id: int | None = None) -> Player:  # noqa: A002  Telegram calls it so
        """Add somebody and return a hand to play them with."""
        return Player(self.world, self.world.add_person(name, language_code, id=id))


class Server(uvicorn.Server):
    """Uvicorn that lets go of waiting polls and pages when it stops."""

    def __init__(self, config: uvicorn.Config, world: World) -> None:
        super().__init__(config)
        self._world = world
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port and say so."""
        await super().startup(sockets)
        self.ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Release all who wait, then close."""
        self._world.close()
        await super().shutdown(sockets)


class _GuestServer(Server):
    """A server inside somebody else's program: it stops at once when told, and only then."""

    def __init__(self, config: uvicorn.Config, world: World) -> None:
        super().__init__(config, world)
        self._told = asyncio.Event()

    def leave(self) -> None:
        """Tell it to stop."""
        self.should_exit = True
        self._told.set()

    async def main_loop(self) -> None:
        """Wait for the word; uvicorn's own loop looks only ten times a second."""
        await self.on_tick(0)
        await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Release all who wait, and close as soon as they have gone; uvicorn's own way pauses for a tenth of a second first."""
        self._world.close()
        for each in (*self.servers, *(sockets or ())):
            each.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while self.server_state.connections or self.server_state.tasks:  # noqa: ASYNC110  uvicorn tells nobody when they have gone
            await asyncio.sleep(0)
        await self.lifespan.shutdown()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to the program that the simulator runs in."""
        yield


def configured(world: World) -> uvicorn.Config:
    """Return uvicorn's settings for the simulator."""
    app = create_app(world)
    # The name of the HTTP parser is fixed so that faults can cut the line in the same way everywhere.
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        date_header=False,
    )


@asynccontextmanager
async def running_simulator(
    port: int = 0,
    world: World | None = None,
    *,
    first_id: int | None = None,
    listener: socket.socket | None = None,
) -> AsyncIterator[Simulator]:
    """Run the simulator in this event loop; it has stopped when the block is left.

    Whoever has bound a port already hands in its `listener`, which is closed in the end. `first_id` is where the ids of a new world begin, so that two simulators hand out the same ones.
    """
    world = world or World(first_id=first_id)
    listener = listener or bound(port)
    server = _GuestServer(configured(world), world)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    ready = asyncio.create_task(server.ready.wait())
    await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    try:
        yield Simulator(f"http://{HOST}:{listener.getsockname()[1]}", world)
    finally:
        server.leave()
        await task
        listener.close()
