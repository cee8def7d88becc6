import pytest
from small_base import judge_of_small_base

from bot.matching import Judge


@pytest.fixture(scope="session")
def judge() -> Judge:
    return judge_of_small_base()
