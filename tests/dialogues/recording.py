"""What is said and tapped while dialogues run.

From it a failing dialogue tells what each person last heard and by which keys, and a run of the whole folder tells
which sentences and buttons no dialogue has tried.
"""

import contextlib
import html
import re
from dataclasses import dataclass, field

import pytest

import bot.app
from bot import locales
from bot.domain.button_data import unstamped

LAST = 3
"""Messages of each person that a failing dialogue shows."""
LONGEST = 400
"""Characters of each."""


@dataclass
class Recording:
    """Keys of sentences, actions of buttons and commands; and, for the dialogue at hand, who was told what."""

    sentences: set = field(default_factory=set)
    actions: set = field(default_factory=set)
    commands: set = field(default_factory=set)
    stages: list = field(default_factory=list)
    keys_of: dict = field(default_factory=dict)
    """(chat, words as they are read) → keys of the sentences that they were made of."""
    faults: list = field(default_factory=list)
    """What could not be laid out: the key, and the gap that nobody filled."""
    _making: list = field(default_factory=list)

    def begins(self):
        """A new dialogue: who was told what in the last one is forgotten."""
        for kept in (self.stages, self.keys_of, self.faults):
            kept.clear()

    def tapped(self, data):
        if data:
            self.actions.add(unstamped(data)[0].partition(":")[0])

    def typed(self, text):
        if text.startswith("/"):
            self.commands.add(text[1:].split()[0])

    def filling(self, filler):
        """`bot.locales._filler`, overheard."""

        def overheard(key, lang):
            self._making.append(key)
            return filler(key, lang)

        return overheard

    def rendering(self, render):
        """`render`, overheard: which keys a notice is made of, and what its words are in the end.

        Words that a use case has put together just before are part of the notice that is laid out next.
        """

        def overheard(notice, *chat):
            try:
                calls = render(notice, *chat)
                self._keep(calls, list(dict.fromkeys(self._making)))
            except Exception as error:
                self.faults.append(_fault(error, self._making))
                raise
            finally:
                self._making.clear()
            return calls

        return overheard

    def _keep(self, calls, keys):
        self.sentences.update(keys)
        for call in calls:
            words = str(call.params.get("text") or call.params.get("caption") or "")
            self.keys_of[call.params.get("chat_id"), _as_read(words)] = keys

    def told(self):
        """What each person last heard, for a reader of a failed test."""
        people = [line for stage in self.stages for line in _people(stage, self.keys_of)]
        faults = [f"could not be laid out: {fault}" for fault in dict.fromkeys(self.faults)]
        return "\n".join([*faults, *people])


RECORDING = Recording()
"""The one of this run."""


@contextlib.contextmanager
def recorded():
    """The product is overheard while the block lasts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locales, "_filler", RECORDING.filling(locales._filler))
        patch.setattr(bot.app, "render", RECORDING.rendering(bot.app.render))
        yield


def _fault(error, keys):
    """The key that was at hand, and what was missing: `ticket.sent has no value for {due}`."""
    key = keys[-1] if keys else "?"
    if not isinstance(error, KeyError):
        return f"{key} ({type(error).__name__})"
    gap = error.args[0]
    return f"there is no sentence {key}" if gap == key else f"{key} has no value for {{{gap}}}"


def _as_read(words):
    return html.unescape(re.sub(r"<[^>]+>", "", words)).strip()


def _people(stage, keys_of):
    world = stage.sim.world
    for person in world.people.values():
        messages = [each for each in world.dialog(world.the_bot, person).messages.values() if each.from_bot]
        yield f"{person.name} ({person.id}):" + ("" if messages else " nothing")
        for message in messages[-LAST:]:
            words = message.content.words.text
            keys = keys_of.get((person.id, _as_read(words)), [])
            labels = [f"[{button['text']}]" for row in message.buttons or [] for button in row]
            yield f"  #{message.message_id} {', '.join(keys) or message.content.kind}"
            yield from (f"    {line}" for line in words[:LONGEST].splitlines())
            if labels:
                yield f"    {' '.join(labels)}"
