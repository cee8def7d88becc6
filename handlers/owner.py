"""What owners type and tap."""

from dataclasses import replace

from bot.domain import actions, deadline_actions, own_ticket_actions, page_actions
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Sentence
from bot.usecases import (
    asides,
    cancellation,
    consents,
    drafts,
    emergencies,
    enterprises,
    follow_ups,
    handover,
    last_days,
    onboarding,
    own_tickets,
    owner_words,
    questions,
    routing,
)
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def start(uow: UnitOfWork, call: CommandCall) -> None:
    """/start, perhaps with an invitation in it (see `handlers.routes`)."""
    await onboarding.welcome(uow, call.person)


async def measures(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/measures`."""
    await questions.browse(uow, call.person)


async def lawyer(uow: UnitOfWork, call: CommandCall) -> None:
    """/lawyer: write to a lawyer without asking the butler first."""
    await drafts.start_draft(uow, call.caller, 0, _words_behind(call))


def _words_behind(call: CommandCall) -> IncomingMessage | None:
    """What was typed behind a command, as a message of its own; its formatting is let go."""
    if call.message is None or not call.words:
        return None
    text = call.message.text.split(maxsplit=1)[1]
    return replace(call.message, text=text, entities=(), reply_to=None)


async def tickets(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/tickets`."""
    await own_tickets.show_all(uow, call.person)


async def enterprise(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/enterprise`."""
    await enterprises.ask(uow, call.caller)


async def language(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/language`."""
    await onboarding.choose_language(uow, call.person)


async def privacy(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/privacy`."""
    await onboarding.privacy(uow, call.person)


async def help_(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/help`."""
    await onboarding.help_(uow, call.person)


async def cancel(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/cancel`."""
    await cancellation.cancel(uow, call.caller)


COMMANDS: dict[str, Command] = {
    "start": Command(start),
    "measures": Command(measures),
    "lawyer": Command(lawyer, Needs.CONSENT),
    "tickets": Command(tickets, Needs.CONSENT),
    "enterprise": Command(enterprise, Needs.CONSENT),
    "language": Command(language),
    "privacy": Command(privacy),
    "help": Command(help_),
    "cancel": Command(cancel),
}


async def tap_greet(uow: UnitOfWork, tap: ButtonTap, action: actions.Greet) -> None:
    """Another language for the request for consent."""
    await onboarding.ask_consent_in(uow, tap.person, tap.message_id, action.language)


async def tap_consent(uow: UnitOfWork, tap: ButtonTap, action: actions.Consent) -> None:
    """Consent; what was waiting for it is answered."""
    await consents.agree(uow, tap.caller, tap.sender, tap.message_id, action.language, tap.about)


async def tap_forget(uow: UnitOfWork, tap: ButtonTap, _: actions.Forget) -> None:
    """Whether the consent is really taken back."""
    await onboarding.ask_forget(uow, tap.person)


async def tap_forget_for_good(uow: UnitOfWork, tap: ButtonTap, _: actions.ForgetForGood) -> None:
    """The consent is taken back."""
    await onboarding.forget(uow, tap.person)


async def tap_language(uow: UnitOfWork, tap: ButtonTap, action: actions.ChooseLanguage) -> None:
    """Another language from now on."""
    await onboarding.set_language(uow, tap.person, action.language)


async def tap_enterprise(uow: UnitOfWork, tap: ButtonTap, _: actions.TellEnterprise) -> None:
    """Begin to tell which enterprise it is."""
    await enterprises.ask(uow, tap.caller)


async def tap_skip(uow: UnitOfWork, tap: ButtonTap, action: actions.Skip) -> None:
    """Leave out what was asked for."""
    await enterprises.skip(uow, tap.caller, action.step, tap.message_id)


async def tap_name(uow: UnitOfWork, tap: ButtonTap, action: actions.NameIsRight) -> None:
    """What was typed is the enterprise's name."""
    await enterprises.name_is_right(uow, tap.caller, action.message, tap.message_id)


async def tap_keep(uow: UnitOfWork, tap: ButtonTap, action: actions.KeepName) -> None:
    """The enterprise keeps its name."""
    await enterprises.keep_name(uow, tap.caller, action.message, tap.message_id)


async def tap_not_a_name(uow: UnitOfWork, tap: ButtonTap, action: actions.NotAName) -> None:
    """What was typed is a question, which is answered."""
    if await enterprises.not_a_name(uow, tap.caller, action.message, tap.message_id):
        await routing.as_new_question(uow, tap.caller, tap.about)


async def tap_town(uow: UnitOfWork, tap: ButtonTap, action: actions.ChooseTown) -> None:
    """The town of the enterprise."""
    await enterprises.choose_town(uow, tap.caller, action.town, tap.message_id)


async def tap_browse(uow: UnitOfWork, tap: ButtonTap, _: actions.Browse) -> None:
    """The list of the ten measures."""
    await questions.browse(uow, tap.person)


async def tap_measure(uow: UnitOfWork, tap: ButtonTap, action: actions.OpenMeasure) -> None:
    """One measure."""
    await questions.open_measure(uow, tap.person, action.number)


async def tap_entries(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnEntries) -> None:
    """Another page of what one measure answers."""
    await questions.open_measure(uow, tap.person, action.measure, tap.place(action.page))


async def tap_tickets(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnOwnTickets) -> None:
    """Another page of the own tickets."""
    await own_tickets.show_all(uow, tap.person, tap.place(action.page))


async def tap_show(uow: UnitOfWork, tap: ButtonTap, action: actions.Show) -> None:
    """One entry, picked."""
    await questions.show(uow, tap.person, action.question, action.code)


async def tap_about(uow: UnitOfWork, tap: ButtonTap, action: actions.AskAbout) -> None:
    """What a follow-up is about."""
    await follow_ups.about(uow, tap.person, action.question, action.code)


async def tap_solved(uow: UnitOfWork, tap: ButtonTap, action: actions.Solved) -> None:
    """The answer was enough."""
    await questions.solved(uow, tap.person, action.question)


async def tap_related(uow: UnitOfWork, tap: ButtonTap, action: actions.ShowRelated) -> None:
    """What is related to an entry."""
    await questions.related(uow, tap.person, action.question, action.code)


async def tap_lawyer(uow: UnitOfWork, tap: ButtonTap, action: actions.AskLawyer) -> Sentence | None:
    """The question goes to a lawyer."""
    return await drafts.ask_lawyer(uow, tap.caller, action.question)


async def tap_handover(uow: UnitOfWork, tap: ButtonTap, action: actions.AgreeToHandOver) -> Sentence | None:
    """Words may go to lawyers."""
    return await handover.agree(uow, tap.caller, action.question, tap.message_id)


async def tap_call_out(uow: UnitOfWork, tap: ButtonTap, action: actions.CallOut) -> None:
    """A question tells of an emergency that is happening."""
    await emergencies.confirmed(uow, tap.caller, action.question, action.kind, tap.message_id)


async def tap_call_out_ticket(
    uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.CallOutTicket
) -> None:
    """The words in a ticket tell of an emergency that is happening."""
    await emergencies.confirmed_in(uow, tap.caller, action.ticket, action.kind, tap.message_id)


async def tap_draft(uow: UnitOfWork, tap: ButtonTap, action: actions.StartDraft) -> None:
    """Words and files are collected first."""
    await drafts.start_draft(uow, tap.caller, action.question)


async def tap_send(uow: UnitOfWork, tap: ButtonTap, _: actions.SendDraft) -> None:
    """The draft goes to a lawyer."""
    await drafts.send_draft(uow, tap.caller, tap.message_id)


async def tap_drop(uow: UnitOfWork, tap: ButtonTap, _: actions.DropDraft) -> None:
    """The draft is thrown away."""
    await drafts.drop_draft(uow, tap.caller, tap.message_id)


async def tap_talk(uow: UnitOfWork, tap: ButtonTap, action: actions.TalkIn) -> Sentence | None:
    """A message, or the next ones, belong to a ticket."""
    return await routing.to_ticket(uow, tap.caller, action.ticket, tap.about, tap.message_id)


async def tap_new(uow: UnitOfWork, tap: ButtonTap, _: actions.AskAnew) -> None:
    """A message is a new question."""
    await routing.as_new_question(uow, tap.caller, tap.about)


async def tap_rate(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.Rate) -> None:
    """Whether the lawyer's answer helped."""
    await own_tickets.rate(uow, tap.caller, action.ticket, helped=action.helped == 1)


async def tap_view(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.ViewTicket) -> Sentence | None:
    """One of the owner's tickets."""
    return await own_tickets.view(uow, tap.person, action.ticket)


async def tap_ask_withdrawal(
    uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.AskWithdrawal
) -> Sentence | None:
    """Whether a ticket is really to be withdrawn."""
    return await own_tickets.ask_withdrawal(uow, tap.person, action.ticket)


async def tap_withdraw(
    uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.Withdraw
) -> Sentence | None:
    """A ticket is withdrawn."""
    return await own_tickets.withdraw(uow, tap.person, tap.message_id, action.ticket)


async def tap_stay(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.KeepTicket) -> Sentence | None:
    """A ticket is not withdrawn after all."""
    return await owner_words.stay(uow, tap.caller, tap.message_id, action.ticket, tap.about)


async def tap_settle(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.Settle) -> Sentence | None:
    """A ticket is solved."""
    return await own_tickets.settle(uow, tap.person, action.ticket)


async def tap_remind(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.Remind) -> Sentence | None:
    """Where the answer stays."""
    return await own_tickets.remind(uow, tap.person, action.ticket)


async def tap_add(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.AddToTicket) -> Sentence | None:
    """A question that was answered goes into a ticket, too."""
    return await asides.add(uow, tap.caller, action.ticket, action.question)


async def tap_last_day(uow: UnitOfWork, tap: ButtonTap, action: deadline_actions.WorkOut) -> None:
    """Begin to work out a last day."""
    await last_days.begin(uow, tap.caller, action.question, action.code)


async def tap_limit(uow: UnitOfWork, tap: ButtonTap, action: deadline_actions.AskTrigger) -> None:
    """Which limit is meant."""
    await last_days.ask(uow, tap.caller, action.question, action.code, action.number)


async def tap_since(uow: UnitOfWork, tap: ButtonTap, action: deadline_actions.ReckonFrom) -> None:
    """From which day it runs."""
    await last_days.tell(uow, tap.caller, action.question, action.code, action.number, action.day)


async def tap_ics(uow: UnitOfWork, tap: ButtonTap, action: deadline_actions.LastDayAsFile) -> None:
    """The last day as a file."""
    await last_days.send_file(uow, tap.person, action.question, action.code, action.number, action.day)


TAPS: Taps = {
    actions.Greet: Tap(tap_greet),
    actions.Consent: Tap(tap_consent),
    actions.Forget: Tap(tap_forget),
    actions.ForgetForGood: Tap(tap_forget_for_good),
    actions.ChooseLanguage: Tap(tap_language),
    actions.Browse: Tap(tap_browse),
    actions.OpenMeasure: Tap(tap_measure),
    page_actions.TurnEntries: Tap(tap_entries),
    page_actions.TurnOwnTickets: Tap(tap_tickets, Needs.CONSENT),
    actions.TellEnterprise: Tap(tap_enterprise, Needs.CONSENT),
    actions.Skip: Tap(tap_skip, Needs.CONSENT),
    actions.NameIsRight: Tap(tap_name, Needs.CONSENT),
    actions.KeepName: Tap(tap_keep, Needs.CONSENT),
    actions.NotAName: Tap(tap_not_a_name, Needs.CONSENT),
    actions.ChooseTown: Tap(tap_town, Needs.CONSENT),
    actions.Show: Tap(tap_show, Needs.CONSENT),
    actions.AskAbout: Tap(tap_about, Needs.CONSENT),
    actions.Solved: Tap(tap_solved, Needs.CONSENT),
    actions.ShowRelated: Tap(tap_related, Needs.CONSENT),
    deadline_actions.WorkOut: Tap(tap_last_day, Needs.CONSENT),
    deadline_actions.AskTrigger: Tap(tap_limit, Needs.CONSENT),
    deadline_actions.ReckonFrom: Tap(tap_since, Needs.CONSENT),
    deadline_actions.LastDayAsFile: Tap(tap_ics, Needs.CONSENT),
    actions.AskLawyer: Tap(tap_lawyer, Needs.CONSENT),
    actions.AgreeToHandOver: Tap(tap_handover, Needs.CONSENT),
    actions.CallOut: Tap(tap_call_out, Needs.CONSENT),
    actions.StartDraft: Tap(tap_draft, Needs.CONSENT),
    actions.SendDraft: Tap(tap_send, Needs.CONSENT),
    actions.DropDraft: Tap(tap_drop, Needs.CONSENT),
    actions.TalkIn: Tap(tap_talk, Needs.CONSENT),
    actions.AskAnew: Tap(tap_new, Needs.CONSENT),
    own_ticket_actions.Rate: Tap(tap_rate, Needs.CONSENT),
    own_ticket_actions.ViewTicket: Tap(tap_view, Needs.CONSENT),
    own_ticket_actions.AskWithdrawal: Tap(tap_ask_withdrawal, Needs.CONSENT),
    own_ticket_actions.Withdraw: Tap(tap_withdraw, Needs.CONSENT),
    own_ticket_actions.KeepTicket: Tap(tap_stay, Needs.CONSENT),
    own_ticket_actions.Settle: Tap(tap_settle, Needs.CONSENT),
    own_ticket_actions.Remind: Tap(tap_remind, Needs.CONSENT),
    own_ticket_actions.AddToTicket: Tap(tap_add, Needs.CONSENT),
    own_ticket_actions.CallOutTicket: Tap(tap_call_out_ticket, Needs.CONSENT),
}
