"""Character tables of the matcher, read once from `tables.json`, which `bench/make_tables.py` writes."""

import json
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt


@cache
def _tables() -> dict[str, str | dict[str, str]]:
    loaded: dict[str, str | dict[str, str]] = json.loads(
        files(__package__).joinpath("tables.json").read_text(encoding="utf-8")
    )
    return loaded


@cache
def simplified() -> dict[int, str]:
    """A table for `str.translate`: each Traditional character to its Simplified one, already followed to the end."""
    old, new = _tables()["traditional"], _tables()["simplified"]
    pairs = dict(zip(old, new, strict=True))
    return {ord(character): pairs.get(one, one) for character, one in pairs.items()}


@cache
def syllable_numbers() -> npt.NDArray[np.uint16]:
    """For each code point below 0xA000 the number of its fuzzy syllable, from 1; 0 for a character without one."""
    groups = _tables()["pinyin"]
    assert isinstance(groups, dict)
    numbers = np.zeros(0xA000, np.uint16)
    for number, characters in enumerate(groups.values(), start=1):
        numbers[[ord(character) for character in characters]] = number
    return numbers


@cache
def syllables() -> dict[str, str]:
    """The fuzzy syllable of each character of everyday texts, in its commonest reading: `z` for zh, `n` for ng."""
    groups = _tables()["pinyin"]
    assert isinstance(groups, dict)
    return {character: syllable for syllable, characters in groups.items() for character in characters}
