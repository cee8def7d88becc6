"""What the garbage collector looks through while the butler serves."""

import gc
import weakref

from bot.runtime.memory import give_back, holding_still


class Node:
    """Something that only the garbage collector can free once it holds itself."""

    def __init__(self):
        self.itself = self


def test_what_is_held_still_is_gone_through_when_memory_is_given_back():
    node = Node()
    replaced = weakref.ref(node)
    with holding_still():
        del node
        gc.collect()
        assert replaced() is not None
        give_back()
        assert replaced() is None
        assert gc.get_freeze_count() > 1000
    assert gc.get_freeze_count() == 0


def test_nothing_is_held_still_that_was_not_asked_for():
    give_back()
    assert gc.get_freeze_count() == 0
