"""The Bot API: `/bot<TOKEN>/<method>` and `/file/bot<TOKEN>/<path>`."""

import asyncio
import inspect
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from simulator.errors import ApiError, Dropped
from simulator.faults import LONGEST_S, Fault
from simulator.methods import BY_LOWER_NAME, METHODS
from simulator.methods.api_call import ApiCall
from simulator.params import as_integer, read_params
from simulator.world import World


class BotApi:
    """The Bot API as an ASGI application; it needs the raw connection so that faults can cut it."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        request = Request(scope, receive)
        try:
            response: Response = JSONResponse({"ok": True, "result": await self._result(request)})
        except ApiError as error:
            response = _refusal(error)
        except Dropped:
            await _drop(receive)
            return
        await response(scope, receive, send)

    async def _result(self, request: Request) -> Any:
        bot = self._world.bot(request.path_params["token"])
        method = BY_LOWER_NAME.get(request.path_params["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found")
        call = ApiCall(self._world, bot, await read_params(request))
        return await self._outcome(method, call, request.receive)

    async def _outcome(self, method: str, call: ApiCall, receive: Receive) -> Any:
        chat = _chat_of(call)
        fault = self._world.faults.take(method, chat)
        try:
            await _before(self._world, fault, receive)
            result = await _act(method, call)
        except ApiError as error:
            self._world.log(method, chat, error)
            await _after(self._world, fault, receive)  # an answer can be lost whatever it says
            raise
        except Dropped:
            self._world.log(method, chat, ApiError(0, "the line was cut before anything happened"))
            raise
        self._world.log(method, chat, None)
        await _after(self._world, fault, receive)
        return result


def _chat_of(call: ApiCall) -> int | None:
    """Return the person that a call is about, as faults and the log name it; answers to buttons have theirs too."""
    query = call.bot.queries.get(call.params.text("callback_query_id"))
    if query is not None:
        return query.chat_id
    return call.chat_id() or as_integer(call.params.text("chat_id")) or None


async def _act(method: str, call: ApiCall) -> Any:
    result = METHODS[method](call)
    return await result if inspect.isawaitable(result) else result


async def _before(world: World, fault: Fault | None, receive: Receive) -> None:
    if fault is None:
        return
    error = fault.error()
    if error is not None:
        raise error
    if fault.kind == "timeout_before":
        await _until_gone(world, receive)
    if fault.kind in {"drop_before", "timeout_before"}:
        raise Dropped
    if fault.kind == "slow":
        await world.feed.closed(min(fault.delay_s, LONGEST_S))


async def _after(world: World, fault: Fault | None, receive: Receive) -> None:
    if fault is None or fault.kind not in {"drop_after", "timeout_after"}:
        return
    if fault.kind == "timeout_after":
        await _until_gone(world, receive)
    raise Dropped


async def _until_gone(world: World, receive: Receive) -> None:
    """Wait until the other side hangs up or the simulator stops, but not for ever."""
    gone = asyncio.ensure_future(_disconnected(receive))
    stopped = asyncio.ensure_future(world.feed.closed(LONGEST_S))
    await asyncio.wait({gone, stopped}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    stopped.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _drop(receive: Receive) -> None:
    """Cut the connection. ASGI has no word for it, so it is done at uvicorn's transport."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionAbortedError("the call was dropped by an ordered fault")
    transport.abort()
    await _disconnected(receive)


def _refusal(error: ApiError) -> Response:
    if error.code == 502:  # noqa: PLR2004 -- Telegram's front server answers this one, in HTML
        return HTMLResponse("<html><head><title>502 Bad Gateway</title></head></html>", 502)
    headers = {"Retry-After": str(error.parameters["retry_after"])} if error.parameters else None
    return JSONResponse(error.body(), error.code, headers)


class FileDownloads:
    """The files that `getFile` names; faults know it as the method `file`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file down."""
        request = Request(scope, receive)
        try:
            response = await self._response(request)
        except ApiError as error:
            response = _refusal(error)
        except Dropped:
            await _drop(receive)
            return
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        bot = self._world.bot(request.path_params["token"])
        fault = self._world.faults.take("file", None)
        await _before(self._world, fault, request.receive)
        await _after(self._world, fault, request.receive)
        stored = bot.files.at_path(request.path_params["path"])
        if stored is None:
            raise ApiError(404, "Not Found")
        return Response(stored.content, media_type="application/octet-stream")
