"""The world's API: faults, the clock, the log of calls, files, and what the page listens to."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from simulator.endpoints import Routes
from simulator.errors import PeopleApiError
from simulator.faults import Fault
from simulator.methods import BY_LOWER_NAME
from simulator.params import Params, as_integer, read_params
from simulator.text import Json
from simulator.world import World

_HEARTBEAT_S = 15.0


async def _order_fault(world: World, request: Request) -> Json:
    params = await read_params(request)
    fault = Fault(
        kind=params.text("kind"),
        method=_faulty_method(params.text("method")),
        chat=params.integer("chat") or None,
        times=params.integer("times", 1),
        retry_after=params.integer("retry_after", 1),
        delay_s=_seconds(params, "delay_s", 1.0),
        description=params.text("description") or None,
    )
    world.faults.order(fault)
    if fault.kind == "409" and (fault.method or "getUpdates").lower() == "getupdates":
        _strike_waiting_poll(world)
    world.feed.publish("faults")
    return _faults(world)


def _faulty_method(name: str) -> str | None:
    """Return the method's name as the Bot API writes it; a misspelt one would never strike."""
    if not name or name.lower() == "file":
        return name.lower() or None
    if name.lower() not in BY_LOWER_NAME:
        raise PeopleApiError(400, f"method: {name!r} is no method of the simulator, see docs/simulator.md")
    return BY_LOWER_NAME[name.lower()]


def _strike_waiting_poll(world: World) -> None:
    """Let the conflict reach the poll that is waiting now, as a second poller's would."""
    if world.the_bot.updates.conflict():
        world.faults.take("getUpdates", None)


def _seconds(params: Params, name: str, default: float | None = None) -> float:
    text = params.text(name)
    try:
        return default if not text and default is not None else float(text)
    except ValueError:
        raise PeopleApiError(400, f"{name}: {text!r} is not a number of seconds") from None


def _faults(world: World) -> Json:
    return {"faults": [fault.view() for fault in world.faults.orders]}


async def _list_faults(world: World, _: Request) -> Json:
    return _faults(world)


async def _clear_faults(world: World, _: Request) -> Json:
    world.faults.clear()
    world.feed.publish("faults")
    return _faults(world)


def _clock(world: World) -> Json:
    now = world.clock.now()
    return {"now": now.isoformat(), "epoch_s": now.timestamp(), "advanced_s": world.clock.advanced_s}


async def _tell_time(world: World, _: Request) -> Json:
    return _clock(world)


async def _advance(world: World, request: Request) -> Json:
    seconds = _seconds(await read_params(request), "advance_s")
    try:
        world.clock.advance(seconds)
    except ValueError as fault:
        raise PeopleApiError(400, f"advance_s: {fault}") from None
    world.feed.publish("clock")
    return _clock(world)


async def _calls(world: World, request: Request) -> Json:
    after, method = as_integer(request.query_params.get("after")), request.query_params.get("method")
    rows = [call for call in world.calls if call.number > after and method in {None, call.method}]
    return {"calls": [asdict(call) for call in rows]}


async def _file(world: World, request: Request) -> Response:
    stored = world.find_file(request.path_params["file"])
    if stored is None:
        raise PeopleApiError(404, "this file does not exist (any more)")
    shown = (
        stored.mime if stored.mime.startswith(("image/", "audio/", "video/")) else "application/octet-stream"
    )
    shown = "application/octet-stream" if "svg" in shown else shown  # a drawing may carry a script
    return Response(stored.content, media_type=shown, headers={"X-Content-Type-Options": "nosniff"})


async def _reset(world: World, _: Request) -> Json:
    world.reset()
    return {}


async def _events(world: World, _: Request) -> Response:
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(_stream(world), media_type="text/event-stream", headers=headers)


async def _stream(world: World) -> AsyncIterator[str]:
    with world.feed.listening() as queue:
        yield 'retry: 1000\ndata: {"kind":"hello"}\n\n'
        while not world.feed.closing:
            try:
                event = await asyncio.wait_for(queue.get(), _HEARTBEAT_S)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if event["kind"] != "closing":
                yield f"data: {json.dumps(event)}\n\n"


ROUTES: Routes = (
    ("POST", "/sim/faults", _order_fault),
    ("GET", "/sim/faults", _list_faults),
    ("DELETE", "/sim/faults", _clear_faults),
    ("POST", "/sim/clock", _advance),
    ("GET", "/sim/clock", _tell_time),
    ("GET", "/sim/calls", _calls),
    ("GET", "/sim/files/{file}", _file),
    ("GET", "/sim/events", _events),
    ("POST", "/sim/reset", _reset),
)
