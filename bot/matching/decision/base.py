"""What a judge knows: entries and talk by all their ways to ask, in normal form, and the matcher over them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from bot.matching.decision.guards import Guarded
from bot.matching.decision.verdict import Kind
from bot.matching.ranking.matcher import Matcher
from bot.matching.ranking.phrasings import Phrasing
from bot.matching.text import normal_form
from bot.matching.text.courtesy import without_courtesy
from bot.matching.text.encoder import Encoder
from bot.matching.text.glossary import Glossary
from bot.packed import Packed

TALK = "talk/"
"""Stands before the id of talk, so that it is never taken for an entry."""


@dataclass(frozen=True, slots=True)
class EntryText:
    """What the matcher needs to know of an entry: how it is asked for, in all languages."""

    id: str
    measure: str
    titles: tuple[str, ...]
    phrasings: tuple[str, ...]
    lookalikes: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkText:
    """Something said to the bot that no entry answers.

    `kind` is CHAT (small talk), ESCALATE (a call for a human being), DECLINE (out of scope), or REFUSE for what only the
    lookout decides about: its phrasings stand beside the entries, so that none of them answers what is nearer to it. One of `words` in a message may be enough by itself.
    """

    id: str
    kind: Kind
    phrasings: tuple[str, ...]
    words: tuple[str, ...] = ()


class Way(NamedTuple):
    """A way to ask in normal form, as it is and with the usual words of the glossary.

    There are 30,000, which come out of a pickle five times as quickly as tuples. Guards look at the first: the glossary may make two words one that an answer tells apart.
    """

    plain: str
    normal: str

    @classmethod
    def of(cls, written: str, glossary: Glossary) -> Self:
        """The normal forms of what was written, without forms of address and politeness."""
        return cls.read(normal_form.normalise(written), glossary)

    @classmethod
    def read(cls, normal: str, glossary: Glossary) -> Self:
        """The same of what is in normal form already."""
        plain = without_courtesy(normal)
        return cls(plain, glossary.apply(plain))


@dataclass(frozen=True)
class Base:
    """Entries and talk by their ids, ready to be asked. Never changed."""

    entries: Mapping[str, EntryText]
    talk: Mapping[str, TalkText]
    glossary: Glossary
    ways: Packed[Mapping[str, Way]]
    """All titles, phrasings and words of talk, as they are written, to their normal forms: for the base that comes after this one."""
    matcher: Matcher
    guarded: Mapping[str, Packed[Guarded]]
    """For each entry, what guards look at, worked out from its ways without the glossary."""
    said: Mapping[str, str]
    """For each entry, the normal forms of its titles and phrasings with the glossary, as lines between line breaks: to look into them all at once."""
    words: Mapping[str, tuple[str, ...]]
    """For each talk, its telling words with the glossary."""

    @classmethod
    def of(
        cls,
        entries: Iterable[EntryText],
        talk: Iterable[TalkText],
        glossary: Glossary,
        encoder: Encoder | None = None,
    ) -> Self:
        """A base of these entries and this talk."""
        by_id, talk_by_id = {entry.id: entry for entry in entries}, {one.id: one for one in talk}
        ways = {one: Way.of(one, glossary) for one in _texts(by_id, talk_by_id)}
        matcher = Matcher.from_phrasings(_phrasings(_owned(by_id, talk_by_id), ways), encoder)
        guarded = {id_: _guarded(entry, ways) for id_, entry in by_id.items()}
        return cls._with(by_id, talk_by_id, glossary, ways, matcher, guarded)

    @classmethod
    def _with(
        cls,
        entries: Mapping[str, EntryText],
        talk: Mapping[str, TalkText],
        glossary: Glossary,
        ways: Mapping[str, Way],
        matcher: Matcher,
        guarded: Mapping[str, Packed[Guarded]],
    ) -> Self:
        """With what questions look at of the ways, so that none of them unpacks these."""
        said = {id_: _lines(ways[one].normal for one in _ways(entry)) for id_, entry in entries.items()}
        words = {id_: tuple(_normals(one.words, ways)) for id_, one in talk.items()}
        return cls(entries, talk, glossary, Packed(ways), matcher, guarded, said, words)

    def followed(self, entries: Iterable[EntryText], talk: Iterable[TalkText]) -> Self:
        """The base that comes after this one; what is the same in both is not worked out again."""
        by_id, talk_by_id = {entry.id: entry for entry in entries}, {one.id: one for one in talk}
        known = self.ways.value
        ways = {one: known.get(one) or Way.of(one, self.glossary) for one in _texts(by_id, talk_by_id)}
        before, after = self.owned, _owned(by_id, talk_by_id)
        changed = {label for label in before.keys() | after.keys() if before.get(label) != after.get(label)}
        new = {label: after[label] for label in after if label in changed}
        matcher = self.matcher.updated(changed, _phrasings(new, ways)) if changed else self.matcher
        guarded = {
            id_: _guarded(entry, ways) if id_ in changed else self.guarded[id_]
            for id_, entry in by_id.items()
        }
        return self._with(by_id, talk_by_id, self.glossary, ways, matcher, guarded)

    @property
    def owned(self) -> Mapping[str, tuple[str, ...]]:
        """Each label of the matcher with its ways to ask."""
        return _owned(self.entries, self.talk)

    @cached_property
    def telling(self) -> Mapping[Kind, list[tuple[str, str]]]:
        """For each kind of talk its telling words, a word of letters between spaces, each with the id of its talk."""
        found: dict[Kind, list[tuple[str, str]]] = {kind: [] for kind in Kind}
        for id_, words in self.words.items():
            found[self.talk[id_].kind] += [(f" {word} " if word.isascii() else word, id_) for word in words]
        return found

    def way(self, normal: str) -> Way:
        """The normal forms of a question, whose normal form with forms of address and politeness is given."""
        return Way.read(normal, self.glossary)


def _guarded(entry: EntryText, ways: Mapping[str, Way]) -> Packed[Guarded]:
    return Packed(Guarded.of([ways[one].plain for one in _ways(entry)]))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(("", *texts, ""))


def _normals(written: Iterable[str], ways: Mapping[str, Way]) -> Iterator[str]:
    return (normal for one in written if (normal := ways[one].normal))


def _ways(entry: EntryText) -> tuple[str, ...]:
    return (*entry.titles, *entry.phrasings)


def _owned(entries: Mapping[str, EntryText], talk: Mapping[str, TalkText]) -> dict[str, tuple[str, ...]]:
    asked = {id_: _ways(entry) for id_, entry in entries.items()}
    return asked | {TALK + id_: one.phrasings for id_, one in talk.items()}


def _texts(entries: Mapping[str, EntryText], talk: Mapping[str, TalkText]) -> Iterator[str]:
    for ways in _owned(entries, talk).values():
        yield from ways
    for one in talk.values():
        yield from one.words


def _phrasings(owned: Mapping[str, Sequence[str]], ways: Mapping[str, Way]) -> Iterator[Phrasing]:
    return (Phrasing(label, way, ways[way].normal) for label, said in owned.items() for way in said)
