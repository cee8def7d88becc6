"""Every sentence that the butler says, by key: zh-Hans and en are written by hand, Traditional Chinese is derived."""

import functools
import importlib.resources
import string
from collections.abc import Mapping
from typing import Any

import opencc
import yaml

from bot.domain.answer import Lang

EXCEPTIONS: Mapping[str, str] = {}
"""Derived spellings that are wrong in a legal text, with the right ones."""

FILES: Mapping[Lang, str] = {"zh": "zh-Hans.yaml", "en": "en.yaml"}


def say(key: str, lang: Lang, **params: Any) -> str:
    """The sentence with this key in a language, its gaps filled; KeyError for an unknown key or gap.

    Only the sentence itself is put into Traditional Chinese, never what fills its gaps: those are somebody's words.
    """
    return _filler(key, lang).format(**params)


def keys(lang: Lang) -> frozenset[str]:
    """All keys that have a sentence in a language."""
    return frozenset(_sentences("en" if lang == "en" else "zh"))


def gaps(key: str, lang: Lang) -> frozenset[str]:
    """The names of the gaps in a sentence."""
    parsed = string.Formatter().parse(_filler(key, lang))
    return frozenset(name.split(".")[0].split("[")[0] for _, name, _, _ in parsed if name)


def to_traditional(text: str) -> str:
    """Simplified Chinese put into Traditional characters as Hong Kong writes them."""
    converted: str = _converter().convert(text)
    for derived, right in EXCEPTIONS.items():
        converted = converted.replace(derived, right)
    return converted


@functools.lru_cache(maxsize=4096)
def _filler(key: str, lang: Lang) -> str:
    sentence = _sentences("en" if lang == "en" else "zh")[key]
    return to_traditional(sentence) if lang == "zh-Hant" else sentence


@functools.cache
def _sentences(lang: Lang) -> Mapping[str, str]:
    text = importlib.resources.files(__package__).joinpath(FILES[lang]).read_text("utf-8")
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe loaders
    return {key: value.rstrip("\n") for key, value in loaded.items()}


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2hk")
