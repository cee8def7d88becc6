"""From a person's words to a decision, in pure Python: no clock, no I/O, no other room of the product.

`Matcher` ranks labels for a question, for any labels and any language. `Judge` adds what the product decides with:
small talk, refusals, red flags, guards against opposite meanings, and two thresholds.
"""

from bot.matching.base import EntryText, TalkText
from bot.matching.judge import Judge
from bot.matching.matcher import Matcher
from bot.matching.verdict import Candidate, Kind, Verdict

__all__ = ["Candidate", "EntryText", "Judge", "Kind", "Matcher", "TalkText", "Verdict"]
