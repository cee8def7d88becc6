"""A ticket's topic in a lawyer's private chat: what is said to open it, and to name it anew."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """A topic is to be opened under this name, which tells no word of what is said in it."""

    name: str


@dataclass(frozen=True, slots=True)
class NameTopic:
    """A topic, by Telegram's number of it, is to have this name."""

    topic: int
    name: str


OPEN_TOPIC = "open_topic"
NAME_TOPIC = "name_topic"
KINDS_OF_TOPICS = frozenset({OPEN_TOPIC, NAME_TOPIC})
"""The kinds of these notices: they say nothing to anybody, so that nobody is told when one fails."""
