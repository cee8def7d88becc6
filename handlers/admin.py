"""What admins type and tap. Each use case checks that the person is an admin."""

import secrets

from bot.desk import Desk
from bot.usecases import ledger, revising, staffing
from handlers.keyboards import number, word
from handlers.table import Command, Tap, Tapped, Typed


def new_code() -> str:
    """An invitation code that nobody guesses: 128 bits, in characters that a deep link may carry."""
    return secrets.token_urlsafe(16)


async def invite(desk: Desk, typed: Typed) -> None:
    """Serve `/invite lawyer|admin`."""
    await staffing.invite(desk, typed.person, word(typed.words), new_code())


async def people(desk: Desk, typed: Typed) -> None:
    """Serve `/people`."""
    await staffing.list_people(desk, typed.person)


async def knowledge(desk: Desk, typed: Typed) -> None:
    """Serve `/knowledge`."""
    await revising.tell_knowledge(desk, typed.person)


async def reload(desk: Desk, typed: Typed) -> None:
    """Serve `/reload`."""
    await revising.reload(desk, typed.person)


async def figures(desk: Desk, typed: Typed) -> None:
    """Serve `/figures`."""
    await revising.figures(desk, typed.person)


async def undelivered(desk: Desk, typed: Typed) -> None:
    """Serve `/undelivered`."""
    await ledger.list_undelivered(desk, typed.person)


COMMANDS: dict[str, Command] = {
    "invite": Command(invite),
    "people": Command(people),
    "knowledge": Command(knowledge),
    "reload": Command(reload),
    "figures": Command(figures),
    "undelivered": Command(undelivered),
}


async def tap_invite(desk: Desk, tapped: Tapped) -> None:
    """Invite somebody."""
    await staffing.invite(desk, tapped.person, word(tapped.arguments), new_code())


async def tap_remove(desk: Desk, tapped: Tapped) -> None:
    """Take a role away."""
    await staffing.remove(desk, tapped.person, word(tapped.arguments), number(tapped.arguments, 1))


async def tap_reload(desk: Desk, tapped: Tapped) -> None:
    """Read the knowledge folder again."""
    await revising.reload(desk, tapped.person)


async def tap_again(desk: Desk, tapped: Tapped) -> None:
    """Send a notice again that may not have arrived."""
    await ledger.send_again(desk, tapped.person, number(tapped.arguments))


TAPS: dict[str, Tap] = {
    "invite": Tap(tap_invite),
    "remove": Tap(tap_remove),
    "reload": Tap(tap_reload),
    "again": Tap(tap_again),
}
