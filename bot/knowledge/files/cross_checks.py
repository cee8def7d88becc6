"""What only shows when all files lie side by side: names that lead nowhere, things said twice, old law."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from bot.errors import Fault, Message, message
from bot.knowledge.files import named_entries, placeholders
from bot.knowledge.files.articles import number
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import (
    MEASURES,
    Alarms,
    Basis,
    Conversation,
    Entry,
    Measure,
    Offices,
    Statute,
    Statutes,
    Talk,
    TaughtReply,
)
from bot.knowledge.files.schema_errors import LANGUAGES, did_you_mean
from bot.knowledge.files.versions import BOTH, statutory, versions
from bot.matching.text.normal_form import normalise
from bot.strict_yaml.reader import Keys


def faults(folder: Folder) -> Iterator[Fault]:
    """Yield what contradicts itself across files. Files that could not be read are left out of it."""
    yield from _measures(folder)
    yield from _entries(folder)
    yield from named_entries.faults(folder)
    yield from _statutes(folder)
    yield from _talk(folder)
    yield from _said_twice(folder)


ALARMS_FILE = "alarms.yaml"
NOTHING = message("nothing")
"""Of a fault of which only the place is wanted."""


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
            yield page.fault(("measure",), message("measure.unknown", measure=measure.measure, hint=hint))
        elif measure.measure != stem:
            yield page.fault(("measure",), message("measure.other_file", measure=measure.measure))
    present = {PurePosixPath(page.name).stem for page in folder.pages if page.name.startswith("measures/")}
    for slug in MEASURES if folder.pages else ():
        if slug not in present:
            yield Fault(str(folder.path / "measures" / f"{slug}.yaml"), 0, 0, "", message("measure.missing"))


def _entries(folder: Folder) -> Iterator[Fault]:
    first: dict[str, tuple[Page, Keys]] = {}
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            keys: Keys = ("entries", at)
            if entry.id in first:
                there, where = first[entry.id]
                before = there.fault(where, NOTHING)
                told = message("entry.twice", entry=entry.id, first=f"{before.file}:{before.line}")
                yield page.fault((*keys, "id"), told)
            first.setdefault(entry.id, (page, (*keys, "id")))
            yield from _both_asked(page, keys, entry)
            yield from _alarm(folder, page, keys, entry)
            yield from _entry_places(folder, page, keys, entry)


def _both_asked(page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    for lang, name in LANGUAGES.items():
        if not getattr(entry.phrasings, lang):
            yield page.fault((*keys, "phrasings", lang), message("entry.no_phrasing", language=message(name)))


def _alarm(folder: Folder, page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    alarms = folder.only(Alarms)
    kinds = [alarm.id for alarm in alarms.alarms] if alarms else []
    if entry.alarm and alarms and entry.alarm not in kinds:
        hint = did_you_mean(entry.alarm, kinds)
        yield page.fault((*keys, "alarm"), message("entry.alarm_unknown", alarm=entry.alarm, hint=hint))


def _entry_places(folder: Folder, page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    for version in versions(entry):
        for lang in BOTH:
            for place, text in version.lines(lang):
                yield from _text_places(folder, page, (*keys, *version.keys, *place), text)


def _text_places(folder: Folder, page: Page, keys: Keys, text: str) -> Iterator[Fault]:
    offices = folder.only(Offices)
    for name in placeholders.named(text) if offices else ():
        assert offices is not None
        wrong = placeholders.unknown(name, offices.offices)
        if wrong:
            yield page.fault(keys, wrong)


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
            for version in versions(entry):
                yield from _cited(page, ("entries", at, *version.keys), version.entry, statutes)


def _cited(page: Page, keys: Keys, entry: Entry, statutes: Mapping[str, Statute]) -> Iterator[Fault]:
    for at, basis in enumerate(entry.legal_basis):
        yield from _basis(page, (*keys, "legal_basis", at), basis, statutes)
    articles = {(basis.statute, article) for basis in entry.legal_basis for article in basis.articles}
    for place, figure in statutory(entry):
        if figure.statute not in statutes:
            yield page.fault((*keys, *place, "statute"), _no_statute(figure.statute, statutes))
        elif (figure.statute, figure.article) not in articles:
            yield page.fault(
                (*keys, *place, "article"),
                message("figure.not_cited", article=figure.article, statute=figure.statute),
            )


def _basis(page: Page, keys: Keys, basis: Basis, statutes: Mapping[str, Statute]) -> Iterator[Fault]:
    statute = statutes.get(basis.statute)
    if statute is None:
        yield page.fault((*keys, "statute"), _no_statute(basis.statute, statutes))
        return
    if statute.articles and not basis.articles:
        yield page.fault(keys, message("statute.which_article", statute=basis.statute))
    for at, article in enumerate(basis.articles):
        if number(article) > statute.articles:
            told = message(
                "statute.no_article", statute=basis.statute, articles=statute.articles, article=article
            )
            yield page.fault((*keys, "articles", at), told)


def _no_statute(ref: str, statutes: Mapping[str, Statute]) -> Message:
    return message("statute.unknown", statute=ref, hint=did_you_mean(ref, statutes))


def _talk(folder: Folder) -> Iterator[Fault]:
    conversation = folder.only(Conversation)
    if conversation is None:
        return
    seen: dict[str, str] = {}
    for page, part, at, talk in _talks(folder, conversation):
        if talk.id in seen:
            yield page.fault((part, at, "id"), message("entry.twice", entry=talk.id, first=seen[talk.id]))
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


_normal = lru_cache(maxsize=2**15)(normalise)
"""Of phrasings only, which are met again at each reading."""


def _said_twice(folder: Folder) -> Iterator[Fault]:
    """Find ways to ask that lead to two places: the matcher could never tell which is meant.

    All that two entries share are one fault, at the first: an entry that was copied has dozens.
    """
    first: dict[str, tuple[str, Page, Keys]] = {}
    shared: dict[tuple[str, str], list[tuple[Fault, Fault]]] = {}
    for page, keys, owner, text in _phrasings(folder):
        whose, there, where = first.setdefault(_normal(text), (owner, page, keys))
        if whose != owner and _normal(text):
            pair = there.fault(where, NOTHING), page.fault(keys, NOTHING)
            shared.setdefault((whose, owner), []).append(pair)
    for (whose, _), found in shared.items():
        first_told, here = found[0]
        place = f"{first_told.file}:{first_told.line}"
        lines = ", ".join(str(fault.line) for _, fault in found[1:])
        more = message("entry.so_do", count=len(found) - 1, lines=lines) if lines else ""
        yield replace(here, message=message("entry.also_leads", entry=whose, place=place, more=more))


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
