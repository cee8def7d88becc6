"""How use cases word what is to be said: keys of sentences, values for their gaps, and buttons."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.answer import Lang
from bot.domain.outgoing import Notice
from bot.domain.people import Person

Button = Mapping[str, Any]
"""A button: {"label": key of its words, "params": values, "do": [action, argument, …]}."""

Rows = Sequence[Sequence[Button]]


def button(label: str, *do: str | int, **params: str | int) -> Button:
    """A button that says `label` (a key) and does an action with its arguments."""
    return {"label": label, "params": params, "do": list(do)}


def titled(title: str, *do: str | int) -> Button:
    """A button that shows a title as it is."""
    return button("button.titled", *do, title=title)


def wording(key: str, rows: Rows = (), **params: Any) -> dict[str, Any]:
    """The body of a notice that says one sentence or card, by its key."""
    return {"key": key, "params": params, "buttons": [list(row) for row in rows]}


def say(
    to: Person | int,
    key: str,
    rows: Rows = (),
    *,
    lang: Lang | None = None,
    reply_to: int | None = None,
    ticket: int | None = None,
    sender: int | None = None,
    once: str | None = None,
    **params: Any,
) -> Notice:
    """A notice that says one sentence or card in the person's language."""
    chat, own = (to.id, to.lang) if isinstance(to, Person) else (to, "zh")
    body = wording(key, rows, **params) | ({"reply_to": reply_to} if reply_to else {})
    return Notice(chat=chat, kind="say", lang=lang or own, body=body, ticket=ticket, sender=sender, once=once)


def edit(
    to: Person | int, message_id: int, key: str, rows: Rows = (), *, lang: Lang, **params: Any
) -> Notice:
    """A notice that puts other words into a message of the bot."""
    chat = to.id if isinstance(to, Person) else to
    return Notice(
        chat=chat, kind="edit", lang=lang, body={"message_id": message_id, **wording(key, rows, **params)}
    )


def menu(person: Person) -> Notice:
    """The menu of commands that belongs to a person's roles, in their language."""
    roles = sorted(role.value for role in person.roles)
    return Notice(chat=person.id, kind="menu", lang=person.lang, body={"roles": roles})


def toast(to: Person, tap: str, key: str | None = None, *, alert: bool = False, **params: Any) -> Notice:
    """The short reply to a tap on a button; without a key it only stops the button's spinner."""
    body = {"tap": tap, "key": key, "params": params, "alert": alert}
    return Notice(chat=to.id, kind="toast", lang=to.lang, body=body)
