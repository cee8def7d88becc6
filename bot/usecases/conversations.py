"""An owner keeps the conversation of a ticket as a file: what is for all, and nothing that is for staff only."""

from bot.domain.conversation import FORMS, Conversation, FileForm
from bot.domain.outgoing import Button, ConversationFile, Notice, Rows, Sentence, button
from bot.domain.own_ticket_actions import SaveConversation
from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Ticket, may
from bot.storage import tickets
from bot.storage.thread import Audience
from bot.usecases import briefs, transcripts, views
from bot.usecases.unit_of_work import UnitOfWork

SHOWN = frozenset({*briefs.ANSWERED.values(), briefs.PICKED})
"""What the butler did that an owner wants to keep: it showed an entry. That it asked back is no part of the matter."""


def save_button(ticket: Ticket) -> Button:
    """The button that brings the conversation as a file that a phone shows."""
    return button("button.save_conversation", SaveConversation(ticket.id, "html"))


async def save(uow: UnitOfWork, owner: Person, ticket_id: int, form: str) -> Sentence | None:
    """Send somebody who asks in a ticket its conversation as a file; what speaks against it is told in passing."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not asks_in(owner, ticket) or not may(owner, ticket, Act.READ):
        return Sentence("ticket.unknown")
    known = next((each for each in FORMS if each == form), None)
    if known is None:
        return Sentence("tap.unknown")
    content = ConversationFile(await _conversation(uow, ticket), known, _other(ticket, known))
    await uow.tell(Notice(owner.id, content, ticket.lang, ticket=ticket.id))
    return None


def _other(ticket: Ticket, form: FileForm) -> Rows:
    if form == "docx":
        return ()
    return ((button("button.save_as_word", SaveConversation(ticket.id, "docx")),),)


async def _conversation(uow: UnitOfWork, ticket: Ticket) -> Conversation:
    said = await transcripts.said_in(uow, ticket, Audience.ALL, ticket.lang, views.whole_time)
    lines = tuple(each for each in said if each.who != "bot" or each.bot in SHOWN)
    return Conversation(
        ticket.id, views.whole_time(uow, ticket.opened_at), views.whole_time(uow, uow.now), lines
    )
