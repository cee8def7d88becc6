"""What is wrong with files that people edit, in their language: `file:line:column: field: what is wrong, what to do`.

The words stand in `faults.zh-Hans.yaml` and `faults.en.yaml`, one sentence for each key of a `bot.errors.Message`.
"""

import functools
import importlib.resources
import string
from collections.abc import Mapping

import yaml

from bot.domain.answer import Lang
from bot.errors import Fault, FaultyFiles, Message
from bot.locales import to_traditional

FILES: Mapping[Lang, str] = {"zh": "faults.zh-Hans.yaml", "en": "faults.en.yaml"}
"""Traditional Chinese is derived."""


def told(fault: Fault, lang: Lang) -> str:
    """Say one fault with its place; KeyError for a key that has no sentence, or a gap that nothing fills."""
    where = fault.file if not fault.line else f"{fault.file}:{fault.line}:{fault.column}"
    words = worded(fault.message, lang)
    return f"{where}: {fault.field}: {words}" if fault.field else f"{where}: {words}"


def all_told(error: FaultyFiles, lang: Lang) -> str:
    """Say all faults of an error, one line each."""
    return "\n".join(told(fault, lang) for fault in error.faults)


def worded(message: Message, lang: Lang) -> str:
    """Put a message into words. What people wrote stays as they wrote it, in Traditional Chinese too."""
    filled = {
        name: worded(value, lang) if isinstance(value, Message) else value for name, value in message.values
    }
    return _sentence(message.key, lang).format(**filled)


def keys(lang: Lang) -> frozenset[str]:
    """All keys that have a sentence in a language."""
    return frozenset(_sentences("en" if lang == "en" else "zh"))


def gaps(key: str, lang: Lang) -> frozenset[str]:
    """The names of the gaps in a sentence."""
    parsed = string.Formatter().parse(_sentence(key, lang))
    return frozenset(name for _, name, _, _ in parsed if name)


@functools.lru_cache(maxsize=1024)
def _sentence(key: str, lang: Lang) -> str:
    if lang == "zh-Hant":
        return to_traditional(_sentences("zh")[key])
    return _sentences(lang)[key]


@functools.cache
def _sentences(lang: Lang) -> Mapping[str, str]:
    text = importlib.resources.files("bot.locales").joinpath(FILES[lang]).read_text("utf-8")
    loaded: Mapping[str, str] = yaml.safe_load(text)
    return loaded
