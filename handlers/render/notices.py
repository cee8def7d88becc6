"""How a notice looks: its content becomes the Bot API calls that show it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.actions import SendAgain
from bot.domain.answer import Lang
from bot.domain.made_files import OwnCopyFile, TextFile
from bot.domain.outgoing import (
    Album,
    AnswerShown,
    ButtonsGone,
    Call,
    Content,
    ConversationFile,
    Correction,
    Deletion,
    DeliveryDoubt,
    FieldsShown,
    FiguresShown,
    LastDayFile,
    LookAgain,
    Menu,
    Notice,
    Reaction,
    Relay,
    RelayEdit,
    Rewrite,
    Rows,
    Sentence,
    Shown,
    Toast,
    button,
)
from bot.domain.topic import NameTopic, OpenTopic
from bot.domain.views import Transcript
from bot.locales import say
from handlers.keyboards import inline
from handlers.render import (
    answer_card,
    conversation,
    field_card,
    figures,
    last_day,
    menus,
    own_copy,
    relays,
    reply,
    sound,
    text_file,
    topics,
    transcript,
    views,
)
from handlers.render.split import LONGEST_TEXT, split_html

CHECKED_ONLY = 0
"""The chat of a notice that is laid out to see whether it can be."""

MOST_DELETED = 100
"""Messages that one call may delete (Bot API, deleteMessages)."""


def render(notice: Notice, chat: int = CHECKED_ONLY) -> list[Call]:
    """The calls that show a notice in a chat, in order. Pure: the same notice always gives the same calls.

    Raises KeyError for a sentence that does not exist or a gap without a value.
    """
    return sound.with_sound(notice, RENDERERS[type(notice.content)](chat, notice, notice.lang))


def words(content: Sentence | Shown, lang: Lang) -> str:
    """A sentence or a view as HTML; whatever fills its gaps is escaped."""
    if isinstance(content, Shown):
        return views.lay_out(content.heading, content.view, lang)
    return reply.sentence(content, lang)


def _sentence(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, Sentence)
    return _messages(chat, words(content, lang), content.rows, lang, content.reply_to)


def _view(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, Shown)
    if isinstance(content.view, Transcript):
        return transcript.calls(chat, content.heading, content.view, lang)
    return _messages(chat, words(content, lang), content.rows, lang)


def _answer(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, AnswerShown)
    return _messages(chat, answer_card.lay_out(content.card, lang, content.also), content.rows, lang)


def _fields(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, FieldsShown)
    return _messages(chat, field_card.lay_out(content.answers, lang), content.rows, lang)


def _rewrite(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, Rewrite)
    params = {
        "chat_id": chat,
        "message_id": content.message_id,
        "text": split_html(words(content.content, lang), LONGEST_TEXT)[0],
        "parse_mode": "HTML",
        "reply_markup": inline(content.content.rows, lang),
    }
    return [Call("editMessageText", params)]


def _buttons_gone(chat: int, notice: Notice, _: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, ButtonsGone)
    params = {
        "chat_id": chat,
        "message_id": content.message_id,
        "reply_markup": {"inline_keyboard": []},
    }
    return [Call("editMessageReplyMarkup", params)]


def _look_again(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, LookAgain)
    call = _message(chat, say("welcome.seen", lang), content.message_id)
    return [Call(call.method, {**call.params, "disable_notification": True}, reads_reply=True)]


def _reaction(chat: int, notice: Notice, _: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, Reaction)
    reaction = [{"type": "emoji", "emoji": content.emoji}] if content.emoji else []
    params = {"chat_id": chat, "message_id": content.message_id, "reaction": reaction}
    return [Call("setMessageReaction", params)]


def _deletion(chat: int, notice: Notice, _: Lang) -> list[Call]:
    """Nothing is called where nothing had arrived."""
    content = notice.content
    assert isinstance(content, Deletion)
    ids = content.message_ids
    lots = [list(ids[at : at + MOST_DELETED]) for at in range(0, len(ids), MOST_DELETED)]
    return [Call("deleteMessages", {"chat_id": chat, "message_ids": lot}) for lot in lots]


def _toast(_: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, Toast)
    params: dict[str, Any] = {"callback_query_id": content.tap}
    if content.key:
        params |= {"text": say(content.key, lang, **content.params), "show_alert": content.alert}
    return [Call("answerCallbackQuery", params)]


def _menu(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    assert isinstance(notice.content, Menu)
    return [menus.menu_of(notice.content.roles, chat, lang)]


def _doubt(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    content = notice.content
    assert isinstance(content, DeliveryDoubt)
    key = "delivery.uncertain_sender" if content.for_sender else "delivery.uncertain"
    rows = ((button("button.send_again", SendAgain(content.notice)),),)
    return _messages(chat, say(key, lang, number=notice.ticket or ""), rows, lang, content.reply_to)


def _messages(chat: int, text: str, rows: Rows, lang: Lang, reply_to: int | None = None) -> list[Call]:
    """One message, or several if the text is too long for one; the last carries the buttons."""
    calls = [_message(chat, piece, reply_to) for piece in split_html(text, LONGEST_TEXT)]
    if rows:
        last = calls[-1]
        calls[-1] = Call(last.method, {**last.params, "reply_markup": inline(rows, lang)})
    return calls


def _message(chat: int, text: str, reply_to: int | None) -> Call:
    params: dict[str, Any] = {
        "chat_id": chat,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        **relays.answering(reply_to),
    }
    return Call("sendMessage", params)


RENDERERS: Mapping[type[Content], Callable[[int, Notice, Lang], list[Call]]] = {
    Sentence: _sentence,
    Shown: _view,
    AnswerShown: _answer,
    FieldsShown: _fields,
    LastDayFile: last_day.file,
    ConversationFile: conversation.file,
    TextFile: text_file.file,
    OwnCopyFile: own_copy.file,
    FiguresShown: figures.photo,
    Rewrite: _rewrite,
    ButtonsGone: _buttons_gone,
    LookAgain: _look_again,
    Relay: relays.relay,
    Album: relays.album,
    RelayEdit: relays.edit,
    Correction: relays.correction,
    Reaction: _reaction,
    Deletion: _deletion,
    Toast: _toast,
    Menu: _menu,
    DeliveryDoubt: _doubt,
    OpenTopic: topics.opened,
    NameTopic: topics.named,
}
"""How each kind of content is laid out."""
