"""The port for whoever watches the bot: `/healthz`, `/readyz` and `/metrics`."""

import asyncio
import logging
import socket
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.errors import StorageError
from bot.operations import readiness
from bot.operations.subject import Subject
from bot.runtime.web import QuietServer, bound
from bot.storage.vital_signs import Signs

logger = logging.getLogger(__name__)

T = TypeVar("T")

KEPT_S = 3.0
"""For how long a look is handed out again: however often somebody asks, the database is asked seldom."""
LOOK_S = 5.0
"""A look that takes longer counts as failed."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


async def serve_operations(subject: Subject, host: str, port: int, stop: asyncio.Event) -> None:
    """Answer on the port until `stop` is set; 0 is none.

    A port that cannot be had is said in the log, and the bot serves people all the same: it may be that of another bot
    on the same machine.
    """
    taken = _taken(host, port) if port else None
    if taken is None:
        return
    server = QuietServer(operations_app(subject))
    serving = asyncio.create_task(server.serve(sockets=[taken]))
    try:
        await stop.wait()
    finally:
        server.should_exit = True
        await serving


def _taken(host: str, port: int) -> socket.socket | None:
    try:
        return bound(host, port)
    except OSError as error:
        logger.warning(
            "operations.port: %s:%s cannot be used (%s), so this process has no /healthz, /readyz and /metrics;"
            " give each process on a machine a port of its own in BUTLER_OPERATIONS__PORT, or 0 for none.",
            host,
            port,
            error.strerror,
        )
        return None


def operations_app(subject: Subject) -> Starlette:
    """Return the web application; it tells numbers and states, never words or ids of people."""
    parts = _Kept(lambda: readiness.parts_of(subject))
    signs = _Kept(lambda: _signs(subject))

    async def healthz(_: Request) -> Response:
        return JSONResponse({"alive": True, "loop_lag_s": round(subject.vitals.lag_s, 3)})

    async def readyz(_: Request) -> Response:
        try:
            found = await parts.value()
        except TimeoutError:
            return JSONResponse({"ready": False, "why": "the database does not answer"}, status_code=503)
        ready = all(part["ok"] for part in found.values())
        body = {"ready": ready, "parts": found, "troubles": readiness.troubles_of(subject)}
        return JSONResponse(body, status_code=200 if ready else 503)

    async def metrics(_: Request) -> Response:
        from bot.operations.metrics import exposition  # noqa: PLC0415 -- its library costs a start 120 ms

        try:
            found = await signs.value()
        except TimeoutError:
            found = None
        return Response(exposition(subject, found), media_type=CONTENT_TYPE)

    pages = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}
    return Starlette(routes=[Route(path, page) for path, page in pages.items()])


async def _signs(subject: Subject) -> Signs | None:
    try:
        return await subject.signs()
    except StorageError as trouble:
        logger.warning("The metrics of rows are left out: %s", trouble)
        return None


class _Kept(Generic[T]):
    """A look that is handed out again for a while; who asks meanwhile waits for the one that is under way."""

    def __init__(self, look: Callable[[], Awaitable[T]]) -> None:
        self._look = look
        self._looking = asyncio.Lock()
        self._until = 0.0
        self._found: T

    async def value(self) -> T:
        """What was found, at most `KEPT_S` ago. Raises TimeoutError."""
        async with asyncio.timeout(LOOK_S), self._looking:
            if time.monotonic() >= self._until:
                self._found = await self._look()
                self._until = time.monotonic() + KEPT_S
            return self._found
