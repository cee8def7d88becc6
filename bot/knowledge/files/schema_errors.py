"""What the schema refuses, said for people who keep the knowledge: what is wrong, and what is allowed."""

import datetime as dt
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process

from bot.strict_yaml.reader import Keys

CLOSE_ENOUGH = 75
"""Likeness (0…100) from which a wrong word is taken for a slip of the right one."""

LANGUAGES = {"zh": "Chinese", "en": "English"}

Sentence = Callable[[Any, Mapping[str, Any]], str]
"""Words a fault from the value that was written and from the limits of the schema."""


def refusals(model: type[BaseModel], error: ValidationError) -> Iterator[tuple[Keys, str]]:
    """Yield the place and the sentence of everything in one file that its model refuses."""
    for detail in error.errors(include_url=False):
        if _only_seems_short(detail):
            continue
        keys = tuple(key for key in detail["loc"] if key != "[key]")
        yield keys, _sentence(model, keys, detail)


def _only_seems_short(detail: ErrorDetails) -> bool:
    """Whether a list is long enough as written: pydantic does not count the items that it refuses."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def did_you_mean(word: str, known: typing.Iterable[str]) -> str:
    """Say ` Did you mean …?` where one of the known words is close, else nothing."""
    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return f"; did you mean {found[0]}?" if found else ""


def _sentence(model: type[BaseModel], keys: Keys, detail: ErrorDetails) -> str:
    kind, value, limits = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(model, keys)
    if kind == "missing":
        return _missing(model, keys)
    if kind in ("model_type", "dict_type"):
        return _not_a_block(model, keys, value)
    worded = _SENTENCES.get(kind)
    return worded(value, limits) if worded else f"cannot be used: {detail['msg']}"


def _unknown(model: type[BaseModel], keys: Keys) -> str:
    known = _fields(model, keys[:-1])
    hint = did_you_mean(str(keys[-1]), known)
    return f"this key is not known here{hint or '; allowed: ' + ', '.join(known)}"


def _missing(model: type[BaseModel], keys: Keys) -> str:
    name = str(keys[-1])
    if name in LANGUAGES and set(_fields(model, keys[:-1])) == set(LANGUAGES):
        return f"the {LANGUAGES[name]} text is missing; write it as {name}: …"
    return f"is missing; add {name}: …"


def _not_a_block(model: type[BaseModel], keys: Keys, value: Any) -> str:
    known = _fields(model, keys)
    if set(known) == set(LANGUAGES):
        return "both languages are wanted below this key, as zh: … and en: …"
    wanted = f"with the keys {', '.join(known)}" if known else "of keys and values"
    if value is None:
        return f"is empty; write a block {wanted}"
    return f"must be a block {wanted}, not {_kind_of(value)}"


def _no_text(value: Any, _: Mapping[str, Any]) -> str:
    if value is None:
        return "is empty; write a text, or delete the line"
    if isinstance(value, Mapping):
        return "must be a text, not a block of keys; put a text that contains ': ' in quotes"
    if isinstance(value, list):
        return "must be one text, not a list"
    return f'{_as_written(value)} is read as {_kind_of(value)}; put it in quotes: "{_as_written(value)}"'


def _no_list(value: Any, _: Mapping[str, Any]) -> str:
    if value is None:
        return "is empty; write one item a line, each beginning with '- ', or delete the key"
    return f"must be a list, one item a line, each beginning with '- '; it is {_kind_of(value)}"


def _not_allowed(value: Any, limits: Mapping[str, Any]) -> str:
    allowed = str(limits["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    hint = did_you_mean(value, allowed) if isinstance(value, str) else ""
    return f"{_as_written(value)} is not allowed; allowed: {', '.join(allowed)}{hint}"


def _no_slug(value: Any, _: Mapping[str, Any]) -> str:
    return f"{value!r} must be small letters a-z, digits and single hyphens only, as in debt-limitation"


def _too_few_items(_: Any, limits: Mapping[str, Any]) -> str:
    return f"needs at least {limits['min_length']} item{'s' if limits['min_length'] > 1 else ''}"


def _too_short(value: Any, limits: Mapping[str, Any]) -> str:
    if not str(value).strip():
        return "is empty; write a text, or delete the line"
    return f"is too short: {len(value.strip())} character; at least {limits['min_length']} are needed"


def _too_long(value: Any, limits: Mapping[str, Any]) -> str:
    return f"is too long: {len(value)} characters; at most {limits['max_length']} are allowed"


def _no_whole_number(value: Any, _: Mapping[str, Any]) -> str:
    return f"must be a whole number, as 20, without quotes; it is {_kind_of(value)}"


def _no_number(value: Any, _: Mapping[str, Any]) -> str:
    return f"must be a number, as 15 or 0.05, without quotes; it is {_kind_of(value)}"


def _no_date(value: Any, _: Mapping[str, Any]) -> str:
    return f"must be a day, as 2027-05-31, without quotes; it is {_kind_of(value)}"


_SENTENCES: Mapping[str, Sentence] = {
    "string_type": _no_text,
    "tuple_type": _no_list,
    "list_type": _no_list,
    "literal_error": _not_allowed,
    "string_pattern_mismatch": _no_slug,
    "string_too_short": _too_short,
    "string_too_long": _too_long,
    "too_short": _too_few_items,
    "int_type": _no_whole_number,
    "float_type": _no_number,
    "date_type": _no_date,
    "bool_type": lambda value, _: f"must be true or false; it is {_kind_of(value)}",
    "greater_than_equal": lambda value, limits: f"{value} is too small; at least {limits['ge']}",
    "less_than_equal": lambda value, limits: f"{value} is too large; at most {limits['le']}",
    "value_error": lambda _, limits: str(limits["error"]),
}


def _kind_of(value: Any) -> str:
    kinds: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "a yes/no value"),
        ((int, float), "a number"),
        (dt.date, "a date"),
        (str, "a text"),
        (list, "a list"),
        (Mapping, "a block of keys"),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), "empty")


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
