"""Many enterprises at once, in every order, while roles and consents end: nobody reads what is another's."""

import asyncio
import os
import random

import pytest
from interleaving import played
from storms import at_work_here
from tally import note

PEOPLE = int(os.environ.get("LEAK_PEOPLE", "30"))
SEEDS = range(int(os.environ.get("LEAK_SEEDS", "1")))


def ends_something(cast):
    """Somebody withdraws a consent or closes a ticket, or a lawyer is removed."""
    owner, lawyer = cast.rng.choice(cast.owners), cast.rng.choice(cast.lawyers[1:])
    who, command, label = cast.rng.choice(
        [
            (owner, "/privacy", "撤回同意"),
            (owner, "/tickets", "已解决"),
            (cast.admin, "/people", f"移除 {lawyer.player.person.name}"),
        ]
    )
    who.at_once = (*who.at_once, label, "确定撤回同意", "确定移除")
    who.player.says(command)


async def a_day(folder, url, seed):
    owners = PEOPLE * 3 // 10
    people = (owners, max(3, owners // 15))
    rng = random.Random(seed)
    async with at_work_here(url, folder, rng, people=people, bystanders=PEOPLE - owners) as storm:
        cast = storm.cast
        for turn in range(owners * 3):
            cast.look()
            cast.says()
            cast.says_alone(rng.choice(cast.bystanders))
            if turn % 10 == 9:
                ends_something(cast)
                storm.events += 1
            await asyncio.sleep(0.01)  # so that some of it is done between the words
        found = await storm.reckoning()
        note(
            "roles and consents end in a drawn order", storm.events, None, leaked=len(found.leaked), seed=seed
        )
        return found


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_reads_what_is_anothers_in_any_order(tmp_path, database_url, seed):
    found = played(a_day(tmp_path, database_url, seed), random.Random(seed))
    assert (found.leaked, found.doubled) == ([], [])
    assert found.arrived > 0
