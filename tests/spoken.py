"""Which sentences the code says, and with which values: read from its source, without running it."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from bot.domain.answer import LANGS, Field
from bot.domain.deadlines import Unit
from bot.domain.desk import Filter, Why
from bot.domain.facts import ANSWERS
from bot.domain.pass_reason import PassReason
from bot.domain.people import Role
from bot.domain.rating import REASONS
from bot.domain.ticket import LAWYERS_REASONS, CloseReason, State
from bot.locales import keys
from bot.matching.decision.verdict import Kind
from bot.storage.alarms import AlarmKind
from bot.usecases.suspensions import ASKED
from handlers.reading import OTHER_KINDS
from handlers.routes import COMMANDS

ROOT = Path(__file__).parents[1]
SPEAKING = [*(ROOT / "bot" / "usecases").glob("*.py"), *(ROOT / "handlers").rglob("*.py")]
ANY = "[a-zA-Z_-]+"
KEY = re.compile(r"^[a-z]+\.[a-z_-]+(\.[a-z_-]+)?$")
SECTIONS = {key.partition(".")[0] for key in keys("zh")}
ANYTHING = "*"
"""Stands for the values of `**params`, which cannot be read."""

MADE_OF_ENUMS = {
    "state": State,
    "reason": LAWYERS_REASONS,
    "outcome": CloseReason,
    "rated": [word for words in REASONS.values() for word in words],
    "role": Role,
    "giveback": Role,
    "verdict": Kind,
    "card": [
        field for field in Field if field is not Field.WHOLE
    ],  # whoever asks for that sees the card itself
    "alarm": (AlarmKind.TAKE, AlarmKind.ANSWER),  # the others call with `emergency.`, `snooze.`, `silence.`
    "pass": PassReason,
    "kind": (*OTHER_KINDS, "other", "text"),
    "button": LANGS,
    "unit": Unit,
    "why": Why,
    "because": ASKED,  # the others are shown in the words of whoever gave them
    "only": Filter,
    "command": COMMANDS,
    "told": [*dict.fromkeys(word for words in ANSWERS.values() for word in words), "skipped"],
}
"""Keys that are made of a section and a member: all members must have words."""

DOORS = {
    # name: (place of the key, values that it adds by itself)
    "say": (1, ()),
    "about": (2, ("number",)),
    "tell_askers": (2, ("number",)),
    "tell_admins": (1, ()),
    "_tell_admins": (1, ("number", "since")),
    "Sentence": (0, ()),
    "button": (0, ()),
    "toast": (2, ()),
    "Toast": (1, ()),
    "_line": (0, ("value",)),
    "_listed": (0, ()),
    "_labelled": (0, ()),
}
"""Functions that take the key of a sentence. `bot.locales.say` has it in front."""
LAYING_OUT = {"_line", "_listed", "_labelled"}
"""Those that are this only where `bot.locales.say` is used."""
HEADED = {"show": 1, "Shown": 0, "Offered": 0, "settle_card": 3}
"""Functions that take a heading for a view, and at which place."""


@dataclass(frozen=True)
class Spoken:
    """One call that says something: where it stands, what it may say (None: unreadable), what values it gives."""

    file: str
    line: int
    function: str
    keys: frozenset | None
    given: frozenset

    @property
    def place(self):
        return f"{self.file}:{self.function}"


def wordless(made=MADE_OF_ENUMS):
    """Keys that a member of an enum makes and that nobody has written words for."""
    return [
        f"{section}.{member}"
        for section, members in made.items()
        for member in members
        if f"{section}.{member}" not in keys("zh")
    ]


def named_keys():
    """(file, key) of every constant in the code that looks like a key."""
    for name, tree in _trees():
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and KEY.match(text) and text.partition(".")[0] in SECTIONS:
                yield name, text


def made_keys():
    """Patterns of the keys that the code puts together, such as `{name}.list`."""
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and "\\." in (pattern := _pattern(node)):
                yield re.compile(pattern)


def spoken():
    """Every call through one of the DOORS."""
    for name, source, function, call in _calls():
        called = getattr(call.func, "id", None)
        if called in DOORS and (called not in LAYING_OUT or source.imports_locales):
            place, added = DOORS[called]
            place = 0 if called == "say" and source.imports_locales else place
            if len(call.args) > place:
                found = source.keys(call.args[place], function)
                values = source.given(call, function) | frozenset(added)
                yield Spoken(name, call.lineno, function.name, found, values)


def headings():
    """(place, heading) of every view that is shown; None for a heading that cannot be read."""
    for name, source, function, call in _calls():
        called = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
        if called in HEADED and len(call.args) > HEADED[called]:
            found = source.keys(call.args[HEADED[called]], function)
            yield from ((f"{name}:{function.name}", key) for key in found or [None])


class _Source:
    """One module: its constants, and what its expressions may be."""

    def __init__(self, tree):
        self.constants = dict(_assignments(tree.body))
        self.imports_locales = any(
            isinstance(node, ast.ImportFrom) and node.module == "bot.locales" for node in tree.body
        )

    def keys(self, expression, function):
        """The keys that an expression may be; None if one cannot tell."""
        found = self._keys(expression, dict(_assignments(ast.walk(function))))
        return None if None in found else frozenset(found)

    def _keys(self, expression, local):
        match expression:
            case ast.Name(name) if name in local or name in self.constants:
                return self._keys(local.get(name, self.constants.get(name)), local)
            case ast.Subscript(value=ast.Name(name)) if isinstance(self.constants.get(name), ast.Dict):
                return {getattr(each, "value", None) for each in self.constants[name].values}
            case ast.IfExp():
                return self._keys(expression.body, local) | self._keys(expression.orelse, local)
            case ast.JoinedStr():
                return _made_by(_pattern(expression)) or {None}
            case ast.Constant(str(key)):
                return {key}
        return {None}

    def given(self, call, function):
        """The names of the values that a call gives."""
        local = dict(_assignments(ast.walk(function)))
        names = {keyword.arg or ANYTHING for keyword in call.keywords}
        for keyword in call.keywords:
            table = local.get(getattr(keyword.value, "id", None), keyword.value)
            if keyword.arg == "fills" and isinstance(table, ast.Dict):
                names |= {key.value for key in table.keys}
        if getattr(call.func, "id", None) == "Sentence" and len(call.args) > 1:
            names |= _keys_of(local.get(getattr(call.args[1], "id", None), call.args[1]))
        return frozenset(names)


def _keys_of(table):
    """The keys of a dictionary that is written out, or ANYTHING."""
    keys = table.keys if isinstance(table, ast.Dict) else [None]
    return {getattr(key, "value", ANYTHING) for key in keys}


def _trees():
    for file in SPEAKING:
        yield file.name, ast.parse(file.read_text("utf-8"))


def _calls():
    """(file, source, function, call) of every call; one that stands in no function belongs to the module."""
    for name, tree in _trees():
        source = _Source(tree)
        outside = ast.FunctionDef("module", args=None, body=[], decorator_list=[])
        inside = {}
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                inside |= {id(node): function for node in ast.walk(function)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call):
                yield name, source, inside.get(id(call), outside), call


def _assignments(nodes):
    """(name, value) of what is assigned to one name."""
    for node in nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            yield from ((target.id, node.value) for target in targets if isinstance(target, ast.Name))


def _made_by(pattern):
    """The keys that a pattern may make: by a whole enum where it is made of one, else all that fit."""
    section, _, rest = pattern.partition("\\.")
    if section in MADE_OF_ENUMS and rest == ANY:
        return {f"{section}.{member}" for member in MADE_OF_ENUMS[section]}
    return {key for key in keys("zh") if re.fullmatch(pattern, key)}


def _pattern(joined):
    return "".join(re.escape(each.value) if isinstance(each, ast.Constant) else ANY for each in joined.values)
