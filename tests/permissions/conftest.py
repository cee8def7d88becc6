import pytest
from rights import cells
from stage import product_knowledge


@pytest.fixture(scope="session")
def knowledge():
    return product_knowledge()


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line(
        f"{len(list(cells()))} permissions, each tried on SQLite, an eighth on PostgreSQL"
    )
