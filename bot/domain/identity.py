"""Who is where: bot accounts, and the addresses at which a person is reached through one of them."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.dialogue import Dialogue
from bot.domain.people import Person

TELEGRAM = "telegram"
"""The channel that is served today; a person may have addresses in others one day."""


@dataclass(frozen=True, slots=True)
class Account:
    """One bot on one channel. Ids that the channel gives out (updates, messages) mean something only within it."""

    id: int
    """Our own number of it."""
    username: str
    """By which people find it: the name in an invitation's link."""
    external_id: str = ""
    channel: str = TELEGRAM


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person, or a group, is reached: one chat with one bot account."""

    id: int
    """Our own number of it; also the lane in which its work is done in order."""
    external_id: str
    """The chat's id in the channel; on Telegram a private chat has the id of its person."""


@dataclass(frozen=True, slots=True)
class Here:
    """Where somebody is writing or tapping just now: a topic of their chat."""

    address: int
    topic: int
    """Telegram's message_thread_id."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who is writing or tapping just now, with all that deciding about it needs."""

    person: Person
    address: Address
    dialogue: Dialogue | None = None
    asked_lately: int = 0
    """Questions in the last minute or so."""
    said_lately: int = 0
    """Messages and edits in the minute before the one in hand."""
    held_tickets: int = 0
    """Open tickets of this owner that a lawyer holds."""
    ban: int | None = None
    """The number of the ban because of which they are not heard now."""
    unreachable_since: dt.datetime | None = None
    """Set while nothing could be brought to them; that they write says that it has passed."""
