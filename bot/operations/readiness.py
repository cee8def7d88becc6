"""Whether the bot can serve now, part by part."""

from typing import Any

from bot.domain.trouble import Trouble
from bot.operations.subject import Subject

ANSWERED_LATELY_S = 120.0
"""Whoever fetches updates asks every 25 seconds at least, and the watch asks where nobody has for a minute."""

Part = dict[str, Any]


async def parts_of(subject: Subject) -> dict[str, Part]:
    """Look at everything that serving needs; each part says `ok`.

    A folder with faults leaves the bot with what was in force before: that is said, and is no reason not to serve.
    """
    return {
        "database": await _database(subject),
        "knowledge": {"ok": True, "revision": subject.revision(), "faults": subject.faults()},
        "telegram": _telegram(subject),
    }


def troubles_of(subject: Subject) -> dict[str, float]:
    """What goes wrong around this process now, and for how many seconds it has."""
    lasting = {trouble: subject.vitals.lasting_s(trouble) for trouble in Trouble}
    return {trouble.value: round(seconds, 1) for trouble, seconds in lasting.items() if seconds is not None}


async def _database(subject: Subject) -> Part:
    trouble = await subject.database_trouble()
    part: Part = {"ok": trouble is None, "engine": subject.database.engine}
    return part if trouble is None else {**part, "why": str(trouble)}


def _telegram(subject: Subject) -> Part:
    vitals, silence = subject.vitals, subject.vitals.silence_s
    answers = silence is not None and silence <= ANSWERED_LATELY_S
    known = vitals.lasting_s(Trouble.TOKEN) is None
    ok = known and (vitals.listens if subject.way_in == "webhook" else answers)
    return {
        "ok": ok,
        "way_in": subject.way_in,
        "answered_s_ago": None if silence is None else round(silence, 1),
    }
