"""The folder is edited while the bot runs: a real folder, a real watcher, and no sleeping."""

import asyncio
import shutil

import pytest
import watchfiles
from told import english

from bot.errors import StorageError
from bot.knowledge.last_good import LastGood
from bot.knowledge.live import LiveKnowledge


@pytest.fixture
def live(room, today):
    return LiveKnowledge(room.path, today=lambda: today)


async def test_a_saved_answer_is_in_force(room, live, watching):
    old = live.current
    async with watching(live) as next_change:
        room.change("legal-aid", answer={"zh": {"short": "新的。"}, "en": {"short": "New."}})
        change = await next_change()
    assert (change.old, change.new) == (old.revision, live.current.revision)
    assert (change.faults, change.added, change.removed, change.altered) == ((), (), (), ("legal-aid-first",))
    assert live.current.entries["legal-aid-first"].answer.en.short == "New."
    assert old.entries["legal-aid-first"].answer.en.short != "New."


async def test_a_broken_file_changes_nothing_and_is_told_once(room, live, watching):
    old = live.current
    async with watching(live) as next_change:
        room.write("measures/legal-aid.yaml", "title: a: b\n")
        change = await next_change()
        assert [fault.line for fault in change.faults] == [1]
        assert (change.old, change.new, live.current, live.faults) == (
            old.revision, old.revision, old, change.faults,
        )  # fmt: skip
        room.write("measures/legal-aid.yaml", "title: a: b\n# still broken\n")
        room.save("measures/legal-aid.yaml")
        mended = await next_change()
    assert (mended.old, mended.new, mended.faults) == (old.revision, old.revision, ())
    assert mended.mended
    assert live.faults == ()


async def test_an_editor_that_writes_beside_and_renames_is_noticed(room, live, watching):
    async with watching(live) as next_change:
        path = room.path / "measures" / "legal-aid.yaml"
        beside = path.with_suffix(".yaml.tmp")
        beside.write_text(path.read_text("utf-8").replace("怎么办", "咋办"), "utf-8")
        beside.replace(path)
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_a_half_written_file_is_refused_and_the_whole_one_taken(room, live, watching):
    path = room.path / "measures" / "legal-aid.yaml"
    whole = path.read_text("utf-8").replace("怎么办", "咋办")
    async with watching(live) as next_change:
        path.write_text(whole[: len(whole) // 2], "utf-8")
        assert (await next_change()).faults
        path.write_text(whole, "utf-8")
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_a_folder_that_is_replaced_as_a_whole_is_noticed(room, live, watching, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(room.path, other)
    file = other / "measures" / "legal-aid.yaml"
    file.write_text(file.read_text("utf-8").replace("怎么办", "咋办"), "utf-8")
    async with watching(live) as next_change:
        room.path.rename(tmp_path / "away")
        other.rename(room.path)
        change = await next_change()
        while change.faults:  # it was looked at while it was away
            change = await next_change()
    assert change.altered == ("legal-aid-first",)


async def test_where_nothing_tells_of_changes_the_folder_is_looked_at(room, live, watching, monkeypatch):
    def without_inotify(*args, force_polling, **options):
        if not force_polling:
            raise OSError(24, "inotify instance limit reached")
        return real(*args, force_polling=force_polling, **options)

    real = watchfiles.awatch
    monkeypatch.setattr(watchfiles, "awatch", without_inotify)
    async with watching(live) as next_change:
        room.change("legal-aid", urgency="now")
        assert (await next_change()).altered == ("legal-aid-first",)


def swap_what_is_asked(room):
    """Let two entries change their questions: each is now found by those of the other."""
    one, other = room.entry("labour-relations"), room.entry("legal-aid")
    for field in ("title", "phrasings"):
        one[field], other[field] = other[field], one[field]
    room.save("measures/labour-relations.yaml")
    room.save("measures/legal-aid.yaml")


async def test_an_edit_that_breaks_a_golden_question_is_refused(room, live):
    old = live.current
    swap_what_is_asked(room)
    change = await live.reload()
    assert change.faults
    assert all("labour-relations-first" in english(fault) for fault in change.faults)
    assert live.current is old


async def test_what_went_wrong_before_does_not_stand_in_the_way_of_another_edit(room, today):
    swap_what_is_asked(room)
    live = LiveKnowledge(room.path, today=lambda: today)
    room.change("labour-relations", urgency="now")
    assert (await live.reload()).altered == ("labour-relations-first",)


async def test_a_new_golden_question_that_goes_wrong_is_refused(room, live):
    check = {"entry": "labour-relations-first", "must_match": {"zh": ["法律援助申请条件怎么办"]}}
    room.values["checks/labour-relations.yaml"]["checks"].append(check)
    room.save("checks/labour-relations.yaml")
    [fault] = (await live.reload()).faults
    assert "must lead to labour-relations-first" in english(fault)


async def test_reload_says_what_was_added_and_removed(room, live):
    room.change("legal-aid", id="legal-aid-second")
    change = await live.reload()
    assert (change.added, change.removed) == (("legal-aid-second",), ("legal-aid-first",))


async def test_reading_does_not_hold_up_the_event_loop(room, live):
    room.change("legal-aid", urgency="now")
    reading = asyncio.create_task(live.reload())
    turns = 0
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 100
    assert reading.result().altered == ("legal-aid-first",)


# --- whatever people save, the bot goes on ---


async def test_an_id_that_is_a_number_is_told_with_its_line_and_the_watcher_goes_on(room, live, watching):
    room.change("labour-relations", related=["legal-aid-frist"])
    async with watching(live) as next_change:
        await next_change()
        room.change("legal-aid", id=5)
        told = {fault.field: fault for fault in (await next_change()).faults}
        assert told["entries[0].id"].line > 1
        room.change("labour-relations", related=["legal-aid-first"])
        room.change("legal-aid", id="legal-aid-first")
        change = await next_change()
        while change.faults:  # it looked between the two
            change = await next_change()
    assert change.altered == ("labour-relations-first",)


class Unforeseen(Exception):
    """No error that anybody raises on purpose."""


async def test_what_nobody_foresaw_is_told_by_its_kind_only(room, live, watching, monkeypatch, caplog):
    def fails(*_, **__):
        raise Unforeseen("words of people")

    old = live.current
    monkeypatch.setattr(LiveKnowledge, "_load", fails)
    async with watching(live) as next_change:
        room.change("legal-aid", urgency="now")
        [fault] = (await next_change()).faults
        assert (fault.file, fault.line, live.current) == (str(room.path), 0, old)
        assert "Unforeseen" in english(fault)
        assert "words" not in english(fault) + caplog.text
        monkeypatch.undo()
        room.change("legal-aid", urgency="soon")
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_where_watching_fails_for_any_reason_the_folder_is_looked_at(room, live, watching, monkeypatch):
    def out_of_order(*_, **__):
        raise Unforeseen

    monkeypatch.setattr(watchfiles, "awatch", out_of_order)
    async with watching(live) as next_change:
        room.change("legal-aid", urgency="now")
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_where_the_folder_cannot_be_looked_at_it_is_read(room, live, watching, monkeypatch):
    def closed(*_):
        raise Unforeseen

    monkeypatch.setattr(LiveKnowledge, "_stamp", closed)
    room.change("legal-aid", urgency="now")
    async with watching(live) as next_change:
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_what_the_database_cannot_take_now_is_told_later_and_in_order(room, live, watching):
    failing = [StorageError("away"), StorageError("away")]

    async def hear(_change):
        if failing:
            raise failing.pop()

    async with watching(live, hear) as next_change:
        room.write("measures/legal-aid.yaml", "title: a: b\n")
        assert (await next_change()).faults
        room.save("measures/legal-aid.yaml")
        assert (await next_change()).mended
    assert failing == []


async def test_what_cannot_be_told_at_all_does_not_end_the_watcher(room, live, watching):
    failed = asyncio.Event()

    async def hear(_change):
        if not failed.is_set():
            failed.set()
            raise Unforeseen

    async with watching(live, hear) as next_change:
        room.write("measures/legal-aid.yaml", "title: a: b\n")
        await asyncio.wait_for(failed.wait(), 10)
        room.save("measures/legal-aid.yaml")
        assert (await next_change()).mended


async def test_what_a_start_found_wrong_is_told_first_and_that_it_is_mended_after_that(
    room, today, watching, tmp_path
):
    def start():
        return LiveKnowledge(
            room.path, today=lambda: today, last_good=LastGood(tmp_path / "kept", "knowledge")
        )

    before = start().revision
    room.write("measures/legal-aid.yaml", "title: a: b\n")
    async with watching(start()) as next_change:
        told = await next_change()
        assert ([fault.line for fault in told.faults], told.new) == ([1], before)
        room.save("measures/legal-aid.yaml")
        assert (await next_change()).mended


async def test_the_same_news_are_not_told_again_by_another_reading(room, live):
    room.write("measures/legal-aid.yaml", "title: a: b\n")
    assert [(await live.reload()).news for _ in range(2)] == [True, False]
    room.save("measures/legal-aid.yaml")
    assert [(await live.reload()).news for _ in range(2)] == [True, False]
    room.change("legal-aid", urgency="now")
    assert [(await live.reload()).news for _ in range(2)] == [True, False]
