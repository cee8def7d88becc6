"""The audit log: whatever is changed, taken out or cut off shows, by the number of the first entry concerned."""

import asyncio
from contextlib import suppress

import pytest

from bot.cli import main
from bot.domain.audit import AuditAct, ChainBreak
from bot.storage import audit


async def noted(database, clock, count=4):
    for number in range(1, count + 1):
        async with database.transaction() as tx:
            audit.note(tx, AuditAct.CONTENT_READ, clock.now, by=7, ticket=number, why="law")
        clock.moves(60)


async def broken_after(database, sql):
    async with database.transaction() as tx:
        await tx.script(sql)
    async with database.reading() as tx:
        return await audit.first_break(tx)


async def test_an_untouched_chain_is_whole_also_when_it_is_empty(database, clock):
    async with database.reading() as tx:
        assert await audit.first_break(tx) is None
    await noted(database, clock)
    async with database.reading() as tx:
        assert await audit.first_break(tx) is None
        assert [each.number for each in await audit.since(tx, clock.now)] == []
        assert [each.ticket for each in await audit.since(tx, clock.now.replace(minute=2))] == [3, 4]


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "act = 'role_given'",
        "actor = 8",
        "actor = NULL",
        "ticket = 9",
        "person = 2",
        "enterprise = 1",
        """detail = '{"why":"lax"}'""",
        "detail = 'nonsense'",
        "hash = replace(hash, 'a', 'b') || '0'",
    ],
)
async def test_a_changed_entry_is_named(database, clock, change):
    await noted(database, clock)
    sql = f"UPDATE audit SET {change} WHERE number = 2;"
    assert await broken_after(database, sql) == ChainBreak(2, "it was changed")


async def test_who_notes_an_act_and_then_needs_a_row_holds_up_nobody_who_has_that_row_and_notes(
    database, clock
):
    if database.engine == "sqlite":
        pytest.skip("has one writer at a time")
    async with database.transaction() as tx:
        await tx.script("INSERT INTO numbering (room, above) VALUES ('a room', 0);")
    touch = "UPDATE numbering SET above = 1;"
    wants_row, has_row = asyncio.Event(), asyncio.Event()

    async def notes_first():
        async with database.transaction() as tx:
            audit.note(tx, AuditAct.BANNED, clock.now, by=1)
            await has_row.wait()
            wants_row.set()
            await tx.script(touch)

    async def has_it_first():
        async with database.transaction() as tx:
            await tx.script(touch)
            has_row.set()
            await wants_row.wait()
            audit.note(tx, AuditAct.BANNED, clock.now, by=2)

    await asyncio.gather(notes_first(), has_it_first())  # a deadlock would end one of them
    async with database.reading() as tx:
        assert await audit.first_break(tx) is None


async def test_an_act_that_is_undone_is_not_noted(database, clock):
    async with database.transaction() as tx:
        audit.note(tx, AuditAct.BANNED, clock.now, by=1)
        with suppress(KeyError):
            async with tx.attempt():
                audit.note(tx, AuditAct.UNBANNED, clock.now, by=1)
                raise KeyError
    async with database.reading() as tx:
        kept = [each async for each in audit._rows(tx, 0)]
    assert [each["act"] for each in kept] == ["banned"]


async def test_an_entry_that_was_taken_out_is_named(database, clock):
    await noted(database, clock)
    assert await broken_after(database, "DELETE FROM audit WHERE number = 2;") == ChainBreak(
        2, "it is missing"
    )


async def test_an_entry_taken_out_and_the_others_numbered_anew_is_named(database, clock):
    await noted(database, clock)
    sql = "DELETE FROM audit WHERE number = 4; UPDATE audit SET number = 2 WHERE number = 3 AND 1 = 0;"
    sql += "DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number = 3;"
    assert await broken_after(database, sql) == ChainBreak(2, "it does not follow the one before")


async def test_a_cut_off_end_is_named(database, clock):
    await noted(database, clock)
    sql = "DELETE FROM audit WHERE number >= 3;"
    assert await broken_after(database, sql) == ChainBreak(3, "it is missing, and all after it")
    assert (await broken_after(database, "DELETE FROM audit;")).number == 1


async def test_an_end_that_was_put_back_with_its_row_shows_in_the_head(database, clock):
    await noted(database, clock)
    sql = "UPDATE audit_head SET number = 3;"
    assert (await broken_after(database, sql)).why == "it is not the one that was noted last"


async def test_what_could_be_somebodys_words_is_not_noted(database, clock):
    with pytest.raises(ValueError, match="ids only"):
        async with database.transaction() as tx:
            audit.note(tx, AuditAct.HOLD_SET, clock.now, by=1, why="示例公司 欠款")
    async with database.reading() as tx:
        assert await audit.since(tx, clock.now) == []


async def test_an_act_that_is_undone_leaves_no_entry_and_no_gap(database, clock):
    async def undone():
        async with database.transaction() as tx:
            audit.note(tx, AuditAct.BANNED, clock.now, by=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await undone()
    await noted(database, clock, 2)
    async with database.reading() as tx:
        assert await audit.first_break(tx) is None


async def test_many_who_note_at_the_same_moment_make_one_chain(database, clock):
    await asyncio.gather(*(noted(database, clock, 5) for _ in range(4)))
    async with database.reading() as tx:
        assert await audit.first_break(tx) is None
        start = clock.now.replace(hour=0)
        assert [each.number for each in await audit.since(tx, start)] == list(range(1, 21))


async def test_the_command_line_names_the_first_entry_that_does_not_hold(
    database, database_url, clock, monkeypatch, capsys, tmp_path
):
    (tmp_path / "config.yaml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", database_url)
    await noted(database, clock)
    assert await asyncio.to_thread(main, ["db", "verify"]) == 0
    assert "The audit log is whole." in capsys.readouterr().out
    async with database.transaction() as tx:
        await tx.script("UPDATE audit SET actor = 8 WHERE number = 3;")
    assert await asyncio.to_thread(main, ["db", "verify"]) == 1
    assert "entry 3: it was changed" in capsys.readouterr().err
