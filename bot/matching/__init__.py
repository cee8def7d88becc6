"""From a person's words to a decision, in pure Python: no clock, no I/O, no other room of the product.

`Matcher` ranks labels for a question, for any labels and any language. `Judge` adds what the product decides with:
small talk, refusals, alarms, guards against opposite meanings, and two thresholds.
"""

from bot.matching.decision.base import EntryText, TalkText
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.ranking.candidate import Candidate
from bot.matching.ranking.matcher import Matcher

__all__ = ["Candidate", "EntryText", "Judge", "Kind", "Matcher", "TalkText", "Verdict"]
