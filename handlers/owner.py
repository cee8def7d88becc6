"""What owners type and tap."""

from dataclasses import replace

from bot.desk import Desk
from bot.domain.message import Said
from bot.domain.people import Person
from bot.usecases import asking, casework, escalating, hearing, welcoming
from handlers.keyboards import number, word
from handlers.table import Command, Tap, Tapped, Typed


async def start(desk: Desk, typed: Typed) -> None:
    """/start, perhaps with an invitation in it (see `handlers.routes`)."""
    await welcoming.welcome(desk, typed.person)


async def measures(desk: Desk, typed: Typed) -> None:
    """Serve `/measures`."""
    await asking.browse(desk, typed.person)


async def lawyer(desk: Desk, typed: Typed) -> None:
    """/lawyer: write to a lawyer without asking the butler first."""
    await escalating.start_draft(desk, typed.person, 0, _words_behind(typed))


def _words_behind(typed: Typed) -> Said | None:
    """What was typed behind a command, as a message of its own; its formatting is let go."""
    if typed.said is None or not typed.words:
        return None
    text = typed.said.text.split(maxsplit=1)[1]
    return replace(typed.said, text=text, entities=(), reply_to=None)


async def tickets(desk: Desk, typed: Typed) -> None:
    """Serve `/tickets`."""
    await casework.my_tickets(desk, typed.person)


async def enterprise(desk: Desk, typed: Typed) -> None:
    """Serve `/enterprise`."""
    await welcoming.ask_enterprise(desk, typed.person)


async def language(desk: Desk, typed: Typed) -> None:
    """Serve `/language`."""
    await welcoming.choose_language(desk, typed.person)


async def privacy(desk: Desk, typed: Typed) -> None:
    """Serve `/privacy`."""
    await welcoming.privacy(desk, typed.person)


async def help_(desk: Desk, typed: Typed) -> None:
    """Serve `/help`."""
    await welcoming.help_(desk, typed.person)


async def cancel(desk: Desk, typed: Typed) -> None:
    """Serve `/cancel`."""
    await welcoming.cancel(desk, typed.person)


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


async def tap_hello(desk: Desk, tapped: Tapped) -> None:
    """Another language for the request for consent."""
    await welcoming.ask_consent_in(desk, tapped.person, tapped.message_id, word(tapped.arguments))


async def tap_consent(desk: Desk, tapped: Tapped) -> None:
    """Consent; the question that was waiting for it is answered."""
    person = await welcoming.consent(
        desk, tapped.person, tapped.sender, tapped.message_id, word(tapped.arguments)
    )
    await hearing.after_consent(desk, person, tapped.about)


async def tap_forget(desk: Desk, tapped: Tapped) -> None:
    """The consent is taken back."""
    await welcoming.forget(desk, tapped.person)


async def tap_language(desk: Desk, tapped: Tapped) -> None:
    """Another language from now on."""
    await welcoming.set_language(desk, tapped.person, word(tapped.arguments))


async def tap_enterprise(desk: Desk, tapped: Tapped) -> None:
    """Begin to tell which enterprise it is."""
    await welcoming.ask_enterprise(desk, tapped.person)


async def tap_skip(desk: Desk, tapped: Tapped) -> None:
    """Leave out what was asked for."""
    await welcoming.skip(desk, tapped.person)


async def tap_town(desk: Desk, tapped: Tapped) -> None:
    """The town of the enterprise."""
    await welcoming.choose_town(desk, tapped.person, word(tapped.arguments))


async def tap_measures(desk: Desk, tapped: Tapped) -> None:
    """The list of the ten measures."""
    await asking.browse(desk, tapped.person)


async def tap_measure(desk: Desk, tapped: Tapped) -> None:
    """One measure."""
    await asking.open_measure(desk, tapped.person, number(tapped.arguments))


async def tap_show(desk: Desk, tapped: Tapped) -> None:
    """One entry, picked."""
    await asking.show(desk, tapped.person, number(tapped.arguments), word(tapped.arguments, 1))


async def tap_solved(desk: Desk, tapped: Tapped) -> None:
    """The answer was enough."""
    await asking.solved(desk, tapped.person, number(tapped.arguments))


async def tap_related(desk: Desk, tapped: Tapped) -> None:
    """What is related to an entry."""
    await asking.related(desk, tapped.person, number(tapped.arguments), word(tapped.arguments, 1))


async def tap_lawyer(desk: Desk, tapped: Tapped) -> None:
    """The question goes to a lawyer."""
    await escalating.ask_lawyer(desk, tapped.person, number(tapped.arguments))


async def tap_draft(desk: Desk, tapped: Tapped) -> None:
    """Words and files are collected first."""
    await escalating.start_draft(desk, tapped.person, number(tapped.arguments))


async def tap_send(desk: Desk, tapped: Tapped) -> None:
    """The draft goes to a lawyer."""
    await escalating.send_draft(desk, tapped.person)


async def tap_drop(desk: Desk, tapped: Tapped) -> None:
    """The draft is thrown away."""
    await escalating.drop_draft(desk, tapped.person)


async def tap_talk(desk: Desk, tapped: Tapped) -> None:
    """A message, or the next ones, belong to a ticket."""
    await hearing.to_ticket(desk, tapped.person, number(tapped.arguments), tapped.about)


async def tap_new(desk: Desk, tapped: Tapped) -> None:
    """A message is a new question."""
    await hearing.as_new_question(desk, tapped.person, tapped.about)


async def tap_helped(desk: Desk, tapped: Tapped) -> None:
    """Whether the lawyer's answer helped."""
    helped = number(tapped.arguments, 1) == 1
    await casework.rate(desk, tapped.person, number(tapped.arguments), helped=helped)


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
