"""What a story offers: all of it has the first word, the part that asks adds to it."""

from bot.matching.decision.parts import OPTIONS, merged
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.ranking.candidate import Candidate


def offering(**scores):
    """A question back with these entries and probabilities."""
    return Verdict(Kind.CLARIFY, tuple(Candidate(entry, score, "") for entry, score in scores.items()))


def offered(verdict):
    return [one.entry for one in verdict.candidates]


def test_a_part_that_is_surer_does_not_push_aside_what_the_whole_speaks_for():
    assert offered(merged(offering(whole=0.4, other=0.1), [offering(part=0.9)])) == ["whole", "part", "other"]


def test_a_part_brings_forward_what_the_whole_nearly_speaks_for():
    assert offered(merged(offering(first=0.4, second=0.38), [offering(second=0.5)])) == ["second", "first"]


def test_no_option_is_more_than_certain_and_no_more_are_offered_than_fit():
    verdict = merged(offering(a=0.95, b=0.02, c=0.01), [offering(a=0.9, d=0.3, e=0.2)])
    assert max(one.score for one in verdict.candidates) <= 1
    assert len(verdict.candidates) == OPTIONS


def test_what_only_a_lawyer_could_settle_as_a_whole_is_offered_by_its_parts():
    nothing = Verdict(Kind.ESCALATE)
    assert offered(merged(nothing, [offering(a=0.5), offering(b=0.6)])) == ["b", "a"]
    assert merged(nothing, []) is nothing
