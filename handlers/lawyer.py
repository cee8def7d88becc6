"""What lawyers type and tap. Each use case asks whether the ticket is theirs."""

from bot.domain import actions, duty_actions, page_actions, ticket_work_actions
from bot.domain.ticket import CloseReason
from bot.usecases import desk, duties, notes, staff, ticket_work, transcripts
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def queue(uow: UnitOfWork, call: CommandCall) -> None:
    """/queue: what waits; for an admin, all that is open."""
    if call.person.is_lawyer:
        await ticket_work.queue(uow, call.person)
    else:
        await desk.queue(uow, call.person)


async def mine(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/mine`."""
    await ticket_work.mine(uow, call.person)


async def duty(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/duty on|off|off until …|leave …|court …|hours …`."""
    await duties.hear(uow, call.person, " ".join(call.words))


async def specialities(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/specialities`."""
    await staff.specialities(uow, call.person)


async def note(uow: UnitOfWork, call: CommandCall) -> None:
    """/note #n words, or /note words as a reply: for staff only."""
    if call.message is not None:
        await notes.write(uow, call.caller, call.message)


COMMANDS: dict[str, Command] = {
    "queue": Command(queue, Needs.STAFF),
    "mine": Command(mine, Needs.LAWYER),
    "note": Command(note, Needs.STAFF),
    "duty": Command(duty, Needs.LAWYER),
    "specialities": Command(specialities, Needs.LAWYER),
}


async def tap_queue(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnQueue) -> None:
    """Another page of what waits."""
    await ticket_work.queue(uow, tap.person, tap.place(action.page))


async def tap_mine(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnMine) -> None:
    """Another page of the tickets that this lawyer holds."""
    await ticket_work.mine(uow, tap.person, tap.place(action.page))


async def tap_take(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.Take) -> None:
    """Take a ticket."""
    await ticket_work.take(uow, tap.person, action.ticket)


async def tap_pass(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.PassOn) -> None:
    """Leave a ticket to somebody else."""
    await ticket_work.pass_on(uow, tap.person, action.ticket)


async def tap_details(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.ShowDetails) -> None:
    """All about a ticket."""
    await ticket_work.details(uow, tap.person, action.ticket)


async def tap_transcript(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.ShowTranscript) -> None:
    """All that was said in a ticket, once more."""
    await transcripts.again(uow, tap.person, action.ticket)


async def tap_ask_reason(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.AskReason) -> None:
    """Ask why a ticket is to be closed."""
    await ticket_work.ask_reason(uow, tap.person, action.ticket)


async def tap_close(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.Close) -> None:
    """Close a ticket for this reason."""
    await ticket_work.close(uow, tap.person, action.ticket, action.reason)


async def tap_close_unanswered(
    uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.CloseUnanswered
) -> None:
    """Close a ticket as answered although nothing was said."""
    await ticket_work.close(uow, tap.person, action.ticket, CloseReason.ANSWERED.value, sure=True)


async def tap_reopen(uow: UnitOfWork, tap: ButtonTap, action: ticket_work_actions.Reopen) -> None:
    """Open a closed ticket again."""
    await ticket_work.reopen(uow, tap.person, action.ticket)


async def tap_duty(uow: UnitOfWork, tap: ButtonTap, action: duty_actions.SetDuty) -> None:
    """On or off duty, or off for a while."""
    await duties.tap(uow, tap.person, action.word)


async def tap_present(uow: UnitOfWork, tap: ButtonTap, action: duty_actions.TakeBackAbsence) -> None:
    """A leave or day in court that is none."""
    await duties.take_back(uow, tap.person, action.absence)


async def tap_speciality(uow: UnitOfWork, tap: ButtonTap, action: actions.ToggleSpeciality) -> None:
    """Best at a measure, or no longer."""
    await staff.toggle_speciality(uow, tap.person, tap.message_id, action.measure)


TAPS: Taps = {
    page_actions.TurnQueue: Tap(tap_queue, Needs.LAWYER),
    page_actions.TurnMine: Tap(tap_mine, Needs.LAWYER),
    ticket_work_actions.Take: Tap(tap_take, Needs.LAWYER),
    ticket_work_actions.PassOn: Tap(tap_pass, Needs.LAWYER),
    ticket_work_actions.ShowDetails: Tap(tap_details, Needs.LAWYER),
    ticket_work_actions.ShowTranscript: Tap(tap_transcript, Needs.LAWYER),
    ticket_work_actions.AskReason: Tap(tap_ask_reason, Needs.LAWYER),
    ticket_work_actions.Close: Tap(tap_close, Needs.LAWYER),
    ticket_work_actions.CloseUnanswered: Tap(tap_close_unanswered, Needs.LAWYER),
    ticket_work_actions.Reopen: Tap(tap_reopen, Needs.LAWYER),
    duty_actions.SetDuty: Tap(tap_duty, Needs.LAWYER),
    duty_actions.TakeBackAbsence: Tap(tap_present, Needs.LAWYER),
    actions.ToggleSpeciality: Tap(tap_speciality, Needs.LAWYER),
}
