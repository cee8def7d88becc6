"""Seats on both engines: what waits for somebody ends with the seat, and so does an invitation with its maker."""

import datetime as dt

from engines import opened

from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Header, Notice, Relay
from bot.domain.people import Standing
from bot.storage import enterprises, outbox, people, seats, thread, tickets

NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=1)
CODE = "91330421MA2B00000K"


async def scene(tx):
    """(account, keeper, colleague, enterprise): two who share an enterprise."""
    account = (await people.account(tx, "9", "bot", NOW)).id
    keeper, colleague = [await people.at_address(tx, account, str(each), NOW) for each in (1, 2)]
    firm = await enterprises.join(tx, keeper, name="示例饲料有限公司", credit_code=CODE, town=None, now=NOW)
    await seats.admit(tx, colleague, firm.id, NOW)
    return account, keeper, colleague, firm.id


async def ticket_of(tx, owner, enterprise):
    values = {"question": None, "measure": None, "lang": "zh", "urgent": False, "emergency": None, "now": NOW}
    return await tickets.open_ticket(tx, owner=owner, enterprise=enterprise, **values)


async def carried(tx, account, ticket, writer, reader):
    """Words in a ticket that wait to be brought to somebody."""
    message = IncomingMessage(ticket.id, "text", "内容")
    address = await people.address_of(tx, account, writer)
    kept = await thread.add(
        tx, ticket.id, author="owner", person=writer, address=address.id, message=message, now=NOW
    )
    words = Notice(
        reader, Relay(Header("owner", "示例", ticket.id), message), ticket=ticket.id, sender=writer
    )
    notice = await outbox.write(tx, words, account, NOW)
    await thread.carried_by(tx, kept, notice, reader)
    return notice


async def test_what_waits_to_be_told_of_shared_tickets_goes_with_the_seat(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        account, keeper, colleague, firm = await scene(tx)
        shared = await seats.share(tx, await ticket_of(tx, keeper, firm), NOW)
        own = await ticket_of(tx, colleague, firm)
        gone = await carried(tx, account, shared, keeper, colleague)
        stays = await carried(tx, account, own, keeper, colleague)
        keepers = await carried(tx, account, await ticket_of(tx, keeper, firm), colleague, keeper)
        assert await seats.follow(tx, shared.id, colleague, NOW)
        assert await seats.stand_up(tx, colleague, firm)
        assert await seats.followers(tx, shared.id) == []
        assert [await outbox.find(tx, each) is None for each in (gone, stays, keepers)] == [
            True,
            False,
            False,
        ]
        assert not await seats.stand_up(tx, colleague, firm)


async def test_a_seat_sees_what_is_shared_while_it_is_held_and_its_own(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        _, keeper, colleague, firm = await scene(tx)
        before, alone = await ticket_of(tx, keeper, firm), await ticket_of(tx, keeper, firm)
        await seats.share(tx, before, NOW - dt.timedelta(minutes=1))
        shared, own = await ticket_of(tx, keeper, firm), await ticket_of(tx, colleague, firm)
        await seats.share(tx, shared, LATER)

        async def seen(person):
            return {each.id for each in await tickets.seen_by(tx, await people.find(tx, person))}

        assert await seen(colleague) == {shared.id, own.id}
        assert await seen(keeper) == {before.id, alone.id, shared.id}
        assert await seats.share(tx, shared, LATER) is None, "it has changed since it was read"


async def test_an_invitation_is_used_once_and_ends_with_its_makers_keeping(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        _, keeper, colleague, firm = await scene(tx)
        week = NOW + dt.timedelta(days=7)
        for code in ("a", "b"):
            await seats.invite(tx, code, firm, by=keeper, now=NOW, expires_at=week)
        assert await seats.invitation(tx, "a", NOW) == firm
        assert await seats.use_invitation(tx, "a", colleague, NOW)
        assert not await seats.use_invitation(tx, "a", colleague, NOW)
        assert await seats.invitation(tx, "a", NOW) is None
        assert await seats.invitation(tx, "b", week) is None
        await seats.set_standing(tx, keeper, firm, Standing.MEMBER)
        assert await seats.invitation(tx, "b", NOW) is None
        assert await seats.is_invitation(tx, "b")
        assert not await seats.is_invitation(tx, "c")


async def test_whoever_types_a_code_that_others_hold_only_says_so(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        account, keeper, _, firm = await scene(tx)
        other = await people.at_address(tx, account, "3", NOW)
        await enterprises.join(tx, other, name="冒名厂", credit_code=CODE, town=None, now=LATER)
        assert (await people.find(tx, other)).seat.standing is Standing.CLAIMED
        assert other not in {each.person for each in await seats.of_enterprise(tx, firm)}
        await enterprises.verify(tx, firm, by=keeper, now=NOW)
        assert not (await enterprises.of_person(tx, other)).is_verified
        assert (await enterprises.of_person(tx, keeper)).is_verified
        await enterprises.join(tx, keeper, name="新名厂", credit_code=CODE, town=None, now=LATER)
        again = (await people.find(tx, keeper)).seat
        assert (again.standing, again.since) == (Standing.KEEPER, NOW)
        renamed = await enterprises.of_person(tx, keeper)
        assert (renamed.name, renamed.is_verified, renamed.verified_name) == ("新名厂", False, None)
        assert (await enterprises.find(tx, firm)).name == "新名厂"
        assert await seats.let_in(tx, other, firm, LATER)
        assert not await seats.let_in(tx, other, firm, LATER)
