"""The calendar is edited while the bot runs, or while it is off: real files, a real watcher, and no sleeping."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from told import english

from bot.domain.calendar import Shift, WorkingCalendar
from bot.errors import KnowledgeError
from bot.knowledge.last_good import LastGood
from bot.knowledge.live_calendar import LiveCalendar

BRIDGE = dt.date(2027, 1, 4)
"""A Monday that no law names, only an announcement."""
YEAR = """\
  {year}:
    source: "an official notice"
    holidays: ["{year}-01-01..{year}-01-04"]
    make_up_days: []
"""


def holidays_of(*years):
    return "years:\n" + "".join(YEAR.format(year=year) for year in years)


def office(schedules):
    hours = (Shift.parse("09:00-17:00"),)
    return WorkingCalendar(
        hours,
        schedules.holidays,
        schedules.make_up_days,
        ZoneInfo("Asia/Shanghai"),
        years=schedules.years,
    )


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "knowledge" / "days.yaml"
    path.parent.mkdir()
    path.write_text(holidays_of(2026), "utf-8")
    return path


@pytest.fixture
def start(file, tmp_path):
    """Start as a bot does, with what the start before has kept."""
    return lambda: LiveCalendar(file, office, last_good=LastGood(tmp_path / "last-good", "calendar"))


async def test_a_saved_calendar_is_in_force_and_tells_what_was_before(file, start, watching):
    live = start()
    before = live.current
    async with watching(live) as next_change:
        file.write_text(holidays_of(2026, 2027), "utf-8")
        change = await next_change()
    assert (change.old, change.new, change.faults) == (before, live.current, ())
    assert [calendar.is_working_day(BRIDGE) for calendar in (change.old, change.new)] == [True, False]


async def test_a_broken_calendar_changes_nothing_and_is_told_until_it_is_mended(file, start, watching):
    live = start()
    before = live.current
    async with watching(live) as next_change:
        file.write_text(holidays_of(2026) + "  2027: {source: x, holidays: [2027-13-01], make_up_days: []}\n")
        change = await next_change()
        assert [(fault.line, fault.file) for fault in change.faults] == [(6, str(file))]
        assert (live.faults, live.current) == (change.faults, before)
        file.write_text(holidays_of(2026))
        mended = await next_change()
    assert (mended.mended, live.faults, live.current) == (True, (), before)


async def test_an_editor_that_writes_beside_and_renames_is_noticed(file, start, watching):
    async with watching(start()) as next_change:
        beside = file.with_name("days.yaml.tmp")
        beside.write_text(holidays_of(2026, 2027))
        beside.replace(file)
        assert (await next_change()).new.covered(2027)


async def test_a_calendar_that_is_taken_away_stays_in_force(file, start, watching):
    live = start()
    async with watching(live) as next_change:
        file.unlink()
        [fault] = (await next_change()).faults
    assert "cannot be read" in english(fault)
    assert live.current.covered(2026)


async def test_what_makes_no_difference_is_in_force_without_a_word(file, start):
    live = start()
    file.write_text("# for the office\n" + holidays_of(2026))
    change = await live.reload()
    assert (change.news, change.faults, change.old) == (False, (), change.new)


@pytest.mark.parametrize("text", ["years: 5\n", "a: b: c\n", "", None])
def test_a_start_with_a_broken_calendar_goes_on_with_what_was_in_force_last(file, start, text):
    before = start().current
    if text is None:
        file.unlink()
    else:
        file.write_text(text)
    again = start()
    assert again.current == before
    assert {fault.file for fault in again.faults} == {str(file)}


async def test_each_calendar_that_comes_into_force_is_kept(file, start):
    live = start()
    file.write_text(holidays_of(2026, 2027))
    await live.reload()
    file.write_text("years: 5\n")
    await live.reload()
    assert start().current.years == {2026, 2027}


async def test_a_calendar_edited_while_the_bot_was_off_is_told_like_any_edit(file, start, watching):
    before = start().current
    file.write_text(holidays_of(2026, 2027))
    async with watching(start()) as next_change:
        change = await next_change()
    assert (change.old, change.new.years) == (before, {2026, 2027})


def test_a_broken_calendar_is_refused_where_nothing_was_kept(file, start):
    file.write_text("years: 5\n")
    with pytest.raises(KnowledgeError, match=r"days\.yaml:1:1"):
        start()


def test_a_kept_calendar_of_no_use_neither_helps_nor_hinders(file, start, tmp_path, caplog):
    LastGood(tmp_path / "last-good", "calendar").keep({"calendar.yaml": b"years: 5"})
    file.write_text("a: b: c\n")
    with pytest.raises(KnowledgeError, match=r"days\.yaml:1:5"):
        start()
    assert "the kept calendar is passed over" in caplog.text
    file.write_text(holidays_of(2026))
    assert start().faults == ()
