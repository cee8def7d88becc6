import datetime as dt
from pathlib import Path

import pytest
from engines import database_url, postgres_server
from stage import set_up

from bot.knowledge.live import LiveKnowledge

__all__ = ["database_url", "postgres_server"]

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def knowledge():
    """The product's own knowledge, read once: it is never changed."""
    return LiveKnowledge(ROOT / "knowledge", today=lambda: dt.date(2026, 11, 23))


@pytest.fixture
async def stage(tmp_path, knowledge, database_url):
    """Everybody in their place, on each database engine in turn."""
    async with set_up(tmp_path, knowledge, BUTLER_DATABASE__URL=database_url) as ready:
        yield ready
