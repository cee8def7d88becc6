"""Whether an enterprise is what it says: by the bureau's list, whose credit code its keeper typed, or by an admin's word."""

from bot.domain.audit import AuditAct
from bot.domain.outgoing import Notice, Rows, Sentence, Shown, button
from bot.domain.page import paged
from bot.domain.page_actions import TurnUnverified
from bot.domain.people import Person, Standing
from bot.domain.seat_actions import ConfirmEnterprise
from bot.domain.seat_views import EnterpriseList, NamedEnterprise
from bot.storage import audit, enterprises, seats
from bot.storage.enterprises import Unverified
from bot.usecases import pages
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork


async def list_unverified(uow: UnitOfWork, admin: Person, place: Place = FIRST) -> None:
    """Show an admin the enterprises that stand only on their keepers' word, each with a button to confirm it."""
    found = await enterprises.unverified(uow.tx)
    page = paged(place.page, len(found))
    if not found:
        await pages.put(uow, admin, place, Sentence("enterprises.none"))
        return
    shown = page.cut(found)
    rows: Rows = tuple(
        (button("button.verify", ConfirmEnterprise(each.enterprise.id), name=each.enterprise.name[:30]),)
        for each in shown
    )
    view = EnterpriseList(tuple(_line(each) for each in shown), len(found), page)
    rows = (*rows, *pages.row(page, TurnUnverified))
    await pages.put(uow, admin, place, Shown("enterprises.list", view, rows))


async def confirm(uow: UnitOfWork, admin: Person, enterprise_id: int) -> None:
    """An admin confirms an enterprise; its keeper hears it."""
    found = await enterprises.find(uow.tx, enterprise_id)
    if found is None or not await enterprises.verify(uow.tx, enterprise_id, by=admin.id, now=uow.now):
        await uow.tell(say(admin, "enterprises.verified_already"))
        return
    await audit.note(uow.tx, AuditAct.ENTERPRISE_VERIFIED, uow.now, by=admin.id, enterprise=enterprise_id)
    await uow.tell(say(admin, "enterprises.verified", name=found.name))
    for each in await seats.of_enterprise(uow.tx, enterprise_id):
        if each.standing is Standing.KEEPER:
            told = Sentence("enterprise.verified_now", {"name": found.name})
            await uow.tell(Notice(each.person, told, each.lang))


def _line(each: Unverified) -> NamedEnterprise:
    firm = each.enterprise
    return NamedEnterprise(firm.name, firm.credit_code or "", firm.town or "", each.keeper)
