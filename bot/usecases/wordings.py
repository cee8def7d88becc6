"""Nobody is told the same word for word twice in a row: what has a second wording is said in it the second time."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.identity import Caller
from bot.domain.outgoing import Notice, Sentence, Shown
from bot.storage import said
from bot.usecases.unit_of_work import UnitOfWork

SECOND: Mapping[str, str] = {
    "ask.clarify": "ask.clarify_again",
    "ask.clarify_unsure": "ask.clarify_unsure_again",
    "ask.escalate": "ask.escalate_again",
    "ask.decline": "ask.decline_again",
    "ask.rephrase": "ask.rephrase_again",
}
"""The second wording of a sentence."""


async def varied(uow: UnitOfWork, caller: Caller, notice: Notice) -> Notice:
    """The notice, in its second wording if this chat heard the first one last of the two."""
    content = notice.content
    if not isinstance(content, Sentence | Shown):
        return notice
    first = content.key if isinstance(content, Sentence) else content.heading
    second = SECOND.get(first)
    if second is None:
        return notice
    heard = await said.lately(uow.tx, caller.address.id)
    latest = next((key for key in heard if key in (first, second)), None)
    return replace(notice, content=_reworded(content, second)) if latest == first else notice


def _reworded(content: Sentence | Shown, key: str) -> Sentence | Shown:
    return replace(content, key=key) if isinstance(content, Sentence) else replace(content, heading=key)
