"""What owners type and tap."""

from dataclasses import replace

from bot.domain.message import IncomingMessage
from bot.domain.people import Person
from bot.usecases import drafts, onboarding, questions, routing, ticket_work
from bot.usecases.unit_of_work import UnitOfWork
from handlers.keyboards import number, word
from handlers.route_types import ButtonTap, Command, CommandCall, Tap


async def start(uow: UnitOfWork, typed: CommandCall) -> None:
    """/start, perhaps with an invitation in it (see `handlers.routes`)."""
    await onboarding.welcome(uow, typed.person)


async def measures(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/measures`."""
    await questions.browse(uow, typed.person)


async def lawyer(uow: UnitOfWork, typed: CommandCall) -> None:
    """/lawyer: write to a lawyer without asking the butler first."""
    await drafts.start_draft(uow, typed.person, 0, _words_behind(typed))


def _words_behind(typed: CommandCall) -> IncomingMessage | None:
    """What was typed behind a command, as a message of its own; its formatting is let go."""
    if typed.said is None or not typed.words:
        return None
    text = typed.said.text.split(maxsplit=1)[1]
    return replace(typed.said, text=text, entities=(), reply_to=None)


async def tickets(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/tickets`."""
    await ticket_work.my_tickets(uow, typed.person)


async def enterprise(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/enterprise`."""
    await onboarding.ask_enterprise(uow, typed.person)


async def language(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/language`."""
    await onboarding.choose_language(uow, typed.person)


async def privacy(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/privacy`."""
    await onboarding.privacy(uow, typed.person)


async def help_(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/help`."""
    await onboarding.help_(uow, typed.person)


async def cancel(uow: UnitOfWork, typed: CommandCall) -> None:
    """Serve `/cancel`."""
    await onboarding.cancel(uow, typed.person)


COMMANDS: dict[str, Command] = {
    "start": Command(start),
    "measures": Command(measures),
    "lawyer": Command(lawyer, consent=True),
    "tickets": Command(tickets, consent=True),
    "enterprise": Command(enterprise, consent=True),
    "language": Command(language),
    "privacy": Command(privacy),
    "help": Command(help_),
    "cancel": Command(cancel),
}


async def tap_hello(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Another language for the request for consent."""
    await onboarding.ask_consent_in(uow, tapped.person, tapped.message_id, word(tapped.arguments))


async def tap_consent(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Consent; the question that was waiting for it is answered."""
    person = await onboarding.consent(
        uow, tapped.person, tapped.sender, tapped.message_id, word(tapped.arguments)
    )
    await routing.after_consent(uow, person, tapped.about)


async def tap_forget(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The consent is taken back."""
    await onboarding.forget(uow, tapped.person)


async def tap_language(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Another language from now on."""
    await onboarding.set_language(uow, tapped.person, word(tapped.arguments))


async def tap_enterprise(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Begin to tell which enterprise it is."""
    await onboarding.ask_enterprise(uow, tapped.person)


async def tap_skip(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Leave out what was asked for."""
    await onboarding.skip(uow, tapped.person)


async def tap_town(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The town of the enterprise."""
    await onboarding.choose_town(uow, tapped.person, word(tapped.arguments))


async def tap_measures(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The list of the ten measures."""
    await questions.browse(uow, tapped.person)


async def tap_measure(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """One measure."""
    await questions.open_measure(uow, tapped.person, number(tapped.arguments))


async def tap_show(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """One entry, picked."""
    await questions.show(uow, tapped.person, number(tapped.arguments), word(tapped.arguments, 1))


async def tap_solved(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The answer was enough."""
    await questions.solved(uow, tapped.person, number(tapped.arguments))


async def tap_related(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """What is related to an entry."""
    await questions.related(uow, tapped.person, number(tapped.arguments), word(tapped.arguments, 1))


async def tap_lawyer(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The question goes to a lawyer."""
    await drafts.ask_lawyer(uow, tapped.person, number(tapped.arguments))


async def tap_draft(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Words and files are collected first."""
    await drafts.start_draft(uow, tapped.person, number(tapped.arguments))


async def tap_send(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The draft goes to a lawyer."""
    await drafts.send_draft(uow, tapped.person)


async def tap_drop(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """The draft is thrown away."""
    await drafts.drop_draft(uow, tapped.person)


async def tap_talk(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """A message, or the next ones, belong to a ticket."""
    await routing.to_ticket(uow, tapped.person, number(tapped.arguments), tapped.about)


async def tap_new(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """A message is a new question."""
    await routing.as_new_question(uow, tapped.person, tapped.about)


async def tap_helped(uow: UnitOfWork, tapped: ButtonTap) -> None:
    """Whether the lawyer's answer helped."""
    helped = number(tapped.arguments, 1) == 1
    await ticket_work.rate(uow, tapped.person, number(tapped.arguments), helped=helped)


TAPS: dict[str, Tap] = {
    "hello": Tap(tap_hello),
    "consent": Tap(tap_consent),
    "forget": Tap(tap_forget),
    "language": Tap(tap_language),
    "measures": Tap(tap_measures),
    "measure": Tap(tap_measure),
    "enterprise": Tap(tap_enterprise, consent=True),
    "skip": Tap(tap_skip, consent=True),
    "town": Tap(tap_town, consent=True),
    "show": Tap(tap_show, consent=True),
    "solved": Tap(tap_solved, consent=True),
    "related": Tap(tap_related, consent=True),
    "lawyer": Tap(tap_lawyer, consent=True),
    "draft": Tap(tap_draft, consent=True),
    "send": Tap(tap_send, consent=True),
    "drop": Tap(tap_drop, consent=True),
    "talk": Tap(tap_talk, consent=True),
    "new": Tap(tap_new, consent=True),
    "helped": Tap(tap_helped, consent=True),
}


def knows(person: Person) -> bool:
    """Whether this person agreed that their words are kept. Lawyers and admins agreed by taking the office."""
    return person.consented_at is not None or bool(person.roles)
