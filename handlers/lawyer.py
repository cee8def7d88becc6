"""What lawyers type and tap. Each use case checks that the person is a lawyer and the ticket theirs."""

from bot.usecases import staff, ticket_work
from bot.usecases.unit_of_work import UnitOfWork
from handlers.keyboards import number, word
from handlers.route_types import ButtonTap, Command, CommandCall, Tap


async def queue(uow: UnitOfWork, typed: CommandCall) -> None:
    """/queue: what waits; for an admin, all that is open."""
    if typed.person.is_lawyer:
        await ticket_work.queue(uow, typed.person)
    elif typed.person.is_admin:
        await ticket_work.all_open(uow, typed.person)
    else:
        await staff.refuse(uow, typed.person)


async def mine(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/mine`."""
    if typed.person.is_lawyer:
        await ticket_work.mine(uow, typed.person)
    else:
        await staff.refuse(uow, typed.person)


async def duty(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/duty on|off`."""
    await staff.duty(uow, typed.person, word(typed.words))


COMMANDS: dict[str, Command] = {"queue": Command(queue), "mine": Command(mine), "duty": Command(duty)}


async def tap_take(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Take a ticket."""
    await ticket_work.take(uow, tapped.person, number(tapped.arguments))


async def tap_pass(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Leave a ticket to somebody else."""
    await ticket_work.pass_on(uow, tapped.person, number(tapped.arguments))


async def tap_details(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """All about a ticket."""
    await ticket_work.details(uow, tapped.person, number(tapped.arguments))


async def tap_close(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Ask why a ticket is to be closed."""
    await ticket_work.ask_reason(uow, tapped.person, number(tapped.arguments))


async def tap_closed(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Close a ticket for this reason."""
    await ticket_work.close(uow, tapped.person, number(tapped.arguments), word(tapped.arguments, 1))


async def tap_reopen(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Open a closed ticket again."""
    await ticket_work.reopen(uow, tapped.person, number(tapped.arguments))


async def tap_duty(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """On or off duty."""
    await staff.duty(uow, tapped.person, word(tapped.arguments))


TAPS: dict[str, Tap] = {
    "take": Tap(tap_take),
    "pass": Tap(tap_pass),
    "details": Tap(tap_details),
    "close": Tap(tap_close),
    "closed": Tap(tap_closed),
    "reopen": Tap(tap_reopen),
    "duty": Tap(tap_duty),
}
