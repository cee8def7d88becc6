"""The bot's reactions to messages."""

from typing import Any

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.messages import Message
from simulator.methods.api_call import ApiCall
from simulator.reactions import EMOJI


def set_message_reaction(call: ApiCall) -> bool:
    """Put a reaction on a message, in place of an earlier one, or take it away."""
    emoji = _emoji(call)
    dialog = call.open_dialog()
    message = _first_of_album(dialog, call.message(dialog, "message to react not found"))
    if emoji is None:
        message.reactions.pop("bot", None)
    else:
        message.reactions["bot"] = emoji
    call.world.changed(call.bot, dialog, message)
    return True


def _emoji(call: ApiCall) -> str | None:
    given = call.params.object("reaction", "can't parse reaction types JSON object")
    if given is None:
        return None
    if not isinstance(given, list):
        raise bad_request("expected an Array of ReactionType")
    emoji = [_checked(reaction) for reaction in given]
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if set(emoji) - EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji[0] if emoji else None


def _checked(reaction: Any) -> str:
    if not isinstance(reaction, dict):
        raise bad_request("can't parse ReactionType: expected an Object")
    fields = {"emoji": "emoji", "custom_emoji": "custom_emoji_id"}
    if "type" not in reaction:
        raise bad_request("can't parse ReactionType: can't find field \"type\"")
    if reaction["type"] not in fields:
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    field = fields[reaction["type"]]
    if field not in reaction:
        raise bad_request(f"can't parse ReactionType: can't find field \"{field}\"")
    return str(reaction[field])


def _first_of_album(dialog: Dialog, message: Message) -> Message:
    album = (m for m in dialog.messages.values() if m.album == message.album and not m.deleted)
    return message if message.album is None else next(album)


METHODS = {"setMessageReaction": set_message_reaction}
