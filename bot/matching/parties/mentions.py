"""Whether words for one client name another: an enterprise by its name, or by a short form that no common phrase is.

A false alarm costs a lawyer a tap each time, and soon makes them tap without reading: only what is long enough to be a name
counts, and nothing that the client knows already.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.matching.parties import words
from bot.matching.parties.likeness import are_alike, names_in
from bot.matching.text import tables

LEAST = 4
"""Characters of a name, or of its beginning, that are no common phrase."""
LEAST_WORDS = 2
"""The same in words, for a name in Latin letters."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_JUNK = re.compile(r"[^0-9a-z\u3400-\u9fff]")
_TOKEN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Client:
    """Another client: by the number of a ticket, and every name that is known."""

    ticket: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Whose name stands in the words."""

    ticket: int
    name: str


def mentioned(
    text: str, others: Iterable[Client], *, own: Sequence[str] = (), said: Sequence[str] = ()
) -> Mention | None:
    """The other client that words name; None if they name nobody, or only parties of this matter or what was said in it.

    `own` are the parties of the matter itself, `said` what its client has written or read.
    """
    flat, known = _flat(text), [_flat(each) for each in said]
    for client in others:
        for name in client.names:
            found = next((form for form in forms(name) if form in flat), None)
            if found is None or any(found in each for each in known):
                continue
            if not any(_is_own(found, name, each) for each in own):
                return Mention(client.ticket, name)
    return None


def _is_own(form: str, name: str, own: str) -> bool:
    """Whether what was found may as well be a party of the matter: it stands in its name, or spells it in other letters."""
    other_letters = bool(_HAN.search(own)) is not bool(_HAN.search(name))
    return form in _flat(own) or (other_letters and are_alike(own, name))


@functools.lru_cache(maxsize=20_000)
def forms(name: str) -> tuple[str, ...]:
    """How a name may stand in a text, as `_flat` writes it: whole, or as short as it still is a name."""
    plain = _plain(name)
    if not _HAN.search(plain):
        return _latin_forms(plain)
    whole = _JUNK.sub("", plain)
    found = [whole]
    for each in names_in(name):
        if each.word and not each.is_latin:
            place = each.full.removesuffix(each.core)
            found += [each.core[: max(len(each.word), LEAST)], each.full, place + each.word if place else ""]
    return tuple(dict.fromkeys(form for form in found if len(form) >= LEAST))


def _latin_forms(plain: str) -> tuple[str, ...]:
    tokens = _TOKEN.findall(plain)
    left = [each for each in tokens if each not in words.ENGLISH_FORMS | words.ENGLISH_PLACES]
    word = [each for each in left if each not in words.ENGLISH_TRADES]
    short = left[: max(len(word), LEAST_WORDS)] if word else tokens
    return tuple(dict.fromkeys(f" {' '.join(each)} " for each in (tokens, short) if len(each) >= LEAST_WORDS))


def _flat(text: str) -> str:
    """A text without what stands between characters, and its words in Latin letters, each between blanks."""
    plain = _plain(text)
    return f"{_JUNK.sub('', plain)}\n {' '.join(_TOKEN.findall(plain))} "


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(tables.simplified())
