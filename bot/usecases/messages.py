"""How use cases build what is to be said: notices to one person, or to all with a role."""

from collections.abc import Mapping
from typing import Any

from bot.domain.answer import Lang
from bot.domain.outgoing import Menu, Notice, Param, Rewrite, Rows, Sentence, Shown, Toast
from bot.domain.people import Person, Role
from bot.domain.reply import Offered, Reply
from bot.domain.ticket import Ticket
from bot.domain.views import View
from bot.storage import roster
from bot.usecases.unit_of_work import UnitOfWork


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
    fills: Mapping[str, str] | None = None,
    postscript: str = "",
    **params: Param,
) -> Notice:
    """A notice that says one sentence in the person's language; see `Sentence` for `fills` and `postscript`."""
    person, own = (to.id, to.lang) if isinstance(to, Person) else (to, "zh")
    content = Sentence(key, params, fills or {}, postscript, rows, reply_to)
    return Notice(person, content, lang or own, ticket=ticket, sender=sender, once=once)


def replied(to: Person, reply: Reply, lang: Lang) -> Notice:
    """A notice that says to somebody what was decided to reply."""
    if isinstance(reply, Offered):
        return Notice(to.id, Shown(reply.heading, reply.options, reply.rows), lang)
    return Notice(to.id, reply, lang)


def about(ticket: Ticket, to: Person | int, key: str, rows: Rows = (), **more: Any) -> Notice:
    """A notice about a ticket, tied to it: in the person's language, which for its owner stands in the ticket."""
    owner = (to.id if isinstance(to, Person) else to) == ticket.owner
    lang = ticket.lang if owner else None
    return say(to, key, rows, ticket=ticket.id, number=ticket.id, lang=lang, **more)


def show(
    to: Person,
    heading: str,
    view: View,
    rows: Rows = (),
    *,
    ticket: int | None = None,
    once: str | None = None,
) -> Notice:
    """A notice that shows a view under a heading."""
    return Notice(to.id, Shown(heading, view, rows), to.lang, ticket=ticket, once=once)


def rewrite(to: Person, message_id: int, content: Sentence | Shown, lang: Lang | None = None) -> Notice:
    """A notice that puts other words into a message of the bot."""
    return Notice(to.id, Rewrite(message_id, content), lang or to.lang)


def menu(person: Person) -> Notice:
    """The menu of commands that belongs to a person's roles, in their language."""
    return Notice(person.id, Menu(person.roles), person.lang)


def toast(to: Person, tap: str, said: Sentence | None = None, *, alert: bool = False) -> Notice:
    """The short reply to a tap on a button, said in passing; without a sentence it only stops the button's spinner."""
    content = Toast(tap) if said is None else Toast(tap, said.key, alert, said.params)
    return Notice(to.id, content, to.lang)


async def tell_admins(
    uow: UnitOfWork, key: str, rows: Rows = (), *, once: str | None = None, **params: Param
) -> None:
    """Say one sentence to every admin; with `once`, once to each."""
    for admin in await roster.with_role(uow.tx, Role.ADMIN):
        once_each = f"{once}:{admin.id}" if once else None
        content = Sentence(key, params, rows=rows)
        await uow.tell(Notice(admin.id, content, admin.lang, once=once_each))
