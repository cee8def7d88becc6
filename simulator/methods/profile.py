"""What a bot says about itself, and what it may know of a chat."""

from typing import Any

from simulator.bots import scope_key
from simulator.errors import bad_request
from simulator.methods.api_call import ApiCall
from simulator.text import Json

COMMANDS_LIMIT = 100
_NAME = "abcdefghijklmnopqrstuvwxyz0123456789_"
_NAME_LIMIT, _DESCRIPTION_LIMIT = 32, 256
_TEXTS = {  # method's ending: field, limit
    "Name": ("name", 64),
    "Description": ("description", 512),
    "ShortDescription": ("short_description", 120),
}


def get_me(call: ApiCall) -> Json:
    """Tell the bot who it is."""
    return call.bot.me()


def _key(call: ApiCall) -> tuple[str, str]:
    scope = call.params.mapping("scope", "can't parse BotCommandScope: JSON object expected")
    return scope_key(scope), call.params.text("language_code")


def set_my_commands(call: ApiCall) -> bool:
    """Keep the menu of commands for a scope and a language."""
    commands = call.params.sequence("commands", "can't parse commands specified: array expected") or []
    if len(commands) > COMMANDS_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[_key(call)] = [_command(command) for command in commands]
    call.world.feed.publish("commands")
    return True


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).lstrip("/")
    description = str(command.get("description", "")).strip()
    if not 0 < len(name) <= _NAME_LIMIT or set(name) - set(_NAME):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 0 < len(description) <= _DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def get_my_commands(call: ApiCall) -> list[Json]:
    """Return the menu of exactly that scope and language."""
    return call.bot.commands.get(_key(call), [])


def delete_my_commands(call: ApiCall) -> bool:
    """Forget the menu of that scope and language."""
    call.bot.commands.pop(_key(call), None)
    call.world.feed.publish("commands")
    return True


def _setter(field: str, limit: int) -> Any:
    def keep(call: ApiCall) -> bool:
        text, language = call.params.text(field), call.params.text("language_code")
        if len(text) > limit:
            raise bad_request(f"bot {field.replace('_', ' ')} is too long")
        call.bot.texts[field, language] = text
        if field == "name" and not language and text:
            call.bot.name = text
        call.world.feed.publish("bot", id=call.bot.id)
        return True

    return keep


def _getter(field: str) -> Any:
    def tell(call: ApiCall) -> Json:
        language = call.params.text("language_code")
        usual = call.bot.texts.get((field, ""), call.bot.name if field == "name" else "")
        return {field: call.bot.texts.get((field, language)) or usual}

    return tell


def _menu_chat(call: ApiCall) -> int | None:
    return call.known_dialog().person.id if call.params.has("chat_id") else None


def set_chat_menu_button(call: ApiCall) -> bool:
    """Keep the kind of the menu button."""
    button = call.params.mapping("menu_button", "can't parse MenuButton: JSON object expected")
    call.bot.menu[_menu_chat(call)] = button or {"type": "default"}
    return True


def get_chat_menu_button(call: ApiCall) -> Json:
    """Return the kind of the menu button."""
    usual = call.bot.menu.get(None, {"type": "commands"})
    return call.bot.menu.get(_menu_chat(call), usual)


def get_chat(call: ApiCall) -> Json:
    """Tell what Telegram tells of a person."""
    person = call.known_dialog().person
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    more = {"accent_color_id": person.id % 7, "max_reaction_count": 11}
    return person.chat() | more | {"accepted_gift_types": dict.fromkeys(gifts, False)}


def leave_server(call: ApiCall) -> bool:
    """Take leave: `close` and `logOut` have nothing to do here."""
    call.bot.updates.stop()
    return True


METHODS = {
    "getMe": get_me,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    **{f"setMy{ending}": _setter(*about) for ending, about in _TEXTS.items()},
    **{f"getMy{ending}": _getter(about[0]) for ending, about in _TEXTS.items()},
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getChat": get_chat,
    "close": leave_server,
    "logOut": leave_server,
}
