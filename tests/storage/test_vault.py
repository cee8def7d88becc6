"""Words at rest: none can be read in the file, and none at all once their key is destroyed."""

import asyncio
import json
import sqlite3
import stat
from contextlib import closing

import pytest
from engines import NOON, opened, raw_rows_of

from bot.domain.dialogue import AskingTown
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice, Sentence
from bot.errors import StorageError
from bot.storage import dialogues, enterprises, inbox, journal, outbox, people, snippets, thread, tickets
from bot.storage.engine import vault
from bot.storage.engine.master import Master
from bot.storage.engine.sealing import DataKey, Words

MARK = "红烧肉四两"
CODE = "91330421MA2B8XXX9K"


@pytest.fixture
async def spoken(database):
    """Somebody has asked, registered an enterprise, and said something in a ticket; the number of the person."""
    async with database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        update = {"update_id": 5, "message": {"chat": {"id": 7}, "text": MARK}}
        await inbox.receive(tx, account, [update], NOON)
        person = await people.at_address(tx, account, "7", NOON)
        await people.consent(tx, person, f"{MARK}老板", NOON)
        await enterprises.join(tx, person, name=f"{MARK}厂", credit_code=CODE, town=f"{MARK}镇", now=NOON)
        await dialogues.begin(tx, account, person, AskingTown(f"{MARK}厂", CODE), NOON)
        await snippets.add(tx, person, f"{MARK}名", f"{MARK}文", NOON)
        await outbox.write(tx, Notice(person, Sentence("test.good", {"text": MARK})), account, NOON)
    return person


async def everything(url):
    """All that stands in the database, as text."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            tables = [
                name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
    else:
        tables = [
            name
            for (name,) in await raw_rows_of(
                url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            )
        ]
    return {table: str(await raw_rows_of(url, f'SELECT * FROM "{table}"')) for table in tables}


async def test_no_word_can_be_read_in_the_rows(database_url, database, spoken):
    for table, text in (await everything(database_url)).items():
        for word in (MARK, MARK.encode("unicode_escape").decode(), CODE):
            assert word not in text, table


async def test_no_word_can_be_read_in_the_files(tmp_path, sqlite):
    async with sqlite.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        person = await people.at_address(tx, account, "7", NOON)
        await people.consent(tx, person, "Marker Person", NOON)
    files = [file for file in tmp_path.iterdir() if file.is_file()]
    assert [file.name for file in files if b"Marker Person" in file.read_bytes()] == []
    assert (tmp_path / "test.db-key").stat().st_mode & 0o077 == 0


async def test_an_enterprise_is_found_by_its_code_though_that_is_sealed(database, spoken):
    async with database.transaction() as tx:
        other = await people.at_address(tx, 1, "8", NOON)
        joined = await enterprises.join(tx, other, name="另一个名字", credit_code=CODE, town=None, now=NOON)
        first = await enterprises.of_person(tx, spoken)
    assert (joined.id, first.credit_code) == (first.id, CODE)


async def test_after_the_key_is_destroyed_words_read_as_forgotten(database, spoken):
    async with database.transaction() as tx:
        assert await tx.vault.destroy(vault.person(spoken))
    async with database.transaction() as tx:
        assert (await people.find(tx, spoken)).name == ""
        assert (await snippets.of_lawyer(tx, spoken))[0].text == ""
        assert (await people.consent(tx, spoken, "新名字", NOON)) is None
        assert (await people.find(tx, spoken)).name == "新名字"


async def test_a_key_made_in_a_transaction_that_is_undone_seals_nothing_later(database):
    async with database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        person = await people.at_address(tx, account, "7", NOON)
    with pytest.raises(RuntimeError):
        async with database.transaction() as tx:
            await _consent_and_fail(tx, person)
    async with database.transaction() as tx:
        with pytest.raises(RuntimeError):
            async with tx.attempt():
                await _consent_and_fail(tx, person)
        await people.consent(tx, person, "丙", NOON)
    database.ring.forget_all()
    async with database.reading() as tx:
        assert (await people.find(tx, person)).name == "丙"


async def _consent_and_fail(tx, person):
    await people.consent(tx, person, "甲", NOON)
    raise RuntimeError


async def test_words_moved_to_another_row_or_changed_are_not_taken_for_true(database, spoken, caplog):
    async with database.transaction() as tx:
        key = next(iter(await tx.all("data_keys.of_subject", subject=vault.person(spoken))))
        raw = database.ring.master.unwrap(key["id"], key["subject"], key["wrapped"])
        sealed = DataKey(key["id"], key["subject"], raw).seal(Words.of('"甲"', "", "people.name:1"))
        forged = sealed.replace("|people.name:1", "|people.name:2")
        rows = await tx.vault.opened([{"name": sealed}, {"name": forged}])
    assert [row["name"] for row in rows] == ['"甲"', ""]
    assert "people.name:2 was changed outside of this program" in caplog.text


async def test_another_master_key_is_refused_in_one_line(database_url, database, spoken):
    with pytest.raises(StorageError, match=r"sealed under the master key .* BUTLER_SECRETS__MASTER_KEY"):
        async with opened(database_url, key=Master.new()):
            pass


@pytest.mark.parametrize("wrong", ["short", "YQ==", "🔑"])
def test_what_is_no_master_key_is_refused_with_what_makes_one(wrong):
    with pytest.raises(StorageError, match="butler db new-key"):
        Master.read(wrong)


async def test_words_of_a_ticket_go_with_the_key_of_its_owner_whoever_said_them(database, spoken):
    async with database.transaction() as tx:
        lawyer = await people.at_address(tx, 1, "9", NOON)
        ticket = await a_ticket(tx, spoken)
        said = IncomingMessage(3, "text", MARK)
        await thread.add(tx, ticket, author="lawyer", person=lawyer, address=1, message=said, now=NOON)
        await outbox.write(tx, Notice(lawyer, Sentence("test.good", {"text": MARK}), ticket=ticket), 1, NOON)
        await tx.vault.destroy(vault.person(spoken))
    async with database.reading() as tx:
        assert [
            row["body"]
            for row in await tx.all("thread.of_ticket", ticket=ticket, audience="all", wider="all")
        ] == [""]


async def a_ticket(tx, owner):
    number = await journal.add(tx, journal.Question(owner, 1, 1, NOON, MARK, "zh", "escalate", "r"))
    how = {"enterprise": None, "measure": None, "lang": "zh", "urgent": False, "emergency": None}
    return (await tickets.open_ticket(tx, owner=owner, question=number, now=NOON, **how)).id


async def test_who_writes_in_the_same_commit_after_a_key_was_destroyed_is_read_later(sqlite):
    async with sqlite.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        person = await people.at_address(tx, account, "7", NOON)
        await people.rename(tx, person, "before")

    async def forget():
        async with sqlite.transaction() as tx:
            await tx.vault.destroy(vault.person(person))

    async def rename():
        async with sqlite.transaction() as tx:
            await people.rename(tx, person, "after")

    await asyncio.gather(forget(), rename())
    sqlite.ring.forget_all()
    async with sqlite.reading() as tx:
        assert (await people.find(tx, person)).name == "after"


async def test_a_replica_seals_nothing_with_a_key_that_another_destroyed(database_url):
    if database_url.startswith("sqlite"):
        pytest.skip("one process serves from a file")
    async with opened(database_url) as here, opened(database_url) as there:
        async with here.transaction() as tx:
            account = (await people.account(tx, "1", "test_bot", NOON)).id
            person = await people.at_address(tx, account, "7", NOON)
            await people.rename(tx, person, "before")
        async with there.transaction() as tx:
            await tx.vault.destroy(vault.person(person))
        async with here.transaction() as tx:
            await people.rename(tx, person, "after")
        async with there.reading() as tx:
            assert (await people.find(tx, person)).name == "after"


async def test_files_are_for_their_owner_alone(tmp_path, sqlite):
    async with sqlite.transaction() as tx:
        await people.account(tx, "1", "test_bot", NOON)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("test.db", "test.db-key", "test.db-shm", "test.db-wal"), 0o600)


async def test_the_keys_of_a_long_list_are_fetched_together(database_url):
    crowd = range(20, 60)
    async with opened(database_url) as database, database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        for number in crowd:
            person = await people.at_address(tx, account, str(number), NOON)
            firm = await enterprises.join(
                tx, person, name=f"{MARK}{number}厂", credit_code=CODE, town=None, now=NOON
            )
    async with opened(database_url) as anew, anew.transaction() as tx:
        fetched = []
        plain_all, plain_many = tx.plain_all, tx.plain_many

        async def fetches(query, **values):
            fetched.append(query)
            return await plain_all(query, **values)

        async def fetches_together(query, each):
            fetched.append(query)
            return await plain_many(query, each)

        tx.plain_all, tx.plain_many = fetches, fetches_together
        rows = await tx.all("conflicts.typed_names_of", enterprise=firm.id)
        assert {json.loads(row["name"]) for row in rows} == {f"{MARK}{number}厂" for number in crowd}
        assert fetched == ["conflicts.typed_names_of", "data_keys.by_id"]
