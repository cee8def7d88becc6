import httpx
import pytest
from stage import product_knowledge, set_up

from bot.operations.server import operations_app


@pytest.fixture(scope="session")
def knowledge():
    return product_knowledge()


@pytest.fixture
async def stage(tmp_path, knowledge, database_url):
    """The bot at work on each engine in turn, with owner, lawyers and admin."""
    async with set_up(tmp_path, knowledge, BUTLER_DATABASE__URL=database_url) as stage:
        yield stage


@pytest.fixture
async def pages(stage):
    """A client of the pages for whoever watches the bot."""
    transport = httpx.ASGITransport(operations_app(stage.butler.lookout().subject()))
    async with httpx.AsyncClient(transport=transport, base_url="http://operations") as client:
        yield client
