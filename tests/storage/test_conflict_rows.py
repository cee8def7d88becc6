"""Who is kept from a ticket, and whom lawyers act for or against, on both engines."""

import datetime as dt

from engines import opened

from bot.domain.conflict import Clearing, Hit, Party, PartySide, Reason, Side
from bot.domain.people import Person, Role
from bot.domain.ticket import Act, Denial, denial, moved
from bot.storage import conflicts, enterprises, people, roster, tickets

NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


async def somebody(tx, account, number):
    return await people.at_address(tx, account, str(number), NOW)


async def scene(tx):
    """An owner with a ticket, and a lawyer."""
    account = (await people.account(tx, "9", "bot", NOW)).id
    owner, lawyer = await somebody(tx, account, 1), await somebody(tx, account, 2)
    await roster.appoint(tx, lawyer, Role.LAWYER, NOW)
    firm = await enterprises.join(tx, owner, name="示例饲料有限公司", credit_code=None, town=None, now=NOW)
    ticket = await tickets.open_ticket(
        tx,
        owner=owner,
        enterprise=firm.id,
        question=None,
        measure=None,
        lang="zh",
        urgent=False,
        emergency=None,
        now=NOW,
    )
    return ticket, lawyer


async def test_a_lawyer_is_kept_from_a_ticket_until_an_admin_clears_them(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx)
        hit = Hit(lawyer, Reason.CLIENT, "示例饲料", "示例饲料有限公司")
        kept = await conflicts.add(tx, ticket, hit, NOW)
        assert await conflicts.is_excluded(tx, ticket.id, lawyer)
        assert denial(Person(lawyer, roles=frozenset({Role.LAWYER})), kept, Act.TAKE) is Denial.CONFLICTED
        assert await tickets.find(tx, ticket.id) == kept
        assert (
            await tickets.save(tx, moved(ticket, Act.TAKE, NOW, by=Person(lawyer))) is None
        )  # it is another version
        cleared = await conflicts.clear(tx, kept, lawyer, by=ticket.owner, because=Clearing.OTHER, now=NOW)
        assert cleared.conflicted == frozenset()
        assert await conflicts.add(tx, cleared, hit, NOW) == cleared  # the same names do not raise it again
        assert not await conflicts.is_excluded(tx, ticket.id, lawyer)


async def test_what_a_lawyer_says_no_admin_clears(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx)
        ticket = await conflicts.add(tx, ticket, Hit(lawyer, Reason.OPPONENT, "甲", "甲"), NOW)
        ticket = await conflicts.clear(tx, ticket, lawyer, by=ticket.owner, because=Clearing.OTHER, now=NOW)
        ticket = await conflicts.add(tx, ticket, Hit(lawyer, Reason.SAYS_SO, "", ""), NOW)
        assert (
            await conflicts.clear(tx, ticket, lawyer, by=ticket.owner, because=Clearing.OTHER, now=NOW)
            is None
        )
        assert await conflicts.is_excluded(tx, ticket.id, lawyer)


async def test_whose_tickets_a_lawyer_holds_is_a_client_and_who_stands_against_them_an_opponent(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx)
        ticket = await conflicts.set_side(tx, ticket, Side.NAMED, "示例模具厂")
        assert await conflicts.parties(tx) == []
        assert await tickets.save(tx, moved(ticket, Act.TAKE, NOW, by=Person(lawyer)))
        await conflicts.declare(tx, lawyer, PartySide.CLIENT, "示例外贸", NOW)
        assert await conflicts.parties(tx) == [
            Party(lawyer, PartySide.CLIENT, "示例饲料有限公司"),
            Party(lawyer, PartySide.OPPONENT, "示例模具厂"),
            Party(lawyer, PartySide.CLIENT, "示例外贸"),
        ]
        assert await conflicts.other_side(tx, ticket.id) == "示例模具厂"
        [told] = await conflicts.declared(tx, lawyer)
        assert not await conflicts.retract(tx, ticket.owner, told.id)
        assert await conflicts.retract(tx, lawyer, told.id)
        assert await conflicts.declared(tx, lawyer) == []
