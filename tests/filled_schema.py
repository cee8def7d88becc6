"""Rows for every table of a schema that is known only from its own catalogue.

What a migration does to rows that are there already is seen only when rows are there. These are made from what
SQLite tells of the tables, and are put into either engine: both have the same tables, as another test insists.
"""

import contextlib
import re
import sqlite3

import asyncpg
from engines import opened

ROWS = 2
"""Rows in each table: one could hide an UPDATE that lacks its WHERE."""
LEDGER = "migrations"
KEYS = "data_keys"
"""Nobody can make up rows for it: a key that does not fit the master key is refused."""


async def content_tables(url, folder):
    """Return the columns of every table but the migrations' own, in the order in which they were made."""
    async with opened(url, folder=folder) as database, database.reading() as tx:
        tables = await tx.catalogue()
    return {table: columns for table, columns in tables.items() if table not in {LEDGER, KEYS}}


def rows_for(file):
    """Return `(table, row)` for every table of this SQLite file; what is referred to comes first."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        tables = _in_order_of_references(connection)
        rows = []
        for number in range(1, ROWS + 1):
            made = {}
            for table in tables:
                made[table] = _row(connection, table, number, made)
            rows += made.items()
    return rows


def vocabulary_columns(file):
    """Return `(table, column)` of every text that no reference holds fast: any of them may learn a new word."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        tables = _in_order_of_references(connection)
        held = set()
        for table in tables:
            for column, (other, theirs) in _references(connection, table).items():
                held |= {(table, column), (other, theirs)}
        return [
            (table, row[1])
            for table in tables
            for row in connection.execute(f'PRAGMA table_info("{table}")')
            if row[2] == "TEXT" and (table, row[1]) not in held
        ]


async def fill(url, rows):
    """Put the rows into a database of either engine."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            for table, row in rows:
                connection.execute(_insert(table, row, "?"), list(row.values()))
            connection.commit()
        return
    connection = await asyncpg.connect(url)
    try:
        for table, row in rows:
            await connection.execute(_insert(table, row, "$"), *row.values())
    finally:
        await connection.close()


async def content(url, tables):
    """Return the rows of each table, with the columns named, in a fixed order."""
    found = {}
    for table, columns in tables.items():
        names = ", ".join(f'"{column}"' for column in columns)
        found[table] = await _select(url, f'SELECT {names} FROM "{table}" ORDER BY {names}')
    return found


async def _select(url, sql):
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return connection.execute(sql).fetchall()
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


def _in_order_of_references(connection):
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            " AND name NOT IN (?, ?) ORDER BY rowid",
            (LEDGER, KEYS),
        )
    ]
    done = []
    while len(done) < len(tables):
        ready = [
            table for table in tables
            if table not in done
            and {other for other, _ in _references(connection, table).values()} <= {*done, table}
        ]  # fmt: skip
        assert ready, f"references run in a circle among {set(tables) - set(done)}"
        done += ready
    return done


def _references(connection, table):
    """Return for each column that refers to a row: to which table, and which column there."""
    found = {}
    for _, _, other, column, theirs, *_ in connection.execute(f'PRAGMA foreign_key_list("{table}")'):
        keys = [row[1] for row in connection.execute(f'PRAGMA table_info("{other}")') if row[5]]
        found[column] = (other, theirs or keys[0])
    return found


def _row(connection, table, number, made):
    """Return a value for every column; those that refer to a row take its value from `made`."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    references = _references(connection, table)
    row = {}
    for _, column, kind, needed, default, key in connection.execute(f'PRAGMA table_info("{table}")'):
        if column in references:
            other, theirs = references[column]
            assert other != table or not needed, f"{table}.{column}: no first row can be made"
            row[column] = made[other][theirs] if other != table else None
        elif default is not None and not key:
            row[column] = connection.execute(f"SELECT {default}").fetchone()[0]
        else:
            row[column] = _value(kind, sql, column, number)
    return row


def _value(kind, sql, column, number):
    allowed = re.search(rf"CHECK\s*\(\s*{column}\s+IN\s*\(\s*(?:'([^']*)'|(\d+))", sql)
    if allowed:
        return int(allowed[2]) if allowed[1] is None else allowed[1]
    if kind == "TEXT":
        return f"{column} {number}"
    return float(number) if kind.startswith("DOUBLE") else number


def _insert(table, row, mark):
    names = ", ".join(f'"{column}"' for column in row)
    marks = ", ".join("?" if mark == "?" else f"${place}" for place in range(1, len(row) + 1))
    return f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
