"""Two names held against each other: the word that tells one enterprise from another, by sight, by sound, in part.

A possible hit costs a tap, a missed one a lawyer's duty: this leans towards hits. Two words that say nothing alone, a place or a
trade, never make one; nor do the two characters of a short word that differ in one.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from bot.domain.pinyin import syllables as spelt
from bot.matching.parties import words
from bot.matching.text import tables

SHORT = 2
"""Characters of a word that must agree in all of them."""
LONG = 4
"""Characters of a word in which one may differ."""
SHORTENED = 0.7
"""A short form has at most so much of the characters of the full name."""
ALIKE = 88
"""How alike, of 100, two names in Latin letters are that may be one."""
_LATIN = re.compile(r"[a-z]+")
_JUNK = re.compile(r"[^0-9a-z\u3400-\u9fff]")
_BRACKETS = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_PLACE = re.compile(r"^[\u3400-\u9fff]{2,3}(?:省|市|县|区|镇|乡|村|街道)(?=[\u3400-\u9fff]{2})")
_BRANCH = re.compile(r"[\u3400-\u9fff]{0,4}(?:分公司|子公司|分厂)$")
_CONFUSED = (("^([zcs])h", r"\1"), ("ng$", "n"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts: `full` without form, `core` also without place, `word` without the trade, `trade`; sounds of core and word."""

    full: str
    core: str
    word: str
    trade: str
    core_sound: tuple[str, ...]
    word_sound: tuple[str, ...]
    is_formal: bool
    """Whether a legal form or a trade says that it is an enterprise's."""
    is_latin: bool


def are_alike(one: str, other: str) -> bool:
    """Whether two texts may name the same person or enterprise; each may hold several names, in a sentence."""
    return any(_may_be_one(a, b) for a in names_in(one) for b in names_in(other))


@functools.lru_cache(maxsize=20_000)
def names_in(text: str) -> tuple[Name, ...]:
    """The names in a text that people typed as one; none where it names nobody."""
    pieces = [piece.strip() for piece in words.BETWEEN.split(_plain(text))]
    names = [words.LEADS.sub("", piece) for piece in pieces]
    return tuple(
        _read(name) for name in names if len(_JUNK.sub("", name)) > 1 and not words.NOBODY.match(name)
    )


def _may_be_one(one: Name, other: Name) -> bool:
    if one.full and one.full == other.full:
        return True
    if not one.word or not other.word:
        return False
    if one.core == other.core or one.core_sound == other.core_sound:
        return True
    if one.is_latin or other.is_latin:
        return _latin_is_like(*((one, other) if one.is_latin else (other, one)))
    if _trades_agree(one, other) and _words_agree(one, other):
        return True
    return any(
        _is_short_for(a, b) or _is_short_for(b, a)
        for a, b in ((one.core, other.core), (one.full, other.full))
    )


def _latin_is_like(latin: Name, han: Name) -> bool:
    """Whether letters are like others, or spell the word of a name in characters, with a part of its trade or without."""
    if han.is_latin:
        return ratio(latin.word, han.word) >= ALIKE
    spelt_out = "".join(latin.word_sound)
    return spelt_out.startswith("".join(han.word_sound)) and "".join(han.core_sound).startswith(spelt_out)


def _trades_agree(one: Name, other: Name) -> bool:
    """Whether one is without a trade, or they share a character of it."""
    return (
        not one.trade or not other.trade or bool((set(one.trade) & set(other.trade)) - words.KINDS_OF_HOUSES)
    )


def _words_agree(one: Name, other: Name) -> bool:
    if one.word_sound == other.word_sound:
        return True
    shorter, longer = sorted((one.word, other.word), key=len)
    if len(shorter) >= SHORT and shorter in longer and (one.is_formal or other.is_formal):
        return True
    slips = OSA.distance(one.word, other.word)
    sounds = OSA.distance(one.word_sound, other.word_sound)
    return len(shorter) >= LONG and min(slips, sounds) <= 1


def _is_short_for(short: str, full: str) -> bool:
    """Whether one is made of characters of the other, in order and from the first on, as short forms of long names are."""
    if len(short) <= SHORT or len(short) > SHORTENED * len(full) or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(character in rest for character in short)


@functools.lru_cache(maxsize=20_000)
def _read(name: str) -> Name:
    if not re.search(r"[\u3400-\u9fff]", name):
        return _read_latin(name)
    bare = _JUNK.sub("", _BRACKETS.sub(_without_place, name))
    full, has_form = _without_form(_BRANCH.sub("公司", bare))
    core = _without_places(full)
    word, trade = _without_trade(core)
    is_formal = has_form or bool(trade)
    return Name(full, core, word, trade, _sound(core), _sound(word), is_formal, is_latin=False)


def _without_place(found: re.Match[str]) -> str:
    """What stands in brackets counts unless it is a place or says what kind of partners they are."""
    inside = found[1]
    return "" if inside in words.PLACES or inside in words.FORMS or _without_places(inside) == "" else inside


def _without_places(name: str) -> str:
    while True:
        begins = name.startswith(words.PLACES)
        place = next((each for each in words.PLACES if name.startswith(each)), None) if begins else None
        found = _PLACE.match(name)
        length = len(place) if place else found.end() if found else 0
        if not length or (len(name) - length < SHORT and name[length:] != ""):
            return name
        name = name[length:]


def _without_form(name: str) -> tuple[str, bool]:
    has_form = False
    while not name.endswith("银行") and (form := _ending(name, words.FORMS)):
        name, has_form = name[: -len(form)], True
    return name, has_form


def _without_trade(core: str) -> tuple[str, str]:
    """The word and the trade; of a name that is a trade and no more, the word is empty."""
    word = core
    while trade := _ending(word, words.TRADES):
        word = word[: -len(trade)]
    return ("", core) if word in words.TRADES else (word, core[len(word) :])


def _ending(name: str, endings: tuple[str, ...]) -> str:
    """The first of these endings that a name has, with a word before it."""
    if not name.endswith(endings):  # looks through all of them at once: most names have none
        return ""
    return next((each for each in endings if name.endswith(each) and len(name) - len(each) >= SHORT), "")


def _read_latin(name: str) -> Name:
    tokens = _LATIN.findall(name)
    left = [each for each in tokens if each not in words.ENGLISH_FORMS | words.ENGLISH_PLACES]
    word = [each for each in left if each not in words.ENGLISH_TRADES]
    core = "".join(left)
    sound = tuple(_fuzzy(syllable) for each in word for syllable in spelt(each) or (each,))
    is_formal = len(word) < len(tokens)
    return Name(
        core, core, "".join(word), "".join(left[len(word) :]), (core,), sound, is_formal, is_latin=True
    )


def _sound(text: str) -> tuple[str, ...]:
    known = tables.syllables()
    return tuple(known.get(character, character) for character in text)


def _fuzzy(syllable: str) -> str:
    for pattern, one in _CONFUSED:
        syllable = re.sub(pattern, one, syllable)
    return syllable


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(tables.simplified()).strip()
