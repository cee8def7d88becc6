"""The read side: what people get to see of tickets, people, knowledge and deliveries, as frozen values.

Telegram, the command line and a console lay the same values out. Nothing here changes anything.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.answer import Lang
from bot.domain.attached import Attached, attached_to
from bot.domain.conflict import Side
from bot.domain.conflict_actions import StepAside
from bot.domain.outgoing import Rows, button
from bot.domain.page import LONGEST_PAGE, paged
from bot.domain.people import Enterprise, Person, Role
from bot.domain.ticket import State, Ticket
from bot.domain.ticket_work_actions import (
    AcceptHandOver,
    AskReason,
    DeclineHandOver,
    DismissGuest,
    PassOn,
    Reopen,
    ShowDetails,
    ShowMore,
    ShowTranscript,
    Take,
)
from bot.domain.views import (
    Figures,
    KnowledgeStatus,
    Staff,
    StaffMember,
    TicketCard,
    TicketLine,
    TicketList,
    UndeliveredList,
)
from bot.knowledge import answers
from bot.matching.decision.verdict import Kind
from bot.matching.text.facts import facts
from bot.storage import (
    alarms,
    conflicts,
    deadlines,
    enterprises,
    inbox,
    journal,
    not_delivered,
    people,
    roster,
    thread,
    tickets,
)
from bot.storage.journal import Question
from bot.storage.thread import Audience
from bot.usecases import briefs, fact_views
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_EXCERPT = 1500
"""Characters of the question on a card; the whole of it comes when the ticket is taken."""
FIGURES_DAYS = 30
SIDES: Mapping[str | None, str] = {
    Side.ASKED: "side.asked",
    Side.NONE: "side.none",
    Side.UNKNOWN: "side.unknown",
    Side.SILENT: "side.silent",
}
"""Why no other side is named, in words; it was not asked otherwise."""
NEAR = 3
"""Entries near the question that a lawyer is told of."""


@dataclass(frozen=True, slots=True)
class Background:
    """What belongs to a ticket and changes seldom: whose it is, and what was asked."""

    enterprise: Enterprise | None
    question: Question | None
    first_words: str = ""
    """Of a ticket without a question: what its owner said first."""
    attached: Attached = ()
    """Pictures, voice messages and other files that came with it."""

    @property
    def asked(self) -> str:
        """The owner's question, in the owner's words."""
        return self.question.text if self.question else self.first_words


async def background(uow: UnitOfWork, ticket: Ticket) -> Background:
    """What is known around a ticket."""
    enterprise = await enterprise_of(uow, ticket)
    question = await journal.find(uow.tx, ticket.question) if ticket.question else None
    spoken = await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)
    said = [each.message for each in spoken if each.withdrawn_at is None]
    first_words = "" if question and question.text else next((each.text for each in said if each.text), "")
    return Background(enterprise, question, first_words, attached_to(said))


async def enterprise_of(uow: UnitOfWork, ticket: Ticket) -> Enterprise | None:
    """The enterprise of a ticket, by its verified name, or the one that its owner typed: what others typed is not theirs.

    Of an owner who sits there no more, and of an enterprise that nobody has verified, there is no name.
    """
    if ticket.enterprise is None:
        return None
    own = await enterprises.of_person(uow.tx, ticket.owner)
    if own is not None and own.id == ticket.enterprise:
        return replace(own, name=own.verified_name or own.name)
    found = await enterprises.find(uow.tx, ticket.enterprise)
    return found if found is None or found.is_verified else replace(found, name="")


def standing_of(enterprise: Enterprise) -> str:
    """The key of what its owner is told of an enterprise: that it is verified, or what to do about it."""
    if enterprise.is_verified:
        return "enterprise.verified"
    return "enterprise.unverified" if enterprise.credit_code else "enterprise.unverified_no_code"


async def ticket_card(
    uow: UnitOfWork,
    ticket: Ticket,
    lang: Lang,
    known: Background | None = None,
    *,
    most: int | None = LONGEST_EXCERPT,
    name: str = "",
) -> TicketCard:
    """A ticket's card in the reader's language; the owner's words stay as they are, `most` characters of them.

    With 0 the reader has nothing to do with the ticket: neither what it is about stands on the card nor whose it is.
    """
    if most == 0:
        return _bare_card(uow, ticket, lang, name)
    known = known or await background(uow, ticket)
    card = replace(await blind_card(uow, ticket, lang, known), name=name)
    said = briefs.reply_to(uow.knowledge, known.question, lang)
    return replace(
        card,
        question=known.asked[:most],
        attached=known.attached,
        bot=said.key,
        bot_titles=said.titles,
        facts=await fact_views.told_in(uow, ticket, lang),
    )


async def blind_card(
    uow: UnitOfWork, ticket: Ticket, lang: Lang, known: Background | None = None
) -> TicketCard:
    """What a lawyer sees before taking a ticket: its topic, and who is on which side, to look for a conflict of interest.

    No word of its owner but the names that they gave, and no file (docs/decisions/0023-conflict-before-content.md).
    """
    known = known or await background(uow, ticket)
    firm, entry = known.enterprise, known.question.entry if known.question else None
    other = await conflicts.other_side(uow.tx, ticket.id)
    card = _bare_card(uow, ticket, lang)
    topic = [title for _, title in answers.titles(uow.knowledge, [entry], lang)] if entry else []
    return replace(
        card,
        enterprise=" · ".join(filter(None, (firm.name, firm.town))) if firm else "",
        verified=firm.is_verified if firm else None,
        verified_on=whole_time(uow, firm.verified_at)[:10] if firm and firm.verified_at else "",
        other_side=other,
        last_day=await last_day(uow, ticket),
        side="" if other else SIDES.get(ticket.side, "side.not_asked"),
        measure=" · ".join(filter(None, (card.measure, *topic))),
        follows=f"#{ticket.follows}" if ticket.follows else "",
    )


async def last_day(uow: UnitOfWork, ticket: Ticket) -> str:
    """The nearest last day that is kept for a ticket, an ISO date; empty for none."""
    kept = await deadlines.of_ticket(uow.tx, ticket.id)
    return kept[0].last.isoformat() if kept else ""


def _bare_card(uow: UnitOfWork, ticket: Ticket, lang: Lang, name: str = "") -> TicketCard:
    return TicketCard(
        number=ticket.id,
        urgent=ticket.urgent,
        emergency=answers.talk_title(uow.knowledge, ticket.emergency, lang),
        measure=_measure(uow, ticket, lang),
        name=name,
    )


async def ticket_details(uow: UnitOfWork, ticket: Ticket, reader: Person) -> TicketCard:
    """A ticket with what helps to answer it: when it was asked, what it names, what the butler has nearby."""
    known = await background(uow, ticket)
    card = await ticket_card(uow, ticket, reader.lang, known)
    best = [entry for entry, _ in known.question.candidates[:NEAR]] if known.question else []
    titles = [title for _, title in answers.titles(uow.knowledge, best, reader.lang)]
    return replace(
        card,
        code=(known.enterprise.credit_code or "") if known.enterprise else "",
        since=local_time(uow, ticket.opened_at),
        told=" · ".join(facts(card.question).all),
        near=" / ".join(titles),
        count=await thread.count(uow.tx, ticket.id),
    )


async def queue(uow: UnitOfWork, reader: Person, page: int = 1) -> TicketList:
    """What waits for a lawyer and is theirs to take, without anybody's words."""
    waiting = await tickets.waiting(uow.tx)
    free = [each for each in waiting if not each.is_asking and reader.id not in each.conflicted]
    return await _list(uow, free, reader, page)


async def held_by(uow: UnitOfWork, lawyer: Person, page: int = 1) -> TicketList:
    """The tickets that a lawyer holds."""
    return await _list(uow, await tickets.held_by(uow.tx, lawyer.id), lawyer, page)


async def closed_of(uow: UnitOfWork, lawyer: Person, page: int = 1) -> TicketList:
    """The closed tickets of a lawyer, the latest first."""
    return await _list(uow, await tickets.closed_of(uow.tx, lawyer.id), lawyer, page)


async def staff(uow: UnitOfWork) -> Staff:
    """Who has which role, who is on duty, and who lost a role."""
    admins = [StaffMember(each.id, each.name or "") for each in await roster.with_role(uow.tx, Role.ADMIN)]
    lawyers = [
        StaffMember(each.id, each.name, on_duty=each.on_duty, load=each.load)
        for each in await roster.lawyers(uow.tx, uow.now, uow.calendar)
    ]
    removed = [each for role in Role for each in await roster.revoked(uow.tx, role)]
    return Staff(tuple(admins), tuple(lawyers), tuple(dict.fromkeys(removed)))


async def undelivered(uow: UnitOfWork, page: int = 1) -> UndeliveredList:
    """The notices that failed or may not have arrived: numbers and reasons, no words."""
    count = await not_delivered.count(uow.tx)
    shown = paged(page, count)
    return UndeliveredList(
        tuple(await not_delivered.listed(uow.tx, LONGEST_PAGE, shown.skipped)),
        count,
        await not_delivered.elsewhere_count(uow.tx, uow.account.id),
        shown,
    )


async def figures(uow: UnitOfWork, days: int = FIGURES_DAYS) -> Figures:
    """What happened lately, in numbers."""
    since = uow.now - dt.timedelta(days=days)
    verdicts = await journal.verdicts(uow.tx, since)
    solved, to_lawyer = await journal.outcomes(uow.tx, since)
    wait = await tickets.median_wait(uow.tx, since)
    return Figures(
        days=days,
        verdicts=tuple((kind.value, verdicts.get(kind.value, 0)) for kind in Kind),
        solved=solved,
        to_lawyer=to_lawyer,
        wait_minutes=round(wait.total_seconds() / 60) if wait else None,
        undelivered=await not_delivered.count(uow.tx),
        set_aside=await inbox.set_aside_count(uow.tx) + await alarms.set_aside_count(uow.tx),
        **await tickets.counts(uow.tx, since),
    )


def knowledge_status(uow: UnitOfWork) -> KnowledgeStatus:
    """The knowledge in force, in numbers."""
    return KnowledgeStatus(uow.knowledge.revision, **answers.counts(uow.knowledge))


def local_time(uow: UnitOfWork, instant: dt.datetime) -> str:
    """An instant as people of the office read it: `11-24 16:40`, in the office's time zone."""
    return instant.astimezone(uow.calendar.timezone).strftime("%m-%d %H:%M")


def whole_time(uow: UnitOfWork, instant: dt.datetime) -> str:
    """An instant with its year: a file is read years later."""
    return instant.astimezone(uow.calendar.timezone).strftime("%Y-%m-%d %H:%M")


async def _list(uow: UnitOfWork, found: Sequence[Ticket], reader: Person, wanted: int) -> TicketList:
    page = paged(wanted, len(found))
    lines = [await _line(uow, ticket, reader) for ticket in page.cut(found)]
    return TicketList(tuple(lines), len(found), page)


async def _line(uow: UnitOfWork, ticket: Ticket, reader: Person) -> TicketLine:
    holder = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    return TicketLine(
        number=ticket.id,
        state=f"state.{ticket.state.value}",
        since=local_time(uow, ticket.opened_at),
        urgent=ticket.urgent,
        emergency=answers.talk_title(uow.knowledge, ticket.emergency, reader.lang),
        measure=_measure(uow, ticket, reader.lang),
        name=(holder.name or "") if holder else "",
    )


def _measure(uow: UnitOfWork, ticket: Ticket, lang: Lang) -> str:
    return answers.measure_title(uow.knowledge, ticket.measure, lang) if ticket.measure else ""


def rows_for(ticket: Ticket, lawyer: Person) -> Rows:
    """The buttons under a ticket, by what this lawyer may do with it."""
    if ticket.is_held and ticket.lawyer == lawyer.id:
        return (
            (button("button.close", AskReason(ticket.id)), button("button.hand_back", PassOn(ticket.id))),
            (
                button("button.details", ShowDetails(ticket.id)),
                button("button.transcript", ShowTranscript(ticket.id)),
                button("button.more", ShowMore(ticket.id)),
            ),
        )
    if ticket.is_held and lawyer.id in {ticket.asked, ticket.guest}:
        return _colleagues_rows(ticket, lawyer)
    if ticket.state is State.WAITING:
        return offered_rows(ticket)
    return (
        (
            button("button.reopen", Reopen(ticket.id)),
            button("button.transcript", ShowTranscript(ticket.id)),
        ),
    )


def _colleagues_rows(ticket: Ticket, lawyer: Person) -> Rows:
    """The buttons of somebody who is asked to take a ticket over, or who reads it along."""
    reading = (
        button("button.transcript", ShowTranscript(ticket.id)),
        button("button.leave_guest", DismissGuest(ticket.id)),
    )
    asked = (
        button("button.accept", AcceptHandOver(ticket.id)),
        button("button.decline", DeclineHandOver(ticket.id)),
    )
    first = (reading,) if ticket.guest == lawyer.id else ()
    second = (asked,) if ticket.asked == lawyer.id else ()
    return (*first, *second, (button("button.conflicted", StepAside(ticket.id)),))


def offered_rows(ticket: Ticket) -> Rows:
    """The buttons under a ticket that is offered: what shows its content comes only when it is taken."""
    return (
        (button("button.take", Take(ticket.id)), button("button.pass_on", PassOn(ticket.id))),
        (button("button.conflicted", StepAside(ticket.id)),),
    )
