import pytest
from office import opened_office


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch):
    """The library warns of its own way to count seconds, and warnings are errors; this is its coming way."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def office(database, clock):
    return await opened_office(database, clock)
