"""Whoever gets the files or the log of the bot reads nothing that people said: each column is sealed, or known to hold no words."""

import logging
import stat
from pathlib import Path

from engines import raw_rows_of
from scenes import STRANGE
from test_forget_me import FIRM, QUESTION, SAID, has_a_closed_ticket, is_forgotten

from bot.cli.logs import quieten_libraries
from bot.storage.engine.sealing import is_sealed

SEALED = {
    "people": {"name"},
    "inbox": {"body"},
    "outbox": {"body"},
    "lawyers": {"firm", "licence"},
    "enterprises": {"name", "credit_code", "town", "aliases", "industry", "contact"},
    "seats": {"name", "town"},
    "dialogues": {"data"},
    "questions": {"text"},
    "tickets": {"other_side"},
    "messages": {"body"},
    "suspensions": {"reason_words"},
    "conflicts": {"ours", "theirs"},
    "lawyer_parties": {"name"},
    "snippets": {"name", "body"},
    "holds": {"reason"},
}
"""Columns that hold what people said, or are called."""
PARTLY = {"ticket_events": {"reason"}}
"""A word of the program's own, or sealed where an admin's own words stand behind it."""
DIGESTS = {"enterprises": {"credit_code_index"}, "invitations": {"code"}}
"""Only ever compared: kept as a keyed digest, from which nobody gets the value back."""
WORDLESS = {
    "the program's own vocabulary": {
        "accounts": {"channel"}, "people": {"language"}, "inbox": {"state", "last_error"}, "outbox": {"kind", "lang", "state", "once", "says"},
        "roles": {"role"}, "bans": {"reason"}, "invitations": {"role"}, "enterprises": {"butler_because"}, "seats": {"standing"}, "dialogues": {"step"},
        "questions": {"lang", "verdict", "talk"}, "tickets": {"lang", "emergency", "state", "close_reason", "side"},
        "ticket_events": {"act", "state"}, "offers": {"reason"}, "messages": {"author", "audience"}, "suspensions": {"reason"},
        "alarms": {"kind", "state", "last_error"}, "absences": {"kind"}, "conflicts": {"reason", "cleared_because"},
        "lawyer_parties": {"side"}, "deadlines": {"unit", "roll", "state"}, "ticket_facts": {"kind", "state", "word"},
        "holiday_notices": {"audience"}, "second_looks": {"state"}, "shared_state": {"name", "value"}, "troubles": {"name"},
        "backups": {"state"}, "audit": {"act", "detail"}, "numbering": {"room"}, "lawyers": {"languages", "hours"},
    },
    "by which the program deals out tickets, as the bureau's list has it": {"lawyers": {"specialities", "towns", "industries"}},
    "ids of the knowledge, and its own words": {
        "questions": {"entry", "measure", "candidates", "revision"}, "revisions": {"revision"}, "tickets": {"measure"},
        "suspensions": {"entry"}, "deadlines": {"entry"}, "ticket_facts": {"asked_zh", "asked_en"},
    },
    "days": {"deadlines": {"trigger_day", "last_day"}, "holiday_notices": {"first_day", "last_day", "back_day"}, "backups": {"day"}},
    "numbers of people, and Telegram's of chats and bots": {
        "accounts": {"external_id"}, "addresses": {"external_id"}, "tickets": {"conflicted"}, "data_keys": {"subject"},
    },
    "what Telegram says of a call that it refused": {"outbox": {"reason"}},
    "keys, wrapped; fingerprints; random words": {
        "data_keys": {"id", "wrapped"}, "audit": {"previous", "hash"}, "audit_head": {"hash"}, "epochs": {"epoch"},
        "migrations": {"name", "checksum"},
    },
}  # fmt: skip
"""Columns that hold no words, names, ids of files or codes, by the reason."""
MARKS = (SAID, STRANGE, QUESTION, FIRM, "死鱼", "示例企业主")


def columns_of(*classes):
    return [(table, column) for each in classes for table, columns in each.items() for column in columns]


async def text_columns(url):
    if url.startswith("sqlite"):
        sql = (
            "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type NOT IN ('BIGINT', 'INTEGER', 'DOUBLE PRECISION')"
        )
    else:
        sql = (
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type NOT IN ('bigint', 'integer', 'double precision')"
        )
    return sorted(await raw_rows_of(url, sql))


async def values_of(url, columns):
    """(table.column, value) of all that is not empty."""
    return [
        (f"{table}.{column}", value)
        for table, column in columns
        for (value,) in await raw_rows_of(url, f'SELECT "{column}" FROM "{table}"')
        if value not in (None, "", "[]")
    ]


async def test_each_column_of_text_is_sealed_or_known_to_hold_no_words(database_url):
    classed = columns_of(SEALED, PARTLY, DIGESTS, *WORDLESS.values())
    assert sorted(classed) == await text_columns(database_url)


async def in_the_clear(url, folder, marks=MARKS):
    """Where a mark stands in a row, or in a file beside it, as anybody reads it."""
    columns = await text_columns(url)
    rows = [
        name
        for name, value in await values_of(url, columns)
        if any(shown(mark) in shown(value) for mark in marks)
    ]
    kept = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    files = [
        file.name for file, content in kept.items()
        if any(form in content for mark in marks for form in (mark.encode(), shown(mark).encode(), mark.encode("utf-16-le")))
    ]  # fmt: skip
    return rows + files


def shown(text):
    return text.encode("ascii", "backslashreplace").decode()


async def test_neither_rows_nor_files_nor_the_log_show_what_was_said(stage, tmp_path, caplog):
    quieten_libraries()
    caplog.set_level(logging.DEBUG)
    url = stage.butler.config.database.url.get_secret_value()
    await has_a_closed_ticket(stage)
    await stage.settles()
    sealed = await values_of(url, columns_of(SEALED))
    assert {name for name, _ in sealed} >= {
        "messages.body",
        "outbox.body",
        "questions.text",
        "enterprises.name",
    }
    assert [name for name, value in sealed if not is_sealed(value)] == []
    assert await in_the_clear(url, tmp_path) == []
    await is_forgotten(stage)
    assert await in_the_clear(url, tmp_path) == []
    lines = [record.getMessage() for record in caplog.records if not record.name.startswith("simulator")]
    assert logging.getLogger("asyncpg").isEnabledFor(logging.DEBUG)
    assert [line for line in lines if any(mark in line or shown(mark) in line for mark in MARKS)] == []
    own = [
        file for file in tmp_path.glob("test.db*") if file.is_file()
    ]  # where the fixture lays a SQLite file
    assert len(own) == (4 if url.startswith("sqlite") else 0)  # journal and key among them
    assert [file.name for file in own if mode_of(file) & 0o077] == []
    assert {
        folder.name for folder in tmp_path.iterdir() if folder.is_dir() and mode_of(folder) & 0o077
    } == set()


def mode_of(file: Path):
    return stat.S_IMODE(file.stat().st_mode)
