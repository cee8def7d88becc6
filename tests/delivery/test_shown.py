"""The last answer that a chat was given: what a question without a subject goes on from."""

from datetime import timedelta

import pytest
from test_said import CHAT, bring_all, told

from bot.domain.actions import Greet
from bot.domain.outgoing import FieldsShown, Notice, button
from bot.storage import outbox, shown

A_MINUTE = timedelta(minutes=1)


def answer(name):
    return FieldsShown((), ((button(name, Greet("zh")),),))


async def answered(office, *names):
    """A chat is answered so, and each answer arrives a minute later; when the last one was given."""
    person = await office.person(CHAT)
    for name in names:
        office.clock.moves(A_MINUTE.total_seconds())
        async with office.database.transaction() as tx:
            await outbox.write(tx, Notice(person, answer(name)), office.account.id, office.clock())
        given = office.clock()
        office.clock.moves(A_MINUTE.total_seconds())
        await bring_all(office.database, office)
    return given


async def last(office, after):
    address = await office.address(CHAT)
    async with office.database.transaction() as tx:
        return await shown.last(tx, address, after)


async def test_it_is_the_last_of_all_answers(office):
    began = office.clock()
    await answered(office, "first", "second")
    assert await last(office, began) == answer("second")


async def test_it_is_none_where_all_were_given_earlier_or_at_that_very_time(office):
    assert await last(office, await answered(office, "first", "second")) is None


@pytest.mark.parametrize(("behind", "found"), [(shown.LATEST - 1, answer("first")), (shown.LATEST, None)])
async def test_it_is_looked_for_among_the_last_messages_only(office, behind, found):
    began = office.clock()
    await answered(office, "first")
    await told(office.database, office, ["key"] * behind)
    await bring_all(office.database, office)
    assert await last(office, began) == found
