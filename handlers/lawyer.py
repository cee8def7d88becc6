"""What lawyers type and tap. Each use case checks that the person is a lawyer and the ticket theirs."""

from bot.desk import Desk
from bot.usecases import casework, staffing
from handlers.keyboards import number, word
from handlers.table import Command, Tap, Tapped, Typed


async def queue(desk: Desk, typed: Typed) -> None:
    """/queue: what waits; for an admin, all that is open."""
    if typed.person.is_lawyer:
        await casework.queue(desk, typed.person)
    elif typed.person.is_admin:
        await casework.all_open(desk, typed.person)
    else:
        await staffing.refuse(desk, typed.person)


async def mine(desk: Desk, typed: Typed) -> None:
    """Serve `/mine`."""
    if typed.person.is_lawyer:
        await casework.mine(desk, typed.person)
    else:
        await staffing.refuse(desk, typed.person)


async def duty(desk: Desk, typed: Typed) -> None:
    """Serve `/duty on|off`."""
    await staffing.duty(desk, typed.person, word(typed.words))


COMMANDS: dict[str, Command] = {"queue": Command(queue), "mine": Command(mine), "duty": Command(duty)}


async def tap_take(desk: Desk, tapped: Tapped) -> None:
    """Take a ticket."""
    await casework.take(desk, tapped.person, number(tapped.arguments))


async def tap_pass(desk: Desk, tapped: Tapped) -> None:
    """Leave a ticket to somebody else."""
    await casework.pass_on(desk, tapped.person, number(tapped.arguments))


async def tap_details(desk: Desk, tapped: Tapped) -> None:
    """All about a ticket."""
    await casework.details(desk, tapped.person, number(tapped.arguments))


async def tap_close(desk: Desk, tapped: Tapped) -> None:
    """Ask why a ticket is to be closed."""
    await casework.ask_reason(desk, tapped.person, number(tapped.arguments))


async def tap_closed(desk: Desk, tapped: Tapped) -> None:
    """Close a ticket for this reason."""
    await casework.close(desk, tapped.person, number(tapped.arguments), word(tapped.arguments, 1))


async def tap_reopen(desk: Desk, tapped: Tapped) -> None:
    """Open a closed ticket again."""
    await casework.reopen(desk, tapped.person, number(tapped.arguments))


async def tap_duty(desk: Desk, tapped: Tapped) -> None:
    """On or off duty."""
    await staffing.duty(desk, tapped.person, word(tapped.arguments))


TAPS: dict[str, Tap] = {
    "take": Tap(tap_take),
    "pass": Tap(tap_pass),
    "details": Tap(tap_details),
    "close": Tap(tap_close),
    "closed": Tap(tap_closed),
    "reopen": Tap(tap_reopen),
    "duty": Tap(tap_duty),
}
