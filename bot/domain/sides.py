"""On which side of a ticket somebody stands: `bot.domain.ticket.denial` asks it for every act."""

from typing import TYPE_CHECKING

from bot.domain.people import Person

if TYPE_CHECKING:
    from bot.domain.ticket import Ticket


def asks_in(person: Person, ticket: "Ticket") -> bool:
    """Whether this person is on the asking side of a ticket: its owner, or a colleague with whom it is shared.

    A seat opens what is shared while it is held: not what was shared before it began.
    """
    if ticket.owner == person.id:
        return True
    seat = person.seat
    if seat is None or not seat.is_shared or ticket.shared_at is None:
        return False
    return seat.enterprise == ticket.enterprise and seat.since <= ticket.shared_at


def is_on_its_side(person: Person, ticket: "Ticket") -> bool:
    """Whether this person asks in a ticket, or has a seat in its enterprise: such a lawyer is nobody's lawyer there."""
    beside = person.seat is not None and person.seat.enterprise == ticket.enterprise
    return beside or asks_in(person, ticket)
