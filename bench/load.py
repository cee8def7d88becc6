"""What people do to a bot in `bench.throughput`, and what became of it: how long, at what cost, and whether all is right."""

import asyncio
import contextlib
import itertools
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.telegram_stub import TelegramStub

QUESTIONS = (
    "收到罚款决定书多久内可以申请复议",
    "员工没签合同要双倍工资吗",
    "法律援助怎么申请",
    "公证需要多长时间",
    "调解要收费吗",
    "how long does a notary take",
    "员工试用期最长多久",
    "申请行政复议要交钱吗",
)
"""Asked in this order by everybody, so that lost, doubled and reordered replies are seen."""
WITHIN_S = 240.0
FLOODERS = 50
FLOOD_PER_SECOND = 4
CALM_PER_SECOND = 10
"""Questions of all others together in each second of a flood: far below what any of the bots bears."""
CALM_EACH = 2
"""Questions of each of them: who is in no hurry asks one every few seconds."""


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
    expected: tuple[str, ...] = ()
    _next_chat: int = 1_000

    async def learn(self) -> None:
        """Ask every question once, one after another: what is said then is what is right."""
        chats = await self._people(1)
        for number, question in enumerate(QUESTIONS, start=1):
            self.stub.offer(self.stub.message(chats[0], question))
            await self.stub.until_said(number, chats, WITHIN_S)
        self.expected = tuple(_first_line(said.text) for said in self.stub.said[chats[0]])

    async def backlog(self, updates: int) -> dict[str, Any]:
        """Everything at once, as after an hour offline: updates a second and the processor's milliseconds for each."""
        chats = await self._people(updates // len(QUESTIONS))
        asked = [self.stub.message(chat, question) for question in QUESTIONS for chat in chats]
        before, began = Usage.of(self.processes), time.perf_counter()
        self.stub.offer(*asked)
        await self.stub.until_said(len(asked), chats, WITHIN_S)
        took, after = time.perf_counter() - began, Usage.of(self.processes)
        return {
            "updates": len(asked),
            "drained_s": round(took, 2),
            "per_second": round(len(asked) / took),
            "cpu_ms": round(1000 * (after.cpu_s - before.cpu_s) / len(asked), 3),
            "memory_mb": round(after.memory_mb, 1),
            **await self.wrong(chats),
        }

    async def steady(self, per_second: int, seconds: int, each: int = len(QUESTIONS)) -> dict[str, Any]:
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
            self.stub.offer(self.stub.message(place[0], QUESTIONS[place[1]]))
        await self.stub.until_said(len(places), chats, WITHIN_S)
        wrong = await self.wrong(chats, each)
        spent = sorted(
            1000 * (self.stub.said[chat][place].at - offered[chat, place]) for chat, place in places
        )
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
            self.stub.offer(self.stub.message(chat, QUESTIONS[number % len(QUESTIONS)]))
            await asyncio.sleep(1 / (FLOODERS * FLOOD_PER_SECOND))

    async def wrong(self, chats: range, each: int = len(QUESTIONS)) -> dict[str, int]:
        """How many chats lack a reply, have one too many, or have them in another order. Waits for late ones."""
        await asyncio.sleep(0.3)
        heard = [tuple(_first_line(each.text) for each in self.stub.said[chat]) for chat in chats]
        return judged(heard, self.expected[:each])

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


def judged(heard: Sequence[tuple[str, ...]], expected: tuple[str, ...]) -> dict[str, int]:
    """Count chats by what is wrong with what they heard."""
    counted = {"lost": 0, "doubled": 0, "reordered": 0}
    for each in heard:
        if len(each) < len(expected):
            counted["lost"] += 1
        elif len(each) > len(expected):
            counted["doubled"] += 1
        elif each != expected:
            counted["reordered"] += 1
    return counted


def _first_line(text: str) -> str:
    return text.partition("\n")[0]
