"""What is tapped in the life of a ticket beside answering: it is handed over, put off, passed on for a reason, gone on with."""

from bot.domain import ticket_work_actions as life
from bot.domain.outgoing import Sentence
from bot.domain.own_ticket_actions import GoOn
from bot.usecases import colleagues, own_tickets, pass_reasons, snoozing
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Needs, Tap, Taps


async def tap_because(uow: UnitOfWork, tap: ButtonTap, action: life.PassBecause) -> None:
    """Why a ticket was passed on."""
    await pass_reasons.note(uow, tap.person, tap.message_id, action.ticket, action.reason)


async def tap_more(uow: UnitOfWork, tap: ButtonTap, action: life.ShowMore) -> None:
    """What else can be done with a ticket."""
    await colleagues.more(uow, tap.person, action.ticket)


async def tap_colleagues(uow: UnitOfWork, tap: ButtonTap, action: life.ChooseColleague) -> None:
    """A page of colleagues."""
    await colleagues.choose(uow, tap.person, action.ticket, action.what, tap.place(action.page))


async def tap_hand(uow: UnitOfWork, tap: ButtonTap, action: life.HandOver) -> None:
    """Ask a colleague to take a ticket over."""
    await colleagues.hand_over(uow, tap.person, tap.message_id, action.ticket, action.colleague)


async def tap_accept(uow: UnitOfWork, tap: ButtonTap, action: life.AcceptHandOver) -> None:
    """Take a colleague's ticket over."""
    await colleagues.accept(uow, tap.person, tap.message_id, action.ticket)


async def tap_decline(uow: UnitOfWork, tap: ButtonTap, action: life.DeclineHandOver) -> None:
    """Leave a ticket with its lawyer."""
    await colleagues.decline(uow, tap.person, tap.message_id, action.ticket)


async def tap_guest(uow: UnitOfWork, tap: ButtonTap, action: life.InviteGuest) -> None:
    """Let a colleague read along."""
    await colleagues.invite(uow, tap.person, tap.message_id, action.ticket, action.colleague)


async def tap_dismiss(uow: UnitOfWork, tap: ButtonTap, action: life.DismissGuest) -> None:
    """Nobody reads along any more."""
    await colleagues.dismiss(uow, tap.person, action.ticket)


async def tap_later(uow: UnitOfWork, tap: ButtonTap, action: life.AskSnooze) -> None:
    """Until when a ticket is to be put off."""
    await snoozing.ask(uow, tap.person, action.ticket)


async def tap_snooze(uow: UnitOfWork, tap: ButtonTap, action: life.Snooze) -> None:
    """Put a ticket off."""
    await snoozing.put_off(uow, tap.person, action.ticket, action.until)


async def tap_someday(uow: UnitOfWork, tap: ButtonTap, action: life.SnoozeUntilDay) -> None:
    """Type the day until which it is put off."""
    await snoozing.ask_day(uow, tap.caller, action.ticket)


async def tap_go_on(uow: UnitOfWork, tap: ButtonTap, action: GoOn) -> Sentence | None:
    """A new ticket goes on with one that was closed long ago."""
    return await own_tickets.go_on(uow, tap.caller, action.ticket, tap.about)


TAPS: Taps = {
    GoOn: Tap(tap_go_on, Needs.CONSENT),
    life.PassBecause: Tap(tap_because, Needs.LAWYER),
    life.ShowMore: Tap(tap_more, Needs.LAWYER),
    life.ChooseColleague: Tap(tap_colleagues, Needs.LAWYER),
    life.HandOver: Tap(tap_hand, Needs.LAWYER),
    life.AcceptHandOver: Tap(tap_accept, Needs.LAWYER),
    life.DeclineHandOver: Tap(tap_decline, Needs.LAWYER),
    life.InviteGuest: Tap(tap_guest, Needs.LAWYER),
    life.DismissGuest: Tap(tap_dismiss, Needs.LAWYER),
    life.AskSnooze: Tap(tap_later, Needs.LAWYER),
    life.Snooze: Tap(tap_snooze, Needs.LAWYER),
    life.SnoozeUntilDay: Tap(tap_someday, Needs.LAWYER),
}
