"""The door for bots: `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`."""

import asyncio
import inspect
import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from simulator.bots import Bot
from simulator.errors import ApiError, Dropped
from simulator.faults import LONGEST_S, Fault
from simulator.methods import BY_LOWER_NAME, METHODS
from simulator.methods.asked import Asked
from simulator.params import as_integer, read_params
from simulator.world import World

_log = logging.getLogger(__name__)


class BotGate:
    """The Bot API as an ASGI application; it needs the raw connection so that faults can cut it."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        try:
            response = await self._response(Request(scope, receive))
        except Dropped:
            await _drop(receive)
            return
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        try:
            return JSONResponse({"ok": True, "result": await self._result(request)})
        except ApiError as error:
            return _refusal(error)

    async def _result(self, request: Request) -> Any:
        bot = self._world.bot(request.path_params["token"])
        method = BY_LOWER_NAME.get(request.path_params["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found")
        params = await read_params(request)
        chat = as_integer(params.text("chat_id")) or None
        fault = self._world.faults.take(method, chat)
        try:
            if fault is not None:
                await _before(fault)
            result = await _act(method, Asked(self._world, bot, params))
        except ApiError as error:
            self._world.log(method, chat, error)
            raise
        self._world.log(method, chat, None)
        if fault is not None:
            await _after(fault, request)
        return result


async def _act(method: str, asked: Asked) -> Any:
    result = METHODS[method](asked)
    return await result if inspect.isawaitable(result) else result


async def _before(fault: Fault) -> None:
    error = fault.error()
    if error is not None:
        raise error
    if fault.kind == "drop_before":
        raise Dropped
    if fault.kind == "slow":
        await asyncio.sleep(min(fault.delay_s, LONGEST_S))


async def _after(fault: Fault, request: Request) -> None:
    if fault.kind == "drop_after":
        raise Dropped
    if fault.kind == "timeout_after":
        await _until_gone(request.receive)
        raise Dropped


async def _until_gone(receive: Receive) -> None:
    """Wait until the other side hangs up, but not for ever."""
    try:
        async with asyncio.timeout(LONGEST_S):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        _log.warning("a call was held back for %s s and nobody hung up", LONGEST_S)


async def _drop(receive: Receive) -> None:
    """Cut the connection. ASGI has no word for it, so it is done at uvicorn's transport."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionAbortedError("the call was dropped by an ordered fault")
    transport.abort()
    await _until_gone(receive)


def _refusal(error: ApiError) -> Response:
    if error.code == 502:  # noqa: PLR2004 -- Telegram's front server answers this one, in HTML
        return HTMLResponse("<html><head><title>502 Bad Gateway</title></head></html>", 502)
    headers = {"Retry-After": str(error.parameters["retry_after"])} if error.parameters else None
    return JSONResponse(error.body(), error.code, headers)


class FileGate:
    """The files that `getFile` names."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file down."""
        request = Request(scope, receive)
        try:
            response = self._response(self._world.bot(request.path_params["token"]), request)
        except ApiError as error:
            response = _refusal(error)
        await response(scope, receive, send)

    def _response(self, bot: Bot, request: Request) -> Response:
        fault = self._world.faults.take("file", None)
        error = fault.error() if fault else None
        if error is not None:
            raise error
        stored = self._world.files.at_path(request.path_params["path"])
        if stored is None:
            raise ApiError(404, "Not Found")
        _log.debug("bot %s fetched a file of %s bytes", bot.id, len(stored.content))
        return Response(stored.content, media_type="application/octet-stream")
