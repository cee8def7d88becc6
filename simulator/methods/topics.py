"""Topics in private chats: made, named and deleted by a bot that has topic mode, and named by each message in one."""

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.methods.api_call import ApiCall
from simulator.text import Json, units

NAME_LIMIT = 128
_COLOR = 7322096  # the first of Telegram's


def read_topic(call: ApiCall, dialog: Dialog) -> int | None:
    """Return the topic that a message is to stand in, None for none; raise `ApiError` 400 if it does not exist."""
    if not call.params.has("message_thread_id"):
        return None
    number = call.params.integer("message_thread_id")
    if not call.bot.has_topics or number not in dialog.topics:
        raise bad_request("message thread not found")
    return number


def create_forum_topic(call: ApiCall) -> Json:
    """Make a topic in somebody's chat."""
    dialog = _forum(call)
    name = _name(call)
    if not name:
        raise bad_request("topic name is empty")
    number = call.bot.new_message_id()  # as in Telegram, topics and messages share their numbers
    dialog.topics[number] = name
    call.world.noticed(call.bot, "topics", dialog)
    return {"message_thread_id": number, "name": name, "icon_color": _COLOR}


def edit_forum_topic(call: ApiCall) -> bool:
    """Give a topic another name; without one it keeps its own."""
    dialog = _forum(call)
    number, name = _existing(call, dialog), _name(call)
    if name == dialog.topics[number]:
        raise bad_request("TOPIC_NOT_MODIFIED")
    dialog.topics[number] = name or dialog.topics[number]
    call.world.noticed(call.bot, "topics", dialog)
    return True


def delete_forum_topic(call: ApiCall) -> bool:
    """Delete a topic with all its messages."""
    dialog = _forum(call)
    call.world.drop_topic(call.bot, dialog, _existing(call, dialog))
    return True


def only_in_supergroups(call: ApiCall) -> bool:
    """Refuse to close or reopen a topic: in private chats Telegram offers neither."""
    _forum(call)
    raise bad_request("the chat is not a supergroup")


def _forum(call: ApiCall) -> Dialog:
    dialog = call.open_dialog()
    if not call.bot.has_topics:
        raise bad_request("the chat is not a forum")
    return dialog


def _existing(call: ApiCall, dialog: Dialog) -> int:
    number = call.params.integer("message_thread_id")
    if number not in dialog.topics:
        raise bad_request("message thread not found")
    return number


def _name(call: ApiCall) -> str:
    name = call.params.text("name").strip()
    if units(name) > NAME_LIMIT:
        raise bad_request("topic name is too long")
    return name


METHODS = {
    "createForumTopic": create_forum_topic,
    "editForumTopic": edit_forum_topic,
    "deleteForumTopic": delete_forum_topic,
    "closeForumTopic": only_in_supergroups,
    "reopenForumTopic": only_in_supergroups,
}
