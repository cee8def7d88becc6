"""What became of every marked word: counted from what the phones show and from what the outbox says, never from logs."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

MARK = re.compile(r"W\d{6}")
TELLS = frozenset({"failed", "uncertain", "asked_back"})
"""Kinds of sights that tell somebody that a word may need them."""
ENDED = "ended"
"""The kind of a sight that says that somebody's role or consent has ended; it has no mark, and no words come after it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A marked word that somebody wrote in a ticket, for the other side; chats are people's numbers."""

    mark: str
    sender: int
    receiver: int
    repeats: int = 0
    """How often a human had it sent again, knowingly."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One message of the bot in a chat that is about a mark: it brings the `words`, or tells of them, or says them otherwise."""

    chat: int
    mark: str
    kind: str


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A notice that the outbox holds as failed or uncertain."""

    number: int
    kind: str
    state: str
    told: bool
    """Whether somebody who can act was told."""
    by_restore: bool = False
    """Whether a restored backup has put it in doubt, as it does with all that waited."""


@dataclass
class Ledger:
    """All that was said, and all that was seen; both in order."""

    words: list[Word] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    undelivered: list[Undelivered] = field(default_factory=list)
    staff: frozenset[int] = frozenset()
    """Chats of admins: they may be told, never shown words."""
    shared: frozenset[tuple[int, str]] = frozenset()
    """(chat, mark): what others than writer and reader may read, such as a lawyer who took the ticket over."""
    was_cut: bool = True
    """Whether any call was cut; without that nothing may be uncertain."""


@dataclass
class Reckoning:
    """What is wrong, as marks and numbers of notices; all of it is empty when every promise was kept."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    misordered: list[str] = field(default_factory=list)
    untold: list[int] = field(default_factory=list)
    """Undelivered notices of which nobody was told."""
    needless: list[int] = field(default_factory=list)
    """Uncertain notices that are nobody's words, or whose call nothing has cut, but for those that a restore has put in doubt."""
    said: int = 0
    arrived: int = 0
    told: int = 0
    """Words of which somebody was told that they failed, may not have arrived, or wait for an address."""

    @property
    def faults(self) -> dict[str, list[str] | list[int]]:
        """What is wrong, by its name; empty when nothing is."""
        names = ("lost", "doubled", "leaked", "misordered", "untold", "needless")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def reckon(ledger: Ledger) -> Reckoning:
    """Count what became of every word."""
    arrivals = Counter((sight.chat, sight.mark) for sight in ledger.sights if sight.kind == "words")
    told = {(s.chat, s.mark) for s in ledger.sights if s.kind in TELLS}
    found = Reckoning(said=len(ledger.words))
    for word in ledger.words:
        times = arrivals[word.receiver, word.mark]
        is_told = any((chat, word.mark) in told for chat in (word.sender, *ledger.staff))
        has_arrived = times > 0 or _reached_who_took_over(word, ledger)
        found.arrived += has_arrived
        found.told += is_told
        if not has_arrived and not is_told:
            found.lost.append(word.mark)
        if times > 1 + word.repeats:
            found.doubled.append(word.mark)
    found.leaked = _leaked(ledger)
    found.misordered = _misordered(ledger)
    found.untold = [each.number for each in ledger.undelivered if not each.told]
    found.needless = [each.number for each in ledger.undelivered if _is_needless(each, ledger)]
    return found


def _reached_who_took_over(word: Word, ledger: Ledger) -> bool:
    """Whether a lawyer who holds or has held the ticket read a word for the lawyer that it had when it was written."""
    if (word.receiver, word.mark) not in ledger.shared:
        return False
    return any(
        s.mark == word.mark and s.chat != word.sender and (s.chat, s.mark) in ledger.shared
        for s in ledger.sights
    )


def _is_needless(each: Undelivered, ledger: Ledger) -> bool:
    is_words = each.kind in {"relay", "album"}
    is_meant = each.by_restore or (is_words and ledger.was_cut)
    return each.state == "uncertain" and not is_meant


def _leaked(ledger: Ledger) -> list[str]:
    """Marks that stand in a chat of neither their writer nor their reader, or came after that chat's right had ended."""
    sides = {
        (chat, word.mark) for word in ledger.words for chat in (word.sender, word.receiver)
    } | ledger.shared
    ended: set[int] = set()
    wrong = []
    for sight in ledger.sights:
        if sight.kind == ENDED:
            ended.add(sight.chat)
        elif (sight.chat, sight.mark) not in sides or (sight.kind == "words" and sight.chat in ended):
            wrong.append(sight.mark)
    return wrong


def _misordered(ledger: Ledger) -> list[str]:
    """Marks that arrived after a later one of the same writer; what a human had sent again comes when it comes."""
    place = {word.mark: (number, word) for number, word in enumerate(ledger.words)}
    latest: dict[tuple[int, int], int] = defaultdict(lambda: -1)
    seen: set[tuple[int, str]] = set()
    wrong = []
    for sight in ledger.sights:
        number, word = place.get(sight.mark, (0, None))
        is_first = (sight.chat, sight.mark) not in seen
        if (
            word is None
            or sight.kind != "words"
            or sight.chat != word.receiver
            or not is_first
            or word.repeats
        ):
            continue
        seen.add((sight.chat, sight.mark))
        way = (word.sender, word.receiver)
        if number < latest[way]:
            wrong.append(sight.mark)
        latest[way] = max(latest[way], number)
    return wrong
