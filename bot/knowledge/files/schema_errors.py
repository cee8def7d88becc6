"""What the schema refuses, as messages for people who keep the knowledge: what is wrong, and what is allowed."""

import datetime as dt
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.errors import Message, message
from bot.strict_yaml.reader import Keys

CLOSE_ENOUGH = 75
"""Likeness (0…100) from which a wrong word is taken for a slip of the right one."""

LANGUAGES = {"zh": "language.zh", "en": "language.en"}
"""The key of each language's name."""

_WIDE = "“”‘’「」『』、。【】—–•●·\u3000"
"""Signs of Chinese writing beside the full-width forms of Unicode."""

Worded = Callable[[Any, Mapping[str, Any]], Message]
"""Makes the message of a fault from the value that was written and from the limits of the schema."""

_NO_TEXTS = (
    "string_pattern_mismatch",
    "literal_error",
    "tuple_type",
    "list_type",
    "int_type",
    "float_type",
    "date_type",
)
"""What is refused of values that are no texts in anybody's language: a full-width sign in them is the slip."""


def refusals(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[Keys, Message]]:
    """Yield the place and the message of everything in one file that its model refuses, causes only.

    A key that is missing because it was misspelt there is told once.
    """
    details = [detail for detail in error.errors(include_url=False) if not _only_seems_short(detail)]
    misspelt = {
        (*_way(detail)[:-1], meant)
        for detail in details
        if detail["type"] == "extra_forbidden"
        and (meant := closest(str(detail["loc"][-1]), _fields(model, _way(detail)[:-1])))
    }
    for detail in details:
        keys = _way(detail)
        if detail["type"] != "missing" or keys not in misspelt:
            yield keys, _message(model, keys, detail)


def _way(detail: ErrorDetails) -> Keys:
    """The way as the file has it: what pydantic only tried stands in brackets."""
    return tuple(key for key in detail["loc"] if not (isinstance(key, str) and key.startswith("[")))


def _only_seems_short(detail: ErrorDetails) -> bool:
    """Whether a list is long enough as written: pydantic does not count the items that it refuses."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def did_you_mean(word: str, known: typing.Iterable[str]) -> Message | str:
    """Ask `; did you mean …?` where one of the known words is close, else nothing."""
    found = closest(word, known)
    return message("hint.did_you_mean", word=found) if found else ""


def closest(word: str, known: typing.Iterable[str]) -> str | None:
    """Find the known word of which another is a slip; None if none is close."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return str(found[0]) if found else None


def _message(model: type[BaseModel], keys: Keys, detail: ErrorDetails) -> Message:
    kind, value, limits = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(model, keys)
    if kind == "missing":
        return _missing(model, keys)
    if kind in ("model_type", "dict_type"):
        return _not_a_block(model, keys, value)
    if kind in _NO_TEXTS and isinstance(value, str) and (sign := _wide_sign(kind, value)):
        return message("value.wide_sign", written=value, sign=sign)
    worded = _MESSAGES.get(kind)
    return worded(value, limits) if worded else message("value.unusable", reason=detail["msg"])


def _wide_sign(kind: str, text: str) -> str | None:
    """The sign of a text that should be half-width; where a list is wanted, only one that was to begin it."""
    looked_at = text[:1] if kind in ("tuple_type", "list_type") else text
    return next((sign for sign in looked_at if "！" <= sign <= "～" or sign in _WIDE), None)


def _unknown(model: type[BaseModel], keys: Keys) -> Message:
    known = _fields(model, keys[:-1])
    name = str(keys[-1])
    above = [length for length in range(len(keys) - 1) if name in _fields(model, keys[:length])]
    if above and closest(name, known) is None:
        return message("key.too_far_in", key=name)
    hint = did_you_mean(name, known)
    return message("key.unknown", hint=hint or message("hint.allowed_keys", known=", ".join(known)))


def _missing(model: type[BaseModel], keys: Keys) -> Message:
    name = str(keys[-1])
    if name in LANGUAGES and set(_fields(model, keys[:-1])) == set(LANGUAGES):
        return message("key.no_language", language=message(LANGUAGES[name]), key=name)
    return message("key.missing", key=name)


def _not_a_block(model: type[BaseModel], keys: Keys, value: Any) -> Message:
    known = _fields(model, keys)
    if isinstance(value, str) and "：" in value:
        return message("value.wide_colon", written=value)
    if set(known) == set(LANGUAGES):
        return message("value.both_languages")
    wanted = message("block.with_keys", keys=", ".join(known)) if known else message("block.of_any")
    if value is None:
        return message("value.empty_block", wanted=wanted)
    return message("value.no_block", wanted=wanted, kind=_kind_of(value))


def _no_text(value: Any, _: Mapping[str, Any]) -> Message:
    if value is None:
        return message("value.empty_text")
    if isinstance(value, Mapping):
        return message("value.block_for_text")
    if isinstance(value, list):
        return message("value.list_for_text")
    return message("value.read_as", written=_as_written(value), kind=_kind_of(value))


def _no_list(value: Any, _: Mapping[str, Any]) -> Message:
    if value is None:
        return message("value.empty_list")
    return message("value.no_list", kind=_kind_of(value))


def _not_allowed(value: Any, limits: Mapping[str, Any]) -> Message:
    allowed = str(limits["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
    return message("value.not_allowed", written=_as_written(value), allowed=", ".join(allowed), hint=hint)


def _too_few_items(_: Any, limits: Mapping[str, Any]) -> Message:
    least = limits["min_length"]
    return message("value.too_few" if least > 1 else "value.no_item", least=least)


def _too_short(value: Any, limits: Mapping[str, Any]) -> Message:
    if not str(value).strip():
        return message("value.empty_text")
    return message("value.too_short", count=len(value.strip()), least=limits["min_length"])


_MESSAGES: Mapping[str, Worded] = {
    "string_type": _no_text,
    "tuple_type": _no_list,
    "list_type": _no_list,
    "literal_error": _not_allowed,
    "string_pattern_mismatch": lambda value, _: message("value.no_slug", written=repr(value)),
    "string_too_short": _too_short,
    "string_too_long": lambda value, limits: message(
        "value.too_long", count=len(value), most=limits["max_length"]
    ),
    "too_short": _too_few_items,
    "int_type": lambda value, _: message("value.no_whole_number", kind=_kind_of(value)),
    "float_type": lambda value, _: message("value.no_number", kind=_kind_of(value)),
    "date_type": lambda value, _: message("value.no_day", kind=_kind_of(value)),
    "bool_type": lambda value, _: message("value.no_yes_or_no", kind=_kind_of(value)),
    "greater_than_equal": lambda value, limits: message("value.too_small", written=value, least=limits["ge"]),
    "less_than_equal": lambda value, limits: message("value.too_large", written=value, most=limits["le"]),
    "half_review": lambda _, __: message("entry.half_review"),
    "review_of_unreviewed": lambda _, __: message("entry.review_of_unreviewed"),
    "alarm_without_urgency": lambda _, __: message("entry.alarm_without_urgency"),
    "amendments_order": lambda _, __: message("entry.amendments_order"),
}


def _kind_of(value: Any) -> Message:
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "kind.yes_or_no"),
        ((int, float), "kind.number"),
        (dt.date, "kind.date"),
        (str, "kind.text"),
        (list, "kind.list"),
        (Mapping, "kind.block"),
    )
    return message(next((name for kind, name in kinds if isinstance(value, kind)), "kind.empty"))


def _as_written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fields(model: type[BaseModel], keys: Keys) -> tuple[str, ...]:
    """Name the keys that the schema knows at a place of a file; none if it is no block with fixed keys."""
    shape: Any = model
    for key in keys:
        shape = _below(_bare(shape), key)
    shape = _bare(shape)
    return tuple(shape.model_fields) if _is_model(shape) else ()


def _below(shape: Any, key: str | int) -> Any:
    if _is_model(shape):
        field = shape.model_fields.get(str(key))
        return field.annotation if field else None
    inner = typing.get_args(shape)
    return inner[0 if isinstance(key, int) else -1] if inner else None


def _bare(shape: Any) -> Any:
    """Strip what pydantic is told about a type, and `| None`."""
    while typing.get_origin(shape) in (Annotated, types.UnionType, typing.Union):
        shape = typing.get_args(shape)[0]
    return None if typing.get_origin(shape) is Literal else shape


def _is_model(shape: Any) -> bool:
    return isinstance(shape, type) and issubclass(shape, BaseModel)
