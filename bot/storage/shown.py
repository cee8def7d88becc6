"""The answers that a chat was shown, as long as their words are kept."""

from datetime import datetime

from bot.domain.instant import to_ms
from bot.domain.outgoing import AnswerShown, FieldsShown
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction

LATEST = 50
"""The last messages of a chat among which its last answer is looked for."""


async def by_message(tx: Transaction, address: int, message_id: int) -> AnswerShown | FieldsShown | None:
    """Return the answer that a message of a chat shows; None for another message, or once its words are forgotten."""
    row = await tx.one("shown.by_message", address=address, message_id=message_id)
    return _answer(row) if row and row["body"] else None


async def last(tx: Transaction, address: int, after: datetime) -> AnswerShown | FieldsShown | None:
    """Return the last answer that was given to a chat later than that; None as well where more than `LATEST` messages have come behind it."""
    row = await tx.one("shown.last", address=address, after=to_ms(after), most=LATEST)
    return _answer(row) if row and row["body"] else None


def _answer(row: Row) -> AnswerShown | FieldsShown:
    content = codec.read_content(row["kind"], row["body"])
    assert isinstance(content, AnswerShown | FieldsShown), "the queries ask for these kinds"
    return content
