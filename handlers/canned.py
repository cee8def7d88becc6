"""What lawyers type and tap to look something up, and to send it, or a snippet of their own, to a ticket."""

from bot.domain import canned_actions as does
from bot.usecases import canned, canned_rows, look_ups, snippets
from bot.usecases.pages import FIRST
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def list_snippets(uow: UnitOfWork, call: CommandCall) -> None:
    """/snippets: a lawyer's own texts."""
    await snippets.list_all(uow, call.person)


COMMANDS: dict[str, Command] = {"snippets": Command(list_snippets, Needs.LAWYER)}


async def tap_look_up(uow: UnitOfWork, tap: ButtonTap, _: does.LookUp) -> None:
    """Look for own words in the knowledge."""
    await look_ups.look_up(uow, tap.person, tap.about)


async def tap_whom(uow: UnitOfWork, tap: ButtonTap, action: does.ChooseWhom) -> None:
    """A page of the tickets to which it may go."""
    place = tap.place(action.page) if action.page else FIRST
    await canned_rows.choose(uow, tap.person, action.source, place)


async def tap_prepare(uow: UnitOfWork, tap: ButtonTap, action: does.Prepare) -> None:
    """Begin to send it to a ticket."""
    await canned.prepare(uow, tap.person, action.ticket, action.source)


async def tap_bare(uow: UnitOfWork, tap: ButtonTap, action: does.GoBare) -> None:
    """No own words before it."""
    await canned.go_bare(uow, tap.person, action.ticket, action.source)


async def tap_send(uow: UnitOfWork, tap: ButtonTap, action: does.SendCanned) -> None:
    """Send what was shown."""
    await canned.send(uow, tap.caller, tap.message_id, action.ticket, action.seal)


async def tap_leave(uow: UnitOfWork, tap: ButtonTap, _: does.LeaveCanned) -> None:
    """Send nothing after all."""
    await canned.leave(uow, tap.caller, tap.message_id)


async def tap_snippets(uow: UnitOfWork, tap: ButtonTap, action: does.TurnSnippets) -> None:
    """Another page of one's own snippets."""
    await snippets.list_all(uow, tap.person, tap.place(action.page))


async def tap_new(uow: UnitOfWork, tap: ButtonTap, _: does.NewSnippet) -> None:
    """Begin to write a snippet."""
    await snippets.ask_name(uow, tap.person)


async def tap_open(uow: UnitOfWork, tap: ButtonTap, action: does.OpenSnippet) -> None:
    """One of one's own snippets."""
    await snippets.view(uow, tap.person, action.number)


async def tap_change(uow: UnitOfWork, tap: ButtonTap, action: does.ChangeSnippet) -> None:
    """Begin to write another text for one."""
    await snippets.ask_text(uow, tap.person, action.number)


async def tap_ask_deletion(uow: UnitOfWork, tap: ButtonTap, action: does.AskDeletion) -> None:
    """Whether one is really to be deleted."""
    await snippets.ask_deletion(uow, tap.person, action.number)


async def tap_delete(uow: UnitOfWork, tap: ButtonTap, action: does.DeleteSnippet) -> None:
    """One is deleted."""
    await snippets.delete(uow, tap.person, action.number)


TAPS: Taps = {
    does.LookUp: Tap(tap_look_up, Needs.LAWYER),
    does.ChooseWhom: Tap(tap_whom, Needs.LAWYER),
    does.Prepare: Tap(tap_prepare, Needs.LAWYER),
    does.GoBare: Tap(tap_bare, Needs.LAWYER),
    does.SendCanned: Tap(tap_send, Needs.LAWYER),
    does.LeaveCanned: Tap(tap_leave, Needs.LAWYER),
    does.TurnSnippets: Tap(tap_snippets, Needs.LAWYER),
    does.NewSnippet: Tap(tap_new, Needs.LAWYER),
    does.OpenSnippet: Tap(tap_open, Needs.LAWYER),
    does.ChangeSnippet: Tap(tap_change, Needs.LAWYER),
    does.AskDeletion: Tap(tap_ask_deletion, Needs.LAWYER),
    does.DeleteSnippet: Tap(tap_delete, Needs.LAWYER),
}
