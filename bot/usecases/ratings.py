"""Why an answer helped, or did not: one tap, or the owner's own words; both may be left out.

Secrecy: a reason is an event of the ticket and is told to its lawyer, who counts it in their own figures. Own words are words
of the ticket like all others: its lawyer reads them and whoever takes it over, no admin does.
"""

from bot.domain.dialogue import RatingInWords
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.own_ticket_actions import TellWhy
from bot.domain.people import Person
from bot.domain.rating import IN_WORDS, REASONS
from bot.domain.ticket import Act, Ticket, may
from bot.storage import dialogues, people, thread, tickets
from bot.usecases import conversations
from bot.usecases.messages import about, rewrite
from bot.usecases.unit_of_work import UnitOfWork

LONGEST = 500
"""Characters of own words about an answer; longer ones are a matter of their own."""


def rows(ticket: Ticket, *, helped: bool) -> Rows:
    """The reasons to choose from; after a "no" own words need no button: what is written next goes to the lawyer."""
    named = tuple(button(f"rated.{word}", TellWhy(ticket.id, word)) for word in REASONS[helped])
    half = (len(named) + 1) // 2
    if not helped:
        return (named[:half], named[half:])
    return (
        named,
        (button("button.why_in_words", TellWhy(ticket.id, IN_WORDS)), conversations.save_button(ticket)),
    )


async def tell_why(
    uow: UnitOfWork, owner: Person, message_id: int, ticket_id: int, word: str
) -> Sentence | None:
    """Note a reason, and tell it to the lawyer; the question for it becomes the word that it is noted."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not may(owner, ticket, Act.RATE):
        return Sentence("ticket.unknown")
    if word == IN_WORDS:
        await dialogues.begin(uow.tx, uow.account.id, owner.id, RatingInWords(ticket.id), uow.now)
        await uow.tell(about(ticket, owner, "rated.in_words"))
        return None
    if ticket.helped is None or word not in REASONS[ticket.helped]:
        return Sentence("tap.unknown")
    await tickets.note_event(uow.tx, ticket, Act.RATE, uow.now, by=owner.id, reason=word)
    await _tell_lawyer(uow, ticket, word)
    fills = {"reason": f"rated.{word}"}
    key = "rated.noted" if ticket.helped else "rated.noted_open"
    left = rows(ticket, helped=True)[1:] if ticket.helped else ()
    await uow.tell(
        rewrite(owner, message_id, Sentence(key, {"number": ticket.id}, fills=fills, rows=left), ticket.lang)
    )
    return None


async def hear(uow: UnitOfWork, caller: Caller, ticket_id: int, message: IncomingMessage) -> bool:
    """Keep an owner's own words about an answer, and tell them to its lawyer; False for what was not meant as that."""
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not may(caller.person, ticket, Act.RATE) or len(message.text) > LONGEST:
        return False
    kept = await thread.add(
        uow.tx,
        ticket.id,
        author="owner",
        person=caller.person.id,
        address=caller.address.id,
        message=message,
        now=uow.now,
    )
    if kept is not None:
        await tickets.note_event(uow.tx, ticket, Act.RATE, uow.now, by=caller.person.id, reason=IN_WORDS)
        await _tell_words(uow, ticket, kept, message.text)
    await uow.tell(about(ticket, caller.person, "rated.words_kept", reply_to=message.message_id))
    return True


async def _tell_lawyer(uow: UnitOfWork, ticket: Ticket, word: str) -> None:
    """Each reason once, however often its owner goes to and fro."""
    lawyer = await _lawyer(uow, ticket)
    if lawyer is not None:
        key = "rated.told_helped" if ticket.helped else "rated.told_not"
        once = f"rated:{ticket.id}:{lawyer.id}:{word}"
        await uow.tell(about(ticket, lawyer, key, once=once, fills={"reason": f"rated.{word}"}))


async def _tell_words(uow: UnitOfWork, ticket: Ticket, kept: int, words: str) -> None:
    lawyer = await _lawyer(uow, ticket)
    if lawyer is not None:
        notice = await uow.tell(about(ticket, lawyer, "rated.told_words", words=words))
        if notice is not None:
            await thread.carried_by(uow.tx, kept, notice, lawyer.id)


async def _lawyer(uow: UnitOfWork, ticket: Ticket) -> Person | None:
    """The lawyer of a ticket, open or closed, if they may still read it."""
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    return lawyer if lawyer is not None and may(lawyer, ticket, Act.READ) else None
