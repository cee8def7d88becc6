"""The courier's hands: one Bot API call, and what became of it.

Telegram offers no way to make a call twice safely, so the question after each failure is whether it may have
acted:

- it never got the call (`transport.NoConnection`) → try again, for as long as it takes;
- it answered "too many" → wait as long as it says, for this chat;
- it answered with trouble of its own, 500 to 504 → nearly always nothing was done, but it may have been: not clear;
- the call left and no answer came → unknown.

What is not clear or unknown is tried again or left to a person by the kind of notice: `bot.domain.guarantee`.
"""

import base64
import logging
import warnings
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeGuard

from telegram import (
    Bot,
    InputFile,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    Message,
    MessageEntity,
)
from telegram.error import (
    BadRequest,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.warnings import PTBDeprecationWarning

from bot.domain.delivery import Outcome, Refused, Retry, Sent, Unknown
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Call
from handlers import plainer, reading
from handlers.transport import NoConnection

logger = logging.getLogger(__name__)

TOKEN_PAUSE_S = 30.0
"""A token that is not accepted stays so until somebody corrects it."""
LONGEST_WAIT_S = 3600.0
"""Telegram may ask for any patience; after an hour we look again."""
LONGEST_REASON = 200
_MEDIA: Mapping[str, type[InputMedia]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "animation": InputMediaAnimation,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
_SETTLED = (
    "message is not modified",
    "message to delete not found",
    "topic_not_modified",
    "query is too old",
    "query id is invalid",
)
_GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")
_NO_VOICE = ("voice_messages_forbidden",)
_NO_TOPIC = ("message thread not found", "topic_deleted", "topic_id_invalid", "topic_closed")


class TelegramGateway:
    """Makes calls with one bot; the object itself is the courier's `deliver`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def __call__(self, call: Call) -> Outcome:
        """Make the call and say what became of it; nothing that Telegram or the network does raises."""
        outcome = await self._attempt(call)
        if not _is_for_its_form(outcome):
            return outcome
        for simpler in plainer.forms(call, outcome.reason):
            logger.warning("Telegram refuses a %s as it is; it goes in a plainer form.", call.method)
            again = await self._attempt(simpler)
            if not _is_for_its_form(again):
                return again
        return outcome

    async def _attempt(self, call: Call) -> Outcome:
        try:
            # The underscore is dropped on the way. Without it the library warns that it has a method of its
            # own for this call, which would need objects where a notice has JSON.
            result = await self._bot.do_api_request(f"{call.method}_", api_kwargs=_understood(call.params))
        except TelegramError as error:
            return outcome_of(error)
        except UnicodeEncodeError:
            return Refused("the text cannot be encoded")
        topic = result["message_thread_id"] if call.makes_topic else None
        return Sent(message_ids(result), replied(result) if call.reads_reply else None, topic)


def _understood(params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with their media as objects: the library insists on these, and on JSON for the rest."""
    media = params.get("media")
    for kind in ("document", "photo"):
        made = params.get(kind)
        if isinstance(made, Mapping):
            return {**params, kind: InputFile(_bytes_of(made), made["name"])}
    if isinstance(media, list):
        return {**params, "media": [_medium(each) for each in media]}
    return {**params, "media": _medium(media)} if isinstance(media, Mapping) else dict(params)


def _bytes_of(document: Mapping[str, Any]) -> bytes:
    """What is in a file that we make: a text, or anything else as base64."""
    if "base64" in document:
        return base64.b64decode(document["base64"])
    text: str = document["content"]
    return text.encode()


def _medium(medium: Mapping[str, Any]) -> InputMedia:
    given = dict(medium)
    entities = [MessageEntity(**each) for each in given.pop("caption_entities", [])]
    return _MEDIA[given.pop("type")](**given, caption_entities=entities)


def _is_for_its_form(outcome: Outcome) -> TypeGuard[Refused]:
    """Whether a plainer call may be taken: nothing is wrong with the chat, the topic, or the kind of message."""
    if not isinstance(outcome, Refused):
        return False
    return not (outcome.unreachable or outcome.topic_gone or outcome.takes_no_voice)


def message_ids(result: Any) -> tuple[int, ...]:
    """Return the ids of the messages that a call made: one, those of an album, or none."""
    results = result if isinstance(result, list | tuple) else [result]
    return tuple(each["message_id"] for each in results if isinstance(each, Mapping) and "message_id" in each)


def replied(result: Any) -> IncomingMessage | None:
    """Return the person's message to which a new one replies, as Telegram shows it with the new one; None without it."""
    shown = result.get("reply_to_message") if isinstance(result, Mapping) else None
    message = Message.de_json(shown, None) if isinstance(shown, dict) else None
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    return reading.incoming(message)


def outcome_of(error: TelegramError) -> Outcome:
    """Say what an error of the library means for the call."""
    for kind, meaning in _MEANINGS:
        if isinstance(error, kind):
            return meaning(error)
    return Unknown()


def seconds_of(error: RetryAfter) -> float:
    """Return for how long Telegram wants to be left alone, up to an hour."""
    with warnings.catch_warnings():
        # The library announces that it will return a timedelta one day; both are understood here.
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        wait = error.retry_after
    return min(LONGEST_WAIT_S, wait.total_seconds() if isinstance(wait, timedelta) else float(wait))


def _too_many(error: TelegramError) -> Outcome:
    assert isinstance(error, RetryAfter)
    return Retry(seconds_of(error), whole_chat=True)


def _forbidden(error: TelegramError) -> Outcome:
    return Refused(_short(error), unreachable=True)


def _wrong_token(_: TelegramError) -> Outcome:
    logger.error("Telegram does not accept the bot's token; correct BUTLER_TELEGRAM__TOKEN and restart.")
    return Retry(TOKEN_PAUSE_S)


def _no_such_method(error: TelegramError) -> Outcome:
    # The library takes a withdrawn token for an unknown method; only Telegram's own word tells them apart.
    if _speaks_of(str(error.__cause__), ("unauthorized",)):
        return _wrong_token(error)
    return Refused(_short(error))


def _bad_request(error: TelegramError) -> Outcome:
    if _speaks_of(error.message, _SETTLED):
        return Sent()
    gone, topic_gone = (_speaks_of(error.message, phrases) for phrases in (_GONE, _NO_TOPIC))
    no_voice = _speaks_of(error.message, _NO_VOICE)
    return Refused(_short(error), unreachable=gone, topic_gone=topic_gone, takes_no_voice=no_voice)


def _network(error: TelegramError) -> Outcome:
    cause = error.__cause__
    if isinstance(cause, NoConnection):
        return Retry()
    if isinstance(cause, UnicodeEncodeError):
        return Refused("the text cannot be encoded")
    if cause is not None and not isinstance(cause, TelegramError):
        return Unknown()
    if _speaks_of(error.message, ("too many requests",)):
        return Retry(whole_chat=True)
    return Retry(unclear=True)


_MEANINGS: tuple[tuple[type[TelegramError], Callable[[TelegramError], Outcome]], ...] = (
    (RetryAfter, _too_many),
    (Forbidden, _forbidden),
    (InvalidToken, _wrong_token),
    (EndPointNotFound, _no_such_method),
    (BadRequest, _bad_request),  # before NetworkError, of which the library makes it a kind
    (NetworkError, _network),
)


def _speaks_of(text: str, phrases: tuple[str, ...]) -> bool:
    return any(phrase in text.lower() for phrase in phrases)


def _short(error: TelegramError) -> str:
    return error.message[:LONGEST_REASON]
