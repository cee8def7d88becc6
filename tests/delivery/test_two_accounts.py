"""Two bots on one database, after a change of token or at the same time: what each one numbers means only its own."""

import asyncio

import pytest
from engines import ENGINES, NOON, fresh_postgres_url, opened
from office import opened_office

from bot.domain.delivery import Refused, Sent, State
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice, Sentence
from bot.domain.people import Person, Role
from bot.runtime.worker import Worker
from bot.storage import inbox, not_delivered, outbox, people, roster, thread, tickets
from bot.usecases import deliveries, ticket_thread, views

MEI, WANG = 7, 8


class Post:
    """Telegram as one bot sees it: it numbers this bot's messages from 1."""

    def __init__(self, *outcomes):
        self.said = []
        self.outcomes = list(outcomes)

    async def __call__(self, call):
        self.said.append((call.params["chat"], call.params["text"]))
        return self.outcomes.pop(0) if self.outcomes else Sent((len(self.said),))


@pytest.fixture
async def old(database, clock):
    return await opened_office(database, clock, "111")


@pytest.fixture
async def new(database, clock):
    return await opened_office(database, clock, "222")


def update(text, chat=MEI, number=5):
    return {"update_id": number, "message": {"message_id": 5, "chat": {"id": chat}, "text": text}}


async def receive(office, *updates):
    async with office.database.transaction() as tx:
        return await inbox.receive(tx, office.account.id, updates, NOON)


def worker_of(office, heard):
    async def hear(tx, item):
        heard.append((item.address.external_id, item.update["message"]["text"]))

    async def never(tx, work):
        raise AssertionError(work)

    return Worker(
        office.database,
        office.account,
        office.clock,
        update=hear,
        update_set_aside=never,
        alarm=never,
        alarm_set_aside=never,
    )


# the way in


async def test_each_bot_hears_its_own_updates_although_their_numbers_are_the_same(old, new):
    assert await receive(old, update("to the old bot")) == 1
    assert await receive(new, update("to the new bot")) == 1
    assert await receive(new, update("to the new bot, again")) == 0
    heard = {}
    for office in (old, new):
        assert await worker_of(office, heard.setdefault(office.account.id, [])).handle_waiting() == 1
    assert heard == {old.account.id: [("7", "to the old bot")], new.account.id: [("7", "to the new bot")]}


async def test_two_bots_at_work_at_the_same_time_take_nothing_from_each_other(old, new):
    for number in range(20):
        await receive(old, update(f"old {number}", MEI, number))
        await receive(new, update(f"new {number}", MEI, number))
    heard = {"old": [], "new": []}
    workers = [worker_of(old, heard["old"]), worker_of(new, heard["new"])]
    await asyncio.gather(*(worker.handle_waiting() for worker in workers))
    for worker in workers:  # on PostgreSQL a lane may have been held when its worker looked
        await worker.handle_waiting()
    for name, texts in heard.items():
        assert texts == [("7", f"{name} {number}") for number in range(20)]


async def test_what_one_bot_could_not_handle_holds_up_nobody_at_the_other(old, new):
    await receive(old, update("poison"))
    await receive(new, update("fine"))
    async with old.database.transaction() as tx:
        item = await inbox.take_next(tx, old.account.id, NOON)
        await inbox.failed(tx, item, "KeyError", NOON)
    heard = []
    assert await worker_of(new, heard).handle_waiting() == 1
    assert heard == [("7", "fine")]


# the way out


async def test_pending_notices_of_another_bot_are_counted_and_not_sent(old, new):
    waiting = await old.say("from the old bot")
    mine = await new.say("from the new bot")
    post = Post()
    assert await new.courier(post).deliver_due() == 1
    assert post.said == [(MEI, "from the new bot")]
    assert (await old.look(waiting)).state == State.PENDING
    assert (await new.look(mine)).state == State.SENT
    async with new.database.reading() as tx:
        assert await not_delivered.elsewhere_count(tx, new.account.id) == 1
        assert await not_delivered.elsewhere_count(tx, old.account.id) == 0
        assert await people.other_accounts(tx, new.account.id) == 1
        assert (await views.undelivered(new.unit_of_work(tx))).elsewhere == 1
    await old.courier(Post()).deliver_due()
    async with new.database.reading() as tx:
        assert await not_delivered.elsewhere_count(tx, new.account.id) == 0


async def test_a_bot_that_waits_for_a_chat_does_not_make_the_other_one_wait(old, new, clock):
    await old.say("first")
    await new.say("first")
    async with old.database.transaction() as tx:
        here = await people.address_of(tx, old.account.id, await _person(tx, old))
        await outbox.pause_address(tx, here.id, clock() + outbox.LONGEST_WAIT)
    post = Post()
    assert await old.courier(post).deliver_due() == 0
    assert await new.courier(post).deliver_due() == 1


async def _person(tx, office, chat=MEI):
    return await people.at_address(tx, office.account.id, str(chat), NOON)


async def test_claims_of_another_bot_are_left_alone_when_this_one_starts(old, new, clock):
    notice = await old.say("on its way")
    async with old.database.transaction() as tx:
        ((found, chat),) = await outbox.due(tx, old.account.id, clock(), 10)
        assert await outbox.claim(tx, [(found, chat)], clock())
    clock.moves(3600)
    assert await new.courier(Post()).recover() == 0
    assert (await old.look(notice)).state == State.SENDING
    assert await old.courier(Post()).recover() == 1


async def test_two_couriers_of_two_bots_each_send_their_own(old, new):
    for number in range(10):
        for office in (old, new):
            await office.say(f"{office.account.external_id}:{number}", chat=100 + number)
    posts = Post(), Post()
    await asyncio.gather(old.courier(posts[0]).deliver_due(), new.courier(posts[1]).deliver_due())
    for office, post in zip((old, new), posts, strict=True):
        mine = [(100 + number, f"{office.account.external_id}:{number}") for number in range(10)]
        assert sorted(post.said) == sorted(mine)


async def test_somebody_whom_only_the_old_bot_met_is_written_to_through_the_new_one(old, new):
    person = await old.person(MEI)
    notice = Notice(person, Sentence("text", {"text": "it is me, with another name"}))
    async with new.database.transaction() as tx:
        assert await people.address_of(tx, new.account.id, person) is None
        assert not await people.is_reachable(tx, new.account.id, person)
        assert await outbox.write(tx, notice, new.account.id, NOON) is not None
        assert (await people.address_of(tx, new.account.id, person)).external_id == str(MEI)
        assert not await people.give_address(tx, new.account.id, person)
    post = Post()
    await new.courier(post).deliver_due()
    assert post.said == [(MEI, "it is me, with another name")]


async def test_somebody_whom_nobody_ever_met_is_not_written_to(new):
    async with new.database.transaction() as tx:
        assert not await people.give_address(tx, new.account.id, 12345)
        assert await outbox.write(tx, Notice(12345, Sentence("text")), new.account.id, NOON) is None


async def test_a_once_key_holds_across_bots(old, new):
    assert await old.say("an apology", once="late:1:20261123") is not None
    assert await new.say("an apology", once="late:1:20261123") is None


# who is who


async def test_the_same_telegram_id_is_the_same_person_to_both_bots(old, new):
    assert await old.person(MEI) == await new.person(MEI)
    assert await old.address(MEI) != await new.address(MEI)
    assert await old.person(WANG) != await old.person(MEI)


async def test_what_a_person_agreed_to_and_may_do_holds_at_the_other_bot(old, new):
    person = await old.person(MEI)
    async with old.database.transaction() as tx:
        await people.consent(tx, person, "示例", NOON)
        await roster.grant(tx, person, Role.LAWYER, by=person, now=NOON)
        caller = await people.caller(tx, new.account.id, str(MEI), NOON, NOON)
    assert (caller.person.id, caller.person.name) == (person, "示例")
    assert caller.person.is_lawyer


async def test_who_cannot_be_reached_by_one_bot_may_be_by_the_other(old, new):
    person, _ = await old.person(MEI), await new.person(MEI)
    await old.say("hello")
    await old.courier(Post(Refused("Forbidden: bot was blocked by the user", unreachable=True))).deliver_due()
    async with old.database.reading() as tx:
        assert not await people.is_reachable(tx, old.account.id, person)
        assert await people.is_reachable(tx, new.account.id, person)


@pytest.fixture(params=ENGINES)
async def two_processes(request, tmp_path, clock):
    """Two programs on one database, as when two bots are started together."""
    url = f"sqlite:///{tmp_path}/test.db"
    if request.param == "postgres":
        url = await fresh_postgres_url(request.getfixturevalue("postgres_server"))
    async with opened(url) as one, opened(url) as other:
        yield await opened_office(one, clock, "111"), await opened_office(other, clock, "222")


async def test_two_bots_that_meet_somebody_in_the_same_moment_know_one_person(two_processes):
    for chat in range(1000, 1020):
        met = await asyncio.gather(*(office.person(chat) for office in two_processes))
        assert len(set(met)) == 1
        assert met == [await office.person(chat) for office in two_processes]


async def test_replicas_that_appoint_the_same_people_at_their_start_appoint_them_once(two_processes):
    one, _ = two_processes
    replicas = one, await opened_office(two_processes[1].database, one.clock, "111")
    chats = range(1000, 1010)

    async def appoint(office):
        async with office.database.transaction() as tx:
            for chat in chats:
                await roster.appoint(tx, await _person(tx, office, chat), Role.ADMIN, NOON)

    await asyncio.gather(*map(appoint, replicas))
    async with one.database.transaction() as tx:
        appointed = {each.id for each in await roster.with_role(tx, Role.ADMIN)}
        assert appointed == {await _person(tx, one, chat) for chat in chats}


# whose ticket is it


async def ticket_with_message(office, chat, message_id):
    """A ticket in which the person of a chat has written a message with this number."""
    person, address = await office.person(chat), await office.address(chat)
    async with office.database.transaction() as tx:
        ticket = await tickets.open_ticket(
            tx,
            owner=person,
            enterprise=None,
            question=None,
            measure=None,
            lang="zh",
            urgent=False,
            emergency=None,
            now=NOON,
        )
        said = IncomingMessage(message_id, "text", f"to {office.account.external_id}")
        values = {"author": "owner", "person": person, "address": address}
        await thread.add(tx, ticket.id, message=said, now=NOON, **values)
    return ticket.id


async def ticket_of(office, chat, message_id):
    address = await office.address(chat)
    async with office.database.reading() as tx:
        found = await ticket_thread.ticket_of(office.unit_of_work(tx), address, message_id)
    return found and found.id


async def test_a_reply_to_a_message_at_one_bot_never_finds_the_ticket_of_its_namesake_at_the_other(old, new):
    theirs = await ticket_with_message(old, MEI, 5)
    assert await ticket_of(old, MEI, 5) == theirs
    assert await ticket_of(new, MEI, 5) is None
    mine = await ticket_with_message(new, MEI, 5)
    assert [await ticket_of(office, MEI, 5) for office in (old, new)] == [theirs, mine]


async def test_a_reply_to_a_shown_message_never_finds_the_ticket_of_its_namesake_at_the_other_bot(old, new):
    theirs, mine = await ticket_with_message(old, WANG, 50), await ticket_with_message(old, WANG, 51)
    shown = await old.say("card of the first ticket", ticket=theirs)
    await old.courier(Post()).deliver_due()
    assert await ticket_of(old, MEI, 1) == theirs
    assert await ticket_of(new, MEI, 1) is None
    again = await new.say("card of the second ticket", ticket=mine)
    await new.courier(Post()).deliver_due()
    assert [await ticket_of(office, MEI, 1) for office in (old, new)] == [theirs, mine]
    async with new.database.reading() as tx:
        assert await outbox.messages_of(tx, shown, await _address(tx, new)) == []
        assert await outbox.messages_of(tx, again, await _address(tx, new)) == [1]


async def _address(tx, office, chat=MEI):
    person = await people.at_address(tx, office.account.id, str(chat), NOON)
    return (await people.address_of(tx, office.account.id, person)).id


async def test_what_another_bot_tried_to_send_is_not_promised_to_be_sent_again(old, new):
    """The copy would wait for a bot that may never run again, and its numbers mean other messages at this one."""
    notice = await old.say("first", sender=WANG)
    await old.courier(Post(Refused("blocked"))).deliver_due()
    sender = Person(await old.person(WANG))
    async with old.database.transaction() as tx:
        assert await deliveries.copy_of(new.unit_of_work(tx), sender, notice) is None
        assert await deliveries.copy_of(old.unit_of_work(tx), sender, notice) is not None
