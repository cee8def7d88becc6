"""The line to Telegram refuses, breaks, falls silent and repeats itself while people talk: nobody's word goes missing unseen."""

import os
from dataclasses import replace

from storms import stormy
from tally import note

from simulator.faults import Fault
from simulator.updates import CONFLICT

SECONDS = float(os.environ.get("WIRE_S", "3"))
"""How long each trouble lasts; the long form takes minutes."""
PER_SECOND = 3
ALWAYS = 1_000_000
TROUBLES = {
    "400": Fault("400", method="sendMessage", times=6),
    "429": Fault("429", method="sendMessage", retry_after=2, times=ALWAYS),
    "500": Fault("500", times=ALWAYS),
    "502": Fault("502", times=ALWAYS),
    "cut before": Fault("drop_before", times=ALWAYS),
    "cut after": Fault("drop_after", method="sendMessage", times=ALWAYS),
    "silent before": Fault("timeout_before", method="sendMessage", times=ALWAYS),
    "silent after": Fault("timeout_after", method="sendMessage", times=ALWAYS),
    "401": Fault("401", times=ALWAYS),
    "409": Fault("409", method="getUpdates", times=4, description=CONFLICT),
}


async def talks_through(storm, trouble):
    """People talk while it lasts, and a little longer; which words that were."""
    before = len(storm.cast.ledger.words)
    storm.cast.sim.world.faults.order(replace(trouble))
    await storm.cast.talks(max(4, int(SECONDS * PER_SECOND)), PER_SECOND)
    storm.cast.sim.world.faults.clear()
    storm.events += 1
    await storm.cast.talks(4, PER_SECOND)
    return [word.mark for word in storm.cast.ledger.words[before:]]


def by_trouble(found, said):
    """What is wrong, by the trouble during which it was said."""
    named = {name: set(marks) for name, marks in said.items()}
    sorted_out = {
        name: {kind: [m for m in wrong if m in marks] for kind, wrong in found.faults.items()}
        for name, marks in named.items()
    }
    return {name: kinds for name, kinds in sorted_out.items() if any(kinds.values())}


async def test_no_trouble_of_the_line_loses_or_doubles_a_word(tmp_path, rng, database_url):
    async with stormy(database_url, tmp_path, rng, people=(6, 2)) as storm:
        said = {name: await talks_through(storm, trouble) for name, trouble in TROUBLES.items()}
        found = await storm.reckoning()
        note(f"the line: {', '.join(TROUBLES)}; {SECONDS:g} s each", storm.events, found)
        assert by_trouble(found, said) == {}
        assert found.untold == []
        assert storm.died == []
