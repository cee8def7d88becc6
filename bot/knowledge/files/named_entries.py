"""Entries that others name (look-alikes, related ones, golden questions) and that there are not.

An entry that was deleted or renamed is one mistake, however often it is named: it is told once, with all places. Where nobody
can tell which entries there are, nothing is told at all: a file that cannot be read, or an id that stands where another
belongs, is told elsewhere and explains the rest.
"""

import re
from collections.abc import Collection, Iterator

from bot.errors import Fault, message
from bot.knowledge.files.golden_schema import Checks, FollowUps, Stories
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Measure
from bot.knowledge.files.schema_errors import did_you_mean
from bot.strict_yaml.reader import Keys

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_PLACES = 8
"""Places that are listed beside the first."""


def faults(folder: Folder) -> Iterator[Fault]:
    """Yield one fault for each entry that is named and does not exist, at the first place that names it."""
    known = _entry_ids(folder)
    missing: dict[str, list[Fault]] = {}
    for page, keys, name, own in _named(folder):
        if name == own:
            yield page.fault(keys, message("entry.names_itself"))
        elif known is not None and name not in known:
            missing.setdefault(name, []).append(page.fault(keys, message("nothing")))
    for name, places in missing.items():
        hint = did_you_mean(name, known or ())
        told = message("entry.unknown", entry=name, hint=hint, more=_listed(places[1:]))
        yield Fault(places[0].file, places[0].line, places[0].column, places[0].field, told)


def _listed(places: list[Fault]) -> object:
    if not places:
        return ""
    listed = ", ".join(f"{place.file}:{place.line}" for place in places[:MOST_PLACES])
    return message("entry.named_also", places=listed + ", …" * (len(places) > MOST_PLACES))


def _entry_ids(folder: Folder) -> Collection[str] | None:
    """Gather the ids of all entries; None if a file is so broken, or an id so wrong, that nobody can tell."""
    found: list[object] = []
    for page in folder.pages:
        if page.name.startswith("measures/"):
            try:
                found += _ids_in(page)
            except (LookupError, TypeError):
                return None
    ids = {name for name in found if isinstance(name, str) and SLUG.fullmatch(name)}
    return ids if len(ids) == len(found) else None


def _ids_in(page: Page) -> list[object]:
    """The ids that a file of a measure gives, whatever they are; LookupError or TypeError if it is too broken to tell."""
    if isinstance(page.model, Measure):
        return [entry.id for entry in page.model.entries]
    return [entry["id"] for entry in page.document.value["entries"]]


def _named(folder: Folder) -> Iterator[tuple[Page, Keys, str, str]]:
    """Yield the place and the name of every entry that is named, and the entry that names it (empty for a check)."""
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            for field, ids in (("related", entry.related), ("lookalikes", entry.lookalikes)):
                yield from (
                    (page, ("entries", at, field, place), name, entry.id) for place, name in enumerate(ids)
                )
    for page, checks in folder.each(Checks):
        yield from ((page, ("checks", at, "entry"), each.entry, "") for at, each in enumerate(checks.checks))
    for page, follow_ups in folder.each(FollowUps):
        for at, check in enumerate(follow_ups.checks):
            yield page, ("checks", at, "entry"), check.entry, ""
        for at, own in enumerate(follow_ups.own_subject):
            yield page, ("own_subject", at, "after"), own.after, ""
    for page, told in folder.each(Stories):
        yield from ((page, ("stories", at, "entry"), each.entry, "") for at, each in enumerate(told.stories))
