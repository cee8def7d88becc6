"""The program is killed again and again while people write: nothing is lost, nothing happens twice.

What cannot be excluded is a message that left in the very moment of the kill: it is there or not, and the
person is told so. It is never silently lost and never silently repeated.
"""

import asyncio
import os
import random
import signal
import sys
from contextlib import asynccontextmanager
from pathlib import Path

from echo_bot import text_of
from engines import opened, rows_of

from bot.storage import codec, inbox, not_delivered, outbox
from bot.storage.engine import master_key
from simulator.running import running_simulator

TOKEN = "4242:" + "a" * 35
ECHO_BOT = Path(__file__).parent / "echo_bot.py"
PEOPLE, MESSAGES, KILLS = 6, 10, 8
EXPECTED = {"echo /start", *(f"echo {turn}.{number}" for turn in range(KILLS) for number in range(MESSAGES))}


@asynccontextmanager
async def running_bot(url, base_url):
    environ = os.environ | {"MASTER": master_key.file_of(url).read_text()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(ECHO_BOT), url, base_url, TOKEN, env=environ
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def until(holds, seconds=60):
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 -- another process has no event for tests
            await asyncio.sleep(0.02)


def heard(person):
    return [message["text"] for message in person.sees() if message["from"] == "bot"]


def sends(world):
    return sum(len(heard(person)) for person in world)


async def test_killed_at_any_moment_nothing_is_lost_and_nothing_happens_twice(database_url):
    chance = random.Random(20261124)
    async with opened(database_url):
        pass
    async with running_simulator() as simulator:
        simulator.world.bot(TOKEN)
        people = [simulator.person(f"P{number}") for number in range(PEOPLE)]
        for person in people:
            person.starts()
        for turn in range(KILLS):
            async with running_bot(database_url, simulator.base_url) as bot:
                await write_and_wait(people, turn)
                await asyncio.sleep(chance.random() * 0.05)  # the kill comes at a random moment
                bot.send_signal(signal.SIGKILL)
        await check(database_url, simulator, people)


async def write_and_wait(people, turn):
    """Let everybody write, and wait until the bot is at work on it."""
    before = sum(len(heard(person)) for person in people)
    for number in range(MESSAGES):
        for person in people:
            person.says(f"{turn}.{number}")

    async def at_work():
        return sum(len(heard(person)) for person in people) > before

    await until(at_work)


LOST = """
    SELECT addresses.external_id, outbox.kind, outbox.body FROM outbox JOIN addresses ON addresses.id = outbox.address
    WHERE outbox.state IN ('failed', 'uncertain')
"""


async def uncertain_texts(url):
    """(person, words) of the notices that may not have arrived."""
    return {
        (int(chat), text_of(codec.read_content(kind, body))) for chat, kind, body in await rows_of(url, LOST)
    }


async def check(url, simulator, people):
    async with opened(url) as database:
        async with running_bot(url, simulator.base_url):

            async def settled():
                async with database.reading() as tx:
                    waits = await inbox.waiting(tx) or await outbox.open_notices(tx)
                return not waits and not simulator.world.bot(TOKEN).updates.waiting

            await until(settled)
        async with database.reading() as tx:
            lost = await not_delivered.listed(tx, 10_000)
            assert await inbox.set_aside_count(tx) == 0
    assert {each.state for each in lost} <= {"uncertain"}
    doubtful = await uncertain_texts(url)
    for person in people:
        uncertain = {text for chat, text in doubtful if chat == person.id}
        answers = [text for text in heard(person) if text.startswith("echo")]
        assert len(answers) == len(set(answers)), "an answer came twice"
        missing = EXPECTED - set(answers)
        assert missing <= uncertain, "an answer is lost and nobody knows"
        numbered = [text for text in answers if text != "echo /start"]
        assert numbered == sorted(numbered, key=lambda text: [int(part) for part in text[5:].split(".")])
