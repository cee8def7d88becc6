"""Seats: who shares the tickets of an enterprise, and how somebody loses or leaves a seat.

The first is the keeper, who invites (`seat_invitations`) and revokes. What somebody shared is the enterprise's and passes to
its keeper; what they kept to themselves, their questions and drafts stay theirs.
"""

from bot.domain.actions import TellEnterprise
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.people import Enterprise, Person, Seat, Standing
from bot.domain.seat_actions import (
    AskLeaving,
    AskPassing,
    AskRevoking,
    InviteColleague,
    LeaveSeat,
    LetIn,
    PassKeeping,
    RevokeSeat,
)
from bot.domain.seat_views import Colleague, Team
from bot.storage import enterprises, people, seats, tickets
from bot.storage.seats import Seated
from bot.usecases import views
from bot.usecases.messages import rewrite, say, show, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

PASSED_ON = "passed_on"
"""The event of a ticket that whoever shared it has left, and its keeper is its owner."""
MOST_BUTTONS = 20
"""Colleagues whom one list offers to revoke."""
STANDINGS = {Standing.KEEPER: "team.keeper", Standing.MEMBER: "team.member"}


async def show_team(uow: UnitOfWork, person: Person) -> None:
    """Show who shares the tickets of a person's enterprise, and what they may do about it."""
    seat, enterprise = person.seat, await enterprises.of_person(uow.tx, person.id)
    if seat is None or enterprise is None:
        rows: Rows = ((button("button.enterprise", TellEnterprise()),),)
        await uow.tell(say(person, "team.none", rows))
    elif not seat.is_shared:
        rows = ((button("button.leave_seat", AskLeaving(seat.enterprise)),),)
        await uow.tell(say(person, "team.claimed", rows, name=enterprise.name))
    else:
        sitting = await seats.of_enterprise(uow.tx, seat.enterprise)
        lines = tuple(_line(uow, each, person) for each in sitting)
        team = Team(enterprise.name, views.standing_of(enterprise), lines)
        await uow.tell(show(person, "team.list", team, _rows(person, seat, sitting)))


async def claim(uow: UnitOfWork, person: Person, enterprise: Enterprise) -> None:
    """Somebody says that they belong to an enterprise in which others sit: the admins are asked, nobody else learns of it."""
    await uow.tell(say(person, "enterprise.claimed", name=enterprise.name))
    who = person.name or str(person.id)
    rows: Rows = ((button("button.let_in", LetIn(person.id, enterprise.id), name=who),),)
    once = f"claim:{person.id}:{enterprise.id}:{uow.now:%Y%m%d}"
    said = {"name": enterprise.name, "code": enterprise.credit_code or ""}
    await tell_admins(uow, "seat.claim", rows, once=once, who=who, **said)


async def has_colleagues(uow: UnitOfWork, person: Person) -> bool:
    """Whether somebody shares an enterprise with others."""
    if person.seat is None or not person.seat.is_shared:
        return False
    return len(await seats.of_enterprise(uow.tx, person.seat.enterprise)) > 1


async def ask_revoking(uow: UnitOfWork, keeper: Person, person_id: int) -> None:
    """Ask whether a colleague is really to lose the seat."""
    colleague = await _colleague(uow, keeper, person_id)
    if colleague is not None:
        rows: Rows = ((button("button.revoke_seat_yes", RevokeSeat(person_id)),),)
        await uow.tell(say(keeper, "seat.revoke_sure", rows, name=colleague.name))


async def revoke(uow: UnitOfWork, keeper: Person, person_id: int, card: int) -> None:
    """Take a colleague's seat away: from now on they see nothing of what is shared."""
    colleague = await _colleague(uow, keeper, person_id)
    former = await people.find(uow.tx, person_id)
    if colleague is None or former is None:
        return
    await vacate(uow, former)
    await uow.tell(rewrite(keeper, card, Sentence("seat.revoked", {"name": colleague.name})))
    await uow.tell(say(former, "seat.revoked_you"))


async def ask_leaving(uow: UnitOfWork, person: Person, enterprise: int) -> None:
    """Ask whether somebody really wants to leave their seat, and say what becomes of what they shared."""
    if person.seat is None or person.seat.enterprise != enterprise:
        await uow.tell(say(person, "tap.unknown"))
        return
    rows: Rows = ((button("button.leave_seat_yes", LeaveSeat(enterprise)),),)
    heir = await _heir(uow, person, person.seat)
    if heir is None:
        await uow.tell(say(person, "seat.leave_sure", rows))
    else:
        key = "seat.leave_sure_keeper" if _keeps(person.seat) else "seat.leave_sure_shared"
        await uow.tell(say(person, key, rows, name=heir.name))


async def leave(uow: UnitOfWork, person: Person, enterprise: int, card: int) -> None:
    """Leave one's seat."""
    seat = person.seat
    if seat is None or seat.enterprise != enterprise:
        await uow.tell(say(person, "tap.unknown"))
        return
    heir = await vacate(uow, person)
    await uow.tell(rewrite(person, card, Sentence("seat.left")))
    if heir is not None:
        await uow.tell(say(heir.person, "seat.left_you", lang=heir.lang, name=person.name or ""))


async def ask_passing(uow: UnitOfWork, keeper: Person, person_id: int) -> None:
    """Ask whether a colleague is really to keep the enterprise from now on."""
    colleague = await _colleague(uow, keeper, person_id)
    if colleague is not None:
        rows: Rows = ((button("button.pass_keeping_yes", PassKeeping(person_id)),),)
        await uow.tell(say(keeper, "seat.pass_sure", rows, name=colleague.name))


async def pass_keeping(uow: UnitOfWork, keeper: Person, person_id: int, card: int) -> None:
    """Let a colleague keep the enterprise; who kept it stays a member."""
    colleague = await _colleague(uow, keeper, person_id)
    if colleague is None or keeper.seat is None:
        return
    await seats.set_standing(uow.tx, keeper.id, keeper.seat.enterprise, Standing.MEMBER)
    await _crown(uow, colleague, keeper.seat.enterprise)
    await uow.tell(rewrite(keeper, card, Sentence("seat.passed", {"name": colleague.name})))


async def vacate(uow: UnitOfWork, person: Person) -> Seated | None:
    """Somebody's seat is free: what they shared passes to the keeper, who is told; that keeper, if there is one.

    A keeper who leaves is followed by whoever has sat there longest.
    """
    seat = person.seat
    if seat is None:
        return None
    heir = await _heir(uow, person, seat)
    if heir is not None:
        if _keeps(seat):
            await _crown(uow, heir, seat.enterprise)
        await _pass_tickets_on(uow, person, heir, seat)
    await seats.stand_up(uow.tx, person.id, seat.enterprise)
    return heir


async def _pass_tickets_on(uow: UnitOfWork, person: Person, heir: Seated, seat: Seat) -> None:
    passed = await seats.pass_tickets_on(
        uow.tx, seat.enterprise, person=person.id, heir=heir.person, lang=heir.lang
    )
    for each in passed:
        await tickets.note_event(uow.tx, each, PASSED_ON, uow.now, by=person.id)
    numbers = ", ".join(f"#{each.id}" for each in passed if each.is_open)
    if numbers:
        await uow.tell(
            say(heir.person, "seat.tickets_passed", lang=heir.lang, numbers=numbers, name=person.name or "")
        )


async def _crown(uow: UnitOfWork, colleague: Seated, enterprise: int) -> None:
    await seats.set_standing(uow.tx, colleague.person, enterprise, Standing.KEEPER)
    await uow.tell(say(colleague.person, "seat.keeper_now", lang=colleague.lang))


async def _heir(uow: UnitOfWork, person: Person, seat: Seat) -> Seated | None:
    """Who has what somebody leaves behind: the keeper, or of a keeper whoever came first after them."""
    if not seat.is_shared:
        return None
    sitting = await seats.of_enterprise(uow.tx, seat.enterprise)
    return next((each for each in sitting if each.person != person.id), None)


async def _colleague(uow: UnitOfWork, keeper: Person, person_id: int) -> Seated | None:
    """Somebody else with a seat in the enterprise that this person keeps; otherwise they are told that there is none."""
    if keeper.seat is not None and _keeps(keeper.seat):
        for each in await seats.of_enterprise(uow.tx, keeper.seat.enterprise):
            if each.person == person_id != keeper.id:
                return each
    await uow.tell(say(keeper, "seat.not_revocable"))
    return None


def _keeps(seat: Seat) -> bool:
    return seat.standing is Standing.KEEPER


def _line(uow: UnitOfWork, each: Seated, reader: Person) -> Colleague:
    since = views.local_time(uow, each.since)
    return Colleague(each.name, since, STANDINGS[each.standing], is_reader=each.person == reader.id)


def _rows(person: Person, seat: Seat, sitting: list[Seated]) -> Rows:
    leaving = button("button.leave_seat", AskLeaving(seat.enterprise))
    if not _keeps(seat):
        return ((leaving,),)
    others = [each for each in sitting if each.person != person.id][:MOST_BUTTONS]
    managing = tuple(
        (
            button("button.revoke_seat", AskRevoking(each.person), name=each.name),
            button("button.pass_keeping", AskPassing(each.person), name=each.name),
        )
        for each in others
    )
    renaming = () if others else ((button("button.rename_enterprise", TellEnterprise()),),)
    return ((button("button.invite_colleague", InviteColleague()),), *managing, *renaming, (leaving,))
