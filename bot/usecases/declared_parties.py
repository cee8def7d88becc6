"""A lawyer's own list of clients and opponents outside of the butler, which only they see: /conflicts."""

from bot.domain.conflict import PartySide
from bot.domain.conflict_actions import DropParty, NameParty
from bot.domain.dialogue import NamingParties
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.storage import conflicts, dialogues, tickets
from bot.usecases import assignment
from bot.usecases.conflicts import Screening
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_NAME = 100
"""Characters of one name."""
MOST_AT_ONCE = 50
"""Names of one message."""
MOST_BUTTONS = 30
"""Names that the list shows, the latest ones, with a button each that takes it off."""
ADD = {PartySide.CLIENT: "button.add_client", PartySide.OPPONENT: "button.add_opponent"}
DROP = {PartySide.CLIENT: "button.drop_client", PartySide.OPPONENT: "button.drop_opponent"}
ASK = {PartySide.CLIENT: "parties.ask_client", PartySide.OPPONENT: "parties.ask_opponent"}
"""Words for either side."""


async def list_all(uow: UnitOfWork, lawyer: Person) -> None:
    """Show a lawyer the list, with the ways to add to it and to take off."""
    told = await conflicts.declared(uow.tx, lawyer.id)
    adding = tuple(button(label, NameParty(side.value)) for side, label in ADD.items())
    dropping: Rows = tuple(
        (button(DROP[each.side], DropParty(each.id), name=each.name),) for each in told[-MOST_BUTTONS:]
    )
    key = "parties.list" if told else "parties.none"
    await uow.tell(say(lawyer, key, (*dropping, adding), count=len(told)))


async def ask(uow: UnitOfWork, lawyer: Person, word: str) -> None:
    """Ask for names, one in a line."""
    if word not in {each.value for each in PartySide}:
        await uow.tell(say(lawyer, "tap.unknown"))
        return
    await dialogues.begin(uow.tx, uow.account.id, lawyer.id, NamingParties(word), uow.now)
    await uow.tell(say(lawyer, ASK[PartySide(word)]))


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Put the names of a message on the list, if they were asked for; what is offered now and touches them is taken back."""
    lawyer, dialogue = caller.person, caller.dialogue
    step = dialogue.step if dialogue and dialogue.is_fresh(uow.now) else None
    if not isinstance(step, NamingParties) or message.kind != "text":
        return False
    lines = [" ".join(line.split())[:LONGEST_NAME] for line in message.text.splitlines()]
    names = list(dict.fromkeys(filter(None, lines)))[:MOST_AT_ONCE]
    for name in names:
        await conflicts.declare(uow.tx, lawyer.id, PartySide(step.side), name, uow.now)
    await dialogues.end(uow.tx, uow.account.id, lawyer.id)
    await uow.tell(say(lawyer, "parties.added", count=len(names)))
    screening = Screening(uow)
    for ticket in await tickets.waiting_with(uow.tx, lawyer.id):
        await assignment.take_from_conflicted(uow, await screening.screen(ticket))
    return True


async def drop(uow: UnitOfWork, lawyer: Person, number: int) -> None:
    """Take a name off the list; who was kept from a ticket because of it stays so."""
    gone = await conflicts.retract(uow.tx, lawyer.id, number)
    await uow.tell(say(lawyer, "parties.dropped" if gone else "parties.not_there"))
