"""What stands in the log: one line for each event, ids only, the same over and over folded."""

import io
import json
import logging

import pytest

from bot.cli.log_lines import AT_ONCE, FOLDED_FOR_S, FoldingHandler, JsonLine, TextLine


class Log:
    """A log of its own, with a clock that a test moves."""

    def __init__(self, form):
        self.now, self.stream = 0.0, io.StringIO()
        self.handler = FoldingHandler(self.stream, lambda: self.now)
        self.handler.setFormatter(form)
        self.logger = logging.Logger("bot.runtime.courier")  # noqa: LOG001 -- a log of its own, not the process's
        self.logger.addHandler(self.handler)

    def lines(self):
        return self.stream.getvalue().splitlines()


@pytest.fixture
def text():
    return Log(TextLine())


@pytest.fixture
def objects():
    return Log(JsonLine())


def test_an_event_keeps_its_name_while_its_values_differ(objects):
    objects.logger.warning("Notice %s was refused: %s", 7, "Forbidden: 示例")
    objects.logger.warning("Notice %s was refused: %s", 8, "Bad Request")
    first, second = map(json.loads, objects.lines())
    assert first["event"] == second["event"] == "bot.runtime.courier.notice_was_refused"
    assert (first["level"], first["message"]) == ("warning", "Notice 7 was refused: Forbidden: 示例")


def test_what_happens_again_and_again_is_folded_and_counted(text):
    for number in range(40):
        text.logger.warning("Notice %s was refused", number)
    assert len(text.lines()) == AT_ONCE
    text.now += FOLDED_FOR_S
    text.logger.info("serving")
    *_, counted, other = text.lines()
    assert counted.endswith(f"Notice 39 was refused (and {40 - AT_ONCE - 1} more like it)")
    assert other.endswith("serving")


def test_another_event_is_never_folded_with_it(text):
    for number in range(10):
        text.logger.warning("Notice %s was refused", number)
        text.logger.error("Update %s failed", number)
    assert len(text.lines()) == 2 * AT_ONCE


def test_what_is_still_folded_at_the_end_is_told_with_its_number(objects):
    for number in range(AT_ONCE + 5):
        objects.logger.warning("Notice %s was refused", number)
    objects.handler.close()
    assert json.loads(objects.lines()[-1])["repeated"] == 4


def test_an_error_is_told_by_kind_and_place_in_one_line_and_never_by_its_text(text):
    try:
        int("账本先别交出去")
    except ValueError:
        text.logger.exception("Task exception was never retrieved\nfuture: <Task exception='账本先别交出去'>")
    (line,) = text.lines()
    assert "ValueError at test_log_lines.py" in line
    assert "账本" not in line
