"""The folder is edited while the bot runs: a real folder, a real watcher, and no sleeping."""

import asyncio
import contextlib
import shutil

import pytest
import watchfiles

from bot.knowledge.live import LiveKnowledge

SOON = 10
"""Seconds after which a change that was not noticed never will be; a noticed one takes a fraction of one."""


@pytest.fixture
def live(room, today):
    return LiveKnowledge(room.path, today=lambda: today)


@contextlib.asynccontextmanager
async def watching(live):
    """Watch; give what hands out the next change."""
    changes = asyncio.Queue()
    watcher = asyncio.create_task(live.watch(changes.put))

    async def next_change():
        return await asyncio.wait_for(changes.get(), SOON)

    try:
        yield next_change
        assert changes.empty()
    finally:
        watcher.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watcher


async def test_a_saved_answer_is_in_force(room, live):
    old = live.current
    async with watching(live) as next_change:
        room.change("legal-aid", answer={"zh": {"short": "新的。"}, "en": {"short": "New."}})
        change = await next_change()
    assert (change.old, change.new) == (old.revision, live.current.revision)
    assert (change.faults, change.added, change.removed, change.altered) == ((), (), (), ("legal-aid-first",))
    assert live.current.entries["legal-aid-first"].answer.en.short == "New."
    assert old.entries["legal-aid-first"].answer.en.short != "New."


async def test_a_broken_file_changes_nothing_and_is_told_once(room, live):
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
    assert live.faults == ()


async def test_an_editor_that_writes_beside_and_renames_is_noticed(room, live):
    async with watching(live) as next_change:
        path = room.path / "measures" / "legal-aid.yaml"
        beside = path.with_suffix(".yaml.tmp")
        beside.write_text(path.read_text("utf-8").replace("怎么办", "咋办"), "utf-8")
        beside.replace(path)
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_a_half_written_file_is_refused_and_the_whole_one_taken(room, live):
    path = room.path / "measures" / "legal-aid.yaml"
    whole = path.read_text("utf-8").replace("怎么办", "咋办")
    async with watching(live) as next_change:
        path.write_text(whole[: len(whole) // 2], "utf-8")
        assert (await next_change()).faults
        path.write_text(whole, "utf-8")
        assert (await next_change()).altered == ("legal-aid-first",)


async def test_a_folder_that_is_replaced_as_a_whole_is_noticed(room, live, tmp_path):
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


async def test_where_nothing_tells_of_changes_the_folder_is_looked_at(room, live, monkeypatch):
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
    assert all("labour-relations-first" in fault.message for fault in change.faults)
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
    assert "must lead to labour-relations-first" in fault.message


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
