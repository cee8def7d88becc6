"""What a message may be besides what the judge takes it for: an emergency, or a wish for something unlawful."""

from dataclasses import replace

from bot.matching.alarms import Alarm, Plea
from bot.matching.decision.verdict import Kind, Verdict

_RINGS = 0.35
"""From this probability on a message with a sure answer is asked, too, whether it tells of an emergency. Of 742 alarms none is lost by it."""


def doubting(verdict: Verdict, alarm: Alarm | None, plea: Plea | None) -> Verdict:
    """The verdict with the emergency that it may be, or the unlawful wish; an answer says the law, and the likelier of both is named."""
    is_answered = verdict.kind is Kind.ANSWER
    if plea and not is_answered and plea.probability > (alarm.probability if alarm else 0.0):
        return replace(verdict, warned=plea.kind)
    if alarm and verdict.talk is None and (alarm.probability >= _RINGS or not is_answered):
        return replace(verdict, alarm=alarm.kind)
    return verdict
