"""The way in and the way out against a Bot API server on this machine, faults included."""

import asyncio
import datetime as dt
from contextlib import asynccontextmanager

import httpx
import pytest
from engines import NOON
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    TimedOut,
)

from bot.config.settings import Telegram
from bot.domain.delivery import Refused, Retry, Sent, Unknown
from bot.domain.outgoing import Call, Notice, Sentence
from bot.errors import StorageUnavailable
from bot.runtime.courier import Courier
from bot.runtime.worker import Worker, receiver
from bot.storage import inbox, not_delivered, outbox, people, set_aside
from handlers import patience
from handlers.connection import http_request
from handlers.gateway import (
    LONGEST_WAIT_S,
    TOKEN_PAUSE_S,
    TelegramGateway,
    message_ids,
    outcome_of,
)
from handlers.plainer import forms, without_formatting
from handlers.polling import ALLOWED_UPDATES, Poller, explain
from handlers.transport import NoConnection
from handlers.webhook import SECRET_HEADER, webhook_app
from simulator.faults import Fault
from simulator.running import running_simulator

TOKEN = "4242:" + "a" * 35


@pytest.fixture
async def simulator():
    async with running_simulator() as running:
        yield running


@asynccontextmanager
async def a_bot(base_url, **timeouts):
    request, for_updates = http_request(Telegram(), **timeouts), http_request(Telegram())
    bot = Bot(TOKEN, base_url=base_url, request=request, get_updates_request=for_updates)
    await bot.initialize()
    try:
        yield bot
    finally:
        await bot.shutdown()


@pytest.fixture
async def bot(simulator):
    async with a_bot(simulator.base_url) as bot:
        yield bot


@pytest.fixture
def hands(bot):
    return TelegramGateway(bot)


@pytest.fixture
def mei(simulator, bot):
    """Somebody who has opened the bot."""
    person = simulator.person("Mei")
    person.starts()
    return person


def text(person, words="hello", **more):
    return Call("sendMessage", {"chat_id": person.id, "text": words, **more})


def heard(person):
    return [message["text"] for message in person.sees() if message["from"] == "bot"]


async def until(holds):
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 -- other tasks have no event for tests
            await asyncio.sleep(0.002)


# one call


async def test_a_message_arrives_and_its_id_comes_back(hands, mei):
    outcome = await hands(text(mei))
    assert heard(mei) == ["hello"]
    assert outcome == Sent((mei.sees()[-1]["id"],))


async def test_too_many_requests_say_how_long_to_wait(hands, mei, simulator):
    simulator.world.faults.order(Fault("429", method="sendMessage", retry_after=7))
    assert await hands(text(mei)) == Retry(7, whole_chat=True)


async def test_after_an_hour_of_patience_we_look_again(hands, mei, simulator):
    simulator.world.faults.order(Fault("429", method="sendMessage", retry_after=86_400))
    assert await hands(text(mei)) == Retry(LONGEST_WAIT_S, whole_chat=True)


async def test_a_person_who_blocked_the_bot_is_unreachable(hands, mei):
    mei.blocks()
    outcome = await hands(text(mei))
    assert isinstance(outcome, Refused)
    assert outcome.unreachable


async def test_a_person_who_never_opened_the_bot_is_unreachable(hands, simulator):
    outcome = await hands(text(simulator.person("Stranger")))
    assert isinstance(outcome, Refused)
    assert outcome.unreachable


async def test_trouble_of_the_server_is_to_be_tried_again_with_a_bound(hands, mei, simulator):
    simulator.world.faults.order(Fault("500", method="sendMessage"))
    assert await hands(text(mei)) == Retry(unclear=True)
    simulator.world.faults.order(Fault("502", method="sendMessage"))
    assert await hands(text(mei)) == Retry(unclear=True)


async def test_a_connection_that_breaks_after_the_call_left_says_nothing(hands, mei, simulator):
    simulator.world.faults.order(Fault("drop_after", method="sendMessage"))
    assert await hands(text(mei, "arrived")) == Unknown()
    simulator.world.faults.order(Fault("drop_before", method="sendMessage"))
    assert await hands(text(mei, "lost")) == Unknown()
    assert heard(mei) == ["arrived"]


async def test_an_answer_that_does_not_come_in_time_says_nothing(simulator, mei):
    simulator.world.faults.order(Fault("timeout_after", method="sendMessage"))
    async with a_bot(simulator.base_url, read_timeout=0.2) as impatient:
        assert await TelegramGateway(impatient)(text(mei)) == Unknown()
    assert heard(mei) == ["hello"]


async def test_a_server_that_is_not_there_is_tried_again(simulator, mei):
    async with a_bot(simulator.base_url) as bot:
        bot._base_url = "http://127.0.0.1:1/bot" + TOKEN
        assert await TelegramGateway(bot)(text(mei)) == Retry()


async def test_formatting_that_telegram_cannot_parse_goes_as_plain_text(hands, mei):
    outcome = await hands(text(mei, "1 < 2 <b>", parse_mode="HTML"))
    assert isinstance(outcome, Sent)
    assert heard(mei) == ["1 < 2"]


async def test_where_telegram_insists_on_a_message_that_is_gone_the_words_go_without_it(hands, mei):
    gone = {"message_id": 999_999}  # as for one of another topic, whatever else is asked for
    assert isinstance(await hands(text(mei, reply_parameters=gone)), Sent)
    assert heard(mei) == ["hello"]


async def test_a_new_topic_brings_its_number_back(hands, mei, simulator):
    simulator.world.the_bot.has_topics = True
    call = Call("createForumTopic", {"chat_id": mei.id, "name": "#1"}, makes_topic=True)
    assert await hands(call) == Sent(topic=next(iter(mei.topics)))


async def test_a_topic_that_is_not_there_is_told_apart(hands, mei):
    outcome = await hands(text(mei, message_thread_id=77))
    assert outcome == Refused("Message thread not found", topic_gone=True)


async def test_a_name_that_a_topic_has_already_is_settled(hands, mei, simulator):
    simulator.world.the_bot.has_topics = True
    made = await hands(Call("createForumTopic", {"chat_id": mei.id, "name": "#1"}, makes_topic=True))
    same = {"chat_id": mei.id, "message_thread_id": made.topic, "name": "#1"}
    assert await hands(Call("editForumTopic", same)) == Sent()


async def test_an_edit_that_changes_nothing_is_settled(hands, mei):
    sent = await hands(text(mei))
    same = {"chat_id": mei.id, "message_id": sent.message_ids[0], "text": "hello"}
    assert await hands(Call("editMessageText", same)) == Sent()


async def test_an_answer_to_a_tap_that_is_too_old_is_settled(hands, bot):
    assert await hands(Call("answerCallbackQuery", {"callback_query_id": "1"})) == Sent()


async def test_text_that_cannot_be_encoded_is_refused(hands, mei):
    assert isinstance(await hands(text(mei, "half a pair \ud800")), Refused)


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Forbidden("bot was blocked by the user"), Refused("bot was blocked by the user", unreachable=True)),
        (BadRequest("Chat not found"), Refused("Chat not found", unreachable=True)),
        (BadRequest("Message is too long"), Refused("Message is too long")),
        (BadRequest("Message is not modified: specified new content is the same"), Sent()),
        (BadRequest("Query is too old and response timeout expired or query id is invalid"), Sent()),
        (InvalidToken("Unauthorized"), Retry(TOKEN_PAUSE_S)),
        (NetworkError("Gateway Timeout"), Retry(unclear=True)),
        (NetworkError("Service Unavailable"), Retry(unclear=True)),
        (NetworkError("Too Many Requests"), Retry(whole_chat=True)),
    ],
)
def test_what_telegrams_answers_mean(error, outcome):
    assert outcome_of(error) == outcome


@pytest.mark.parametrize(
    ("error", "cause", "outcome"),
    [
        (NetworkError("x"), NoConnection(), Retry()),
        (NetworkError("x"), ConnectionResetError(), Unknown()),
        (TimedOut(), TimeoutError(), Unknown()),
        (NetworkError("x"), ValueError(), Unknown()),
        (EndPointNotFound("x"), InvalidToken("Unauthorized"), Retry(TOKEN_PAUSE_S)),
        (EndPointNotFound("x"), InvalidToken("Not Found"), Refused("x")),
    ],
)
def test_what_failures_of_the_network_mean(error, cause, outcome):
    error.__cause__ = cause
    assert outcome_of(error) == outcome


def test_plain_leaves_the_words_and_takes_the_formatting():
    album = Call(
        "sendMediaGroup", {"media": [{"type": "photo", "caption": "1 &lt; <b>2</b>", "parse_mode": "HTML"}]}
    )
    assert without_formatting(album).params == {"media": [{"type": "photo", "caption": "1 < 2"}]}
    assert without_formatting(Call("sendMessage", {"text": "x", "entities": []})).params == {"text": "x"}


def test_what_the_bot_says_gets_ever_plainer_and_what_telegram_names_goes_first():
    link, tap = {"text": "web", "url": "tg://x"}, {"text": "tap", "callback_data": "a"}
    said = {
        "text": "<b>1</b>",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[link], [tap, link]]},
    }
    plain = [each.params for each in forms(Call("sendMessage", said), "Bad Request: message is odd")]
    assert plain == [
        {"text": "1", "reply_markup": said["reply_markup"]},
        {"text": "1", "reply_markup": {"inline_keyboard": [[tap]]}},
        {"text": "1"},
    ]
    first = next(forms(Call("sendMessage", said), "Bad Request: BUTTON_URL_INVALID"))
    assert first.params == {**said, "reply_markup": {"inline_keyboard": [[tap]]}}


def test_what_people_say_loses_only_what_telegram_names():
    words = Call("sendMessage", {"text": "x", "entities": [], "reply_markup": {"inline_keyboard": []}})
    assert list(forms(words, "Bad Request: message is odd")) == []


def test_the_messages_of_an_album_are_all_known():
    assert message_ids([{"message_id": 1}, {"message_id": 2}]) == (1, 2)
    assert message_ids({"message_id": 3}) == (3,)
    assert message_ids(True) == ()


# the way in


class Rig:
    """Poller, worker and courier of a bot that answers every message with its own text."""

    def __init__(self, database, account, bot, handle=None):
        self.database = database
        self.account = account
        self.stop = asyncio.Event()
        self.handled = []
        self.aside = []
        self.handle = handle
        self.poller = Poller(bot, receiver(database, account, clock))
        self.worker = Worker(
            database,
            account,
            clock,
            update=self.process,
            update_set_aside=self.on_set_aside,
            alarm=ignored,
            alarm_set_aside=ignored,
            pauses=(dt.timedelta(), dt.timedelta()),
        )
        gateway = TelegramGateway(bot)
        self.courier = Courier(database, account.id, gateway, lay_out, clock, unheeded)

    async def process(self, tx, item):
        self.handled.append(item.update_id)
        if self.handle is not None:
            await self.handle(item.update, tx)
        await self.say(tx, item, f"echo {item.update['message']['text']}")

    async def on_set_aside(self, tx, item):
        self.aside.append(item.update_id)
        await self.say(tx, item, "sorry")

    async def say(self, tx, item, text):
        await say(tx, self.account, item.address.external_id, text)

    @asynccontextmanager
    async def running(self):
        loops = [part.run(self.stop) for part in (self.poller, self.worker, self.courier)]
        tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            yield self
        finally:
            self.stop.set()
            async with asyncio.timeout(10):
                await asyncio.gather(*tasks)


def clock():
    return dt.datetime.now(dt.UTC)


def lay_out(notice, chat):
    return [Call("sendMessage", {"chat_id": chat, "text": notice.content.params["text"]})]


async def ignored(tx, work):
    """What tests of updates do with alarms."""


async def unheeded(tx, item, fate):
    """What follows from the fate of a notice is tried elsewhere."""


async def say(tx, account, chat, text):
    person = await people.at_address(tx, account.id, str(chat), clock())
    await outbox.write(tx, Notice(person, Sentence("echo", {"text": text})), account.id, clock())


@pytest.fixture
async def account(database, bot):
    async with database.transaction() as tx:
        return await people.account(tx, str(bot.id), bot.username, clock())


async def test_a_message_is_answered(database, account, bot, mei):
    async with Rig(database, account, bot).running() as rig:
        mei.says("one")
        mei.says("two")
        await until(lambda: len(heard(mei)) == 3)
    assert heard(mei) == ["echo /start", "echo one", "echo two"]
    assert rig.handled == sorted(set(rig.handled))


@pytest.fixture
def unhurried(monkeypatch):
    """Troubles without the pauses between them; the pauses that were asked for."""
    asked = []
    monkeypatch.setattr(patience, "pause_after", lambda trouble, tries: asked.append(tries) or 0.0)
    return asked


async def test_the_network_may_fail_in_every_way_and_the_bot_goes_on(
    database, account, bot, mei, simulator, unhurried
):
    kinds = ("409", "500", "502", "drop_before", "drop_after", "429")
    for kind in kinds:
        simulator.world.faults.order(Fault(kind, method="getUpdates", retry_after=1))
    async with Rig(database, account, bot).running():
        mei.says("one")
        await until(lambda: "echo one" in heard(mei))
    assert heard(mei).count("echo one") == 1
    assert simulator.world.faults.orders == []
    assert unhurried == list(range(1, len(kinds) + 1))


async def test_whoever_polls_asks_for_all_that_the_bot_listens_to(database, account, bot, mei, simulator):
    await bot.get_updates(allowed_updates=["message"])
    async with Rig(database, account, bot).running():
        mei.says("one")
        await until(lambda: "echo one" in heard(mei))
    assert simulator.world.the_bot.updates.allowed == set(ALLOWED_UPDATES)


async def test_whoever_polls_leaves_the_webhook_of_another_alone_and_says_what_to_do(
    database, account, bot, simulator, unhurried, caplog
):
    address = "http://127.0.0.1:9/another"
    await bot.set_webhook(address)
    async with Rig(database, account, bot).running():
        await until(lambda: len(unhurried) > 20)
        assert (await bot.get_webhook_info()).url == address
        told = [record.message for record in caplog.records if "webhook" in record.message]
        assert len(told) == 2  # at once, and at the twentieth try again
        assert "telegram.webhook_url" in told[0]
        assert "butler doctor --remove-webhook" in told[0]
        await bot.delete_webhook()
        person = simulator.person("Mei")
        person.starts()
        await until(lambda: heard(person) == ["echo /start"])


async def test_an_update_is_kept_before_the_server_is_told_that_it_was_received(
    database, account, bot, mei, simulator
):
    poller = Poller(bot, receiver(database, account, clock))
    updates = await poller._fetch()
    assert [update["message"]["text"] for update in updates] == ["/start"]
    again = await Poller(bot, receiver(database, account, clock))._fetch()
    assert again == updates
    assert await poller._keep(updates) == 1
    assert await poller._keep(updates) == 0
    mei.says("next")
    assert [update["message"]["text"] for update in await poller._fetch()] == ["next"]
    async with database.reading() as tx:
        assert await inbox.waiting(tx) == 1


async def test_a_handler_that_fails_leaves_nothing_behind_and_is_set_aside(
    database, account, bot, mei, caplog
):
    async def handle(update, tx):
        if update["message"]["text"] == "poison":
            await say(tx, account, mei.id, "half done")
            raise ValueError("secret words")

    async with Rig(database, account, bot, handle).running() as rig:
        mei.says("poison")
        mei.says("fine")
        await until(lambda: "echo fine" in heard(mei))
    assert heard(mei) == ["echo /start", "sorry", "echo fine"]
    assert len(rig.aside) == 1
    assert rig.handled.count(rig.aside[0]) == 3
    assert "secret" not in caplog.text
    async with database.reading() as tx:
        (row,) = await set_aside.everything(tx)
    assert (row.kind, row.error) == ("update", "ValueError")


def a_worker(database, account, clock, **handlers):
    """A worker that tries again without a pause, on handlers of which a test names those that matter."""
    all_of_them = dict.fromkeys(("update", "update_set_aside", "alarm", "alarm_set_aside"), ignored)
    pauses = (dt.timedelta(), dt.timedelta())
    return Worker(database, account, clock, pauses=pauses, **{**all_of_them, **handlers})


async def test_an_update_is_set_aside_even_when_nobody_can_be_told(database, account, clock):
    async def update(tx, item):
        raise ValueError

    async def update_set_aside(tx, item):
        raise KeyError

    worker = a_worker(database, account, clock, update=update, update_set_aside=update_set_aside)
    async with database.transaction() as tx:
        await inbox.receive(tx, account.id, [{"update_id": 1}], clock())
    assert await worker.handle_waiting() == 3
    async with database.reading() as tx:
        assert await inbox.set_aside_count(tx) == 1


async def test_the_databases_own_trouble_uses_up_none_of_an_updates_tries(database, account, clock):
    troubles = [StorageUnavailable("deadlock")] * 5

    async def update(tx, item):
        if troubles:
            raise troubles.pop()

    worker = a_worker(database, account, clock, update=update)
    async with database.transaction() as tx:
        await inbox.receive(tx, account.id, [{"update_id": 1}], clock())
    for _ in range(5):
        with pytest.raises(StorageUnavailable):
            await worker.handle_next()
    assert await worker.handle_next()
    async with database.reading() as tx:
        assert (await inbox.waiting(tx), await inbox.set_aside_count(tx)) == (0, 0)


async def test_stopping_finishes_the_update_in_hand(database, account, bot, mei):
    inside, go_on = asyncio.Event(), asyncio.Event()

    async def handle(update, tx):
        inside.set()
        await go_on.wait()

    rig = Rig(database, account, bot, handle)
    async with rig.running():
        await inside.wait()
        rig.stop.set()
        await asyncio.sleep(0)
        go_on.set()
    async with database.reading() as tx:
        assert await inbox.waiting(tx) == 0
        # The courier may have stood in line for the writer behind the update in hand: then it has brought the answer.
        assert await outbox.open_notices(tx) + heard(mei).count("echo /start") == 1


async def test_an_answer_of_the_bot_arrives_although_connections_are_cut(
    database, account, bot, mei, simulator
):
    async with Rig(database, account, bot).running():
        await until(lambda: heard(mei) == ["echo /start"])
        for kind in ("drop_before", "502"):
            simulator.world.faults.order(Fault(kind, method="sendMessage"))
        mei.says("one")
        await until(lambda: "echo one" in heard(mei))
    assert heard(mei).count("echo one") == 1
    async with database.reading() as tx:
        assert await not_delivered.count(tx) == 0


async def test_whoever_writes_is_answered_while_an_update_of_another_chat_waits_for_something(
    database, account, bot, simulator
):
    if database.engine == "sqlite":
        pytest.skip("has one writer at a time")
    slow, quick = simulator.person("Slow"), simulator.person("Quick")
    quick_is_answered = asyncio.Event()

    async def handle(update, tx):
        if update["message"]["from"]["id"] == slow.id:
            await quick_is_answered.wait()

    async with Rig(database, account, bot, handle).running():
        slow.starts()
        quick.starts()
        await until(lambda: heard(quick) == ["echo /start"])
        quick_is_answered.set()
        await until(lambda: heard(slow) == ["echo /start"])


async def test_many_people_at_once_each_get_their_own_answers_in_order(database, account, bot, simulator):
    people = [simulator.person(f"P{number}") for number in range(8)]
    for person in people:
        person.starts()
    async with Rig(database, account, bot).running():
        for number in range(3):
            for person in people:
                person.says(f"{person.id}:{number}")
        await until(lambda: all(len(heard(person)) == 4 for person in people))
    for person in people:
        assert heard(person) == ["echo /start", *(f"echo {person.id}:{number}" for number in range(3))]


def test_troubles_are_explained_in_one_sentence():
    assert "token" in explain(InvalidToken())
    assert "stop the other one" in explain(Conflict("x"))
    assert "NetworkError" in explain(NetworkError("secret"))
    assert "secret" not in explain(NetworkError("secret"))


# webhook


@pytest.fixture
async def hook(database):
    async with database.transaction() as tx:
        account = await people.account(tx, "1", "test_bot", NOON)
    app = webhook_app(receiver(database, account, lambda: NOON), path="/hook", secret="s3cret")
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


async def test_a_webhook_call_is_kept_before_it_is_answered(database, hook):
    update = {"update_id": 1, "message": {"chat": {"id": 7}}}
    for _ in range(2):
        answer = await hook.post("/hook", json=update, headers={SECRET_HEADER: "s3cret"})
        assert answer.status_code == 200
    async with database.reading() as tx:
        assert await inbox.waiting(tx) == 1


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: ""}])
async def test_a_webhook_call_without_the_secret_is_refused(database, hook, headers):
    answer = await hook.post("/hook", json={"update_id": 1}, headers=headers)
    assert answer.status_code == 403
    async with database.reading() as tx:
        assert await inbox.waiting(tx) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b" " * 1_000_001])
async def test_a_webhook_call_that_is_no_update_is_refused(hook, body):
    answer = await hook.post("/hook", content=body, headers={SECRET_HEADER: "s3cret"})
    assert answer.status_code == 400


async def test_while_the_database_is_away_telegram_keeps_the_update(database, hook):
    await database.close()
    answer = await hook.post("/hook", json={"update_id": 1}, headers={SECRET_HEADER: "s3cret"})
    assert answer.status_code == 503
