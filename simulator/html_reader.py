"""From Telegram's HTML to text and entities, with Telegram's own complaints about bad HTML."""

import re
from dataclasses import dataclass, field

from simulator.errors import ApiError, bad_request
from simulator.text import FormattedText, Json, ordered, units

_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
_SUPPORTED = {*_PLAIN, "a", "span", "blockquote", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{1,8}));?")
_LAST_CHARACTER = 0x10FFFF
_TAG_NAME = re.compile(r"[^\s>]*")
_END_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]+")
_SPACE = re.compile(r"\s*")


@dataclass
class _Open:
    name: str
    start: int
    attributes: dict[str, str]
    language: str | None = None


@dataclass
class _Reader:
    source: str
    at: int = 0
    length: int = 0
    parts: list[str] = field(default_factory=list)
    nested: list[_Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def read(self) -> FormattedText:
        while self.at < len(self.source):
            letter = self.source[self.at]
            if letter == "<" and self.source.startswith("</", self.at):
                self._end_tag()
            elif letter == "<":
                self._start_tag()
            else:
                self._letter(letter)
        if self.nested:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.nested[-1].name}"')
        return FormattedText("".join(self.parts), ordered(self.entities))

    def _letter(self, letter: str) -> None:
        reference = _REFERENCE.match(self.source, self.at) if letter == "&" else None
        meant = _meant(reference) if reference else None
        self.at = reference.end() if reference and meant is not None else self.at + 1
        self._put(meant if meant is not None else letter)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def _start_tag(self) -> None:
        begin = self.at
        name = self._take(_TAG_NAME, begin + 1).lower()
        if self.at >= len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {self._offset(begin)}")
        if name not in _SUPPORTED:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {self._offset(begin)}')
        attributes: dict[str, str] = {}
        while self._next_is_attribute(begin):
            key, value = self._attribute(name, begin)
            attributes[key] = value
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset(begin)}')
        self.nested.append(_Open(name, self.length, attributes))

    def _next_is_attribute(self, begin: int) -> bool:
        self._take(_SPACE, self.at)
        if self.at >= len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {self._offset(begin)}")
        if self.source[self.at] == ">":
            self.at += 1
            return False
        return True

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE_NAME, self.at).lower()
        if not name:
            raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {self._offset(begin)}')
        self._take(_SPACE, self.at)
        if self.source[self.at : self.at + 1] == "=":
            self._take(_SPACE, self.at + 1)
            return name, self._value()
        if (tag, name) == ("blockquote", "expandable"):
            return name, ""
        text = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
        raise _fault(f"{text} at byte offset {self._offset(begin)}")

    def _value(self) -> str:
        quote = self.source[self.at : self.at + 1]
        if quote not in {'"', "'"}:
            value = self._take(_BARE_VALUE, self.at)
            if not value:
                raise _fault(f"Unexpected end of name token at byte offset {self._offset(self.at)}")
            return value.lower()
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise _fault(f"Unclosed attribute value at byte offset {self._offset(self.at)}")
        value, self.at = self.source[self.at + 1 : end], end + 1
        return _REFERENCE.sub(lambda match: _meant(match) or match.group(), value)

    def _end_tag(self) -> None:
        begin = self.at
        name = self._take(_END_NAME, begin + 2).lower()
        self._take(_SPACE, self.at)
        if self.source[self.at : self.at + 1] != ">":
            raise _fault(f"Unclosed end tag at byte offset {self._offset(begin)}")
        self.at += 1
        if not self.nested:
            raise _fault(f"Unexpected end tag at byte offset {self._offset(begin)}")
        opened = self.nested.pop()
        if name not in {"", opened.name}:
            text = f"Unmatched end tag at byte offset {self._offset(begin)}"
            raise _fault(f'{text}, expected "</{opened.name}>", found "</{name}>"')
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        covered = self.length - opened.start
        kind = _kind(opened, self.parts)
        if covered and kind and not self._is_language_of_pre(opened):
            self.entities.append({**kind, "offset": opened.start, "length": covered})

    def _is_language_of_pre(self, opened: _Open) -> bool:
        language = opened.attributes.get("class", "")
        above = self.nested[-1] if self.nested else None
        if opened.name != "code" or above is None or above.name != "pre" or above.start != opened.start:
            return False
        above.language = language.removeprefix("language-") or None
        return True

    def _take(self, pattern: re.Pattern[str], start: int) -> str:
        match = pattern.match(self.source, start)
        self.at = match.end() if match else start
        return match.group() if match else ""

    def _offset(self, index: int) -> int:
        return len(self.source[:index].encode())


def _kind(opened: _Open, parts: list[str]) -> Json | None:
    if opened.name == "a":
        url = opened.attributes.get("href") or _covered("".join(parts), opened.start)
        return {"type": "text_link", "url": url} if _is_address(url) else None
    if opened.name == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in opened.attributes else "blockquote"}
    if opened.name == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if opened.name == "pre" and opened.language:
        return {"type": "pre", "language": opened.language}
    return {"type": "spoiler" if opened.name == "span" else _PLAIN[opened.name]}


def _covered(text: str, start: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[start * 2 :].decode("utf-16-le", "replace")


def _is_address(url: str) -> bool:
    return (
        re.fullmatch(r"(?:[a-z]+:(?://)?)?[^\s/]+(?:\.|:)[^\s]+|tg://\S+|mailto:\S+|tel:\S+", url) is not None
    )


def _meant(reference: re.Match[str]) -> str | None:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return _NAMED.get(name)
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code <= _LAST_CHARACTER and not 0xD800 <= code <= 0xDFFF else None  # noqa: PLR2004 -- surrogates


def _fault(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")


def read_html(source: str) -> FormattedText:
    """Return text and entities; raise `ApiError` 400 for HTML that Telegram would refuse."""
    return _Reader(source).read()
