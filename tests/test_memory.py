"""What the garbage collector looks through: not what is only being built, not what stays, and nothing at the end of a command."""

import gc
import subprocess
import sys
import weakref

from bot.collector import paused
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


def test_what_was_built_while_the_collector_was_paused_is_not_looked_through_at_once():
    with paused():
        built = [Node() for _ in range(2 * gc.get_threshold()[0])]
    young = {id(each) for generation in (0, 1) for each in gc.get_objects(generation)}
    assert not young & set(map(id, built))


def test_a_pause_leaves_still_what_was_held_still():
    # One thing of our own, not a count: other tests' threads may end meanwhile and free what was held still of theirs.
    node = Node()
    held = weakref.ref(node)
    with holding_still():
        del node
        with paused():
            pass
        gc.collect()
        assert held() is not None


def test_a_command_ends_without_a_last_look_through_all_that_lives():
    code = (
        "import atexit, gc\n"
        "from bot.cli import main\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000))\n"  # comes after what is registered later
        "main(['doctor', '--help'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("True\n")
