"""What a message means by what went before it: the judge's verdict, or a question that asks on about an entry.

Pure: a conversation in Telegram, `butler eval` and the golden follow-ups are decided by the same function.

names a part, no subject   an entry went before ─▶ that part of it        else ─▶ "about what?"
leans, but less plainly    the judge is sure ─▶ the judge    an entry went before and fits ─▶ that entry
replies to an answer       the judge is sure of another ─▶ "which?"      else ─▶ that answer's entry
likely leans, in doubt     the judge asks back ─▶ that entry is the first option
anything else              ─▶ the judge
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.answer import Field
from bot.domain.policy import Unreviewed
from bot.knowledge import answers
from bot.knowledge.files.schema import Phrasings, Sentences
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.parts import OPTIONS
from bot.matching.decision.utterance import SURE_OF_SUBJECT, Utterance
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.followups.leaning import Leaning
from bot.matching.followups.words import TELLING
from bot.matching.ranking.candidate import Candidate
from bot.matching.text import segments
from bot.matching.text.domain_cues import in_domain
from bot.matching.text.normal_form import is_han, normalise

MOST_TOPICS = 3
"""Entries among which somebody is asked what a follow-up is about."""
SHORTEST_REST = 2
"""Han characters of a piece that tells anything; a single one stands in every answer."""

LONGEST_REST = 2
"""Han characters that may say nothing of a subject, as one English word may: words that nobody thought of."""

UNSURE = frozenset([Kind.CLARIFY, Kind.ESCALATE, Kind.DECLINE, Kind.REPHRASE])
"""Verdicts of the judge that leave room for what went before."""
SURE_OF_LEANING = 0.95
"""An answer less sure than SURE_OF_SUBJECT gives way to a leaning that is at least as sure as this."""
FAR, LEAST_OPTION = 20.0, 0.05
"""So many times the odds of leaning must be those of the judge's best option, which counts this at least: one golden question of a
hundred is taken for a follow-up on another matter then, of real follow-ups that their words leave open three quarters are heard."""
PASSING = frozenset([Kind.CHAT, Kind.REPHRASE])
"""Verdicts that change no subject: thanks, or what was not understood."""


@dataclass(frozen=True, slots=True)
class Before:
    """What went before a message, as far as it may lean on it."""

    entry: str | None = None
    """The entry that was answered last; None where none was, or something else was asked since."""
    topics: tuple[str, ...] = ()
    """Entries that it may be about otherwise, the likeliest first."""
    by_reply: bool = False
    """Whether the message replies to that entry's answer."""

    def after(self, verdict: Verdict) -> "Before":
        """What goes before the next message once this one got its verdict."""
        if verdict.kind in PASSING:
            return Before(self.entry, self.topics)
        offered = [one.entry for one in verdict.candidates] if verdict.kind is Kind.CLARIFY else []
        return Before(verdict.entry, latest([verdict.entry, *offered, *self.topics]))


def latest(entries: Iterable[str | None]) -> tuple[str, ...]:
    """The first few different entries."""
    return tuple(dict.fromkeys(entry for entry in entries if entry))[:MOST_TOPICS]


def stands_alone(leaning: Leaning, heard: Verdict) -> bool:
    """Whether a message that could lean needs nothing of what went before: the judge is sure of it by itself."""
    leans = leaning.is_sure or leaning.names_parties_only or leaning.is_plain
    return not leans and heard.kind not in UNSURE


def decided(knowledge: Knowledge, said: Utterance, before: Before, unreviewed: Unreviewed) -> Verdict:
    """The verdict on a message in its conversation."""
    text, heard = said.text, said.verdict
    if heard.urgent or _is_talk(knowledge, text, heard) or (said.is_surely_its_own and not before.by_reply):
        return answers.settled(knowledge, heard, unreviewed)
    leaning = said.leaning
    if leaning is None:
        return answers.settled(knowledge, heard, unreviewed)
    if before.entry in knowledge.entries and _leans(knowledge, text, leaning, heard, before):
        entry = before.entry or ""
        return _followup(knowledge, entry, _asked(knowledge, entry, leaning), unreviewed)
    if before.by_reply and heard.kind is Kind.ANSWER and heard.entry != before.entry:
        return answers.settled(knowledge, _which(knowledge, before, heard), unreviewed)
    if _needs_something(knowledge, leaning, heard) and not _is_said(knowledge, text, heard):
        return _about_what(knowledge, leaning, before)
    if heard.kind is Kind.CLARIFY and leaning.is_likely and before.entry in knowledge.entries:
        heard = _beside(before.entry or "", leaning, heard)
    return answers.settled(knowledge, heard, unreviewed)


def _beside(entry: str, leaning: Leaning, heard: Verdict) -> Verdict:
    """A message that is likely to ask on, but not likely enough: the entry before it is offered first."""
    others = [one for one in heard.candidates if one.entry != entry]
    options = (Candidate(entry, leaning.share or 0.0, ""), *others)[:OPTIONS]
    return replace(
        heard, candidates=options, rule="it may ask on about the entry before it, or be another question"
    )


def _asked(knowledge: Knowledge, entry: str, leaning: Leaning) -> tuple[Field, ...]:
    """The parts asked for; what an entry does not say gives way to another part that may be meant and that it says."""
    asked = leaning.fields or (Field.SHORT,)
    if answers.says(knowledge, entry, asked[0]):
        return asked
    return next(((field,) for field in leaning.perhaps if answers.says(knowledge, entry, field)), asked)


def _followup(knowledge: Knowledge, entry: str, fields: tuple[Field, ...], unreviewed: Unreviewed) -> Verdict:
    candidates = (Candidate(entry, 1.0, ""),)
    if not answers.may_answer(knowledge, entry, unreviewed):
        return Verdict(Kind.ESCALATE, candidates, rule="it asks on about an entry that may not answer")
    rule = "it asks on about the entry that was answered last"
    return Verdict(Kind.FOLLOWUP, candidates, entry=entry, rule=rule, fields=fields)


def _which(knowledge: Knowledge, before: Before, heard: Verdict) -> Verdict:
    """A reply to one answer that sounds like a question for another: whoever wrote it is asked."""
    replied = [before.entry] if before.entry and before.entry in knowledge.entries else []
    options = (*heard.candidates[:1], *(Candidate(entry, 0.0, "") for entry in replied))
    return Verdict(Kind.CLARIFY, options, rule="it replies to one answer and sounds like another")


def _about_what(knowledge: Knowledge, leaning: Leaning, before: Before) -> Verdict:
    named = [entry for entry in (before.entry, *before.topics) if entry is not None]
    topics = latest(answers.answering(knowledge, named))
    kind = Kind.CLARIFY if topics else Kind.REPHRASE
    candidates = tuple(Candidate(entry, 0.0, "") for entry in topics)
    return Verdict(kind, candidates, rule="it asks on, and nothing tells about what", fields=leaning.fields)


def _leans(knowledge: Knowledge, text: str, leaning: Leaning, heard: Verdict, before: Before) -> bool:
    """Whether a message that may lean does: plainly, or because the judge is not sure and the entry fits."""
    if leaning.is_sure:
        return True
    if leaning.names_parties_only and answers.speaks_of(knowledge, before.entry or "", leaning.rest):
        return True
    if heard.kind not in UNSURE:
        doubted = heard.kind is Kind.CHAT and leaning.is_likely and segments.asks(text)  # "really?"
        gives_way = heard.kind is Kind.CHAT or _is_weak(knowledge, heard, leaning)
        return doubted or (leaning.is_plain and gives_way)
    return before.by_reply or _outweighs(leaning, heard) or _may_lean(knowledge, text, leaning, heard, before)


def _may_lean(knowledge: Knowledge, text: str, leaning: Leaning, heard: Verdict, before: Before) -> bool:
    """Whether the words of a message let it lean on the entry before it, where neither the judge nor sentences are sure."""
    if not leaning.is_possible:
        return False
    return _fits(knowledge, leaning, heard, before) if leaning.rest else segments.asks(text)


def _outweighs(leaning: Leaning, heard: Verdict) -> bool:
    """Whether it is likelier by far that a message leans than that the judge's best option is meant."""
    if leaning.share is None:
        return False
    best = max((one.score for one in heard.candidates[:1]), default=0.0)
    return leaning.share * (1 - max(best, LEAST_OPTION)) > FAR * (1 - leaning.share) * max(best, LEAST_OPTION)


def _is_weak(knowledge: Knowledge, heard: Verdict, leaning: Leaning) -> bool:
    """Whether an answer is so much weaker than the leaning that it answers a chance likeness."""
    if leaning.rest and _may_be_a_subject(knowledge, leaning.rest):
        return False
    weak = heard.kind is Kind.ANSWER and (heard.score or 0.0) < SURE_OF_SUBJECT
    return weak and (leaning.share or 0.0) >= SURE_OF_LEANING


def _needs_something(knowledge: Knowledge, leaning: Leaning, heard: Verdict) -> bool:
    """Whether a message cannot be understood with nothing before it. A call for a human being can."""
    if heard.kind is Kind.ESCALATE and heard.talk:
        return False
    if leaning.is_sure:
        return True
    if not leaning.is_plain or heard.kind not in UNSURE - {Kind.CLARIFY}:
        return False
    return not leaning.rest or not _may_be_a_subject(knowledge, leaning.rest)


def _fits(knowledge: Knowledge, leaning: Leaning, heard: Verdict, before: Before) -> bool:
    """Whether the own words of a message are those of the entry before it, or too little to be a subject."""
    offered = not heard.candidates or before.entry in {one.entry for one in heard.candidates}
    telling = all(len(piece) >= SHORTEST_REST for piece in leaning.rest)
    if (
        leaning.fields
        and offered
        and telling
        and answers.speaks_of(knowledge, before.entry or "", leaning.rest)
    ):
        return True
    return (
        bool(leaning.fields)
        and heard.kind is not Kind.DECLINE
        and not _may_be_a_subject(knowledge, leaning.rest)
    )


def _may_be_a_subject(knowledge: Knowledge, rest: tuple[str, ...]) -> bool:
    """Whether own words may be what a message is about: more than one, of law or business, or in a title."""
    piece = rest[0]
    is_long = is_han(piece) and len(piece) > LONGEST_REST
    if len(rest) > 1 or is_long or piece.isdecimal() or piece in TELLING or in_domain(piece):
        return True
    titles = (title for one in knowledge.entries.values() for title in (one.title.zh, one.title.en))
    return len(piece) >= SHORTEST_REST and any(piece in answers.normal_line(title) for title in titles)


def _is_talk(knowledge: Knowledge, text: str, heard: Verdict) -> bool:
    """Whether `conversation.yaml` has these very words ("are you online")."""
    return heard.talk is not None and _has(knowledge.talks[heard.talk].phrasings, text)


def _is_said(knowledge: Knowledge, text: str, heard: Verdict) -> bool:
    """Whether the judge answers with an entry that has these very words among its own."""
    return heard.entry is not None and _has(knowledge.entries[heard.entry].phrasings, text)


def _has(phrasings: Phrasings | Sentences, text: str) -> bool:
    normal = normalise(text)
    return any(answers.normal_line(one) == normal for one in (*phrasings.zh, *phrasings.en))
