"""What admins type and tap. Each use case checks that the person is an admin."""

import secrets

from bot.usecases import deliveries, knowledge_admin, staff
from bot.usecases.unit_of_work import UnitOfWork
from handlers.keyboards import number, word
from handlers.route_types import ButtonTap, Command, CommandCall, Tap


def new_code() -> str:
    """An invitation code that nobody guesses: 128 bits, in characters that a deep link may carry."""
    return secrets.token_urlsafe(16)


async def invite(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/invite lawyer|admin`."""
    await staff.invite(uow, typed.person, word(typed.words), new_code())


async def people(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/people`."""
    await staff.list_people(uow, typed.person)


async def knowledge(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/knowledge`."""
    await knowledge_admin.tell_knowledge(uow, typed.person)


async def reload(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/reload`."""
    await knowledge_admin.reload(uow, typed.person)


async def figures(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/figures`."""
    await knowledge_admin.figures(uow, typed.person)


async def undelivered(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/undelivered`."""
    await deliveries.list_undelivered(uow, typed.person)


COMMANDS: dict[str, Command] = {
    "invite": Command(invite),
    "people": Command(people),
    "knowledge": Command(knowledge),
    "reload": Command(reload),
    "figures": Command(figures),
    "undelivered": Command(undelivered),
}


async def tap_invite(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Invite somebody."""
    await staff.invite(uow, tapped.person, word(tapped.arguments), new_code())


async def tap_remove(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Take a role away."""
    await staff.remove(uow, tapped.person, word(tapped.arguments), number(tapped.arguments, 1))


async def tap_reload(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Read the knowledge folder again."""
    await knowledge_admin.reload(uow, tapped.person)


async def tap_again(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Send a notice again that may not have arrived."""
    await deliveries.send_again(uow, tapped.person, number(tapped.arguments))


TAPS: dict[str, Tap] = {
    "invite": Tap(tap_invite),
    "remove": Tap(tap_remove),
    "reload": Tap(tap_reload),
    "again": Tap(tap_again),
}
