"""Knowledge and calendar are edited while the bot runs, or were broken before it started: what people notice of it."""

import asyncio
import datetime as dt
import shutil
from pathlib import Path

import pytest
from stage import set_up

from bot.knowledge.last_good import LastGood
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.live_calendar import LiveCalendar

ROOT = Path(__file__).parents[2]
NEXT_YEAR = """
  2027:
    source: "an official notice"
    holidays: [2027-01-01]
    make_up_days: []
"""
ASKED, ANSWERED = "收到罚款决定书多久内可以申请复议", "60"


@pytest.fixture
def folder(tmp_path):
    """The product's own knowledge, for a test to break."""
    return shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge")


@pytest.fixture
def performance(tmp_path, folder, database_url):
    """Let the bot follow the folder, on each database engine in turn."""
    return lambda: set_up(
        tmp_path,
        BUTLER_DATABASE__URL=database_url,
        BUTLER_KNOWLEDGE__PATH=str(folder),
        BUTLER_KNOWLEDGE__CALENDAR=str(folder / "calendar.yaml"),
    )


def read_of(admin, words):
    """How many messages that the admin has read hold these words."""
    return sum(words in (message.get("text") or "") for message in admin.player.sees())


async def reads(stage, words):
    """Wait until the admin has read these words."""
    async with asyncio.timeout(20):
        while not read_of(stage.admin, words):  # noqa: ASYNC110  a chat has no event; this yields to the loop
            await asyncio.sleep(0.02)
    await stage.settles()
    assert read_of(stage.admin, words) == 1


async def test_a_bot_whose_folder_is_broken_at_its_start_answers_and_tells_the_admins(
    tmp_path, folder, performance
):
    kept = LastGood(tmp_path / "last-good", "knowledge")
    before = LiveKnowledge(folder, today=lambda: dt.date(2026, 11, 23), last_good=kept).revision
    file = folder / "measures" / "administrative-reconsideration.yaml"
    whole = file.read_bytes()
    file.write_text("title: a: b\n")
    async with performance() as stage:
        await reads(stage, "administrative-reconsideration.yaml:1:9")
        assert stage.butler.knowledge.revision == before
        await stage.owner.agrees()
        stage.owner.says(ASKED)
        await stage.owner.hears(ANSWERED)
        file.write_bytes(whole)
        await reads(stage, "知识库已恢复正常")


async def test_faults_are_told_in_the_language_of_the_admin(folder, performance):
    file = folder / "measures" / "administrative-reconsideration.yaml"
    async with performance() as stage:
        text = file.read_text("utf-8")
        line = text[: text.index("- id: ")].count("\n") + 1
        file.write_text(text.replace("- id: ", "- id：", 1), "utf-8")
        (folder / "calendar.yaml").write_text("years：\n  2026: {}\n", "utf-8")
        for where in (f"{file.name}:{line}:7: ", "calendar.yaml:1:6: "):
            await reads(stage, where + "这里用了全角冒号“：”，电脑不认")
        stage.admin.says("/language")
        await reads(stage, "请选择语言")
        stage.admin.taps("English")
        stage.admin.says("/knowledge")
        await reads(stage, "calendar.yaml:1:6: ： is a full-width colon, which does not end a key")


async def test_an_edited_calendar_is_in_force_and_a_broken_one_is_not(folder, performance):
    file = folder / "calendar.yaml"
    whole = file.read_text("utf-8")
    async with performance() as stage:
        file.write_text(whole + NEXT_YEAR.replace("2027-01-01", "2027-13-01"), "utf-8")
        await reads(stage, "保存的日历有错")
        assert read_of(stage.admin, "日历上没有 2027-13-01 这一天") == 1
        stage.admin.says("/knowledge")
        await reads(stage, "保存的知识库有错")
        file.write_text(whole, "utf-8")
        await reads(stage, "日历已恢复正常")
        file.write_text(whole + NEXT_YEAR, "utf-8")
        await reads(stage, "这些年份的节假日安排：2025, 2026, 2027")
        async with stage.butler.database.transaction() as tx:
            assert (await stage.butler.unit_of_work(tx)).calendar.covered(2027)
        assert read_of(stage.admin, "新的知识库") == read_of(stage.admin, "知识库没有变化") == 0


async def test_an_admin_who_asks_hears_of_the_calendar_and_otherwise_that_nothing_changed(
    folder, performance, monkeypatch
):
    async def notices_nothing(_live, _on_change):
        await asyncio.Event().wait()

    monkeypatch.setattr(LiveCalendar, "watch", notices_nothing)
    async with performance() as stage:
        with (folder / "calendar.yaml").open("a", encoding="utf-8") as file:
            file.write(NEXT_YEAR)
        stage.admin.says("/reload")
        await reads(stage, "保存的日历已生效")
        assert read_of(stage.admin, "知识库没有变化") == 0
        stage.admin.says("/reload")
        await reads(stage, "知识库没有变化")
        assert read_of(stage.admin, "保存的日历已生效") == 1
