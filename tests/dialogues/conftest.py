import ast
import os
from pathlib import Path

import pytest
from engines import ENGINES
from recording import RECORDING, recorded
from stage import product_knowledge, set_up

HERE = Path(__file__).resolve().parent
WHOLE = "test_wholeness.py"
"""Its tests look back on all the others: they come last, and only when all the others were asked for."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    _take_engines_in_turn(config, items)
    looking_back = [item for item in items if item.path.name == WHOLE and item.path.parent == HERE]
    others = [item for item in items if item not in looking_back]
    collected = {(item.path.name, item.originalname) for item in others if item.path.parent == HERE}
    whole = _written() <= collected
    items[:] = [*others, *looking_back] if whole else others
    if not whole:
        config.hook.pytest_deselected(items=looking_back)


def _take_engines_in_turn(config, items):
    """Every dialogue is played on SQLite, every second one on PostgreSQL, too; its further wordings on one of them in turn.

    What differs between the engines lies below the queries, all of which are tried on both elsewhere. `EVERY_ENGINE=1` plays all on both.
    """
    if os.environ.get("EVERY_ENGINE"):
        return
    played, seen = [], {}
    for item in items:
        said = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        engine = said.pop("database_url", None) or said.pop("empty_url", None)
        dialogue = (item.path, item.originalname)
        wordings = seen.setdefault(dialogue, [])
        if engine is not None and said not in wordings:
            wordings.append(said)
        first = engine is None or wordings.index(said) == 0
        turn = list(seen).index(dialogue) if first else wordings.index(said)
        if engine is None or engine == ENGINES[turn % len(ENGINES)] or (first and engine == "sqlite"):
            played.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in set(played)])
    items[:] = played


def _written():
    """(file, test) of every dialogue in this folder."""
    return {
        (file.name, node.name)
        for file in HERE.glob("test_*.py")
        if file.name != WHOLE
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


def pytest_runtest_setup(item):
    RECORDING.begins()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failing dialogue says what each person last heard, and what could not be said."""
    report = yield
    if report.failed and (told := RECORDING.told()):
        report.sections.append(("What each person last heard", told))
    return report


@pytest.fixture(autouse=True, scope="session")
def _overheard():
    with recorded():
        yield


@pytest.fixture(scope="session")
def knowledge():
    """The product's own knowledge, read once: it is never changed."""
    return product_knowledge()


@pytest.fixture
async def stage(tmp_path, knowledge, database_url):
    """Everybody in their place, on each database engine in turn."""
    async with set_up(tmp_path, knowledge, BUTLER_DATABASE__URL=database_url) as ready:
        yield ready
