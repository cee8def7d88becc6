"""What the knowledge says, put together for one reader: plain values in that reader's language.

Traditional Chinese is derived here, once, so that whoever lays a value out need not know where it comes from.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from bot.domain.answer import AnswerCard, Citation, Field, FieldAnswer, Lang
from bot.domain.deadlines import Limit, Roll, StatedLimit, Unit
from bot.domain.excerpt import beginning
from bot.domain.facts import Asked
from bot.domain.facts import Kind as FactKind
from bot.domain.policy import Unreviewed
from bot.knowledge.files import placeholders
from bot.knowledge.files.schema import Answer, Both, Entry, TimeLimit
from bot.knowledge.passages import passages
from bot.knowledge.snapshot import Knowledge
from bot.locales import to_traditional
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.ranking.candidate import Candidate
from bot.matching.text.normal_form import normalise

Urgency = Literal["now", "soon"]
"""How soon somebody should see a lawyer: at once, or before a time limit that runs."""

LONGEST_BEGINNING_ZH = 40
LONGEST_BEGINNING_EN = 80
"""Characters of an answer that stand for it where it is offered: two lines on a phone."""

Titled = tuple[str, str]
"""An id, and the title that people read."""


def card(knowledge: Knowledge, entry_id: str, lang: Lang) -> AnswerCard:
    """Lay out an entry's answer. A line whose office field is not confirmed is left out.

    Raises KeyError for an entry that is not in this knowledge.
    """
    entry = knowledge.entries[entry_id]
    measure = knowledge.measure_of[entry_id]
    answer = _answer(entry, lang)
    return AnswerCard(
        entry=entry.id,
        measure=measure,
        measure_title=measure_title(knowledge, measure, lang),
        title=_one(entry.title, lang),
        lang=lang,
        short=_line(knowledge, answer.short, lang) or "",
        steps=_lines(knowledge, answer.steps, lang),
        materials=_lines(knowledge, answer.materials, lang),
        time_limit=_line(knowledge, answer.time_limit, lang),
        fee=_line(knowledge, answer.fee, lang),
        decided_by=_line(knowledge, answer.decided_by, lang),
        notes=_lines(knowledge, answer.notes, lang),
        lawyer_when=_one(entry.lawyer_when, lang) if entry.lawyer_when else None,
        is_pressing=urgency_of(knowledge, entry_id) is not None,
        citations=tuple(_citations(knowledge, entry, lang)),
        related=tuple(titles(knowledge, answering(knowledge, entry.related), lang)),
        reviewed_by=entry.reviewed_by,
        reviewed_on=entry.reviewed_on.isoformat() if entry.reviewed_on else None,
        revision=knowledge.revision,
    )


def field(knowledge: Knowledge, entry_id: str, asked: Field, lang: Lang) -> FieldAnswer:
    """Say one part of an entry's answer: the part itself, or else the sentences elsewhere that speak of it.

    Without lines the entry does not say it. Raises KeyError for an entry that is not in this knowledge.
    """
    whole = card(knowledge, entry_id, lang)
    own = _own_lines(whole, asked)
    return FieldAnswer(
        entry=entry_id,
        title=whole.title,
        lang=lang,
        field=asked,
        label=f"card.{asked.value}",
        lines=own or passages(whole, asked) or _fee_instead(whole, asked),
        has_its_own=bool(own) or asked is Field.BASIS,
        citations=whole.citations if asked is Field.BASIS else (),
        is_reviewed=whole.reviewed_by is not None,
    )


def says(knowledge: Knowledge, entry_id: str, asked: Field) -> bool:
    """Whether an entry says anything to what is asked of it."""
    whole = card(knowledge, entry_id, "zh")
    return asked is Field.BASIS or bool(_own_lines(whole, asked) or passages(whole, asked))


def _fee_instead(whole: AnswerCard, asked: Field) -> tuple[str, ...]:
    """Whoever asks how much is to be paid may mean the fee."""
    return (whole.fee,) if asked is Field.AMOUNT and whole.fee else ()


def _own_lines(whole: AnswerCard, asked: Field) -> tuple[str, ...]:
    lines: dict[Field, tuple[str | None, ...]] = {
        Field.FEE: (whole.fee,),
        Field.TIME_LIMIT: (whole.time_limit,),
        Field.MATERIALS: whole.materials,
        Field.STEPS: whole.steps,
        Field.DECIDED_BY: (whole.decided_by,),
        Field.LAWYER_WHEN: (whole.lawyer_when,),
        Field.SHORT: (whole.short,),
        Field.SIMPLER: (whole.short, *whole.steps[:1]),
        Field.WHOLE: (whole.short, *whole.notes),
    }
    return tuple(line for line in lines.get(asked, ()) if line)


def related(knowledge: Knowledge, entry_id: str, asked: Field, lang: Lang) -> list[Titled]:
    """Title the entries related to one, first those with a part of their own for what was asked."""
    found = titles(knowledge, answering(knowledge, knowledge.entries[entry_id].related), lang)
    return sorted(found, key=lambda one: not field(knowledge, one[0], asked, lang).has_its_own)


@lru_cache(maxsize=16_384)
def normal_line(line: str) -> str:
    """Give the normal form of a line of the knowledge. It is kept, so this is for no word of people."""
    return normalise(line)


def answering(knowledge: Knowledge, entry_ids: Iterable[str]) -> list[str]:
    """Choose the entries that are in the knowledge and not suspended: nobody is shown, or offered, the others."""
    entries = knowledge.entries
    return [entry for entry in entry_ids if entry in entries and entries[entry].status != "suspended"]


def may_answer(knowledge: Knowledge, entry_id: str, unreviewed: Unreviewed) -> bool:
    """Tell whether an entry is in the knowledge and may answer by itself (see `settled`)."""
    entry = knowledge.entries.get(entry_id)
    if entry is None:
        return False
    return entry.status == "reviewed" or (entry.status == "unreviewed" and unreviewed == "allow")


def speaks_of(knowledge: Knowledge, entry_id: str, words: Iterable[str]) -> bool:
    """Tell whether every one of these words (in normal form) stands in what an entry says or is asked by."""
    entry = knowledge.entries[entry_id]
    lines = [entry.title.zh, entry.title.en, *entry.phrasings.zh, *entry.phrasings.en]
    for answer in (entry.answer.zh, entry.answer.en):
        lines += [answer.short, *answer.steps, *answer.materials, *answer.notes]
    said = f" {' '.join(map(normal_line, lines))} "
    return all(f" {word} " in said if word.isascii() else word in said for word in words)


def settled(knowledge: Knowledge, verdict: Verdict, unreviewed: Unreviewed) -> Verdict:
    """Let a verdict stand, or send it to the lawyer where the entry may not answer by itself.

    An entry that names a kind of emergency makes it one that may be: whoever asks is told what saves, and can call out with one tap.
    The lawyer gets a suspended entry, and an unreviewed one where the policy is `ask_lawyer`. A suspended entry is not offered
    either: a question back goes on without it, unless it is the likeliest one or the only one.
    """
    if verdict.kind is Kind.CLARIFY:
        return _without_suspended(knowledge, verdict)
    if verdict.kind is not Kind.ANSWER or verdict.entry is None:
        return verdict
    entry = knowledge.entries.get(verdict.entry)
    alarm = verdict.alarm or (entry.alarm if entry else None)
    if may_answer(knowledge, verdict.entry, unreviewed):
        return dataclasses.replace(verdict, alarm=alarm)
    return Verdict(Kind.ESCALATE, verdict.candidates, alarm=alarm)


def beginning_of(knowledge: Knowledge, entry_id: str, lang: Lang, unreviewed: Unreviewed) -> str:
    """Say how an entry's short answer begins, in a line; nothing of one that may not answer by itself."""
    if not may_answer(knowledge, entry_id, unreviewed):
        return ""
    most = LONGEST_BEGINNING_EN if lang == "en" else LONGEST_BEGINNING_ZH
    answer = _answer(knowledge.entries[entry_id], lang)
    return beginning(_line(knowledge, answer.short, lang) or "", most)


def _without_suspended(knowledge: Knowledge, verdict: Verdict) -> Verdict:
    known = [each for each in verdict.candidates if each.entry in knowledge.entries]
    left = tuple(each for each in known if answering(knowledge, [each.entry]))
    if len(left) == len(known):
        return verdict
    if not left or left[0] is not known[0]:
        return Verdict(Kind.ESCALATE, verdict.candidates, alarm=verdict.alarm)
    return dataclasses.replace(verdict, candidates=left)


def offered(knowledge: Knowledge, candidates: Iterable[Candidate], lang: Lang) -> list[Titled]:
    """Title the entries that a question back offers, in their order."""
    return titles(knowledge, [candidate.entry for candidate in candidates], lang)


def titles(knowledge: Knowledge, entry_ids: Iterable[str], lang: Lang) -> list[Titled]:
    """Title entries; those no longer in the knowledge are left out."""
    known = (knowledge.entries[entry] for entry in entry_ids if entry in knowledge.entries)
    return [(entry.id, _one(entry.title, lang)) for entry in known]


def measures(knowledge: Knowledge, lang: Lang) -> list[Titled]:
    """Title the ten measures, in their order."""
    return [(slug, measure_title(knowledge, slug, lang)) for slug in knowledge.measures]


def measure_title(knowledge: Knowledge, measure: str, lang: Lang) -> str:
    """Title one measure; an unknown slug is its own title."""
    found = knowledge.measures.get(measure)
    return _one(found.title, lang) if found else measure


def summary(knowledge: Knowledge, measure: str, lang: Lang) -> str:
    """Say what a measure is, in a sentence or two."""
    return _one(knowledge.measures[measure].summary, lang)


def entries_of(knowledge: Knowledge, measure: str, lang: Lang) -> list[Titled]:
    """Title the entries of a measure that are not suspended, in the order of its file."""
    return titles(
        knowledge, answering(knowledge, [entry.id for entry in knowledge.measures[measure].entries]), lang
    )


def talk_reply(knowledge: Knowledge, talk_id: str, lang: Lang) -> str:
    """Say what `conversation.yaml` replies. Lines with an office field that is not confirmed are left out."""
    reply = knowledge.talks[talk_id].reply
    lines = (reply.en if lang == "en" else reply.zh).splitlines()
    return "\n".join(_lines(knowledge, lines, lang))


def privacy(knowledge: Knowledge, lang: Lang) -> dict[str, str | None]:
    """Who is responsible for what is kept, how to reach them, and for how long; None for what is not confirmed."""
    told = knowledge.privacy
    named = {"handler": told.handler, "contact": told.contact, "retention": told.retention}
    return {name: _one(both, lang) if both else None for name, both in named.items()}


def talk_title(knowledge: Knowledge, talk_id: str | None, lang: Lang) -> str:
    """Title a kind of emergency or other talk; empty for none, and for one that is not in this knowledge."""
    talk = knowledge.talks.get(talk_id) if talk_id else None
    return _one(talk.title, lang) if talk else ""


def facts_to_ask(knowledge: Knowledge, entry_id: str, lang: Lang) -> list[str]:
    """List the facts on which an entry's answer turns; empty for an entry that is not in the knowledge."""
    entry = knowledge.entries.get(entry_id)
    return [_one(fact, lang) for fact in entry.ask_before_escalating] if entry else []


def facts_wanted(knowledge: Knowledge, entry_id: str) -> list[Asked]:
    """List the same facts as they are asked for one by one, each with its kind."""
    entry = knowledge.entries.get(entry_id)
    return (
        [Asked(FactKind(each.kind), each.zh, each.en) for each in entry.ask_before_escalating]
        if entry
        else []
    )


def wants_second_eyes(knowledge: Knowledge, measure: str | None, entry_id: str | None) -> bool:
    """Tell whether a colleague reads a lawyer's first answer in this measure, or to this entry, before it goes."""
    whole = knowledge.measures.get(measure) if measure else None
    entry = knowledge.entries.get(entry_id) if entry_id else None
    return (whole is not None and whole.second_eyes) or (entry is not None and entry.second_eyes)


def urgency_of(knowledge: Knowledge, entry: str) -> Urgency | None:
    """Say how soon a person with an entry's question should see a lawyer: `now`, `soon`, or None for no hurry.

    None too for an entry that is not in this knowledge.
    """
    found = knowledge.entries.get(entry)
    return None if found is None or found.urgency == "normal" else found.urgency


def limits(knowledge: Knowledge, entry_id: str, lang: Lang) -> tuple[StatedLimit, ...]:
    """Give the time limits that an entry states, in their order; none for an entry that is not in the knowledge."""
    entry = knowledge.entries.get(entry_id)
    return tuple(_limit(knowledge, each, lang) for each in entry.limits) if entry else ()


def _limit(knowledge: Knowledge, stated: TimeLimit, lang: Lang) -> StatedLimit:
    statute = knowledge.statutes[stated.statute]
    citation = Citation(_one(statute.short, lang), _one(statute.version, lang), (stated.article,))
    limit = Limit(stated.length, Unit(stated.unit), Roll(stated.roll))
    return StatedLimit(limit, _one(stated.act, lang), _one(stated.trigger, lang), citation)


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Count what the knowledge holds: measures, entries, phrasings, reviewed, warnings, golden questions."""
    entries = knowledge.entries.values()
    return {
        "measures": len(knowledge.measures),
        "entries": len(knowledge.entries),
        "phrasings": sum(len(entry.phrasings.zh) + len(entry.phrasings.en) for entry in entries),
        "reviewed": sum(entry.status == "reviewed" for entry in entries),
        "golden": knowledge.golden_count,
        "warnings": len(knowledge.warnings),
    }


def _answer(entry: Entry, lang: Lang) -> Answer:
    return entry.answer.en if lang == "en" else entry.answer.zh


def _citations(knowledge: Knowledge, entry: Entry, lang: Lang) -> Iterator[Citation]:
    for basis in entry.legal_basis:
        statute = knowledge.statutes[basis.statute]
        before = basis.before.isoformat() if basis.before else None
        version = _one(statute.version, lang)
        yield Citation(_one(statute.short, lang), version, basis.articles, before)


def _lines(knowledge: Knowledge, lines: Sequence[str], lang: Lang) -> tuple[str, ...]:
    kept = (_line(knowledge, line, lang) for line in lines)
    return tuple(line for line in kept if line is not None)


def _line(knowledge: Knowledge, line: str | None, lang: Lang) -> str | None:
    filled = None if line is None else _filled(knowledge, line, lang)
    return None if filled is None else _script(filled, lang)


def _filled(knowledge: Knowledge, line: str, lang: Lang) -> str | None:
    return placeholders.filled(line, knowledge.offices, "en" if lang == "en" else "zh")


def _one(both: Both, lang: Lang) -> str:
    return both.en if lang == "en" else _script(both.zh, lang)


def _script(text: str, lang: Lang) -> str:
    return to_traditional(text) if lang == "zh-Hant" else text
