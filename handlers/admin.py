"""What admins type and tap."""

from bot.domain import actions, page_actions
from bot.usecases import audit_log, deliveries, knowledge_admin, staff, suspensions
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps, new_code


async def invite(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/invite lawyer|admin`."""
    await staff.invite(uow, call.person, call.words[0] if call.words else "", new_code())


async def people(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/people`."""
    await staff.list_people(uow, call.person)


async def knowledge(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/knowledge`."""
    await knowledge_admin.tell_knowledge(uow, call.person)


async def reload(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/reload`."""
    await knowledge_admin.reload(uow, call.person)


async def suspend(uow: UnitOfWork, call: CommandCall) -> None:
    """/suspend: an entry by its id, with or without the reason, or what is suspended."""
    if call.words:
        entry, *reason = call.words
        await suspensions.suspend_entry(uow, call.person, entry, " ".join(reason))
    else:
        await suspensions.list_suspended(uow, call.person)


async def undelivered(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/undelivered`."""
    await deliveries.list_undelivered(uow, call.person)


async def audit(uow: UnitOfWork, call: CommandCall) -> None:
    """/audit: the log of the last days, or of as many as are named."""
    await audit_log.send(uow, call.person, call.words[0] if call.words else "")


COMMANDS: dict[str, Command] = {
    "invite": Command(invite, Needs.ADMIN),
    "people": Command(people, Needs.ADMIN),
    "knowledge": Command(knowledge, Needs.ADMIN),
    "reload": Command(reload, Needs.ADMIN),
    "suspend": Command(suspend, Needs.ADMIN),
    "undelivered": Command(undelivered, Needs.ADMIN),
    "audit": Command(audit, Needs.ADMIN),
}


async def tap_undelivered(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnUndelivered) -> None:
    """Another page of what did not arrive."""
    await deliveries.list_undelivered(uow, tap.person, tap.place(action.page))


async def tap_invite(uow: UnitOfWork, tap: ButtonTap, action: actions.Invite) -> None:
    """Invite somebody."""
    await staff.invite(uow, tap.person, action.role, new_code())


async def tap_ask_removal(uow: UnitOfWork, tap: ButtonTap, action: actions.AskRemoval) -> None:
    """Ask whether somebody is really to lose a role."""
    await staff.ask_removal(uow, tap.person, action.role, action.person)


async def tap_remove(uow: UnitOfWork, tap: ButtonTap, action: actions.Remove) -> None:
    """Take a role away."""
    await staff.remove(uow, tap.person, action.role, action.person)


async def tap_reload(uow: UnitOfWork, tap: ButtonTap, _: actions.Reload) -> None:
    """Read the knowledge folder again."""
    await knowledge_admin.reload(uow, tap.person)


async def tap_suspend(uow: UnitOfWork, tap: ButtonTap, action: actions.Suspend) -> None:
    """Take an entry out of answering."""
    await suspensions.suspend(uow, tap.person, action.code)


async def tap_resume(uow: UnitOfWork, tap: ButtonTap, action: actions.Resume) -> None:
    """Let an entry answer again."""
    await suspensions.resume(uow, tap.person, action.code)


async def tap_again(uow: UnitOfWork, tap: ButtonTap, action: actions.SendAgain) -> None:
    """Send a notice again that did not arrive, or may not have. Its reader and its sender may, too."""
    await deliveries.send_again(uow, tap.person, action.notice)


async def tap_retry_update(uow: UnitOfWork, tap: ButtonTap, action: actions.RetryUpdate) -> None:
    """Put an update that was set aside back in line."""
    await knowledge_admin.retry_update(uow, tap.person, action.update)


async def tap_retry_alarm(uow: UnitOfWork, tap: ButtonTap, action: actions.RetryAlarm) -> None:
    """Let an alarm that was set aside ring again."""
    await knowledge_admin.retry_alarm(uow, tap.person, action.alarm)


TAPS: Taps = {
    page_actions.TurnUndelivered: Tap(tap_undelivered, Needs.ADMIN),
    actions.Invite: Tap(tap_invite, Needs.ADMIN),
    actions.AskRemoval: Tap(tap_ask_removal, Needs.ADMIN),
    actions.Remove: Tap(tap_remove, Needs.ADMIN),
    actions.Reload: Tap(tap_reload, Needs.ADMIN),
    actions.Suspend: Tap(tap_suspend, Needs.ADMIN),
    actions.Resume: Tap(tap_resume, Needs.ADMIN),
    actions.RetryUpdate: Tap(tap_retry_update, Needs.ADMIN),
    actions.RetryAlarm: Tap(tap_retry_alarm, Needs.ADMIN),
    actions.SendAgain: Tap(tap_again),
}
