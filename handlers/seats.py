"""What is typed and tapped about seats in an enterprise, by those who sit there and by admins."""

from bot.domain import page_actions, seat_actions
from bot.domain.outgoing import Sentence
from bot.usecases import identity_checks, seat_invitations, seats, sharing, verification
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps, new_code


async def team(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/team`."""
    await seats.show_team(uow, call.person)


async def enterprises(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/enterprises`."""
    await verification.list_unverified(uow, call.person)


COMMANDS: dict[str, Command] = {
    "team": Command(team, Needs.CONSENT),
    "enterprises": Command(enterprises, Needs.ADMIN),
}


async def tap_team(uow: UnitOfWork, tap: ButtonTap, _: seat_actions.ShowTeam) -> None:
    """Who has a seat."""
    await seats.show_team(uow, tap.person)


async def tap_colleague(uow: UnitOfWork, tap: ButtonTap, _: seat_actions.InviteColleague) -> None:
    """A link to a seat."""
    await seat_invitations.invite(uow, tap.person, new_code())


async def tap_unseat(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.AskRevoking) -> None:
    """Whether a colleague is really to lose the seat."""
    await seats.ask_revoking(uow, tap.person, action.person)


async def tap_unseated(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.RevokeSeat) -> None:
    """A colleague loses the seat."""
    await seats.revoke(uow, tap.person, action.person, tap.message_id)


async def tap_keeping(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.AskPassing) -> None:
    """Whether a colleague is really to keep the enterprise."""
    await seats.ask_passing(uow, tap.person, action.person)


async def tap_kept(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.PassKeeping) -> None:
    """A colleague keeps the enterprise."""
    await seats.pass_keeping(uow, tap.person, action.person, tap.message_id)


async def tap_unsit(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.AskLeaving) -> None:
    """Whether the own seat is really to be left."""
    await seats.ask_leaving(uow, tap.person, action.enterprise)


async def tap_left(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.LeaveSeat) -> None:
    """The own seat is left."""
    await seats.leave(uow, tap.person, action.enterprise, tap.message_id)


async def tap_share(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.Share) -> Sentence | None:
    """Colleagues may see an own ticket."""
    return await sharing.share(uow, tap.person, action.ticket, tap.message_id)


async def tap_private(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.KeepPrivate) -> Sentence | None:
    """An own ticket stays unseen."""
    return await sharing.keep_private(uow, tap.person, action.ticket, tap.message_id)


async def tap_follow(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.Follow) -> Sentence | None:
    """Take part in a colleague's ticket."""
    return await sharing.follow(uow, tap.person, action.ticket)


async def tap_unfollow(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.Unfollow) -> Sentence | None:
    """No longer take part in a colleague's ticket."""
    return await sharing.unfollow(uow, tap.person, action.ticket)


async def tap_let_in(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.LetIn) -> None:
    """Somebody belongs to the enterprise of which they say so."""
    await seat_invitations.let_in(uow, tap.person, action.person, action.enterprise, tap.message_id)


async def tap_verify(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.ConfirmEnterprise) -> None:
    """An enterprise is confirmed."""
    await verification.confirm(uow, tap.person, action.enterprise)


async def tap_unverify(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.UnconfirmEnterprise) -> None:
    """An enterprise is confirmed no more."""
    await verification.withdraw(uow, tap.person, action.enterprise)


async def tap_identity(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.AskIdentity) -> None:
    """Whether a lawyer has looked at the enterprise of a ticket."""
    await identity_checks.ask(uow, tap.person, action.ticket)


async def tap_identified(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.ConfirmIdentity) -> None:
    """A lawyer has looked at the enterprise of a ticket."""
    await identity_checks.confirm(uow, tap.person, action.ticket)


async def tap_unidentified(uow: UnitOfWork, tap: ButtonTap, action: seat_actions.WithdrawIdentity) -> None:
    """A lawyer takes that back."""
    await identity_checks.withdraw(uow, tap.person, action.ticket)


async def tap_enterprises(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnUnverified) -> None:
    """Another page of the enterprises that nobody has verified."""
    await verification.list_unverified(uow, tap.person, tap.place(action.page))


TAPS: Taps = {
    seat_actions.ShowTeam: Tap(tap_team, Needs.CONSENT),
    seat_actions.InviteColleague: Tap(tap_colleague, Needs.CONSENT),
    seat_actions.AskRevoking: Tap(tap_unseat, Needs.CONSENT),
    seat_actions.RevokeSeat: Tap(tap_unseated, Needs.CONSENT),
    seat_actions.AskPassing: Tap(tap_keeping, Needs.CONSENT),
    seat_actions.PassKeeping: Tap(tap_kept, Needs.CONSENT),
    seat_actions.AskLeaving: Tap(tap_unsit, Needs.CONSENT),
    seat_actions.LeaveSeat: Tap(tap_left, Needs.CONSENT),
    seat_actions.Share: Tap(tap_share, Needs.CONSENT),
    seat_actions.KeepPrivate: Tap(tap_private, Needs.CONSENT),
    seat_actions.Follow: Tap(tap_follow, Needs.CONSENT),
    seat_actions.Unfollow: Tap(tap_unfollow, Needs.CONSENT),
    seat_actions.LetIn: Tap(tap_let_in, Needs.ADMIN),
    seat_actions.ConfirmEnterprise: Tap(tap_verify, Needs.ADMIN),
    seat_actions.UnconfirmEnterprise: Tap(tap_unverify, Needs.ADMIN),
    seat_actions.AskIdentity: Tap(tap_identity, Needs.LAWYER),
    seat_actions.ConfirmIdentity: Tap(tap_identified, Needs.LAWYER),
    seat_actions.WithdrawIdentity: Tap(tap_unidentified, Needs.LAWYER),
    page_actions.TurnUnverified: Tap(tap_enterprises, Needs.ADMIN),
}
