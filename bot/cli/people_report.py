"""What `butler people import` says: faults by row and column, and what becomes of each row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.domain.answer import Lang
from bot.domain.register import LawyerEntry, Value
from bot.errors import Fault, Message, message
from bot.importing.cells import LANGUAGES
from bot.importing.columns import letter
from bot.locales.faults import worded
from bot.usecases.roster_import import Fate, Step

FIELDS = {
    "name": message("roster.field_name"),
    "firm": message("roster.field_firm"),
    "licence": message("roster.field_licence"),
    "languages": message("roster.field_languages"),
    "specialities": message("roster.field_specialities"),
    "towns": message("roster.field_towns"),
    "aliases": message("roster.field_aliases"),
    "credit_code": message("roster.field_credit_code"),
    "town": message("roster.field_towns"),
    "industries": message("roster.field_industry"),
    "industry": message("roster.field_industry"),
    "contact": message("roster.field_contact"),
}
LABELS = {
    Fate.NEW: message("roster.new"),
    Fate.CHANGED: message("roster.changed"),
    Fate.LISTED: message("roster.listed"),
    Fate.SAME: message("roster.same"),
    Fate.REMOVED: message("roster.removed"),
}


def fault_line(fault: Fault, lang: Lang) -> str:
    """One fault, with row and column as a spreadsheet names them."""
    said = worded(fault.message, lang)
    if not fault.line:
        return worded(message("roster.in_file", file=fault.file, fault=said), lang)
    if not fault.column:
        return worded(message("roster.in_row", file=fault.file, row=fault.line, fault=said), lang)
    place = {"file": fault.file, "row": fault.line, "column": letter(fault.column), "heading": fault.field}
    return worded(message("roster.in_cell", fault=said, **place), lang)


def report(
    steps: Sequence[Step], unread: Sequence[str], titles: Mapping[str, str], lang: Lang, *, written: bool
) -> Iterator[str]:
    """A line for each row that changes something or is passed over, sheets not read, the sums, and what to do next."""
    for step in steps:
        if step.fate is not Fate.SAME:
            yield _line(step, titles, lang)
    for sheet in unread:
        yield worded(message("roster.unread", sheet=sheet), lang)
    yield from _sums(steps, lang)
    if not any(step.fate in (Fate.NEW, Fate.CHANGED, Fate.LISTED) for step in steps):
        yield worded(message("roster.nothing_to_do"), lang)
        return
    if any(step.fate is Fate.NEW and isinstance(step.entry, LawyerEntry) for step in steps):
        yield worded(message("roster.press_start"), lang)
    yield worded(message("roster.written") if written else message("roster.dry_run"), lang)


def _line(step: Step, titles: Mapping[str, str], lang: Lang) -> str:
    changes = "".join(f"\n      {each}" for each in _details(step, titles, lang))
    entry = step.entry
    number = entry.telegram_id if isinstance(entry, LawyerEntry) else entry.credit_code
    who = f"{entry.name} ({number})" if number else entry.name
    place = worded(message("roster.row", row=entry.row), lang)
    return f"{worded(LABELS[step.fate], lang)}  {place}  {who}{changes}"


def _details(step: Step, titles: Mapping[str, str], lang: Lang) -> Iterator[str]:
    """What changes; of a new lawyer all that was read, for it was read from words."""
    for each in step.differences:
        before, after = (_shown(value, titles, lang) for value in (each.before, each.after))
        yield f"{worded(FIELDS[each.field], lang)}: {before} → {after}"
    if step.fate is Fate.NEW and isinstance(step.entry, LawyerEntry):
        for field in LawyerEntry.COMPARED[1:]:
            if value := getattr(step.entry, field):
                yield f"{worded(FIELDS[field], lang)}: {_shown(value, titles, lang)}"


def _shown(value: Value, titles: Mapping[str, str], lang: Lang) -> str:
    if not value:
        return worded(message("roster.empty_before"), lang)
    if isinstance(value, str):
        return value
    words = {code: names[-1].title() if lang == "en" else names[0] for code, names in LANGUAGES.items()}
    return "、".join(titles.get(each) or words.get(each) or each for each in value)


def _sums(steps: Sequence[Step], lang: Lang) -> Iterator[str]:
    for kind, heading in ((True, message("roster.lawyers")), (False, message("roster.enterprises"))):
        fates = Counter(step.fate for step in steps if isinstance(step.entry, LawyerEntry) is kind)
        if fates:
            yield worded(_sum(heading, fates), lang)


def _sum(kind: Message, fates: Counter[Fate]) -> Message:
    return message(
        "roster.sum",
        kind=kind,
        new=fates[Fate.NEW],
        changed=fates[Fate.CHANGED] + fates[Fate.LISTED],
        same=fates[Fate.SAME],
        removed=fates[Fate.REMOVED],
    )
