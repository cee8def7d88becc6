"""What a file of a conversation holds, whether it is a page or a document: one block for each thing that was said.

Words of people go in as they are; only characters that no XML may hold are let go.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.conversation import Conversation
from bot.domain.views import Said
from bot.locales import say
from handlers.render import told_facts
from handlers.render.attached import in_words

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow (section 2.2), halves of surrogate pairs among it."""


ROLES = {"owner": "conversation.owner", "lawyer": "conversation.lawyer", "bot": "conversation.bot"}
"""Of those who may speak in it: a note for staff has no place here, and none is made one."""


@dataclass(frozen=True, slots=True)
class Block:
    """What one person said: who and when, the sentence that it answers, the words, and what came with them."""

    who: str
    title: str
    at: str
    quote: str
    text: str
    attached: str


def heading(view: Conversation, lang: Lang) -> tuple[str, str]:
    """The title of a file, and the line below it."""
    title = say("conversation.title", lang, number=view.number)
    return title, say("conversation.times", lang, opened=view.opened, saved=view.saved)


def blocks(view: Conversation, lang: Lang) -> Iterator[Block]:
    """What each one said, in order, clean of what no file may hold."""
    for said in view.lines:
        text = _with_links(said)
        if said.bot:
            text = "\n".join(
                filter(None, (say("conversation.bot_showed", lang, value=said.bot_titles), text))
            )
        if said.facts:
            text = "\n".join(told_facts.line(each, lang) for each in said.facts)
        attached = in_words(said.attached, lang)
        yield Block(
            said.who,
            clean(_title(said, lang)),
            said.at,
            clean(said.quote),
            clean(text),
            say("transcript.attached", lang, value=attached) if attached else "",
        )


def clean(text: str) -> str:
    """A text without the characters that neither page nor document may hold."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n"))


def _title(said: Said, lang: Lang) -> str:
    line = " · ".join(filter(None, (said.name, say(ROLES[said.who], lang))))
    line += say("relay.edited", lang) if said.edited else ""
    line += say("relay.withdrawn", lang, at=said.withdrawn) if said.withdrawn else ""
    return line + (say("relay.forwarded", lang) if said.forwarded else "")


def _with_links(said: Said) -> str:
    """The words, with the address behind each word that hides one: in a file it could not be tapped."""
    units = said.text.encode("utf-16-le", "surrogatepass")
    hidden = [each for each in said.entities if each.get("type") == "text_link" and each.get("url")]
    for each in sorted(hidden, key=lambda entity: -entity["offset"]):
        end = 2 * (each["offset"] + each["length"])
        units = units[:end] + f" ({each['url']})".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le", "replace")
