"""The menu of commands that Telegram shows to a person, by the roles they have."""

from collections.abc import Collection, Sequence

from bot.domain.answer import LANGS, Lang
from bot.domain.outgoing import Call
from bot.domain.people import Role
from bot.locales import say

OWNER = (
    "start",
    "measures",
    "lawyer",
    "tickets",
    "deadlines",
    "enterprise",
    "team",
    "language",
    "privacy",
    "export_my_data",
    "forget_me",
    "help",
    "cancel",
)
LAWYER = (
    "queue",
    "mine",
    "figures",
    "note",
    "recall",
    "duty",
    "specialities",
    "conflicts",
    "snippets",
    "language",
    "privacy",
    "export_my_data",
    "help",
    "handover",
    "leave",
)
ADMIN = (
    "queue",
    "note",
    "people",
    "butler",
    "invite",
    "enterprises",
    "knowledge",
    "reload",
    "suspend",
    "unanswered",
    "notice",
    "figures",
    "undelivered",
    "audit",
    "hold",
    "ban",
    "handover",
    "leave",
)

TELEGRAM_TAGS: dict[Lang, str] = {"zh": "zh", "zh-Hant": "", "en": "en"}
"""The tag by which Telegram knows a language of a menu; it has none for Traditional Chinese alone."""


def menu_of(roles: Collection[Role], chat: int, lang: Lang) -> Call:
    """The call that gives one person the commands of their roles."""
    commands = (LAWYER if Role.LAWYER in roles else OWNER) + (ADMIN if Role.ADMIN in roles else ())
    unique = list(dict.fromkeys(commands))
    scope = {"type": "chat", "chat_id": chat}
    return Call("setMyCommands", {"commands": _described(unique, lang), "scope": scope})


def default_menus() -> list[Call]:
    """The calls that give everybody the owners' commands, Chinese unless their Telegram speaks English."""
    calls = [Call("setMyCommands", {"commands": _described(OWNER, "zh")})]
    for lang in LANGS:
        if TELEGRAM_TAGS[lang]:
            params = {"commands": _described(OWNER, lang), "language_code": TELEGRAM_TAGS[lang]}
            calls.append(Call("setMyCommands", params))
    return calls


def _described(commands: Sequence[str], lang: Lang) -> list[dict[str, str]]:
    return [{"command": name, "description": say(f"command.{name}", lang)} for name in commands]
