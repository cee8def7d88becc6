"""What an entry still lacks to be found by the people whom it is for, though it may be used."""

from collections.abc import Iterator

from bot.errors import Fault, message
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Entry, Measure
from bot.knowledge.files.schema_errors import LANGUAGES
from bot.strict_yaml.reader import Keys

FEWEST_STORIES = {"zh": 6, "en": 3}
"""Ways to ask of the length that people really write, below which an entry is hard to find by them."""
STORY = {"zh": 25, "en": 60}
"""Characters from which on a way to ask is a story."""


def lacking(folder: Folder) -> Iterator[Fault]:
    """Yield the entries that do not say whose question they answer, or at which stage, or that have few stories."""
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            yield from _lacking(page, ("entries", at), entry)


def _lacking(page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    if not entry.side:
        yield page.fault((*keys, "id"), message("warning.no_side"))
    if not entry.stage:
        yield page.fault((*keys, "id"), message("warning.no_stage"))
    for lang, name in LANGUAGES.items():
        ways, least = getattr(entry.phrasings, lang), FEWEST_STORIES[lang]
        count = sum(len(way) >= STORY[lang] for way in ways)
        if ways and count < least:
            told = message("warning.few_stories", language=message(name), count=count, least=least)
            yield page.fault((*keys, "phrasings", lang), told)
