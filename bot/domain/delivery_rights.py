"""Whether what was written about a ticket may still be brought to its reader: asked when it leaves, not when it was written.

Between the two lie seconds, or hours: a role, a seat or a consent may have ended, the ticket may have gone to somebody else.
"""

import datetime as dt
import enum
from dataclasses import dataclass

from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Ticket, may


class Kept(enum.StrEnum):
    """Why something is not brought; kept with the notice, in plain words."""

    NO_CONSENT = "its reader has withdrawn the consent"
    TAKEN_BACK = "its writer has withdrawn the consent"
    NOT_THEIRS = "its ticket is not its reader's any more"
    NO_LAWYER = "its writer is not a lawyer any more"


WORDS_OF_PEOPLE = frozenset({"relay", "album", "relay_edit", "correction"})
"""Kinds of notices that show what the other side said."""
ALWAYS = frozenset({"deletion", "toast", "menu", "buttons_gone", "doubt", "open_topic", "name_topic"})
"""Kinds that show nothing of a ticket to anybody; a deletion takes back what was shown before the right ended."""
CHANGES_HANDS = (Act.HAND_BACK, Act.RELEASE, Act.ACCEPT, Act.INVITE, Act.DISMISS)
"""Acts after which somebody else reads a ticket than before."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """A notice about a ticket, and how everybody whom it concerns stands to the ticket now."""

    kind: str
    ticket: Ticket
    reader: Person
    writer: Person | None
    """Whose words it carries, if anybody's."""
    was_lawyer: bool
    """Whether the role of a lawyer was taken from the writer, or given back."""
    written_at: dt.datetime
    changed_hands_at: dt.datetime | None
    """When the ticket last went to another reader among the lawyers."""


def kept_back(what: Bringing) -> Kept | None:
    """Why a notice may not be brought as things stand; None if it may."""
    if what.kind in ALWAYS:
        return None
    return _kept_from_reader(what) or _kept_for_writer(what)


def _kept_from_reader(what: Bringing) -> Kept | None:
    reader, ticket = what.reader, what.ticket
    if asks_in(reader, ticket):
        return None if reader.is_known else Kept.NO_CONSENT
    if may(reader, ticket, Act.READ):
        return None
    if not reader.roles or what.kind in WORDS_OF_PEOPLE:
        return Kept.NOT_THEIRS
    if reader.id in ticket.conflicted and what.kind == "view":
        return Kept.NOT_THEIRS
    changed = what.changed_hands_at
    is_stale = changed is not None and what.written_at < changed
    return Kept.NOT_THEIRS if is_stale and not reader.is_admin else None


def _kept_for_writer(what: Bringing) -> Kept | None:
    """A lawyer's words to an owner need a lawyer, an owner's their consent. Whoever takes over reads what was said, by whomever.

    What a colleague said before they left is the enterprise's.
    """
    writer = what.writer
    if writer is None or what.kind not in WORDS_OF_PEOPLE:
        return None
    if asks_in(writer, what.ticket):
        return None if writer.is_known else Kept.TAKEN_BACK
    speaks_no_more = what.was_lawyer and not writer.is_lawyer
    return Kept.NO_LAWYER if speaks_no_more and asks_in(what.reader, what.ticket) else None
