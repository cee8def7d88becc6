"""The people's API: who there is, what they do and what they see."""

from typing import Any

from starlette.requests import Request

from simulator import person_actions, person_edits, sendables
from simulator.endpoints import Routes
from simulator.errors import ApiError, PeopleApiError
from simulator.params import Params, read_params
from simulator.person_actions import Tap
from simulator.text import Json
from simulator.views import Since, bot_view, chat_view, message_view, person_view
from simulator.world import World

_LONGEST_WAIT_S = 60.0


def _person(world: World, request: Request) -> Any:
    return world.person(request.path_params["person"])


async def _add_person(world: World, request: Request) -> Json:
    params = await read_params(request)
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
        return bot_view(world.switch_bot((await read_params(request)).text("token")))
    except ApiError:
        raise PeopleApiError(400, "token: is not of the shape digits:letters") from None


async def _switch_topics(world: World, request: Request) -> Json:
    world.the_bot.has_topics = (await read_params(request)).flag("enabled")
    world.feed.publish("bot", id=world.the_bot.id)
    return bot_view(world.the_bot)


async def _delete_topic(world: World, request: Request) -> Json:
    person_actions.delete_topic(world, _person(world, request), request.path_params["topic"])
    return {}


async def _list_people(world: World, _: Request) -> Json:
    return {
        "people": [person_view(world, person) for person in world.people.values()],
        "bot": bot_view(world.the_bot),
    }


async def _send(world: World, request: Request) -> Json:
    person = _person(world, request)
    sent = sendables.send(world, person, await read_params(request))
    return {"message_id": sent[0].message_id, "messages": [message_view(message) for message in sent]}


async def _edit(world: World, request: Request) -> Json:
    params, person, number = (
        await read_params(request),
        _person(world, request),
        request.path_params["message"],
    )
    words = next((params.text(name) for name in ("text", "caption") if params.has(name)), None)
    if "file" in params.uploads:
        upload = params.uploads["file"]
        kind = params.text("kind") or sendables.kind_of(upload)
        return message_view(person_edits.edit_file(world, person, number, kind, upload, words))
    entities = _entities(params)
    if words is None and entities is None:
        raise PeopleApiError(400, "text, caption, entities or file: one of them is needed")
    return message_view(person_edits.edit(world, person, number, words, entities))


def _entities(params: Params) -> list[Any] | None:
    try:
        return params.sequence("entities", "entities: is not a JSON array")
    except ApiError:
        raise PeopleApiError(400, "entities: is not a JSON array") from None


async def _react(world: World, request: Request) -> Json:
    emoji = (await read_params(request)).text("emoji") or None
    person, number = _person(world, request), request.path_params["message"]
    return message_view(person_edits.react(world, person, number, emoji))


async def _tap(world: World, request: Request) -> Json:
    params = await read_params(request)
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
    params = await read_params(request)
    sent = person_actions.start(world, _person(world, request), params.text("payload"))
    return {"message_id": sent[0].message_id}


ROUTES: Routes = (
    ("POST", "/sim/people", _add_person),
    ("GET", "/sim/people", _list_people),
    ("PUT", "/sim/bot", _switch_bot),
    ("PUT", "/sim/bot/topics", _switch_topics),
    ("DELETE", "/sim/people/{person:int}/topics/{topic:int}", _delete_topic),
    ("POST", "/sim/people/{person:int}/messages", _send),
    ("GET", "/sim/people/{person:int}/messages", _see),
    ("PUT", "/sim/people/{person:int}/messages/{message:int}", _edit),
    ("PUT", "/sim/people/{person:int}/messages/{message:int}/reaction", _react),
    ("POST", "/sim/people/{person:int}/taps", _tap),
    ("POST", "/sim/people/{person:int}/block", _block),
    ("POST", "/sim/people/{person:int}/unblock", _unblock),
    ("POST", "/sim/people/{person:int}/start", _start),
)
