"""A long thought is had beside the transaction: nobody waits for it but whoever asked."""

import asyncio
import threading
from types import SimpleNamespace

import pytest

from bot.errors import StillToThink
from bot.matching.decision.utterance import Utterance
from bot.storage import inbox
from bot.usecases import thoughts

LONG = "长" * (thoughts.AT_ONCE + 1)


def said(update_id, chat, text="?"):
    return {"update_id": update_id, "message": {"chat": {"id": chat}, "text": text}}


async def received(office, clock, *updates):
    async with office.database.transaction() as tx:
        await inbox.receive(tx, office.account.id, updates, clock())


async def test_while_one_is_thought_about_others_are_heard_and_its_own_chat_waits(office, clock, worker_of):
    heard, goes_on, thinks = [], threading.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def think(item):
        loop.call_soon_threadsafe(thinks.set)
        assert goes_on.wait(10)
        item.thoughts["done"] = True

    async def hear(tx, item):
        if item.update["message"]["text"] == LONG and not item.thoughts:
            raise StillToThink(lambda: think(item))
        heard.append((item.update_id, item.attempts))

    await received(office, clock, said(1, 7, LONG), said(2, 7), said(3, 8))
    worker = worker_of(hear)
    thinking = asyncio.create_task(worker.handle_next())
    await asyncio.wait_for(thinks.wait(), 10)
    assert await worker.handle_waiting() == 1
    assert heard == [(3, 0)]
    goes_on.set()
    assert await thinking
    assert await worker.handle_waiting() == 1
    assert heard == [(3, 0), (1, 0), (2, 0)]


async def test_who_thinks_too_long_finds_that_somebody_else_has_dealt_with_it(office, clock, worker_of):
    heard = []

    async def hear_else(tx, item):
        heard.append("somebody else")

    async def overtaken():
        clock.moves(60)
        assert await worker_of(hear_else).handle_waiting() == 1

    loop = asyncio.get_running_loop()

    async def hear(tx, item):
        raise StillToThink(lambda: asyncio.run_coroutine_threadsafe(overtaken(), loop).result(10))

    await received(office, clock, said(1, 7))
    await worker_of(hear).handle_next()
    assert heard == ["somebody else"]
    assert await worker_of(hear).handle_waiting() == 0


class Judge:
    """Says the text, and counts how often it listened and how often it decided; or fails."""

    def __init__(self, error=None):
        self.listens, self.decides, self.error = 0, 0, error

    def taken_in(self, text):
        return text

    def listened(self, told):
        self.listens += 1
        return None, None

    def decided(self, told, alarm, plea):
        self.decides += 1
        if self.error:
            raise self.error
        return f"verdict on {told}"


def knowing(judge):
    return SimpleNamespace(judge=judge, hear=lambda text: Utterance(text, judge, None))


def test_only_long_texts_are_thought_about_first_and_each_once():
    judge, kept = Judge(), {}
    assert thoughts.judged(kept, knowing(judge), "short").verdict == "verdict on short"
    with pytest.raises(StillToThink) as still:
        thoughts.judged(kept, knowing(judge), LONG)
    still.value.think()
    said = [thoughts.judged(kept, knowing(judge), LONG).verdict for _ in range(2)]
    assert said == [f"verdict on {LONG}"] * 2
    assert judge.decides == 2


def test_whoever_asks_of_a_text_while_it_is_dealt_with_shares_what_was_heard():
    judge, kept = Judge(), {}
    assert thoughts.utterance(kept, knowing(judge), LONG).alarm is None
    with pytest.raises(StillToThink) as still:
        thoughts.judged(kept, knowing(judge), LONG)
    still.value.think()
    thoughts.judged(kept, knowing(judge), LONG)
    assert thoughts.utterance(kept, knowing(judge), LONG).alarm is None
    assert (judge.listens, judge.decides) == (1, 1)


def test_another_judge_thinks_anew():
    kept = {}
    for judge in (Judge(), Judge()):  # the knowledge was changed meanwhile
        with pytest.raises(StillToThink) as still:
            thoughts.judged(kept, knowing(judge), LONG)
        still.value.think()


def test_what_fails_while_it_is_thought_about_fails_where_it_is_needed(caplog):
    kept, knowledge = {}, knowing(Judge(ZeroDivisionError("secret")))
    with pytest.raises(StillToThink) as still:
        thoughts.judged(kept, knowledge, LONG)
    still.value.think()
    said = thoughts.judged(kept, knowledge, LONG)
    with pytest.raises(ZeroDivisionError):
        _ = said.verdict
    assert "secret" not in caplog.text


def test_without_a_place_for_thoughts_everything_is_judged_at_once():
    assert thoughts.judged(None, knowing(Judge()), LONG).verdict == f"verdict on {LONG}"
