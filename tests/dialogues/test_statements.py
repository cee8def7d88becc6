"""What a question costs the database: a statement more is felt by everybody who waits behind it."""

from collections import defaultdict

import pytest
from stage import set_up

from bot.storage.engine.sqlite_transaction import SqliteTransaction

MOST = 8
"""The lane, its oldest update, suspended entries, who it is, what they asked before; the question, the answer, done."""


@pytest.fixture
def asked(monkeypatch):
    """The statements of each transaction, in the order in which they were run."""
    statements, run = defaultdict(list), SqliteTransaction._run

    async def noted(transaction, calls):
        statements[transaction] += [sql for sql, _ in calls]
        return await run(transaction, calls)

    monkeypatch.setattr(SqliteTransaction, "_run", noted)
    return statements


async def test_a_question_is_answered_by_eight_statements(tmp_path, knowledge, asked):
    async with set_up(tmp_path, knowledge) as stage:
        await stage.owner.agrees()
        asked.clear()
        stage.owner.says("员工试用期最长多久")
        await stage.owner.hears("试用期")
        await stage.settles()
    [answering] = [each for each in asked.values() if any("INTO questions" in sql for sql in each)]
    assert len(answering) <= MOST, answering
