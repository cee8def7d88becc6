"""The way out: everything that is to be said, as a row, until it is delivered or known not to be.

    pending → sending → sent
                      → pending    a further part, or tried again
                      → failed     refused
                      → uncertain  it may or may not have arrived

Order within a chat is kept: what is being sent or tried again holds back what was written later. A notice is claimed
for each call. Every claim has a number of its own, and whatever settles the call names it: one that was lost changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.answer import Lang
from bot.domain.delivery import State
from bot.domain.guarantee import UNCLEAR_TRIES
from bot.domain.identity import Address, Here
from bot.domain.instant import from_ms, to_ms
from bot.domain.outgoing import Content, Notice, Sentence, Shown, Toast
from bot.domain.topic import OpenTopic
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction
from bot.storage.people import give_address

BELL = "outbox"
"""Rung when there is something to send."""
URGENT = (Toast, OpenTopic)
"""The answer to a button tap waits for no other notice of its chat, nor they for it: the button spins. What is to stand in
a topic waits until that is open."""
SOON = timedelta(seconds=3)
"""A notice that is due so soon keeps its place in the chat: pictures that are still being collected."""
EACH_MS = 10_000
"""What a notice, or a part of one, takes of its chat's turns: of the calls that Telegram allows, 250 chats can have so much for ever."""
KEEP_WORDS = timedelta(hours=48)
"""The words of a delivered notice are kept so long; that it was delivered is kept for ever."""
LONGEST_WAIT = timedelta(hours=1)
"""No notice and no chat waits longer than this, whatever the clock did since its time was reckoned."""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A claimed notice, and how far it has come."""

    id: int
    address: Address
    to: int
    kind: str
    lang: Lang
    ticket: int | None
    sender: int | None
    body: str
    """What it says, as `codec` keeps it."""
    attempts: int
    """Calls begun for the present part, this one included."""
    unclear: int
    """Of these, how many the server answered with trouble of its own."""
    parts_done: int
    doubtful: bool
    """An earlier part may or may not have arrived."""
    urgent: bool
    created_at: int
    """When it was written, in milliseconds since 1970."""
    sending_since: int
    """When its claim was made or renewed last, in milliseconds since 1970."""
    claim: int
    """The number of the claim under which it is being sent."""
    here: int | None = None
    """The topic in which its reader wrote or tapped what it answers."""
    topic: int | None = None
    """The topic in which it is to stand."""

    def notice(self) -> Notice:
        """What is to be said; raises what `codec.read_content` does when a row cannot be read."""
        content = codec.read_content(self.kind, self.body)
        return Notice(self.to, content, self.lang, ticket=self.ticket, sender=self.sender)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a notice; no words."""

    notice: int
    to: int
    kind: str
    ticket: int | None
    sender: int | None
    state: State
    reason: str | None


async def write(
    tx: Transaction,
    notice: Notice,
    account: int,
    now: datetime,
    *,
    not_before: datetime | None = None,
    here: Here | None = None,
) -> int | None:
    """Have the notice delivered by this account and return its id; None when its `once` was already written.

    `not_before` holds this one back; if that is more than `SOON`, later ones pass it. `here` is where somebody wrote
    or tapped: it is kept with what that very chat is told.
    """
    kind, body = codec.write_content(notice.content, place_of(notice.to, notice.ticket))
    values = {
        "person": notice.to,
        "account": account,
        "kind": kind,
        "lang": notice.lang,
        "body": body,
        "ticket": notice.ticket,
        "sender": notice.sender,
        "once": notice.once,
        "in_hand": int(notice.in_hand),
        "urgent": int(isinstance(notice.content, URGENT)),
        "now": to_ms(now),
        "each": EACH_MS,
        "not_before": to_ms(not_before or now),
        "here_address": here.address if here else None,
        "here": here.topic if here else None,
        "says": key_of(notice.content),
    }
    row = await tx.one("outbox.write", **values)
    if row is None and await give_address(tx, account, notice.to):
        row = await tx.one("outbox.write", **values)
    if row is None:
        return None
    tx.ring(BELL)
    return int(row["id"])


async def write_again(tx: Transaction, notice_id: int, account: int, now: datetime) -> int | None:
    """Write a copy of this account's notice and return its id; None when there is a copy already, or no such notice."""
    row = await tx.one("outbox.write_again", id=notice_id, account=account, now=to_ms(now), each=EACH_MS)
    if row is None:
        return None
    tx.ring(BELL)
    return int(row["id"])


async def due(tx: Transaction, account: int, now: datetime, most: int) -> list[tuple[int, str]]:
    """Return the first notices of each chat, and urgent ones, that may go now: their ids, with the outer id of the chat.

    PostgreSQL gives replicas that look at the same time different ones.
    """
    values = {"account": account, "now": to_ms(now), "soon": to_ms(now + SOON), "most": most}
    rows = await tx.all("outbox.due", **values, patience=UNCLEAR_TRIES)
    return [(row["id"], row["external_id"]) for row in rows]


async def claim(tx: Transaction, due: Sequence[tuple[int, str]], now: datetime) -> list[OutboxItem]:
    """Take notices that are due for sending, as they read now; without those for which another replica was faster."""
    chats = dict(due)
    rows = await tx.many("outbox.claim", [{"id": notice_id, "now": to_ms(now)} for notice_id in chats])
    return [_item(row, chats[row["id"]]) for row in rows]


async def stale(tx: Transaction, account: int, now: datetime, age: timedelta) -> list[OutboxItem]:
    """Return notices whose claim is so old, or so far in the future, that whoever made it is gone."""
    bounds = {"claimed_before": to_ms(now - age), "claimed_after": to_ms(now + age)}
    rows = await tx.all("outbox.stale", account=account, **bounds)
    return [_item(row, row["external_id"]) for row in rows]


async def take_over(tx: Transaction, item: OutboxItem, now: datetime) -> OutboxItem | None:
    """Make a stale claim one's own and return the notice under it; None when another replica was faster."""
    changed = await tx.change("outbox.take_over", id=item.id, claim=item.claim, now=to_ms(now))
    return replace(item, claim=item.claim + 1, sending_since=to_ms(now)) if changed == 1 else None


async def renew(tx: Transaction, items: Sequence[OutboxItem], now: datetime) -> int:
    """Let claims count from now on, without those that were lost meanwhile; how many do."""
    claims = [{"id": each.id, "claim": each.claim, "now": to_ms(now)} for each in items]
    return len(await tx.many("outbox.renew", claims))


async def hasten(tx: Transaction, address: int, now: datetime) -> None:
    """Try again at once what waits for its next try in a chat, as that answers again; words whose tries are counted keep their pauses."""
    if await tx.change("outbox.hasten", address=address, now=to_ms(now)):
        tx.ring(BELL)


async def pause_address(tx: Transaction, address: int, until: datetime) -> None:
    """Send nothing to the chat until then; a longer pause already set stays."""
    await tx.change("outbox.pause_address", address=address, until=to_ms(until))


async def shorten_waits(tx: Transaction, now: datetime) -> int:
    """Let nothing wait longer than LONGEST_WAIT from now, as after a clock that was wrong; return how many did."""
    longest = to_ms(now + LONGEST_WAIT)
    queries = ("shorten_waits", "shorten_turns", "shorten_pauses")
    return sum([await tx.change(f"outbox.{query}", longest=longest) for query in queries])


async def next_due(tx: Transaction, account: int, now: datetime) -> datetime | None:
    """Return when the next notice that waits for a time may go; None when none does."""
    row = await tx.one("outbox.next_due", account=account, now=to_ms(now))
    return from_ms(row["due"]) if row is not None and row["due"] is not None else None


async def find(tx: Transaction, notice_id: int) -> Delivery | None:
    """Return what became of a notice, or None if there is no such notice."""
    row = await tx.one("outbox.find", id=notice_id)
    return delivery_of(row) if row else None


async def by_message(tx: Transaction, address: int, message_id: int) -> Delivery | None:
    """Return the notice that a message of a chat belongs to, or None.

    A message that was edited belongs to several notices: one with a ticket is preferred, then the latest.
    """
    row = await tx.one("outbox.by_message", address=address, message_id=message_id)
    return delivery_of(row) if row else None


async def messages_of(tx: Transaction, notice_id: int, address: int) -> list[int]:
    """Return the messages in a chat that the notice became, in order; empty while it is not delivered."""
    rows = await tx.all("outbox.messages_of", id=notice_id, address=address)
    return [int(row["message_id"]) for row in rows]


def place_of(to: int, ticket: int | None) -> codec.Place:
    """Where a notice's words are kept: what belongs to a ticket goes with its owner's key, whoever reads it."""
    subject = vault.person(to) if ticket is None else vault.ticket(ticket)
    return codec.place(subject, "outbox.body", to)


def key_of(content: Content) -> str | None:
    """The key of the sentence, or of the heading, that a notice is; None for all others. By it wordings vary (`storage.said`)."""
    if isinstance(content, Sentence):
        return content.key
    return content.heading if isinstance(content, Shown) else None


async def was_written(tx: Transaction, once: str) -> bool:
    """Whether a notice with this `once` was written, whatever became of it."""
    return await tx.one("outbox.written_once", once=once) is not None


async def drop_of_ticket(tx: Transaction, ticket: int, person: int, now: datetime, reason: str) -> int:
    """Let nothing of a ticket that still waits be brought to somebody, for a reason in plain words; how many there were."""
    values = {"ticket": ticket, "person": person, "now": to_ms(now), "reason": reason}
    return await tx.change("outbox.drop_of_ticket", **values)


async def open_notices(tx: Transaction) -> int:
    """Return how many notices are not yet settled."""
    row = await tx.one("outbox.open_notices")
    return int(row["number"]) if row else 0


async def forget_words(tx: Transaction, now: datetime, keep: timedelta = KEEP_WORDS) -> int:
    """Empty the bodies of notices delivered long ago; return how many."""
    return await tx.change("outbox.forget_words", sent_before=to_ms(now - keep), copy_before=to_ms(now))


def _item(row: Row, external_id: str) -> OutboxItem:
    return OutboxItem(
        id=row["id"],
        address=Address(row["address"], external_id),
        to=row["person"],
        kind=row["kind"],
        lang=row["lang"],
        ticket=row["ticket"],
        sender=row["sender"],
        body=row["body"],
        attempts=row["attempts"],
        unclear=row["unclear"],
        parts_done=row["parts_done"],
        doubtful=bool(row["doubtful"]),
        urgent=bool(row["urgent"]),
        created_at=row["created_at"],
        sending_since=row["sending_since"],
        claim=row["claim"],
        here=row["here"],
    )


def delivery_of(row: Row) -> Delivery:
    """What became of the notice of a row."""
    return Delivery(
        row["id"],
        row["person"],
        row["kind"],
        row["ticket"],
        row["sender"],
        State(row["state"]),
        row["reason"],
    )
