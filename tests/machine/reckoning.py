"""What should be, reckoned beside the product in plain sets: who may read what, and what has still to reach whom.

Only what happened is taken from the database (who holds a ticket, what was said in it). Whether that could happen, and what
follows from it for each person, is decided here anew: nothing of `bot.domain.ticket` is asked.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from beginning import ADMINS, LAWYERS
from bureau import MARKER

SHOWING = {"Relay", "Album", "RelayEdit"}
"""Kinds of notices that bring somebody's words to the other side, each version once."""
FIRST_SHOWING = {"Relay", "Album"}


@dataclass(frozen=True)
class Facts:
    """A ticket as it stands."""

    owner: str
    enterprise: int | None
    state: str
    lawyer: str | None
    guest: str | None
    asked: str | None
    shared_at: int | None
    follows: int | None


@dataclass(frozen=True)
class Written:
    """One version of something that was said in a ticket."""

    message: int
    ticket: int
    author: str
    is_note: bool


@dataclass
class Reckoning:
    """The whole of it, for one history."""

    names: dict
    """Everybody's name by our own number."""
    seats: dict
    """Who sits in which enterprise, and since when, in milliseconds."""
    lawyers: set = field(default_factory=lambda: set(LAWYERS))
    conflicted: dict = field(default_factory=lambda: defaultdict(set))
    tickets: dict = field(default_factory=dict)
    written: dict = field(default_factory=dict)
    """Each marker, and what it stands in."""
    latest: dict = field(default_factory=dict)
    """The marker of the latest version of each message."""
    authors: dict = field(default_factory=dict)
    """Who wrote each marker, wherever it went."""
    questions: dict = field(default_factory=dict)
    granted: set = field(default_factory=set)
    """(admin, marker): read for a reason."""
    following: set = field(default_factory=set)
    """(ticket, person) of colleagues who take part."""
    expected: dict = field(default_factory=dict)
    """(marker, reader) → why it need not arrive after all, or empty."""
    handed_over: dict = field(default_factory=dict)
    """(marker, lawyer) → the same, of what was said before the lawyer took the ticket."""
    shown: Counter = field(default_factory=Counter)
    read: set = field(default_factory=set)
    corrected: set = field(default_factory=set)
    """(marker, reader) of a version that somebody was told of beside the message, since its edit may not arrive."""
    order: dict = field(default_factory=lambda: defaultdict(list))
    again: Counter = field(default_factory=Counter)
    shaken: set = field(default_factory=set)
    """Whoever blocked the bot, or was being written to when it was killed: what they missed comes later."""
    away: set = field(default_factory=set)

    def may_read(self, person, ticket):
        """Whether what passed between the two sides of a ticket is for somebody, now."""
        known = self.tickets[ticket]
        if self.asks_in(person, ticket):
            return True
        if person not in self.lawyers or person in self.conflicted[ticket] or self._is_beside(person, known):
            return False
        held = known.state in ("taken", "answered")
        return (person == known.lawyer and known.state != "waiting") or (held and person == known.guest)

    def asks_in(self, person, ticket):
        known = self.tickets[ticket]
        if person == known.owner:
            return True
        firm, since = self.seats.get(person, (None, 0))
        is_shared = known.shared_at is not None and firm is not None and firm == known.enterprise
        return is_shared and since <= known.shared_at

    def _is_beside(self, person, known):
        firm, _ = self.seats.get(person, (None, 0))
        return person == known.owner or (firm is not None and firm == known.enterprise)

    def heard(self, brought):
        """Something reached a chat: nobody is brought what is not for them."""
        for marker in brought.markers:
            assert self._is_for(brought.to, marker), (
                f"{brought.to} was brought {marker} by a {brought.kind} {brought.heading}: {self.written.get(marker)}, "
                f"{self.tickets.get(brought.ticket)}"
            )
            self.read.add((marker, brought.to))
        if brought.kind == "Correction":  # what was, and what is now
            self.corrected.update((marker, brought.to) for marker in brought.markers[-1:])
        if brought.kind in SHOWING:
            # As `own_markers` tells them apart.
            own = brought.markers[-1:] if brought.kind == "Relay" else set(brought.markers)
            for marker in own:
                self.shown[marker, brought.to] += 1
                is_new = brought.kind in FIRST_SHOWING and self._is_first_version(marker)
                if is_new and brought.to not in self.shaken:
                    said = self.written[marker]
                    self.order[brought.to, said.ticket].append(said.message)

    def _is_first_version(self, marker):
        """Whether a marker stands in a message as it was first written: an edit of what was read in a transcript comes when it comes."""
        said = self.written.get(marker)
        return said is not None and marker == min(
            m for m, each in self.written.items() if each.message == said.message
        )

    def _is_for(self, person, marker):
        if self.authors.get(marker) == person or (person, marker) in self.granted:
            return True
        said = self.written.get(marker)
        inside = {said.ticket} if said else set()
        inside |= {number for number, words in self.questions.items() if marker in words}
        if said is not None and said.is_note:
            return self._reads_notes(person, said.ticket)
        later = {number for number, each in self.tickets.items() if each.follows in inside}
        return any(self.may_read(person, each) for each in inside) or any(
            self.tickets[each].lawyer == person and self.may_read(person, each) and person not in self.conflicted[first]
            for each in later for first in [self.tickets[each].follows]
        )  # fmt: skip

    def _reads_notes(self, person, ticket):
        return person in self.lawyers and not self.asks_in(person, ticket) and self.may_read(person, ticket)

    def looks(self, rows, deed):
        """Something happened: what became of each ticket must have been somebody's right to do, and of the words, what follows."""
        before = dict(self.tickets)
        self._read_tickets(rows)
        for number, known in self.tickets.items():
            self._insist(before.get(number), number, known, deed)
        self._read_words(rows)
        for number, known in self.tickets.items():
            old = before.get(number)
            if known.lawyer is not None and (old is None or old.lawyer != known.lawyer):
                self._expect_history(number, known.lawyer)
        self._excuse()

    def _read_tickets(self, rows):
        for row in rows.execute("SELECT * FROM tickets"):
            self.tickets[row["id"]] = Facts(
                self.names[row["owner"]], row["enterprise"], row["state"], self.names.get(row["lawyer"]),
                self.names.get(row["guest"]), self.names.get(row["asked"]), row["shared_at"], row["follows"],
            )  # fmt: skip
        asked = "SELECT tickets.id, text FROM tickets JOIN questions ON questions.id = tickets.question"
        self.questions = {row["id"]: row["text"] for row in rows.execute(asked)}

    def _insist(self, old, number, known, deed):
        actor, act = deed
        why = f"#{number}: {old} became {known} by {deed}"
        if old is None:
            rightly = [known.state == "waiting", known.lawyer is None]
        else:
            rightly = [each for found in self._rights(old, number, known, actor, act) for each in found]
        assert all(rightly), why

    def _rights(self, old, number, known, actor, act):
        """What must be so, for everything that changed."""
        if known.lawyer != old.lawyer and known.lawyer is not None:
            yield self._may_join(actor, number, known), actor == known.lawyer
            yield (old.state == "waiting",) if act == "take" else (act == "accept", old.asked == actor)
        if known.guest != old.guest and known.guest is not None:
            yield self._may_join(known.guest, number, known), actor == known.lawyer == old.lawyer
        if known.shared_at != old.shared_at:
            yield (actor == old.owner,)
        if known.owner != old.owner:
            sits_there = self.seats.get(known.owner, (None,))[0] == known.enterprise
            yield act in ("unseated", "left"), sits_there
        if known.state != old.state and old.state == "closed":
            yield (self.asks_in(actor, number) or actor == old.lawyer,)

    def _may_join(self, lawyer, number, known):
        kept_out = lawyer in self.conflicted[number] or self._is_beside(lawyer, known)
        return lawyer in self.lawyers and not kept_out

    def _read_words(self, rows):
        for row in rows.execute(
            "SELECT id, ticket, author, audience, person, body FROM messages ORDER BY id"
        ):
            for marker in dict.fromkeys(MARKER.findall(row["body"])):
                if marker not in self.written and not self._is_quote(marker, row["id"]):
                    said = Written(
                        row["id"], row["ticket"], self.names[row["person"]], row["audience"] != "all"
                    )
                    assert (marker[0] == "n") <= said.is_note, f"{marker} is kept as words for all"
                    assert self._may_speak(said), (
                        f"{said} is none of its writer's: {self.tickets[said.ticket]}"
                    )
                    self.written[marker] = said
                    self._expect(marker, said)

    def _may_speak(self, said):
        """Whether these words, new or edited just now, could be spoken in the ticket as it is now."""
        known, author = self.tickets[said.ticket], said.author
        if said.is_note:
            return not self.asks_in(author, said.ticket) and (
                author in ADMINS or self.may_read(author, said.ticket)
            )
        if self.asks_in(author, said.ticket):
            return known.state != "closed"
        holds = author == known.lawyer and known.state in ("taken", "answered")
        return holds and self.may_read(author, said.ticket)

    def _is_quote(self, marker, message):
        return marker in self.written and self.written[marker].message != message

    def _expect(self, marker, said):
        before = self.latest.get(said.message)
        self.latest[said.message] = marker
        if before is not None:  # an edit: nobody need see the old words who has not seen them yet
            for found in (self.expected, self.handed_over):
                for key in [each for each in found if each[0] == before]:
                    found[key] = found[key] or "superseded"
        if said.is_note:
            return
        known = self.tickets[said.ticket]
        if said.author != known.owner and self.asks_in(said.author, said.ticket):
            self.following.add((said.ticket, said.author))
        readers = {known.owner, *(each for number, each in self.following if number == said.ticket)}
        readers = {each for each in readers if self.asks_in(each, said.ticket)}
        if known.state in ("taken", "answered"):
            readers.add(known.lawyer)
        for reader in readers - {said.author}:
            self.expected[marker, reader] = ""

    def _expect_history(self, number, lawyer):
        """Whoever takes a ticket is shown all that was said in it, and its files once more."""
        self.order[lawyer, number].clear()
        for marker, said in self.written.items():
            if said.ticket == number and self.latest[said.message] == marker and not said.is_note:
                self.handed_over[marker, lawyer] = ""
                self.shown[marker, lawyer] = min(self.shown[marker, lawyer], 0)

    def _excuse(self):
        """Whoever may no longer read a ticket need not be brought what is still under way, and must not be.

        Nor need anybody be brought what a lawyer wrote whose role was taken away meanwhile.
        """
        for found in (self.expected, self.handed_over):
            for (marker, reader), excuse in found.items():
                said = self.written[marker]
                if not excuse and (
                    not self.may_read(reader, said.ticket) or self._speaks_no_more(said.author)
                ):
                    found[marker, reader] = "no longer"

    def _speaks_no_more(self, author):
        return author.startswith("lawyer") and author not in self.lawyers

    def died(self, doubtful):
        """(marker, reader) of what was being sent when the program was killed: it is said to be in doubt, and not repeated."""
        for marker, reader in doubtful:
            self.shaken.add(reader)
            for found in (self.expected, self.handed_over):
                if (marker, reader) in found and not found[marker, reader]:
                    found[marker, reader] = "in doubt"

    def sent_again(self, marker, reader):
        """Somebody had it sent again, knowing that it may have arrived."""
        self.again[marker, reader] += 1
        if self.expected.get((marker, reader)) == "in doubt":
            self.expected[marker, reader] = ""

    def settled(self):
        """Everything is said that was to be said: nothing is lost, nothing doubled, nothing out of its order."""
        for (marker, reader), excuse in self.expected.items():
            came = self.shown[marker, reader] or (marker, reader) in self.corrected
            if reader not in self.away and not excuse:
                assert came, f"{marker} of {self.written[marker]} never reached {reader}"
        for (marker, reader), excuse in self.handed_over.items():
            if reader not in self.away and not excuse:
                assert (marker, reader) in self.read, (
                    f"{reader} took a ticket without {marker} of {self.written[marker]}"
                )
        for (marker, reader), came in self.shown.items():
            most = 1 + self.again[marker, reader]
            assert came <= most, f"{marker} of {self.written.get(marker)} reached {reader} {came} times"
        for (reader, ticket), messages in self.order.items():
            assert reader in self.shaken or messages == sorted(messages), (
                f"{reader} read #{ticket} in the order {messages}"
            )


def own_markers(row):
    """The markers in a notice's words that are its own, of a row of the outbox.

    Before its own words a message quotes the one that it replies to, where the reader's chat does not have it: who gets those
    words again in that way was not brought the message that they stand in.
    """
    if row["kind"] != "relay" or not row["body"]:
        return MARKER.findall(row["body"])
    return MARKER.findall(json.loads(row["body"])["message"].get("text", ""))[-1:]


def clocks(rows: sqlite3.Connection):
    """Times within a ticket never go back."""
    for table in ("ticket_events", "messages"):
        last = {}
        for row in rows.execute(f"SELECT ticket, at FROM {table} ORDER BY id"):
            assert last.get(row["ticket"], 0) <= row["at"], f"time went back in {table} of #{row['ticket']}"
            last[row["ticket"]] = row["at"]


def alarms(rung):
    """No alarm rings before its time, and no step of a ladder twice."""
    steps = Counter()
    for alarm, now in rung:
        assert alarm.due_at <= now, f"alarm {alarm.id} rang before its time"
        if alarm.kind == "answer":
            steps[alarm.ticket, alarm.set_at, alarm.step] += 1
    assert not [each for each, times in steps.items() if times > 1], "a step of a ladder was taken twice"
