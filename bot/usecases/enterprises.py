"""Which enterprise a person speaks for: name, credit code, town, asked one after another; each may be skipped."""

from bot.domain.actions import ChooseTown, Skip
from bot.domain.dialogue import AskingCode, AskingEnterprise, AskingName, AskingTown
from bot.domain.enterprise import UnifiedCode
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.storage import dialogues, enterprises
from bot.usecases import drafts
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

TOWNS = ("姚庄", "罗星", "西塘")
"""Offered as buttons; any other town is typed. The bureau has not given a list."""

LONGEST_NAME = 100
"""Characters; a longer name of an enterprise is a paste gone wrong."""

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
    known = await enterprises.of_person(uow.tx, caller.person.id)
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, AskingName(), uow.now)
    if known is None:
        await uow.tell(say(caller.person, "enterprise.name", _skip(AskingName.name)))
    else:
        await uow.tell(say(caller.person, "enterprise.name_again", _skip(AskingName.name), name=known.name))


async def hear(uow: UnitOfWork, person: Person, step: AskingEnterprise, message: IncomingMessage) -> None:
    """The next piece of the enterprise, typed by the person."""
    text = " ".join(message.text.split())
    match step:
        case AskingName():
            await _hear_name(uow, person, text)
        case AskingCode(name):
            await _hear_code(uow, person, name, text)
        case AskingTown():
            await _finish(uow, person, step, text[:LONGEST_NAME])


async def skip(uow: UnitOfWork, caller: Caller, step_name: str) -> None:
    """Leave out what this step asked for and go on; a button of an earlier step does nothing any more."""
    step = caller.dialogue.step if caller.dialogue else None
    if step is None or step.name != step_name:
        await uow.tell(say(caller.person, "tap.unknown"))
        return
    match step:
        case AskingCode(name):
            await _ask_town(uow, caller.person, AskingTown(name))
        case AskingTown():
            await _finish(uow, caller.person, step, None)
        case _:
            await dialogues.end(uow.tx, uow.account.id, caller.person.id)
            await uow.tell(say(caller.person, "enterprise.skipped"))


async def choose_town(uow: UnitOfWork, caller: Caller, town: str) -> None:
    """The town, chosen by button."""
    step = caller.dialogue.step if caller.dialogue else None
    if isinstance(step, AskingTown) and town in TOWNS:
        await _finish(uow, caller.person, step, town)
    else:
        await uow.tell(say(caller.person, "tap.unknown"))


async def _hear_name(uow: UnitOfWork, person: Person, text: str) -> None:
    if not text or len(text) > LONGEST_NAME:
        await uow.tell(say(person, "enterprise.name_long", most=LONGEST_NAME))
        return
    await dialogues.begin(uow.tx, uow.account.id, person.id, AskingCode(text), uow.now)
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
    joined = await enterprises.join(
        uow.tx, person.id, name=step.enterprise, credit_code=step.credit_code, town=town, now=uow.now
    )
    await uow.tell(say(person, "enterprise.done", name=joined.name))


def _skip(step: str) -> Rows:
    return ((button("button.skip", Skip(step)),),)
