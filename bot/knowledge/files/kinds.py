"""The kinds of files in the knowledge folder, and the shape of each."""

from bot.knowledge.files.golden_schema import AlarmChecks, Checks, FollowUps, Stories
from bot.knowledge.files.schema import (
    Alarms,
    Conversation,
    Glossary,
    Measure,
    Offices,
    Statutes,
    Strict,
)

FILES: dict[str, type[Strict]] = {
    "measures/*.yaml": Measure,
    "statutes.yaml": Statutes,
    "glossary.yaml": Glossary,
    "conversation.yaml": Conversation,
    "alarms.yaml": Alarms,
    "offices.yaml": Offices,
    "checks/followups*.yaml": FollowUps,
    "checks/alarms*.yaml": AlarmChecks,
    "checks/stories*.yaml": Stories,
    "checks/*.yaml": Checks,
}
"""Which model describes which files of the knowledge folder; the first that fits a name."""
