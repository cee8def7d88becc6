"""From a request to what a person sends: text, a file, a place, a contact, a poll, a forward."""

from dataclasses import replace
from typing import Any

from simulator import person_actions
from simulator.dialogs import Person
from simulator.errors import ApiError, PeopleApiError
from simulator.files import Upload
from simulator.messages import Content, Message
from simulator.params import Params, as_integer
from simulator.person_actions import SOMEBODY, Elsewhere, Manner, hidden_origin, known_origin
from simulator.text import Json
from simulator.world import World


def send(world: World, person: Person, params: Params) -> list[Message]:
    """Send what the request describes; raise `PeopleApiError` 400 if it describes nothing."""
    manner = _manner(world, params)
    if "file" in params.uploads:
        return [_file(world, person, params, manner)]
    for kind, build in _BUILDERS.items():
        if params.has(kind):
            return [person_actions.send(world, person, build(_object(params, kind)), manner)]
    if params.flag("sticker"):
        return [person_actions.send_sticker(world, person, manner)]
    if params.has("forward") and not params.has("text"):
        return _forward(world, person, _origin_wish(params), manner)
    if not params.has("text"):
        raise PeopleApiError(400, "text: is missing (or a file, sticker, location, contact, poll, forward)")
    return person_actions.say(world, person, params.text("text"), manner)


def _manner(world: World, params: Params) -> Manner:
    reply_to, album = params.integer("reply_to") or None, params.text("media_group") or None
    quote = params.text("quote") if params.has("quote") else None
    words, topic = params.text("caption"), params.integer("topic") or None
    manner = Manner(reply_to, album, None, words, quote, _elsewhere(params), topic)
    if not params.has("forward"):
        return manner
    return replace(manner, origin=_origin(world, _origin_wish(params)))


def _elsewhere(params: Params) -> Elsewhere | None:
    if not params.has("elsewhere"):
        return None
    wish = _object(params, "elsewhere")
    name = str(wish.get("from_name") or SOMEBODY)
    return Elsewhere(str(wish.get("quote", "")), name, manual=wish.get("manual") is True)


def _file(world: World, person: Person, params: Params, manner: Manner) -> Message:
    upload = params.uploads["file"]
    kind = params.text("kind") or kind_of(upload)
    return person_actions.send_file(world, person, kind, upload, manner)


def kind_of(upload: Upload) -> str:
    """Return the kind of message that a client makes of a file."""
    family = upload.mime.split("/")[0]
    return {"image": "photo", "audio": "audio", "video": "video"}.get(family, "document")


def _object(params: Params, name: str) -> Any:
    try:
        value = params.object(name, name)
    except ApiError:
        value = None
    if not isinstance(value, dict):
        raise PeopleApiError(400, f"{name}: is not a JSON object")
    return value


def _origin_wish(params: Params) -> Json:
    """Return `{"from_name" or "from_person", "text"?, "message_id"?}`; a bare name will do."""
    try:
        value = params.object("forward", "")
    except ApiError:
        value = params.text("forward")
    return value if isinstance(value, dict) else {"from_name": str(value)}


def _origin(world: World, wish: Json) -> Json:
    if wish.get("from_person") is not None:
        return known_origin(world, world.person(as_integer(wish["from_person"])))
    return hidden_origin(world, str(wish.get("from_name") or SOMEBODY))


def _forward(world: World, person: Person, wish: Json, manner: Manner) -> list[Message]:
    number = wish.get("message_id")
    if number is None:
        return person_actions.say(world, person, str(wish.get("text", "")), manner)
    return [person_actions.forward(world, person, as_integer(number), manner)]


def _location(wish: Json) -> Content:
    try:
        place = {name: float(wish[name]) for name in ("latitude", "longitude")}
    except (KeyError, TypeError, ValueError):
        raise PeopleApiError(400, "location: needs latitude and longitude as numbers") from None
    return Content("location", media={"location": place})


def _contact(wish: Json) -> Content:
    about = {"phone_number": str(wish.get("phone_number", "")), "first_name": str(wish.get("first_name", ""))}
    return Content("contact", media={"contact": about})


def _poll(wish: Json) -> Content:
    texts = wish.get("options", [])
    if not isinstance(texts, list):
        raise PeopleApiError(400, "poll: options is not a list")
    options = [
        {"persistent_id": str(number), "text": str(text), "voter_count": 0}
        for number, text in enumerate(texts)
    ]
    nature = {"is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
    counts = {"total_voter_count": 0, "allows_revoting": False, "members_only": False}
    about = {"id": "1", "question": str(wish.get("question", "")), "options": options}
    return Content("poll", media={"poll": {**about, **counts, **nature}})


_BUILDERS = {"location": _location, "contact": _contact, "poll": _poll}
