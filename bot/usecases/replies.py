"""What is said because of a verdict. Pure: the same for Telegram, `butler ask` and `butler eval`.

Nothing here reaches storage, so that a question on the command line is answered without it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.answer import Field, FieldAnswer, Lang
from bot.domain.deadline_actions import WorkOut
from bot.domain.policy import Unreviewed
from bot.domain.reply import (
    AnswerShown,
    Button,
    FieldsShown,
    Offered,
    Option,
    Options,
    Reply,
    Rows,
    Sentence,
    button,
    titled,
)
from bot.domain.reply_actions import AskAbout, AskLawyer, Browse, Show, ShowRelated, Solved, StartDraft
from bot.knowledge import answers
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.verdict import Kind, Verdict
from bot.usecases.first_aid import first_aid

BROWSE_ROWS: Rows = ((button("button.measures", Browse()),),)
PLAIN: Mapping[Kind, str] = {Kind.ESCALATE: "ask.escalate", Kind.DECLINE: "ask.decline"}
"""Verdicts that need no more than a sentence and the way to a lawyer."""
MOST_RELATED = 2
"""Related entries under an answer to a follow-up."""


def entry_code(entry: str) -> str:
    """Ten letters that stand for an entry on a button, where its id may not fit (64 bytes in all)."""
    return hashlib.sha256(entry.encode()).hexdigest()[:10]


def to_message(
    knowledge: Knowledge, verdict: Verdict, lang: Lang, question: int, unreviewed: Unreviewed
) -> Reply:
    """What is said because of a verdict of `bot.knowledge.follow_ups.decided`: it may lean on what went before."""
    if not verdict.fields:
        return to_question(knowledge, verdict, lang, question, unreviewed)
    if verdict.kind is Kind.FOLLOWUP and verdict.entry is not None:
        return fields_of(knowledge, verdict.entry, verdict.fields, lang, question)
    to_lawyer = (button("button.lawyer", AskLawyer(question)),)
    if verdict.kind is not Kind.CLARIFY:
        return Sentence("followup.no_subject", rows=(*BROWSE_ROWS, to_lawyer))
    topics = answers.offered(knowledge, verdict.candidates, lang)
    rows = tuple((titled(title, AskAbout(question, entry_code(entry))),) for entry, title in topics)
    return Sentence("followup.about_what", rows=(*rows, to_lawyer))


def to_question(
    knowledge: Knowledge, verdict: Verdict, lang: Lang, question: int, unreviewed: Unreviewed
) -> Reply:
    """What is said because of a verdict on a question that stands alone."""
    if verdict.kind is Kind.ANSWER and verdict.entry is not None:
        answered = answer(knowledge, verdict.entry, lang, question)
        return _besides(answered, answers.offered(knowledge, verdict.also, lang), question)
    if verdict.kind is Kind.CLARIFY:
        return _ask_back(knowledge, verdict, lang, question, unreviewed)
    if verdict.talk is not None:
        return _talk(knowledge, verdict.talk, verdict, lang, question)
    if verdict.kind in PLAIN:
        return Sentence(PLAIN[verdict.kind], rows=lawyer_rows(question))
    return Sentence("ask.rephrase", rows=BROWSE_ROWS)


def answer(knowledge: Knowledge, entry: str, lang: Lang, question: int) -> AnswerShown:
    """An entry's card with the ways on. `question` is 0 when the entry was browsed to."""
    card = answers.card(knowledge, entry, lang)
    ways: list[Button] = [button("button.lawyer", AskLawyer(question))]
    if question:
        ways.insert(len(ways) if card.is_pressing else 0, button("button.solved", Solved(question)))
    further: list[Button] = []
    if card.related:
        further.append(button("button.related", ShowRelated(question, entry_code(entry))))
    if answers.limits(knowledge, entry, lang):
        further.append(button("button.last_day", WorkOut(question, entry_code(entry))))
    rows = (tuple(ways), tuple(further)) if further else (tuple(ways),)
    return AnswerShown(card, rows)


def fields_of(
    knowledge: Knowledge, entry: str, fields: Sequence[Field], lang: Lang, question: int
) -> AnswerShown | FieldsShown:
    """What an entry says to the parts asked for, the whole answer and a lawyer one tap away."""
    if Field.WHOLE in fields:
        return answer(knowledge, entry, lang, question)
    told = tuple(answers.field(knowledge, entry, field, lang) for field in fields)
    ways = (
        button("button.whole_answer", Show(question, entry_code(entry))),
        button("button.lawyer", AskLawyer(question)),
    )
    return FieldsShown(told, (ways, *_related(knowledge, told[0], question)))


def lawyer_rows(question: int) -> Rows:
    """The ways to a lawyer: at once, or with more words first."""
    return (
        (button("button.lawyer", AskLawyer(question)),),
        (button("button.add_first", StartDraft(question)),),
    )


def _ask_back(
    knowledge: Knowledge, verdict: Verdict, lang: Lang, question: int, unreviewed: Unreviewed
) -> Offered:
    """Offer what may be meant; where nothing is likely, say so and name the lawyer first."""
    offered = answers.offered(knowledge, verdict.options, lang)
    lines = tuple(
        Option(title, answers.beginning_of(knowledge, entry, lang, unreviewed)) for entry, title in offered
    )
    options = tuple((titled(title, Show(question, entry_code(entry))),) for entry, title in offered)
    if verdict.is_unlikely:
        lawyer: Rows = ((button("button.lawyer", AskLawyer(question)),),)
        return Offered("ask.clarify_unsure", Options(lines), (*lawyer, *options))
    none: Rows = ((button("button.none_of_these", AskLawyer(question)),),)
    return Offered("ask.clarify", Options(lines), (*options, *none))


def _besides(answered: AnswerShown, others: Sequence[tuple[str, str]], question: int) -> AnswerShown:
    """An answer, and what another question of the same message may mean, so that neither is dropped."""
    rows = tuple((titled(title, Show(question, entry_code(entry))),) for entry, title in others)
    titles = tuple(title for _, title in others)
    return replace(answered, also=titles, rows=(*answered.rows, *rows))


def _talk(knowledge: Knowledge, talk: str, verdict: Verdict, lang: Lang, question: int) -> Sentence:
    if verdict.urgent:
        first, more = first_aid(knowledge, talk, lang)
        return Sentence("ask.urgent", {"first": first, "more": more})
    rows = BROWSE_ROWS if verdict.kind is Kind.CHAT else lawyer_rows(question)
    key = "ask.refuse" if verdict.kind is Kind.REFUSE else "ask.talk"
    return Sentence(key, {"reply": answers.talk_reply(knowledge, talk, lang)}, rows=rows)


def _related(knowledge: Knowledge, told: FieldAnswer, question: int) -> list[tuple[Button, ...]]:
    """Related entries, first those that say what was asked."""
    related = answers.related(knowledge, told.entry, told.field, told.lang)
    return [(titled(title, Show(question, entry_code(entry))),) for entry, title in related[:MOST_RELATED]]
