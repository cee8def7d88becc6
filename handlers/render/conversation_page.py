"""A conversation as one page that any browser shows: no script, nothing from elsewhere, every word escaped."""

import html
from collections.abc import Iterator

from bot.domain.answer import Lang
from bot.domain.conversation import Conversation
from bot.locales import say
from handlers.render.conversation_blocks import Block, blocks, heading

TAGS: dict[Lang, str] = {"zh": "zh-Hans", "zh-Hant": "zh-Hant", "en": "en"}
"""How the web names a language and its script."""

NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'"
"""The browser itself is told to load and to run nothing."""

STYLE = """
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.3rem; margin: 0; }
header p, footer, time { color: GrayText; font-size: .85rem; }
article { margin: 1rem 0; padding: .6rem .9rem; border: 1px solid GrayText; border-radius: .6rem; }
article.lawyer { border-left-width: .4rem; }
article.owner { border-right-width: .4rem; }
h2 { font-size: 1rem; margin: 0; }
p, blockquote { margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote { padding-left: .6rem; border-left: 2px solid GrayText; }
"""


def page(view: Conversation, lang: Lang) -> bytes:
    """The whole file."""
    title, times = heading(view, lang)
    lines = [
        "<!doctype html>",
        f'<html lang="{TAGS[lang]}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_ELSE}">',
        f"<title>{_e(title)}</title>",
        f"<style>{STYLE}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{_e(title)}</h1><p>{_e(times)}</p></header>",
        "<main>",
        *(line for block in blocks(view, lang) for line in _article(block)),
        "</main>",
        f"<footer><p>{_e(say('conversation.foot', lang))}</p></footer>",
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode()


def _article(block: Block) -> Iterator[str]:
    yield f'<article class="{block.who}"><h2>{_e(block.title)}</h2><time>{_e(block.at)}</time>'
    if block.quote:
        yield f"<blockquote>{_e(block.quote)}</blockquote>"
    for text in (block.attached, block.text):
        if text:
            yield f"<p>{_e(text)}</p>"
    yield "</article>"


def _e(text: str) -> str:
    return html.escape(text)
