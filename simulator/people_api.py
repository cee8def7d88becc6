"""The people's API: everything under `/sim`."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from simulator import person_actions, sendables
from simulator.errors import ApiError, PeopleApiError
from simulator.faults import Fault
from simulator.params import Params, as_integer, read_params
from simulator.person_actions import Tap
from simulator.text import Json
from simulator.views import Since, bot_view, chat_view, message_view, person_view
from simulator.world import World

Answer = Callable[[World, Request], Awaitable[Any]]
_LONGEST_WAIT_S = 60.0
_HEARTBEAT_S = 15.0


async def body(request: Request) -> Params:
    """Return the request's parameters; raise `PeopleApiError` for a body that can't be read."""
    try:
        return await read_params(request)
    except ApiError as error:
        raise PeopleApiError(error.code, error.description) from None


def _person(world: World, request: Request) -> Any:
    return world.person(request.path_params["person"])


async def _add_person(world: World, request: Request) -> Json:
    params = await body(request)
    person = world.add_person(
        params.text("name"),
        params.text("language_code") or "zh-hans",
        id=params.integer("id") or None,
        username=params.text("username").lstrip("@") or None,
        role=params.text("role"),
    )
    return person_view(world, person)


async def _switch_bot(world: World, request: Request) -> Json:
    try:
        return bot_view(world.switch_bot((await body(request)).text("token")))
    except ApiError:
        raise PeopleApiError(400, "token: is not of the shape digits:letters") from None


async def _list_people(world: World, _: Request) -> Json:
    return {
        "people": [person_view(world, person) for person in world.people.values()],
        "bot": bot_view(world.the_bot),
    }


async def _send(world: World, request: Request) -> Json:
    person = _person(world, request)
    sent = sendables.send(world, person, await body(request))
    return {"message_id": sent[0].message_id, "messages": [message_view(message) for message in sent]}


async def _edit(world: World, request: Request) -> Json:
    params = await body(request)
    text = params.text("text") if params.has("text") else params.text("caption")
    message = person_actions.edit(world, _person(world, request), request.path_params["message"], text)
    return message_view(message)


async def _tap(world: World, request: Request) -> Json:
    params = await body(request)
    label, data = (params.text(name) if params.has(name) else None for name in ("label", "data"))
    if label is None and data is None:
        raise PeopleApiError(400, "label or data: one of them is needed")
    wish = Tap(params.integer("message_id") or None, label, data, params.flag("force"))
    return person_actions.tap(world, _person(world, request), wish)


async def _see(world: World, request: Request) -> Json:
    person, query = _person(world, request), Params(request.query_params)
    since = Since(query.integer("after"), query.integer("since"))
    wait_s = min(query.integer("wait_s"), _LONGEST_WAIT_S)
    if wait_s > 0:
        await world.feed.until(lambda: _has_news(world, person, since), wait_s)
    return chat_view(world, person, since)


def _has_news(world: World, person: Any, since: Since) -> bool | None:
    dialog = world.dialog(world.the_bot, person)
    if since.change:
        return dialog.change > since.change or None
    fresh = (m for m in reversed(dialog.messages.values()) if m.message_id > since.after)
    return any(message.from_bot for message in fresh) or None


async def _block(world: World, request: Request) -> Json:
    person_actions.block(world, _person(world, request))
    return {"blocked": True}


async def _unblock(world: World, request: Request) -> Json:
    person_actions.unblock(world, _person(world, request))
    return {"blocked": False}


async def _start(world: World, request: Request) -> Json:
    params = await body(request)
    sent = person_actions.start(world, _person(world, request), params.text("payload"))
    return {"message_id": sent[0].message_id}


async def _order_fault(world: World, request: Request) -> Json:
    params = await body(request)
    fault = Fault(
        kind=params.text("kind"),
        method=params.text("method") or None,
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
    seconds = _seconds(await body(request), "advance_s")
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


_ROUTES: tuple[tuple[str, str, Answer], ...] = (
    ("POST", "/sim/people", _add_person),
    ("GET", "/sim/people", _list_people),
    ("PUT", "/sim/bot", _switch_bot),
    ("POST", "/sim/people/{person:int}/messages", _send),
    ("GET", "/sim/people/{person:int}/messages", _see),
    ("PUT", "/sim/people/{person:int}/messages/{message:int}", _edit),
    ("POST", "/sim/people/{person:int}/taps", _tap),
    ("POST", "/sim/people/{person:int}/block", _block),
    ("POST", "/sim/people/{person:int}/unblock", _unblock),
    ("POST", "/sim/people/{person:int}/start", _start),
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


def routes(world: World) -> list[Route]:
    """Return all routes of the people's API."""
    return [Route(path, _endpoint(world, answer), methods=[method]) for method, path, answer in _ROUTES]


def _endpoint(world: World, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            result = await answer(world, request)
        except PeopleApiError as fault:
            return JSONResponse({"error": fault.text}, fault.status)
        return result if isinstance(result, Response) else JSONResponse(result)

    return endpoint
