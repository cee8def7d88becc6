"""Offices as answers name them: `{office.field}`, filled for one language or found missing."""

import re
from collections.abc import Mapping

from bot.errors import Message, message
from bot.knowledge.files.schema import Both, Office

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

FIELDS = tuple(Office.model_fields)


def named(text: str) -> tuple[str, ...]:
    """List what stands between braces in a text."""
    return tuple(PLACEHOLDER.findall(text))


def unknown(name: str, offices: Mapping[str, Office]) -> Message | None:
    """Say what is wrong with a placeholder's name; None if it names a field of an office."""
    office, _, field = name.partition(".")
    if office not in offices:
        return message("office.unknown", written=f"{{{name}}}")
    if field not in FIELDS:
        return message("office.unknown_field", written=f"{{{name}}}", allowed=", ".join(FIELDS))
    return None


def filled(text: str, offices: Mapping[str, Office], lang: str) -> str | None:
    """Put offices' fields into a text; None if it names a field that the bureau has not confirmed.

    `lang` is `zh` or `en`.
    """
    values = {name: _value(offices, name, lang) for name in named(text)}
    if None in values.values():
        return None
    return PLACEHOLDER.sub(lambda found: str(values[found[1]]), text)


def _value(offices: Mapping[str, Office], name: str, lang: str) -> str | None:
    office, _, field = name.partition(".")
    value = getattr(offices[office], field)
    return str(getattr(value, lang)) if isinstance(value, Both) else value
