import pytest

from bot.matching import Judge
from tests.matching import small


@pytest.fixture(scope="session")
def judge() -> Judge:
    return small.judge()
