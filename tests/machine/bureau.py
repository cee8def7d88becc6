"""A whole bureau in one process: the real product on a real SQLite file, and the simulated Telegram at the end of a wire in memory.

Inbox, worker, routes, use cases, outbox, courier and gateway are the product's own; only HTTP is left out, so that hundreds of
histories can be played. What comes over the wire is kept: who was brought which words, by which kind of notice.
"""

import asyncio
import base64
import copy
import io
import json
import logging
import re
import shutil
import sqlite3
import zipfile
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field

import pytest
from engines import in_the_clear
from stage import Clock, product_knowledge, unhurried
from telegram.request import BaseRequest

import handlers.application
from bot.app import Butler
from bot.config import load_config
from bot.config.opening import open_calendar
from bot.domain.policy import Retention
from bot.runtime.courier import Courier
from bot.runtime.foresight import Foresight
from bot.runtime.retention import forgetting
from bot.runtime.vitals import Vitals
from bot.runtime.worker import receiver
from bot.storage import people
from bot.storage.engine.database import open_database
from handlers.gateway import TelegramGateway
from handlers.render.notices import render
from handlers.topic_mode import TopicMode
from simulator.errors import ApiError
from simulator.files import Upload
from simulator.methods import BY_LOWER_NAME, METHODS
from simulator.methods.api_call import ApiCall
from simulator.params import Params
from simulator.player import Player
from simulator.updates import UPDATE_TYPES
from simulator.world import World

TOKEN = "1:test"
MARKER = re.compile(r"[mn]\d{3}q")
"""A word that stands in one message only: `m` in words for the other side, `n` in a note."""
FIRST_ID = 1_000_000
"""Where the ids of messages and updates of a history begin: above all of its template."""
EXPECTED = (
    re.compile(r"^Notice \d+ was refused: Forbidden"),  # whoever blocked the bot
    re.compile(r"^Notice \d+ was refused: Bad Request: message to (edit|be replied|react)"),
    re.compile(r"^Notice \d+ may or may not have arrived"),
    re.compile(r"^Notice \d+ was being sent when the program stopped"),
)
"""Warnings that are no fault of the product's."""


class Killed(BaseException):
    """The program ends here and now."""


class Wire(BaseRequest):
    """HTTP without HTTP: each call is made in the world of the moment."""

    world = None
    read_timeout = 5.0

    async def initialize(self):
        pass

    async def shutdown(self):
        pass

    async def do_request(self, url, method, request_data=None, **_):
        name, token = url.rpartition("/")[2], TOKEN
        values = request_data.json_parameters if request_data else {}
        files = request_data.multipart_data if request_data and request_data.contains_files else {}
        uploads = {key: Upload(each[0], each[2], each[1]) for key, each in files.items()}
        call = ApiCall(self.world, self.world.bot(token), Params(values, uploads))
        try:
            result = METHODS[BY_LOWER_NAME[name.lower()]](call)
        except ApiError as error:
            return error.code, json.dumps(error.body()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


@dataclass
class Equipment:
    """What all histories share, for none of them changes it."""

    folder: object
    config: object
    knowledge: object
    calendar: object
    application: object
    wire: Wire
    stack: AsyncExitStack
    template: object = None
    begins: object = None
    dialogs: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    """Our own number of everybody, by the name under which the test knows them."""


@dataclass
class Brought:
    """One call that reached a chat."""

    to: str
    kind: str
    ticket: int | None
    heading: str
    markers: list
    message_ids: tuple = ()


@dataclass
class Bureau:
    """One history. Nothing runs by itself: `takes_in` handles what came, `brings` delivers what is to be said."""

    equipment: Equipment
    cast: dict
    """Telegram's number of everybody, by name."""
    clock: Clock
    path: object
    on_call: object = lambda brought: None
    on_work: object = lambda: None
    brought: list = field(default_factory=list)
    rung: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    """What must not have been brought."""
    dies_at: tuple | None = None
    """(calls until then, whether the call still gets through)."""

    def __post_init__(self):
        self.world = World(first_id=FIRST_ID if self.equipment.template else 1)
        self.world.clock = _WorldClock(self.clock)
        self.equipment.wire.world = self.world
        bot = self.world.bot(TOKEN)
        bot.updates.allowed = frozenset(UPDATE_TYPES)
        self.names = {number: name for name, number in self.cast.items()}
        for name, number in self.cast.items():
            self.world.add_person(name, "zh-hans", id=number)
        for number, dialog in copy.deepcopy(self.equipment.dialogs).items():
            bot.dialogs[number] = dialog
        self.players = {
            name: Player(self.world, self.world.people[number]) for name, number in self.cast.items()
        }
        self._notices = {}

    async def opens(self):
        """The program starts; the claims that an earlier one left behind are settled."""
        self.database = await open_database(f"sqlite:///{self.path}")
        self.rows = sqlite3.connect(self.path)
        self.rows.row_factory = in_the_clear(self.path)
        shared, application = self.equipment, self.equipment.application
        async with self.database.transaction() as tx:
            account = await people.account(
                tx, str(application.bot.id), application.bot.username, self.clock()
            )
        self.butler = Butler(
            shared.config, self.database, shared.knowledge, shared.calendar, application, account, "", self.clock, unhurried(), TopicMode(application.bot),
            Vitals(), shared.config.policy(), Foresight(lambda: shared.knowledge.current, lambda _: None, is_alone=False),
        )  # fmt: skip
        self.worker, self.receive = self.butler.worker(), receiver(self.database, account, self.clock)
        ring = self.butler._ring

        async def overheard(tx, alarm):
            self.rung.append((alarm, self.clock()))
            await ring(tx, alarm)

        self.worker._alarms = _replaced(self.worker._alarms, overheard)
        self._gateway = TelegramGateway(application.bot)
        self.courier = Courier(
            self.database, account.id, self._deliver, self._lay_out, self.clock, self.butler._consequences,
            pace=self.butler.pace,
        )  # fmt: skip
        await self.courier.recover()

    async def closes(self):
        """The program ends; what it was doing just then is left as it is."""
        here = asyncio.current_task()
        writer = self.database._writer
        left = [task for task in asyncio.all_tasks() if task not in (here, writer)]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self.rows.close()
        await self.database.close()

    async def takes_in(self):
        """Everything that people did since is handled, one after the other."""
        waiting = self.world.the_bot.updates.waiting
        while waiting:
            await self.receive([waiting.popleft()])
            while await self.worker.handle_next():
                self.on_work()

    async def brings(self):
        """Everything that may be said by now is said; pictures wait a second for each other."""
        while await self.courier.deliver_due() or await self._waits_for_pictures():
            self.on_work()
        if self.wrong:
            raise self.wrong[0]

    async def _waits_for_pictures(self):
        [row] = self.rows.execute("SELECT count(*) FROM outbox WHERE state = 'pending'").fetchall()
        if row[0]:
            self.clock.moves(seconds=1)
        return bool(row[0])

    async def rings(self):
        """What is due by now rings."""
        while await self.worker._handle_next(self.worker._alarms):
            self.on_work()

    async def forgets(self):
        """The chores of every hour."""
        for chore in (*forgetting(self.clock, Retention()), self.butler._reckon_anew):
            async with self.database.transaction() as tx:
                await chore(tx)

    def _lay_out(self, notice, chat):
        calls = render(notice, chat)
        for call in calls:
            self._notices[id(call)] = (call, notice)
        return calls

    async def _deliver(self, call):
        if self.dies_at is not None:
            left, gets_through = self.dies_at
            self.dies_at = (left - 1, gets_through)
            if left == 0 and not gets_through:
                raise Killed
        _, notice = self._notices.pop(id(call))
        outcome = await self._gateway(call)
        chat = call.params.get("chat_id")
        ids = getattr(outcome, "message_ids", ())
        if (
            chat in self.names
            and (ids or call.method.startswith("edit"))
            and type(outcome).__name__ == "Sent"
        ):
            self._keep(notice, self.names[chat], _words(call), ids)
        if self.dies_at is not None and self.dies_at[0] < 0:
            raise Killed
        return outcome

    def _keep(self, notice, name, words, ids):
        content = notice.content
        heading = getattr(content, "heading", getattr(content, "key", ""))
        kind = type(content).__name__
        found = Brought(name, kind, notice.ticket, heading, MARKER.findall(words), ids)
        self.brought.append(found)
        try:
            self.on_call(found)
        except AssertionError as wrong:  # the courier lives through whatever a call raises
            self.wrong.append(wrong)

    @contextmanager
    def listening_for_faults(self):
        """Every warning of the product is kept, but those that tell of what the test did to it."""
        handler = _Keeper(self.faults)
        loggers = [logging.getLogger(name) for name in ("bot", "handlers")]
        for each in loggers:
            each.addHandler(handler)
            each.propagate = False
        try:
            yield
        finally:
            for each in loggers:
                each.removeHandler(handler)
                each.propagate = True


class _Keeper(logging.Handler):
    def __init__(self, kept):
        super().__init__(logging.WARNING)
        self.kept = kept

    def emit(self, record):
        said = record.getMessage()
        if not any(known.search(said) for known in EXPECTED):
            self.kept.append(said)


class _WorldClock:
    """Telegram's clock goes with the bureau's."""

    def __init__(self, clock):
        self._clock = clock

    def now(self):
        return self._clock()

    def stamp(self):
        return int(self._clock().timestamp())


def _replaced(door, handle):
    changed = copy.copy(door)
    object.__setattr__(changed, "handle", handle)
    return changed


def _words(call):
    """All that a call shows, what is in a file that we make included."""
    shown = {key: value for key, value in call.params.items() if key != "document"}
    document = call.params.get("document")
    words = json.dumps(shown, ensure_ascii=False)
    if isinstance(document, dict):
        return words + _in_file(document)
    return words + str(document or "")


def _in_file(document):
    if "content" in document:
        return document["content"]
    content = base64.b64decode(document["base64"])
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


async def equipped(folder, cast):
    """Read once what all histories share, and play what all of them begin with: everybody agrees, firms and seats."""
    wire = Wire()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers.application, "http_request", lambda *_, **__: wire)
        (folder / "config.yaml").write_text("{}")
        environ = {
            "BUTLER_TELEGRAM__TOKEN": TOKEN,
            "BUTLER_DATABASE__URL": f"sqlite:///{folder}/template.db",
            "BUTLER_KNOWLEDGE__LAST_GOOD": str(folder / "last-good"),
            "BUTLER_ADMINS": ",".join(
                str(number) for name, number in cast.items() if name.startswith("admin")
            ),
            "BUTLER_LAWYERS": ",".join(
                str(number) for name, number in cast.items() if name.startswith("lawyer")
            ),
        }
        config = load_config(folder / "config.yaml", environ)
        wire.world = World(first_id=1)
        stack = AsyncExitStack()
        application = await stack.enter_async_context(handlers.application.connected(config.telegram))
    return Equipment(folder, config, product_knowledge(), open_calendar(config), application, wire, stack)


def begun(equipment, cast, number):
    """A bureau at the beginning of a history, on a copy of the template."""
    path = equipment.folder / f"history{number}.db"
    shutil.copy(equipment.template, path)
    shutil.copy(f"{equipment.template}-key", f"{path}-key")
    return Bureau(equipment, cast, Clock(equipment.begins), path)


def numbers(path, cast):
    """Our own number of everybody."""
    with closing(sqlite3.connect(path)) as connection:
        found = dict(connection.execute("SELECT external_id, person FROM addresses").fetchall())
    return {name: found[str(number)] for name, number in cast.items()}
