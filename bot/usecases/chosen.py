"""Why a lawyer has a ticket, or was offered it, in words: as it was decided then."""

from bot import locales
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.knowledge import answers
from bot.storage import offers
from bot.usecases.unit_of_work import UnitOfWork

REASONS = ("butler", "speciality", "language", "load", "idle", "only", "emergency", "bureau")
"""What can have spoken for a lawyer (`bot.domain.assignment`), and those who were called or named."""


async def why(uow: UnitOfWork, ticket: Ticket, reader: Person) -> str:
    """What spoke for whoever holds a ticket, or looks at it now; empty where a lawyer took it unasked."""
    shown = [each for each in await offers.of_ticket(uow.tx, ticket.id) if not each.passed]
    own = [each for each in shown if each.lawyer == ticket.lawyer]
    offer = next(iter(own if ticket.lawyer is not None else reversed(shown)), None)
    told = [word for word in offer.reason.split() if word in REASONS] if offer is not None else []
    comma = locales.say("chosen.comma", reader.lang)
    return comma.join(_reason(uow, word, ticket, reader) for word in told)


def _reason(uow: UnitOfWork, word: str, ticket: Ticket, reader: Person) -> str:
    measure = answers.measure_title(uow.knowledge, ticket.measure, reader.lang) if ticket.measure else ""
    language = locales.say(f"button.{ticket.lang}", reader.lang)
    return locales.say(f"chosen.{word}", reader.lang, measure=measure, language=language)
