"""An event loop that lets ready tasks go on in an order drawn by lot: each seed is another interleaving, the same each time."""

import asyncio
import itertools


class DrawnLoop(asyncio.SelectorEventLoop):
    """Between two turns tasks that stand in line one behind the other are shuffled.

    What is no task keeps its place, and no task passes it: transports and futures count on that.
    """

    def __init__(self, rng):
        super().__init__()
        self._rng = rng

    def _run_once(self):
        ready = list(self._ready)  # at one go: other threads add to its end
        place = 0
        for is_step, run in itertools.groupby(ready, _is_step):
            handles = list(run)
            if is_step:
                self._rng.shuffle(handles)
            for handle in handles:
                self._ready[place] = handle
                place += 1
        super()._run_once()


def _is_step(handle):
    """Whether it lets a task go on: each task has one such at most, so their order is free."""
    callback = handle._callback
    owner = getattr(callback, "__self__", None)
    return type(callback).__name__ == "TaskStepMethWrapper" or isinstance(owner, asyncio.Task)


def played(work, rng):
    """Run a coroutine to its end in such a loop."""
    with asyncio.Runner(loop_factory=lambda: DrawnLoop(rng)) as runner:
        return runner.run(work)
