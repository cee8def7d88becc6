"""The one table of what is listened to, and the doors behind it: a message, an edit, a reaction, a tap, a blocking.

Only private chats are listened to: what a lawyer or an owner writes is nobody else's business.
"""

import logging
from dataclasses import replace

from telegram import Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)

from bot.domain import actions, privacy_actions
from bot.domain.actions import unpack
from bot.domain.button_data import unstamped
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage, Sender
from bot.domain.outgoing import Sentence
from bot.usecases import admission, deliveries, introductions, onboarding, routing, seat_invitations, staff
from bot.usecases.messages import say, toast
from bot.usecases.unit_of_work import UnitOfWork
from handlers import (
    admin,
    afterwards,
    bans,
    butlers,
    canned,
    conflicts,
    deadlines,
    desk,
    figures,
    holidays,
    intake,
    lawyer,
    owner,
    privacy,
    reading,
    recalls,
    seats,
    second_eyes,
    ticket_life,
)
from handlers.context import Context
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Taps

COMMANDS: dict[str, Command] = {
    **owner.COMMANDS,
    **lawyer.COMMANDS,
    **admin.COMMANDS,
    **afterwards.COMMANDS,
    **bans.COMMANDS,
    **conflicts.COMMANDS,
    **deadlines.COMMANDS,
    **desk.COMMANDS,
    **figures.COMMANDS,
    **holidays.COMMANDS,
    **butlers.COMMANDS,
    **canned.COMMANDS,
    **privacy.COMMANDS,
    **recalls.COMMANDS,
    **seats.COMMANDS,
}
TAPS: Taps = {
    **owner.TAPS,
    **lawyer.TAPS,
    **admin.TAPS,
    **afterwards.TAPS,
    **bans.TAPS,
    **butlers.TAPS,
    **canned.TAPS,
    **conflicts.TAPS,
    **deadlines.TAPS,
    **desk.TAPS,
    **figures.TAPS,
    **holidays.TAPS,
    **intake.TAPS,
    **privacy.TAPS,
    **recalls.TAPS,
    **seats.TAPS,
    **second_eyes.TAPS,
    **ticket_life.TAPS,
}

REFUSED = {
    Needs.LAWYER: "staff.only_lawyers",
    Needs.ADMIN: "staff.only_admins",
    Needs.STAFF: "command.not_for_you",
}
"""What somebody is told who is not what a command or button needs."""

GOES_ON = ("cancel", "lawyer")
"""Commands that have their own way with what is being asked for; all others leave it."""

OF_ONES_OWN = ("privacy", "forget_me", "export_my_data")
"""Commands about what is kept of oneself: heard of everybody, whoever is kept out."""
TAPS_OF_ONES_OWN = (actions.Forget, actions.ForgetForGood, privacy_actions.EraseMe, privacy_actions.ExportMe)
"""Buttons about the same."""

GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
"""In a private chat: the person has blocked the bot."""

logger = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Update, Context, None]]:
    """What python-telegram-bot is to listen to, in order."""
    private = filters.ChatType.PRIVATE
    return [
        MessageHandler(private & filters.UpdateType.MESSAGE & filters.COMMAND, on_command),
        MessageHandler(private & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL, on_message),
        MessageHandler(private & filters.UpdateType.EDITED_MESSAGE, on_edit),
        CallbackQueryHandler(on_tap),
        MessageReactionHandler(
            on_reaction, message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED
        ),
        ChatMemberHandler(on_blocking, chat_member_types=ChatMemberHandler.MY_CHAT_MEMBER),
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
    uow, sender = context.uow, reading.sender(message.from_user)
    caller = await onboarding.meet(uow, sender)
    await deliveries.came_back(uow, caller)
    name, *words = (message.text or message.caption or "").split()
    name = name.removeprefix("/").partition("@")[0].lower()
    call = CommandCall(caller, sender, words, reading.incoming(message))
    has_key = name == "start" and bool(words)
    if name not in OF_ONES_OWN and await admission.keeps_out(uow, caller, call.message, has_key=has_key):
        return
    if has_key:
        await _start_with(uow, call)
        return
    command = COMMANDS.get(name)
    if command is None:
        await uow.tell(say(caller.person, "command.unknown"))
    elif await _may(uow, caller, command.needs):
        if name not in GOES_ON:
            call = replace(call, caller=await introductions.leave(uow, caller))
        await command.run(uow, call)


async def _start_with(uow: UnitOfWork, call: CommandCall) -> None:
    """A deep link: an invitation to a seat or a role; whoever has none that is good is welcomed like anybody else."""
    if await seat_invitations.redeem(uow, call.caller, call.words[0]):
        return
    if await staff.redeem(uow, call.person, call.sender, call.words[0]):
        return
    if not await admission.keeps_out(uow, call.caller):
        await onboarding.welcome(uow, call.person)


async def _may(uow: UnitOfWork, caller: Caller, needs: Needs) -> bool:
    """Whether somebody is what a command or button needs; otherwise they are told, or asked for consent."""
    if needs.met_by(caller.person):
        return True
    if needs is Needs.CONSENT:
        await onboarding.ask_consent(uow, caller.person)
    else:
        await uow.tell(say(caller.person, REFUSED[needs]))
    return False


async def on_message(update: Update, context: Context) -> None:
    """Words, a file, or something that can't be passed on."""
    message = update.message
    assert message is not None
    if message.from_user is not None:
        await hear(context.uow, reading.sender(message.from_user), reading.incoming(message))


async def hear(uow: UnitOfWork, sender: Sender, said: IncomingMessage) -> None:
    """What somebody said, however it was read."""
    caller = await onboarding.meet(uow, sender)
    if not await admission.keeps_out(uow, caller, said):
        await routing.hear(uow, caller, said)


async def on_edit(update: Update, context: Context) -> None:
    """A message that its writer has changed."""
    message = update.edited_message
    assert message is not None
    if message.from_user is not None:
        caller = await onboarding.meet(context.uow, reading.sender(message.from_user))
        said = reading.incoming(message)
        if not await admission.keeps_out(context.uow, caller, said):
            await routing.hear_edit(context.uow, caller, said)


async def on_reaction(update: Update, context: Context) -> None:
    """A reaction to a message, given or taken back."""
    reaction = update.message_reaction
    assert reaction is not None
    if reaction.user is not None and reaction.chat.type == ChatType.PRIVATE:
        caller = await onboarding.meet(context.uow, reading.sender(reaction.user))
        emoji = reading.reaction(reaction)
        if not await admission.keeps_out(context.uow, caller):
            await routing.hear_reaction(context.uow, caller, reaction.message_id, emoji)


async def on_blocking(update: Update, context: Context) -> None:
    """Somebody has blocked the bot, or takes it back."""
    change = update.my_chat_member
    assert change is not None
    if change.chat.type != ChatType.PRIVATE:
        return
    caller = await onboarding.meet(context.uow, reading.sender(change.from_user))
    if change.new_chat_member.status in GONE:
        await deliveries.unreachable(context.uow, caller.address.id, caller.person.id)
    else:
        await deliveries.came_back(context.uow, caller)


async def on_tap(update: Update, context: Context) -> None:
    """A button, perhaps an old one, perhaps one that nobody made."""
    query = update.callback_query
    assert query is not None
    uow, sender = context.uow, reading.sender(query.from_user)
    caller = await onboarding.meet(uow, sender)
    data, epoch = unstamped(query.data or "")
    action = unpack(data)
    if action is None or query.message is None or query.message.chat.type != ChatType.PRIVATE:
        await uow.tell(toast(caller.person, query.id, Sentence("tap.unknown"), alert=True))
        return
    await deliveries.came_back(uow, caller)
    if not isinstance(action, TAPS_OF_ONES_OWN) and await admission.keeps_out(uow, caller):
        await uow.tell(toast(caller.person, query.id))
        return
    if action.names_rows and epoch != uow.epoch:
        await uow.tell(toast(caller.person, query.id, Sentence(_before_restore(caller)), alert=True))
        return
    route, said = TAPS[type(action)], None
    if await _may(uow, caller, route.needs):
        about = _about(query.message, sender.external_id)
        said = await route.run(uow, ButtonTap(caller, sender, query.message.message_id, about), action)
    await uow.tell(toast(caller.person, query.id, said, alert=said is not None))


def _before_restore(caller: Caller) -> str:
    """What is said to a tap on a button that numbers things as they were before a backup was restored."""
    return "tap.before_restore_staff" if caller.person.roles else "tap.before_restore"


def _about(message: object, external_id: str) -> IncomingMessage | None:
    """The person's own message to which the message with the button replies."""
    replied = message.reply_to_message if isinstance(message, Message) else None
    if replied is None or replied.from_user is None or str(replied.from_user.id) != external_id:
        return None
    return reading.incoming(replied)
