"""A lawyer's own figures, a line for each question that they answer."""

from collections.abc import Iterator

from bot.domain.answer import Lang
from bot.domain.work_figures import Counted, WorkFigures
from bot.locales import say


def lay_out(heading: str, figures: WorkFigures, lang: Lang) -> str:
    """The whole message; what did not happen has no line."""
    return "\n".join([say(heading, lang, days=figures.days), *_lines(figures, lang)])


def _lines(figures: WorkFigures, lang: Lang) -> Iterator[str]:
    yield say("work.tickets", lang, taken=figures.taken, answered=figures.answered)
    if figures.minutes is not None:
        yield say("work.wait", lang, minutes=figures.minutes)
    if figures.closed:
        yield say("work.closed", lang, value=_counted(figures.closed, lang))
    yield say("work.rated", lang, helped=figures.helped, not_helped=figures.not_helped)
    if figures.why:
        yield say("work.why", lang, value=_counted(figures.why, lang))


def _counted(counted: Counted, lang: Lang) -> str:
    return " · ".join(f"{say(key, lang)} {number}" for key, number in counted)
