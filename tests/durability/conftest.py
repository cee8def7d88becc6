import os
import random

import pytest


@pytest.fixture
def rng():
    """The same storm each time; `SEED` makes another."""
    return random.Random(int(os.environ.get("SEED", "12")))


@pytest.fixture
def kills():
    """How often somebody is killed in all, in the tests that kill; `KILLS` asks for more."""
    return int(os.environ.get("KILLS", "100"))
