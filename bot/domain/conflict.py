"""Conflicts of interest: how the other side of a ticket was told, and what keeps a lawyer from it."""

import enum
from dataclasses import dataclass


class Side(enum.StrEnum):
    """How the question for the other side of a ticket stands."""

    ASKED = "asked"
    """Its owner has not answered yet."""
    NAMED = "named"
    NONE = "none"
    """There is no other side."""
    UNKNOWN = "unknown"
    """Its owner does not know the name."""
    SILENT = "silent"
    """Its owner did not answer in time."""


class Reason(enum.StrEnum):
    """Why a lawyer is kept from a ticket."""

    CLIENT = "client"
    """The other side of the ticket may be a client of this lawyer."""
    OPPONENT = "opponent"
    """This lawyer may act against the enterprise of the ticket."""
    SAYS_SO = "says_so"
    """The lawyer says so, and nobody asks why."""


class Clearing(enum.StrEnum):
    """Why an admin lets a lawyer see a ticket after all."""

    OTHER = "other"
    """The names are alike, the enterprises are not the same."""
    FORMER = "former"
    """The lawyer no longer acts for or against it, in nothing that touches this matter."""
    AGREED = "agreed"
    """Both sides know and have agreed in writing."""


class PartySide(enum.StrEnum):
    """What somebody is to a lawyer."""

    CLIENT = "client"
    OPPONENT = "opponent"


@dataclass(frozen=True, slots=True)
class Party:
    """A client or opponent of a lawyer, by one of its names."""

    lawyer: int
    side: PartySide
    name: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A lawyer who may have a conflict of interest: the name in the ticket, and the lawyer's party that it is like."""

    lawyer: int
    reason: Reason
    ours: str
    theirs: str
