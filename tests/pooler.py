"""A door to PostgreSQL on a port of this machine, which leads where a test says.

`Door` hands everything on, as a balancer does; `Pooler` lends a session for one transaction only, as pgbouncer does in its
transaction mode, and never the same one twice: whatever outlives a transaction is missed at once.
"""

import asyncio
import contextlib
import struct
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

SSL_REQUEST = 80877103
READY, KEY = b"Z", b"K"
IDLE = b"I"
OWN_KEY = KEY + struct.pack("!iii", 12, 1, 1)


class Door:
    """Hands on what is said, to the server of `url` at the moment of connecting."""

    def __init__(self, url):
        self.leads_to(url)
        self._open = set()

    def leads_to(self, url):
        """From now on new connections lead to this server."""
        parts = urlsplit(url)
        self._socket = parse_qs(parts.query)["host"][0] + "/.s.PGSQL.5432"
        self._name = parts.path

    def cuts(self):
        """Ends every connection, as a server does that goes away."""
        for writer in self._open:
            writer.transport.abort()

    @asynccontextmanager
    async def opened(self):
        """The address behind which the server is."""
        server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        try:
            yield f"postgresql://postgres@127.0.0.1:{server.sockets[0].getsockname()[1]}{self._name}"
        finally:
            self.cuts()
            server.close()

    async def _take(self, reader, writer):
        self._open.add(writer)
        # Cancelled at the end of a test: the streams of Python 3.11 would report that as an error of their own.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await self._serve(reader, writer)
        self._open.discard(writer)
        writer.close()

    async def _serve(self, reader, writer):
        inside, out = await asyncio.open_unix_connection(self._socket)
        try:
            await asyncio.gather(_pour(reader, out), _pour(inside, writer))
        finally:
            out.close()


class Pooler(Door):
    """Lends sessions of the server, each for one transaction."""

    async def _serve(self, reader, writer):
        startup = await _startup(reader, writer)
        session = await self._session(startup, greet=writer)
        session[1].close()
        early = None
        while True:
            message = early or await _message(reader)
            if message[:1] == b"X":
                return
            session = await self._session(startup)
            try:
                session[1].write(message)
                _, early = await asyncio.gather(_until_idle(session[0], writer, over := asyncio.Event()),
                                                _hand_on(reader, session[1], over))  # fmt: skip
            finally:
                session[1].close()

    async def _session(self, startup, greet=None):
        reader, writer = await asyncio.open_unix_connection(self._socket)
        writer.write(startup)
        while True:
            message = await _message(reader)
            if greet is not None:
                greet.write(OWN_KEY if message[:1] == KEY else message)
            if message[:1] == READY:
                return reader, writer


async def _startup(reader, writer):
    while True:
        length = await reader.readexactly(4)
        rest = await reader.readexactly(struct.unpack("!i", length)[0] - 4)
        if struct.unpack("!i", rest[:4])[0] != SSL_REQUEST:
            return length + rest
        writer.write(b"N")


async def _message(reader):
    head = await reader.readexactly(5)
    return head + await reader.readexactly(struct.unpack("!i", head[1:])[0] - 4)


async def _until_idle(reader, writer, over):
    """Hand on the server's answers until no transaction is open any more."""
    try:
        while True:
            message = await _message(reader)
            writer.write(message)
            if message[:1] == READY and message[5:6] == IDLE:
                return
    finally:
        over.set()


async def _hand_on(reader, writer, over):
    """Hand on what the client says until the session is taken back; what was said just then is for the next one."""
    ending = asyncio.create_task(over.wait())
    while not over.is_set():
        hearing = asyncio.create_task(reader.readexactly(5))
        await asyncio.wait({hearing, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not hearing.done():
            hearing.cancel()  # nothing was read of it: the next transaction begins with it
            return None
        head = hearing.result()
        message = head + await reader.readexactly(struct.unpack("!i", head[1:])[0] - 4)
        if over.is_set():
            return message
        writer.write(message)
    return None


async def _pour(reader, writer):
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()
