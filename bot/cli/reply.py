"""One question answered without Telegram: the very verdict and words that a person would get there."""

import datetime as dt
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.config import Config, load_config
from bot.domain.answer import Lang
from bot.domain.language import detect
from bot.domain.policy import Policy
from bot.knowledge import answers, in_force
from bot.knowledge.cache import load_kept
from bot.knowledge.follow_ups import Before, decided
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.verdict import Verdict
from bot.matching.ranking.candidate import Candidate
from bot.usecases import replies
from handlers.render.reply import plain

NO_QUESTION = 1
"""A question that exists nowhere: the buttons of a reply need its number, and nothing is stored or sent."""

CONFIG = Path("config.yaml")


@dataclass(frozen=True, slots=True)
class Counter:
    """What answering needs: the knowledge, and the rules of the house."""

    knowledge: Knowledge
    policy: Policy


def open_counter(config_path: Path | None, knowledge_path: Path | None) -> Counter:
    """Read config and knowledge. Without a config file the defaults hold, unless one was asked for.

    The golden questions are not asked. Raises ConfigError, KnowledgeError, EncoderError.
    """
    config = config_or_defaults(config_path)
    policy, encoder = config.policy(), config.sentence_encoder()
    today = dt.datetime.now().astimezone().date()
    folder, precision = knowledge_path or config.knowledge.path, policy.answer_precision
    knowledge = load_kept(folder, today=today, answer_precision=precision, encoder=encoder)
    return Counter(in_force.on_day(knowledge, today), policy)


def config_or_defaults(path: Path | None = None) -> Config:
    """Read the config file, or that of this folder; the defaults, if there is none and none was asked for.

    Raises ConfigError.
    """
    return load_config(path or CONFIG, os.environ) if path is not None or CONFIG.exists() else Config()


def answer(
    counter: Counter, text: str, lang: Lang | None = None, earlier: Sequence[str] = ()
) -> dict[str, Any]:
    """Answer as the bot would a known, consenting owner who said `earlier` a moment before, or nothing yet.

    Without `lang` the reply is in the text's own language. Gives lang, verdict, urgent, entry, measure, fields,
    score, candidates, reply and ms.
    """
    before = _before(counter, earlier)
    begun = time.perf_counter()
    lang = lang or detect(text, detect(earlier[-1]) if earlier else "zh")
    knowledge = counter.knowledge
    unreviewed = counter.policy.unreviewed
    verdict = decided(knowledge, knowledge.hear(text), before, unreviewed)
    reply = plain(replies.to_message(knowledge, verdict, lang, NO_QUESTION, unreviewed), lang)
    spent = (time.perf_counter() - begun) * 1_000
    return _described(knowledge, verdict, lang) | {"reply": reply, "ms": round(spent, 3)}


def _before(counter: Counter, earlier: Sequence[str]) -> Before:
    """What goes before the next message of a conversation in which this was said."""
    before = Before()
    for said in earlier:
        heard = counter.knowledge.hear(said)
        before = before.after(decided(counter.knowledge, heard, before, counter.policy.unreviewed))
    return before


def as_json(value: dict[str, Any]) -> str:
    """Write a value as one line of JSON; half characters, which UTF-8 cannot hold, are escaped."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def _described(knowledge: Knowledge, verdict: Verdict, lang: Lang) -> dict[str, Any]:
    return {
        "lang": lang,
        "verdict": verdict.kind.value,
        "urgent": verdict.urgent,
        "entry": verdict.entry,
        "measure": knowledge.measure_of[verdict.entry] if verdict.entry else None,
        "fields": [field.value for field in verdict.fields],
        "score": _score(verdict.score),
        "candidates": [_candidate(knowledge, candidate, lang) for candidate in verdict.options],
    }


def _candidate(knowledge: Knowledge, candidate: Candidate, lang: Lang) -> dict[str, Any]:
    [(entry, title)] = answers.titles(knowledge, [candidate.entry], lang)
    score = _score(candidate.score)
    return {"entry": entry, "measure": knowledge.measure_of[entry], "title": title, "score": score}


def _score(score: float | None) -> float | None:
    return None if score is None else round(float(score), 4)
