"""An admin looks who the butler of an enterprise is, and names another: its owners and both lawyers are told."""

from bot.domain.answer import Lang
from bot.domain.audit import AuditAct
from bot.domain.butler_actions import AskButler, SetButler, TurnEnterprises
from bot.domain.butlers import BUREAU
from bot.domain.outgoing import Rows, Sentence, button, titled
from bot.domain.page import LONGEST_PAGE, paged
from bot.domain.people import Enterprise, Person
from bot.domain.seat_actions import ConfirmEnterprise, UnconfirmEnterprise
from bot.storage import audit, butlers, enterprises, people, roster
from bot.storage.butlers import Listed, Profile
from bot.usecases import pages
from bot.usecases.butlers import reasons, who
from bot.usecases.firm_names import called, marked
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork


async def list_enterprises(uow: UnitOfWork, admin: Person, words: str = "", place: Place = FIRST) -> None:
    """List the enterprises, or those whose name has these words in it, with a button each."""
    count = await butlers.count_enterprises(uow.tx)
    page = paged(place.page, count)
    if words:
        every = await butlers.enterprises(uow.tx, most=count)
        named = [each for each in every if words.casefold() in each.name.casefold()]
        count, shown = len(named), named[:LONGEST_PAGE]
    else:
        shown = await butlers.enterprises(uow.tx, LONGEST_PAGE, page.skipped)
    if not count:
        await pages.put(uow, admin, place, Sentence("butler.no_enterprise"))
        return
    rows: Rows = tuple(
        (titled(f"{_listed(each, admin.lang)} · {each.butler or '–'}", AskButler(1, each.id)),)
        for each in shown
    )
    turning = () if words else pages.row(page, TurnEnterprises)
    await pages.put(uow, admin, place, Sentence("butler.all", {"count": count}, rows=(*rows, *turning)))


async def ask(uow: UnitOfWork, admin: Person, enterprise_id: int, place: Place = FIRST) -> None:
    """Show the butler of an enterprise and why, and a button for every other lawyer."""
    enterprise = await enterprises.find(uow.tx, enterprise_id)
    if enterprise is None:
        await uow.tell(say(admin, "butler.no_enterprise"))
        return
    now = await butlers.profile(uow.tx, enterprise.id)
    counts = await butlers.counts(uow.tx)
    lawyers = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    others = [each for each in lawyers if now is None or each.id != now.lawyer]
    others.sort(key=lambda each: (counts.get(each.id, 0), each.id))
    page = paged(place.page, len(others))
    rows: Rows = tuple(
        (titled(f"{each.name or each.id} ({counts.get(each.id, 0)})", SetButler(1, enterprise.id, each.id)),)
        for each in page.cut(others)
    )
    rows = (*rows, *pages.row(page, lambda number: AskButler(number, enterprise.id)), *_standing(enterprise))
    await pages.put(uow, admin, place, _asked(enterprise, now, admin, rows))


async def change(uow: UnitOfWork, admin: Person, enterprise_id: int, lawyer_id: int) -> None:
    """Let another lawyer be the butler; tickets in hand stay where they are."""
    enterprise = await enterprises.find(uow.tx, enterprise_id)
    lawyer = await people.find(uow.tx, lawyer_id)
    if enterprise is None or lawyer is None or not lawyer.is_lawyer:
        await uow.tell(say(admin, "butler.not_now"))
        return
    before = await butlers.profile(uow.tx, enterprise.id)
    if before is None or before.lawyer != lawyer.id:
        await butlers.change(uow.tx, enterprise.id, lawyer.id, BUREAU)
        audit.note(
            uow.tx,
            AuditAct.BUTLER_NAMED,
            uow.now,
            by=admin.id,
            person=lawyer.id,
            enterprise=enterprise.id,
        )
        await _tell(uow, enterprise, before, lawyer)
    await uow.tell(
        say(admin, "butler.changed", enterprise=called(enterprise, admin.lang), name=lawyer.name or lawyer.id)
    )


def _listed(each: Listed, lang: Lang) -> str:
    return marked(each.name, lang, verified=each.is_verified)


def _standing(enterprise: Enterprise) -> Rows:
    """The button that confirms an enterprise, or takes that back; none for one on the bureau's list."""
    if enterprise.verified_at is not None:
        return ((button("button.unverify", UnconfirmEnterprise(enterprise.id)),),)
    return () if enterprise.is_verified else ((button("button.identity", ConfirmEnterprise(enterprise.id)),),)


def _asked(enterprise: Enterprise, now: Profile | None, admin: Person, rows: Rows) -> Sentence:
    name = called(enterprise, admin.lang)
    if now is None:
        return Sentence("butler.unassigned", {"enterprise": name}, rows=rows)
    told = {"who": who(now, admin.lang), "why": reasons(now, admin.lang) or "–"}
    return Sentence("butler.now", {"enterprise": name, **told}, rows=rows)


async def _tell(uow: UnitOfWork, enterprise: Enterprise, before: Profile | None, lawyer: Person) -> None:
    """Tell both lawyers and everybody who speaks for the enterprise, these by the name that they typed."""
    await uow.tell(say(lawyer, "butler.you", enterprise=called(enterprise, lawyer.lang)))
    former = await people.find(uow.tx, before.lawyer) if before is not None else None
    if former is not None:
        await uow.tell(say(former, "butler.no_longer_you", enterprise=called(enterprise, former.lang)))
    now = await butlers.profile(uow.tx, enterprise.id)
    for number in await butlers.owners(uow.tx, enterprise.id):
        owner, own = await people.find(uow.tx, number), await enterprises.of_person(uow.tx, number)
        if owner is not None and own is not None and now is not None and owner.is_known:
            line = who(now, owner.lang)
            await uow.tell(say(owner, "butler.changed_owner", enterprise=own.name, who=line))
