"""What somebody hears who is not heard: why, until when, and to whom to turn."""

import datetime as dt

from bot.domain.bans import BanReason
from bot.domain.outgoing import Notice, Param, Sentence
from bot.domain.people import Person
from bot.knowledge import answers
from bot.usecases import views
from bot.usecases.unit_of_work import UnitOfWork


async def tell(
    uow: UnitOfWork, person: Person, key: str, reason: BanReason, until: dt.datetime | None
) -> None:
    """Tell somebody that they are not heard; until when is said with the year, in the office's time zone."""
    params, fills = _told(uow, person, until)
    fills["reason"] = f"banned.{reason.value}"
    await uow.tell(Notice(person.id, Sentence(key, params, fills), person.lang))


def _told(
    uow: UnitOfWork, person: Person, until: dt.datetime | None
) -> tuple[dict[str, Param], dict[str, str]]:
    """To whom to turn and until when: what is known, and the key of the words for what is not."""
    contact = answers.privacy(uow.knowledge, person.lang)["contact"]
    ends = views.whole_time(uow, until) if until else None
    known = {"contact": contact, "until": ends}
    unknown = {"contact": "privacy.unconfirmed", "until": "ban.no_end"}
    params: dict[str, Param] = {name: value for name, value in known.items() if value}
    return params, {name: key for name, key in unknown.items() if name not in params}
