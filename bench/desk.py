"""A year at the desk: 10,000 tickets and 40 lawyers, dealt out by today's `bot.domain.assignment`.

    python -m bench.desk [--tickets 10000] [--lawyers 40] [--seeds 3] [--late 0]

Three offices: all lawyers alike; with specialities; with a butler for each enterprise. Half of
the lawyers work every day, a quarter from Monday to Wednesday, a quarter is on leave for five weeks. Their hours are the office's,
so that all of them are there when it opens and what came at night is dealt out among them; with `--late 15` each says so within a
quarter of an hour, and whoever is first gets all of it. Who works alike is compared: the most tickets taken by one of them over the
fewest; with specialities those whose colleagues at their measure work alike as well. How people behave is assumed (`Habits`), the
calendar is the real one, and the decision is the product's own; what it says of waiting holds for these habits only. Whoever passed a
ticket on is offered it again only after everybody else on duty was.
"""

import argparse
import dataclasses
import datetime as dt
import heapq
import itertools
import random
import statistics
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.record import ROOT
from bot.config.settings import Config
from bot.domain.assignment import LATELY, choose
from bot.domain.butlers import choose_butler
from bot.domain.calendar import WorkingCalendar
from bot.domain.people import Lawyer
from bot.knowledge.files.holidays import load_schedules

YEAR = 2026
MEASURES = tuple(f"measure-{number}" for number in range(1, 11))
OFFICES = ("all alike", "specialities", "butlers")
GROUPS = ("every day", "Mon-Wed", "5 weeks off")


@dataclass(frozen=True, slots=True)
class Habits:
    """What is assumed of people; times are means in working minutes."""

    looks_after: float = 12
    closes_after: float = 1_200
    passes_on: float = 0.1
    in_hours: float = 0.8
    """Tickets that come while the office is open; the others come at any time."""
    enterprises: int = 2_000
    late: float = 0
    """Minutes after opening within which a lawyer comes on duty."""
    take_after: float = 15
    """Working minutes after which a ticket goes on whose lawyer has left without looking."""


@dataclass(slots=True)
class Desk:
    """The lawyers and tickets at one moment. Events are `(instant, number, what to do, with what)`."""

    office: str
    calendar: WorkingCalendar
    dice: random.Random
    habits: Habits = field(default_factory=Habits)
    lawyers: dict[int, Lawyer] = field(default_factory=dict)
    group: dict[int, str] = field(default_factory=dict)
    events: list[tuple[dt.datetime, int, str, tuple[int, ...]]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    now: dt.datetime = dt.datetime(YEAR, 1, 1, tzinfo=dt.UTC)
    butler: dict[int, int] = field(default_factory=dict)
    opened: dict[int, dt.datetime] = field(default_factory=dict)
    measure: dict[int, str] = field(default_factory=dict)
    tried: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    offered: dict[int, int] = field(default_factory=dict)
    taken: dict[int, tuple[int, dt.datetime]] = field(default_factory=dict)
    waiting: dict[int, None] = field(default_factory=dict)
    off_duty_offers: int = 0
    got: dict[int, deque[tuple[dt.datetime, int]]] = field(default_factory=lambda: defaultdict(deque))
    """By lawyer, the offers of late: when, and which ticket."""
    held: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    """By lawyer, tickets times hours until `since`."""
    since: dict[int, dt.datetime] = field(default_factory=dict)

    def at(self, when: dt.datetime, what: str, *about: int) -> None:
        """Let something happen later."""
        heapq.heappush(self.events, (when, next(self.numbers), what, about))

    def run(self) -> None:
        """Let everything happen, in order."""
        while self.events:
            self.now, _, what, about = heapq.heappop(self.events)
            getattr(self, what)(*about)

    def comes(self, lawyer: int) -> None:
        """A lawyer is on duty; what waits is dealt out when all have come who come at this moment."""
        self._change(lawyer, on_duty=True)
        self.at(self.now, "deals")

    def deals(self) -> None:
        """What waits is dealt out, the oldest first."""
        for ticket in sorted(self.waiting, key=lambda each: self.opened[each]):
            self._offer(ticket)

    def goes(self, lawyer: int) -> None:
        """A lawyer is off duty; what they were offered stays with them for a while."""
        self._change(lawyer, on_duty=False)

    def rings(self, ticket: int, lawyer: int) -> None:
        """Time is up: what a lawyer was offered who is not there goes to somebody else."""
        if self.offered.get(ticket) == lawyer and not self.lawyers[lawyer].on_duty:
            self._passed(ticket)

    def opens(self, ticket: int) -> None:
        """A ticket comes in."""
        self.opened[ticket] = self.now
        self._offer(ticket)

    def looks(self, ticket: int, lawyer: int) -> None:
        """A lawyer takes what they were offered, or passes it on."""
        if self.offered.get(ticket) != lawyer:
            return
        if not self.lawyers[lawyer].on_duty or self.dice.random() < self.habits.passes_on:
            self._passed(ticket)
            return
        del self.offered[ticket]
        self.taken[ticket] = lawyer, self.now
        works = self.dice.expovariate(1 / self.habits.closes_after)
        self.at(self.calendar.add_working_minutes(self.now, works), "closes", lawyer)

    def closes(self, lawyer: int) -> None:
        """A ticket is done."""
        self._change(lawyer, load=self.lawyers[lawyer].load - 1)

    def _offer(self, ticket: int) -> None:
        butler = self._butler(ticket) if self.office == "butlers" else None
        roster, measure = list(self.lawyers.values()), self.measure[ticket]
        for each in roster:
            while self.got[each.id] and self.got[each.id][0][0] <= self.now - LATELY:
                self.got[each.id].popleft()
        roster = [dataclasses.replace(each, lately=len(self.got[each.id])) for each in roster]
        choice = choose(roster, butler=butler, measure=measure, tried=self.tried[ticket])
        if choice is None:
            self.waiting[ticket] = None
            self.tried[ticket].clear()
            return
        chosen = choice.lawyer
        self.off_duty_offers += not self.lawyers[chosen.id].on_duty
        self.waiting.pop(ticket, None)
        self.tried[ticket].add(chosen.id)
        self.offered[ticket] = chosen.id
        self.got[chosen.id].append((self.now, ticket))
        rings = self.calendar.add_working_minutes(self.now, self.habits.take_after)
        self.at(rings, "rings", ticket, chosen.id)
        self._change(chosen.id, load=chosen.load + 1, idle_since=self.now)
        after = self.dice.expovariate(1 / self.habits.looks_after)
        self.at(self.calendar.add_working_minutes(self.now, after), "looks", ticket, chosen.id)

    def _passed(self, ticket: int) -> None:
        lawyer = self.offered.pop(ticket)
        self.got[lawyer] = deque(each for each in self.got[lawyer] if each[1] != ticket)
        self._change(lawyer, load=self.lawyers[lawyer].load - 1)
        self._offer(ticket)

    def _butler(self, ticket: int) -> int | None:
        """The butler of a ticket's enterprise, chosen at its first need."""
        enterprise = self._enterprise(ticket)
        if enterprise not in self.butler:
            roster, counts = list(self.lawyers.values()), Counter(self.butler.values())
            asked = {"town": None, "measure": self.measure[ticket]}
            choice = choose_butler(roster, counts, language="zh", **asked)
            assert choice is not None
            self.butler[enterprise] = choice.lawyer.id
        return self.butler[enterprise]

    def _enterprise(self, ticket: int) -> int:
        return ticket * 2_654_435_761 % 2**32 % self.habits.enterprises

    def _change(self, lawyer: int, **values: object) -> None:
        hours = (self.now - self.since.get(lawyer, self.now)) / dt.timedelta(hours=1)
        self.held[lawyer] += self.lawyers[lawyer].load * hours
        self.since[lawyer] = self.now
        self.lawyers[lawyer] = dataclasses.replace(self.lawyers[lawyer], **values)


def furnished(
    office: str, tickets: int, lawyers: int, seed: int, calendar: WorkingCalendar, late: float = 0
) -> Desk:
    """A desk with its people, and all that will come in during the year."""
    desk = Desk(office, calendar, random.Random(seed), Habits(late=late))
    days = [dt.date(YEAR, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    working = [day for day in days if calendar.is_working_day(day)]
    for number in range(1, lawyers + 1):
        desk.group[number] = GROUPS[max(0, number % 4 - 1)]
        skilled = frozenset(MEASURES[number % 10 :][:1]) if office == "specialities" else frozenset[str]()
        desk.lawyers[number] = Lawyer(number, "", on_duty=False, idle_since=desk.now, specialities=skilled)
        for day in _days(desk, number, working):
            _keep_hours(desk, number, day)
    for ticket in range(tickets):
        desk.measure[ticket] = desk.dice.choice(MEASURES)
        desk.at(_arrival(desk, days, working), "opens", ticket)
    return desk


def _days(desk: Desk, lawyer: int, working: list[dt.date]) -> list[dt.date]:
    if desk.group[lawyer] == "Mon-Wed":
        return [day for day in working if day.weekday() < 3]
    if desk.group[lawyer] == "5 weeks off":
        away = desk.dice.randrange(len(working) - 25)
        return working[:away] + working[away + 25 :]
    return working


def _keep_hours(desk: Desk, lawyer: int, day: dt.date) -> None:
    for shift in desk.calendar.hours:
        opens, closes = (_instant(desk, day, time) for time in (shift.opens, shift.closes))
        desk.at(opens + dt.timedelta(minutes=desk.dice.uniform(0, desk.habits.late)), "comes", lawyer)
        desk.at(closes, "goes", lawyer)


def _arrival(desk: Desk, days: list[dt.date], working: list[dt.date]) -> dt.datetime:
    if desk.dice.random() < desk.habits.in_hours:
        day, shift = desk.dice.choice(working), desk.dice.choice(desk.calendar.hours)
        opens, closes = (_instant(desk, day, time) for time in (shift.opens, shift.closes))
        return opens + (closes - opens) * desk.dice.random()
    return _instant(desk, desk.dice.choice(days), dt.time()) + dt.timedelta(days=desk.dice.random())


def _instant(desk: Desk, day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, desk.calendar.timezone).astimezone(dt.UTC)


def fairness(desk: Desk) -> dict[str, tuple[int, int, float, float]]:
    """By group of lawyers who work alike: the fewest and the most tickets that one took, their ratio, and that of the mean loads.

    The mean load is what the decision looks at: how many tickets a lawyer held or was offered, over the year.
    """
    counted = dict.fromkeys(desk.lawyers, 0)
    for lawyer, _ in desk.taken.values():
        counted[lawyer] += 1
    found = {}
    for group, members in _alike(desk).items():
        counts = [counted[lawyer] for lawyer in members]
        loads = [desk.held[lawyer] for lawyer in members]
        ratios = max(counts) / max(1, min(counts)), max(loads) / max(1, min(loads))
        found[group] = min(counts), max(counts), *ratios
    return found


def _alike(desk: Desk) -> dict[str, list[int]]:
    """Lawyers by their group; those of one measure share its tickets, so with whom they share counts as well."""
    teams = defaultdict[frozenset[str], set[str]](set)
    for number, lawyer in desk.lawyers.items():
        teams[lawyer.specialities].add(desk.group[number])
    found = defaultdict[str, list[int]](list)
    for number, lawyer in desk.lawyers.items():
        shared = " and ".join(sorted(teams[lawyer.specialities] - {desk.group[number]}))
        name = desk.group[number] + (f" with {shared}" if desk.office == "specialities" and shared else "")
        found[name].append(number)
    return dict(sorted(found.items()))


def waits(desk: Desk) -> tuple[float, float, float, float]:
    """Working minutes until a ticket was taken: median, 95 of 100, longest; and the longest in hours of the clock."""
    pairs = [(desk.opened[ticket], taken) for ticket, (_, taken) in desk.taken.items()]
    worked = sorted(desk.calendar.working_minutes_between(*pair) for pair in pairs)
    longest = max((taken - opened for opened, taken in pairs), default=dt.timedelta())
    p95 = worked[int(len(worked) * 0.95)]
    return statistics.median(worked), p95, worked[-1], longest / dt.timedelta(hours=1)


def main() -> int:
    """Print the table; 1 if anybody off duty was offered a ticket."""
    parser = argparse.ArgumentParser(description="A simulated year of assignment.")
    for name, number in (("tickets", 10_000), ("lawyers", 40), ("seeds", 3), ("late", 0)):
        parser.add_argument(f"--{name}", type=int, default=number)
    asked = parser.parse_args()
    calendar = Config().calendar_with(load_schedules(ROOT / "knowledge" / "calendar.yaml"))
    wrong = 0
    for office, seed in itertools.product(OFFICES, range(1, asked.seeds + 1)):
        desk = furnished(office, asked.tickets, asked.lawyers, seed, calendar, asked.late)
        desk.run()
        wrong += desk.off_duty_offers
        _print(desk)
    return min(wrong, 1)


def _print(desk: Desk) -> None:
    median, p95, longest, hours = waits(desk)
    print(
        f"\n{desk.office}: {len(desk.taken):,} of {len(desk.opened):,} taken, {desk.off_duty_offers} offers off duty"
    )
    print(
        f"  wait in working minutes: median {median:.0f}, p95 {p95:.0f}, longest {longest:.0f} ({hours:.0f} h of the clock)"
    )
    for group, (fewest, most, ratio, loads) in fairness(desk).items():
        print(
            f"  {group:<24} {fewest:>6} to {most:<6} taken, max/min {ratio:.2f}; mean load max/min {loads:.2f}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
