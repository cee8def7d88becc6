"""The judge: what the butler does with a message, decided from alarms, entries, small talk and guards.

The rules, in order:

1. Nothing to go on (no letters, or hardly any known word and hardly any text): REPHRASE, or CHAT if small talk.
2. An emergency, or a plea for help with something unlawful: the lookout (`bot.matching.alarms`) hears it in the whole message. Of one that
   may be, the verdict is that of the other rules, and says so; an answer needs no word against a plea, since it says the law.
3. Small talk and what is out of scope compete with the entries on the same scale; a word of theirs
   speaks only where no entry is surer, a word of small talk only where little else is said.
4. The best entry answers if it is sure enough, no guard objects, and the message is more than a bare word.
5. A message that asks several things, or tells a story around its question, is also judged by its asking parts: one
   sure answer that all of it speaks for is given, with what another part asks besides; several become a choice.
6. Otherwise the best two to four are offered; if none is worth it, a lawyer is asked (within the domain), or the
   message is declined (outside), or the person is asked to put it differently.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Self

import numpy as np

from bot.matching.alarms import Alarm, Lookout, Plea
from bot.matching.decision import guards
from bot.matching.decision.asked import Asked, Ranked, Told
from bot.matching.decision.base import TALK, Base, EntryText, TalkText
from bot.matching.decision.calibration import CAUTIOUS, Thresholds
from bot.matching.decision.doubts import doubting
from bot.matching.decision.fitting import Golden, fitted_thresholds
from bot.matching.decision.parts import OPTIONS, asked_besides, merged
from bot.matching.decision.sides import elsewhere, opposed
from bot.matching.decision.verdict import Kind, Verdict, Why
from bot.matching.ranking.candidate import Candidate
from bot.matching.ranking.questions import Questions
from bot.matching.text import normal_form, segments
from bot.matching.text.domain_cues import in_domain
from bot.matching.text.encoder import Encoder
from bot.matching.text.facts import facts
from bot.matching.text.glossary import Glossary

_SHOWN = 6
"""Candidates that are told to those who want to know why."""
_OFFER, _OFFER_ELSEWHERE = 0.22, 0.3
_SPOKEN = 0.4
"""The least probability at which a message about business is taken for small talk, or refused, or declined."""
_FOREIGN = 0.35
"""What is out of scope needs only this part of the entries' probability where no word speaks of business."""
_NAMED = 0.3
"""From this probability on a message that is declined is told where to turn in a matter of its kind."""
_ALONE = 2
"""Characters of content besides a small-talk word up to which the message is small talk."""
_PAIR = 2
"""The fewest options that are a choice."""
_CLOSE, _CLOSE_SIDE = 0.2, 0.1
"""From this part of the best entry's probability on, a declared lookalike, or an entry of another stage, stands too close to
answer, and one of the other side: what helps one side harms the other ("被侵权" is nearly "侵权")."""


class Judge:
    """Decides about messages. Built whole from the knowledge, never changed, safe to share between threads."""

    def __init__(
        self,
        base: Base,
        thresholds: Thresholds,
        lookout: Lookout,
        golden: Sequence[Golden] = (),
        *,
        is_fitted: bool = True,
    ) -> None:
        """Use `build`; `golden` is what the thresholds were fitted on, `is_fitted` whether that was done with this base."""
        self._golden, self.is_fitted = golden, is_fitted
        self._base, self._matcher, self.lookout = base, base.matcher, lookout
        self._entries, self._talk = base.entries, base.talk
        self.thresholds = thresholds

    @classmethod
    def build(
        cls,
        entries: Iterable[EntryText],
        talk: Iterable[TalkText] = (),
        synonyms: Iterable[Sequence[str]] = (),
        typos: Mapping[str, str] | None = None,
        answer_precision: float = 0.97,
        golden: Iterable[Golden] = (),
        lessons: Mapping[str, Sequence[str]] | None = None,
        refused: Iterable[str] = (),
        encoder: Encoder | None = None,
        before: Self | None = None,
        thresholds: Thresholds | None = None,
    ) -> Self:
        """A judge for these entries and this talk.

        `synonyms` are groups of words that mean the same, the usual one first; `typos` maps a wrong spelling to
        the right one. The threshold is fitted so that answers are right at `answer_precision` on `golden` questions. `lessons` are sentences of each kind of
        emergency, of each kind that is `refused`, and of `none`. From the judge `before`, built with the same encoder, is taken what is the same in both:
        with the same golden questions its thresholds, too, since an edited phrasing hardly moves them. `thresholds` are those that were
        fitted before for the very same.
        """
        glossary = Glossary.build(synonyms, typos or {})
        if before and before.lends(glossary):
            base = before._base.followed(entries, talk)  # noqa: SLF001 - one of us
        else:
            base = Base.of(entries, talk, glossary, encoder)
        asked = list(golden)
        lookout = Lookout.taught(
            lessons or {}, frozenset(refused), encoder, before.lookout if before else None
        )
        if thresholds is None and before and asked and before._golden == asked:  # noqa: SLF001 - one of us
            return cls(base, before.thresholds, lookout, asked, is_fitted=False)
        if thresholds is None:
            thresholds = Thresholds(*fitted_thresholds(base, asked, answer_precision), _OFFER)
        return cls(base, thresholds, lookout, asked)

    def lends(self, glossary: Glossary) -> bool:
        """Whether a judge with this glossary may be built from what this one has worked out."""
        return glossary.usual == self._base.glossary.usual and not self._matcher.crowded

    def judge(self, question: str) -> Verdict:
        """What to do with this message. Of one that asks several things, or tells a story, its asking parts are heard."""
        told = self.taken_in(question)
        return self.decided(told, *self.listened(told))

    def taken_in(self, question: str) -> Told:
        """A message made ready to be listened to, and decided about."""
        normal, whole, parts = self._read(question)
        return Told(
            question, normal, whole, parts, self._matcher.together([one.read for one in (whole, *parts)])
        )

    def taken_in_together(self, questions: Sequence[str]) -> list[Told]:
        """Messages for which nobody waits: what the encoder takes for eight at once is a third of what it takes one by one."""
        read = [self._read(question) for question in questions]
        every = [one.read for _, whole, parts in read for one in (whole, *parts)]
        together = self._matcher.together(every, [normal for normal, _, _ in read])
        if together.texts:
            together.texts.encode_expected()
        return [Told(question, *one, together) for question, one in zip(questions, read, strict=True)]

    def _read(self, question: str) -> tuple[str, Asked, tuple[Asked, ...]]:
        """A message in normal form, as it is judged, and its asking parts."""
        normal = normal_form.normalise(question)
        is_story = segments.is_story(normal)
        parts = segments.questions(question, told=is_story)
        whole = self._asked(normal, told=is_story)
        return normal, whole, tuple(self._asked(normal_form.normalise(part), told=True) for part in parts)

    def listened(self, told: Told) -> tuple[Alarm | None, Plea | None]:
        """The alarm and the plea in a message, sure or not; of a long one before its parts are encoded, which only a verdict takes."""
        return self.lookout.listens(told.text, told.normal, told.encode_first)

    def decided(self, told: Told, alarm: Alarm | None, plea: Plea | None) -> Verdict:
        """What to do with a message in which this alarm and this plea are heard."""
        if alarm is not None and alarm.is_sure:
            return Verdict(Kind.ESCALATE, talk=alarm.kind, urgent=True, rule="an emergency is heard in it")
        if plea is not None and plea.is_sure:
            return Verdict(Kind.REFUSE, talk=plea.kind, rule="it asks for help with something unlawful")
        return doubting(self._calmly(told), alarm, plea)

    def _calmly(self, told: Told) -> Verdict:
        """What to do with a message in which no emergency is surely heard, and with its asking parts."""
        whole = self._judge(told.whole, told.together)
        if whole.kind in (Kind.CHAT, Kind.REPHRASE):
            return whole
        return self._of_parts(whole, [self._judge(part, told.together) for part in told.parts])

    def _of_parts(self, whole: Verdict, parts: list[Verdict]) -> Verdict:
        """The verdict about a message from the one about all of it and those about its asking parts."""
        sure = [part for part in (*parts, whole) if part.kind is Kind.ANSWER]
        answers = {part.entry: part.candidates[0] for part in sure}
        if len(answers) >= _PAIR:
            return Verdict(
                Kind.CLARIFY, tuple(answers.values())[:OPTIONS], rule="it asks more than one thing"
            )
        if whole.kind is Kind.ANSWER:
            return replace(whole, also=asked_besides(whole, parts))
        if not sure:
            return merged(whole, parts)
        if sure[0].entry in {one.entry for one in whole.candidates[:1]}:
            rule = "its asking part is sure enough, and all of it speaks for the same"
            return replace(sure[0], also=asked_besides(sure[0], parts), rule=rule)
        others = [one for one in whole.candidates if one.entry != sure[0].entry]
        return replace(whole, candidates=(*others[:1], sure[0].candidates[0], *others[1:])[:OPTIONS])

    def _asked(self, normal: str, *, told: bool) -> Asked:
        """A message, or a part of one, as it is judged; `told`: it is a story, or a part of one, of which more must be asked."""
        way = self._base.way(normal)
        is_domain = in_domain(way.normal)
        needed = max(0.0 if is_domain else CAUTIOUS, self.thresholds.needed(told=told))
        return Asked(way.plain, self._matcher.read(way.normal), is_domain, needed)

    def _judge(self, asked: Asked, among: Questions | None = None) -> Verdict:
        """The verdict about a message, or a part of one."""
        if not asked.normal:
            return Verdict(Kind.REPHRASE, rule="it holds no letter and no digit")
        evidence = self._matcher.testify(asked.read, among=among)
        ranked = self._matcher.candidates(evidence, limit=16) if evidence else []
        split = Ranked(
            [one for one in ranked if not one.entry.startswith(TALK)],
            [one for one in ranked if one.entry.startswith(TALK)],
        )
        return self._small(asked, split) or self._about_entries(asked, split)

    def _worth_offering(self, asked: Asked) -> float:
        """How probable the options must be together: more where no word speaks of law or business."""
        return self.thresholds.offer if asked.is_domain else max(self.thresholds.offer, _OFFER_ELSEWHERE)

    def why(self, question: str) -> Why:
        """How the verdict about this message comes about."""
        written = normal_form.normalise(question)
        asked, verdict = self._asked(written, told=segments.is_story(written)), self.judge(question)
        plain, normal = asked.plain, asked.normal
        heard, known = self._matcher.heard(normal, _SHOWN), self._matcher.known(normal)
        best = next((one for one in heard if one.candidate.entry in self._entries), None)
        objections = guards.fired(plain, self._base.guarded[best.candidate.entry].value) if best else ()
        needed = asked.needed, self._worth_offering(asked)
        parts, told = tuple(segments.questions(question)), facts(question)
        return Why(plain, normal, asked.read.helped, parts, told, known, heard, objections, *needed, verdict)

    def _small(self, asked: Asked, ranked: Ranked) -> Verdict | None:
        if ranked.spoken and self._speaks_for_itself(asked, ranked, ranked.spoken):
            kind, talk = self._kind(ranked.spoken), self._talk_id(ranked.spoken)
            if kind is Kind.DECLINE and ranked.spoken.score < _NAMED:
                return Verdict(kind, rule="it is like what is out of scope, and nobody knows of which kind")
            return Verdict(kind, talk=talk, rule="it is most like talk")
        word = self._word(asked.normal, Kind.DECLINE)
        if word and ranked.best < asked.needed:
            rule = "a telling word stands in it, and no entry is sure enough"
            return Verdict(Kind.DECLINE, talk=word, rule=rule)
        for kind in (Kind.ESCALATE, Kind.CHAT):
            word = self._word(asked.normal, kind)
            if word and self._little_besides(asked.normal, word):
                return Verdict(kind, talk=word, rule="it says little besides a word of small talk")
        return None

    def _speaks_for_itself(self, asked: Asked, ranked: Ranked, spoken: Candidate) -> bool:
        """Whether the likeness to phrasings of small talk or the like is enough to leave the entries aside."""
        kind = self._kind(spoken)
        if kind is Kind.REFUSE:
            return False
        mass = self._mass(ranked, kind)
        if asked.is_domain:
            return spoken.score > ranked.best and mass > _SPOKEN
        if kind is Kind.DECLINE:
            return mass > _FOREIGN * sum(one.score for one in ranked.entries)
        return mass > max(ranked.best, _SPOKEN / 2)

    def _mass(self, ranked: Ranked, kind: Kind) -> float:
        """The probability that the message is talk of this kind, whichever."""
        return sum(one.score for one in ranked.talk if self._kind(one) is kind)

    def _about_entries(self, asked: Asked, ranked: Ranked) -> Verdict:
        normal, entries = asked.normal, ranked.entries
        if not entries:
            return self._nothing(asked)
        best = entries[0]
        sure = best.score >= asked.needed
        objections = self._objections(asked.plain, entries) if sure else ()
        if sure and not objections and not self._bare(normal, entries):
            return Verdict(
                Kind.ANSWER,
                tuple(entries[:OPTIONS]),
                entry=best.entry,
                score=best.score,
                rule="the best entry is sure enough, and no guard objects",
            )
        options = self._options(entries)
        worth = sum(option.score for option in options)
        if len(options) >= _PAIR and (
            worth >= self._worth_offering(asked) or self._holding(normal, entries) >= _PAIR
        ):
            rule = (
                "a guard objects to the best entry"
                if objections
                else "no entry is sure enough, some are worth offering"
            )
            return Verdict(Kind.CLARIFY, tuple(options), guards=objections, rule=rule)
        return self._nothing(asked)

    def _objections(self, plain: str, entries: list[Candidate]) -> tuple[str, ...]:
        """What speaks against answering with the best entry: guards, and what stands close behind it.

        That is a declared lookalike, or an entry that answers the other side of the same matter, or at another stage.
        """
        best = self._entries[entries[0].entry]
        objections = list(guards.fired(plain, self._base.guarded[best.id].value))
        for one in entries[1:2]:
            close = self._entries[one.entry]
            share = one.score / entries[0].score
            if share >= _CLOSE and (close.id in best.lookalikes or best.id in close.lookalikes):
                objections.append("lookalike")
            if share >= _CLOSE_SIDE and opposed(best.sides, close.sides):
                objections.append("side")
            if share >= _CLOSE and elsewhere(best.stages, close.stages):
                objections.append("stage")
        return tuple(objections)

    def _nothing(self, asked: Asked) -> Verdict:
        normal = asked.normal
        if asked.is_domain:
            return Verdict(Kind.ESCALATE, rule="it is about law or business, and no entry is worth offering")
        if len(normal_form.content(normal)) <= _ALONE or not self._matcher.knows_any(normal):
            return Verdict(Kind.REPHRASE, rule="it says too little, or nothing that the base knows")
        return Verdict(Kind.DECLINE, rule="it is not about law or business")

    def _options(self, entries: list[Candidate]) -> list[Candidate]:
        """The best two, then others, those of measures not yet offered a little earlier than their score says."""
        chosen = list(entries[:2])
        rest = list(entries[2:])
        while rest and len(chosen) < OPTIONS:
            offered = {self._entries[one.entry].measure for one in chosen}
            worth = [
                one.score * (1.0 if self._entries[one.entry].measure in offered else 1.6) for one in rest
            ]
            chosen.append(rest.pop(int(np.argmax(worth))))
        return sorted(chosen, key=lambda one: -one.score)

    def _bare(self, normal: str, entries: list[Candidate]) -> bool:
        """Whether the message is a mere word, or a fragment that several entries contain."""
        if f"\n{normal}\n" in self._base.said[entries[0].entry]:
            return len(normal_form.content(normal)) <= _ALONE
        return normal_form.is_bare(normal) or self._holding(normal, entries) >= _PAIR

    def _holding(self, normal: str, entries: list[Candidate]) -> int:
        """How many entries have a phrasing that holds the whole message."""
        return sum(normal in self._base.said[one.entry] for one in entries)

    def _kind(self, spoken: Candidate) -> Kind:
        return self._talk[self._talk_id(spoken)].kind

    @staticmethod
    def _talk_id(spoken: Candidate) -> str:
        return spoken.entry.removeprefix(TALK)

    def _word(self, normal: str, kind: Kind) -> str | None:
        """The id of the talk of this kind of which a word stands in the message."""
        padded = f" {normal} "
        return next((talk for word, talk in self._base.telling[kind] if word in padded), None)

    def _little_besides(self, normal: str, talk: str) -> bool:
        rest = normal
        for word in self._base.words[talk]:
            rest = rest.replace(word, " ")
        return len(normal_form.content(normal_form.normalise(rest)).replace(" ", "")) <= _ALONE
