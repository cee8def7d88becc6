"""Every error that the product raises on purpose.

    ButlerError                      shown to a person as one line
    ├── ConfigError                  config.yaml or an environment variable is wrong
    ├── KnowledgeError               the knowledge folder has faults
    ├── RosterError                  a list of lawyers or enterprises has faults
    ├── EncoderError                 the sentence encoder cannot be used
    ├── StorageError                 the database cannot be used, or refuses what it was told
    │   ├── StorageUnavailable       not now: locked, restarting, full, connection lost; try again
    │   │   └── CommitUnknown        the connection was lost during the commit: all of it is kept, or nothing
    │   ├── SchemaTooNew             the database is newer than this program
    │   └── SchemaTooOld             the database awaits an upgrade
    ├── NotYet                       what it takes is under way: to be handled again in a moment
    ├── StillToThink                 what it takes is a long thought: to be had beside the transaction
    ├── NotAllowed                   this person may not do this
    └── NotFound                     the thing named does not exist (any more)

A `Fault` is one thing wrong in one place of one file; `ConfigError` and `KnowledgeError` carry all of them. What it says
is a key with values: `bot.locales.faults` has the words, in the language of whoever is told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be said, in no language yet: the key of a sentence, and what fills its gaps by name.

    A gap may be filled by another message, such as the name of a kind of value.
    """

    key: str
    values: "tuple[tuple[str, str | Message], ...]" = ()

    def __str__(self) -> str:
        filled = ", ".join(f"{name}={value}" for name, value in self.values)
        return f"{self.key}({filled})" if filled else self.key


def message(key: str, /, **values: object) -> Message:
    """Make a message; what is no message itself fills its gap as text."""
    filled = ((name, value if isinstance(value, Message) else str(value)) for name, value in values.items())
    return Message(key, tuple(filled))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in one place: `file:line:column: field: what is wrong, what is allowed`.

    Lines and columns count from 1; 0 means that the place within the file is not known. As a text it names its key and
    values; `bot.locales.faults.told` puts it into words.
    """

    file: str
    line: int
    column: int
    field: str
    message: Message

    def __lt__(self, other: "Fault") -> bool:
        """By file and place within it; what stands at one place in a fixed order."""
        return self._order() < other._order()

    def _order(self) -> tuple[str, int, int, str, str]:
        return self.file, self.line, self.column, self.field, str(self.message)

    def __str__(self) -> str:
        where = self.file if not self.line else f"{self.file}:{self.line}:{self.column}"
        return f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"


class ButlerError(Exception):
    """Something that a person can understand and mend; its text is one readable line."""


class FaultyFiles(ButlerError):
    """Files that people edit have faults; all of them are named at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ConfigError(FaultyFiles):
    """The configuration cannot be used; correct the lines named and start again."""


class KnowledgeError(FaultyFiles):
    """The knowledge cannot be used; correct the lines named and save again."""


class RosterError(FaultyFiles):
    """A list of lawyers or enterprises cannot be used; `line` and `column` of its faults are row and column of the table."""


class EncoderError(ButlerError):
    """The sentence encoder of `answers.encoder` cannot be used; the message says why and what to do."""


class StorageError(ButlerError):
    """The database cannot be used, or refuses what it was told; the message says which and why.

    As such, not as one of its subclasses, it would happen again: a constraint, a wrong type, a password.
    """


class StorageUnavailable(StorageError):
    """The database cannot do it now; nothing of the transaction is kept, and the same may succeed later.

    The trouble is the database's, not the caller's: whoever counts failed tries does not count this one.
    """


class CommitUnknown(StorageUnavailable):
    """The connection was lost during the commit: everything of the transaction is kept, or nothing is.

    Look before doing it again, unless doing it twice does no harm.
    """


class SchemaTooNew(StorageError):
    """The database was written by a newer version of this program; update the program."""


class SchemaTooOld(StorageError):
    """The database was written by an older version of this program; upgrade it: `butler db upgrade`."""


class NotYet(ButlerError):
    """What this takes is under way and will be known in a moment; handle it again then, it uses up no try."""


class StillToThink(ButlerError):
    """`think` is to be called beside the transaction, in a thread; handle this again then, it uses up no try."""

    def __init__(self, think: Callable[[], None]) -> None:
        """Name what is to be done first."""
        super().__init__("this is to be thought about first")
        self.think = think


class NotAllowed(ButlerError):
    """This person may not do this."""


class NotFound(ButlerError):
    """The thing named does not exist, or does no longer."""
