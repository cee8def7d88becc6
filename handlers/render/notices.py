"""How a notice looks: its body becomes the Bot API calls that show it."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from bot.domain.answer import AnswerCard, Citation, Lang
from bot.domain.outgoing import Call, Notice
from bot.locales import say
from handlers.keyboards import inline
from handlers.render.answer_card import lay_out
from handlers.render.menus import menu_calls
from handlers.render.relays import album_calls, edit_calls, relay_calls
from handlers.render.split import LONGEST_TEXT, split_html
from handlers.render.ticket_cards import CARDS

Renderer = Callable[[Notice, Lang], list[Call]]


def render(notice: Notice) -> list[Call]:
    """The calls that show a notice, in order. Pure: the same notice always gives the same calls."""
    return RENDERERS[notice.kind](notice, cast(Lang, notice.lang))


def plain(notice: Notice) -> str:
    """What a person reads of a notice, without formatting: its text, and a line of options for its buttons."""
    texts = [str(call.params.get("text", "")) for call in render(notice)]
    text = html.unescape(re.sub(r"<[^>]+>", "", "\n\n".join(texts)))
    rows = notice.body.get("buttons", [])
    labels = [say(each["label"], cast(Lang, notice.lang), **each["params"]) for row in rows for each in row]
    return text + ("\n\n" + "  ".join(f"[{label}]" for label in labels) if labels else "")


def words(body: Mapping[str, Any], lang: Lang) -> str:
    """The sentence or card of a body as HTML; whatever fills its gaps is escaped."""
    params = {name: _shown(value, lang) for name, value in body["params"].items()}
    compose = CARDS.get(body["key"])
    return compose(params, lang) if compose else say(body["key"], lang, **params)


def _shown(value: Any, lang: Lang) -> Any:
    if isinstance(value, str):
        return html.escape(value, quote=False)
    if isinstance(value, list):
        return [_shown(each, lang) for each in value]
    if isinstance(value, Mapping):
        return {name: _shown(each, lang) for name, each in value.items()}
    return "" if value is None else value


def _say(notice: Notice, lang: Lang) -> list[Call]:
    return _messages(notice, words(notice.body, lang), lang)


def _answer(notice: Notice, lang: Lang) -> list[Call]:
    return _messages(notice, lay_out(_card(notice.body["card"]), lang), lang)


def _messages(notice: Notice, text: str, lang: Lang) -> list[Call]:
    """One message, or several if the text is too long for one; the last carries the buttons."""
    pieces = split_html(text, LONGEST_TEXT)
    calls = [_message(notice, piece) for piece in pieces]
    rows = notice.body.get("buttons")
    if rows:
        last = calls[-1]
        calls[-1] = Call(last.method, {**last.params, "reply_markup": inline(rows, lang)})
    return calls


def _message(notice: Notice, text: str) -> Call:
    params: dict[str, Any] = {
        "chat_id": notice.chat,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if notice.body.get("reply_to"):
        params["reply_parameters"] = {
            "message_id": notice.body["reply_to"],
            "allow_sending_without_reply": True,
        }
    return Call("sendMessage", params)


def _edit(notice: Notice, lang: Lang) -> list[Call]:
    text = split_html(words(notice.body, lang), LONGEST_TEXT)[0]
    params = {
        "chat_id": notice.chat,
        "message_id": notice.body["message_id"],
        "text": text,
        "parse_mode": "HTML",
        "reply_markup": inline(notice.body["buttons"], lang),
    }
    return [Call("editMessageText", params, repeatable=True)]


def _toast(notice: Notice, lang: Lang) -> list[Call]:
    params: dict[str, Any] = {"callback_query_id": notice.body["tap"]}
    if notice.body["key"]:
        text = say(notice.body["key"], lang, **notice.body["params"])
        params |= {"text": text, "show_alert": notice.body["alert"]}
    return [Call("answerCallbackQuery", params, repeatable=True)]


def _uncertain(notice: Notice, lang: Lang) -> list[Call]:
    key = "delivery.uncertain_sender" if notice.body.get("for_sender") else "delivery.uncertain"
    rows = [[{"label": "button.send_again", "params": {}, "do": ["again", notice.body["notice"]]}]]
    return _messages(
        Notice(notice.chat, "say", lang, {"buttons": rows}), say(key, lang, number=notice.ticket or ""), lang
    )


def _unreachable(notice: Notice, lang: Lang) -> list[Call]:
    key = "delivery.refused" if notice.body.get("reason") == "refused" else "delivery.unreachable"
    return _messages(notice, say(key, lang, number=notice.ticket or ""), lang)


RENDERERS: Mapping[str, Renderer] = {
    "say": _say,
    "answer": _answer,
    "edit": _edit,
    "toast": _toast,
    "relay": relay_calls,
    "relay_edit": edit_calls,
    "album": album_calls,
    "menu": menu_calls,
    "uncertain": _uncertain,
    "unreachable": _unreachable,
}
"""How each kind of notice is laid out."""


def _card(value: Mapping[str, Any]) -> AnswerCard:
    listed = {name: tuple(value[name]) for name in ("steps", "materials", "notes")}
    citations = tuple(
        Citation(each["statute"], each["version"], tuple(each["articles"]), each["before"])
        for each in value["citations"]
    )
    related = tuple((entry, title) for entry, title in value["related"])
    return AnswerCard(**{**value, **listed, "citations": citations, "related": related})
