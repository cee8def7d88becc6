"""From text and entities to safe HTML for the page."""

from html import escape

from simulator.text import FormattedText, Json, cut, units

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler" tabindex="0">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="expandable" tabindex="0">', "</blockquote>"),
    "bot_command": ('<a class="command" role="button" tabindex="0">', "</a>"),
    "mention": ('<span class="mention">', "</span>"),
    "hashtag": ('<span class="hashtag">', "</span>"),
}
_SCHEMES = ("http://", "https://", "tg://", "mailto:", "tel:")


def write_html(words: FormattedText) -> str:
    """Return HTML in which all that a person typed is escaped; entities that cross are cut."""
    return _write(words.text, 0, units(words.text), list(words.entities))


def _write(text: str, start: int, end: int, entities: list[Json]) -> str:
    parts: list[str] = []
    at = start
    while entities:
        first = entities.pop(0)
        low, high = max(at, first["offset"]), min(end, first["offset"] + first["length"])
        if low >= high:
            continue
        inner = [entity for entity in entities if entity["offset"] < high]
        entities = [entity for entity in entities if entity["offset"] >= high]
        before, after = _tags(first, cut(text, low, high - low))
        parts += [escape(cut(text, at, low - at)), before, _write(text, low, high, inner), after]
        at = high
    parts.append(escape(cut(text, at, end - at)))
    return "".join(parts)


def _tags(entity: Json, covered: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in {"text_link", "url", "email"}:
        return _link(entity.get("url") or _address(kind, covered))
    return _TAGS.get(kind, ("", ""))


def _address(kind: str, covered: str) -> str:
    if kind == "email":
        return f"mailto:{covered}"
    return covered if covered.startswith(_SCHEMES) else f"https://{covered}"


def _link(url: str) -> tuple[str, str]:
    if not url.startswith(_SCHEMES):
        url = f"https://{url}"
    return f'<a href="{escape(url)}" target="_blank" rel="noreferrer noopener">', "</a>"
