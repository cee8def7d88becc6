"""The one table of what is listened to, and the three doors behind it: a message, an edit, a tap.

Only private chats are listened to: what a lawyer or an owner writes is nobody else's business.
"""

import logging

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import Application, BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot.domain.message import IncomingMessage
from bot.domain.people import Person
from bot.usecases import onboarding, routing, staff
from bot.usecases.messages import say, toast
from bot.usecases.unit_of_work import UnitOfWork
from handlers import admin, lawyer, owner, reading
from handlers.context import Context
from handlers.keyboards import decode
from handlers.route_types import ButtonTap, Command, CommandCall, Tap

COMMANDS: dict[str, Command] = {**owner.COMMANDS, **lawyer.COMMANDS, **admin.COMMANDS}
TAPS: dict[str, Tap] = {**owner.TAPS, **lawyer.TAPS, **admin.TAPS}

logger = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """What python-telegram-bot is to listen to, in order."""
    private = filters.ChatType.PRIVATE
    return [
        MessageHandler(private & filters.UpdateType.MESSAGE & filters.COMMAND, on_command),
        MessageHandler(private & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, on_message),
        MessageHandler(private & filters.UpdateType.EDITED_MESSAGE, on_edit),
        CallbackQueryHandler(on_tap),
    ]


def register(application: Application) -> None:  # type: ignore[type-arg]  # six parameters that say nothing here
    """Put the table into an application."""
    application.add_handlers(handlers())


async def on_command(update: Update, context: Context) -> None:
    """A command, known or not, for this person or not."""
    message = update.effective_message
    assert message is not None
    if message.from_user is None:
        return
    sender = reading.sender(message.from_user)
    person = await onboarding.meet(context.uow, sender)
    name, *words = (message.text or message.caption or "").split()
    name = name.removeprefix("/").partition("@")[0].lower()
    if name == "start" and words:
        await _start_with(context.uow, CommandCall(person, sender, words))
        return
    command = COMMANDS.get(name)
    if command is None:
        await context.uow.tell(say(person, "command.unknown"))
    elif command.consent and not owner.knows(person):
        await onboarding.ask_consent(context.uow, person)
    else:
        await command.run(context.uow, CommandCall(person, sender, words, reading.said(message)))


async def _start_with(uow: UnitOfWork, typed: CommandCall) -> None:
    """A deep link: an invitation; whoever has used it up is welcomed like anybody else."""
    if not await staff.redeem(uow, typed.person, typed.sender, typed.words[0]):
        await onboarding.welcome(uow, typed.person)


async def on_message(update: Update, context: Context) -> None:
    """Words, a file, or something that can't be passed on."""
    message = update.message
    assert message is not None
    if message.from_user is None:
        return
    person = await onboarding.meet(context.uow, reading.sender(message.from_user))
    await routing.hear(context.uow, person, reading.said(message))


async def on_edit(update: Update, context: Context) -> None:
    """A message that its writer has changed."""
    message = update.edited_message
    assert message is not None
    if message.from_user is None:
        return
    person = await onboarding.meet(context.uow, reading.sender(message.from_user))
    if owner.knows(person):
        await routing.hear_edit(context.uow, person, reading.said(message))


async def on_tap(update: Update, context: Context) -> None:
    """A button, perhaps an old one, perhaps one that nobody made."""
    query = update.callback_query
    assert query is not None
    uow = context.uow
    sender = reading.sender(query.from_user)
    person = await onboarding.meet(uow, sender)
    action, arguments = decode(query.data or "")
    tap = TAPS.get(action)
    if tap is None or query.message is None or query.message.chat.type != ChatType.PRIVATE:
        await uow.tell(toast(person, query.id, "tap.unknown", alert=True))
        return
    await uow.tell(toast(person, query.id))
    if tap.consent and not owner.knows(person):
        await onboarding.ask_consent(uow, person)
        return
    about = _about(query.message, person)
    await tap.run(uow, ButtonTap(person, sender, query.message.message_id, arguments, about))


def _about(message: object, person: Person) -> IncomingMessage | None:
    """The person's own message to which the message with the button replies."""
    replied = message.reply_to_message if isinstance(message, Message) else None
    if replied is None or replied.from_user is None or replied.from_user.id != person.id:
        return None
    return reading.said(replied)
