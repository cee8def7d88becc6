"""An admin reads what is said in a ticket: only for a reason, which is kept in the ticket and told to its lawyer.

The notes of staff stay with the lawyer and whoever wrote them, as everybody who writes one is told.
"""

from bot.domain.audit import AuditAct
from bot.domain.desk import Why
from bot.domain.desk_actions import Inspect
from bot.domain.dialogue import ExplainingInspection
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import button
from bot.domain.people import Person
from bot.domain.ticket import Act, Ticket
from bot.storage import audit, desk, dialogues, people
from bot.storage.thread import Audience
from bot.usecases import transcripts
from bot.usecases.desk_rights import ticket_for
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_REASON = 300
"""Characters of an admin's own words that are kept."""


async def ask(uow: UnitOfWork, admin: Person, ticket_id: int) -> None:
    """Ask why an admin wants to read a ticket, and say what comes of it."""
    ticket = await ticket_for(uow, admin, ticket_id, Act.INSPECT)
    if ticket is not None:
        rows = tuple((button(f"why.{why.value}", Inspect(ticket.id, why.value)),) for why in Why)
        await uow.tell(say(admin, "inspect.why", rows, number=ticket.id))


async def inspect(uow: UnitOfWork, admin: Person, ticket_id: int, word: str) -> None:
    """Show an admin all that was said, for one of the given reasons; for words of their own these are asked for first."""
    ticket = await ticket_for(uow, admin, ticket_id, Act.INSPECT)
    if ticket is None:
        return
    if word not in set(Why):
        await uow.tell(say(admin, "tap.unknown"))
    elif word == Why.WORDS:
        step = ExplainingInspection(ticket.id)
        await dialogues.begin(uow.tx, uow.account.id, admin.id, step, uow.now)
        await uow.tell(say(admin, "inspect.say_why", number=ticket.id))
    else:
        await _show(uow, admin, ticket, Why(word))


async def hear(uow: UnitOfWork, caller: Caller, ticket_id: int, message: IncomingMessage) -> None:
    """An admin's own words for why they want to read a ticket."""
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    ticket = await ticket_for(uow, caller.person, ticket_id, Act.INSPECT)
    if ticket is not None:
        await _show(uow, caller.person, ticket, Why.WORDS, message.text[:LONGEST_REASON])


async def tell_taker(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Tell a lawyer who takes a ticket which admins have read it before."""
    for each in await desk.inspections(uow.tx, ticket.id):
        await _tell(uow, ticket, lawyer, each.name, each.why, each.words)


async def _show(uow: UnitOfWork, admin: Person, ticket: Ticket, why: Why, words: str = "") -> None:
    await desk.note_inspection(uow.tx, ticket, admin.id, why, words, uow.now)
    audit.note(uow.tx, AuditAct.CONTENT_READ, uow.now, by=admin.id, ticket=ticket.id, why=why.value)
    await transcripts.tell(uow, ticket, admin, Audience.ALL, withdrawn_too=True)
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if lawyer is not None and lawyer.is_lawyer and lawyer.id != admin.id:
        await _tell(uow, ticket, lawyer, admin.name or str(admin.id), why, words)


async def _tell(uow: UnitOfWork, ticket: Ticket, lawyer: Person, name: str, why: Why, words: str) -> None:
    if words:
        await uow.tell(about(ticket, lawyer, "inspect.told", name=name, reason=words))
    else:
        fills = {"reason": f"why.{why.value}"}
        await uow.tell(about(ticket, lawyer, "inspect.told", name=name, fills=fills))
