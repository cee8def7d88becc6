"""Long texts in pieces that Telegram takes, cut at paragraphs where that is possible."""

import re

LONGEST_TEXT = 4096
"""UTF-16 code units of one message's text after its entities are parsed (Bot API, sendMessage)."""

LONGEST_CAPTION = 1024
"""UTF-16 code units of a caption (Bot API, sendPhoto)."""

_TAG = re.compile(r"</?([a-z]+)[^>]*>")


def utf16_length(text: str) -> int:
    """The length of a text in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def split_text(text: str, most: int) -> list[str]:
    """A text in pieces of at most `most` UTF-16 units, cut at a blank line, a line's end or a space where there is one."""
    pieces = []
    while utf16_length(text) > most:
        cut = _cut(text, most)
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip("\n")
    return [*pieces, text] if text or not pieces else pieces


def split_html(text: str, most: int) -> list[str]:
    """The same for HTML: tags open at a cut are closed before it and opened again after it.

    Lengths are counted with the tags, so that pieces are at most a little shorter than they could be.
    """
    if utf16_length(text) <= most:
        return [text]
    pieces: list[str] = []
    opening = ""
    for piece in split_text(text, most - 200):
        whole = opening + piece
        left = _left_open(whole)
        pieces.append(whole + "".join(f"</{_name(tag)}>" for tag in reversed(left)))
        opening = "".join(left)
    return pieces


def _cut(text: str, most: int) -> int:
    """Where to cut so that what stands before is not too long."""
    end = _units_to_index(text, most)
    for mark in ("\n\n", "\n", "。", " "):
        place = text.rfind(mark, end // 2, end)
        if place > 0:
            return place + len(mark)
    inside_tag = text.rfind("<", 0, end)
    return inside_tag if inside_tag > text.rfind(">", 0, end) and inside_tag > 0 else end


def _units_to_index(text: str, units: int) -> int:
    """The index of the first character that no longer fits into `units` UTF-16 units."""
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))


def _left_open(text: str) -> list[str]:
    """The opening tags, in order, that a piece of HTML does not close."""
    stack: list[str] = []
    for match in _TAG.finditer(text):
        if match.group(0).startswith("</"):
            if stack:
                stack.pop()
        else:
            stack.append(match.group(0))
    return stack


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    assert found is not None
    return found.group(1)
