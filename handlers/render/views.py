"""Views as people read them: cards whose lines depend on what there is to tell. Everything is escaped here."""

import functools
import html
from collections.abc import Callable, Mapping
from typing import Any

from bot.domain import desk_views, seat_views, views
from bot.domain.answer import Lang
from bot.domain.delivery import RESTORED, State
from bot.domain.reply import Options
from bot.domain.work_figures import WorkFigures
from bot.locales import say
from handlers.render import desk, last_day, reply, team, told_facts, transcript, work_figures
from handlers.render.attached import in_words

DELIVERY_STATES: Mapping[str, str] = {
    State.FAILED: "delivery.failed",
    State.UNCERTAIN: "delivery.uncertain_state",
}
"""How an undelivered notice stands, in words."""
DELIVERY_REASONS: Mapping[str, str] = {RESTORED: "delivery.restored"}
"""Why, in words, where it was not Telegram that gave the reason."""

UNFOLDED = 160
UNFOLDED_LINES = 6
"""Characters and lines of a question that stand open on a card."""


def lay_out(heading: str, view: views.View, lang: Lang) -> str:
    """A view under its heading, as HTML; KeyError for a sentence that does not exist."""
    return _LAYOUTS[type(view)](heading, view, lang)


def _ticket_card(heading: str, card: views.TicketCard, lang: Lang) -> str:
    urgent = say("ticket.urgent", lang) if card.urgent else ""
    return _lines(
        urgent + say(heading, lang, number=card.number, name=_e(card.name)),
        _line("ticket.emergency", card.emergency, lang),
        _line("ticket.measure", card.measure, lang),
        _asked(card.question),
        *(_e(f"• {told_facts.line(each, lang, told_facts.LONGEST)}") for each in card.facts),
        _line("ticket.told", card.told, lang),
        _line("ticket.enterprise", card.enterprise, lang) + _verified(card, lang),
        _line("ticket.code", card.code, lang),
        _line("ticket.other_side", card.other_side or _no_other_side(card, lang), lang),
        _bot_said(card, lang),
        _line("ticket.near", card.near, lang),
        _last_day(card.last_day, lang),
        _line("ticket.since", card.since, lang),
        _line("ticket.follows", card.follows, lang),
        _line("ticket.files", in_words(card.attached, lang), lang),
        _line("ticket.count", card.count, lang),
        say(f"{heading}_hint", lang),
    )


def _no_other_side(card: views.TicketCard, lang: Lang) -> str:
    """Why no other side is named."""
    return say(card.side, lang) if card.side else ""


def _asked(question: str) -> str:
    """The owner's words; of long ones the beginning, and the rest unfolds with a tap, so that the card fits one screen."""
    if not question:
        return ""
    is_long = len(question) > UNFOLDED or question.count("\n") >= UNFOLDED_LINES
    return f"<blockquote{' expandable' if is_long else ''}>{_e(question)}</blockquote>"


def _verified(card: views.TicketCard, lang: Lang) -> str:
    if card.verified is None or not card.enterprise:
        return ""
    if card.verified_on:
        return say("ticket.enterprise_verified_on", lang, day=card.verified_on)
    return say("ticket.enterprise_verified" if card.verified else "ticket.enterprise_unverified", lang)


def _bot_said(card: views.TicketCard, lang: Lang) -> str:
    return say(card.bot, lang, value=_e(card.bot_titles)) if card.bot else ""


def _ticket_list(heading: str, listed: views.TicketList, lang: Lang) -> str:
    return _lines(
        say(heading, lang, count=listed.count), *(_ticket_line(each, lang) for each in listed.lines)
    )


def _ticket_line(line: views.TicketLine, lang: Lang) -> str:
    urgent = say("ticket.urgent", lang) if line.urgent else ""
    parts = (
        f"{urgent}#{line.number}",
        say(line.state, lang),
        line.emergency,
        line.name,
        line.measure,
        line.since,
    )
    return "• " + " · ".join(_e(part) for part in parts if part)


def _own_ticket(heading: str, ticket: views.OwnTicket, lang: Lang) -> str:
    urgent = say("ticket.urgent", lang) if ticket.urgent else ""
    subject = f"<blockquote>{_e(ticket.subject)}</blockquote>" if ticket.subject else ""
    return _lines(urgent + say(heading, lang, number=ticket.number), subject, *_standing(ticket, lang))


def _last_day(iso: str, lang: Lang) -> str:
    return _line("ticket.last_day", last_day.day_of(iso, lang) if iso else "", lang)


def _own_tickets(heading: str, listed: views.OwnTickets, lang: Lang) -> str:
    return "\n\n".join([say(heading, lang), *(_own_line(each, lang) for each in listed.lines)])


def _own_line(line: views.OwnTicket, lang: Lang) -> str:
    urgent = say("ticket.urgent", lang) if line.urgent else ""
    subject = _e(line.subject) or say("own.no_words", lang)
    return _lines(f"{urgent}<b>#{line.number}</b> {subject}", *_standing(line, lang))


def _standing(ticket: views.OwnTicket, lang: Lang) -> tuple[str, str, str]:
    """How a ticket stands and who has it since when; its last day; what happens next."""
    since = say("own.since", lang, since=ticket.since)
    parts = (say(ticket.state, lang), _e(ticket.name), since, _whose(ticket, lang))
    return " · ".join(filter(None, parts)), _last_day(ticket.last_day, lang), _next(ticket, lang)


def _whose(ticket: views.OwnTicket, lang: Lang) -> str:
    """Whether a ticket is shared, and who opened it if the reader did not."""
    if ticket.by:
        return say("own.by", lang, name=_e(ticket.by))
    return say("own.shared", lang) if ticket.shared else ""


def _next(ticket: views.OwnTicket, lang: Lang) -> str:
    return say(ticket.next, lang, due=ticket.due) if ticket.next else ""


def _staff(heading: str, staff: views.Staff, lang: Lang) -> str:
    nobody = [say("staff.nobody", lang)]
    admins = [f"• {_name(each)}" for each in staff.admins]
    lawyers = [f"• {_lawyer(each, lang)}" for each in staff.lawyers]
    removed = [f"• {_name(each)}" for each in staff.removed]
    blocks = [
        [say(heading, lang), *(admins or nobody)],
        [say("staff.lawyers", lang), *(lawyers or nobody)],
        [say("staff.removed_list", lang), *removed] if removed else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _lawyer(lawyer: views.StaffMember, lang: Lang) -> str:
    duty = say("duty.on" if lawyer.on_duty else "duty.off", lang)
    return say("staff.lawyer", lang, name=_name(lawyer), duty=duty, load=lawyer.load)


def _name(member: views.StaffMember) -> str:
    return _e(member.name or member.external_id or str(member.id))


def _undelivered(heading: str, listed: views.UndeliveredList, lang: Lang) -> str:
    rows = [
        "• "
        + say(
            "delivery.row",
            lang,
            id=each.notice,
            state=say(DELIVERY_STATES[each.state], lang),
            ticket=each.ticket or "–",
            reason=_why_undelivered(each.reason, lang),
        )
        for each in listed.lines
    ]
    elsewhere = say("delivery.elsewhere", lang, count=listed.elsewhere) if listed.elsewhere else ""
    return _lines(say(heading, lang, count=listed.count), *rows, elsewhere)


def _why_undelivered(reason: str, lang: Lang) -> str:
    key = DELIVERY_REASONS.get(reason)
    return say(key, lang) if key is not None else _e(reason or "–")


def _options(heading: str, options: Options, lang: Lang) -> str:
    return reply.offered(heading, options.lines, lang)


def _figures(heading: str, figures: views.Figures, lang: Lang) -> str:
    colon, wait = say("card.colon", lang), figures.wait_minutes
    rows = [f"• {say(f'verdict.{name}', lang)}{colon}{times}" for name, times in figures.verdicts]
    return _lines(
        say(heading, lang, days=figures.days, total=sum(times for _, times in figures.verdicts)),
        *rows,
        say("figures.outcomes", lang, solved=figures.solved, lawyer=figures.to_lawyer),
        say(
            "figures.tickets",
            lang,
            opened=figures.opened,
            taken=figures.taken,
            answered=figures.answered,
            closed=figures.closed,
            helped=figures.helped,
            not_helped=figures.not_helped,
        ),
        say("figures.no_wait", lang) if wait is None else say("figures.wait", lang, minutes=wait),
        say("figures.health", lang, undelivered=figures.undelivered, set_aside=figures.set_aside),
    )


def _knowledge_status(heading: str, status: views.KnowledgeStatus, lang: Lang) -> str:
    return say(
        heading,
        lang,
        revision=status.revision,
        measures=status.measures,
        entries=status.entries,
        reviewed=status.reviewed,
        golden=status.golden,
        warnings=status.warnings,
    )


def _faults(heading: str, faults: views.KnowledgeFaults, lang: Lang) -> str:
    lines = [f"<code>{_e(line)}</code>" for line in faults.lines]
    more = say("knowledge.more", lang, count=faults.more) if faults.more else ""
    return _lines(say(heading, lang), *lines, more)


def _change(heading: str, change: views.KnowledgeChange, lang: Lang) -> str:
    return _lines(
        say(heading, lang, revision=change.revision),
        _line("knowledge.added", ", ".join(change.added), lang),
        _line("knowledge.removed", ", ".join(change.removed), lang),
        _line("knowledge.changed", ", ".join(change.changed), lang),
    )


def _suspended(heading: str, listed: views.SuspendedList, lang: Lang) -> str:
    if not listed.lines:
        return say("suspension.none", lang)
    return _lines(
        say(heading, lang, count=listed.count), *(_suspended_line(each, lang) for each in listed.lines)
    )


def _suspended_line(line: views.SuspendedEntry, lang: Lang) -> str:
    name = " · ".join(_e(part) for part in (line.title, line.entry) if part)
    if not line.since:
        return "• " + say("suspension.in_file", lang, name=name)
    return "• " + say(
        "suspension.line", lang, name=name, since=line.since, by=_e(line.by), why=_why(line, lang)
    )


def _why(line: views.SuspendedEntry, lang: Lang) -> str:
    return _e(line.words) or (say(line.why, lang) if line.why else "")


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))


def _line(key: str, value: str | int, lang: Lang) -> str:
    return say(key, lang, value=_e(str(value))) if value else ""


_e = functools.partial(html.escape, quote=False)

_LAYOUTS: Mapping[type[views.View], Callable[[str, Any, Lang], str]] = {
    views.TicketCard: _ticket_card,
    views.Transcript: transcript.lay_out,
    views.TicketList: _ticket_list,
    views.OwnTicket: _own_ticket,
    views.OwnTickets: _own_tickets,
    seat_views.Team: team.lay_out,
    seat_views.EnterpriseList: team.lay_out_list,
    views.Staff: _staff,
    views.UndeliveredList: _undelivered,
    Options: _options,
    views.Figures: _figures,
    views.KnowledgeStatus: _knowledge_status,
    views.KnowledgeFaults: _faults,
    views.KnowledgeChange: _change,
    views.SuspendedList: _suspended,
    views.LastDay: last_day.lay_out,
    desk_views.OpenList: desk.open_list,
    desk_views.Gist: desk.gist,
    desk_views.LawyerChoice: desk.lawyers,
    desk_views.UnansweredList: desk.unanswered,
    views.KeptDay: last_day.kept,
    views.KeptDays: last_day.kept_list,
    WorkFigures: work_figures.lay_out,
}
