"""What a message of the bot answers: `reply_parameters`, with a quote or into another chat."""

from typing import Any

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.messages import Message, Reply, external_reply
from simulator.methods.api_call import ApiCall
from simulator.params import Params, as_integer
from simulator.quotes import Quote, automatic_quote, exact_quote
from simulator.text import Json

_NOT_FOUND = "message to be replied not found"


def read_reply(call: ApiCall, dialog: Dialog) -> Reply:
    """Return what the call answers, nothing if it names no message; raise `ApiError` 400 if that or its quote is gone."""
    given = Params(_reply_parameters(call.params))
    number = given.integer("message_id")
    if number <= 0:
        return Reply()
    source = _source(call, dialog, given)
    original = source.find(number)
    if original is None:
        if source is dialog and given.flag("allow_sending_without_reply"):
            return Reply()
        raise bad_request(_NOT_FOUND)
    quote = _quote(call, given, original)
    if source is dialog:
        return Reply(number, quote)
    return _from_another_chat(call, source, original, quote)


def _reply_parameters(params: Params) -> Json:
    if not params.has("reply_parameters"):
        older = ("reply_to_message_id", "allow_sending_without_reply")
        number, anyway = params.integer(older[0]), params.flag(older[1])
        return {"message_id": number, "allow_sending_without_reply": anyway}
    given = params.object("reply_parameters", "can't parse reply parameters JSON object")
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    if given:
        _check_number(given.get("message_id"))
    return given


def _check_number(value: Any) -> None:
    if value is None:
        raise bad_request('can\'t find field "message_id"')
    if as_integer(value, -1) == -1 and value != -1:
        raise bad_request('field "message_id" must be a Number')


def _source(call: ApiCall, dialog: Dialog, given: Params) -> Dialog:
    if not given.text("chat_id"):
        return dialog
    number = ApiCall(call.world, call.bot, given).chat_id()
    if number is None:
        raise bad_request(_NOT_FOUND)
    return call.world.dialog(call.bot, call.world.people[number])


def _quote(call: ApiCall, given: Params, original: Message) -> Quote | None:
    named = {"parse_mode": given.text("quote_parse_mode"), "quote": given.text("quote")}
    named["quote_entities"] = given.text("quote_entities")
    wanted = ApiCall(call.world, call.bot, Params(named)).marked("quote", "quote_entities")
    if wanted.empty:
        return None
    quote = exact_quote(original.content.words, wanted, given.integer("quote_position"))
    if quote is None:
        raise bad_request("QUOTE_TEXT_INVALID")
    return quote


def _from_another_chat(call: ApiCall, source: Dialog, original: Message, quote: Quote | None) -> Reply:
    if original.protected:
        return Reply()  # Telegram sends it, and shows nothing of what may not be carried elsewhere
    origin = call.world.origin(call.bot, source, original)
    quote = quote or automatic_quote(original.content.words)
    return Reply(quote=quote, external=external_reply(original.content, origin))
