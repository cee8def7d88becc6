"""How somebody comes to a seat beside others: the keeper's one-time link, or an admin who knows that they belong there.

To type the same name, or the same credit code, lets nobody in: both are public, and colleagues read each other's tickets.
"""

import datetime as dt

from bot.domain.audit import AuditAct
from bot.domain.identity import Caller
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.people import Person, Standing
from bot.domain.seat_actions import ShowTeam
from bot.storage import audit, enterprises, people, seats
from bot.usecases import onboarding
from bot.usecases import seats as sitting
from bot.usecases.messages import rewrite, say
from bot.usecases.unit_of_work import UnitOfWork

LASTS = dt.timedelta(days=7)
"""A link that nobody has used by then leads nowhere."""


async def invite(uow: UnitOfWork, keeper: Person, code: str) -> None:
    """Make a one-time link to a seat and show it to the keeper. `code` is fresh and unguessable."""
    seat = keeper.seat
    if seat is None or seat.standing is not Standing.KEEPER:
        await uow.tell(say(keeper, "seat.only_keeper"))
        return
    await seats.invite(uow.tx, code, seat.enterprise, by=keeper.id, now=uow.now, expires_at=uow.now + LASTS)
    audit.note(
        uow.tx, AuditAct.INVITATION_MADE, uow.now, by=keeper.id, enterprise=seat.enterprise, role="seat"
    )
    link = f"https://t.me/{uow.account.username}?start={code}"
    await uow.tell(say(keeper, "seat.invitation", link=link, days=LASTS.days))


async def redeem(uow: UnitOfWork, caller: Caller, code: str) -> bool:
    """Whether a code is an invitation to a seat, which was used or refused; before consent nothing is used up."""
    person = caller.person
    if not await seats.is_invitation(uow.tx, code):
        return False
    found = await seats.invitation(uow.tx, code, uow.now)
    if found is None:
        await uow.tell(say(person, "seat.invitation_gone"))
    elif not person.is_known:
        await uow.tell(say(person, "seat.consent_first"))
        await onboarding.ask_consent(uow, person)
    elif person.seat is not None and person.seat.is_shared and person.seat.enterprise == found:
        await uow.tell(say(person, "seat.sits_already", ((button("button.team", ShowTeam()),),)))
    elif await sitting.has_colleagues(uow, person):
        await uow.tell(say(person, "seat.leave_first", ((button("button.team", ShowTeam()),),)))
    else:
        await _sit_down(uow, person, code, found)
    return True


async def let_in(uow: UnitOfWork, admin: Person, person_id: int, enterprise: int, card: int) -> None:
    """An admin confirms that somebody belongs to the enterprise of which they say so."""
    if not await seats.let_in(uow.tx, person_id, enterprise, uow.now):
        await uow.tell(say(admin, "seat.no_claim"))
        return
    audit.note(uow.tx, AuditAct.SEAT_GIVEN, uow.now, by=admin.id, person=person_id, enterprise=enterprise)
    person = await people.find(uow.tx, person_id)
    assert person is not None
    await uow.tell(rewrite(admin, card, Sentence("seat.let_in", {"who": person.name or str(person_id)})))
    await _welcome(uow, person, enterprise)


async def _sit_down(uow: UnitOfWork, person: Person, code: str, enterprise: int) -> None:
    if not await seats.use_invitation(uow.tx, code, person.id, uow.now):
        await uow.tell(say(person, "seat.invitation_gone"))
        return
    await sitting.vacate(uow, person)
    await seats.admit(uow.tx, person.id, enterprise, uow.now)
    audit.note(uow.tx, AuditAct.INVITATION_USED, uow.now, by=person.id, enterprise=enterprise, role="seat")
    await _welcome(uow, person, enterprise)


async def _welcome(uow: UnitOfWork, person: Person, enterprise: int) -> None:
    """Tell somebody what a seat means, and the keeper that they have come."""
    own = await enterprises.of_person(uow.tx, person.id)
    rows: Rows = ((button("button.team", ShowTeam()),),)
    await uow.tell(say(person, "seat.welcome", rows, name=own.name if own else ""))
    for each in await seats.of_enterprise(uow.tx, enterprise):
        if each.standing is Standing.KEEPER and each.person != person.id:
            await uow.tell(say(each.person, "seat.joined", rows, lang=each.lang, name=person.name or ""))
