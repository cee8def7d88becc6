"""Whether an enterprise is what it says: by the bureau's list, whose credit code its keeper typed, or by the word of somebody who looked.

An admin looks at any enterprise, the lawyer of a ticket at its own (`identity_checks`).
"""

from bot.domain.audit import AuditAct
from bot.domain.button_data import Action
from bot.domain.outgoing import Notice, Rows, Sentence, Shown, button
from bot.domain.page import LONGEST_PAGE, paged
from bot.domain.page_actions import TurnUnverified
from bot.domain.people import Enterprise, Person, Standing
from bot.domain.seat_actions import ConfirmEnterprise, UnconfirmEnterprise
from bot.domain.seat_views import EnterpriseList, NamedEnterprise
from bot.storage import audit, enterprises, seats
from bot.storage.enterprises import Unverified
from bot.usecases import pages
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork


async def list_unverified(uow: UnitOfWork, admin: Person, place: Place = FIRST) -> None:
    """Show an admin the enterprises that stand only on their keepers' word, each with a button to confirm it."""
    count = await enterprises.count_unverified(uow.tx)
    page = paged(place.page, count)
    if not count:
        await pages.put(uow, admin, place, Sentence("enterprises.none"))
        return
    shown = await enterprises.unverified(uow.tx, LONGEST_PAGE, page.skipped)
    rows: Rows = tuple(
        (button("button.verify", ConfirmEnterprise(each.enterprise.id), name=each.enterprise.name[:30]),)
        for each in shown
    )
    view = EnterpriseList(tuple(_line(each) for each in shown), count, page)
    rows = (*rows, *pages.row(page, TurnUnverified))
    await pages.put(uow, admin, place, Shown("enterprises.list", view, rows))


async def confirm(uow: UnitOfWork, admin: Person, enterprise_id: int) -> None:
    """An admin confirms an enterprise; its keeper hears it."""
    if not await verify(uow, admin, enterprise_id, UnconfirmEnterprise(enterprise_id)):
        await uow.tell(say(admin, "enterprises.verified_already"))


async def withdraw(uow: UnitOfWork, admin: Person, enterprise_id: int) -> None:
    """An admin takes back that an enterprise was confirmed; its keeper hears it."""
    if not await unverify(uow, admin, enterprise_id):
        await uow.tell(say(admin, "enterprises.not_confirmed"))


async def verify(uow: UnitOfWork, by: Person, enterprise_id: int, back: Action) -> bool:
    """Note that somebody has looked at an enterprise, and offer the way `back`; False if that was noted before."""
    found = await enterprises.find(uow.tx, enterprise_id)
    if found is None or not await enterprises.verify(uow.tx, enterprise_id, by=by.id, now=uow.now):
        return False
    audit.note(uow.tx, AuditAct.ENTERPRISE_VERIFIED, uow.now, by=by.id, enterprise=enterprise_id)
    rows: Rows = ((button("button.unverify", back),),)
    await uow.tell(say(by, "enterprises.verified", rows, name=found.name))
    await _tell_keeper(uow, found, "enterprise.verified_now")
    return True


async def unverify(uow: UnitOfWork, by: Person, enterprise_id: int) -> bool:
    """Note that somebody takes back that an enterprise was confirmed; False if it was not."""
    found = await enterprises.find(uow.tx, enterprise_id)
    if found is None or not await enterprises.withdraw(uow.tx, enterprise_id):
        return False
    audit.note(uow.tx, AuditAct.ENTERPRISE_UNVERIFIED, uow.now, by=by.id, enterprise=enterprise_id)
    await uow.tell(say(by, "enterprises.withdrawn", name=found.name))
    await _tell_keeper(uow, found, "enterprise.unverified_now")
    return True


async def _tell_keeper(uow: UnitOfWork, enterprise: Enterprise, key: str) -> None:
    for each in await seats.of_enterprise(uow.tx, enterprise.id):
        if each.standing is Standing.KEEPER:
            await uow.tell(Notice(each.person, Sentence(key, {"name": enterprise.name}), each.lang))


def _line(each: Unverified) -> NamedEnterprise:
    firm = each.enterprise
    return NamedEnterprise(firm.name, firm.credit_code or "", firm.town or "", each.keeper)
