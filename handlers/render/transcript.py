"""A transcript: all that was said in a ticket, in as few messages as Telegram takes, each with its number.

Words keep their formatting by entities, never by being parsed again; it is let go where a text is cut through.
"""

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.answer import Lang
from bot.domain.outgoing import Call
from bot.domain.views import Said, Transcript
from bot.locales import say
from handlers.render import told_facts
from handlers.render.attached import in_words
from handlers.render.relays import shortened
from handlers.render.split import LONGEST_TEXT, split_text, utf16_length

HEAD_ROOM = 120
"""UTF-16 units that are left for the line above, which is written when it is known how many parts there are."""
GAP = "\n\n"

Entity = Mapping[str, Any]


@dataclass
class Piece:
    """One message: its text, and the formatting in it."""

    text: str = ""
    entities: list[Entity] = field(default_factory=list)

    def add(self, text: str, entities: Sequence[Entity] = ()) -> None:
        """Put more text behind, with formatting whose places count from its beginning."""
        moved = utf16_length(self.text)
        self.entities += [{**each, "offset": each["offset"] + moved} for each in entities]
        self.text += text

    def add_piece(self, other: "Piece") -> None:
        """Put another piece behind."""
        self.add(other.text, other.entities)

    @property
    def size(self) -> int:
        """UTF-16 units of the text."""
        return utf16_length(self.text)


def calls(chat: int, heading: str, transcript: Transcript, lang: Lang) -> list[Call]:
    """The messages that show a transcript, in order."""
    return [
        Call(
            "sendMessage",
            {
                "chat_id": chat,
                "text": piece.text,
                "entities": piece.entities,
                "link_preview_options": {"is_disabled": True},
            },
        )
        for piece in pieces(heading, transcript, lang)
    ]


def lay_out(heading: str, transcript: Transcript, lang: Lang) -> str:
    """The whole as one text, without formatting, as HTML."""
    return html.escape(
        GAP.join(piece.text for piece in pieces(heading, transcript, lang)),
        quote=False,
    )


def pieces(heading: str, transcript: Transcript, lang: Lang) -> list[Piece]:
    """A transcript in pieces of at most `LONGEST_TEXT`, cut between messages wherever that is possible."""
    bodies: list[Piece] = []
    for said in transcript.lines:
        for block in _blocks(said, lang):
            if bodies and bodies[-1].size + len(GAP) + block.size <= LONGEST_TEXT - HEAD_ROOM:
                bodies[-1].add(GAP)
                bodies[-1].add_piece(block)
            else:
                bodies.append(block)
    count = len(bodies)
    if count <= 1:
        line = say(heading, lang, number=transcript.number)
        return [_headed(line, body) for body in bodies or [Piece()]]
    return [
        _headed(say("ticket.transcript_part", lang, number=transcript.number, part=part, parts=count), body)
        for part, body in enumerate(bodies, start=1)
    ]


def _headed(line: str, body: Piece) -> Piece:
    whole = Piece()
    whole.add(line, _bold(line))
    if body.text:
        whole.add(GAP)
        whole.add_piece(body)
    return whole


def _blocks(said: Said, lang: Lang) -> Iterator[Piece]:
    """What one person said, under a line that names them; in several blocks if it is too long for one."""
    title = _title(said, lang) + "\n"
    before = "".join(f"{line}\n" for line in _before(said, lang))
    room = LONGEST_TEXT - HEAD_ROOM - utf16_length(title + before)
    for at, text in enumerate(split_text(said.text, room)):
        is_whole = at == 0 and text == said.text
        block = Piece()
        block.add(title, _bold(title))
        block.add(before if at == 0 else "")
        block.add(text, said.entities if is_whole else ())
        block.text = block.text.rstrip("\n")
        yield block


def _title(said: Said, lang: Lang) -> str:
    unnamed = not said.name and said.who in {"owner", "lawyer"}
    key = f"transcript.{said.who}" + ("_unnamed" if unnamed else "")
    line = f"{said.at} · {say(key, lang, name=said.name)}"
    line += say("relay.edited", lang) if said.edited else ""
    line += say("relay.withdrawn", lang, at=said.withdrawn) if said.withdrawn else ""
    return line + (say("relay.forwarded", lang) if said.forwarded else "")


def _before(said: Said, lang: Lang) -> Iterator[str]:
    """What stands above the words: what the butler said, the sentence that they answer, and what is attached."""
    if said.bot:
        yield say(said.bot, lang, value=said.bot_titles)
    if quote := shortened(said.quote):
        yield say("relay.quote", lang, text=quote)
    yield from (told_facts.line(each, lang) for each in said.facts)
    if attached := in_words(said.attached, lang):
        yield say("transcript.attached", lang, value=attached)


def _bold(line: str) -> list[Entity]:
    return [{"type": "bold", "offset": 0, "length": utf16_length(line.rstrip("\n"))}]
