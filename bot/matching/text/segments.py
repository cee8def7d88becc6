"""Long messages: which sentences of a story ask.

Works on what the person typed, since punctuation and line breaks are gone from the normal form.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.matching.text import normal_form, tables
from bot.matching.text.idiom import HAN

_END = re.compile(r"(?<=[。！？!?；;])|\n|(?<!ltd)(?<!co)(?<!inc)(?<!no)\.\s", re.IGNORECASE)
_CLAUSE = re.compile(rf"[，,](?!\s*(?:\d{{3}}|ltd))|(?<=[{HAN}])\s+(?=[{HAN}])", re.IGNORECASE)
_ASKS = re.compile(
    "[?？吗呢伐]|怎么|怎样|如何|咋|多久|多长|多少|几天|几个|几年|什么|啥|哪|谁|能不能|能否|可否|可不可以|要不要|是不是|有没有|行不行"
    "|算不算|合不合法|该不该|需不需要"
    "|点算|点样|点解|点做|点搞|几时|几耐|几钱|乜|咩|边个|边度|边间|会唔会|使唔使|要唔要|系唔系|有冇|[得收算可]唔[得收算可]"
    r"|\b(?:how|what|when|where|who|whom|which|why|can|could|may|must|should|do (?:i|we|they)|does|is|are|am i) \w"
)
_LONG_HAN, _LONG_WORDS = 24, 18
"""Han characters, or words, from which on a message that asks only once may be a story around one question."""
_CONTEXT = 9
"""Characters that the asking part of a story should have at least; clauses before it are taken along until it has."""
MOST = 8
"""Asking parts of one message that are looked at, the first ones; each is judged as if it were a message."""
_MOST_BEFORE = 8
"""Clauses that are taken along at most: many may say nothing at all."""
_WORD = re.compile(r"[^\W_]")


def questions(message: str, *, told: bool | None = None) -> list[str]:
    """The parts of a message that ask, if it asks several things or tells a story around its question; else none.

    `told` says whether it tells a story, where that is known already. Each part comes with as much of what stands before it as makes sense of it. They are different, and `MOST` at most.
    """
    sentences = [clauses for one in _END.split(message) if (clauses := _clauses(one))]
    asking = [at for at, clauses in enumerate(sentences) if asks("，".join(clauses))]
    if not asking or (len(asking) == 1 and not _tells(message, told)):
        return []
    bounds = zip([0, *(at + 1 for at in asking)], asking, strict=False)
    parts = (
        _narrowed([clause for some in sentences[first : at + 1] for clause in some]) for first, at in bounds
    )
    return list(islice(_distinct(parts), MOST))


def _tells(message: str, told: bool | None) -> bool:
    return is_story(normal_form.normalise(message)) if told is None else told


def _distinct(parts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for part in parts:
        if part not in seen:
            seen.add(part)
            yield part


def asks(sentence: str) -> bool:
    """Whether a sentence asks something, in whichever script."""
    return _ASKS.search(sentence.casefold().translate(tables.simplified())) is not None


def is_story(normal: str) -> bool:
    """Whether a message in normal form is so long that it tells more than it asks."""
    words = normal_form.tokens(normal)
    han = sum(len(word) for word in words if normal_form.is_han(word))
    return han >= _LONG_HAN or len(words) - (han > 0) >= _LONG_WORDS


def _clauses(sentence: str) -> list[str]:
    return [one.strip(" 。；;") for one in _CLAUSE.split(sentence) if _WORD.search(one)]


def _narrowed(clauses: list[str]) -> str:
    """The last clause that asks and what follows it, and clauses before it until there is something to go on."""
    asking = max((at for at, one in enumerate(clauses) if asks(one)), default=len(clauses) - 1)
    kept, before = clauses[asking:], clauses[max(0, asking - _MOST_BEFORE) : asking]
    while before and len(normal_form.content(normal_form.normalise(" ".join(kept)))) < _CONTEXT:
        kept.insert(0, before.pop())
    return "，".join(kept)
