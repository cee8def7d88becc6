"""Ways to ask that were copied from questions by which the knowledge is measured: they would measure nothing any more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.errors import ButlerError, Fault, message
from bot.knowledge.files.golden_schema import Checks, Stories
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Measure, Phrasings, Sentences
from bot.matching.text.normal_form import normalise
from bot.strict_yaml.reader import Keys

ALIKE = 90.0
"""`fuzz.ratio` of two texts in normal form from which on one is a copy of the other with a word changed."""
SHORTEST = 8
"""Characters of a text below which people say the same without knowing of one another."""


@dataclass(frozen=True, slots=True)
class _Own:
    text: str
    place: Fault


def questions_of(file: Path) -> list[str]:
    """The `text` of each JSON line of a file. Raises ButlerError if it cannot be read so."""
    try:
        return [json.loads(line)["text"] for line in file.read_text("utf-8-sig").splitlines() if line.strip()]
    except OSError as error:
        raise ButlerError(f"{file}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise ButlerError(f'{file}: a line is no {{"text": …}} in JSON; give a file of questions') from None


def copied(folder: Folder, questions: list[str]) -> Iterator[Fault]:
    """Yield the phrasings and golden questions that are the same as one of the questions, or nearly."""
    normal = [normalise(question) for question in questions]
    for own in _own(folder):
        text = normalise(own.text)
        if len(text) < SHORTEST:
            continue
        found = process.extractOne(text, normal, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if found:
            yield replace(own.place, message=message("warning.copied", text=questions[found[2]][:40]))


def _own(folder: Folder) -> Iterator[_Own]:
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            yield from _of(page, ("entries", at, "phrasings"), entry.phrasings)
    for page, checks in folder.each(Checks):
        for at, check in enumerate(checks.checks):
            yield from _of(page, ("checks", at, "must_match"), check.must_match)
    for page, told in folder.each(Stories):
        for at, story in enumerate(told.stories):
            yield from _of(page, ("stories", at), story)


def _of(page: Page, keys: Keys, texts: Phrasings | Sentences) -> Iterator[_Own]:
    for lang in ("zh", "en"):
        for at, text in enumerate(getattr(texts, lang)):
            yield _Own(text, page.fault((*keys, lang, at), message("nothing")))
