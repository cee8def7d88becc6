"""Knowledge and calendar opened as the configuration says, with what was in force last behind them, and who thinks ahead."""

import datetime as dt
from collections.abc import Callable

from bot.config.settings import Config
from bot.errors import Fault, KnowledgeError
from bot.knowledge import thinking_ahead
from bot.knowledge.live import Knowledge, LiveKnowledge
from bot.knowledge.live_calendar import LiveCalendar
from bot.runtime import foresight
from bot.runtime.foresight import Foresight


def open_both(
    config: Config, clock: Callable[[], dt.datetime], knowledge: LiveKnowledge | None = None
) -> tuple[LiveKnowledge, LiveCalendar]:
    """Open knowledge, unless it is open already, and calendar. Blocking.

    Raises KnowledgeError with the faults of both where one of them is faulty and was never kept, and EncoderError.
    """
    calendar, faults = None, list[Fault]()
    try:
        calendar = open_calendar(config)
    except KnowledgeError as error:
        faults += error.faults
    try:
        knowledge = knowledge or open_knowledge(config, clock)
    except KnowledgeError as error:
        raise KnowledgeError([*error.faults, *faults]) from error
    if calendar is None:
        raise KnowledgeError(faults)
    return knowledge, calendar


def open_knowledge(config: Config, clock: Callable[[], dt.datetime]) -> LiveKnowledge:
    """Open the knowledge; whether a review is due is asked of `clock`. Blocking. Raises KnowledgeError, EncoderError."""
    return LiveKnowledge(
        config.knowledge.path,
        today=lambda: clock().astimezone(config.office.zone).date(),
        answer_precision=config.answers.answer_precision,
        encoder=config.sentence_encoder(),
        last_good=config.last_good("knowledge"),
    )


def open_calendar(config: Config) -> LiveCalendar:
    """Open the calendar with the office's hours. Blocking. Raises KnowledgeError."""
    last_good = config.last_good("calendar")
    return LiveCalendar(config.knowledge.calendar, config.calendar_with, last_good=last_good)


def open_foresight(knowledge: LiveKnowledge, engine: str) -> Foresight:
    """Whoever thinks ahead with the knowledge in force, in a process of its own as well where that pays."""

    def command(current: Knowledge) -> list[str] | None:
        file = knowledge.file_of(current)
        return thinking_ahead.command(file) if file else None

    return Foresight(
        lambda: knowledge.current, command, is_alone=engine == "sqlite", is_helped=foresight.pays()
    )
