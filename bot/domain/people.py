"""People and enterprises, as the use cases see them."""

import datetime as dt
import enum
from dataclasses import dataclass, field

from bot.domain.answer import Lang
from bot.domain.duty import Duty


class Role(enum.StrEnum):
    """What a person may do beyond asking. Everybody may ask."""

    LAWYER = "lawyer"
    ADMIN = "admin"


class Standing(enum.StrEnum):
    """How somebody came to their seat in an enterprise, and what they may do there."""

    KEEPER = "keeper"
    """Invites colleagues and revokes their seats."""
    MEMBER = "member"
    """Was invited by the keeper, or let in by an admin."""
    CLAIMED = "claimed"
    """Says alone that they belong to it: shares nothing with those who do."""


@dataclass(frozen=True, slots=True)
class Seat:
    """For which enterprise somebody speaks, and since when."""

    enterprise: int
    since: dt.datetime
    standing: Standing

    @property
    def is_shared(self) -> bool:
        """Whether somebody let them in, so that colleagues share tickets with them."""
        return self.standing is not Standing.CLAIMED


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has written to the butler. `language` is None until chosen, `name` until there is consent.

    `id` is our own number, never that of a channel.
    """

    id: int
    language: Lang | None = None
    name: str | None = None
    consented_at: dt.datetime | None = None
    handover_at: dt.datetime | None = None
    """Since when their words may be passed on to lawyers: a consent of its own (Personal Information Protection Law, 23)."""
    roles: frozenset[Role] = frozenset()
    seat: Seat | None = None

    @property
    def lang(self) -> Lang:
        """The language to speak when nothing else is known: Chinese, the language of the county."""
        return self.language or "zh"

    @property
    def is_lawyer(self) -> bool:
        """Whether this person answers tickets."""
        return Role.LAWYER in self.roles

    @property
    def is_admin(self) -> bool:
        """Whether this person keeps knowledge and people."""
        return Role.ADMIN in self.roles

    @property
    def is_known(self) -> bool:
        """Whether this person's words may be kept: by consent, or by having taken an office."""
        return self.consented_at is not None or bool(self.roles)


@dataclass(frozen=True, slots=True)
class Lawyer:
    """A lawyer on the roster, with what an assignment needs to know."""

    id: int
    name: str
    on_duty: bool
    """Whether tickets may come to them now: within their hours, and not away."""
    idle_since: dt.datetime
    """When a ticket was last offered to this lawyer, or when they joined."""
    lang: Lang = "zh"
    specialities: frozenset[str] = field(default_factory=frozenset)
    load: int = 0
    """How many tickets this lawyer holds or is offered now."""
    lately: int = 0
    """How many were offered to them in the last weeks (`bot.domain.assignment.LATELY`) and not passed on."""
    languages: frozenset[str] = frozenset()
    """What they speak, by the bureau's list (codes of ISO 639); empty: nothing is known."""
    towns: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    """Which trades they know, by the bureau's list, in its words."""
    on_call: bool = True
    """Whether an emergency is called out to them: not off duty, on leave or in court, whatever the hour."""
    duty: Duty = field(default_factory=Duty)
    """What `on_duty` and `on_call` were reckoned from."""

    def speaks(self, lang: Lang) -> bool:
        """Whether somebody is understood in this language: Chinese is taken for granted where no list says otherwise."""
        return lang.partition("-")[0] in (self.languages or {"zh"}) | {self.lang.partition("-")[0]}


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A market player of the county. `butler` is the lawyer assigned to it.

    `is_verified`: an admin or the lawyer of a ticket confirmed it, at `verified_at`, or it is on the bureau's list and whoever
    sits first in it typed the code that stands there. `verified_name` is the name that was looked at.
    """

    id: int
    name: str
    credit_code: str | None
    town: str | None
    butler: int | None
    industry: str | None = None
    is_verified: bool = False
    verified_name: str | None = None
    verified_at: dt.datetime | None = None
