"""A lawyer's own snippets: texts under names, kept to be sent again, which only they see. /snippets lists them."""

from bot.domain.canned_actions import (
    AskDeletion,
    ChangeSnippet,
    DeleteSnippet,
    NewSnippet,
    OpenSnippet,
    TurnSnippets,
    of_snippet,
)
from bot.domain.dialogue import NamingSnippet, WritingSnippet
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Sentence, button, titled
from bot.domain.page import paged
from bot.domain.people import Person
from bot.storage import dialogues, snippets
from bot.storage.snippets import Snippet
from bot.usecases import canned_rows, notes, pages
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_NAME = 40
"""Characters of a name: it stands on a button."""
LONGEST_TEXT = 3000
"""Characters of a text: with what stands above it, it is one message."""
MOST = 100
"""Snippets of one lawyer."""
NEW: Rows = ((button("button.snippet_new", NewSnippet()),),)


async def list_all(uow: UnitOfWork, lawyer: Person, place: Place = FIRST) -> None:
    """List a lawyer's snippets by name, with the way to a new one."""
    kept = await snippets.of_lawyer(uow.tx, lawyer.id)
    page = paged(place.page, len(kept))
    rows = tuple((titled(each.name, OpenSnippet(each.id)),) for each in page.cut(kept))
    key = "snippets.list" if kept else "snippets.none"
    listed = Sentence(key, {"count": len(kept)}, rows=(*rows, *pages.row(page, TurnSnippets), *NEW))
    await pages.put(uow, lawyer, place, listed)


async def view(uow: UnitOfWork, lawyer: Person, number: int) -> None:
    """Show a snippet, with the ways to send, change and delete it."""
    kept = await _own(uow, lawyer, number)
    if kept is None:
        return
    sending = await canned_rows.ways(uow, lawyer, of_snippet(kept.id))
    keeping = (
        button("button.snippet_change", ChangeSnippet(kept.id)),
        button("button.snippet_delete", AskDeletion(kept.id)),
    )
    await uow.tell(say(lawyer, "snippets.one", (*sending, keeping), name=kept.name, text=kept.text))


async def ask_name(uow: UnitOfWork, lawyer: Person) -> None:
    """Ask for the name of a new snippet."""
    if len(await snippets.of_lawyer(uow.tx, lawyer.id)) >= MOST:
        await uow.tell(say(lawyer, "snippets.full", most=MOST))
        return
    await dialogues.begin(uow.tx, uow.account.id, lawyer.id, NamingSnippet(), uow.now)
    await uow.tell(say(lawyer, "snippets.ask_name", most=LONGEST_NAME))


async def ask_text(uow: UnitOfWork, lawyer: Person, number: int) -> None:
    """Ask for another text of a snippet."""
    kept = await _own(uow, lawyer, number)
    if kept is not None:
        step = WritingSnippet(kept.id, kept.name)
        await dialogues.begin(uow.tx, uow.account.id, lawyer.id, step, uow.now)
        await uow.tell(say(lawyer, "snippets.ask_change", name=kept.name))


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether a lawyer's words are the name or the text that was asked for."""
    step = caller.dialogue.step if caller.dialogue and caller.dialogue.is_fresh(uow.now) else None
    if message.kind != "text" or not isinstance(step, NamingSnippet | WritingSnippet):
        return False
    if notes.is_meant(message.text):
        await uow.tell(say(caller.person, "note.not_sent", reply_to=message.message_id))
    elif isinstance(step, NamingSnippet):
        await _named(uow, caller.person, " ".join(message.text.split()))
    else:
        await _written(uow, caller.person, step, message.text)
    return True


async def ask_deletion(uow: UnitOfWork, lawyer: Person, number: int) -> None:
    """Ask whether a snippet is really to be deleted."""
    kept = await _own(uow, lawyer, number)
    if kept is not None:
        rows = ((button("button.snippet_deleted", DeleteSnippet(kept.id)),),)
        await uow.tell(say(lawyer, "snippets.delete_sure", rows, name=kept.name))


async def delete(uow: UnitOfWork, lawyer: Person, number: int) -> None:
    """Delete a snippet; what was sent of it stays where it went."""
    kept = await _own(uow, lawyer, number)
    if kept is not None and await snippets.drop(uow.tx, lawyer.id, number):
        await uow.tell(say(lawyer, "snippets.deleted", name=kept.name))


async def _named(uow: UnitOfWork, lawyer: Person, name: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        await uow.tell(say(lawyer, "snippets.name_long", most=LONGEST_NAME))
        return
    await dialogues.begin(uow.tx, uow.account.id, lawyer.id, WritingSnippet(0, name), uow.now)
    await uow.tell(say(lawyer, "snippets.ask_text", name=name))


async def _written(uow: UnitOfWork, lawyer: Person, step: WritingSnippet, text: str) -> None:
    """Keep the text, and show it as it stands now."""
    if len(text) > LONGEST_TEXT:
        await uow.tell(say(lawyer, "snippets.text_long", most=LONGEST_TEXT, count=len(text)))
        return
    await dialogues.end(uow.tx, uow.account.id, lawyer.id)
    number = step.snippet or await snippets.add(uow.tx, lawyer.id, step.title, text, uow.now)
    if step.snippet:
        await snippets.change(uow.tx, lawyer.id, number, text, uow.now)
    await view(uow, lawyer, number)


async def _own(uow: UnitOfWork, lawyer: Person, number: int) -> Snippet | None:
    """One of this lawyer's own; otherwise they are told that there is none."""
    kept = await snippets.find(uow.tx, lawyer.id, number)
    if kept is None:
        await uow.tell(say(lawyer, "snippets.gone"))
    return kept
