"""A call that Telegram refuses for its form is made again in ever plainer forms: better plain words than none.

What Telegram names as wrong goes first, whosever words they are. The bot's own words (those it has parsed) may then lose the
rest as well: the message that they answer, their formatting, buttons that do more than call back, and all buttons.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.domain.outgoing import Call

TAGS = re.compile(
    r"</?(?:a|b|blockquote|code|del|em|i|ins|pre|s|span|strong|tg-emoji|tg-spoiler|u)(?:\s[^<>]*)?>"
)
"""The tags that Telegram's HTML knows."""
CALLS_BACK = frozenset({"text", "callback_data"})
"""What an essential button has: a label, and what it tells the bot."""
_FORMATTING = frozenset({"parse_mode", "entities", "caption_entities"})


def forms(call: Call, reason: str) -> Iterator[Call]:
    """The plainer forms of a call that was refused for this reason, each plainer than the one before."""
    named = [step for phrases, step in STEPS if any(phrase in reason.lower() for phrase in phrases)]
    is_ours = "parse_mode" in call.params and not call.brings_back  # which nobody waits for
    others = [step for _, step in STEPS if step not in named] if is_ours else []
    for step in (*named, *others):
        plainer = step(call)
        if plainer != call:
            call = plainer
            yield call


def without_formatting(call: Call) -> Call:
    """The call without any formatting, so that at least its words arrive."""
    params = _unformatted(call.params)
    media = params.get("media")
    if isinstance(media, list):
        params["media"] = [_unformatted(medium) for medium in media]
    elif isinstance(media, Mapping):
        params["media"] = _unformatted(media)
    return replace(call, params=params)


def _unformatted(params: Mapping[str, Any]) -> dict[str, Any]:
    plain = {key: value for key, value in params.items() if key not in _FORMATTING}
    if params.get("parse_mode") == "HTML":
        plain |= {key: _words(plain[key]) for key in ("text", "caption") if key in plain}
    return plain


def _words(marked: str) -> str:
    return html.unescape(TAGS.sub("", marked))


def _unanswering(call: Call) -> Call:
    """Not as a reply: what it answers may be gone, or stand in another topic, where Telegram does not send without it."""
    return _without(call, "reply_parameters")


def _with_essential_buttons(call: Call) -> Call:
    markup = call.params.get("reply_markup")
    if not isinstance(markup, Mapping) or "inline_keyboard" not in markup:
        return call
    rows = [[each for each in row if each.keys() == CALLS_BACK] for row in markup["inline_keyboard"]]
    kept = {**markup, "inline_keyboard": [row for row in rows if row]}
    return replace(call, params={**call.params, "reply_markup": kept})


def _without_buttons(call: Call) -> Call:
    return _without(call, "reply_markup")


def _without(call: Call, name: str) -> Call:
    return replace(call, params={key: value for key, value in call.params.items() if key != name})


STEPS: tuple[tuple[tuple[str, ...], Callable[[Call], Call]], ...] = (
    (("message to be replied not found", "replied message not found"), _unanswering),
    (("can't parse entities", "can't parse message text"), without_formatting),
    (("button", "reply markup", "reply_markup", "inline keyboard"), _with_essential_buttons),
    (("button", "reply markup", "reply_markup", "inline keyboard"), _without_buttons),
)
"""By what Telegram names in a refusal, what is taken away."""
