"""One bot account at work on a database, for tests of what is delivered: notices go to chats by their outer numbers."""

import datetime as dt
from dataclasses import dataclass, field

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.delivery import Refused, Unknown
from bot.domain.identity import Account
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Call, DeliveryDoubt, Header, Notice, Relay, Rewrite, Sentence, Toast
from bot.domain.policy import Policy
from bot.runtime.courier import Courier
from bot.storage import outbox, people
from bot.usecases import deliveries
from bot.usecases.unit_of_work import UnitOfWork

CALENDAR = WorkingCalendar((Shift.parse("09:00-17:00"),), frozenset(), frozenset(), dt.UTC)


def lay_out(notice, chat=0):
    """Lay a test's notice out: a text, or several parts, or an edit."""
    content = notice.content
    if isinstance(content, DeliveryDoubt):
        parts = ["uncertain"]
    elif isinstance(content, Toast):
        parts = [content.key]
    elif isinstance(content, Relay):
        parts = content.message.text.split("|")
    else:
        sentence = content.content if isinstance(content, Rewrite) else content
        if sentence.key == "broken":
            raise KeyError("secret words")
        parts = str(sentence.params.get("text", sentence.key)).split("|") if sentence.key != "nothing" else []
    return [Call("send", {"chat": chat, "text": part}) for part in parts]


@dataclass
class Office:
    """One bot account at work on a database: notices go to chats by their outer numbers, as tests name them."""

    database: object
    account: Account
    clock: object
    told: list = field(default_factory=list)
    """What use cases had said, in order."""

    def unit_of_work(self, tx):
        return UnitOfWork(tx, None, Policy(), CALENDAR, self.clock(), self.account, self._lay_out)

    def _lay_out(self, notice):
        self.told.append(notice)
        return lay_out(notice)

    async def person(self, chat):
        """The person of a chat, met for the first time if need be."""
        async with self.database.transaction() as tx:
            return await people.at_address(tx, self.account.id, str(chat), self.clock())

    async def address(self, chat):
        person = await self.person(chat)
        async with self.database.transaction() as tx:
            return (await people.address_of(tx, self.account.id, person)).id

    async def say(self, text, chat=7, *, kind="text", not_before=None, sender=None, once=None, ticket=None):
        """Have something said in a chat, or somebody's `words` sent on; a text with bars goes in parts."""
        sentence = Sentence(kind, {"text": text})
        words = Relay(Header("lawyer", "", ticket or 0), IncomingMessage(1, "text", text))
        kinds = {"edit": Rewrite(1, sentence), "toast": Toast("tap", text), "words": words}
        content = kinds.get(kind, sentence)
        notice = Notice(
            await self.person(chat),
            content,
            ticket=ticket,
            sender=await self.person(sender) if sender else None,
            once=once,
        )
        async with self.database.transaction() as tx:
            return await outbox.write(tx, notice, self.account.id, self.clock(), not_before=not_before)

    async def look(self, notice):
        """What became of a notice."""
        async with self.database.reading() as tx:
            return await outbox.find(tx, notice)

    async def told_in(self, chat):
        """What use cases had said in a chat."""
        person = await self.person(chat)
        return [notice.content for notice in self.told if notice.to == person]

    async def consequences(self, tx, item, fate):
        uow = self.unit_of_work(tx)
        if isinstance(fate, Refused):
            await deliveries.refused(uow, item, fate)
        elif isinstance(fate, Unknown):
            await deliveries.uncertain(uow, item)

    def courier(self, post, **more):
        return Courier(self.database, self.account.id, post, lay_out, self.clock, self.consequences, **more)


async def opened_office(database, clock, external_id="1"):
    async with database.transaction() as tx:
        return Office(database, await people.account(tx, external_id, "test_bot", clock()), clock)
