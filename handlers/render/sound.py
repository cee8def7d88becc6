"""Which messages come without a sound: what is good to know and asks nothing of anybody.

Everything else sounds, and so does all that is urgent: only the keys that stand here are quiet.
"""

from collections.abc import Sequence

from bot.domain.outgoing import Call, Notice

QUIET = frozenset(
    [
        "calendar.mended",
        "calendar.new",
        "emergency.seen_told",
        "knowledge.new",
        "knowledge.unchanged",
        "rated.told_helped",
    ]
)
"""The keys of sentences, and headings, that come without a sound."""


def with_sound(notice: Notice, calls: Sequence[Call]) -> list[Call]:
    """The calls of a notice, each without a sound if nobody needs to look up for it."""
    content = notice.content
    key = getattr(content, "key", None) or getattr(content, "heading", None)
    return [_hushed(each) for each in calls] if key in QUIET else list(calls)


def _hushed(call: Call) -> Call:
    if not call.method.startswith("send"):
        return call
    params = {**call.params, "disable_notification": True}
    return Call(call.method, params, call.reads_reply)
