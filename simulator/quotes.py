"""Quotes: the part of a message that a reply is about, found in it as Telegram finds it."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.text import FormattedText, Json, clean, cut, ordered, units

QUOTE_LIMIT = 1024  # UTF-16 code units
_KEPT = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"})


@dataclass(frozen=True)
class Quote:
    """A quoted part; `manual` if the sender chose it, else Telegram added it."""

    words: FormattedText
    position: int = 0
    manual: bool = True

    def body(self) -> Json:
        """Return the Bot API's TextQuote."""
        quote: Json = {"text": self.words.text, "position": self.position}
        if self.words.entities:
            quote["entities"] = [dict(entity) for entity in self.words.entities]
        return quote | {"is_manual": True} if self.manual else quote


def marked_quote(original: FormattedText, text: str) -> Quote | None:
    """Return what a person marks in a message, with the formatting that it has there; None if it is no part of it."""
    text = text.strip()
    position = next(_places(original, text), None)
    if position is None or units(text) > QUOTE_LIMIT:
        return None
    return Quote(_part(original, position, units(text)), position)


def exact_quote(original: FormattedText, wanted: FormattedText, near: int = 0) -> Quote | None:
    """Return the quote that a bot names, at the place nearest to `near`; None unless it stands there, formatting and all."""
    quoted = clean(FormattedText(wanted.text, _kept(wanted.entities)))
    places = [
        place
        for place in _places(original, quoted.text)
        if _part(original, place, units(quoted.text)) == quoted
    ]
    if not places or units(quoted.text) > QUOTE_LIMIT:
        return None
    return Quote(quoted, min(places, key=lambda place: abs(place - near)))


def automatic_quote(original: FormattedText) -> Quote | None:
    """Return the beginning of a message of another chat, as Telegram adds it to a reply; None if it has no words."""
    quoted = clean(_part(original, 0, QUOTE_LIMIT))
    return None if quoted.empty else Quote(quoted, manual=False)


def _places(original: FormattedText, text: str) -> Iterator[int]:
    index = original.text.find(text) if text else -1
    while index >= 0:
        yield units(original.text[:index])
        index = original.text.find(text, index + 1)


def _part(words: FormattedText, start: int, length: int) -> FormattedText:
    end = start + length
    inside = (
        entity | {"offset": max(entity["offset"], start) - start, "length": shared}
        for entity in _kept(words.entities)
        if (shared := min(entity["offset"] + entity["length"], end) - max(entity["offset"], start)) > 0
    )
    return FormattedText(cut(words.text, start, length), ordered(inside))


def _kept(entities: tuple[Json, ...]) -> tuple[Json, ...]:
    return tuple(entity for entity in entities if entity["type"] in _KEPT)
