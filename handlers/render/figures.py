"""The bureau's figures: three sentences below a chart.

The picture holds digits and ISO dates only, so that it needs no font of any language; what its colours mean is said below it.
"""

import base64
from collections.abc import Iterator
from typing import Any

from bot.domain.answer import Lang
from bot.domain.outgoing import Call, FiguresShown, Notice
from bot.domain.period_figures import PeriodFigures, Span
from bot.locales import say
from handlers.keyboards import inline
from handlers.render import chart

HOUR = 60
CHARTS = {Span.WEEK: "figures.chart_week", Span.MONTH: "figures.chart_month"}
"""What the chart shows."""


def photo(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """The call that sends the chart with the sentences."""
    content = notice.content
    assert isinstance(content, FiguresShown)
    params: dict[str, Any] = {
        "chat_id": chat,
        "photo": {
            "name": f"figures-{content.view.begins}.png",
            "base64": base64.b64encode(chart.png(content.view.bars)).decode(),
        },
        "caption": "\n\n".join(_sentences(content.view, lang)),
        "parse_mode": "HTML",
        "reply_markup": inline(content.rows, lang),
    }
    return [Call("sendPhoto", params)]


def _sentences(figures: PeriodFigures, lang: Lang) -> Iterator[str]:
    yield say(
        "figures.asked",
        lang,
        begins=figures.begins,
        ends=figures.ends,
        asked=figures.asked,
        answered=figures.answered,
        tickets=figures.tickets,
    )
    yield _waits(figures, lang)
    yield _content(figures, lang)
    yield say(CHARTS[figures.span], lang)


def _waits(figures: PeriodFigures, lang: Lang) -> str:
    now = {"open": figures.open, "late": figures.late}
    if figures.half is None or figures.nine_of_ten is None:
        return say("figures.waited_nobody", lang, **now)
    half, nine = (_duration(each, lang) for each in (figures.half, figures.nine_of_ten))
    return say("figures.waited", lang, half=half, nine=nine, **now)


def _content(figures: PeriodFigures, lang: Lang) -> str:
    if not figures.helped and not figures.not_helped:
        return say("figures.rated_nobody", lang)
    told = {"helped": figures.helped, "not_helped": figures.not_helped}
    if not figures.why:
        return say("figures.rated", lang, **told)
    why = " · ".join(f"{say(key, lang)} {number}" for key, number in figures.why)
    return say("figures.rated_why", lang, why=why, **told)


def _duration(minutes: int, lang: Lang) -> str:
    if minutes < HOUR:
        return say("figures.minutes", lang, minutes=minutes)
    return say("figures.hours", lang, hours=minutes // HOUR, minutes=minutes % HOUR)
