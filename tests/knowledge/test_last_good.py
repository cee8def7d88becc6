"""The files that were in force last are kept, and the bot starts with them while its folder is broken."""

import shutil
import stat
import zipfile

import pytest
from told import english

from bot.errors import KnowledgeError
from bot.knowledge.last_good import LastGood
from bot.knowledge.live import LiveKnowledge

TEXTS = {"offices.yaml": b"offices: {}\n", "measures/a.yaml": "题目: 中文\r\n".encode()}


@pytest.fixture
def last_good(tmp_path):
    return LastGood(tmp_path / "last-good", "knowledge")


@pytest.fixture
def start(room, today, last_good):
    """Start as a bot does, with what the start before has kept."""
    return lambda: LiveKnowledge(room.path, today=lambda: today, last_good=last_good)


def test_what_was_kept_is_given_back_byte_for_byte_even_to_another_program(last_good, tmp_path):
    last_good.keep(TEXTS)
    assert last_good.fetch() == TEXTS
    with zipfile.ZipFile(last_good.file) as archive:
        archive.extractall(tmp_path / "rescued")
    assert (tmp_path / "rescued" / "measures" / "a.yaml").read_bytes() == TEXTS["measures/a.yaml"]


def test_nobody_else_may_read_or_write_what_is_kept(last_good):
    last_good.keep(TEXTS)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (last_good.file, last_good.file.parent)]
    assert modes == [0o600, 0o700]


def test_the_same_files_are_not_written_again_and_others_replace_them(last_good):
    last_good.keep(TEXTS)
    written = last_good.file.stat().st_mtime_ns, last_good.file.stat().st_ino
    last_good.keep(dict(reversed(TEXTS.items())))
    assert (last_good.file.stat().st_mtime_ns, last_good.file.stat().st_ino) == written
    last_good.keep({"offices.yaml": b""})
    assert last_good.fetch() == {"offices.yaml": b""}
    assert list(last_good.file.parent.iterdir()) == [last_good.file]


def test_where_nothing_was_kept_there_is_nothing_and_no_warning(last_good, caplog):
    assert last_good.fetch() is None
    assert caplog.records == []


def cut(file):
    file.write_bytes(file.read_bytes()[:-1])


def turned(file):
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def emptied(file):
    file.write_bytes(b"")


def plain_zip(file):
    file.write_bytes(file.read_bytes()[32:])


@pytest.mark.parametrize("damage", [cut, turned, emptied, plain_zip])
def test_a_damaged_archive_is_passed_over_with_a_warning(last_good, damage, caplog):
    last_good.keep(TEXTS)
    damage(last_good.file)
    assert last_good.fetch() is None
    assert ["is passed over" in record.message for record in caplog.records] == [True]


@pytest.mark.parametrize("place", ["file", "folder"])
def test_what_others_may_write_is_passed_over_with_a_warning(last_good, place, caplog):
    last_good.keep(TEXTS)
    (last_good.file if place == "file" else last_good.file.parent).chmod(0o777)
    assert last_good.fetch() is None
    assert "is passed over" in caplog.text


@pytest.mark.parametrize("way", ["no such/folder", "a file"])
def test_where_it_cannot_be_kept_there_is_a_warning_and_no_new_folder(tmp_path, caplog, way):
    (tmp_path / "a file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    LastGood(tmp_path / way / "last-good", "knowledge").keep(TEXTS)
    assert "cannot be written" in caplog.text
    assert sorted(tmp_path.rglob("*")) == before


# --- a start ---


def break_yaml(room):
    room.write("measures/legal-aid.yaml", "title: a: b\n")


def break_by_a_stray_file(room):
    room.write("measure/legal-aid.yaml", "a: 1\n")


def break_by_removal(room):
    shutil.rmtree(room.path)


def break_a_golden_question(room):
    """Let two entries change their questions: each is now found by those of the other."""
    one, other = room.entry("labour-relations"), room.entry("legal-aid")
    for field in ("title", "phrasings"):
        one[field], other[field] = other[field], one[field]
    room.save("measures/labour-relations.yaml")
    room.save("measures/legal-aid.yaml")


BREAKS = [break_yaml, break_by_a_stray_file, break_by_removal]


@pytest.mark.parametrize("breaking", BREAKS)
def test_a_start_with_a_broken_folder_goes_on_with_what_was_in_force_last(room, start, breaking):
    before = start()
    breaking(room)
    again = start()
    assert (again.revision, again.current.entries) == (before.revision, before.current.entries)
    assert again.faults
    assert all(str(room.path) in fault.file for fault in again.faults)
    question = "试用期辞退员工怎么办"
    assert again.current.judge.judge(question).entry == "labour-relations-first"


@pytest.mark.parametrize("breaking", BREAKS)
def test_a_broken_folder_is_refused_with_all_faults_where_nothing_was_kept(room, start, breaking, last_good):
    breaking(room)
    room_faults = refused(start)
    assert room_faults
    assert not last_good.file.exists()


def test_a_damaged_archive_is_as_good_as_none(room, start, last_good):
    start()
    turned(last_good.file)
    break_yaml(room)
    assert [fault.line for fault in refused(start)] == [1]


def test_an_archive_that_this_program_does_not_understand_is_as_good_as_none(room, start, last_good, caplog):
    last_good.keep({"offices.yaml": b"offices: {}", "of another program.yaml": b"a: 1"})
    break_yaml(room)
    assert [fault.line for fault in refused(start)] == [1]
    assert "is passed over" in caplog.text


def test_an_archive_that_this_program_does_not_understand_does_not_hinder_a_good_folder(start, last_good):
    last_good.keep({"offices.yaml": b"offices: {}"})
    assert start().faults == ()
    assert len(last_good.fetch()) > 1


async def test_a_folder_edited_while_the_bot_was_off_is_taken_like_any_edit(room, start, watching):
    before = start().revision
    room.change("legal-aid", urgency="now")
    live = start()
    assert (live.revision, live.faults) == (before, ())
    async with watching(live) as next_change:
        change = await next_change()
    assert (change.old, change.altered) == (before, ("legal-aid-first",))
    break_yaml(room)
    assert start().current.entries["legal-aid-first"].urgency == "now"


async def test_golden_questions_broken_while_the_bot_was_off_keep_the_edit_out_of_force(
    room, start, watching
):
    before = start().revision
    break_a_golden_question(room)
    live = start()
    async with watching(live) as next_change:
        change = await next_change()
    assert all("labour-relations-first" in english(fault) for fault in change.faults)
    assert (live.revision, start().revision) == (before, before)


async def test_each_revision_that_comes_into_force_is_kept_and_no_other(room, start):
    live = start()
    room.change("legal-aid", urgency="now")
    good = (await live.reload()).new
    break_yaml(room)
    assert (await live.reload()).faults
    assert start().revision == good


async def test_a_folder_mended_after_such_a_start_is_in_force(room, start):
    before = start().revision
    break_yaml(room)
    live = start()
    room.save("measures/legal-aid.yaml")
    same = await live.reload()
    assert (same.old, same.new, same.faults, same.mended) == (before, before, (), True)
    room.change("legal-aid", urgency="now")
    assert (await live.reload()).altered == ("legal-aid-first",)
    assert live.faults == ()


def test_a_reader_that_fails_does_not_keep_the_bot_from_starting(room, start, monkeypatch):
    start()
    room.change("legal-aid", urgency="now")

    def fails(_sources):
        raise RecursionError("words of people")

    monkeypatch.setattr("bot.knowledge.live.checked", fails)
    [fault] = start().faults
    assert (fault.file, fault.line) == (str(room.path), 0)
    assert "RecursionError" in english(fault)
    assert "words" not in english(fault)


def refused(start):
    with pytest.raises(KnowledgeError) as caught:
        start()
    return caught.value.faults
