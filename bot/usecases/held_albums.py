"""The pictures of an album, kept until their writer says where they belong."""

from dataclasses import replace
from typing import Any

from bot.domain.dialogue import HoldingAlbum
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.storage import dialogues
from bot.usecases import drafts
from bot.usecases.unit_of_work import UnitOfWork


async def keep(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Keep the pictures of an album until their writer says where they belong."""
    if message.album is None or not message.can_be_sent_on or drafts.draft_of(caller) is not None:
        return
    before = _held_album(caller, message)
    pictures = (*(before.pictures if before else ()), message)
    await dialogues.begin(
        uow.tx, uow.account.id, caller.person.id, HoldingAlbum(message.album, pictures), uow.now
    )


async def whole(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> tuple[IncomingMessage, ...]:
    """The message, or the whole album that it belongs to."""
    held = _held_album(caller, message)
    if held is None:
        return (message,)
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    if message.album is None:  # its words as they are now, after an edit perhaps
        kept = held.pictures[0]
        replied: dict[str, Any] = {
            "reply_to": kept.reply_to,
            "quote": kept.quote,
            "quoted_elsewhere": kept.quoted_elsewhere,
        }
        return (replace(message, **replied),)
    return held.pictures


async def hold(uow: UnitOfWork, caller: Caller, pieces: tuple[IncomingMessage, ...]) -> None:
    """Keep an album that was looked at and is not to go yet, or a single message with what it replies to.

    A single one is not kept where something else is going on: its words come back with the button, without that.
    """
    if pieces[0].album is not None or caller.dialogue is None:
        step = HoldingAlbum(_key(pieces[0]), pieces)
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, step, uow.now)


def is_kept(caller: Caller, message: IncomingMessage) -> bool:
    """Whether pictures of the album of this message are being kept."""
    return message.album is not None and _held_album(caller, message) is not None


async def forget(uow: UnitOfWork, caller: Caller) -> None:
    """Keep the pictures of an album no longer."""
    if caller.dialogue is not None and isinstance(caller.dialogue.step, HoldingAlbum):
        await dialogues.end(uow.tx, uow.account.id, caller.person.id)


def _held_album(caller: Caller, message: IncomingMessage) -> HoldingAlbum | None:
    step = caller.dialogue.step if caller.dialogue else None
    return step if isinstance(step, HoldingAlbum) and step.album == _key(message) else None


def _key(message: IncomingMessage) -> str:
    """What is kept as one: an album, or a message alone."""
    return message.album if message.album is not None else f"#{message.message_id}"
