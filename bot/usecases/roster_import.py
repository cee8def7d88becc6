"""Lists of lawyers and enterprises taken over: first what would change, then the change itself.

A list adds and corrects. It removes nobody, and whoever an admin removed does not come back by it: an invitation does.
"""

import dataclasses
import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.audit import AuditAct
from bot.domain.people import Role
from bot.domain.register import Difference, EnterpriseEntry, Entry, LawyerEntry, differences
from bot.storage import audit, people, register, roster
from bot.storage.engine.database import Transaction
from bot.storage.register import KeptEnterprise, KeptLawyer
from bot.usecases import assignment
from bot.usecases.messages import menu
from bot.usecases.unit_of_work import UnitOfWork

E = TypeVar("E", LawyerEntry, EnterpriseEntry)


class Fate(enum.Enum):
    """What becomes of one row of a list."""

    NEW = "new"
    CHANGED = "changed"
    LISTED = "listed"
    """Nothing changes but that an enterprise which only its owner had named is on the bureau's list now."""
    SAME = "same"
    REMOVED = "removed"
    """A lawyer whom an admin removed: the row is passed over."""


@dataclass(frozen=True, slots=True)
class Step:
    """One row and what becomes of it. `kept` is the person or enterprise that it is about; None if there is none yet."""

    entry: Entry
    fate: Fate
    kept: int | None = None
    differences: tuple[Difference, ...] = ()
    merged: Entry | None = None
    """What is to be kept: the row, and for its empty cells what was there before."""


async def plan(
    tx: Transaction, lawyers: Sequence[LawyerEntry], enterprises: Sequence[EnterpriseEntry]
) -> list[Step]:
    """Say what each row would change, in the order of the lists; nothing is written."""
    steps = [_lawyer_step(entry, await register.lawyer(tx, entry.telegram_id)) for entry in lawyers]
    found = _found(enterprises, await register.enterprises(tx)) if enterprises else []
    return steps + [_enterprise_step(entry, kept) for entry, kept in zip(enterprises, found, strict=True)]


async def carry_out(uow: UnitOfWork, steps: Sequence[Step]) -> None:
    """Write what was planned in the same transaction. New lawyers get their menu, and what waits is dealt out."""
    new = []
    for step in steps:
        if isinstance(step.merged, LawyerEntry):
            if step.fate is Fate.NEW:
                new.append(await _appoint(uow, step.merged))
            elif step.kept is not None and step.fate is Fate.CHANGED:
                await _keep_lawyer(uow, step.kept, step.merged)
        elif isinstance(step.merged, EnterpriseEntry) and step.fate is not Fate.SAME:
            await register.keep_enterprise(uow.tx, step.kept, step.merged, uow.now)
    counted = {fate.value: sum(step.fate is fate for step in steps) for fate in Fate}
    audit.note(uow.tx, AuditAct.LIST_IMPORTED, uow.now, **counted)
    for each in new:
        audit.note(uow.tx, AuditAct.ROLE_GIVEN, uow.now, person=each, role=Role.LAWYER.value)
    await _welcome(uow, new)


async def _appoint(uow: UnitOfWork, entry: LawyerEntry) -> int:
    """The person who is a lawyer from now on, on duty."""
    person = await people.at_address(uow.tx, uow.account.id, entry.telegram_id, uow.now)
    await roster.appoint(uow.tx, person, Role.LAWYER, uow.now)
    await _keep_lawyer(uow, person, entry)
    return person


async def _keep_lawyer(uow: UnitOfWork, person: int, entry: LawyerEntry) -> None:
    await people.rename(uow.tx, person, entry.name)
    await register.keep_lawyer(uow.tx, person, entry)


async def _welcome(uow: UnitOfWork, lawyers: Sequence[int]) -> None:
    """Tickets are dealt out once all are there, or the first in the list would be offered everything that waits."""
    for each in lawyers:
        person = await people.find(uow.tx, each)
        assert person is not None
        await uow.tell(menu(person))
    if lawyers:
        await assignment.deal_out_waiting(uow)


def _lawyer_step(entry: LawyerEntry, kept: KeptLawyer | None) -> Step:
    if kept is not None and kept.was_removed:
        return Step(entry, Fate.REMOVED, kept.person)
    if kept is None or kept.entry is None:
        return Step(entry, Fate.NEW, kept.person if kept else None, merged=entry)
    changes = differences(entry, kept.entry)
    fate = Fate.CHANGED if changes else Fate.SAME
    return Step(entry, fate, kept.person, changes, _merged(entry, kept.entry))


def _enterprise_step(entry: EnterpriseEntry, kept: KeptEnterprise | None) -> Step:
    if kept is None:
        return Step(entry, Fate.NEW, merged=entry)
    changes = differences(entry, kept.entry)
    quiet = Fate.SAME if kept.is_listed else Fate.LISTED
    return Step(entry, Fate.CHANGED if changes else quiet, kept.id, changes, _merged(entry, kept.entry))


def _found(entries: Sequence[EnterpriseEntry], kept: Sequence[KeptEnterprise]) -> list[KeptEnterprise | None]:
    """For each entry the enterprise that it is about: that of its code, else the one on the list that has its name.

    An owner's own words for an enterprise without a code lead nowhere: others may use the same.
    """
    by_code = {each.entry.credit_code: each for each in kept if each.entry.credit_code}
    found = [by_code.get(entry.credit_code) if entry.credit_code else None for entry in entries]
    taken = {each.id for each in found if each}
    by_name: dict[str, list[KeptEnterprise]] = {}
    for each in kept:
        if each.is_listed and each.id not in taken:
            by_name.setdefault(each.entry.name, []).append(each)
    return [each or _named(entry, by_name) for entry, each in zip(entries, found, strict=True)]


def _named(entry: EnterpriseEntry, by_name: dict[str, list[KeptEnterprise]]) -> KeptEnterprise | None:
    """The only enterprise on the list with this name, unless both have codes, which then differ; no second entry gets it."""
    fitting = [
        each for each in by_name.get(entry.name, ()) if not (entry.credit_code and each.entry.credit_code)
    ]
    if len(fitting) != 1:
        return None
    by_name[entry.name].remove(fitting[0])
    return fitting[0]


def _merged(entry: E, kept: E) -> E:
    filled = {field: value for field in entry.COMPARED if (value := getattr(entry, field)) is not None}
    return dataclasses.replace(kept, **filled)
