"""The answers that a chat was shown, as long as their words are kept."""

from datetime import datetime

from bot.domain.instant import from_ms, to_ms
from bot.domain.outgoing import AnswerShown, FieldsShown
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction


async def by_message(tx: Transaction, address: int, message_id: int) -> AnswerShown | FieldsShown | None:
    """Return the answer that a message of a chat shows; None for another message, or once its words are forgotten."""
    row = await tx.one("shown.by_message", address=address, message_id=message_id)
    return _answer(row) if row and row["body"] else None


async def last(
    tx: Transaction, address: int, since: datetime
) -> tuple[datetime, AnswerShown | FieldsShown] | None:
    """Return the last answer that a chat was shown since then, with the time at which it was given."""
    row = await tx.one("shown.last", address=address, since=to_ms(since))
    return (from_ms(row["created_at"]), _answer(row)) if row and row["body"] else None


def _answer(row: Row) -> AnswerShown | FieldsShown:
    content = codec.read_content(row["kind"], row["body"])
    assert isinstance(content, AnswerShown | FieldsShown), "the queries ask for these kinds"
    return content
