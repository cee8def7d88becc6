"""Text as Telegram counts, cleans and marks it. Offsets and lengths are UTF-16 code units."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
TEXT_LIMIT = 4096  # UTF-16 code units of a message
CAPTION_LIMIT = 1024  # UTF-16 code units under a photo or a document
UNREADABLE_ENTITIES = "can't parse entities: can't parse JSON array of entities"

# What Telegram takes for nothing when it decides whether a text is empty.
_NOTHING = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufffc]*"
)
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\u2028-\u202e]")  # controls, and marks that turn the line
_AUTOMATIC = (
    (
        "url",
        re.compile(r"(?:https?|tg)://[^\s<>\"'，。；（）、】》]+|(?<![\w@.])t\.me/[^\s<>\"'，。；（）、]+"),
    ),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w", re.ASCII)),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{3,31})?(?![\w/])", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True)
class FormattedText:
    """A text with its entities (Bot API objects, ordered by offset)."""

    text: str = ""
    entities: tuple[Json, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether a person would see nothing."""
        return _NOTHING.fullmatch(self.text) is not None


def units(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)  # noqa: PLR2004 -- end of the first plane


def cut(text: str, start: int, length: int) -> str:
    """Return the part of the text that an entity covers."""
    wide = text.encode("utf-16-le", "surrogatepass")
    return wide[start * 2 : (start + length) * 2].decode("utf-16-le", "replace")


def clean(words: FormattedText) -> FormattedText:
    """Return the words as Telegram stores them: no control characters, nothing blank at either end."""
    text = _UNWANTED.sub(" ", words.text)
    left = units(text) - units(text.lstrip())
    text = text.strip()
    moved = (_moved(entity, left, units(text)) for entity in words.entities)
    return FormattedText(text, tuple(entity for entity in moved if entity["length"] > 0))


def _moved(entity: Json, left: int, end: int) -> Json:
    start = max(0, entity["offset"] - left)
    stop = min(end, entity["offset"] + entity["length"] - left)
    return entity | {"offset": start, "length": stop - start}


def with_automatic(words: FormattedText) -> FormattedText:
    """Return the words with the links, commands, mentions and tags that Telegram finds by itself."""
    taken = [(entity["offset"], entity["offset"] + entity["length"]) for entity in words.entities]
    taken = [span for span, entity in zip(taken, words.entities, strict=True) if _is_closed(entity)]
    found: list[Json] = []
    for kind, start, length in _automatic(words.text):
        if all(start + length <= low or start >= high for low, high in taken):
            taken.append((start, start + length))
            found.append({"type": kind, "offset": start, "length": length})
    return FormattedText(words.text, ordered([*words.entities, *found]))


def _is_closed(entity: Json) -> bool:
    return entity["type"] in {"code", "pre", "text_link", "text_mention", "url", "bot_command"}


def _automatic(text: str) -> Iterator[tuple[str, int, int]]:
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            found = match.group().rstrip(".,;:!?)") if kind == "url" else match.group()
            yield kind, units(text[: match.start()]), units(found)


def ordered(entities: Iterable[Json]) -> tuple[Json, ...]:
    """Return entities by offset, the longer one first."""
    return tuple(sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))


def read_entities(given: Any, text: str) -> tuple[Json, ...]:
    """Return entities that a sender gave, ordered; raise `ValueError` in Telegram's words for those that fit no text."""
    if not isinstance(given, list):
        raise ValueError(UNREADABLE_ENTITIES)  # noqa: TRY004 -- what was sent is wrong, not who calls
    return ordered(_checked(entity, units(text)) for entity in given)


def _checked(entity: Any, length: int) -> Json:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise ValueError(UNREADABLE_ENTITIES)  # noqa: TRY004 -- as above
    start, covered = (_count(entity.get(name)) for name in ("offset", "length"))
    if start < 0 or covered < 0 or start + covered > length:
        raise ValueError(f"entity beginning at {start} with length {covered} is out of the text")
    return {**entity, "offset": start, "length": covered}


def _count(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return -1


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut a long text into messages as Telegram's clients do, at a line or a space where there is one."""
    parts: list[str] = []
    while units(text) > limit:
        end = _last_that_fits(text, limit)
        soft = max(text.rfind("\n", end // 2, end), text.rfind(" ", end // 2, end)) + 1
        end = soft or end
        parts.append(text[:end].strip())
        text = text[end:]
    return [part for part in [*parts, text.strip()] if part]


def _last_that_fits(text: str, limit: int) -> int:
    count = 0
    for index, letter in enumerate(text):
        count += units(letter)
        if count > limit:
            return index
    return len(text)


def whole(text: str) -> str:
    """Return the text without carriage returns, with broken halves of surrogate pairs replaced."""
    return text.replace("\r", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
