"""/cancel: whatever was going on is given up, and it is said what that was. Tickets stay, and it is said how they end."""

from bot.domain.dialogue import (
    AskingCode,
    AskingFact,
    AskingName,
    AskingOtherSide,
    AskingTown,
    ConfirmingName,
    Drafting,
    Leaving,
    TalkingIn,
)
from bot.domain.identity import Caller
from bot.domain.outgoing import Rows, button
from bot.domain.own_ticket_actions import AskWithdrawal
from bot.domain.ticket import Ticket
from bot.storage import dialogues, tickets
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

MOST_WITH_BUTTONS = 3
"""Open tickets that the reply offers to withdraw; all of them stand in /tickets."""


async def cancel(uow: UnitOfWork, caller: Caller) -> None:
    """Give up whatever was going on."""
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    own = await tickets.open_of_owner(uow.tx, caller.person.id)
    key, value = _given_up(caller, {ticket.id for ticket in own})
    postscript = "cancel.tickets_stay" if own else ""
    numbers = "、".join(f"#{ticket.id}" for ticket in own)
    await uow.tell(
        say(caller.person, key, _rows(own), postscript=postscript, numbers=numbers, count=value, number=value)
    )


def _given_up(caller: Caller, still_open: set[int]) -> tuple[str, int]:
    """What was going on: the key of its words, and the number of messages or of the ticket that belongs to it."""
    match caller.dialogue.step if caller.dialogue else None:
        case Drafting(collected=collected) if collected:
            return "cancel.draft", len(collected)
        case AskingName() | ConfirmingName() | AskingCode() | AskingTown():
            return "cancel.enterprise", 0
        case TalkingIn(number) | Leaving(number) | AskingOtherSide(number) | AskingFact(number) if (
            number in still_open
        ):
            return "cancel.talking", number
        case None | TalkingIn() | Leaving():
            return "cancel.nothing", 0
        case _:
            return "cancel.done", 0


def _rows(own: list[Ticket]) -> Rows:
    return tuple(
        (button("button.withdraw", AskWithdrawal(ticket.id), number=ticket.id),)
        for ticket in own[:MOST_WITH_BUTTONS]
    )
