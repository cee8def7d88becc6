"""The unit of work: what a use case is handed for one transaction."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.calendar import WorkingCalendar
from bot.domain.identity import Account, Here
from bot.domain.outgoing import Notice
from bot.domain.policy import Policy
from bot.errors import Fault
from bot.knowledge.live import Knowledge
from bot.matching.alarms import Alarm
from bot.matching.decision.utterance import Utterance
from bot.matching.decision.verdict import Verdict
from bot.storage import outbox
from bot.storage.engine.database import Transaction
from bot.usecases import thoughts
from bot.usecases.thoughts import Thoughts

logger = logging.getLogger(__name__)

LayOut = Callable[[Notice], object]
"""Lays a notice out as it will be shown; raises when it cannot, as for a gap without a value."""


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """One open transaction, the knowledge in force when it began, the rules, and the time.

    Entries that admins took out of answering are suspended in `knowledge`, as if their files said so.

    Everything a use case changes or says goes through `tx`, so that it commits together or not at all.
    """

    tx: Transaction
    knowledge: Knowledge
    policy: Policy
    calendar: WorkingCalendar
    now: dt.datetime
    account: Account
    """The bot through which people are spoken to."""
    lay_out: LayOut
    faults: tuple[Fault, ...] = ()
    """What is wrong with a newer state of the knowledge folder, which is therefore not in force."""
    epoch: str = ""
    """The epoch of the database: what stands on its buttons since it was made, or restored."""
    topics: bool = False
    """Whether the bot has topics in private chats."""
    here: Here | None = None
    """The topic in which somebody is writing or tapping just now."""
    sent_at: dt.datetime | None = None
    """When the words in hand were sent; None where there are none."""
    thoughts: Thoughts | None = None
    """What was heard while this work is done; None where everything is thought inside the transaction, each time anew."""

    @property
    def said_at(self) -> dt.datetime:
        """When what is in hand was said: after an outage that may be a night ago, and "yesterday" is then the day before that."""
        return self.sent_at or self.now

    @property
    def said_on(self) -> dt.date:
        """The day, where the office is, on which it was said."""
        return self.said_at.astimezone(self.calendar.timezone).date()

    @property
    def today(self) -> dt.date:
        """Today, where the office is."""
        return self.now.astimezone(self.calendar.timezone).date()

    def alarm(self, text: str) -> Alarm | None:
        """The alarm in a text, sure or not."""
        return thoughts.utterance(self.thoughts, self.knowledge, text).alarm

    def heard(self, text: str) -> Utterance:
        """A text with the judge's verdict on it. Raises StillToThink, see `thoughts`."""
        return thoughts.judged(self.thoughts, self.knowledge, text)

    def verdict(self, text: str) -> Verdict:
        """What the judge says of a text. Raises StillToThink, see `thoughts`."""
        return self.heard(text).verdict

    async def tell(self, notice: Notice, not_before: dt.datetime | None = None) -> int | None:
        """Put a notice into the outbox; its id, or None if its `once` key was used before.

        It is laid out here for the first time, so that a sentence with an empty gap undoes the update which wanted
        it said, instead of being lost after the commit. Raises what the layout raises.
        """
        try:
            self.lay_out(notice)
        except Exception as error:
            logger.error("A notice cannot be laid out: %s", _named(notice, error))  # noqa: TRY400 -- a traceback could show words
            raise
        account, here = self.account.id, self.here
        return await outbox.write(self.tx, notice, account, self.now, not_before=not_before, here=here)


def _named(notice: Notice, error: Exception) -> str:
    """The kind, key and gap of a notice that cannot be laid out: no words."""
    content = notice.content
    key = getattr(content, "key", None) or getattr(content, "heading", None) or type(content).__name__
    gap = error.args[0] if isinstance(error, KeyError) and error.args else ""
    return f"{key}, {type(error).__name__} {gap}".rstrip()
