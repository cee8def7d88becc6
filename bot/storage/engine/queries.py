"""Named queries from `sql/<room>.sql`, written once and read for one of the two engines.

Values are written `:name`. What only PostgreSQL understands is written as a comment that begins with the word
`postgres`, for instance `/*postgres FOR NO KEY UPDATE SKIP LOCKED */`: PostgreSQL gets what stands inside, SQLite
nothing. `NO KEY`, since no key is ever changed: a stronger lock would wait for whoever adds a row that refers to this
one, and such waits end in deadlocks. And the reverse with `sqlite`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import aiosql

Engine = Literal["sqlite", "postgres"]
Row = Mapping[str, Any]
"""One row of a result by column name."""
Call = tuple[str, Mapping[str, Any]]
"""A query by its name, and its values."""

SQL_FOLDER = Path(__file__).parents[1] / "sql"
_ONLY_FOR_ONE = re.compile(r"/\*(postgres|sqlite)\s(.*?)\*/", re.DOTALL)
_DRIVERS = {"sqlite": "aiosqlite", "postgres": "asyncpg"}


@dataclass(frozen=True, slots=True)
class Query:
    """SQL ready for the driver; `order` names the values by position for the driver that counts them."""

    sql: str
    order: tuple[str, ...]


def for_engine(sql: str, engine: Engine) -> str:
    """Return the SQL with the parts that are for this engine alone, without those that are for the other."""
    return _ONLY_FOR_ONE.sub(lambda part: part[2] if part[1] == engine else "", sql)


@cache
def load_queries(engine: Engine, folder: Path = SQL_FOLDER) -> Mapping[str, Query]:
    """Return every query of every room by its name, `room.name`; read once in the life of a process."""
    return {
        f"{file.stem}.{name}": query
        for file in sorted(folder.glob("*.sql"))
        for name, query in _load_room(file, engine).items()
    }


def _load_room(file: Path, engine: Engine) -> dict[str, Query]:
    text = for_engine(file.read_text(encoding="utf-8"), engine)
    room = aiosql.from_str(text, _DRIVERS[engine], mandatory_parameters=False)
    order: Mapping[str, list[str]] = getattr(room.driver_adapter, "var_sorted", {})
    names = [name for name in room.available_queries if not name.endswith("_cursor")]
    return {name: Query(getattr(room, name).sql, tuple(order.get(name, ()))) for name in names}
