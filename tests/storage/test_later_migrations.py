"""What will be done to the schema after its release, tried today on every table with rows in it.

Nothing here knows a table: `filled_schema` reads them from the catalogue.
"""

import shutil

import pytest
from engines import opened
from filled_schema import ROWS, content, content_tables, fill, rows_for, vocabulary_columns

from bot.errors import StorageError
from bot.storage.engine import migrate


class Release:
    """A database as the program of today makes it, with rows in every table."""

    def __init__(self, url, folder, sample):
        self.url = url
        self.folder = folder
        self.vocabularies = vocabulary_columns(sample)
        self._rows = rows_for(sample)

    async def fill(self):
        self.tables = await content_tables(self.url, self.folder)
        await fill(self.url, self._rows)
        self.before = await content(self.url, self.tables)

    async def migrate(self, *statements):
        """Take one more migration, as the next release would."""
        number = len(migrate.known(self.folder)) + 1
        (self.folder / f"{number:04d}_later.sql").write_text("\n".join(statements))
        async with opened(self.url, folder=self.folder):
            pass

    async def content(self):
        """Return the rows as they are now, with the columns of the release."""
        return await content(self.url, self.tables)


@pytest.fixture
async def release(empty_url, tmp_path):
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.FOLDER, folder)
    sample = tmp_path / "sample.db"
    async with opened(f"sqlite:///{sample}", folder=folder):
        pass
    release = Release(empty_url, folder, sample)
    await release.fill()
    return release


def test_there_are_rows_in_every_table(release):
    assert release.before
    assert {table: len(rows) for table, rows in release.before.items()} == dict.fromkeys(release.tables, ROWS)


async def test_a_column_can_be_added_to_every_table_and_no_row_is_touched(release):
    await release.migrate(
        *(
            f"ALTER TABLE {table} ADD COLUMN later TEXT; UPDATE {table} SET later = 'word';"
            for table in release.tables
        )
    )
    assert await release.content() == release.before
    later = await content(release.url, {table: ["later"] for table in release.tables})
    assert later == dict.fromkeys(release.tables, [("word",)] * ROWS)


async def test_every_vocabulary_can_learn_a_new_word_while_rows_are_there(release):
    await release.migrate(
        *(f"UPDATE {table} SET {column} = {column} || '_new';" for table, column in release.vocabularies)
    )
    for table, rows in (await release.content()).items():
        for column, values in zip(release.tables[table], zip(*rows, strict=True), strict=True):
            if (table, column) in release.vocabularies:
                assert all(value.endswith("_new") for value in values if value is not None)


async def test_a_table_can_be_added_and_filled_from_every_other(release):
    keys = {table: next(iter(columns)) for table, columns in release.tables.items()}
    await release.migrate(
        "CREATE TABLE later (id INTEGER PRIMARY KEY, words TEXT NOT NULL);",
        *(
            f"INSERT INTO later (words) SELECT CAST({key} AS TEXT) FROM {table};"
            for table, key in keys.items()
        ),
    )
    assert await release.content() == release.before
    assert len((await content(release.url, {"later": ["id"]}))["later"]) == ROWS * len(keys)


async def test_a_migration_that_fails_half_way_leaves_every_row_as_it_was(release):
    with pytest.raises(StorageError):
        await release.migrate(
            *(f"ALTER TABLE {table} ADD COLUMN later TEXT;" for table in release.tables),
            *(f"DELETE FROM {table};" for table in reversed(release.tables)),
            "INSERT INTO nowhere VALUES (1);",
        )
    assert await release.content() == release.before
    assert await content_tables(release.url, migrate.FOLDER) == release.tables
