import pytest
from office import opened_office

from bot.runtime.worker import Worker


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch):
    """The library warns of its own way to count seconds, and warnings are errors; this is its coming way."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def office(database, clock):
    return await opened_office(database, clock)


@pytest.fixture
def worker_of(office, clock):
    """Makes a worker that hands updates to a function, and has nothing else to do."""

    async def never(tx, work):
        raise AssertionError(work)

    def made(hear):
        doors = {"update_set_aside": never, "alarm": never, "alarm_set_aside": never}
        return Worker(office.database, office.account, clock, update=hear, **doors)

    return made
