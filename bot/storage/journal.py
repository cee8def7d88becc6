"""Every question with what was decided about it: verdict, scores, entry and knowledge revision."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was asked and judged. `entry` is what was shown, also when picked from the options."""

    person: int
    message_id: int
    asked_at: dt.datetime
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
    outcome: str | None = None


async def add(tx: Transaction, question: Question) -> int:
    """Keep a question; its id."""
    row = await tx.one(
        "journal.add",
        person=question.person,
        message_id=question.message_id,
        asked_at=to_ms(question.asked_at),
        text=question.text,
        lang=question.lang,
        verdict=question.verdict,
        entry=question.entry,
        measure=question.measure,
        score=question.score,
        candidates=json.dumps(list(question.candidates)),
        talk=question.talk,
        urgent=int(question.urgent),
        revision=question.revision,
    )
    assert row is not None
    return int(row["id"])


async def find(tx: Transaction, question: int) -> Question | None:
    """The question with this id."""
    row = await tx.one("journal.find", question=question)
    return _question(row) if row else None


async def by_message(tx: Transaction, person: int, message_id: int) -> Question | None:
    """The question that a person's message asked, the latest if it was edited and asked again."""
    row = await tx.one("journal.by_message", person=person, message_id=message_id)
    return _question(row) if row else None


async def picked(tx: Transaction, question: int, entry: str, measure: str) -> None:
    """Note which of the offered entries the person picked."""
    await tx.change("journal.picked", question=question, entry=entry, measure=measure)


async def set_outcome(tx: Transaction, question: int, outcome: str) -> None:
    """Note how it ended: "solved" or "lawyer"."""
    await tx.change("journal.set_outcome", question=question, outcome=outcome)


async def asked_since(tx: Transaction, person: int, since: dt.datetime) -> int:
    """How many questions a person asked since then."""
    row = await tx.one("journal.asked_since", person=person, since=to_ms(since))
    return int(row["times"]) if row else 0


async def figures(tx: Transaction, since: dt.datetime) -> dict[str, int]:
    """How many questions got which verdict and ended how; counts only, no words."""
    verdicts = await tx.all("journal.verdicts_since", since=to_ms(since))
    outcomes = await tx.all("journal.outcomes_since", since=to_ms(since))
    counted = {str(row["verdict"]): int(row["times"]) for row in verdicts}
    return counted | {str(row["outcome"]): int(row["times"]) for row in outcomes}


async def note_revision(tx: Transaction, revision: str, entries: int, now: dt.datetime) -> None:
    """Keep when a revision of the knowledge was first in force."""
    await tx.change("journal.note_revision", revision=revision, entries=entries, now=to_ms(now))


def _question(row: Row) -> Question:
    return Question(
        person=row["person"],
        message_id=row["message_id"],
        asked_at=from_ms(row["asked_at"]),
        text=row["text"],
        lang=row["lang"],
        verdict=row["verdict"],
        revision=row["revision"],
        entry=row["entry"],
        measure=row["measure"],
        score=row["score"],
        candidates=[(entry, score) for entry, score in json.loads(row["candidates"])],
        talk=row["talk"],
        urgent=bool(row["urgent"]),
        id=row["id"],
        outcome=row["outcome"],
    )
