"""Every command and every button, tried for real by everybody, with tickets in every state.

What must hold in each cell: nobody reads what is not theirs, nothing changes without the right, somebody always
answers, and nothing breaks. Who may do what stands in `rights`, written by hand.
"""

import asyncio
import dataclasses
import itertools

import pytest
from engines import rows_of
from rights import EFFECTS, LATE, NAMES, NEEDS, REFUSAL, SHOWS, TICKET_NAMES, cells
from small_worlds import CARRIER, DATA, ENTERPRISE, MARK, NOTE, QUESTION, TYPED, WORDS, Builder
from stage import set_up

from bot.domain.actions import ACTIONS
from bot.domain.button_data import stamped
from bot.locales import say
from handlers import routes
from simulator import person_actions
from simulator.person_actions import Tap

PATIENCE_S = 240
PARTS = 8
"""Each with a house of its own: in one with thousands of people everybody takes longer."""
WORLDS_AT_ONCE = 40
"""Worlds that are made in one transaction."""
TAPS_AT_ONCE = 200
"""Telegram shows no alert for a tap that was answered too late: a slow machine is not given more than it can deal with."""
HELD = {"taken", "answered"}
HANDED = {"take", "transcript", "accept", "second-read"}
"""What brings whoever may do it all that was said, with the notes."""
LISTS = {"/tickets", "tickets"}
SPREAD = "没有变化"
"""What all admins are told when one of them has had the knowledge read again."""


def played():
    """Every part on SQLite, one on PostgreSQL: a right is looked at above the engines, and queries are tried on both elsewhere."""
    return [("sqlite", part) for part in range(PARTS)] + [("postgres", 0)]


@pytest.mark.parametrize(("database_url", "part"), played(), indirect=["database_url"])
async def test_everybody_may_do_and_see_what_is_theirs_and_nothing_else(
    tmp_path, knowledge, database_url, part
):
    environ = {"BUTLER_DATABASE__URL": database_url, "BUTLER_TICKETS__MOST_PER_LAWYER": "1000"}
    async with set_up(
        tmp_path, knowledge, **environ
    ) as stage:  # one lawyer is offered what nobody else takes
        trial = Trial(stage, database_url, part)
        await trial.begin()
        await trial.play()
        faults = await trial.faults()
    assert faults == [], "\n".join(faults)


def test_every_command_and_every_button_stands_in_the_tables():
    typed = {f"/{name}" for name in routes.COMMANDS}
    tapped = {action.name for action in routes.TAPS}
    assert typed | tapped == set(NEEDS)
    assert tapped == set(ACTIONS) == set(DATA)
    fields = {name: {field.name for field in dataclasses.fields(action)} for name, action in ACTIONS.items()}
    assert {name for name in fields if "ticket" in fields[name]} <= TICKET_NAMES


class Trial:
    """The worlds of all cells, before and after somebody has tapped in each."""

    def __init__(self, stage, url, part):
        self.stage = stage
        self.url = url
        self.part = part
        self.worlds = []
        self.simulated = stage.sim.world

    async def begin(self):
        """Make the worlds, and note how they look."""
        second = self.stage.second_lawyer
        second.says("/duty off")
        await second.hears()
        waiting = itertools.islice(cells(), self.part, None, PARTS)
        while batch := list(itertools.islice(waiting, WORLDS_AT_ONCE)):
            await self._make(batch)
        await self._quiet()
        self.tickets = await self._tickets()
        self.marks = self._marks()
        self.changes = {chat: self._dialog(chat).change for chat in self.simulated.people}
        self.registrars = {
            world.actor.chat
            for world in self.worlds
            if world.cell.name in {"/enterprises", "enterprises"} and world.cell.role == "admin"
        }
        self.broken = {number for (number,) in await rows_of(self.url, BROKEN)}

    async def play(self):
        """Everybody taps or types; what changes who works here comes when all else is done."""
        for late in (False, True):
            acting = iter([world for world in self.worlds if (world.cell.name in LATE) is late])
            while batch := list(itertools.islice(acting, TAPS_AT_ONCE)):
                for world in batch:
                    self._act(world)
                await self._quiet()

    async def faults(self):
        """Whatever is not as it must be, a line for each cell."""
        after = await self._tickets()
        found = [
            *self._unanswered(),
            *self._wrongly_refused(),
            *self._moved(after),
            *self._leaks(),
            *self._unshown(),
            *await self._effects(),
        ]
        broken = await rows_of(self.url, BROKEN)
        return [
            *found,
            *(f"update {number} broke" for (number,) in broken if number not in self.broken),
        ]

    async def _make(self, batch):
        butler = self.stage.butler
        async with butler.database.transaction() as tx:
            builder = await Builder.on(self.stage, await butler.unit_of_work(tx))
            self.worlds += [await builder.world(cell) for cell in batch]

    def _act(self, world):
        name, person = world.cell.name, self.simulated.person(world.actor.chat)
        if name.startswith("/"):
            person_actions.say(self.simulated, person, TYPED.get(name, name).format(world, world.mark(WORDS)))
            return
        data = stamped(DATA[name].format(world), self.stage.butler.epoch)
        carrier = self._carrier(world).message_id
        person_actions.tap(self.simulated, person, Tap(carrier, data=data, force=True))

    def _carrier(self, world):
        words = say(CARRIER, "zh")
        said = self._dialog(world.actor.chat).messages.values()
        return next(each for each in said if each.from_bot and each.content.words.text == words)

    def _dialog(self, chat):
        return self.simulated.dialog(self.simulated.the_bot, self.simulated.person(chat))

    async def _quiet(self):
        async with asyncio.timeout(PATIENCE_S):
            while not await self.stage._is_quiet():  # noqa: ASYNC110  rows have no event
                await asyncio.sleep(0.05)

    async def _tickets(self):
        columns = ", ".join(COLUMNS)
        rows = await rows_of(self.url, f"SELECT {columns} FROM tickets")
        return {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}

    def _marks(self):
        """(chat, message, cell, kind) of every mark that somebody can read in what the bot has said."""
        return {
            (chat, message.message_id, int(number), kind)
            for chat in self.simulated.people
            for message in self._dialog(chat).messages.values()
            if message.from_bot
            for number, kind in MARK.findall(_read(message))
        }

    def _answers(self, world):
        """What the bot has said or rewritten for whoever tapped, and its alerts."""
        dialog = self._dialog(world.actor.chat)
        before = self.changes[world.actor.chat]
        said = [m.content.words.text for m in dialog.messages.values() if m.from_bot and m.change > before]
        alerts = [toast.text for toast in dialog.toasts if toast.change > before and toast.alert]
        return [each for each in said + alerts if SPREAD not in each]

    def _unanswered(self):
        return [f"{world.cell}: nobody answered" for world in self.worlds if not self._answers(world)]

    def _wrongly_refused(self):
        for world in self.worlds:
            refusal = REFUSAL.get(world.cell.heard)
            if refusal is not None:
                refused = any(refusal in each for each in self._answers(world))
                if refused is (world.cell.role in world.cell.heard):
                    yield f"{world.cell}: {'refused' if refused else 'not refused'}"

    def _moved(self, after):
        """Tickets that changed without the right, or did not although somebody had it."""
        for world in self.worlds:
            if world.ticket:
                before, now = self.tickets[world.ticket], after[world.ticket]
                if not world.cell.may and now != before:
                    yield f"{world.cell}: the ticket was {before} and is {now}"
                elif world.cell.may and now["state"] != world.cell.after:
                    yield f"{world.cell}: the ticket is {now['state']}, not {world.cell.after}"

    def _leaks(self):
        worlds = {world.cell.number: world for world in self.worlds}
        listing = {
            each.actor.chat for each in self.worlds if (each.cell.name, each.cell.role) == ("firms", "admin")
        }  # whoever turns the list of enterprises sees their names
        for chat, _, number, kind in sorted(self._marks() - self.marks):
            world = worlds[number]
            if chat not in self._readers(world, kind) and not (kind == ENTERPRISE and chat in listing):
                yield f"{world.cell}: {self.simulated.person(chat).name} was shown {kind!r}"

    def _readers(self, world, kind):
        """The chats in which something of this world may appear that was not there before."""
        cell = world.cell
        if kind in {WORDS, NOTE}:
            return self._hearers(world, kind)
        readers = {world.owner.chat, *(self.registrars if kind == ENTERPRISE else ())}
        if kind == QUESTION and cell.name in LISTS and cell.may:
            readers.add(world.actor.chat)
        if cell.name in {"hand", "guest"} and cell.may and kind == ENTERPRISE:
            readers.add(world.colleague_chat)  # the card with the parties, no word before they tap for it
        if cell.shows_words or (
            kind == ENTERPRISE and cell.name in {*SHOWS, *NAMES, "conflict"} and cell.may
        ):
            readers.add(world.actor.chat)
        # of what is only offered a lawyer sees the parties, and no word
        return readers | self._told_of_parties(world) if kind == ENTERPRISE else readers

    def _hearers(self, world, kind):
        """The chats in which what is said now, or a note for staff, may appear."""
        cell = world.cell
        if kind == NOTE:  # of staff: whoever holds the ticket, never its owner, nor who it is offered to
            return {world.actor.chat} if cell.name in HANDED and cell.may else set()
        readers = {world.actor.chat}
        if cell.name in {"talk", "stay", "canned-send", "move", "also", "anyway"} and cell.may:
            readers |= self._others(world)
        if cell.name == "/note" and cell.may and cell.role == "admin" and cell.state in HELD:
            readers.add(world.holder.chat)
        return readers

    def _told_of_parties(self, world):
        """Who else learns whose ticket it is: its name stands above the owner's words, and on the card of an offer."""
        cell, reserve = world.cell, self.stage.lawyer.id
        readers = {world.holder.chat} if cell.name in {"talk", "stay"} and cell.may else set()
        offers = cell.name in {"pass", "aside", "clear", "assigned", "all-give"} or (
            cell.name in {"remind", "side", "fact", "send-now"} and cell.state == "waiting"
        )
        if (offers and cell.may) or (cell.name in {"lawyer", "handover", "callout"} and cell.role == "owner"):
            readers.add(reserve)
        return readers

    @staticmethod
    def _others(world):
        """Whom words in a ticket reach: its owner and its lawyer, but not whoever says them."""
        return {world.owner.chat, world.holder.chat} - {world.actor.chat}

    def _unshown(self):
        """Whoever may read something and was not shown it: without that, showing nothing at all would do."""
        shown = {(chat, number, kind) for chat, _, number, kind in self._marks() - self.marks}
        for world in self.worlds:
            for chat, kind in self._wanted(world):
                if (chat, world.cell.number, kind) not in shown:
                    yield f"{world.cell}: {self.simulated.person(chat).name} was not shown {kind!r}"

    def _wanted(self, world):
        """The chats in which something of this world must appear."""
        cell, actor = world.cell, world.actor.chat
        if cell.shows_words:
            yield actor, QUESTION
        if cell.name == "/note" and cell.role == "admin" and cell.state in HELD:
            yield world.holder.chat, WORDS
        if not cell.may:
            return
        parties = {"pass": self.stage.lawyer.id, "aside": self.stage.lawyer.id, "conflict": actor}
        parties |= dict.fromkeys(("hand", "guest"), world.colleague_chat)
        parties["assigned"] = self.stage.lawyer.id
        if cell.name in parties:
            yield parties[cell.name], ENTERPRISE
        if cell.name in NAMES:
            yield actor, ENTERPRISE
        if cell.name in {"talk", "stay", "canned-send", "move", "also", "anyway"} and cell.state != "waiting":
            yield from ((chat, WORDS) for chat in self._others(world))
        if cell.name in HANDED:
            yield actor, NOTE

    async def _effects(self):
        found = []
        for name, (whose, what, sql) in EFFECTS.items():
            rows = await rows_of(self.url, sql)  # names are sealed where SQL could look at them
            touched = {
                number
                for number, *who in rows
                if not any(name is None or "conflicted" in name for name in who)
            }
            for world in self.worlds:
                if world.cell.name == name:
                    happened = world.touched(what) in touched
                    allowed = world.cell.may if whose is None else world.cell.role in whose
                    if happened is not allowed:
                        found.append(f"{world.cell}: {'happened' if happened else 'did not happen'}")
        return found


def _read(message):
    """What can be read in a message: its words, its buttons, and a file of words that the bot made itself."""
    file = message.content.file
    written = (
        file.content.decode(errors="replace")
        if file is not None and message.content.kind == "document"
        else ""
    )
    return message.content.words.text + str(message.buttons) + written


COLUMNS = (
    "id",
    "owner",
    "shared_at",
    "enterprise",
    "question",
    "measure",
    "urgent",
    "state",
    "lawyer",
    "opened_at",
    "taken_at",
    "answered_at",
    "closed_at",
    "close_reason",
    "helped",
)
BROKEN = "SELECT id FROM inbox WHERE attempts > 0 OR last_error IS NOT NULL"
"""Updates at which something went wrong."""
