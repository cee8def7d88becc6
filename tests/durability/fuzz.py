"""Updates of every shape that the Bot API knows, made up from a table of its types (`botapi_types.txt`, of version 10.1).

A line of the table is `Type field:type optional?:type|other list:type[]`, or `Type = Other|Another`.
"""

import re
from functools import cache
from pathlib import Path

DEEPEST = 6
TABLE = Path(__file__).with_name("botapi_types.txt")
WORDS = (
    "",
    "你好",
    "/start",
    "/privacy",
    "/cancel",
    "a" * 4096,
    "\x00",
    "\u202e文",
    "<b>&amp;",
    "#1",
    "𠮷" * 50,
    "0" * 400,
)
NUMBERS = (0, 1, -1, 2**31, 2**52, -(2**63), 10**18)
_FIELD = re.compile(r"(\w+)(\??):(\S+)")


@cache
def types():
    """Every type: its alternatives as a tuple, or its fields as a list of (name, optional, alternatives)."""
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        name, _, rest = line.partition(" ")
        if rest.startswith("= "):
            found[name] = tuple(rest[2:].split("|"))
        else:
            found[name] = [
                (key, bool(mark), tuple(kinds.split("|"))) for key, mark, kinds in _FIELD.findall(rest)
            ]
    return found


class Fuzz:
    """Makes values of the Bot API's types. `chats` are people's numbers, among which most updates fall."""

    def __init__(self, rng, chats):
        self._rng, self._chats = rng, chats

    def update(self, number):
        """An update of one kind, of the right shape or, now and then, of a wrong one."""
        kinds = [field for field in types()["Update"] if field[0] != "update_id"]
        # Messages and taps are what a bot meets: half of all.
        key, _, alternatives = self._rng.choice([kinds[0], kinds[1], *self._rng.sample(kinds, 4)])
        if self._rng.random() < 0.3:
            key, alternatives = "callback_query", ("CallbackQuery",)
        value = self._value(self._rng.choice(alternatives), 0)
        return {"update_id": number, key: self._spoilt(value) if self._rng.random() < 0.1 else value}

    def _value(self, kind, depth):
        if kind.endswith("[]"):
            return [self._value(kind[:-2], depth + 1) for _ in range(self._rng.randint(0, 2))]
        plain = {"int": self._number, "str": self._text, "bool": lambda: self._rng.random() < 0.5}
        if kind in plain:
            return plain[kind]()
        if kind == "float":
            return self._rng.uniform(-200, 200)
        shape = types()[kind]
        if isinstance(shape, tuple):
            return self._value(self._rng.choice(shape if depth < DEEPEST else shape[:1]), depth + 1)
        return self._object(kind, shape, depth)

    def _object(self, kind, shape, depth):
        made = {
            key: self._value(self._rng.choice(kinds), depth + 1)
            for key, optional, kinds in shape
            if not optional or self._rng.random() < 0.15
            if depth < DEEPEST or not optional
        }
        if kind in {"User", "Chat"} and self._rng.random() < 0.9:
            made |= {"id": self._rng.choice(self._chats), "is_bot": False, "type": "private"}
        return made

    def _number(self):
        return self._rng.choice((*NUMBERS, self._rng.randint(0, 2**31)))

    def _text(self):
        return self._rng.choice((*WORDS, *(self.callback() for _ in range(8))))

    def callback(self):
        """What a button might carry: names of actions with numbers that somebody made up, or bytes."""
        name = self._rng.choice(
            ("take", "again", "side", "send-now", "consent", "close", "talk", "people", "x")
        )
        return ":".join([name, *(str(self._rng.choice(NUMBERS)) for _ in range(self._rng.randint(0, 3)))])

    def _spoilt(self, value):
        """The same with one value somewhere of a kind that does not belong there."""
        if isinstance(value, dict) and value and self._rng.random() < 0.8:
            key = self._rng.choice(sorted(value))
            return {**value, key: self._spoilt(value[key])}
        return self._rng.choice((None, [], {}, "", 5, True, [[]], {"id": None}))
