import os
import random

import pytest
from engines import breakable_server, database_url, postgres_server

__all__ = ["breakable_server", "database_url", "postgres_server"]


@pytest.fixture
def rng():
    """The same storm each time; `SEED` makes another."""
    return random.Random(int(os.environ.get("SEED", "12")))


@pytest.fixture
def kills():
    """How often somebody is killed in all, in the tests that kill; `KILLS` asks for more."""
    return int(os.environ.get("KILLS", "100"))
