"""The exclusive butler of an enterprise: chosen at its first need, shown to its owner.

Whether the butler is there today is another question: then somebody else answers, and the butler stays.
"""

from bot import locales
from bot.domain.answer import Lang
from bot.domain.butlers import choose_butler
from bot.domain.people import Enterprise, Lawyer
from bot.domain.ticket import Ticket
from bot.storage import butlers, seats
from bot.storage.butlers import Profile
from bot.usecases.unit_of_work import UnitOfWork


async def appointed(
    uow: UnitOfWork, ticket: Ticket, enterprise: Enterprise | None, lawyers: list[Lawyer]
) -> int | None:
    """The butler of the enterprise that a ticket is for; chosen now if it has none, or one who has left."""
    if enterprise is None:
        return None
    if enterprise.butler in {each.id for each in lawyers}:
        return enterprise.butler
    choice = choose_butler(
        lawyers,
        await butlers.counts(uow.tx),
        town=enterprise.town,
        industry=enterprise.industry,
        measure=ticket.measure,
        language=ticket.lang,
        excluded={*ticket.conflicted, *await seats.beside(uow.tx, ticket)},
    )
    if choice is None:
        return None
    chosen = choice.lawyer.id
    await butlers.assign(uow.tx, enterprise.id, chosen, choice.reason, former=enterprise.butler)
    return chosen


async def line(uow: UnitOfWork, enterprise: int | None, lang: Lang) -> str:
    """Who the butler of an enterprise is, for its owner; empty while there is none."""
    found = await butlers.profile(uow.tx, enterprise) if enterprise is not None else None
    return locales.say("butler.yours", lang, who=who(found, lang)) if found is not None else ""


def who(butler: Profile, lang: Lang) -> str:
    """A butler's name, and firm, licence number and languages where the bureau's list has them."""
    licence = locales.say("butler.licence", lang, number=butler.licence) if butler.licence else ""
    names = {"zh": "button.zh", "en": "button.en"}
    languages = "/".join(
        locales.say(names[each], lang) if each in names else each for each in butler.languages
    )
    return " · ".join(filter(None, (butler.name, butler.firm, licence, languages)))


def reasons(butler: Profile, lang: Lang) -> str:
    """Why this lawyer is the butler, for admins."""
    comma = locales.say("chosen.comma", lang)
    return comma.join(locales.say(f"fits.{word}", lang) for word in butler.because)
