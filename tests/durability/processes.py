"""The real bot as processes that a test kills, stops and starts again, alone or as replicas behind a balancer."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engines import key_for

ROOT = Path(__file__).parents[2]
SECRET = "torture-secret-0123456789"
CONFIG = """\
# A desk that is open at every hour: what is tried does not depend on the time of day.
office:
  weekdays: [mon, tue, wed, thu, fri, sat, sun]
  hours: ["00:00-23:59"]
answers:
  encoder: none
"""


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass
class Nursery:
    """The process from which bots are forked."""

    process: asyncio.subprocess.Process
    _born: asyncio.Queue = field(default_factory=asyncio.Queue)
    _ended: dict = field(default_factory=dict)

    async def bears(self, environment, log):
        """Start one child; its number, and a future of its exit code."""
        order = json.dumps({"environment": environment, "log": str(log)}) + "\n"
        self.process.stdin.write(order.encode())
        pid = await self._born.get()
        return pid, self._ended.setdefault(pid, asyncio.get_running_loop().create_future())

    async def listens(self):
        while line := await self.process.stdout.readline():
            told = json.loads(line)
            if "pid" in told:
                self._born.put_nowait(told["pid"])
            else:
                future = self._ended.setdefault(told["ended"], asyncio.get_running_loop().create_future())
                future.set_result(told["code"])


@asynccontextmanager
async def nursery():
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(Path(__file__).with_name("nursery.py")), cwd=ROOT, env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    born = Nursery(process)
    listening = asyncio.create_task(born.listens())
    try:
        yield born
    finally:
        process.stdin.close()
        await process.wait()
        await listening


@dataclass
class Replica:
    """One bot, living or not; it is started again on demand."""

    nursery: Nursery
    environment: dict
    log: Path
    pid: int = 0
    _end: asyncio.Future = None

    @property
    def is_alive(self):
        return self._end is not None and not self._end.done()

    async def starts(self):
        self.pid, self._end = await self.nursery.bears(self.environment, self.log)

    def is_sent(self, number):
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    async def is_killed(self):
        self.is_sent(signal.SIGKILL)
        return await self._end

    async def ends(self, within_s=60):
        """Stop it in an orderly way; its exit code."""
        if self.is_alive:
            self.is_sent(signal.SIGCONT)
            self.is_sent(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(asyncio.shield(self._end), within_s)
        return await self.is_killed() if self.is_alive else 0


class Balancer:
    """What stands before replicas that are called by Telegram: each connection goes to the next one that takes it."""

    def __init__(self, ports):
        self.port, self._ports, self._turn = free_port(), ports, 0
        self._open = set()

    async def serves(self):
        self._server = await asyncio.start_server(self._forward, "127.0.0.1", self.port)

    async def stops(self):
        self._server.close()
        for writer in list(self._open):
            writer.close()
        await self._server.wait_closed()

    async def _forward(self, reader, writer):
        found = await self._next()
        if found is None:
            writer.close()
            return
        self._open |= {writer, found[1]}
        await asyncio.gather(_pour(reader, found[1]), _pour(found[0], writer))
        self._open -= {writer, found[1]}

    async def _next(self):
        for _ in self._ports:
            self._turn = (self._turn + 1) % len(self._ports)
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", self._ports[self._turn])
        return None


async def _pour(reader, writer):
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()


@dataclass
class House:
    """Everything that one bureau runs: its replicas, and the database that they share."""

    replicas: list
    url: str
    folder: Path

    @property
    def logged(self):
        return "".join(each.log.read_text("utf-8") for each in self.replicas if each.log.exists())


@asynccontextmanager
async def housed(sim, url, folder, *, replicas=1, webhook=False, **environ):
    """Start replicas of the bot on one database, and stop whoever lives when the block is left."""
    (folder / "config.yaml").write_text(CONFIG)
    ports = [free_port() for _ in range(replicas)]
    balancer = Balancer(ports)
    async with nursery() as born:
        house = House([], url, folder)
        for number, port in enumerate(ports):
            environment = _environment(sim, url, folder) | environ
            if webhook:
                environment |= _by_webhook(balancer, port)
            house.replicas.append(Replica(born, environment, folder / f"bot{number}.log"))
        await balancer.serves()
        try:
            for each in house.replicas:
                await each.starts()
            yield house
        finally:
            await asyncio.gather(*(each.ends() for each in house.replicas))
            await balancer.stops()


def _environment(sim, url, folder):
    return {
        "CONFIG": str(folder / "config.yaml"),
        "BUTLER_TELEGRAM__TOKEN": "1:torture",
        "BUTLER_TELEGRAM__BASE_URL": sim.base_url,
        "BUTLER_TELEGRAM__BASE_FILE_URL": sim.base_file_url,
        "BUTLER_DATABASE__URL": url,
        "BUTLER_KNOWLEDGE__PATH": str(folder / "knowledge"),
        "BUTLER_KNOWLEDGE__LAST_GOOD": str(folder / "last-good"),
        "BUTLER_BACKUP__FOLDER": str(folder / "backups"),
        **key_for(url),
    }


def _by_webhook(balancer, port):
    return {
        "BUTLER_TELEGRAM__WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}/updates",
        "BUTLER_TELEGRAM__WEBHOOK_PORT": str(port),
        "BUTLER_TELEGRAM__WEBHOOK_SECRET": SECRET,
    }
