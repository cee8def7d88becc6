"""Hundreds of histories that nobody has thought of: whatever people do in whatever order, what was promised holds.

Owners and their colleagues, lawyers, an admin, the clock, restarts and a program that is killed while it sends. See `reckoning`.
"""

import asyncio
import itertools
import json
import os
from pathlib import Path

import pytest
from beginning import ADMINS, CAST, ITS_LAWYERS, LAWYERS, OPPONENT, OWNERS, joins, template
from bureau import MARKER, Killed, begun
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from reckoning import Reckoning, alarms, clocks, own_markers

from simulator.person_actions import Manner, Tap, tap

HISTORIES = int(os.environ.get("HISTORIES", "150"))
STEPS = int(os.environ.get("STEPS", "22"))
WORDS = "补充一份材料的说明"
PICTURE = b"\x89PNG"
EVERYBODY = tuple(CAST)
FIRM_A = 1
LONGEST_EDITABLE_S = 48 * 3600
TEN_MINUTES, A_DAY = 10, 24 * 60

ON_TICKET = (
    "take", "pass", "details", "transcript", "close", "closed:answered", "close-anyway:answered", "reopen", "accept", "decline",
    "dismiss", "aside", "view", "withdrawn", "settle", "remind", "save:html", "save:docx", "share", "private", "follow",
    "unfollow", "helped:1", "gist", "nudge", "inspected:complaint", "talk", "goon", "more", "snooze:tomorrow",
)  # fmt: skip
"""What anybody may tap about a ticket, rightly or not: the word of the action, and what stands behind the number."""
OF_LAWYERS = (
    "take",
    "pass",
    "closed:answered",
    "close-anyway:answered",
    "reopen",
    "accept",
    "aside",
    "transcript",
    "dismiss",
)
WITH_COLLEAGUE = ("hand", "guest", "assigned")
"""What is tapped about a ticket and somebody else."""
people = st.sampled_from(EVERYBODY)
lawyers = st.sampled_from(LAWYERS)
owners = st.sampled_from(OWNERS)
which = st.sampled_from((0, 0, 0, 1, 2))
PARTS = ("owner", "owner", "lawyer", "lawyer", "guest", "asked", "seat", "anybody")
actors = st.tuples(st.sampled_from(PARTS), people)
"""Somebody by the part that they play in a ticket, or whoever is named where nobody plays it."""


class Bureaux(RuleBasedStateMachine):
    """One history. Between two steps everything is handled, and brought as well unless the line is slow."""

    equipment = None
    _numbers = itertools.count()

    def __init__(self):
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.bureau = begun(self.equipment, CAST, next(self._numbers))
        self.markers = itertools.count(1)
        self.deed = ("", "")
        self.is_slow = False
        self.taps, self.own = [], {name: [] for name in EVERYBODY}
        self._listening = self.bureau.listening_for_faults()
        self._listening.__enter__()
        self.does(self._opens())

    async def _opens(self):
        await self.bureau.opens()
        numbers, rows = self.equipment.people, self.bureau.rows
        names = {number: name for name, number in numbers.items()}
        seats = {
            names[row["person"]]: (row["enterprise"], row["since"])
            for row in rows.execute("SELECT person, enterprise, since FROM seats")
        }
        self.reckoning = Reckoning(names, seats)
        self.bureau.on_call = self.reckoning.heard
        self.bureau.on_work = lambda: self.reckoning.looks(self.bureau.rows, self.deed)

    def does(self, work):
        return self.loop.run_until_complete(work)

    def teardown(self):
        try:
            self.does(self._ends())
        finally:
            self.does(self.bureau.closes())
            self._listening.__exit__(None, None, None)
            self.loop.close()
            Path(self.bureau.path).unlink()

    async def _ends(self):
        for name in sorted(self.reckoning.away):
            self.bureau.players[name].unblocks()
        self.deed, self.is_slow = ("", ""), False
        self.reckoning.away.clear()
        await self._goes_on()
        clocks(self.bureau.rows)
        alarms(self.bureau.rung)
        assert (
            self.bureau.rows.execute("SELECT count(*) FROM outbox WHERE state = 'pending'").fetchone()[0] == 0
        )

    # what goes on between two steps

    def step(self, actor="", act=""):
        self.deed = (actor, act)
        self.does(self._goes_on())

    async def _goes_on(self):
        self.bureau.clock.moves(seconds=1)
        before = self._written()
        came = len(self.bureau.world.the_bot.updates.waiting)
        await self.bureau.takes_in()
        is_answered = self._written() > before or self.deed[1] in SILENT or self._waits_for_consent()
        assert not came or is_answered, f"{self.deed} got no answer"
        if not self.is_slow:
            await self.bureau.brings()
            self._insists_on_answers()
            self.reckoning.settled()
        assert self.bureau.faults == []

    def _waits_for_consent(self):
        """Whoever lost the role has never agreed: they are asked once, and all that they write waits for it."""
        return self.deed[0] in set(LAWYERS) - self.reckoning.lawyers

    def _written(self):
        return self.bureau.rows.execute("SELECT coalesce(max(id), 0) FROM outbox").fetchone()[0]

    def _insists_on_answers(self):
        """The button that was tapped spins no longer, and something was said."""
        for name, query in self.taps:
            toasts = [t for t in self.dialog(name).toasts if t.query_id == query]
            assert toasts or name in self.reckoning.away, f"{name} tapped a button that still spins"
        self.taps = []

    def dialog(self, name):
        return self.bureau.world.dialog(self.bureau.world.the_bot, self.bureau.players[name].person)

    def marks(self, author, kind="m"):
        marker = f"{kind}{next(self.markers):03}q"
        self.reckoning.authors[marker] = author
        return marker

    def ticket(self, at):
        numbers = sorted(self.reckoning.tickets)
        return numbers[-1 - at % len(numbers)] if numbers else 1

    def tapped(self, name, data):
        if self.dialog(name).blocked:
            return False
        shown = self.dialog(name).messages.items()
        last = max(number for number, each in shown if each.from_bot and each.content.kind == "text")
        query = tap(self.bureau.world, self.bureau.players[name].person, Tap(last, data=data, force=True))
        self.taps.append((name, query["callback_query_id"]))
        return True

    def can_write(self, name):
        return not self.dialog(name).blocked

    # what people do

    def plays(self, actor, number):
        """Who this is in a ticket."""
        part, name = actor
        known = self.reckoning.tickets.get(number)
        if known is None or part == "anybody":
            return name
        if part == "seat":
            firm = [each for each, (firm, _) in self.reckoning.seats.items() if firm == known.enterprise]
            return (sorted(set(firm) - {known.owner}) or [name])[0]
        return getattr(known, part) or name

    @initialize(
        who=st.sampled_from(("owner_a", "owner_a", "seat_a", "owner_b", "owner_c")),
        lawyer=lawyers,
        said=st.booleans(),
    )
    def a_ticket_is_taken(self, who, lawyer, said):
        """All histories begin so, half of those of firm A with a shared ticket: else too little would happen in a few steps."""
        self.opens(who, named=False, again=False)
        self.does_with_ticket(("anybody", lawyer), "take", 0)
        if said and who in ("owner_a", "seat_a"):
            self.does_with_ticket(("owner", who), "share", 0)
            self.does_with_ticket(("seat", who), "follow", 0)

    @rule(who=owners, named=st.booleans(), again=st.booleans())
    def opens(self, who, named, again):
        """An owner goes to a lawyer; the other side may be a client of two of them."""
        if not self.can_write(who) or len(self.reckoning.tickets) >= 3:
            return
        self.bureau.players[who].says(f"/lawyer {self.marks(who)} {WORDS}")
        self.step(who, "draft")
        if again:
            self.own[who].append(self.bureau.players[who].says(f"{self.marks(who)} {WORDS}"))
            self.step(who, "draft")
        self.tapped(who, "send")
        self.step(who, "send")
        number = self.ticket(0)
        if named:
            for lawyer in ITS_LAWYERS:
                self.reckoning.conflicted[number].add(lawyer)
            self.bureau.players[who].says(OPPONENT)
            self.step(who, "side")
        self.tapped(who, f"side:{number}:none")
        self.step(who, "side")

    @rule(actor=actors, at=which, as_file=st.booleans(), burst=st.integers(1, 3))
    def replies(self, actor, at, as_file, burst):
        """Words or files under the last message of a ticket in somebody's chat, several within a second."""
        who = self.plays(actor, self.ticket(at))
        under = self._last_of(who, self.ticket(at))
        if under is None or not self.can_write(who):
            return
        for _ in range(burst):
            self.own[who].append(self._writes(who, under, as_file=as_file))
        self.step(who, "reply")

    def _last_of(self, who, number):
        found = [
            each
            for each in self.bureau.brought
            if each.to == who and each.ticket == number and each.message_ids
        ]
        alive = [each.message_ids[0] for each in found if self.dialog(who).find(each.message_ids[0])]
        return alive[-1] if alive else None

    def _writes(self, who, under, *, as_file):
        words, player = f"{self.marks(who)} {WORDS}", self.bureau.players[who]
        if as_file:
            return player.sends("photo", "a.png", PICTURE, Manner(reply_to=under, caption=words))
        return player.says(words, under)

    @rule(name=lawyers, at=which)
    def answers(self, name, at):
        """A lawyer's words that name their ticket by a button."""
        who = self.plays(("lawyer", name), self.ticket(at))
        if not self.can_write(who):
            return
        said = self.bureau.players[who].says(f"{self.marks(who)} {WORDS}")
        self.own[who].append(said)
        self.step(who, "words")
        data = f"talk:{self.ticket(at)}"
        asked = [
            each
            for each in self.dialog(who).messages.values()
            if each.from_bot and each.reply.to == said.message_id
        ]
        if asked and not self.is_slow:
            query = tap(
                self.bureau.world,
                self.bureau.players[who].person,
                Tap(asked[-1].message_id, data=data, force=True),
            )
            self.taps.append((who, query["callback_query_id"]))
            self.step(who, "talk")

    @rule(actor=actors, at=st.integers(0, 5))
    def edits(self, actor, at):
        """Something said before is changed."""
        who = self.plays(actor, self.ticket(0))
        if not self.own[who] or not self.can_write(who):
            return
        message = self.own[who][at % len(self.own[who])]
        if self.bureau.world.clock.stamp() - message.date > LONGEST_EDITABLE_S:
            return
        self.bureau.players[who].edits(message.message_id, f"{self.marks(who)} {WORDS}")
        self.step(who, "edit")

    @rule(
        actor=st.tuples(
            st.sampled_from(("lawyer", "guest", "owner", "anybody")), st.sampled_from((*LAWYERS, *ADMINS))
        ),
        at=which,
    )
    def notes(self, actor, at):
        """Words for staff."""
        who = self.plays(actor, self.ticket(at))
        if self.can_write(who):
            self.bureau.players[who].says(f"/note #{self.ticket(at)} {self.marks(who, 'n')} {WORDS}")
            self.step(who, "note")

    @rule(actor=actors, deed=st.sampled_from(ON_TICKET), at=which)
    def does_with_ticket(self, actor, deed, at):
        """A button about a ticket, in whoever's hands."""
        word, _, rest = deed.partition(":")
        number = self.ticket(at)
        who = self.plays(actor, number)
        if not self.tapped(who, ":".join(filter(None, (word, str(number), rest)))):
            return
        self._foresees(who, word, number)
        self.step(who, word)

    @rule(
        part=st.sampled_from(("lawyer", "lawyer", "asked", "guest")),
        name=lawyers,
        deed=st.sampled_from(OF_LAWYERS),
        at=which,
    )
    def works(self, part, name, deed, at):
        self.does_with_ticket((part, name), deed, at)

    @rule(name=lawyers, at=which)
    def takes(self, name, at):
        known = self.reckoning.tickets.get(self.ticket(at))
        if known is not None and known.state == "waiting":
            self.does_with_ticket(("anybody", name), "take", at)

    @rule(at=which)
    def accepts(self, at):
        self.does_with_ticket(("asked", "lawyer_1"), "accept", at)

    @rule(at=which)
    def is_inspected(self, at):
        self.does_with_ticket(("anybody", "admin"), "inspected:complaint", at)

    @rule(at=which, whom=lawyers)
    def is_assigned(self, at, whom):
        self.does_with_colleague("admin", "assigned", at, whom)

    def _foresees(self, who, word, number):
        """What a tap means for the rights, where it is somebody's right."""
        reckoning = self.reckoning
        known = reckoning.tickets.get(number)
        if known is None:
            return
        if word == "inspected" and who in ADMINS:
            reckoning.granted |= {
                (who, m)
                for m, said in reckoning.written.items()
                if said.ticket == number and not said.is_note
            }
            reckoning.granted |= {(who, m) for m in MARKER.findall(reckoning.questions.get(number, ""))}
        elif word == "follow" and who != known.owner and reckoning.asks_in(who, number):
            reckoning.following.add((number, who))
        elif word == "unfollow":
            reckoning.following.discard((number, who))
        elif word == "aside" and who in reckoning.lawyers and self._has_to_do_with(who, number, known):
            reckoning.conflicted[number].add(who)

    def _has_to_do_with(self, who, number, known):
        held = known.state in ("taken", "answered")
        if held:
            return who in (known.lawyer, known.guest, known.asked)
        offered = self.bureau.rows.execute(
            "SELECT count(*) FROM offers WHERE ticket = ? AND lawyer = ? AND passed_at IS NULL",
            (number, self.equipment.people[who]),
        ).fetchone()[0]
        return known.state == "waiting" and offered > 0

    @rule(who=people, deed=st.sampled_from(WITH_COLLEAGUE), at=which, whom=lawyers)
    def does_with_colleague(self, who, deed, at, whom):
        """A ticket and a colleague: asked to take it over, let in, given it."""
        if self.tapped(who, f"{deed}:{self.ticket(at)}:{self.equipment.people[whom]}"):
            self.step(who, deed)

    @rule(at=which, deed=st.sampled_from(("hand", "guest")), whom=lawyers)
    def holder_turns_to_colleague(self, at, deed, whom):
        known = self.reckoning.tickets.get(self.ticket(at))
        if known is not None and known.lawyer is not None:
            self.does_with_colleague(known.lawyer, deed, at, whom)

    @rule(who=st.sampled_from(("owner_a", "owner_b")), whom=owners)
    def revokes(self, who, whom):
        """A seat is taken away: from that moment it sees nothing of what others shared."""
        firm = self.reckoning.seats.get(who, (None,))[0]
        beside = self.reckoning.seats.get(whom, (None,))[0] == firm is not None and whom != who
        if self.tapped(who, f"unseated:{self.equipment.people[whom]}"):
            if beside:
                self._stands_up(whom)
            self.step(who, "unseated")

    @rule(who=st.sampled_from(("seat_a", "seat_a2")))
    def leaves(self, who):
        """Somebody gives the seat back."""
        firm = self.reckoning.seats.get(who, (None,))[0]
        if firm is not None and self.tapped(who, f"left:{firm}"):
            self._stands_up(who)
            self.step(who, "left")

    def _stands_up(self, who):
        firm, _ = self.reckoning.seats.pop(who)
        own = self.reckoning.tickets
        gone = {(n, p) for n, p in self.reckoning.following if p == who and own[n].enterprise == firm}
        self.reckoning.following -= gone

    @rule(who=st.sampled_from(("seat_a", "seat_a2", "owner_c")))
    def sits_down(self, who):
        """A colleague comes by the keeper's link: what was shared before is not theirs."""
        if (
            self.is_slow
            or who in self.reckoning.seats
            or not (self.can_write(who) and self.can_write("owner_a"))
        ):
            return
        self.deed = ("owner_a", "invite")
        self.does(joins(self.bureau, "owner_a", who))
        row = self.bureau.rows.execute(
            "SELECT enterprise, since FROM seats WHERE person = ?", (self.equipment.people[who],)
        ).fetchone()
        assert row["enterprise"] == FIRM_A
        self.reckoning.seats[who] = (row["enterprise"], row["since"])

    @rule(at=which)
    def is_shared(self, at):
        """An owner lets colleagues see a ticket."""
        known = self.reckoning.tickets.get(self.ticket(at))
        if known is not None:
            self.does_with_ticket(("owner", known.owner), "share", at)

    @rule(
        who=st.sampled_from(("admin", "admin", "lawyer_1", "owner_b")),
        actor=st.tuples(st.just("lawyer"), lawyers),
    )
    def removes(self, who, actor):
        """The admin takes a role away; whoever else taps that takes nothing."""
        whom = self.plays(actor, self.ticket(0))
        if len(self.reckoning.lawyers) > 2 and self.tapped(
            who, f"removed:lawyer:{self.equipment.people[whom]}"
        ):
            if who in ADMINS:
                self.reckoning.lawyers.discard(whom)
            self.step(who, "removed")

    @rule(
        who=lawyers,
        words=st.sampled_from(
            ("/duty on", "/duty off", "/duty off until 周三下午2点", "/mine", "/queue", "/done")
        ),
    )
    def commands(self, who, words):
        if self.can_write(who):
            self.bureau.players[who].says(words)
            self.step(who, "command")

    @rule(who=owners, words=st.sampled_from(("/tickets", "/team", "/deadlines", "谢谢", "/cancel")))
    def says(self, who, words):
        if self.can_write(who):
            self.bureau.players[who].says(words)
            self.step(who, "command")

    @rule(who=owners)
    def blocks_or_comes_back(self, who):
        """Somebody blocks the bot, or lets it write again."""
        reckoning, player = self.reckoning, self.bureau.players[who]
        if who in reckoning.away:
            player.unblocks()
            reckoning.away.discard(who)
        else:
            player.blocks()
            reckoning.away.add(who)
            reckoning.shaken.add(who)
        self.step(who, "block")

    # what time and machines do

    @rule(minutes=st.sampled_from((TEN_MINUTES, 60, A_DAY, 3 * A_DAY, 8 * A_DAY)))
    def time_goes_by(self, minutes):
        if not self.is_slow:
            self.does(self._moves(minutes))

    async def _moves(self, minutes):
        self.deed = ("", "time")
        self.bureau.clock.moves(minutes=minutes)
        await self.bureau.rings()
        await self.bureau.forgets()
        await self._goes_on()

    @rule()
    def the_line_is_slow_or_not(self):
        """Nothing is brought for a while: what is under way must not reach who has lost the right to it meanwhile."""
        self.is_slow = not self.is_slow
        self.step("", "line")

    @rule(
        actor=actors,
        at=which,
        loss=st.sampled_from(("pass", "aside", "assigned", "removed", "accept", "unseated", "dismiss")),
        whom=lawyers,
    )
    def is_overtaken(self, actor, at, loss, whom):
        """What somebody wrote is still under way when its reader loses the right to read it."""
        self.is_slow = True
        self.replies(actor, at, as_file=False, burst=2)
        number = self.ticket(at)
        if loss == "assigned":
            self.is_assigned(at, whom)
        elif loss == "removed":
            self.removes("admin", ("lawyer", whom))
        elif loss == "unseated":
            self.revokes("owner_a", self.plays(("seat", "seat_a"), number))
        elif loss == "accept":
            self.holder_turns_to_colleague(at, "hand", whom)
            self.accepts(at)
        else:
            self.does_with_ticket(("guest" if loss == "dismiss" else "lawyer", "lawyer_1"), loss, at)
        self.is_slow = False
        self.step("", "line")

    @rule()
    def starts_anew(self):
        self.does(self._starts_anew())

    @rule(calls=st.integers(0, 3), gets_through=st.booleans(), again=st.booleans(), actor=actors, at=which)
    def is_killed_while_sending(self, calls, gets_through, again, actor, at):
        """The program ends between a claim and its call, or between the call and the word of it."""
        who = self.plays(actor, self.ticket(at))
        under = self._last_of(who, self.ticket(at))
        if self.is_slow or under is None or not self.can_write(who):
            return
        self.own[who].append(self._writes(who, under, as_file=False))
        self.deed = (who, "reply")
        self.bureau.clock.moves(seconds=1)
        self.does(self.bureau.takes_in())
        self.bureau.dies_at = (calls, gets_through)
        try:
            self.does(self.bureau.brings())
        except Killed:
            self.does(self._starts_anew())
            if again:
                self._has_sent_again(who)
        self.bureau.dies_at = None
        self.step("", "")

    async def _starts_anew(self):
        self.bureau.dies_at = None
        under_way = self.bureau.rows.execute(
            "SELECT person, kind, body FROM outbox WHERE state = 'sending'"
        ).fetchall()
        names = self.reckoning.names
        self.reckoning.died({(m, names[row["person"]]) for row in under_way for m in own_markers(row)})
        await self.bureau.closes()
        await self.bureau.opens()
        await self._goes_on()

    def _has_sent_again(self, who):
        """Whoever spoke is told of the doubt, and has it sent again."""
        told = self.bureau.rows.execute(
            "SELECT body FROM outbox WHERE kind = 'doubt' AND person = ? AND body <> ''",
            (self.equipment.people[who],),
        ).fetchall()
        for row in told:
            notice = json.loads(row["body"])["notice"]
            doubtful = self.bureau.rows.execute(
                "SELECT person, kind, body FROM outbox WHERE id = ? AND state = 'uncertain'", (notice,)
            ).fetchone()
            if doubtful is None or not self.tapped(who, f"again:{notice}"):
                continue
            copies = "SELECT count(*) FROM outbox WHERE again_of = ?"
            self.deed = (who, "again")
            self.does(self.bureau.takes_in())
            if self.bureau.rows.execute(copies, (notice,)).fetchone()[0]:
                for marker in own_markers(doubtful):
                    self.reckoning.sent_again(marker, self.reckoning.names[doubtful["person"]])
        self.step(who, "again")


SILENT = {"edit", "block", "line", ""}
"""What need not be answered: an edit is only followed, a block is no word."""


@pytest.fixture(scope="module")
def equipment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bureau")
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete(template(folder))
    loop.close()


def test_whatever_happens_everything_reaches_whom_it_is_for_once_and_nobody_else(equipment):
    Bureaux.equipment = equipment
    run_state_machine_as_test(
        Bureaux,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            derandomize="SEED" not in os.environ,
            database=None,
            deadline=None,
            print_blob=True,
            phases=(Phase.generate, Phase.shrink) if "SHRINK" in os.environ else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
