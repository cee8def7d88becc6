"""Owners and lawyers who talk both ways in tickets; every word that they say is marked and noted in a ledger."""

import asyncio
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field

from checker import ENDED, MARK, Ledger, Sight, Undelivered, Word
from engines import rows_of

from bot.domain.delivery import RESTORED
from simulator.errors import PeopleApiError

ADMIN, FIRST_LAWYER, FIRST_OWNER, FIRST_BYSTANDER = 304, 501, 1001, 5001
HEADERS = ("👤", "🏢")
TOLD = {
    "uncertain": ("可能没有送到",),
    "failed": ("没有送到", "没能处理"),
    "asked_back": ("没有发给任何人", "您说的是哪个工单"),
}
"""How the bot tells of a word, by what that means."""
ENDINGS = ("已撤回同意", "您不再是律师")
"""How that begins which people are told last before nothing more is brought to them: a lawyer hears of an owner's end, too."""
AT_ONCE = ("同意并开始", "发给律师", "同意，转给律师", "没有对方", "直接发给律师")
"""What an owner taps on the way to a ticket, as soon as it is shown."""


def _tells(text):
    return next((kind for kind, parts in TOLD.items() if any(part in text for part in parts)), "other")


def ticket_spoken_of(text):
    """The ticket in which a message of the bot speaks to its reader, if it does in one."""
    number = re.search(r"#(\d+)", text)
    speaks = text.startswith(HEADERS) or "归您办理" in text or "接手了工单" in text
    return int(number[1]) if number and speaks else None


@dataclass
class Phone:
    """One person: taps what leads on, and remembers which message of the bot to reply to in which ticket."""

    player: object
    at_once: tuple = AT_ONCE
    places: dict = field(default_factory=dict)
    """The latest message of the bot to reply to, by ticket."""
    _read: int = 0

    @property
    def id(self):
        return self.player.id

    def messages(self):
        """What the bot has said here, in order."""
        return [each for each in list(self.player._dialog.messages.values()) if each.from_bot]

    def heard_after(self, message_id, most=3):
        """The next messages of the bot here."""
        later = [each for each in self.messages() if each.message_id > message_id]
        return [(each.message_id, each.reply.to, each.content.words.text) for each in later[:most]]

    def looks(self):
        """Read what is new, and act on it."""
        for message in self.messages():
            if message.message_id > self._read:
                self._read = message.message_id
                self._acts_on(message)

    def _acts_on(self, message):
        text = message.content.words.text
        number = ticket_spoken_of(text)
        if number is not None:
            self.places[number] = message.message_id
        for label in self.at_once:
            if any(button["text"] == label for row in message.buttons or [] for button in row):
                try:
                    self.player.taps(label, message.message_id)
                except PeopleApiError:  # the button has gone meanwhile
                    continue
                return


@dataclass
class Cast:
    """Everybody, and what they have said."""

    sim: object
    owners: list
    lawyers: list
    admin: Phone
    rng: object
    ledger: Ledger = field(default_factory=Ledger)
    bystanders: list = field(default_factory=list)
    """People without a ticket, who talk to the butler alone."""
    holders: dict = field(default_factory=dict)
    """(owner, lawyer) by ticket."""
    _tickets: dict = field(default_factory=dict)
    """The ticket of a mark."""
    _sent: dict = field(default_factory=dict)
    """The mark of a message, by (chat, number)."""
    _spoken_of: dict = field(default_factory=lambda: defaultdict(set))
    """The tickets in which the bot has ever spoken to somebody, by chat."""

    def __post_init__(self):
        # As it is said: messages change later, and people look at their phones only now and then.
        post = self.sim.world.post

        def heard(bot, dialog, message):
            if message.from_bot:
                self._spoken_of[dialog.person.id].add(ticket_spoken_of(message.content.words.text))
            return post(bot, dialog, message)

        self.sim.world.post = heard

    @property
    def everybody(self):
        return [*self.owners, *self.lawyers, self.admin, *self.bystanders]

    def look(self):
        for phone in self.everybody:
            phone.looks()

    async def until(self, holds, within_s=120):
        """Wait until it holds, while everybody reads and taps."""
        async with asyncio.timeout(within_s):
            while not holds():
                self.look()
                await asyncio.sleep(0.02)

    async def begins(self):
        """Everybody says hello; each owner gets a ticket that a lawyer has taken."""
        for phone in (*self.lawyers, self.admin):
            phone.player.starts()
        await self.until(lambda: all(phone.messages() for phone in (*self.lawyers, self.admin)))
        agreeing = [*self.owners, *self.bystanders]
        for phone in agreeing:
            phone.player.starts()
        await self.until(lambda: all(len(phone.messages()) > 1 for phone in agreeing))
        for phone in self.owners:
            phone.player.says("/lawyer")
            phone.player.says("邻居的厂漏水泡坏了我们的货")
        await self.until(lambda: all(phone.places and self._holder(phone) for phone in self.owners))
        self.holders = {next(iter(owner.places)): (owner, self._holder(owner)) for owner in self.owners}

    def _holder(self, owner):
        number = next(iter(owner.places))
        return next((each for each in self.lawyers if number in each.places), None)

    def says(self, number=None, *, by_lawyer=None):
        """Somebody says the next marked word in a ticket, as a reply to what was said there."""
        number = number if number is not None else self.rng.choice(sorted(self.holders))
        owner, lawyer = self.holders[number]
        by_lawyer = self.rng.random() < 0.5 if by_lawyer is None else by_lawyer
        writer, reader = (lawyer, owner) if by_lawyer else (owner, lawyer)
        self._notes(writer, reader, number)

    def says_alone(self, phone):
        """A bystander says the next marked word to the butler: nobody else may ever see it."""
        self._notes(phone, phone, None)

    def _notes(self, writer, reader, number):
        mark = f"W{len(self.ledger.words) + 1:06}"
        said = writer.player.says(f"补充说明 {mark}", writer.places.get(number))
        self._sent[writer.id, said.message_id] = mark
        self._tickets[mark] = number
        self.ledger.words.append(Word(mark, writer.id, reader.id))

    async def talks(self, words, per_second):
        """So many words, in a steady flow, whatever becomes of them."""
        for _ in range(words):
            self.look()
            self.says()
            await asyncio.sleep(1 / per_second)  # the flow itself is what is tried

    def sights(self):
        """What all phones show of marked words, in order."""
        return [sight for phone in self.everybody for sight in self._sights_of(phone)]

    def _sights_of(self, phone):
        for message in phone.messages():
            text = message.content.words.text
            if text.startswith(ENDINGS):
                yield Sight(phone.id, "", ENDED)
            marks = set(MARK.findall(text))
            kind = "words" if text.startswith(HEADERS) else _tells(text)
            own = self._sent.get((phone.id, message.reply.to))
            marks |= {own} if own is not None and kind not in ("words", "other") else set()
            yield from (Sight(phone.id, mark, kind) for mark in sorted(marks))

    def heard_after(self, marks):
        """What the bot said to the writers of these words next: why a lost one was lost."""
        said = {mark: place for place, mark in self._sent.items()}
        phones = {phone.id: phone for phone in self.everybody}
        return {mark: phones[said[mark][0]].heard_after(said[mark][1]) for mark in marks}

    async def closes_ledger(self, url):
        """What was seen, and what the outbox holds as undelivered."""
        self.ledger.sights = self.sights()
        self.ledger.staff = frozenset({self.admin.id})
        self.ledger.shared = frozenset(
            (phone.id, mark)
            for mark, number in self._tickets.items()
            for phone in self.lawyers
            if number in self._spoken_of[phone.id]
        )
        self.ledger.undelivered = await undelivered(url)
        return self.ledger


async def undelivered(url):
    rows = await rows_of(
        url,
        "SELECT id, kind, state, reason FROM outbox WHERE state IN ('failed', 'uncertain')"
        " AND kind NOT IN ('toast', 'menu', 'rewrite', 'buttons_gone', 'reaction', 'look_again')"
        " AND (once IS NULL OR once NOT LIKE 'not-shown:%')"  # of the word that something could not be shown there is no further one
        " AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.again_of = outbox.id) ORDER BY id",
    )
    told = {
        once
        for (once,) in await rows_of(
            url,
            "SELECT once FROM outbox WHERE once IS NOT NULL AND (state = 'sent' OR EXISTS ("
            # or it was said in other words, as it could not be shown itself
            "SELECT 1 FROM outbox AS other WHERE other.once = 'not-shown:' || outbox.id AND other.state = 'sent'))",
        )
    }
    of_restores = {once for once in told if once.startswith("restored:")}  # one for all, with their number
    return [
        Undelivered(
            number,
            kind,
            state,
            told=bool(told & _tellings(number)) or (reason == RESTORED and bool(of_restores)),
            by_restore=reason == RESTORED,
        )
        for number, kind, state, reason in rows
    ]


def _tellings(number):
    return {f"{how}:{number}" for how in ("uncertain", "refused", "not-shown")}


async def unsettled(sim, url):
    """How much came in that is not dealt with, and how much is to be said that has no end yet."""
    not_fetched = sum(len(bot.updates.waiting) for bot in sim.world.bots.values())
    waiting = await rows_of(url, "SELECT count(*) FROM inbox WHERE state = 'waiting'")
    to_say = await rows_of(url, "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')")
    return not_fetched, waiting[0][0], to_say[0][0]


async def settles(cast, url, clock=None, within_s=200):
    """Wait until nothing is left to do: as long as it goes on, for Telegram's pace lets little through.

    A clock that stands still goes on meanwhile, or whatever was put off for a moment would wait for ever.
    """
    left, since = None, time.monotonic()
    while any(now := await unsettled(cast.sim, url)):
        if now != left:
            left, since = now, time.monotonic()
        if time.monotonic() - since > within_s:
            raise AssertionError(f"for {within_s} s nothing has moved; still open: {await still_open(url)}")
        cast.look()
        await asyncio.sleep(0.1)
        if clock is not None:
            clock.moves(seconds=0.1)


async def still_open(url):
    """What waits for its turn, by kind: how many, tried how often at most, and how long from now the next is due."""
    inbox = await rows_of(url, "SELECT count(*), max(attempts) FROM inbox WHERE state = 'waiting'")
    outbox = await rows_of(
        url,
        "SELECT kind, state, count(*), max(attempts), min(not_before) FROM outbox"
        " WHERE state IN ('pending', 'sending') GROUP BY kind, state",
    )
    now = time.time() * 1000
    return inbox, [(*row, round((due - now) / 1000) if due else None) for *row, due in outbox]


def engaged(sim, rng, *, owners=20, lawyers=3, bystanders=0):
    """Make everybody; nobody has said anything yet."""
    return Cast(
        sim,
        [Phone(sim.person(f"示例企业主{n}", id=FIRST_OWNER + n)) for n in range(owners)],
        [Phone(sim.person(f"示例律师{n}", id=FIRST_LAWYER + n), ("接手",)) for n in range(lawyers)],
        Phone(sim.person("示例管理员", id=ADMIN), ()),
        rng,
        bystanders=[Phone(sim.person(f"示例路人{n}", id=FIRST_BYSTANDER + n)) for n in range(bystanders)],
    )


def roles(cast):
    """The settings that make them what they are."""
    return {
        "BUTLER_ADMINS": str(cast.admin.id),
        "BUTLER_LAWYERS": ",".join(str(each.id) for each in cast.lawyers),
    }
