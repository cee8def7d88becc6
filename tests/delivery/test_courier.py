"""The courier: order, pace, and what becomes of each call."""

import asyncio
import datetime as dt
from contextlib import asynccontextmanager

import pytest
from engines import NOON, Clock, opened
from office import opened_office

from bot.domain.delivery import Refused, Retry, Sent, State, Unknown, backoff
from bot.domain.guarantee import UNCLEAR_TRIES
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Album, DeliveryDoubt, Header, Notice, Sentence
from bot.domain.people import Person, Role
from bot.errors import NotAllowed, NotFound, StorageError
from bot.runtime.claims import LEASE
from bot.runtime.courier import HANDS
from bot.runtime.rate_limit import CHAT_BURST, Pace
from bot.runtime.second_tries import OUTAGE, SecondTries
from bot.storage import amending, not_delivered, outbox, people, settling
from bot.usecases import deliveries


class Post:
    """Stands where Telegram stands: answers as told, and notes what it was asked."""

    def __init__(self):
        self.asked = []
        self.answers = {}
        self._next_id = 100

    def answer(self, text, *outcomes):
        self.answers[text] = list(outcomes)

    async def __call__(self, call):
        self.asked.append(call.params["text"])
        waiting = self.answers.get(call.params["text"])
        outcome = waiting.pop(0) if waiting else Sent()
        if isinstance(outcome, Exception):
            raise outcome
        if outcome == Sent():
            self._next_id += 1
            return Sent((self._next_id,))
        return outcome


@pytest.fixture
def post():
    return Post()


@pytest.fixture
def courier(office, post):
    return office.courier(post)


@pytest.fixture
def say(office):
    return office.say


@pytest.fixture
def look(office):
    return office.look


async def claims(database, office, most=10):
    """Claim what is due, as a courier does before its calls."""
    async with database.transaction() as tx:
        due = await outbox.due(tx, office.account.id, office.clock(), most)
        return await outbox.claim(tx, due, office.clock())


async def bring(database, office, most):
    """Send what is due without a courier's limits; the notices in their order."""
    claimed = await claims(database, office, most)
    async with database.transaction() as tx:
        for item in claimed:
            await settling.finish(tx, item, State.SENT, office.clock())
    return [item.id for item in claimed]


async def test_a_notice_is_sent_once_and_its_message_is_found(database, office, courier, post, look):
    say, sender = office.say, await office.person(99)
    here, elsewhere = await office.address(7), await office.address(8)
    notice = await say("hello", ticket=12, sender=99)
    assert await courier.deliver_due() == 1
    assert await courier.deliver_due() == 0
    assert post.asked == ["hello"]
    assert (await look(notice)).state == State.SENT
    async with database.reading() as tx:
        found = await outbox.by_message(tx, here, 101)
        assert (found.notice, found.ticket, found.sender) == (notice, 12, sender)
        assert await outbox.by_message(tx, elsewhere, 101) is None
        assert await outbox.messages_of(tx, notice, here) == [101]


async def test_a_once_key_is_written_once(say):
    assert await say("hello", once="k") is not None
    assert await say("hello again", once="k") is None
    assert await say("hello", once="other") is not None


async def test_notices_of_a_chat_go_in_order_and_chats_side_by_side(courier, post, say):
    for number in range(3):
        for chat in (1, 2):
            await say(f"{chat}:{number}", chat)
    await courier.deliver_due()
    for chat in ("1", "2"):
        assert [text for text in post.asked if text[0] == chat] == [f"{chat}:{number}" for number in range(3)]
    assert post.asked[:2] == ["1:0", "2:0"]


async def test_a_long_text_goes_in_parts_and_every_part_is_known(database, office, courier, post, say):
    notice = await say("one|two|three")
    await say("after")
    await courier.deliver_due()
    assert post.asked == ["one", "two", "three", "after"]
    here = await office.address(7)
    async with database.reading() as tx:
        assert await outbox.messages_of(tx, notice, here) == [101, 102, 103]


async def test_a_part_that_fails_is_tried_again_without_the_parts_before_it(courier, post, say, clock):
    await say("one|two")
    await say("after")
    post.answer("two", Retry(5))
    await courier.deliver_due()
    assert post.asked == ["one", "two"]
    clock.moves(5)
    await courier.deliver_due()
    assert post.asked == ["one", "two", "two", "after"]


async def test_what_is_tried_again_holds_back_its_chat_and_no_other(courier, post, say, clock):
    await say("first")
    await say("second")
    await say("elsewhere", 8)
    post.answer("first", Retry())
    await courier.deliver_due()
    assert post.asked == ["first", "elsewhere"]
    clock.moves(1)
    await courier.deliver_due()
    assert post.asked == ["first", "elsewhere", "first", "second"]


async def test_pauses_grow_from_one_second_to_a_minute(courier, post, say, clock, look):
    notice = await say("first")
    post.answer("first", *[Retry()] * 9)
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60, 60):
        assert await courier.deliver_due() == 1
        clock.moves(seconds - 0.1)
        assert await courier.deliver_due() == 0
        clock.moves(0.1)
    assert await courier.deliver_due() == 1
    assert (await look(notice)).state == State.SENT


async def test_too_many_requests_pause_the_whole_chat_and_hold_nobody_else(courier, post, say, clock):
    await say("first")
    post.answer("first", Retry(30, whole_chat=True))
    await courier.deliver_due()
    for number in range(2 * HANDS):
        await say(f"behind it {number}")
    await say("tap", kind="toast")
    await say("elsewhere", 8)
    await courier.deliver_due()
    clock.moves(29)
    await say("elsewhere, too", 8)
    await courier.deliver_due()
    assert post.asked == ["first", "tap", "elsewhere", "elsewhere, too"]
    clock.moves(1)
    await courier.deliver_due()
    assert post.asked[4:6] == ["first", "behind it 0"]


async def test_who_is_sent_little_waits_for_nobody_who_is_sent_much(database, office, say, clock):
    """Fifty chats are sent more than Telegram lets the bot say in a second; another is sent a word now and then."""
    flood, each_second = range(100, 150), 25
    much = [await say("much", chat) for _ in range(3) for chat in flood]
    brought = await bring(database, office, len(flood))
    for _ in range(4):
        clock.moves(1)
        little = await say("little", 7)
        brought += (now := await bring(database, office, each_second))
        assert now[0] == little
    brought += await bring(database, office, len(much))
    assert [notice for notice in brought if notice in much] == much


async def test_the_answers_to_taps_take_turns_among_themselves(database, office, say, clock):
    for _ in range(2):
        for chat in (8, 9):
            await say("tap", chat, kind="toast")
    clock.moves(1)
    little = await say("tap", 7, kind="toast")
    assert (await bring(database, office, 3))[-1] == little


async def test_a_turn_of_tomorrow_is_no_later_than_the_longest_wait(database, office, say, clock):
    clock.moves(86_400)
    early = await say("of tomorrow", 6)
    clock.moves(-86_400)
    async with database.transaction() as tx:
        await outbox.shorten_waits(tx, clock())
    clock.moves(outbox.LONGEST_WAIT.total_seconds())
    late = await say("late", 7)
    assert await bring(database, office, 2) == [early, late]


async def test_the_answer_to_a_tap_overtakes_what_waits(courier, post, say):
    post.answer("first", Retry(30))
    await say("first")
    await courier.deliver_due()
    await say("second")
    await say("tap", kind="toast")
    await courier.deliver_due()
    assert post.asked == ["first", "tap"]


async def test_a_notice_for_later_lets_others_pass_but_one_for_the_next_moment_does_not(
    courier, post, say, clock
):
    await say("tomorrow", not_before=NOON + dt.timedelta(days=1))
    await say("album", not_before=NOON + dt.timedelta(seconds=1))
    await say("now")
    await courier.deliver_due()
    assert post.asked == []
    clock.moves(1)
    await courier.deliver_due()
    assert post.asked == ["album", "now"]
    clock.moves(86_400)
    await courier.deliver_due()
    assert post.asked == ["album", "now", "tomorrow"]


async def test_without_an_answer_words_are_uncertain_and_never_repeated(database, courier, post, say, look):
    notice = await say("first", kind="words", ticket=12, sender=99)
    post.answer("first", Unknown())
    await say("second")
    await courier.deliver_due()
    assert post.asked[:1] == ["first"]
    assert post.asked.count("first") == 1
    assert (await look(notice)).state == State.UNCERTAIN
    async with database.reading() as tx:
        assert [each.notice for each in await not_delivered.listed(tx)] == [notice]
        assert await not_delivered.count(tx) == 1


async def test_the_sender_is_told_that_a_notice_is_uncertain(office, post, say, courier):
    notice = await say("first", kind="words", ticket=12, sender=99)
    post.answer("first", Unknown())
    post.answer("uncertain", Retry(60))
    await courier.deliver_due()
    assert await office.told_in(99) == [DeliveryDoubt(notice, for_sender=True)]
    assert await office.told_in(7) == []


async def test_without_a_sender_the_reader_is_told(office, post, say, courier):
    notice = await say("first", kind="words")
    post.answer("first", Unknown())
    post.answer("uncertain", Retry(60))
    await courier.deliver_due()
    assert await office.told_in(7) == [DeliveryDoubt(notice, for_sender=False)]


async def test_the_news_that_words_are_uncertain_is_told_until_it_has_arrived(
    office, courier, post, say, clock
):
    notice = await say("first", kind="words", sender=99)
    post.answer("first", Unknown())
    post.answer("uncertain", Unknown(), Retry(unclear=True), *[Unknown()] * 20)
    for _ in range(25):
        await courier.deliver_due()
        clock.moves(60)
    assert post.asked == ["first"] + ["uncertain"] * 23
    assert await office.told_in(99) == [DeliveryDoubt(notice, for_sender=True)]
    async with office.database.reading() as tx:
        assert await outbox.open_notices(tx) == 0
        assert await not_delivered.count(tx) == 1


async def test_the_rest_of_a_long_text_goes_on_after_a_part_without_an_answer(courier, post, say, look):
    notice = await say("one|two|three", kind="words")
    post.answer("two", Unknown())
    await courier.deliver_due()
    assert post.asked == ["one", "two", "three", "uncertain"]
    assert (await look(notice)).state == State.UNCERTAIN


async def test_an_edit_without_an_answer_is_simply_repeated(courier, post, say, clock, look):
    notice = await say("edit", kind="edit")
    post.answer("edit", Unknown())
    await courier.deliver_due()
    clock.moves(1)
    await courier.deliver_due()
    assert post.asked == ["edit", "edit"]
    assert (await look(notice)).state == State.SENT


async def test_what_is_never_answered_lets_others_pass_and_is_left_after_a_day(
    courier, post, say, clock, look
):
    """As when the server chokes on one notice, and on no other."""
    notice = await say("first")
    await say("second")
    post.answer("first", *[Retry(unclear=True)] * 5000)
    for _ in range(UNCLEAR_TRIES - 1):
        await courier.deliver_due()
        assert "second" not in post.asked
        clock.moves(60)
    await courier.deliver_due()
    assert (await look(notice)).state == State.PENDING
    assert "second" in post.asked
    clock.moves(86_400)
    await courier.deliver_due()
    assert (await look(notice)).state == State.UNCERTAIN


async def test_what_waits_for_its_next_try_goes_at_once_when_the_chat_answers(
    courier, post, say, clock, look
):
    notice = await say("first")
    post.answer("first", *[Unknown()] * 7)
    for _ in range(7):
        await courier.deliver_due()
        clock.moves(60)
    clock.moves(-59)
    await courier.deliver_due()
    assert (await look(notice)).state == State.PENDING
    await say("tap", kind="toast")
    await courier.deliver_due()
    assert post.asked[-2:] == ["tap", "first"]
    assert (await look(notice)).state == State.SENT


async def test_words_are_tried_for_some_minutes_when_the_server_is_in_trouble(
    courier, post, say, clock, look
):
    notice = await say("first", kind="words")
    post.answer("first", *[Retry(unclear=True)] * (UNCLEAR_TRIES - 1))
    begun = clock()
    while (await look(notice)).state != State.SENT:
        await courier.deliver_due()
        clock.moves(1)
    assert post.asked.count("first") == UNCLEAR_TRIES
    assert clock() - begun > dt.timedelta(minutes=3)


async def test_after_that_they_are_uncertain(courier, post, say, clock, look):
    notice = await say("first", kind="words")
    unclear = [Retry(unclear=True)] * (UNCLEAR_TRIES - 1)
    post.answer("first", Retry(), *unclear, Retry(), Retry(unclear=True))
    for _ in range(20):
        await courier.deliver_due()
        clock.moves(60)
    assert post.asked.count("first") == UNCLEAR_TRIES + 2
    assert (await look(notice)).state == State.UNCERTAIN


async def test_a_refusal_fails_with_its_reason_and_the_sender_is_told(database, office, courier, post, look):
    say = office.say
    notice = await say("first", sender=99)
    post.answer("first", Refused("Bad Request: message is too long"))
    post.answer("delivery.refused", Retry(60))
    await courier.deliver_due()
    assert (await look(notice)).state == State.FAILED
    assert (await look(notice)).reason == "Bad Request: message is too long"
    assert [each.key for each in await office.told_in(99)] == ["delivery.refused"]
    person = await office.person(7)
    async with database.reading() as tx:
        assert await people.is_reachable(tx, office.account.id, person)


async def test_a_person_who_blocked_the_bot_is_marked_and_the_sender_is_told(database, office, courier, post):
    say, person = office.say, await office.person(7)
    await say("first", sender=99)
    await say("second")
    post.answer("first", Refused("Forbidden: bot was blocked by the user", unreachable=True))
    post.answer("delivery.unreachable", Retry(60))
    await courier.deliver_due()
    async with database.reading() as tx:
        assert not await people.is_reachable(tx, office.account.id, person)
    assert [each.key for each in await office.told_in(99)] == ["delivery.unreachable"]
    assert "second" in post.asked


async def test_nobody_is_told_when_there_is_no_sender(database, courier, post, say):
    await say("first")
    post.answer("first", Refused("Forbidden", unreachable=True))
    await courier.deliver_due()
    async with database.reading() as tx:
        assert await outbox.open_notices(tx) == 0


async def test_a_notice_that_cannot_be_laid_out_fails_and_stops_nobody(courier, post, say, look, caplog):
    broken = await say("x", kind="broken")
    empty = await say("x", kind="nothing")
    await say("after")
    await courier.deliver_due()
    assert post.asked == ["after", "delivery.not_shown"]
    assert (await look(broken)).state == State.FAILED
    assert (await look(empty)).state == State.SENT
    assert "secret" not in caplog.text


async def test_a_call_that_breaks_off_is_uncertain_and_stops_nobody(courier, post, say, look, caplog):
    notice = await say("first", kind="words")
    post.answer("first", RuntimeError("secret words"))
    await say("elsewhere", 8)
    await courier.deliver_due()
    assert "elsewhere" in post.asked
    assert (await look(notice)).state == State.UNCERTAIN
    assert "secret" not in caplog.text


async def test_a_short_dialogue_is_instant_and_a_flood_goes_at_one_a_second(courier, post, say, clock):
    for number in range(CHAT_BURST + 3):
        await say(str(number))
    await courier.deliver_due()
    assert len(post.asked) == CHAT_BURST
    for number in range(1, 4):
        clock.moves(0.9)
        await courier.deliver_due()
        assert len(post.asked) == CHAT_BURST + number - 1
        clock.moves(0.1)
        await courier.deliver_due()
        assert len(post.asked) == CHAT_BURST + number


async def test_who_was_sending_when_the_program_died_is_uncertain_after_the_start(
    *, database, office, courier, post, say, clock, look
):
    notice, edit = await say("first", kind="words"), await say("edit", 8, kind="edit")
    assert all(await claims(database, office))
    assert await courier.deliver_due() == 0
    clock.moves(LEASE.total_seconds())
    assert await courier.recover() == 2
    clock.moves(2)
    await courier.deliver_due()
    assert (await look(notice)).state == State.UNCERTAIN
    assert (await look(edit)).state == State.SENT
    assert sorted(post.asked) == ["edit", "uncertain"]


async def test_another_replicas_fresh_claim_is_left_alone(database, office, courier, say, clock, look):
    notice = await say("first")
    await claims(database, office)
    clock.moves(LEASE.total_seconds() - 1)
    assert await courier.recover(only_old=True) == 0
    assert (await look(notice)).state == State.SENDING


async def test_a_claim_is_given_up_only_when_it_stands_still(database, office, courier, say, clock, look):
    """The clock of one replica jumps ahead: the other, alive, renews its claim in between."""
    notice = await say("first", kind="words")
    (item,) = await claims(database, office)
    clock.moves(86_400)
    assert await courier.recover(only_old=True) == 0
    async with database.transaction() as tx:
        assert await outbox.renew(tx, [item], NOON + dt.timedelta(seconds=7)) == 1
    assert await courier.recover(only_old=True) == 0
    assert await courier.recover(only_old=True) == 1
    assert (await look(notice)).state == State.UNCERTAIN


class Line:
    """Telegram that answers when it is told to."""

    def __init__(self):
        self.asked, self._begun, self._free = [], {}, {}

    def _event(self, events, text):
        return events.setdefault(text, asyncio.Event())

    async def __call__(self, call):
        text = call.params["text"]
        self.asked.append(text)
        self._event(self._begun, text).set()
        await self._event(self._free, text).wait()
        return Sent((len(self.asked),))

    async def begun(self, text):
        await self._event(self._begun, text).wait()

    def answers(self, *texts):
        for text in texts:
            self._event(self._free, text).set()


async def test_the_own_call_is_never_taken_for_one_that_is_gone_however_long_the_process_slept(
    office, say, clock, look
):
    line = Line()
    courier, notice = office.courier(line), await say("one|two", kind="words")
    sending = asyncio.create_task(courier.deliver_due())
    await line.begun("one")
    for _ in range(3):
        clock.moves(LEASE.total_seconds() + 4)
        assert await courier.recover(only_old=True) == 0
    line.answers("one", "two")
    await sending
    assert line.asked == ["one", "two"]
    assert (await look(notice)).state == State.SENT


async def test_whoever_wakes_after_the_claim_was_taken_over_changes_nothing_and_sends_no_further_part(
    database, office, post, say, clock, look
):
    line = Line()
    frozen, other = office.courier(line), office.courier(post)
    notice = await say("one|two|three|four", kind="words")
    sending = asyncio.create_task(frozen.deliver_due())
    await line.begun("one")
    clock.moves(LEASE.total_seconds() + 4)
    await other.recover(only_old=True)
    assert await other.recover(only_old=True) == 1
    await other.deliver_due()
    line.answers("one")
    await sending
    assert (line.asked, post.asked) == (["one"], ["two", "three", "four", "uncertain"])
    assert (await look(notice)).state == State.UNCERTAIN
    here = await office.address(7)
    async with database.reading() as tx:
        assert await outbox.messages_of(tx, notice, here) == [101, 102, 103]


async def test_a_running_courier_renews_the_claims_of_its_calls(database, office, say, clock):
    line, stop = Line(), asyncio.Event()
    await say("one", kind="words")
    running = asyncio.create_task(office.courier(line).run(stop))
    await line.begun("one")
    clock.moves(LEASE.total_seconds() / 4)

    async def renewed():
        async with database.reading() as tx:
            return not await outbox.stale(tx, office.account.id, clock(), dt.timedelta(seconds=1))

    database.bell(outbox.BELL).set()
    await until(renewed)
    line.answers("one")
    stop.set()
    await running


async def test_two_couriers_send_each_notice_once(office, post, say):
    for chat in range(20):
        await say(f"to {chat}", chat)
    couriers = [office.courier(post) for _ in range(3)]
    await asyncio.gather(*(courier.deliver_due() for courier in couriers))
    assert sorted(post.asked) == sorted(f"to {chat}" for chat in range(20))


async def test_couriers_that_look_at_once_are_given_different_notices(database, office, say, clock):
    """Whoever had to wait for the other's claim would hold up the end of that call, too."""
    if database.engine == "sqlite":
        pytest.skip("has one writer at a time")
    here, there = await say("here", 7), await say("there", 8)
    async with database.transaction() as one, database.transaction() as other:
        first = await outbox.due(one, office.account.id, clock(), 1)
        second = await outbox.due(other, office.account.id, clock(), 10)
        assert [each for each, _ in first + second] == [here, there]
        assert [item.id for item in await outbox.claim(one, first, clock())] == [here]


async def test_an_uncertain_notice_can_be_sent_again_once(database, office, courier, post, look):
    notice = await office.say("first", kind="words", sender=99)
    sender, reader = Person(await office.person(99)), Person(await office.person(7))
    post.answer("first", Unknown())
    await courier.deliver_due()
    async with database.transaction() as tx:
        copy = await deliveries.copy_of(office.unit_of_work(tx), sender, notice)
        assert await deliveries.copy_of(office.unit_of_work(tx), reader, notice) is None
        assert await not_delivered.count(tx) == 0
    await courier.deliver_due()
    assert post.asked.count("first") == 2
    again = await look(copy)
    assert (again.state, again.sender, again.to) == (State.SENT, sender.id, reader.id)


async def test_only_sender_reader_and_admins_may_send_again(database, office, courier, post):
    notice = await office.say("first", kind="words", sender=99)
    sent = await office.say("fine", 8, sender=99)
    sender, stranger = Person(await office.person(99)), Person(await office.person(1))
    admin = Person(await office.person(2), roles=frozenset({Role.ADMIN}))
    post.answer("first", Unknown())
    await courier.deliver_due()
    async with database.transaction() as tx:
        uow = office.unit_of_work(tx)
        with pytest.raises(NotAllowed):
            await deliveries.copy_of(uow, stranger, notice)
        with pytest.raises(NotFound):
            await deliveries.copy_of(uow, sender, sent)
        with pytest.raises(NotFound):
            await deliveries.copy_of(uow, sender, 12345)
        assert await deliveries.copy_of(uow, admin, notice) is not None


async def test_a_waiting_notice_may_be_amended_but_not_one_that_left(database, office, courier, post, clock):
    def album(*texts):
        return Album(Header("owner", "", 1), tuple(IncomingMessage(1, "photo", each) for each in texts))

    reader = await office.person(7)
    async with database.transaction() as tx:
        notice = Notice(reader, album("1"), once="a")
        soon = clock() + dt.timedelta(seconds=1)
        begun = await outbox.write(tx, notice, office.account.id, clock(), not_before=soon)
        assert await amending.add_to_album(tx, "a", album("2")) == begun
        assert await amending.add_to_album(tx, "b", album("3")) is None
        assert await amending.unshown(tx, begun) == album("1", "2")
        assert await amending.amend(tx, begun, album("one", "2"))
    clock.moves(1)
    (item,) = await claims(database, office)
    assert item.notice().content == album("one", "2")
    async with database.transaction() as tx:
        assert await amending.add_to_album(tx, "a", album("3")) is None
        assert await amending.unshown(tx, begun) is None
        assert not await amending.amend(tx, begun, album())


async def test_what_is_sent_is_what_the_row_says_at_the_claim(database, office, say, clock):
    """Between looking and claiming another transaction may amend the notice, as when an edit overtakes it."""
    notice = await say("before")
    async with database.transaction() as tx:
        ((found, chat),) = await outbox.due(tx, office.account.id, clock(), 10)
    async with database.transaction() as tx:
        assert await amending.amend(tx, notice, Sentence("text", {"text": "after"}))
    async with database.transaction() as tx:
        (item,) = await outbox.claim(tx, [(found, chat)], clock())
    assert item.notice().content.params == {"text": "after"}


async def test_a_picture_that_joins_its_album_between_look_and_claim_is_sent_with_it(database, office, clock):
    def album(*texts):
        return Album(Header("owner", "", 1), tuple(IncomingMessage(1, "photo", each) for each in texts))

    reader = await office.person(7)
    async with database.transaction() as tx:
        await outbox.write(tx, Notice(reader, album("1"), once="a"), office.account.id, clock())
    async with database.transaction() as tx:
        ((found, chat),) = await outbox.due(tx, office.account.id, clock(), 10)
    async with database.transaction() as tx:
        assert await amending.add_to_album(tx, "a", album("2")) == found
    async with database.transaction() as tx:
        (item,) = await outbox.claim(tx, [(found, chat)], clock())
    assert item.notice().content == album("1", "2")


async def test_after_an_outage_every_chat_is_tried_at_once_and_one_who_writes_is_too(
    office, post, say, clock
):
    tries = SecondTries()
    courier = office.courier(post, second_tries=tries)
    for chat in range(OUTAGE):
        await say(f"to {chat}", chat)
        post.answer(f"to {chat}", *[Retry()] * 6)
    for _ in range(6):
        await courier.deliver_due()
        clock.moves(60)
    clock.moves(-59)
    assert await courier.deliver_due() == 0
    tries.wrote(await office.address(3))
    assert await courier.deliver_due() == OUTAGE
    assert post.asked[-OUTAGE:] == ["to 3", "to 0", "to 1", "to 2", "to 4"]


async def test_where_even_that_something_could_not_be_shown_is_refused_nothing_further_is_said(office, say):
    async def refuses(call):
        return Refused("Bad Request: message is odd")

    await say("first")
    assert await office.courier(refuses).deliver_due() == 2
    assert [each.key for each in await office.told_in(7)] == ["delivery.not_shown"]


async def test_a_row_that_cannot_be_read_fails_alone(database, office, courier, post, say, look):
    broken = await say("x")
    await say("elsewhere", 8)
    async with database.transaction() as tx:
        await tx.script(f"UPDATE outbox SET body = '{{' WHERE id = {broken};")
    await courier.deliver_due()
    assert "elsewhere" in post.asked
    assert (await look(broken)).state == State.FAILED


async def test_the_words_of_delivered_notices_are_forgotten_and_their_messages_are_not(
    database, office, courier, say, clock
):
    await say("confidential", ticket=3)
    here = await office.address(7)
    await courier.deliver_due()
    async with database.transaction() as tx:
        assert await outbox.forget_words(tx, clock() + dt.timedelta(hours=47)) == 0
        assert await outbox.forget_words(tx, clock() + dt.timedelta(hours=49)) == 1
        assert (await outbox.by_message(tx, here, 101)).ticket == 3


# the loop


async def until(holds):
    async with asyncio.timeout(20):
        while not await holds():  # noqa: ASYNC110 -- the courier has no event for tests
            await asyncio.sleep(0.002)


async def test_the_loop_wakes_at_once_for_a_new_notice_and_stops_when_told(office, post, say):
    stop = asyncio.Event()
    running = asyncio.create_task(office.courier(post).run(stop))
    await say("first")
    await say("second")

    async def arrived():
        return post.asked == ["first", "second"]

    await until(arrived)
    stop.set()
    async with asyncio.timeout(5):
        await running


@pytest.fixture
def deaf(monkeypatch):
    """A courier that looks only when a bell rings."""
    monkeypatch.setattr("bot.runtime.courier.AGAIN_S", 60.0)
    monkeypatch.setattr("bot.runtime.courier.POLL_S", 60.0)


@asynccontextmanager
async def running(courier):
    stop = asyncio.Event()
    task = asyncio.create_task(courier.run(stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def test_what_is_written_while_a_courier_rests_is_claimed_by_one_transaction(
    office, post, say, monkeypatch
):
    monkeypatch.setattr("bot.runtime.courier.APART_S", 1.0)
    claimed, claim = [], outbox.claim

    async def noted(tx, due, now):
        claimed.append(len(due))
        return await claim(tx, due, now)

    async def arrived(count):
        await until(lambda: asyncio.sleep(0, len(post.asked) == count))

    monkeypatch.setattr("bot.storage.outbox.claim", noted)
    await say("to 1", 1)
    async with running(office.courier(post)):
        await arrived(1)
        for chat in (2, 3, 4):
            await say(f"to {chat}", chat)
        await arrived(4)
    assert [count for count in claimed if count] == [1, 3]


async def test_what_stands_behind_a_notice_goes_as_soon_as_that_has_arrived(office, post, say, deaf):
    texts = ["one", "two|three", "four"]
    for text in texts:
        await say(text)
    async with running(office.courier(post)):
        await until(lambda: asyncio.sleep(0, post.asked == ["one", "two", "three", "four"]))


async def test_where_nothing_stands_behind_it_nobody_looks_for_more(database, office, say):
    bell = database.bell(outbox.BELL)
    for chat, others in ((1, 0), (2, 1)):
        for text in range(1 + others):
            await say(str(text), chat)
        claimed = await claims(database, office)
        bell.clear()
        async with database.transaction() as tx:
            for item in claimed:
                await settling.finish(tx, item, State.SENT, office.clock())
        assert bell.is_set() == bool(others)


async def test_what_waits_for_its_next_try_goes_as_soon_as_telegram_answers_again(
    office, post, say, clock, deaf
):
    tries = SecondTries()
    courier = office.courier(post, second_tries=tries)
    for chat in range(OUTAGE):
        await say(f"to {chat}", chat)
        post.answer(f"to {chat}", Retry())
    await courier.deliver_due()
    async with running(courier):
        await say("hello", 9)
        await until(lambda: asyncio.sleep(0, len(post.asked) == 2 * OUTAGE + 1))


async def test_stopping_waits_for_the_call_under_way(office, say, look):
    begun, go_on, stop = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(call):
        begun.set()
        await go_on.wait()
        return Sent((5,))

    notice = await say("first")
    running = asyncio.create_task(office.courier(slow).run(stop))
    await begun.wait()
    stop.set()
    await asyncio.sleep(0)
    assert not running.done()
    go_on.set()
    await running
    assert (await look(notice)).state == State.SENT


async def test_what_became_of_a_call_is_kept_although_the_database_was_away(
    tmp_path, post, clock, monkeypatch
):
    monkeypatch.setattr("bot.runtime.courier.backoff", lambda tries: 0)
    async with opened(f"sqlite:///{tmp_path}/test.db") as database:
        office = await opened_office(database, clock)
        notice = await office.say("first")
        arrived, failures = settling.arrived, [StorageError("away")] * 3

        async def sometimes(*args, **more):
            if failures:
                raise failures.pop()
            return await arrived(*args, **more)

        monkeypatch.setattr("bot.storage.settling.arrived", sometimes)
        await office.courier(post).deliver_due()
        assert post.asked == ["first"]
        assert (await office.look(notice)).state == State.SENT


async def test_a_fault_of_the_courier_itself_ends_its_loop_loudly(office, post, say, monkeypatch):
    async def broken(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr("bot.storage.settling.arrived", broken)
    await say("first")
    with pytest.raises(ZeroDivisionError):
        async with asyncio.timeout(5):
            await office.courier(post).run(asyncio.Event())


def test_pauses_after_failures():
    assert [backoff(tries) for tries in (1, 2, 3, 7, 1000)] == [1, 2, 4, 60, 60]


def test_the_bot_as_a_whole_keeps_below_its_calls_a_second():
    clock, pace = Clock(), Pace(per_second=25)
    for chat in range(25):
        assert pace.room(clock()) == 25 - chat
        pace.take(chat, clock())
    assert pace.room(clock()) == 0
    clock.moves(0.2)
    assert pace.room(clock()) == 5
    clock.moves(3600)
    assert pace.room(clock()) == 25


def test_the_pace_of_a_chat_recovers_with_time():
    clock, pace = Clock(), Pace()
    rests = [pace.take(7, clock()) for _ in range(CHAT_BURST + 1)]
    assert rests[: CHAT_BURST - 1] == [None] * (CHAT_BURST - 1)
    assert rests[CHAT_BURST - 1] == NOON + dt.timedelta(seconds=1)
    assert pace.take(7, clock(), counts=False) is None
    assert pace.take(8, clock()) is None
    clock.moves(60)
    assert pace.take(7, clock()) is None
