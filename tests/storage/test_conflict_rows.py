"""Who is kept from a ticket, and whom lawyers act for or against, on both engines."""

import datetime as dt
from types import SimpleNamespace

from engines import opened

from bot.domain.conflict import Clearing, Hit, Party, PartySide, Reason, Side
from bot.domain.people import Person, Role
from bot.domain.ticket import Act, Denial, denial, moved
from bot.storage import butlers, conflicts, enterprises, people, roster, tickets
from bot.usecases.conflicts import Screening

CODE = "91330421MA2B8XXX9K"
NOW = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


async def somebody(tx, account, number):
    return await people.at_address(tx, account, str(number), NOW)


async def scene(tx, code=None):
    """An owner with a ticket, and a lawyer."""
    account = (await people.account(tx, "9", "bot", NOW)).id
    owner, lawyer = await somebody(tx, account, 1), await somebody(tx, account, 2)
    await roster.appoint(tx, lawyer, Role.LAWYER, NOW)
    firm = await enterprises.join(tx, owner, name="示例饲料有限公司", credit_code=code, town=None, now=NOW)
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
        assert await conflicts.clients(tx) == await conflicts.opponents(tx) == []
        assert await tickets.save(tx, moved(ticket, Act.TAKE, NOW, by=Person(lawyer)))
        await conflicts.declare(tx, lawyer, PartySide.CLIENT, "示例外贸", NOW)
        await conflicts.declare(tx, lawyer, PartySide.OPPONENT, "示例家具", NOW)
        assert [(each.side, each.name) for each in await conflicts.clients(tx)] == [
            (PartySide.CLIENT, "示例饲料有限公司"),
            (PartySide.CLIENT, "示例外贸"),
        ]
        assert await conflicts.opponents(tx) == [
            Party(lawyer, PartySide.OPPONENT, "示例模具厂"),
            Party(lawyer, PartySide.OPPONENT, "示例家具"),
        ]
        assert await conflicts.other_side(tx, ticket.id) == "示例模具厂"
        told, another = await conflicts.declared(tx, lawyer)
        assert not await conflicts.retract(tx, ticket.owner, told.id)
        assert await conflicts.retract(tx, lawyer, told.id)
        assert await conflicts.declared(tx, lawyer) == [another]


async def test_a_client_is_known_by_its_names_and_by_what_people_with_a_seat_call_it(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx, CODE)
        assert await tickets.save(tx, moved(ticket, Act.TAKE, NOW, by=Person(lawyer)))
        colleague = await somebody(tx, 1, 3)
        await enterprises.join(tx, colleague, name="示例养殖场", credit_code=CODE, town=None, now=NOW)
        names = await conflicts.names_of(tx, ticket.enterprise)
        assert names == ["示例饲料有限公司", "示例养殖场"]
        assert {each.name for each in await conflicts.clients(tx)} == set(names)


async def test_of_one_enterprise_no_row_of_another_is_read(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, _ = await scene(tx)
        for number in range(20, 30):
            owner = await somebody(tx, 1, number)
            await enterprises.join(tx, owner, name=f"示例{number}厂", credit_code=None, town=None, now=NOW)
        read = []
        plain_all = tx.plain_all

        async def reads(query, **values):
            rows = await plain_all(query, **values)
            read.extend(rows)
            return rows

        tx.plain_all = reads
        assert await conflicts.names_of(tx, ticket.enterprise) == ["示例饲料有限公司"]
        assert 2 <= len(read) <= 4  # its name, that of the seat, and the keys of both


async def test_clients_and_opponents_are_read_once_for_all_tickets_of_one_turn(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx)
        waiting = await conflicts.set_side(tx, ticket, Side.NAMED, "示例外贸公司")
        await conflicts.declare(tx, lawyer, PartySide.CLIENT, "示例外贸", NOW)
        asked = []
        plain_all = tx.plain_all

        async def asks(query, **values):
            asked.append(query)
            return await plain_all(query, **values)

        tx.plain_all = asks
        screening = Screening(SimpleNamespace(tx=tx, now=NOW))
        first, again = [await screening.screen(waiting) for _ in range(2)]
        assert first.conflicted == again.conflicted == {lawyer}
        assert (asked.count("conflicts.clients"), asked.count("conflicts.opponents")) == (1, 1)


async def test_of_one_lawyer_only_their_own_parties_are_looked_through(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx)
        other = await somebody(tx, 1, 3)
        await roster.appoint(tx, other, Role.LAWYER, NOW)
        assert await tickets.save(tx, moved(ticket, Act.TAKE, NOW, by=Person(lawyer)))
        told = {
            (lawyer, PartySide.CLIENT): "安盛五金",
            (lawyer, PartySide.OPPONENT): "瑞丰木业",
            (other, PartySide.CLIENT): "恒泰电子",
            (other, PartySide.OPPONENT): "金桥物流",
        }
        for (each, side), name in told.items():
            await conflicts.declare(tx, each, side, name, NOW)
        names = [each.name for each in await conflicts.clients(tx, lawyer)]
        assert names == ["示例饲料有限公司", "安盛五金"]
        assert await conflicts.clients(tx, other) == [Party(other, PartySide.CLIENT, "恒泰电子")]
        assert await conflicts.opponents(tx, lawyer) == [Party(lawyer, PartySide.OPPONENT, "瑞丰木业")]
        held = await tickets.find(tx, ticket.id)
        named = await conflicts.set_side(tx, held, Side.NAMED, "恒泰电子")
        uow = SimpleNamespace(tx=tx, now=NOW)
        assert [hit.lawyer for hit in await Screening(uow, other).hits(named)] == [other]
        assert await Screening(uow, lawyer).hits(named) == []


async def test_clients_are_not_read_where_there_is_no_other_side(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        ticket, lawyer = await scene(tx)
        await conflicts.declare(tx, lawyer, PartySide.OPPONENT, "示例饲料", NOW)
        plain_all = tx.plain_all

        async def refuses_clients(query, **values):
            assert query != "conflicts.clients"
            return await plain_all(query, **values)

        tx.plain_all = refuses_clients
        [hit] = await Screening(SimpleNamespace(tx=tx, now=NOW)).hits(ticket)
        assert (hit.lawyer, hit.reason, hit.theirs) == (lawyer, Reason.OPPONENT, "示例饲料")


async def test_a_page_of_enterprises_is_all_that_is_read(database_url):
    async with opened(database_url) as database, database.transaction() as tx:
        account = (await people.account(tx, "9", "bot", NOW)).id
        for number in range(1, 6):
            owner = await somebody(tx, account, number)
            await enterprises.join(tx, owner, name=f"示例{number}厂", credit_code=None, town=None, now=NOW)
        assert await butlers.count_enterprises(tx) == await enterprises.count_unverified(tx) == 5
        listed = await butlers.enterprises(tx, most=2, skip=1)
        unverified = await enterprises.unverified(tx, most=2, skip=1)
        assert (
            [each.name for each in listed]
            == [each.enterprise.name for each in unverified]
            == ["示例4厂", "示例3厂"]
        )
