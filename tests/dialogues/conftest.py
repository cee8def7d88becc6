import datetime as dt
from pathlib import Path

import pytest
from stage import set_up

from bot.knowledge.live import LiveKnowledge

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def knowledge():
    """The product's own knowledge, read once: it is never changed."""
    return LiveKnowledge(
        Path(__import__("os").environ.get("KN", ROOT / "knowledge")), today=lambda: dt.date(2026, 11, 23)
    )


@pytest.fixture
async def stage(tmp_path, knowledge):
    async with set_up(tmp_path, knowledge) as ready:
        yield ready
