"""A stage for dialogues: the real application, the real database, and people who use the simulated Telegram."""

import asyncio
import datetime as dt
import itertools
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engines import sqlite_with_tables
from recording import RECORDING

from bot.app import Butler, serving
from bot.config import load_config
from bot.encoder import Encoder
from bot.knowledge.live import LiveKnowledge
from bot.runtime.rate_limit import Pace
from bot.storage import inbox, outbox, people
from simulator.person_actions import Manner
from simulator.player import Player
from simulator.running import Simulator, running_simulator
from simulator.views import Since, chat_view, message_view

MONDAY_MORNING = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)  # 10:00 in Jiashan
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
OWNER, LAWYER, SECOND_LAWYER, ADMIN = 101, 202, 203, 304


def product_knowledge():
    """The product's own knowledge as it stands on the day on which all dialogues begin."""
    root = Path(__file__).resolve().parents[2]
    return LiveKnowledge(root / "knowledge", today=MONDAY_MORNING.date, encoder=Encoder.builtin())


def unhurried():
    """The simulator bears more than Telegram; the pace itself is tested with the courier.

    Each stage needs a pace of its own: while its clock stands still, nothing is ever refilled.
    """
    return Pace(per_second=1_000_000, chat_burst=1_000_000)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now=MONDAY_MORNING):
        self.now = now

    def __call__(self):
        return self.now

    def moves(self, **by):
        self.now += dt.timedelta(**by)


@dataclass
class Somebody:
    """One person with a phone. `hears` insists on the very next message of the bot."""

    player: Player
    stage: "Stage"
    last: dict = field(default_factory=dict)
    names_other_side: bool = False
    """Whether the dialogue itself answers who the other side is; otherwise there is none, and that is said at once."""
    tells_facts: bool = False
    """Whether the dialogue itself tells the facts that are asked for; otherwise the ticket is sent without them."""
    _looked_at: int = 0

    def __post_init__(self):
        if self.stage is not None:
            self.stage.everybody.append(self)

    @property
    def id(self):
        return self.player.id

    def says(self, text, reply_to=None, topic=None):
        RECORDING.typed(text)
        return self.player.says(text, reply_to["id"] if reply_to else None, topic=topic)

    def sends(self, kind, name="file.png", content=PICTURE, caption="", album=None, reply_to=None):
        manner = Manner(reply_to=reply_to["id"] if reply_to else None, album=album, caption=caption)
        return self.player.sends(kind, name, content, manner)

    def edits(self, message, text):
        return self.player.edits(message.message_id, text)

    def taps(self, label, message=None):
        RECORDING.tapped(self._data_of(label, message))
        return self.player.taps(label, message["id"] if message else None)

    def _data_of(self, label, message):
        """What the button carries that is tapped: by default that of the newest message that has it."""
        shown = [self.sees(message)] if message else reversed(self.player.sees())
        buttons = (button for each in shown for row in each["buttons"] for button in row)
        return next((button["data"] for button in buttons if button["label"] == label), None)

    async def hears(self, *parts, within=5.0):
        """The bot's next message, after so many seconds at most; every part must stand in it."""
        self.last = await self._next(within)
        await _is_noted()
        shown = self.last.get("text") or self.last.get("caption") or ""
        for part in parts:
            assert part in shown, f"{part!r} is not in {shown!r}"
        return self.last

    async def _next(self, within):
        """The next message that is not the question for the other side, while everybody answers that one."""
        heard = asyncio.create_task(self.player.hears(within))
        while not heard.done():
            if self.stage is not None:
                self.stage.everybody_answers()
            await asyncio.wait({heard}, timeout=0.01)
        said = heard.result()
        return await self._next(within) if self._passes_over(said) else said

    def _passes_over(self, message):
        return self._reply_to(message) is not None

    def _reply_to(self, message):
        """The button that this person taps at once whenever it is shown; None where the dialogue itself answers."""
        side = None if self.names_other_side else _side_button(message)
        return side or (None if self.tells_facts else _send_now_button(message))

    def answers_other_side(self):
        """Says at once that there is no other side, and no more to tell, wherever that has just been asked."""
        for number, message in list(self.player._dialog.messages.items()):
            if number > self._looked_at:
                self._looked_at = number
                shown = message.from_bot and message.buttons
                asked = self._reply_to(message_view(message)) if shown else None
                if asked is not None:
                    RECORDING.tapped(asked["data"])
                    self.player.taps(asked["label"], number)

    async def hears_nothing_more(self):
        await self.stage.settles()
        unheard = [
            m
            for m in self.player.sees()
            if m["id"] > self.player.seen and m["from"] == "bot" and not self._passes_over(m)
        ]
        assert unheard == []

    async def is_alerted(self, *parts):
        """What a tapped button said last, in passing: every part must stand in it."""
        await self.stage.settles()
        view = chat_view(self.player.world, self.player.person, Since())
        said = view["toasts"][-1]["text"] or ""
        for part in parts:
            assert part in said, f"{part!r} is not in {said!r}"

    def sees(self, message):
        """A message as it looks now, after edits."""
        return next(m for m in self.player.sees() if m["id"] == message["id"])

    def labels(self, message=None):
        rows = (message or self.last).get("buttons") or []
        return [button["label"] for row in rows for button in row]

    async def takes(self, *parts, number=1, card=None):
        """Takes a ticket; what could not be seen before, each part, must stand on its card now."""
        self.taps("接手", card)
        return await self.hears(f"工单 #{number} 归您办理", *parts)

    async def agrees(self):
        """Says hello and agrees."""
        RECORDING.typed("/start")
        self.player.starts()
        await self.hears()
        self.taps("同意并开始")
        await self.hears()
        await self.stage.lets_words_go_to_lawyers(self)

    async def registers(self, name="示例五金制品有限公司"):
        self.says("/enterprise")
        await self.hears("叫什么名字")
        self.says(name)
        await self.hears("统一社会信用代码")
        self.taps("跳过")
        await self.hears("哪个镇")
        self.taps("姚庄")
        await self.hears("已登记")


def _send_now_button(message):
    """The button under a question for a fact that sends the ticket without it."""
    buttons = (button for row in message.get("buttons") or [] for button in row)
    return next((b for b in buttons if b["data"].startswith("send-now:")), None)


async def _is_noted():
    """Whoever replies types first, for longer than the courier takes to note, in a transaction of its own, what it has just brought.

    A call that a fault holds up is not waited for.
    """
    for _ in range(100):
        if not any(task.get_coro().__qualname__ == "Courier._carry" for task in asyncio.all_tasks()):
            return
        await asyncio.sleep(0.005)


def _side_button(message):
    """The button under the question for the other side that says that there is none."""
    buttons = (button for row in message.get("buttons") or [] for button in row)
    return next((b for b in buttons if b["data"].startswith("side:") and ":none@" in b["data"]), None)


@dataclass
class Stage:
    sim: Simulator
    butler: Butler
    clock: Clock
    owner: Somebody = None
    lawyer: Somebody = None
    second_lawyer: Somebody = None
    admin: Somebody = None
    everybody: list = field(default_factory=list)
    _ids: itertools.count = field(default_factory=lambda: itertools.count(900))

    def __post_init__(self):
        RECORDING.stages.append(self)

    async def moves(self, **by):
        """Time goes by: what falls due rings, and what waited for its time is sent."""
        await self._until(self._has_nothing_due)
        self.clock.moves(**by)
        await self.butler.worker().ring_due()
        for bell in (inbox.BELL, outbox.BELL):
            self.butler.database.bell(bell).set()

    @contextmanager
    def long_ago(self, **by):
        """What is said meanwhile was sent so long ago, and has waited since, as after an outage."""
        world_clock = self.sim.world.clock
        world_clock.now = lambda: self.clock() - dt.timedelta(**by)
        try:
            yield
        finally:
            world_clock.now = self.clock

    async def gives_up(self):
        """What cannot be dealt with is tried again and again, and then set aside."""

        async def tried_out():
            self.clock.moves(seconds=30)
            self.butler.database.bell(inbox.BELL).set()
            async with self.butler.database.transaction() as tx:
                return self._took_all_in() and await inbox.waiting(tx) == 0

        await self._until(tried_out)

    async def person(self, somebody):
        """Somebody's number in the database: ours, not Telegram's."""
        async with self.butler.database.transaction() as tx:
            return await people.at_address(tx, self.butler.account.id, str(somebody.id), self.clock())

    async def lets_words_go_to_lawyers(self, somebody):
        """The second consent, which is asked for with the first ticket: see test_handover."""
        person = await self.person(somebody)
        async with self.butler.database.transaction() as tx:
            await people.agree_to_hand_over(tx, person, self.clock())

    def newcomer(self, name="示例新人", language="zh-hans", number=None):
        return Somebody(self.sim.person(name, language, id=number or next(self._ids)), self)

    def menu_of(self, number):
        """The commands that this person's Telegram offers."""
        return chat_view(self.sim.world, self.sim.world.person(number))["commands"]

    async def settles(self):
        """Everything that came in is dealt with, and everything to be said is said."""
        await self._until(self._is_quiet)

    async def _until(self, condition):
        async with asyncio.timeout(10):
            self.everybody_answers()
            while not await condition():
                await asyncio.sleep(0.005)
                self.everybody_answers()

    def everybody_answers(self):
        """Whoever is asked who the other side is says that there is none, unless the dialogue is about that."""
        for each in self.everybody:
            each.answers_other_side()

    async def _is_quiet(self):
        async with self.butler.database.transaction() as tx:
            return self._took_all_in() and await inbox.waiting(tx) == 0 and await outbox.open_notices(tx) == 0

    async def _has_nothing_due(self):
        """What is left waits for its time."""
        async with self.butler.database.transaction() as tx:
            if not self._took_all_in() or await inbox.waiting(tx):
                return False
            due = await outbox.next_due(tx, self.butler.account.id, self.clock())
            return not await outbox.open_notices(tx) or (due is not None and due > self.clock())

    def _took_all_in(self):
        return not any(bot.updates.waiting for bot in self.sim.world.bots.values())


def configured(tmp_path, sim, **environ):
    (tmp_path / "config.yaml").write_text("{}")
    if not (file := tmp_path / "butler.db").exists():
        sqlite_with_tables(file)
    return load_config(
        tmp_path / "config.yaml",
        {
            "BUTLER_TELEGRAM__TOKEN": "1:test",
            "BUTLER_TELEGRAM__BASE_URL": sim.base_url,
            "BUTLER_TELEGRAM__BASE_FILE_URL": sim.base_file_url,
            "BUTLER_DATABASE__URL": f"sqlite:///{tmp_path / 'butler.db'}",
            "BUTLER_KNOWLEDGE__LAST_GOOD": str(tmp_path / "last-good"),
            "BUTLER_OPERATIONS__PORT": "0",
            "BUTLER_BACKUP__FOLDER": str(tmp_path / "backups"),
            "BUTLER_ADMINS": str(ADMIN),
            "BUTLER_LAWYERS": f"{LAWYER},{SECOND_LAWYER}",
            **environ,
        },
    )


@asynccontextmanager
async def performing(config, sim, clock, knowledge=None):
    """The butler at work in this event loop, until the block is left."""
    async with serving(config, clock=clock, knowledge=knowledge, pace=unhurried()) as butler:
        work = asyncio.create_task(butler.run())
        try:
            yield butler
        finally:
            butler.stop.set()
            await work


@asynccontextmanager
async def set_up(tmp_path, knowledge=None, *, topics=False, **environ):
    """Simulator, butler and the usual cast; lawyers and the admin have said hello. `topics` are those in private chats."""
    async with running_simulator() as sim:
        sim.world.the_bot.has_topics = topics
        clock = sim.world.clock.now = Clock()
        cast = {
            "owner": sim.person("示例企业主", "zh-hans", id=OWNER),
            "lawyer": sim.person("示例甲", "zh-hans", id=LAWYER),
            "second_lawyer": sim.person("示例乙", "zh-hans", id=SECOND_LAWYER),
            "admin": sim.person("示例管理员", "zh-hans", id=ADMIN),
        }
        for name in ("lawyer", "second_lawyer", "admin"):
            cast[name].starts()
        async with performing(configured(tmp_path, sim, **environ), sim, clock, knowledge) as butler:
            stage = Stage(sim, butler, clock)
            for name, player in cast.items():
                setattr(stage, name, Somebody(player, stage))
            for name in ("lawyer", "second_lawyer", "admin"):
                await getattr(stage, name).hears()
            yield stage
