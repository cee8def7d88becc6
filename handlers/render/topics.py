"""Topics in a private chat: opened, and named anew. Telegram closes none there, so that the name says what is done."""

from bot.domain.answer import Lang
from bot.domain.outgoing import Call, Notice
from bot.domain.topic import NameTopic, OpenTopic


def opened(chat: int, notice: Notice, _: Lang) -> list[Call]:
    """A topic to be opened; making it twice would be seen."""
    assert isinstance(notice.content, OpenTopic)
    return [Call("createForumTopic", {"chat_id": chat, "name": notice.content.name}, makes_topic=True)]


def named(chat: int, notice: Notice, _: Lang) -> list[Call]:
    """Another name for a topic."""
    content = notice.content
    assert isinstance(content, NameTopic)
    params = {"chat_id": chat, "message_thread_id": content.topic, "name": content.name}
    return [Call("editForumTopic", params)]
