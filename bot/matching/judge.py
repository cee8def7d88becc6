"""The judge: what the butler does with a message, decided from entries, small talk, red flags and guards.

The rules, in order:

1. Nothing to go on (no letters, or hardly any known word and hardly any text): REPHRASE, or CHAT if small talk.
2. A red flag: one of its phrasings is what the message is most like, or one of its words stands in the message.
   A word alone does not speak where the message calmly asks for a rule ("how long may they keep sealed goods")
   and an entry is worth offering: there the phrasings decide.
3. Small talk, refusals and what is out of scope compete with the entries on the same scale; a word of theirs
   speaks only where no entry is surer, a word of small talk only where little else is said.
4. The best entry answers if it is sure enough, no guard objects, and the message is more than a bare word.
5. Otherwise the best two to four are offered; if none is worth it, a lawyer is asked (within the domain), or the
   message is declined (outside), or the person is asked to put it differently.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from bot.matching import guards, text
from bot.matching.calibration import CAUTIOUS, Thresholds, Trial, answer_threshold
from bot.matching.glossary import Glossary
from bot.matching.matcher import Matcher, Phrasing
from bot.matching.signs import asks_for_a_rule, happens_now, in_domain
from bot.matching.verdict import Candidate, Kind, Verdict

_TALK = "talk/"
_OPTIONS = 4
_OFFER = 0.22
_RED = 0.3
"""The least probability at which the likeness to a red flag's phrasing is taken for one."""
_SPOKEN = 0.4
"""The least probability at which a message about business is taken for small talk, or refused, or declined."""
_FOREIGN = 0.35
"""What is out of scope needs only this part of the entries' probability where no word speaks of business."""
_PROBES = 160
"""Phrasings that are asked for fitting the threshold."""
_NATIVE = 0.95
"""The share of questions that are taken to be about something in the base."""
_ALONE = 2
"""Characters of content besides a small-talk word up to which the message is small talk."""
_PAIR = 2
"""The fewest options that are a choice."""
_CLOSE = 0.2
"""From this part of the best entry's probability on, a declared lookalike stands too close to answer."""


@dataclass(frozen=True, slots=True)
class EntryText:
    """What the matcher needs to know of an entry: how it is asked for, in all languages."""

    id: str
    measure: str
    titles: tuple[str, ...]
    phrasings: tuple[str, ...]
    lookalikes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkText:
    """Something said to the bot that no entry answers.

    `kind` is CHAT (small talk), DECLINE (out of scope), REFUSE or ESCALATE (a red flag); one of `words` in a message may be enough by itself.
    """

    id: str
    kind: Kind
    phrasings: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ranked:
    """What a message may mean: entries, and talk, each best first."""

    entries: list[Candidate]
    talk: list[Candidate]

    @property
    def best(self) -> float:
        return self.entries[0].score if self.entries else 0.0

    @property
    def spoken(self) -> Candidate | None:
        return self.talk[0] if self.talk else None


class Judge:
    """Decides about messages. Built whole from the knowledge, never changed, safe to share between threads."""

    def __init__(
        self,
        matcher: Matcher,
        entries: Mapping[str, EntryText],
        talk: Mapping[str, TalkText],
        glossary: Glossary,
        thresholds: Thresholds,
        plain: Mapping[str, str],
    ) -> None:
        """Use `build`; `plain` holds normal forms that are known already."""
        self._matcher = matcher
        self._entries = entries
        self._talk = talk
        self._glossary = glossary
        self.thresholds = thresholds
        self._plain = {
            entry.id: [plain.get(one) or text.normalise(one) for one in (*entry.titles, *entry.phrasings)]
            for entry in entries.values()
        }
        """Without the glossary, for the guards: it may make two words one that an answer tells apart."""
        self._said = {
            entry.id: [glossary.apply(one) for one in self._plain[entry.id]] for entry in entries.values()
        }
        self._words = {
            one.id: [normal for word in one.words if (normal := self._normal(word))] for one in talk.values()
        }

    @classmethod
    def build(
        cls,
        entries: Iterable[EntryText],
        talk: Iterable[TalkText] = (),
        synonyms: Iterable[Sequence[str]] = (),
        typos: Mapping[str, str] | None = None,
        answer_precision: float = 0.97,
        golden: Iterable[tuple[str, str | None]] = (),
    ) -> Self:
        """A judge for these entries and this talk.

        `synonyms` are groups of words that mean the same, the usual one first; `typos` maps a wrong spelling to
        the right one. Thresholds are fitted so that answers are right at `answer_precision` on phrasings asked
        while they are out of the base, and on `golden` questions, which never were in it: (question, the
        entry meant, or None where no entry may answer).
        """
        glossary = Glossary.build(synonyms, typos or {})
        by_id, talk_by_id = {entry.id: entry for entry in entries}, {one.id: one for one in talk}
        ways = [
            (entry.id, way, entry.measure)
            for entry in by_id.values()
            for way in (*entry.titles, *entry.phrasings)
        ]
        ways += [
            (_TALK + one.id, way, _TALK + one.kind) for one in talk_by_id.values() for way in one.phrasings
        ]
        plain = {way: text.normalise(way) for _, way, _ in ways}
        matcher = Matcher.from_phrasings(
            (Phrasing(label, way, glossary.apply(plain[way]), group) for label, way, group in ways),
            _PROBES,
        )
        asked = [(glossary.apply(text.normalise(question)), right) for question, right in golden]
        trials = [*_trials(matcher, by_id), *_golden_trials(matcher, by_id, asked)]
        answer = answer_threshold(trials, answer_precision)
        return cls(matcher, by_id, talk_by_id, glossary, Thresholds(answer, _OFFER), plain)

    def judge(self, question: str) -> Verdict:
        """What to do with this message."""
        plain = text.normalise(question)
        normal = self._glossary.apply(plain)
        if not normal:
            return Verdict(Kind.REPHRASE)
        ranked = self._matcher.rank_normal(normal, limit=16)
        split = _Ranked(
            [one for one in ranked if not one.entry.startswith(_TALK)],
            [one for one in ranked if one.entry.startswith(_TALK)],
        )
        return (
            self._red_flag(normal, split)
            or self._small(normal, split)
            or self._about_entries(normal, plain, split)
        )

    def _normal(self, question: str) -> str:
        return self._glossary.apply(text.normalise(question))

    def _red_flag(self, normal: str, ranked: _Ranked) -> Verdict | None:
        spoken, best = ranked.spoken, ranked.best
        if spoken and self._kind(spoken) is Kind.ESCALATE:
            mass = spoken.score if asks_for_a_rule(normal) else self._mass(ranked, Kind.ESCALATE)
            if mass > max(best, _RED) or (happens_now(normal) and mass > max(best / 2, _RED / 2)):
                return Verdict(Kind.ESCALATE, talk=self._talk_id(spoken), urgent=True)
        word = self._word(normal, Kind.ESCALATE)
        calm = asks_for_a_rule(normal) and best >= self.thresholds.offer
        if word is None or calm or best >= self.thresholds.answer:
            return None
        return Verdict(Kind.ESCALATE, talk=word, urgent=True)

    def _small(self, normal: str, ranked: _Ranked) -> Verdict | None:
        if ranked.spoken and self._speaks_for_itself(normal, ranked, ranked.spoken):
            return Verdict(self._kind(ranked.spoken), talk=self._talk_id(ranked.spoken))
        for kind in (Kind.REFUSE, Kind.DECLINE):
            word = self._word(normal, kind)
            if word and ranked.best < self.thresholds.answer:
                return Verdict(kind, talk=word)
        word = self._word(normal, Kind.CHAT)
        if word and self._little_besides(normal, word):
            return Verdict(Kind.CHAT, talk=word)
        return None

    def _speaks_for_itself(self, normal: str, ranked: _Ranked, spoken: Candidate) -> bool:
        """Whether the likeness to phrasings of small talk or the like is enough to leave the entries aside."""
        kind = self._kind(spoken)
        if kind is Kind.ESCALATE:
            return False
        mass = self._mass(ranked, kind)
        if in_domain(normal):
            return spoken.score > ranked.best and mass > _SPOKEN
        if kind is Kind.DECLINE:
            return mass > _FOREIGN * sum(one.score for one in ranked.entries)
        return mass > max(ranked.best, _SPOKEN / 2)

    def _mass(self, ranked: _Ranked, kind: Kind) -> float:
        """The probability that the message is talk of this kind, whichever."""
        return sum(one.score for one in ranked.talk if self._kind(one) is kind)

    def _about_entries(self, normal: str, plain: str, ranked: _Ranked) -> Verdict:
        entries = ranked.entries
        if not entries:
            return self._nothing(normal)
        best = entries[0]
        sure = best.score >= max(self.thresholds.answer, 0.0 if in_domain(normal) else CAUTIOUS)
        objections = self._objections(plain, entries) if sure else ()
        if sure and not objections and not self._bare(normal, entries):
            return Verdict(Kind.ANSWER, tuple(entries[:_OPTIONS]), entry=best.entry, score=best.score)
        options = self._options(entries)
        worth = sum(option.score for option in options)
        if len(options) >= _PAIR and (
            worth >= self.thresholds.offer or self._holding(normal, entries) >= _PAIR
        ):
            return Verdict(Kind.CLARIFY, tuple(options), guards=objections)
        return self._nothing(normal)

    def _objections(self, plain: str, entries: list[Candidate]) -> tuple[str, ...]:
        """What speaks against answering with the best entry: guards, and a declared lookalike close behind."""
        best, objections = entries[0], guards.fired(plain, self._plain[entries[0].entry])
        close = [one.entry for one in entries[1:2] if one.score >= best.score * _CLOSE]
        declared = self._entries[best.entry].lookalikes
        if any(one in declared or best.entry in self._entries[one].lookalikes for one in close):
            objections = (*objections, "lookalike")
        return objections

    def _nothing(self, normal: str) -> Verdict:
        if in_domain(normal):
            return Verdict(Kind.ESCALATE)
        if len(text.content(normal)) <= _ALONE or not self._matcher.knows_any(normal):
            return Verdict(Kind.REPHRASE)
        return Verdict(Kind.DECLINE)

    def _options(self, entries: list[Candidate]) -> list[Candidate]:
        """The best two, then others, those of measures not yet offered a little earlier than their score says."""
        chosen = list(entries[:2])
        rest = list(entries[2:])
        while rest and len(chosen) < _OPTIONS:
            offered = {self._entries[one.entry].measure for one in chosen}
            worth = [
                one.score * (1.0 if self._entries[one.entry].measure in offered else 1.6) for one in rest
            ]
            chosen.append(rest.pop(int(np.argmax(worth))))
        return sorted(chosen, key=lambda one: -one.score)

    def _bare(self, normal: str, entries: list[Candidate]) -> bool:
        """Whether the message is a mere word, or a fragment that several entries contain."""
        if normal in self._said[entries[0].entry]:
            return len(text.content(normal)) <= _ALONE
        return text.is_bare(normal) or self._holding(normal, entries) >= _PAIR

    def _holding(self, normal: str, entries: list[Candidate]) -> int:
        """How many entries have a phrasing that holds the whole message."""
        return sum(any(normal in said for said in self._said[one.entry]) for one in entries)

    def _kind(self, spoken: Candidate) -> Kind:
        return self._talk[self._talk_id(spoken)].kind

    @staticmethod
    def _talk_id(spoken: Candidate) -> str:
        return spoken.entry.removeprefix(_TALK)

    def _word(self, normal: str, kind: Kind) -> str | None:
        """The id of the talk of this kind of which a word stands in the message."""
        padded = f" {normal} "
        for one in self._talk.values():
            if one.kind is kind and any(_stands_in(word, padded) for word in self._words[one.id]):
                return one.id
        return None

    def _little_besides(self, normal: str, talk: str) -> bool:
        rest = normal
        for word in self._words[talk]:
            rest = rest.replace(word, " ")
        return len(text.content(text.normalise(rest)).replace(" ", "")) <= _ALONE


def _trials(matcher: Matcher, entries: Mapping[str, EntryText]) -> list[Trial]:
    """The matcher's rehearsals as trials.

    Another entry of the right measure is half right: its title shows what it answers, and it leads to the right one.
    """
    trials = []
    for right, best, could_speak in matcher.rehearsals():
        if best.entry not in entries:
            continue
        same = right in entries and entries[right].measure == entries[best.entry].measure
        credit = 1.0 if best.entry == right else 0.5 * same
        trials.append(Trial(best.score, credit, _NATIVE if could_speak else 2 * (1 - _NATIVE)))
    return trials


def _golden_trials(
    matcher: Matcher, entries: Mapping[str, EntryText], golden: Iterable[tuple[str, str | None]]
) -> Iterator[Trial]:
    """Questions that were never phrasings, as trials. Those that talk would take never come to be answered."""
    for normal, right in golden:
        best = next(iter(matcher.rank_normal(normal, limit=1)), None)
        if best is not None and best.entry in entries:
            yield Trial(best.score, float(best.entry == right), forbidden=right is None)


def _stands_in(word: str, padded: str) -> bool:
    return f" {word} " in padded if word.isascii() else word in padded
