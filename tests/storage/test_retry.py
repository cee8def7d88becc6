"""`butler db retry`: what failed too often is listed without a word of people, and put back in line."""

import asyncio

import pytest
from engines import NOON, opened, rows_of

from bot.cli import main
from bot.storage import alarms, inbox, people

ALARM = "INSERT INTO alarms (kind, set_at, due_at) VALUES ('example', 1, 1)"
NO_PAUSE = NOON - NOON
STATES = "SELECT state FROM inbox UNION ALL SELECT state FROM alarms"


@pytest.fixture
async def url(database_url):
    """A database in which one update, whose words are secret, and one alarm were set aside."""
    async with opened(database_url) as database, database.transaction() as tx:
        account = await people.account(tx, "1", "example_bot", NOON)
        words = {"chat": {"id": 7}, "text": "secret words"}
        await inbox.receive(tx, account.id, [{"update_id": 5, "message": words}], NOON)
        await tx.script(ALARM)
        for _ in range(inbox.TRIES):
            await inbox.failed(
                tx, await inbox.take_next(tx, account.id, NOON), "KeyError", NOON, [NO_PAUSE] * 2
            )
            await alarms.failed(
                tx, await alarms.take_next(tx, NOON), "ZeroDivisionError", NOON, [NO_PAUSE] * 2
            )
    return database_url


@pytest.fixture
def retry(url, monkeypatch, tmp_path):
    """The command in a thread: it begins an event loop of its own."""
    (tmp_path / "config.yaml").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", url)
    return lambda *words: asyncio.to_thread(main, ["db", "retry", *words])


async def test_what_was_set_aside_is_listed_without_its_words(url, retry, capsys):
    assert await retry() == 0
    told = capsys.readouterr().out
    assert "alarm:1  since 1970-01-01 00:00 UTC, 3 tries, ZeroDivisionError" in told
    assert "update:1  since 2026-11-23 04:00 UTC, 3 tries, KeyError" in told
    assert "secret" not in told
    assert await rows_of(url, STATES) == [("set_aside",)] * 2


async def test_all_of_it_is_put_back_once(url, retry, capsys):
    assert await retry("--all") == 0
    assert await rows_of(url, STATES) == [("waiting",)] * 2
    assert await retry() == 0
    assert capsys.readouterr().out.endswith("Nothing is set aside.\n")


async def test_one_is_put_back_by_its_name_and_one_that_is_not_there_is_told(url, retry, capsys):
    assert await retry("alarm:1", "update:9") == 1
    assert sorted(await rows_of(url, STATES)) == [("set_aside",), ("waiting",)]
    assert capsys.readouterr().out == "alarm:1 is tried again\nupdate:9 is not set aside\n"


@pytest.mark.parametrize("word", ["1", "ticket:1", "update:", "update:x", "update:²"])
async def test_a_name_that_is_none_is_refused_with_an_example(retry, capsys, word):
    with pytest.raises(SystemExit):
        await retry(word)
    assert "write, for instance, update:12 or alarm:3" in capsys.readouterr().err
