"""What only shows when all files lie side by side: names that lead nowhere, things said twice, old law."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from bot.errors import Fault
from bot.knowledge.files import placeholders
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import (
    MEASURES,
    Alarms,
    Answer,
    Basis,
    Checks,
    Conversation,
    Entry,
    Measure,
    Offices,
    Statute,
    Statutes,
    Talk,
    TaughtReply,
)
from bot.knowledge.files.schema_errors import did_you_mean
from bot.matching.text.normal_form import normalise
from bot.strict_yaml.reader import Keys


def faults(folder: Folder) -> Iterator[Fault]:
    """Yield what contradicts itself across files. Files that could not be read are left out of it."""
    yield from _measures(folder)
    yield from _entries(folder)
    yield from _statutes(folder)
    yield from _talk(folder)
    yield from _golden(folder)
    yield from _said_twice(folder)


ALARMS_FILE = "alarms.yaml"


def conversation_parts(conversation: Conversation) -> Iterator[tuple[str, int, Talk | TaughtReply]]:
    """Yield every talk with its part of `conversation.yaml` and its place there."""
    for part in type(conversation).model_fields:
        for at, talk in enumerate(getattr(conversation, part)):
            yield part, at, talk


def _measures(folder: Folder) -> Iterator[Fault]:
    for page, measure in folder.each(Measure):
        stem = PurePosixPath(page.name).stem
        if measure.measure not in MEASURES:
            hint = did_you_mean(measure.measure, MEASURES)
            yield page.fault(("measure",), f"{measure.measure} is none of the ten measures{hint}")
        elif measure.measure != stem:
            yield page.fault(("measure",), f"this file must be named {measure.measure}.yaml")
    present = {PurePosixPath(page.name).stem for page in folder.pages if page.name.startswith("measures/")}
    for slug in MEASURES if folder.pages else ():
        if slug not in present:
            yield Fault(str(folder.path / "measures" / f"{slug}.yaml"), 0, 0, "", "this measure is missing")


def _entries(folder: Folder) -> Iterator[Fault]:
    known = _entry_ids(folder)
    first: dict[str, str] = {}
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            keys: Keys = ("entries", at)
            fault = page.fault((*keys, "id"), f"{entry.id} is used twice; first in {first.get(entry.id)}")
            if entry.id in first:
                yield fault
            first.setdefault(entry.id, f"{fault.file}:{fault.line}")
            yield from _named_entries(page, keys, entry, known)
            yield from _both_asked(page, keys, entry)
            yield from _entry_places(folder, page, keys, entry)


def _entry_ids(folder: Folder) -> Collection[str] | None:
    """Gather the ids of all entries; None if a file is so broken that nobody can tell."""
    known = set()
    for page in folder.pages:
        if page.name.startswith("measures/"):
            try:
                known |= {entry["id"] for entry in page.document.value["entries"]}
            except (LookupError, TypeError):
                return None
    return known if all(isinstance(name, str) for name in known) else None


def _named_entries(page: Page, keys: Keys, entry: Entry, known: Collection[str] | None) -> Iterator[Fault]:
    for field, ids in (("related", entry.related), ("lookalikes", entry.lookalikes)):
        for at, name in enumerate(ids):
            if name == entry.id:
                yield page.fault((*keys, field, at), "an entry cannot name itself here")
            elif known is not None and name not in known:
                yield page.fault((*keys, field, at), f"there is no entry {name}{did_you_mean(name, known)}")


def _both_asked(page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    for lang, name in (("zh", "Chinese"), ("en", "English")):
        if not getattr(entry.phrasings, lang):
            yield page.fault((*keys, "phrasings", lang), f"needs at least one way to ask in {name}")


def _entry_places(folder: Folder, page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    for lang in ("zh", "en"):
        for place, text in answer_lines(getattr(entry.answer, lang)):
            yield from _text_places(folder, page, (*keys, "answer", lang, *place), text)


def _text_places(folder: Folder, page: Page, keys: Keys, text: str) -> Iterator[Fault]:
    offices = folder.only(Offices)
    for name in placeholders.named(text) if offices else ():
        assert offices is not None
        wrong = placeholders.unknown(name, offices.offices)
        if wrong:
            yield page.fault(keys, wrong)


def answer_lines(answer: Answer) -> Iterator[tuple[Keys, str]]:
    """Yield every line of an answer with its place below the answer."""
    for field in type(answer).model_fields:
        value = getattr(answer, field)
        if isinstance(value, str):
            yield (field,), value
        elif value is not None:
            yield from (((field, at), line) for at, line in enumerate(value))


def _statutes(folder: Folder) -> Iterator[Fault]:
    declared = folder.only(Statutes)
    if declared is None:
        return
    statutes = declared.statutes
    for ref, statute in statutes.items():
        later = statute.superseded_by
        if later and later not in statutes:
            page = folder.page("statutes.yaml")
            yield page.fault(("statutes", ref, "superseded_by"), _no_statute(later, statutes))
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            yield from _cited(page, ("entries", at), entry, statutes)


def _cited(page: Page, keys: Keys, entry: Entry, statutes: Mapping[str, Statute]) -> Iterator[Fault]:
    for at, basis in enumerate(entry.legal_basis):
        yield from _basis(page, (*keys, "legal_basis", at), basis, statutes)
    articles = {(basis.statute, article) for basis in entry.legal_basis for article in basis.articles}
    for at, figure in enumerate(entry.figures):
        if figure.statute not in statutes:
            yield page.fault((*keys, "figures", at, "statute"), _no_statute(figure.statute, statutes))
        elif (figure.statute, figure.article) not in articles:
            cited = f"article {figure.article} of {figure.statute}"
            yield page.fault(
                (*keys, "figures", at, "article"), f"{cited} is not in legal_basis; add it there"
            )


def _basis(page: Page, keys: Keys, basis: Basis, statutes: Mapping[str, Statute]) -> Iterator[Fault]:
    statute = statutes.get(basis.statute)
    if statute is None:
        yield page.fault((*keys, "statute"), _no_statute(basis.statute, statutes))
        return
    for at, article in enumerate(basis.articles):
        if article > statute.articles:
            message = f"{basis.statute} has {statute.articles} articles, there is no article {article}"
            yield page.fault((*keys, "articles", at), message)
    if statute.superseded_by and basis.before is None:
        message = f"is superseded by {statute.superseded_by}; cite that, or add before: …"
        yield page.fault((*keys, "statute"), message)


def _no_statute(ref: str, statutes: Mapping[str, Statute]) -> str:
    return f"there is no {ref} in statutes.yaml{did_you_mean(ref, statutes)}"


def _talk(folder: Folder) -> Iterator[Fault]:
    conversation = folder.only(Conversation)
    if conversation is None:
        return
    seen: dict[str, str] = {}
    for page, part, at, talk in _talks(folder, conversation):
        if talk.id in seen:
            yield page.fault((part, at, "id"), f"{talk.id} is used twice, also in {seen[talk.id]}")
        seen[talk.id] = page.name
        for lang in ("zh", "en"):
            yield from _text_places(folder, page, (part, at, "reply", lang), getattr(talk.reply, lang))


def _talks(folder: Folder, conversation: Conversation) -> Iterator[tuple[Page, str, int, Talk | TaughtReply]]:
    """Yield what replies by itself: talk and alarms, with their places."""
    page = folder.page("conversation.yaml")
    for part, at, talk in conversation_parts(conversation):
        yield page, part, at, talk
    alarms = folder.only(Alarms)
    for at, alarm in enumerate(alarms.alarms if alarms else ()):
        yield folder.page(ALARMS_FILE), "alarms", at, alarm


def _golden(folder: Folder) -> Iterator[Fault]:
    known = _entry_ids(folder)
    for page, checks in folder.each(Checks):
        for at, check in enumerate(checks.checks):
            if known is not None and check.entry not in known:
                hint = did_you_mean(check.entry, known)
                yield page.fault(("checks", at, "entry"), f"there is no entry {check.entry}{hint}")


_normal = lru_cache(maxsize=2**15)(normalise)
"""Of phrasings only, which are met again at each reading."""


def _said_twice(folder: Folder) -> Iterator[Fault]:
    """Find ways to ask that lead to two places: the matcher could never tell which is meant."""
    first: dict[str, tuple[str, Page, Keys]] = {}
    for page, keys, owner, text in _phrasings(folder):
        normal = _normal(text)
        whose, its_page, its_keys = first.setdefault(normal, (owner, page, keys))
        if normal and whose != owner:
            there = its_page.fault(its_keys, "")
            yield page.fault(
                keys, f"“{text}” also leads to {whose} ({there.file}:{there.line}); keep it in one of them"
            )


def _phrasings(folder: Folder) -> Iterator[tuple[Page, Keys, str, str]]:
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            yield from _ways(page, ("entries", at), entry)
    conversation = folder.only(Conversation)
    if conversation is not None:
        page = folder.page("conversation.yaml")
        for part, at, talk in conversation_parts(conversation):
            yield from _ways(page, (part, at), talk)


def _ways(page: Page, keys: Keys, asked: Entry | Talk | TaughtReply) -> Iterator[tuple[Page, Keys, str, str]]:
    for lang in ("zh", "en"):
        for at, text in enumerate(getattr(asked.phrasings, lang)):
            yield page, (*keys, "phrasings", lang, at), asked.id, text
