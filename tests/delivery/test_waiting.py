"""Texts that wait for their turn: which another process thinks about, which are left to this one, and what is kept of them."""

import pytest

from bot.runtime.waiting import AMPLY, BATCH, FORGET_S, LEAST, Waiting

LONGEST = 10


def near(size):
    """How many have their turn until so many are thought about, where turns come as quickly as thoughts."""
    return int(AMPLY * size)


NEAR = near(BATCH)


def update(number, text="?"):
    return {"update_id": number, "message": {"chat": {"id": 7}, "text": text}}


def queue(count):
    return [update(number, f"问{number}") for number in range(count)]


def heard(waiting, number):
    """What another process heard in the text whose turn has come."""
    text = waiting.take(number)
    return text and text.heard


class Clock:
    """Seconds that no change of the clock moves."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def waiting(clock):
    return Waiting(clock)


def test_those_whose_turn_is_near_are_passed_over_and_the_next_ones_are_thought_about(waiting):
    waiting.add(queue(200))
    assert list(waiting.next_batch()) == list(range(NEAR, NEAR + BATCH))
    assert min(waiting.next_batch()) == 2 * NEAR


def test_what_waits_no_longer_is_not_thought_about(waiting):
    waiting.add(queue(200))
    waiting.take(NEAR)
    assert list(waiting.next_batch()) == list(range(NEAR + 1, NEAR + BATCH + 1))


@pytest.mark.parametrize("size", range(LEAST, BATCH + 1))
def test_the_shorter_the_queue_the_smaller_the_batch(waiting, size):
    waiting.add(queue(near(size) + size))
    assert list(waiting.next_batch()) == list(range(near(size), near(size) + size))


@pytest.mark.parametrize("size", range(LEAST, BATCH + 1))
def test_with_one_less_in_the_queue_the_batch_is_smaller(waiting, size):
    waiting.add(queue(near(size) + size - 1))
    assert len(waiting.next_batch()) == (size - 1 if size > LEAST else 0)


def test_a_batch_waits_only_for_what_those_before_it_take(waiting):
    waiting.add(queue(near(LEAST) + LEAST))
    waiting.next_batch()
    more = near(2 * LEAST) - (near(LEAST) + LEAST)
    waiting.add([update(number) for number in range(100, 100 + more + LEAST)])
    assert list(waiting.next_batch()) == list(range(100 + more, 100 + more + LEAST))


def test_what_was_heard_is_given_once_and_of_those_handled_meanwhile_not_at_all(waiting):
    waiting.add(queue(200))
    batch = waiting.next_batch()
    early, other, *_ = batch
    assert heard(waiting, early) is None
    waiting.keep(batch, list(batch.values()))
    assert waiting.take(early) is None
    assert heard(waiting, other) == batch[other]
    assert waiting.take(other) is None


def test_a_text_that_failed_elsewhere_is_thought_about_when_its_turn_comes(waiting):
    waiting.add(queue(200))
    batch = waiting.next_batch()
    waiting.keep(batch, [None] * len(batch))
    assert not any(heard(waiting, number) for number in batch)


def test_whoever_thinks_for_longer_thinks_further_ahead(waiting, clock):
    waiting.add(queue(400))
    batch = waiting.next_batch()
    clock.now = 4.0
    waiting.keep(batch, [None] * len(batch))
    assert min(waiting.next_batch()) > 3 * NEAR


def test_where_turns_come_quickly_it_is_thought_further_ahead(waiting, clock):
    waiting.add(queue(400))
    for number in range(100):
        clock.now += 0.002
        waiting.take(number)
    assert min(waiting.next_batch()) > 100 + 3 * NEAR


def test_a_process_that_was_frozen_thinks_no_less_far_ahead_for_long(waiting, clock):
    waiting.add(queue(400))
    for number, pause in enumerate([3600.0, *[0.01] * 100]):
        clock.now += pause
        waiting.take(number)
    assert min(waiting.next_batch()) >= 101 + NEAR - 1


def test_nothing_is_left_of_what_was_handled_without_a_queue(waiting):
    for number in range(50):
        waiting.add([update(number)])
        assert len(waiting) == 1
        waiting.take(number)
    assert (len(waiting), waiting.next_batch()) == (0, {})
    assert not waiting.next_here(LONGEST)  # what is left here would grow for as long as the bot runs


def test_what_never_comes_to_its_turn_is_forgotten(waiting, clock):
    waiting.add(queue(100))
    clock.now = FORGET_S + 1
    waiting.add([update(1000)])
    assert (len(waiting), list(waiting.next_here(LONGEST))) == (1, [1000])


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"update_id": "1", "message": {"text": "x"}},
        {"update_id": 1, "message": {"text": 5}},
        {"update_id": 1, "message": {"photo": []}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "callback_query": {}},
        update(1, "/start"),
        update(1, ""),
    ],
)
def test_what_nobody_has_to_think_about_does_not_wait_here(waiting, odd):
    waiting.add([odd])
    assert len(waiting) == 0


def test_the_texts_that_come_next_are_given_one_less_than_a_batch_and_none_twice(waiting):
    waiting.add(queue(BATCH + 1))
    waiting.take(0)
    assert waiting.next_here(LONGEST) == {number: f"问{number}" for number in range(1, BATCH)}
    assert list(waiting.next_here(LONGEST)) == [BATCH]
    assert not waiting.next_here(LONGEST)


def test_a_long_text_is_left_to_be_thought_about_alone(waiting):
    waiting.add([update(1, "问" * (LONGEST + 1)), update(2, "问" * LONGEST)])
    assert list(waiting.next_here(LONGEST)) == [2]


def test_while_another_process_thinks_only_those_are_left_that_it_passed_over(waiting):
    waiting.add(queue(200))
    batch = waiting.next_batch()
    here = [*waiting.next_here(LONGEST), *waiting.next_here(LONGEST), *waiting.next_here(LONGEST)]
    assert here == list(range(NEAR))
    waiting.keep(batch, [None] * BATCH)
    assert min(waiting.next_here(LONGEST)) == NEAR + BATCH


def test_what_is_thought_about_here_is_not_given_to_another_process(waiting):
    waiting.add(queue(200))
    here = waiting.next_here(LONGEST)
    assert not here.keys() & waiting.next_batch().keys()


def test_what_was_made_ready_is_given_with_its_text(waiting):
    waiting.add(queue(3))
    waiting.make_ready(dict.fromkeys(waiting.next_here(LONGEST), "ready"))
    assert [waiting.take(number).said for number in range(3)] == ["ready"] * 3
