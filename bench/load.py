"""What people do to a bot in `bench.throughput`, and what became of it: how long, at what cost, and whether all is right."""

import asyncio
import contextlib
import itertools
import os
import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bench.record import ROOT
from bench.telegram_stub import TelegramStub

TALKS, EACH = 190, 8
"""What people ask: so many talks of so many questions, no two alike; who comes next takes the next talk, and after the last one the first."""
Lines = tuple[str, ...]
"""First lines of messages."""
APART_S = 7 * 60
"""Between two questions of one person."""
WITHIN_S = 240.0
FLOODERS = 50
FLOOD_PER_SECOND = 4
CALM_PER_SECOND = 10
"""Questions of all others together in each second of a flood: far below what any of the bots bears."""
CALM_EACH = 2
"""Questions of each of them: who is in no hurry asks one every few seconds."""


def talks(folder: Path = ROOT / "knowledge") -> tuple[tuple[str, ...], ...]:
    """Golden questions of the entries, in both languages, in an order drawn once: what nobody has asked before is thought about anew."""
    questions: list[str] = []
    for path in sorted((folder / "measures").glob("*.yaml")):
        for check in yaml.safe_load((folder / "checks" / path.name).read_text(encoding="utf-8"))["checks"]:
            questions += [text for texts in check["must_match"].values() for text in texts]
    drawn = random.Random(13).sample(sorted(set(questions)), TALKS * EACH)
    return tuple(tuple(drawn[first : first + EACH]) for first in range(0, len(drawn), EACH))


@dataclass(frozen=True, slots=True)
class Usage:
    """What processes have used until now: seconds of the processor, megabytes in memory."""

    cpu_s: float
    memory_mb: float

    @classmethod
    def of(cls, processes: Sequence[int]) -> "Usage":
        """Ask the operating system, of these processes with those that they began. Reads /proc: Linux only."""
        every = _processes()
        fields = [every[pid] for pid in processes]
        fields += [each for each in every.values() if int(each[_PARENT]) in processes]
        ticks, page = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
        cpu = sum(int(ticked) for each in fields for ticked in each[_TICKS])
        return cls(cpu / ticks, sum(int(each[_PAGES]) for each in fields) * page / 2**20)


_PARENT, _TICKS, _PAGES = 1, slice(11, 15), 21
"""Fields of /proc/PID/stat behind the name (proc(5)): who began it; what it used, and those that it began and that have ended; what it holds."""


def _processes() -> dict[int, list[str]]:
    """The fields of all processes, by their ids."""
    found = dict[int, list[str]]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has just ended
            found[int(stat.parent.name)] = stat.read_text().rpartition(")")[2].split()
    return found


@dataclass
class Load:
    """The people of one bot; each phase has chats of its own."""

    stub: TelegramStub
    processes: Sequence[int]
    consents: bool
    """Whether the bot wants to be greeted and agreed with before it answers."""
    talks: Sequence[Sequence[str]] = field(default_factory=talks)
    expected: dict[int, list[Lines]] = field(default_factory=dict)
    """The first lines of what is said to each question of each talk."""
    _next_chat: int = 1_000

    async def learn(self) -> None:
        """Have every talk once, question by question: what is said then is what is right."""
        chats = await self._people(len(self.talks))
        self.expected = {self._talk(chat): [] for chat in chats}
        for number in range(EACH):
            before = {chat: len(self.stub.said[chat]) for chat in chats}
            self.stub.offer(*(self._question(chat, number) for chat in chats))
            await self.stub.until_said(sum(before.values()) + len(chats), chats, WITHIN_S)
            await self.stub.until_quiet()
            for chat in chats:
                self.expected[self._talk(chat)].append(self._heard(chat)[before[chat] :])

    async def backlog(self, updates: int) -> dict[str, Any]:
        """Everything at once, as after an hour offline: updates a second and the processor's milliseconds for each."""
        chats = await self._people(updates // EACH)
        asked = [self._question(chat, number) for number in range(EACH) for chat in chats]
        before, began = Usage.of(self.processes), time.perf_counter()
        self.stub.offer(*asked)
        await self.stub.until_said(self._replies(chats), chats, WITHIN_S)
        took, after = time.perf_counter() - began, Usage.of(self.processes)
        return {
            "updates": len(asked),
            "drained_s": round(took, 2),
            "per_second": round(len(asked) / took),
            "cpu_ms": round(1000 * (after.cpu_s - before.cpu_s) / len(asked), 3),
            "memory_mb": round(after.memory_mb, 1),
            **await self.wrong(chats),
        }

    async def steady(self, per_second: int, seconds: int, each: int = EACH) -> dict[str, Any]:
        """So many updates in each second, so many of each person: milliseconds from an update to its reply."""
        return await self._asked(await self._askers(per_second, seconds, each), per_second, each)

    async def _askers(self, per_second: int, seconds: int, each: int) -> range:
        return await self._people(max(1, per_second * seconds // each))

    async def _asked(self, chats: range, per_second: int, each: int) -> dict[str, Any]:
        places = [(chat, number) for number in range(each) for chat in chats]
        began, offered = time.perf_counter() + 0.1, dict[tuple[int, int], float]()
        for number, place in enumerate(places):
            await asyncio.sleep(max(0.0, began + number / per_second - time.perf_counter()))
            offered[place] = time.perf_counter()
            self.stub.offer(self._question(*place))
        await self.stub.until_said(self._replies(chats, each), chats, WITHIN_S)
        wrong = await self.wrong(chats, each)
        spent = sorted(1000 * (self._answered(*place) - offered[place]) for place in places)
        figures = {"p50_ms": statistics.median(spent), "p99_ms": spent[int(len(spent) * 0.99) - 1]}
        return {name: round(value, 1) for name, value in figures.items()} | wrong

    async def flooded(self, seconds: int) -> dict[str, Any]:
        """Milliseconds that others wait while nobody else writes, and while `FLOODERS` do, each `FLOOD_PER_SECOND` times a second.

        All have been greeted before the flood begins: a crowd that comes at once in the middle of it would be another flood.
        """
        idle = await self.steady(CALM_PER_SECOND, seconds, CALM_EACH)
        calm = await self._askers(CALM_PER_SECOND, seconds, CALM_EACH)
        flooding = asyncio.create_task(self._flood(await self._people(FLOODERS)))
        try:
            beside = await self._asked(calm, CALM_PER_SECOND, CALM_EACH)
        finally:
            flooding.cancel()
            await asyncio.gather(flooding, return_exceptions=True)
        return {"idle_p99_ms": idle["p99_ms"], **beside}

    async def _flood(self, chats: range) -> None:
        for number in itertools.count():
            chat = chats[number % len(chats)]
            text = self.talks[self._talk(chat)][number // len(chats) % EACH]
            self.stub.offer(self.stub.message(chat, text))
            await asyncio.sleep(1 / (FLOODERS * FLOOD_PER_SECOND))

    async def wrong(self, chats: range, each: int = EACH) -> dict[str, int]:
        """How many chats lack a reply, have one too many, or have them in another order. Waits for late ones."""
        await asyncio.sleep(0.3)
        return judged([(self._heard(chat), self._expected(chat, each)) for chat in chats])

    def _question(self, chat: int, number: int) -> dict[str, Any]:
        """A question that was sent some minutes after the one before it: lines of the same seconds would be one question."""
        return self.stub.message(chat, self.talks[self._talk(chat)][number], (EACH - number) * APART_S)

    def _talk(self, chat: int) -> int:
        return chat % len(self.talks)

    def _expected(self, chat: int, each: int) -> Lines:
        """What is to be said to the first questions of a chat."""
        return tuple(itertools.chain.from_iterable(self.expected[self._talk(chat)][:each]))

    def _replies(self, chats: range, each: int = EACH) -> int:
        return sum(len(self._expected(chat, each)) for chat in chats)

    def _answered(self, chat: int, number: int) -> float:
        """When the first reply to a question came."""
        return self.stub.said[chat][len(self._expected(chat, number))].at

    def _heard(self, chat: int) -> Lines:
        return tuple(said.text.partition("\n")[0] for said in self.stub.said[chat])

    async def _people(self, number: int) -> range:
        """New chats, ready to ask; all that their greeting takes, menus too, is done."""
        chats = range(self._next_chat, self._next_chat + number)
        self._next_chat += number
        if self.consents:
            self.stub.offer(*(self.stub.message(chat, "/start") for chat in chats))
            await self.stub.until_said(number, chats, WITHIN_S)
            agreeing = [(chat, self.stub.said[chat][-1].button) for chat in chats]
            self.stub.offer(*(self.stub.tap(chat, button) for chat, button in agreeing if button))
            await self.stub.until_said(2 * number, chats, WITHIN_S)
            await self.stub.until_quiet()
            for chat in chats:
                self.stub.said[chat].clear()
        return chats


def judged(chats: Sequence[tuple[Lines, Lines]]) -> dict[str, int]:
    """Count chats by what is wrong with what they heard, beside what was expected."""
    counted = {"lost": 0, "doubled": 0, "reordered": 0}
    for heard, expected in chats:
        if len(heard) < len(expected):
            counted["lost"] += 1
        elif len(heard) > len(expected):
            counted["doubled"] += 1
        elif heard != expected:
            counted["reordered"] += 1
    return counted
