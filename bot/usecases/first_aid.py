"""What saves, before anybody comes: said at once, and again while nobody is known to have been reached."""

from bot.domain.answer import Lang
from bot.knowledge import answers
from bot.knowledge.snapshot import Knowledge


def first_aid(knowledge: Knowledge, kind: str | None, lang: Lang) -> tuple[str, str]:
    """The line that saves, and the other lines as a list below it; both empty for a kind that is no longer in the knowledge."""
    said = answers.talk_reply(knowledge, kind, lang) if kind and kind in knowledge.talks else ""
    first, *others = said.splitlines() or [""]
    return first, "".join(f"\n• {line}" for line in others)
