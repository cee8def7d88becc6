"""What is noted for good of what people with power did: a chain in which no entry can be changed or left out unseen.

Each entry holds the fingerprint of the one before it. An entry holds ids and words of our own vocabulary, never what
somebody said or is called.
"""

import datetime as dt
import enum
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.instant import to_ms

BEGINNING = "0" * 64
"""What stands before the first entry."""
_WORD = re.compile(r"[a-z0-9][a-z0-9_.:-]{0,39}")
"""A word of our own vocabulary, a number or a day: nothing else goes into an entry's detail."""


class AuditAct(enum.StrEnum):
    """What was done."""

    CONTENT_READ = "content_read"
    """An admin read what is said in a ticket."""
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    INVITATION_MADE = "invitation_made"
    INVITATION_USED = "invitation_used"
    SEAT_GIVEN = "seat_given"
    """An admin let somebody share the tickets of an enterprise."""
    ENTERPRISE_VERIFIED = "enterprise_verified"
    ENTERPRISE_UNVERIFIED = "enterprise_unverified"
    """Somebody took that back, or whoever keeps the enterprise gave it another name."""
    ENTRY_SUSPENDED = "entry_suspended"
    ENTRY_RESUMED = "entry_resumed"
    TICKET_ASSIGNED = "ticket_assigned"
    BUTLER_NAMED = "butler_named"
    CONFLICT_CLEARED = "conflict_cleared"
    LIST_IMPORTED = "list_imported"
    HOLD_SET = "hold_set"
    HOLD_LIFTED = "hold_lifted"
    ERASED = "erased"
    """Somebody had what is kept of them erased."""
    RETENTION = "retention"
    """What was kept long enough was erased."""
    EXPORTED = "exported"
    """Somebody was given a copy of what is kept of them."""
    AUDIT_READ = "audit_read"
    BANNED = "banned"
    UNBANNED = "unbanned"
    RESTORED = "restored"
    """A backup was put in the place of what was there."""
    BACKED_UP = "backed_up"
    """Somebody made a backup by hand."""
    KEYS_ROTATED = "keys_rotated"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry. `number` counts from 1 without gaps; `by` is None where the butler itself did it."""

    number: int
    at: dt.datetime
    act: str
    by: int | None = None
    person: int | None = None
    ticket: int | None = None
    enterprise: int | None = None
    detail: Mapping[str, str | int] = field(default_factory=dict)
    previous: str = BEGINNING

    def __post_init__(self) -> None:
        """Raises ValueError for a detail that could be somebody's words."""
        for name, value in self.detail.items():
            if not _WORD.fullmatch(name) or (isinstance(value, str) and not _WORD.fullmatch(value)):
                raise ValueError(f"the detail {name!r} of an audit entry is no word of ours; note ids only")

    @property
    def fingerprint(self) -> str:
        """SHA-256 over every field in one canonical form, that of the entry before among them."""
        canonical = json.dumps(self.fields(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def fields(self) -> dict[str, object]:
        """Every field as JSON takes it; the instant in milliseconds since 1970 (UTC)."""
        return {
            "number": self.number,
            "at": to_ms(self.at),
            "act": self.act,
            "by": self.by,
            "person": self.person,
            "ticket": self.ticket,
            "enterprise": self.enterprise,
            "detail": dict(self.detail),
            "previous": self.previous,
        }


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """Where the chain does not hold: the first entry that is not what it was, and how that shows."""

    number: int
    why: str
