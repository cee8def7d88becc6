"""Which enterprise a person speaks for: name, credit code, town, asked one after another; each may be skipped."""

import re
from dataclasses import replace

from bot.domain.actions import ChooseTown, KeepName, NameIsRight, NotAName, Skip
from bot.domain.audit import AuditAct
from bot.domain.dialogue import AskingCode, AskingEnterprise, AskingName, AskingTown, ConfirmingName
from bot.domain.enterprise import UnifiedCode
from bot.domain.enterprise_name import Reading, read_name
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, button
from bot.domain.people import Enterprise, Person
from bot.matching.decision.verdict import Kind
from bot.storage import audit, dialogues, enterprises, people
from bot.usecases import butlers, buttons, drafts, seats, views
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

TOWNS = ("姚庄", "罗星", "西塘")
"""Offered as buttons; any other town is typed. The bureau has not given a list."""

LONGEST_NAME = 100
"""Characters; a longer name of an enterprise is a paste gone wrong."""

SURE = (Kind.ANSWER, Kind.REFUSE)
"""Verdicts on what is plainly a matter to be answered."""

CODE_LIKE = re.compile(r"[0-9A-Za-z]{6}")
"""So many letters and digits together are meant as a code, however the rest of the message reads."""

CODE_REFUSED = {
    "length": "enterprise.code_length",
    "character": "enterprise.code_character",
    "check": "enterprise.code_check",
}
"""What is said of a credit code that is none, by the reason that `UnifiedCode.parse` gives."""


async def ask(uow: UnitOfWork, caller: Caller) -> None:
    """Begin to ask for the enterprise."""
    if await drafts.tell_unsent(uow, caller):
        return
    if await seats.has_colleagues(uow, caller.person):  # a name is not retyped above colleagues' heads
        await seats.show_team(uow, caller.person)
        return
    known = await enterprises.of_person(uow.tx, caller.person.id)
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, AskingName(), uow.now)
    if known is None:
        await uow.tell(say(caller.person, "enterprise.name", _skip(AskingName.name)))
    else:
        butler = await butlers.line(uow, known.id, caller.person.lang)
        rows = _skip(AskingName.name)
        await uow.tell(say(caller.person, "enterprise.name_again", rows, name=known.name, butler=butler))


async def hear(uow: UnitOfWork, caller: Caller, step: AskingEnterprise, message: IncomingMessage) -> bool:
    """The next piece of the enterprise, typed by the person; False for what is no such piece but a question."""
    text = " ".join(message.text.split())
    match step:
        case AskingName() | ConfirmingName():
            return await _hear_name(uow, caller, replace(message, text=text))
        case AskingCode(name):
            if read_name(text) is Reading.DOUBTFUL and not CODE_LIKE.search(text):
                return False
            await _hear_code(uow, caller.person, name, text)
        case AskingTown():
            if read_name(text) is Reading.DOUBTFUL:
                return False
            await _finish(uow, caller.person, step, text[:LONGEST_NAME])
    return True


async def skip(uow: UnitOfWork, caller: Caller, step_name: str, card: int) -> None:
    """Leave out what this step asked for and go on; a second tap, or one on an earlier step's button, does nothing."""
    step = caller.dialogue.step if caller.dialogue else None
    meant = AskingName.name if isinstance(step, ConfirmingName) else step.name if step else ""
    if not isinstance(step, AskingEnterprise) or meant != step_name:
        await _tell_over(uow, caller, card)
    elif await buttons.spend(uow, caller, card):
        await leave_out(uow, caller.person, step)


async def leave_out(uow: UnitOfWork, person: Person, step: AskingEnterprise) -> None:
    """Go on without what this step asked for."""
    match step:
        case AskingCode(name):
            await _ask_town(uow, person, AskingTown(name))
        case AskingTown():
            await _finish(uow, person, step, None)
        case _:
            await _leave_name(uow, person)


async def choose_town(uow: UnitOfWork, caller: Caller, town: str, card: int) -> None:
    """The town, chosen by button."""
    step = caller.dialogue.step if caller.dialogue else None
    if not isinstance(step, AskingTown) or town not in TOWNS:
        await _tell_over(uow, caller, card)
    elif await buttons.spend(uow, caller, card):
        await _finish(uow, caller.person, step, town)


async def name_is_right(uow: UnitOfWork, caller: Caller, message: int, card: int) -> None:
    """The person confirms that what they typed in this message is the enterprise's name."""
    step = _confirming(caller, message)
    if step is None:
        await _tell_over(uow, caller, card)
    elif await buttons.spend(uow, caller, card):
        await _ask_code(uow, caller.person, step.enterprise)


async def keep_name(uow: UnitOfWork, caller: Caller, message: int, card: int) -> None:
    """The enterprise keeps the name that it has."""
    if _confirming(caller, message) is None:
        await _tell_over(uow, caller, card)
    elif await buttons.spend(uow, caller, card):
        await _leave_name(uow, caller.person)


async def not_a_name(uow: UnitOfWork, caller: Caller, message: int, card: int) -> bool:
    """Whether what was typed in this message, and is no name, is to be answered now."""
    if _confirming(caller, message) is None:
        await _tell_over(uow, caller, card)
        return False
    return await buttons.spend(uow, caller, card)


def _confirming(caller: Caller, message: int) -> ConfirmingName | None:
    step = caller.dialogue.step if caller.dialogue else None
    return step if isinstance(step, ConfirmingName) and step.message == message else None


async def _tell_over(uow: UnitOfWork, caller: Caller, card: int) -> None:
    if await buttons.spend(uow, caller, card):
        await uow.tell(say(caller.person, "tap.unknown"))


async def _leave_name(uow: UnitOfWork, person: Person) -> None:
    await dialogues.end(uow.tx, uow.account.id, person.id)
    known = await enterprises.of_person(uow.tx, person.id)
    if known is None:
        await uow.tell(say(person, "enterprise.skipped"))
    else:
        await uow.tell(say(person, "enterprise.name_kept", name=known.name))


async def _hear_name(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """A name is taken at once if it reads like one and none is known; else its writer is asked."""
    text, reading = message.text, read_name(message.text)
    heard = Kind.REPHRASE if reading is Reading.NAME else uow.verdict(text).kind
    if heard is Kind.CHAT or (reading is Reading.DOUBTFUL and heard in SURE):
        return False
    if not text or len(text) > LONGEST_NAME:
        await uow.tell(say(caller.person, "enterprise.name_long", most=LONGEST_NAME))
        return True
    known = await enterprises.of_person(uow.tx, caller.person.id)
    doubtful = reading is Reading.DOUBTFUL or heard in SURE
    if doubtful or (known is not None and known.name != text):
        await _ask_whether(uow, caller.person, message, known, doubtful=doubtful)
    else:
        await _ask_code(uow, caller.person, text)
    return True


async def _ask_whether(
    uow: UnitOfWork, person: Person, message: IncomingMessage, known: Enterprise | None, *, doubtful: bool
) -> None:
    """Ask whether this is the name, and whether it is to stand in place of the present one."""
    number, name = message.message_id, message.text
    await dialogues.begin(uow.tx, uow.account.id, person.id, ConfirmingName(name, number), uow.now)
    question = (button("button.not_a_name", NotAName(number)),) if doubtful else ()
    if known is None:
        rows: Rows = ((button("button.name_right", NameIsRight(number)), *question),)
        await uow.tell(say(person, "enterprise.name_sure", rows, reply_to=number, name=name))
        return
    ways = (button("button.rename", NameIsRight(number)), button("button.keep_name", KeepName(number)))
    await uow.tell(
        say(person, "enterprise.rename_sure", (ways, question), reply_to=number, old=known.name, name=name)
    )


async def _ask_code(uow: UnitOfWork, person: Person, name: str) -> None:
    await dialogues.begin(uow.tx, uow.account.id, person.id, AskingCode(name), uow.now)
    await uow.tell(say(person, "enterprise.code", _skip(AskingCode.name)))


async def _hear_code(uow: UnitOfWork, person: Person, name: str, text: str) -> None:
    code = UnifiedCode.parse(text)
    if isinstance(code, UnifiedCode):
        await _ask_town(uow, person, AskingTown(name, str(code)))
        return
    given = code.given[:LONGEST_NAME]
    await uow.tell(say(person, CODE_REFUSED[code.reason], _skip(AskingCode.name), given=given))


async def _ask_town(uow: UnitOfWork, person: Person, step: AskingTown) -> None:
    await dialogues.begin(uow.tx, uow.account.id, person.id, step, uow.now)
    towns = tuple(button("button.titled", ChooseTown(town), title=town) for town in TOWNS)
    await uow.tell(say(person, "enterprise.town", (towns, *_skip(AskingTown.name))))


async def _finish(uow: UnitOfWork, person: Person, step: AskingTown, town: str | None) -> None:
    await dialogues.end(uow.tx, uow.account.id, person.id)
    before = await enterprises.of_person(uow.tx, person.id)
    joined = await enterprises.join(
        uow.tx, person.id, name=step.enterprise, credit_code=step.credit_code, town=town, now=uow.now
    )
    if before is not None and before.id == joined.id and before.is_verified and not joined.is_verified:
        audit.note(uow.tx, AuditAct.ENTERPRISE_UNVERIFIED, uow.now, by=person.id, enterprise=joined.id)
    seated = await people.find(uow.tx, person.id)
    if seated is not None and seated.seat is not None and not seated.seat.is_shared:
        await seats.claim(uow, seated, joined)
    else:
        standing = views.standing_of(joined)
        await uow.tell(say(person, "enterprise.done", postscript=standing, name=joined.name))


def _skip(step: str) -> Rows:
    return ((button("button.skip", Skip(step)),),)
