"""Every question with what was decided about it: verdict, scores, entry and knowledge revision."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.instant import from_ms, to_ms
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked and judged. `entry` is what was shown, also when picked from the options."""

    person: int
    address: int
    """The chat in which it was asked."""
    message_id: int
    asked_at: dt.datetime
    """When it was heard."""
    text: str
    lang: Lang
    verdict: str
    revision: str
    entry: str | None = None
    measure: str | None = None
    score: float | None = None
    candidates: Sequence[tuple[str, float]] = ()
    talk: str | None = None
    urgent: bool = False
    id: int = 0
    sent_at: dt.datetime | None = None
    """When its message was sent, where that was before it was heard."""

    @property
    def said_at(self) -> dt.datetime:
        """When its writer said it."""
        return self.sent_at or self.asked_at


@dataclass(frozen=True, slots=True)
class Unanswered:
    """That a question was not answered: clarify, escalate, decline or not_helped, and the entry that was nearest (or none)."""

    kind: str
    entry: str


async def add(tx: Transaction, question: Question) -> int:
    """Keep a question; its id."""
    row = await tx.one(
        "journal.add",
        person=question.person,
        address=question.address,
        message_id=question.message_id,
        asked_at=to_ms(question.asked_at),
        sent_at=to_ms(question.said_at),
        text=codec.write_text(question.text, _place(question)),
        lang=question.lang,
        verdict=question.verdict,
        entry=question.entry,
        measure=question.measure,
        score=question.score,
        candidates=codec.write_plain(list(question.candidates)),
        talk=question.talk,
        urgent=int(question.urgent),
        revision=question.revision,
    )
    assert row is not None
    return int(row["id"])


def _place(question: Question) -> codec.Place:
    return codec.place(vault.person(question.person), "questions.text", question.address, question.message_id)


async def find(tx: Transaction, question: int) -> Question | None:
    """The question with this id."""
    row = await tx.one("journal.find", question=question)
    return _question(row) if row else None


async def by_message(tx: Transaction, address: int, message_id: int) -> Question | None:
    """The question that this message of a chat asked, the latest if it was edited and asked again."""
    row = await tx.one("journal.by_message", address=address, message_id=message_id)
    return _question(row) if row else None


async def latest(tx: Transaction, person: int, since: dt.datetime) -> Question | None:
    """The last question of a person since then; small talk, and what was not understood, are passed over."""
    row = await tx.one("journal.latest", person=person, since=to_ms(since))
    return _question(row) if row else None


async def topics(tx: Transaction, person: int, since: dt.datetime) -> list[str]:
    """The entries that a person was shown for questions since then, the latest first."""
    rows = await tx.all("journal.topics", person=person, since=to_ms(since))
    return [str(row["entry"]) for row in rows]


async def last(tx: Transaction, person: int, since: dt.datetime, until: dt.datetime) -> Question | None:
    """The last question that a person sent between two instants, whatever it was."""
    row = await tx.one("journal.last", person=person, since=to_ms(since), until=to_ms(until))
    return _question(row) if row else None


async def judged(
    tx: Transaction, person: int, verdict: str, since: dt.datetime, until: dt.datetime
) -> list[tuple[int, str]]:
    """The questions that a person sent between two instants that were judged so, their ids and words, the latest first."""
    values = {"person": person, "verdict": verdict, "since": to_ms(since), "until": to_ms(until)}
    return [(row["id"], codec.read_text(row["text"])) for row in await tx.all("journal.judged", **values)]


async def of_person(tx: Transaction, person: int) -> list[Question]:
    """Every question of this person whose words are still kept, the first one first."""
    return [_question(row) for row in await tx.all("journal.of_person", person=person)]


async def picked(tx: Transaction, question: int, entry: str, measure: str) -> None:
    """Note which of the offered entries the person picked."""
    await tx.change("journal.picked", question=question, entry=entry, measure=measure)


async def solved(tx: Transaction, question: int) -> None:
    """Note that its writer says that the answer was enough."""
    await tx.change("journal.solved", question=question)


async def verdicts(tx: Transaction, since: dt.datetime) -> dict[str, int]:
    """How many questions got which verdict; counts only, no words."""
    rows = await tx.all("journal.verdicts_since", since=to_ms(since))
    return {str(row["verdict"]): int(row["times"]) for row in rows}


async def outcomes(tx: Transaction, since: dt.datetime) -> tuple[int, int]:
    """How many questions were solved by the answer, and how many went to a lawyer."""
    row = await tx.one("journal.outcomes_since", since=to_ms(since))
    return (int(row["solved"]), int(row["to_lawyer"])) if row else (0, 0)


async def unanswered(tx: Transaction, since: dt.datetime) -> list[Unanswered]:
    """What was not answered since then, without words and people."""
    return [_unanswered(row) for row in await tx.all("journal.unanswered", since=to_ms(since))]


async def note_revision(tx: Transaction, revision: str, entries: int, now: dt.datetime) -> None:
    """Keep when a revision of the knowledge was first in force."""
    await tx.change("journal.note_revision", revision=revision, entries=entries, now=to_ms(now))


def _unanswered(row: Row) -> Unanswered:
    candidates = codec.read(row["candidates"])
    nearest = row["entry"] or (candidates[0][0] if candidates else "")
    return Unanswered("not_helped" if row["helped"] == 0 else row["verdict"], nearest)


def _question(row: Row) -> Question:
    return Question(
        person=row["person"],
        address=row["address"],
        message_id=row["message_id"],
        asked_at=from_ms(row["asked_at"]),
        text=codec.read_text(row["text"]),
        lang=row["lang"],
        verdict=row["verdict"],
        revision=row["revision"],
        entry=row["entry"],
        measure=row["measure"],
        score=row["score"],
        candidates=[(entry, score) for entry, score in codec.read(row["candidates"])],
        talk=row["talk"],
        urgent=bool(row["urgent"]),
        id=row["id"],
        sent_at=from_ms(row["sent_at"]),
    )
