"""While a queue stands, another process thinks ahead: what it heard is what would be heard, and it may go at any moment."""

import asyncio
import io
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_folder import TODAY, TOPICS, Room

from bot.config.opening import open_foresight
from bot.domain.identity import Address
from bot.knowledge import building, cache, thinking_ahead
from bot.knowledge.live import LiveKnowledge
from bot.matching.decision.utterance import Utterance
from bot.matching.text import segments
from bot.runtime import foresight
from bot.runtime.foresight import QUEUE, Foresight
from bot.runtime.waiting import AMPLY, BATCH
from bot.storage.inbox import InboxItem
from bot.usecases import thoughts

PRECISION = 0.97
NEAR = int(AMPLY * BATCH)
"""How many have their turn before a first batch, where turns come as quickly as thoughts."""
QUESTIONS = [question for both in TOPICS.values() for question in both]
LATER = 2000
RENAMED = {"zh": "厂房漏水谁来修", "en": "Who mends a leaking roof"}
MANY_ZH = [
    f"{RENAMED['zh']}{end}"
    for end in ("", "呢", "啊", "呀", "急", "求问", "多久", "怎么算", "怎么说", "有规定吗")
]
MANY_EN = [
    f"{start} a leaking roof"
    for start in ("mend", "repair", "who pays for", "what about", "help me with", "rules for", "costs of")
]


def update(number, text="?"):
    return {"update_id": number, "message": {"chat": {"id": 7}, "text": text}}


def queue(count=400):
    return [update(number, QUESTIONS[number % len(QUESTIONS)]) for number in range(count)]


def item(number):
    return InboxItem(number, number, Address(1, "7"), 0, update(number))


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder whose knowledge is kept, as of a bot that has been started."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Room(tmp_path / "knowledge")


@pytest.fixture
def knowledge(room):
    return cache.load_kept(room.path, today=TODAY, answer_precision=PRECISION)


def command(knowledge):
    return thinking_ahead.command(cache.keep_apart(knowledge))


def thinking(knowledge, command=command):
    """Foresight with one knowledge in force."""
    return Foresight(lambda: knowledge, command)


class Running:
    """Foresight at work on a queue, and the process that helps it."""

    def __init__(self, ahead, knowledge):
        self.ahead, self.knowledge = ahead, knowledge
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(ahead.run(self.stop))

    async def __aenter__(self):
        self.ahead.expect(queue())
        return self

    async def __aexit__(self, *_):
        self.stop.set()
        await asyncio.wait_for(self.task, 10)
        assert not helpers()

    async def thought_of(self):
        """An update that was thought about before its turn, which has come now, with what is thought of it."""
        await until(lambda: self.ahead.thought)
        one = item(NEAR)
        assert judged_ahead(self.ahead, one, self.knowledge)
        return one


def helpers():
    """The ids of the processes that think ahead for this one."""
    children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in children if b"thinking_ahead" in about(int(pid), "cmdline")]


def about(pid, what):
    """What the system knows of a process."""
    return Path(f"/proc/{pid}/{what}").read_bytes()


async def until(holds):
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 -- another process has no event for tests
            await asyncio.sleep(0.02)


async def test_what_was_thought_ahead_is_what_would_be_thought_in_turn(knowledge):
    async with Running(thinking(knowledge), knowledge) as running:
        one = await running.thought_of()
    said = thoughts.judged(one.thoughts, knowledge, QUESTIONS[one.update_id % len(QUESTIONS)])
    assert said.was_judged
    assert said.heard == knowledge.hear(said.text).heard


def have_their_turn(running, numbers):
    for number in numbers:
        running.ahead.recall(item(number), running.knowledge)


def first_in_turn(ahead, knowledge, texts):
    """The first of some texts that wait, as it is heard when its turn has come."""
    ahead.expect([update(number, text) for number, text in enumerate(texts)])
    one = item(0)
    ahead.recall(one, knowledge)
    return one


def test_texts_that_wait_are_made_ready_together_and_heard_as_if_each_stood_alone(knowledge, monkeypatch):
    together, several = [], Utterance.several

    def noted(texts, *others):
        together.append(list(texts))
        return several(texts, *others)

    monkeypatch.setattr(Utterance, "several", noted)
    ahead, texts = thinking(knowledge), QUESTIONS[:4]
    first = first_in_turn(ahead, knowledge, texts)
    items = [first, *map(item, range(1, len(texts)))]
    for each in items[1:]:
        ahead.recall(each, knowledge)
    assert together == [texts]
    for each, text in zip(items, texts, strict=True):
        said = each.thoughts[knowledge.judge, text]
        assert not said.was_judged
        assert said.heard == knowledge.hear(text).heard


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(QUESTIONS[:1], id="nobody else waits"),
        pytest.param(
            ["问" * (thoughts.AT_ONCE + 1), *QUESTIONS],
            id="it is long and thought about beside the transaction",
        ),
    ],
)
def test_a_text_that_stands_alone_is_made_ready_when_it_is_asked_about(knowledge, texts):
    assert not first_in_turn(thinking(knowledge), knowledge, texts).thoughts


def test_one_of_several_processes_before_a_database_makes_nothing_ready(knowledge):
    ahead = Foresight(lambda: knowledge, command, is_alone=False)
    assert not first_in_turn(ahead, knowledge, QUESTIONS).thoughts


def test_a_text_on_which_the_judge_fails_keeps_no_other_from_being_made_ready(knowledge, monkeypatch):
    parted = segments.questions
    monkeypatch.setattr(
        segments, "questions", lambda text, **told: 1 / 0 if text == "?" else parted(text, **told)
    )
    ahead = thinking(knowledge)
    assert not first_in_turn(ahead, knowledge, [QUESTIONS[0], "?", QUESTIONS[1]]).thoughts
    for number, text in ((1, "?"), (2, QUESTIONS[1])):
        one = InboxItem(number, number, Address(1, "7"), 0, update(number, text))
        ahead.recall(one, knowledge)
        assert not one.thoughts


def test_after_an_edit_nothing_is_heard_as_it_was_made_ready_before(room, knowledge):
    ahead = thinking(knowledge)
    assert first_in_turn(ahead, knowledge, QUESTIONS[:2]).thoughts
    room.change("legal-aid", title=RENAMED, phrasings={"zh": MANY_ZH, "en": MANY_EN})
    after, second = building.load(room.path, today=TODAY), item(1)
    ahead.recall(second, after)
    assert not second.thoughts


async def test_only_a_queue_is_helped_with(knowledge, caplog):
    caplog.set_level(logging.INFO)
    ahead, stop = thinking(knowledge), asyncio.Event()
    running = asyncio.create_task(ahead.run(stop))
    ahead.expect(queue(QUEUE - 1))
    for _ in range(20):
        await asyncio.sleep(0)
    assert "messages wait" not in caplog.text
    ahead.expect([update(1000)])
    await until(lambda: f"{QUEUE} messages wait" in caplog.text)
    stop.set()
    await running


async def test_a_helper_that_has_nothing_to_do_hears_of_new_texts_at_once(knowledge, monkeypatch):
    has_nothing_to_do = asyncio.Event()

    async def rest(wake, _seconds):
        has_nothing_to_do.set()
        await wake.wait()

    monkeypatch.setattr(foresight, "rest", rest)
    async with Running(thinking(knowledge), knowledge) as running:
        await running.thought_of()
        for number in range(400):
            running.ahead.recall(item(number), knowledge)
        await has_nothing_to_do.wait()
        running.ahead.expect([update(LATER + number, QUESTIONS[0]) for number in range(400)])
        await until(lambda: running.ahead.thought)


async def test_a_helper_stays_for_the_next_wave_and_ends_when_none_comes(knowledge, monkeypatch):
    wave = range(LATER, 2 * LATER)
    async with Running(thinking(knowledge), knowledge) as running:
        await until(lambda: running.ahead.thought)
        (first,) = helpers()
        have_their_turn(running, range(len(queue())))
        running.ahead.expect([update(number, QUESTIONS[0]) for number in wave])
        await until(lambda: running.ahead.thought)
        assert helpers() == [first]
        have_their_turn(running, wave)
        monkeypatch.setattr(foresight, "LINGER_S", 0.1)
        await until(lambda: not helpers())


async def test_a_helper_that_is_killed_is_replaced_and_nobody_notices(knowledge, monkeypatch, caplog):
    monkeypatch.setattr(foresight, "PAUSE_S", 0.0)
    async with Running(thinking(knowledge), knowledge) as running:
        await running.thought_of()
        [first] = helpers()
        os.kill(first, signal.SIGKILL)
        running.ahead.expect([update(2000 + number, "新的问题") for number in range(200)])
        await until(lambda: helpers() not in ([], [first]))
        assert "has ended" in caplog.text


async def test_a_helper_that_does_not_answer_is_given_up(knowledge, monkeypatch, caplog):
    monkeypatch.setattr(foresight, "WITHIN_S", 0.2)
    async with Running(thinking(knowledge, lambda _: ["sleep", "60"]), knowledge):
        await until(lambda: "has ended (TimeoutError)" in caplog.text)


async def test_a_helper_that_cannot_be_started_ends_nothing(knowledge, caplog):
    async with Running(thinking(knowledge, lambda _: ["/no/such/program"]), knowledge) as running:
        await until(lambda: "has ended (FileNotFoundError)" in caplog.text)
        assert not running.task.done()


async def test_where_nothing_can_be_kept_nothing_is_thought_ahead(knowledge, caplog):
    caplog.set_level(logging.INFO)
    async with Running(thinking(knowledge, lambda _: None), knowledge):
        await until(lambda: "no folder in which knowledge can be kept" in caplog.text)
        assert not helpers()


async def test_a_helper_with_other_knowledge_is_not_listened_to(room, knowledge, caplog):
    room.change("legal-aid", title={"zh": "法律援助怎么办", "en": "Legal aid"})
    other = command(building.load(room.path, today=TODAY))
    async with Running(thinking(knowledge, lambda _: other), knowledge) as running:
        await until(lambda: "does not have the knowledge in force" in caplog.text)
        assert not running.ahead.thought


async def test_after_an_edit_it_is_thought_ahead_with_the_new_knowledge_and_with_no_other(room, monkeypatch):
    monkeypatch.setattr(foresight, "pays", lambda: True)
    live = LiveKnowledge(room.path, today=lambda: TODAY)
    before = live.current
    ahead = open_foresight(live, "sqlite")
    async with Running(ahead, before) as running:
        await running.thought_of()
        [first] = helpers()
        room.change("legal-aid", title=RENAMED, phrasings={"zh": MANY_ZH, "en": MANY_EN})
        await live.reload()
        assert live.current.judge is not before.judge
        assert not any(
            judged_ahead(ahead, item(number), live.current) for number in range(NEAR, NEAR + BATCH)
        )
        ahead.expect([update(LATER + number, RENAMED["zh"]) for number in range(400)])
        await until(lambda: helpers() not in ([], [first]) and ahead.thought)
        known = {
            one.update_id: one.thoughts
            for one in map(item, range(LATER + 400))
            if judged_ahead(ahead, one, live.current)
        }
    assert known
    for number, thought in known.items():
        text = QUESTIONS[number % len(QUESTIONS)] if number < LATER else RENAMED["zh"]
        said = thoughts.judged(thought, live.current, text)
        assert said.was_judged
        assert said.heard == live.current.hear(text).heard


def judged_ahead(ahead, one, knowledge):
    """Whether the verdict on an update whose turn has come was reached by another process."""
    ahead.recall(one, knowledge)
    return any(said.was_judged for said in one.thoughts.values())


async def test_the_knowledge_of_the_start_is_thought_with_from_where_it_is_kept_already(room):
    live = LiveKnowledge(room.path, today=lambda: TODAY)
    assert live.file_of(live.current).suffix == ".knowledge"
    room.change("legal-aid", title={"zh": "法律援助怎么办", "en": "Legal aid"})
    assert live.file_of(live.current).suffix == ".knowledge"
    await live.reload()
    assert live.file_of(live.current).suffix == ".in-force"


async def test_a_helper_knows_no_secret_and_steps_back(knowledge, monkeypatch):
    monkeypatch.setenv("BUTLER_TELEGRAM__TOKEN", "1:secret")
    async with Running(thinking(knowledge), knowledge) as running:
        await running.thought_of()
        [helper] = helpers()
        assert b"BUTLER_" not in about(helper, "environ")
        assert os.getpriority(os.PRIO_PROCESS, helper) == os.getpriority(os.PRIO_PROCESS, 0) + 10
        assert about(helper, "oom_score_adj").strip() == b"1000"


def test_a_helper_ends_with_whoever_began_it(knowledge):
    with subprocess.Popen(command(knowledge), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as helper:
        said, _ = helper.communicate(timeout=30)  # stdin ends, as when the bot is killed
    assert (helper.returncode, said) == (0, thinking_ahead.framed(knowledge.recipe))


def test_a_text_on_which_the_judge_fails_keeps_no_other_from_being_heard(knowledge, monkeypatch):
    """The very process that thinks ahead, run here so that its judge can be made to fail."""
    parted = segments.questions
    monkeypatch.setattr(
        segments, "questions", lambda text, **told: 1 / 0 if text == "?" else parted(text, **told)
    )
    asked, said = io.BytesIO(thinking_ahead.framed([QUESTIONS[0], "?", QUESTIONS[1]])), io.BytesIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=asked))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=said))
    monkeypatch.setattr(thinking_ahead, "_step_back", lambda: None)
    monkeypatch.setattr(thinking_ahead.gc, "freeze", lambda: None)
    thinking_ahead.main(*command(knowledge)[3:])
    assert said.getvalue() == thinking_ahead.framed(knowledge.recipe) + thinking_ahead.framed(
        [knowledge.hear(QUESTIONS[0]).heard, None, knowledge.hear(QUESTIONS[1]).heard]
    )


def test_another_process_pays_where_there_is_a_second_processor(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert foresight.pays()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert not foresight.pays()
